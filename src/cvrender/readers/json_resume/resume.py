"""A whole JSON Resume → a whole CV in the native shape."""

from __future__ import annotations

from dataclasses import replace

from cvrender.readers.base import Translation
from cvrender.readers.foreign.links import harmless
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import folded, made, text
from cvrender.readers.json_resume import extension
from cvrender.readers.json_resume.basics import BASICS, head, language_of
from cvrender.readers.json_resume.literal import freed, shielded, told
from cvrender.readers.json_resume.reactive_resume import unpacked
from cvrender.readers.json_resume.sections import SYNONYMS, sections
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
    schema = node.child("$schema")
    if schema is not None and "resume" in str(schema.value).lower():
        return True
    kinds = {folded(key): type(child.value) for key, child in node.fields.items()}
    if any(kinds.get(key) is dict for key in BASICS):
        return True
    lists = {SYNONYMS.get(key, key) for key, kind in kinds.items() if kind is list}
    return len(lists & _CONTENT) > 1


def _unwrapped(node: Node) -> Node:
    """The resume, where it is all that a list or one key holds, as in the answer of a service."""
    content = node.child("content")
    if content is not None and _is_resume(content):  # YAMLResume
        beside = {key: child for key, child in node.fields.items() if key != "content"}
        return node.holding({**content.fields, **beside})
    is_wrapper = {*map(folded, node.fields)} <= _WRAPPERS
    held = [*node.items, *node.fields.values()] if is_wrapper else []
    return held[0] if len(held) == 1 and _is_resume(held[0]) and not _is_resume(node) else node


def translate(node: Node) -> Translation:
    node = _unwrapped(node)
    if node.child(extension.KEY) is None:
        return _translated(node)
    found = _translated(node.reworded(shielded))
    return replace(
        found, node=found.node.reworded(freed), warnings=tuple(map(told, found.warnings))
    )


def _translated(node: Node) -> Translation:
    declared, language = language_of(node)
    notes = Notes.of(node, declared, language)
    root = Record(unpacked(node, notes), notes)
    parts, about = head(root)
    extra = root.take(extension.KEY)
    found, loose = sections(root)
    found = [*about, *found]
    if extra is not None:
        found = extension.restored(extra, found, loose)
    root.tell_left()
    regrouped = Node([extension.regrouped(section) for section in found], node.position)
    whole = made(node, **parts, language=text(declared or node, language), sections=regrouped)
    return Translation(harmless(whole, notes), notes.told(), meant=("merge-key", "unused-anchor"))
