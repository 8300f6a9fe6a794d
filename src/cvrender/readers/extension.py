"""What our own JSON Resume files hold beyond its schema, read back.

``x-sections`` lists the sections of the CV in order: their titles, how many of the items under a
key of JSON Resume are theirs (``own``), and, in our own shape, what no such key can hold.
``x-facts``, ``x-date`` and ``x-links`` stand in an item, beside the keys of the schema.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cvrender.positions import Node

if TYPE_CHECKING:
    from cvrender.readers.foreign import Record

__all__ = ["KEY", "facts", "linked", "restored"]

KEY = "x-sections"

Pool = dict[str, list[Node]]


def restored(extra: Node, sections: list[Node], loose: dict[str, list[Node]]) -> list[Node]:
    """The sections as they were, from those that the keys of the schema gave.

    ``loose`` are the names without more to them, by kind; they were bullets or a text.
    """
    items = extra.value if isinstance(extra.value, list) else []
    if not items or not all(isinstance(item.value, dict) for item in items):
        return sections
    pools = {_kind(section): _pool(section) for section in sections}
    for kind, names in loose.items():
        pools.setdefault(kind, {})["bullets"] = list(names)
    found = [_section(item, pools) for item in items]
    return [*found, *(section for section in sections if _kind(section) not in _kinds(found))]


def _section(item: Node, pools: dict[str, Pool]) -> Node:
    fields = dict(item.value) if isinstance(item.value, dict) else {}
    own = fields.pop("own", None)
    pool = pools.get(_kind(item), {})
    counts = own.value if own is not None and isinstance(own.value, dict) else {}
    for part, count in counts.items():
        many = int(str(count.value)) if str(count.value).isdigit() else 0
        taken, pool[part] = pool.get(part, [])[:many], pool.get(part, [])[many:]
        kept = fields[part].value if part in fields else []
        if part == "text" and taken:
            fields[part] = taken[0]
        elif taken:
            fields[part] = Node([*taken, *(kept if isinstance(kept, list) else [])], item.position)
    return Node(fields, item.position, item.key)


def _pool(section: Node) -> Pool:
    fields = section.value if isinstance(section.value, dict) else {}
    return {
        key: list(child.value) if isinstance(child.value, list) else [child]
        for key, child in fields.items()
    }


def _kind(section: Node) -> str:
    kind = section.value.get("kind") if isinstance(section.value, dict) else None
    return str(kind.value) if kind else ""


def _kinds(sections: list[Node]) -> set[str]:
    return set(map(_kind, sections))


def facts(record: Record) -> list[Node]:
    """The facts of an item that no key of the schema holds."""
    node = record.take("x-facts")
    return list(node.value) if node is not None and isinstance(node.value, list) else []


def linked(record: Record, parts: dict[str, Node]) -> dict[str, Node]:
    """``parts`` with the links that stood in their texts."""
    node = record.take("x-links")
    for link in node.value if node is not None and isinstance(node.value, list) else ():
        pair = link.plain()
        if isinstance(pair, dict) and {"text", "url"} <= set(pair):
            markdown = f"[{pair['text']}]({pair['url']})"
            pattern = re.compile(re.escape(str(pair["text"])))
            parts = {key: _replaced(child, pattern, markdown) for key, child in parts.items()}
    return parts


def _replaced(node: Node, pattern: re.Pattern[str], markdown: str) -> Node:
    if isinstance(node.value, str):
        words = pattern.sub(lambda _: markdown, node.value, count=1)
        return Node(words, node.position, node.key)
    if isinstance(node.value, list):
        value = [_replaced(child, pattern, markdown) for child in node.value]
        return Node(value, node.position, node.key)
    if isinstance(node.value, dict):
        pairs = {key: _replaced(child, pattern, markdown) for key, child in node.value.items()}
        return Node(pairs, node.position, node.key)
    return node
