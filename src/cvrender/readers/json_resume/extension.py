"""What our own JSON Resume files hold beyond its schema, read back.

``x-sections`` lists the sections of the CV in order: their titles, how many of the items under a
key of JSON Resume are theirs (``own``), and, in our own shape, what no such key can hold.
``x-facts``, ``x-date`` and ``x-links`` stand in an item, beside the keys of the schema; and in the
first of the items of an organization with several roles, ``x-organization``: how many roles it has,
and what is said of all of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cvrender.syntax.nodes import Node

if TYPE_CHECKING:
    from cvrender.readers.foreign.record import Record

__all__ = ["KEY", "facts", "linked", "organization", "regrouped", "restored"]

KEY = "x-sections"
_SPOKEN = (
    "x-organization", "name", "headline", "title", "authors", "venue", "organization", "location",
    "details", "summary", "label", "text", "entries", "publications", "bullets", "facts",
    "keywords", "roles",
)  # fmt: skip
"""The keys whose words may be links, in the order in which they are read."""
_ORGANIZATION = "x-organization"
_PAPERS = "publications"

Pool = dict[str, list[Node]]


def restored(extra: Node, sections: list[Node], loose: dict[str, list[Node]]) -> list[Node]:
    """The sections as they were, from those that the keys of the schema gave.

    ``loose`` are the names of skills and the like with no more to them, by kind: they were
    bullets or a text.
    """
    items = extra.items
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
    fields = dict(item.fields)
    links = fields.pop("x-links", None)
    for key in ("own", "key"):
        fields.pop(key, None)
    for part, count in _own(item).items():
        many = _number(count)
        pool = pools.get(_PAPERS, {}) if part == _PAPERS else own_pool
        if taken := _taken(pool, part, many):
            value = taken if part != "text" else "\n\n".join(str(node.value) for node in taken)
            fields[part] = taken[0].holding(value)
    return item.holding(_with_links(fields, links))


def _number(node: Node | None) -> int:
    written = str(node.value) if node else ""
    return int(written) if re.fullmatch(r"[0-9]{1,4}", written) else 0


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
    fields = section.fields
    return {
        key: list(child.value) if isinstance(child.value, list) else [child]
        for key, child in fields.items()
    }


def _said(section: Node, name: str) -> str:
    node = section.value.get(name) if isinstance(section.value, dict) else None
    return str(node.value) if node else ""


def facts(record: Record, known: list[Node]) -> list[Node]:
    """The facts of an item in their order: those that keys of the schema hold, and the others."""
    node = record.take("x-facts")
    others = list(node.value) if node is not None and isinstance(node.value, list) else []
    places = {_said(fact, "label") for fact in others if _is_place(fact)}
    by_label = {_said(fact, "label"): fact for fact in known}
    first = [fact for fact in known if _said(fact, "label") not in places]
    held = (by_label.get(_said(fact, "label")) if _is_place(fact) else fact for fact in others)
    return [*first, *filter(None, held)]


def _is_place(fact: Node) -> bool:
    """Whether ``fact`` is a label alone: another key holds its text."""
    return isinstance(fact.value, dict) and set(fact.value) == {"label"}


def organization(record: Record) -> dict[str, Node]:
    """What the first item of an organization with several roles says of all of them."""
    node = record.take(_ORGANIZATION)
    if node is None or not isinstance(node.value, dict):
        return {}
    fields = dict(node.value)
    if "summary" not in fields:
        words, bullets = record.prose("description")
        fields |= {"summary": words} if words else {}
        fields |= {"bullets": Node(bullets, node.position)} if bullets else {}
    return {_ORGANIZATION: node.holding(fields)}


def regrouped(section: Node) -> Node:
    """``section`` with the items that are roles at one organization in one entry."""
    entries = section.child("entries")
    if entries is None or not isinstance(entries.value, list):
        return section
    left, found = list(entries.value), []
    while left:
        own = left[0].child(_ORGANIZATION)
        many = max(1, _number(own.child("roles"))) if own else 1
        found.append(_with_roles(own, left[:many]) if own else left[0])
        left = left[many:]
    assert isinstance(section.value, dict)
    fields = {**section.value, "entries": entries.holding(found)}
    return section.holding(fields)


def _with_roles(own: Node, items: list[Node]) -> Node:
    """The entry of an organization, of which ``items`` are the roles."""
    fields = dict(own.fields)
    fields["roles"] = Node([_role(item, fields.get("location")) for item in items], own.position)
    for key in ("organization", "url"):
        if (node := items[0].child(key)) is not None:
            fields[key] = node
    return items[0].holding(fields)


def _role(item: Node, location: Node | None) -> Node:
    fields = dict(item.fields)
    for key in ("organization", "url", _ORGANIZATION):
        fields.pop(key, None)
    if location is not None and fields.get("location", location).value == location.value:
        fields.pop("location", None)
    return item.holding(fields)


def linked(record: Record, parts: dict[str, Node]) -> dict[str, Node]:
    """``parts`` with the links that stood in their texts."""
    return _with_links(parts, record.take("x-links"))


def _with_links(parts: dict[str, Node], links: Node | None) -> dict[str, Node]:
    """``parts`` with the links set; from the last on, so that those before stay where they are."""
    items = links.value if links is not None and isinstance(links.value, list) else []
    for link in reversed(items):
        pair = link.plain()
        if isinstance(pair, dict) and {"text", "url"} <= set(pair):
            words, markdown = str(pair["text"]), f"[{pair['text']}]({pair['url']})"
            for nth in (_number(link.child("nth")), 0):
                walk = _Walk(words, markdown, nth)
                found = walk.mapping(parts)
                if walk.left < 0:
                    parts = found
                    break
    return parts


class _Walk:
    """Sets one link: at the words that have ``left`` of their like before them."""

    def __init__(self, words: str, markdown: str, left: int) -> None:
        self.words, self.markdown, self.left = words, markdown, left

    def mapping(self, parts: dict[str, Node]) -> dict[str, Node]:
        changed = {key: self.node(parts[key]) for key in _SPOKEN if key in parts}
        return {key: changed.get(key, child) for key, child in parts.items()}

    def node(self, node: Node) -> Node:
        value = node.value
        if isinstance(value, str):
            value = self.text(value)
        elif isinstance(value, list):
            value = [self.node(child) for child in value]
        elif isinstance(value, dict):
            value = self.mapping(value)
        return node.holding(value)

    def text(self, text: str) -> str:
        pieces = text.split(self.words) if self.words else [text]
        nth, self.left = self.left, self.left - (len(pieces) - 1)
        if nth < 0 or self.left >= 0:
            return text
        before, after = pieces[: nth + 1], pieces[nth + 1 :]
        return self.words.join(before) + self.markdown + self.words.join(after)
