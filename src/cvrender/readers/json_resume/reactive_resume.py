"""Files of Reactive Resume (4 and 5), and of programs with the same layout → JSON Resume.

Their sections stand below one key, hidden parts are marked as such, and each item has settings of
the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.errors import quoted
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import folded, is_empty, listed, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.readers.foreign.notes import Notes
    from cvrender.syntax.nodes import Node

_NOT_CONTENT = {"sections", "customsections", "metadata"}
_SCREEN_SETTINGS = {
    "columns", "display", "hidden", "icon", "iconcolor", "id", "order", "separatelinks", "visible",
}  # fmt: skip
_NAMING = {"name", "title", "company", "institution", "organization", "language", "network"}
_HIDING = (("visible", False), ("hidden", True), ("display", False))


def unpacked(node: Node, notes: Notes) -> Record:
    """The record of ``node`` with all sections at its top, without what its program hides.

    A file of another program keeps its keys. Reports what is hidden.
    """
    held = {folded(key): child for key, child in node.fields.items()}
    parts = held.get("sections")
    if parts is None or not isinstance(parts.value, dict):
        return Record(_shown(node, notes), notes)
    pairs = {key: child for key, child in node.fields.items() if folded(key) not in _NOT_CONTENT}
    root = Record(_shown(node.holding(pairs), notes), notes)
    custom = (("custom", section) for section in listed(held.get("customsections")))
    for key, section in (*parts.fields.items(), *custom):
        for name, inner in _sections(key, section, notes):
            if not _is_hidden(inner, notes):
                root.put(name, _shown(inner, notes))
    return root


def _sections(key: str, node: Node, notes: Notes) -> Iterator[tuple[str, Node]]:
    """What stands under ``key``: one section, or sections under titles of their own."""
    children = node.fields.values()
    if children and all(isinstance(child.value, dict) for child in children):
        for inner in children:
            yield from _sections("custom", inner, notes)
    elif key == "custom":
        named = node.child("title") or node.child("name")
        yield (wording(named) if named and not is_empty(named) else key), node
    else:
        yield key, node.child("content") or node


def _shown(node: Node, notes: Notes) -> Node:
    """``node`` without what is hidden, and without the settings of a screen."""
    if isinstance(node.value, list):
        items = [_shown(child, notes) for child in node.items if not _is_hidden(child, notes)]
        return node.holding(items)
    if not isinstance(node.value, dict):
        return node
    keys = {folded(key) for key in node.fields}
    bare = _SCREEN_SETTINGS if keys & {"visible", "hidden"} else {"display"} & keys
    pairs = {
        key: _shown(child, notes)
        for key, child in node.fields.items()
        if not (folded(key) in bare or _is_hidden(child, notes))
    }
    return node.holding(pairs)


def _is_hidden(node: Node, notes: Notes) -> bool:
    """Whether ``node`` says so of itself. Reports it as left out, if it holds anything else."""
    pairs = node.fields
    values = {folded(key): child.value for key, child in pairs.items()}
    if not any(values.get(key) is value for key, value in _HIDING):
        return False
    if not all(is_empty(child) or folded(key) in _SCREEN_SETTINGS for key, child in pairs.items()):
        named = next((pairs[key] for key in pairs if folded(key) in _NAMING), node)
        notes.left_out(node, f"{quoted(wording(named))}, which its program hides,")
    return True
