"""Reactive Resume's files (4 and 5), and those of other programs that keep alike → JSON Resume.

Such a program keeps the sections below one key, hides what is not to be shown, and says of each
item where on the screen it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.errors import quoted
from cvrender.readers.foreign.values import folded, is_empty, listed, wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.readers.foreign.notes import Notes
    from cvrender.syntax.nodes import Node

__all__ = ["unpacked"]

_BESIDE = {"sections", "customsections", "metadata"}
_OF_SCREENS = {"columns", "display", "hidden", "icon", "iconcolor", "id", "order", "separatelinks",
               "visible"}  # fmt: skip
_NAMING = {"name", "title", "company", "institution", "organization", "language", "network"}
_HIDING = (("visible", False), ("hidden", True), ("display", False))


def unpacked(node: Node, notes: Notes) -> Node:
    """``node`` with all sections at its top, without what its program does not show, which is told.

    A file of another program comes back as it is, but for what says of itself that it is hidden.
    """
    held = {folded(key): child for key, child in node.fields.items()}
    parts = held.get("sections", node)
    if parts is node or not isinstance(parts.value, dict):
        return _shown(node, notes)
    pairs = {key: child for key, child in node.fields.items() if folded(key) not in _BESIDE}
    others = held.get("customsections")
    for key, section in [*parts.fields.items(), *(("custom", one) for one in listed(others))]:
        for name, shown in _sections(key, section, notes):
            pairs[name if name not in pairs else f"{name} "] = shown
    return _shown(node.holding(pairs), notes)


def _sections(key: str, node: Node, notes: Notes) -> Iterator[tuple[str, Node]]:
    """What stands under ``key``: a section, or sections that the author named."""
    inner_ones = node.fields.values()
    if inner_ones and all(isinstance(child.value, dict) for child in inner_ones):
        for inner in inner_ones:
            yield from _sections("custom", inner, notes)
    elif key == "custom":
        named = node.child("title") or node.child("name")
        yield (wording(named) if named and not is_empty(named) else key), node
    else:
        yield key, node.child("content") or node


def _shown(node: Node, notes: Notes) -> Node:
    """``node`` without what is hidden, and without what only a screen needs."""
    if isinstance(node.value, list):
        items = [_shown(child, notes) for child in node.items if not _is_hidden(child, notes)]
        return node.holding(items)
    if not isinstance(node.value, dict):
        return node
    keys = {folded(key) for key in node.fields}
    bare = _OF_SCREENS if keys & {"visible", "hidden"} else {"display"} & keys
    pairs = {
        key: _shown(child, notes)
        for key, child in node.fields.items()
        if not (folded(key) in bare or _is_hidden(child, notes))
    }
    return node.holding(pairs)


def _is_hidden(node: Node, notes: Notes) -> bool:
    """Whether ``node`` says so of itself; that it is left out is told, if it says anything else."""
    pairs = node.fields
    said = {folded(key): child.value for key, child in pairs.items()}
    if not any(said.get(key) is value for key, value in _HIDING):
        return False
    if not all(is_empty(child) or folded(key) in _OF_SCREENS for key, child in pairs.items()):
        named = next((pairs[key] for key in pairs if folded(key) in _NAMING), node)
        notes.left_out(node, f"{quoted(wording(named))}, which its program hides,")
    return True
