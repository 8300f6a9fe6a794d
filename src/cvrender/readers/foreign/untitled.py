"""Entries of another tool's file without a title: their first text becomes the title."""

from __future__ import annotations

from cvrender.errors import quoted
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.values import text, wording
from cvrender.syntax.nodes import Node

_FIRST = (
    "summary", "bullets", "location", "url", "venue", "doi", "authors", "keywords", "facts",
    "date", "start", "end",
)  # fmt: skip
"""Which part becomes the title of an entry without one."""


def headed(entry: Node, notes: Notes) -> Node | None:
    """``entry`` with a title: its first text where it has none, with a warning. None if empty."""
    parts = dict(entry.fields)
    if not parts or "title" in parts or "organization" in parts:
        return entry if parts else None
    key = next((key for key in _FIRST if key in parts), None)
    title, rest = _first(parts.pop(key)) if key else (Node("–", entry.position), None)
    notes.changed(title, f"this has no name: {quoted(wording(title))} is used instead")
    left = {key: rest} if key and rest else {}
    return entry.holding({"title": title, **parts, **left})


def _first(node: Node) -> tuple[Node, Node | None]:
    """The first text of ``node``, and what is left of it."""
    if not node.items:
        line, _, left = wording(node).partition("\n\n")
        return Node(line, node.position, node.key), text(node, left)
    first, *others = node.items
    below = first.child("bullets")
    others = [*(below.items if below else ()), *others]
    words = first.child("text") or first
    if (label := first.child("label")) is not None:
        words = Node(f"{wording(label)}: {wording(words)}", first.position)
    return words, node.holding(others) if others else None
