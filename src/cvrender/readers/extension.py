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
_PAPERS = "publications"

Pool = dict[str, list[Node]]


def restored(extra: Node, sections: list[Node], loose: dict[str, list[Node]]) -> list[Node]:
    """The sections as they were, from those that the keys of the schema gave.

    ``loose`` are the names of skills and the like with no more to them, by kind: they were
    bullets or a text.
    """
    items = extra.value if isinstance(extra.value, list) else []
    if not items or not all(isinstance(item.value, dict) for item in items):
        return sections
    pools = {_said(section, "kind"): _pool(section) for section in sections}
    for kind, names in loose.items():
        pools[kind] = {**pools.get(kind, {}), "names": list(names)}
    found = [_section(item, pools) for item in items]
    known = {_said(item, "key") for item in items}
    if any(_own(item).get(_PAPERS) for item in items):
        known.add(_PAPERS)
    return [*found, *(section for section in sections if _said(section, "kind") not in known)]


def _section(item: Node, pools: dict[str, Pool]) -> Node:
    """An item of ``x-sections`` with what is its own; papers stand under their own key always."""
    own_pool = pools.get(_said(item, "key"), {})
    fields = dict(item.value) if isinstance(item.value, dict) else {}
    links = fields.pop("x-links", None)
    for key in ("own", "key"):
        fields.pop(key, None)
    for part, count in _own(item).items():
        many = int(str(count.value)) if str(count.value).isdigit() else 0
        pool = pools.get(_PAPERS, {}) if part == _PAPERS else own_pool
        if taken := _taken(pool, part, many):
            value = taken if part != "text" else "\n\n".join(str(node.value) for node in taken)
            fields[part] = Node(value, taken[0].position, taken[0].key)
    return Node(_with_links(fields, links), item.position, item.key)


def _own(item: Node) -> dict[str, Node]:
    """How many of what stands under the keys of the schema belong to a section."""
    own = item.child("own")
    return own.value if own is not None and isinstance(own.value, dict) else {}


def _taken(pool: Pool, part: str, many: int) -> list[Node]:
    """The first ``many`` of a part, which the pool loses."""
    source = "names" if "names" in pool and part in ("text", "bullets") else part
    nodes = pool.get(source, [])
    pool[source] = nodes[many:]
    return nodes[:many]


def _pool(section: Node) -> Pool:
    fields = section.value if isinstance(section.value, dict) else {}
    return {
        key: list(child.value) if isinstance(child.value, list) else [child]
        for key, child in fields.items()
    }


def _said(section: Node, name: str) -> str:
    node = section.value.get(name) if isinstance(section.value, dict) else None
    return str(node.value) if node else ""


def facts(record: Record) -> list[Node]:
    """The facts of an item that no key of the schema holds."""
    node = record.take("x-facts")
    return list(node.value) if node is not None and isinstance(node.value, list) else []


def linked(record: Record, parts: dict[str, Node]) -> dict[str, Node]:
    """``parts`` with the links that stood in their texts."""
    return _with_links(parts, record.take("x-links"))


def _with_links(parts: dict[str, Node], links: Node | None) -> dict[str, Node]:
    for link in links.value if links is not None and isinstance(links.value, list) else ():
        pair = link.plain()
        if isinstance(pair, dict) and {"text", "url"} <= set(pair):
            words, markdown = str(pair["text"]), f"[{pair['text']}]({pair['url']})"
            pattern = re.compile(rf"(?<![\w\[]){re.escape(words)}(?!\w)")
            parts = _once(parts, pattern, markdown)
    return parts


def _once(parts: dict[str, Node], pattern: re.Pattern[str], markdown: str) -> dict[str, Node]:
    """``parts`` with the first of them that has the words changed."""
    for key, child in parts.items():
        changed = _replaced(child, pattern, markdown)
        if changed != child:
            return {**parts, key: changed}
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
