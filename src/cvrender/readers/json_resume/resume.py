"""A whole JSON Resume → a whole CV in the native shape."""

from __future__ import annotations

from dataclasses import replace

from cvrender.readers.base import Translation
from cvrender.readers.foreign.links import harmless
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import folded, made
from cvrender.readers.json_resume import extension
from cvrender.readers.json_resume.basics import BASICS, head
from cvrender.readers.json_resume.literal import freed, shielded, told
from cvrender.readers.json_resume.sections import SYNONYMS, about, sections
from cvrender.syntax.nodes import Node

__all__ = ["recognises", "translate"]

_CONTENT = {
    "work", "education", "skills", "projects", "volunteer", "awards", "publications",
    "references", "certificates", "experience",
}  # fmt: skip
_WRAPPERS = {"resume", "jsonresume", "data", "json"}


def recognises(node: Node) -> bool:
    return _is_resume(_unwrapped(node))


def _is_resume(node: Node) -> bool:
    if not isinstance(node.value, dict):
        return False
    schema = node.value.get("$schema")
    if schema is not None and "resume" in str(schema.value).lower():
        return True
    kinds = {folded(key): type(child.value) for key, child in node.value.items()}
    if any(kinds.get(key) is dict for key in BASICS):
        return True
    lists = {SYNONYMS.get(key, key) for key, kind in kinds.items() if kind is list}
    return len(lists & _CONTENT) > 1


def _unwrapped(node: Node) -> Node:
    """The resume, where it is all that a list or one key holds, as in the answer of a service."""
    held = node.value
    if isinstance(held, dict):
        held = [*held.values()] if {*map(folded, held)} <= _WRAPPERS else []
    only = held[0] if isinstance(held, list) and len(held) == 1 else node
    return node if _is_resume(node) or not _is_resume(only) else only


def translate(node: Node) -> Translation:
    node = _unwrapped(node)
    if node.child(extension.KEY) is None:
        return _translated(node)
    found = _translated(shielded(node))
    return replace(found, node=freed(found.node), warnings=tuple(map(told, found.warnings)))


def _translated(node: Node) -> Translation:
    notes = Notes()
    root = Record(node, notes)
    _unpack(root)
    parts = head(root, notes)
    extra = root.take(extension.KEY)
    loose: dict[str, list[Node]] = {}
    found = [*about(root, parts.pop("about", None)), *sections(root, notes, loose)]
    if extra is not None:
        found = extension.restored(extra, found, loose)
    root.tell_left()
    regrouped = Node([extension.regrouped(section) for section in found], node.position)
    whole = made(node, **parts, sections=regrouped)
    return Translation(harmless(whole, notes), notes.told(), meant=("merge-key", "unused-anchor"))


def _unpack(root: Record) -> None:
    """The sections that Reactive Resume keeps below one key, as if they stood beside it."""
    _, node = root.pairs.get("sections", ("", root.node))
    if node is root.node or not isinstance(node.value, dict):
        return
    root.ignore("sections", "metadata")
    for key, section in node.value.items():
        content = section.child("content") if isinstance(section.value, dict) else None
        name = key if folded(key) in root.pairs else folded(key)
        root.pairs[name] = (key, content or section)
