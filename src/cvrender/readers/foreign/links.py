"""Addresses in another tool's file → ours, or a note that they are none or may not be followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from cvrender import inline
from cvrender.checks import addresses
from cvrender.errors import quoted
from cvrender.readers.foreign.values import is_empty, wording
from cvrender.syntax.nodes import Node

if TYPE_CHECKING:
    from cvrender.readers.foreign.notes import Notes

__all__ = ["address", "harmless"]


def address(node: Node, notes: Notes) -> Node | None:
    """A web address as ours must be, or None and a note."""
    written = wording(_within(node, "url", "href", "link"))
    called = written.lower().startswith(("mailto:", "tel:"))
    for candidate in (written,) if called else (written, f"https://{written}"):
        try:
            if called or ("." in candidate and "@" not in candidate.partition("://")[0]):
                return Node(addresses.url(candidate), node.position, node.key)
        except PydanticCustomError:
            continue
    notes.left_out(node, f"{quoted(written)} is no web address and")
    return None


def _within(node: Node, *names: str) -> Node:
    """What a mapping says under the first of ``names``; of anything else itself."""
    pairs = node.value if isinstance(node.value, dict) else {}
    return next((pairs[name] for name in names if not is_empty(pairs.get(name))), node)


def harmless(node: Node, notes: Notes) -> Node:
    """``node`` with each link that may not be followed shown as it is written, and told."""
    if isinstance(node.value, dict):
        pairs = {key: harmless(child, notes) for key, child in node.value.items()}
        return Node(pairs, node.position, node.key)
    if isinstance(node.value, list):
        return Node([harmless(child, notes) for child in node.value], node.position, node.key)
    if not isinstance(node.value, str) or "](" not in node.value:
        return node
    urls = inline.bad_links(node.value)
    for url in urls:
        notes.changed(node, f"the link to {quoted(url)} is shown as it is written")
    words = node.value.replace("[", "\\[") if urls else node.value
    return Node(words, node.position, node.key)
