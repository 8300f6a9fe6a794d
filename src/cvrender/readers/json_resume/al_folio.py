"""The ``_data/cv.yml`` of al-folio, a list of typed sections → JSON Resume."""

from collections.abc import Iterable

from cvrender.readers.foreign.values import folded, listed, wording
from cvrender.syntax.nodes import Node

_NAMES = ("fullname", "name")
_OURS = {"contents": "items", "items": "highlights"}
"""Keys of an entry, and of what stands below it, by other words than those of JSON Resume."""


def recognises(node: Node) -> bool:
    return bool(node.items) and all({"title", "contents"} <= set(it.fields) for it in node.items)


def unpacked(node: Node) -> Node:
    """``node`` with a key for each section, and with the person's name below ``basics``."""
    sections: dict[str, Node] = {}
    for section in node.items:
        title, contents = section.fields["title"], section.fields["contents"]
        kind = wording(section.child("type") or section.holding(""))
        if kind in ("map", "nested_list"):
            pairs = _pairs(listed(contents))
            for key in [key for key in pairs if folded(key) in _NAMES]:
                sections["basics"] = section.holding({"name": pairs.pop(key)})
            contents = contents.holding(pairs)
        else:
            entries = [entry for item in listed(contents) for entry in _entries(item)]
            contents = contents.holding({"title": title, "items": contents.holding(entries)})
        sections[wording(title)] = contents
    return node.holding(sections)


def _pairs(items: Iterable[Node]) -> dict[str, Node]:
    """Facts: names or titles, and the value or the list that belongs to each."""
    return {
        wording(item.child("name") or item.child("title") or item): found
        for item in items
        if (found := item.child("value") or item.child("items") or item.child("contents"))
    }


def _entries(item: Node) -> list[Node]:
    """An entry with the keys of JSON Resume; of one without a title its items, each as one."""
    pairs = dict(item.fields)
    if pairs and "title" not in pairs and (items := listed(pairs.pop("items", None))):
        return [item.holding({"title": text, **pairs}) for text in items]
    if (points := item.child("description")) and points.items:
        below = [
            it.holding({_OURS.get(k, k): v for k, v in it.fields.items()}) for it in points.items
        ]
        texts = [new if old.fields else old for old, new in zip(points.items, below, strict=True)]
        pairs = {**pairs, "description": points.holding(None), "items": points.holding(texts)}
    return [item.holding({_OURS.get(k, k): v for k, v in pairs.items()}) if pairs else item]
