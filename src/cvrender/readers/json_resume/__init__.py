"""JSON Resume (1.x, and the keys of 0.0.0) → the native shape; as JSON or as YAML.

Real files have many more keys than https://jsonresume.org/schema: synonyms are read alike, any
other list becomes a section, and what has no place in a CV is reported. ``basics`` reads the
person, ``sections`` the lists below, whose items ``entries`` and ``lists`` read;
``reactive_resume`` unpacks the files of that program. Of a file that cvrender wrote and nobody
edited, only ``x-cvrender`` is read.
"""

from cvrender import x_cvrender
from cvrender.readers.base import TOLERATED, Reader, Translation
from cvrender.readers.foreign.links import harmless
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.values import folded, made, text
from cvrender.readers.json_resume import al_folio
from cvrender.readers.json_resume.basics import BASICS, head, language_of
from cvrender.readers.json_resume.reactive_resume import unpacked
from cvrender.readers.json_resume.sections import sections, synonym
from cvrender.syntax.nodes import Node

_CONTENT = {
    "work", "education", "skills", "projects", "volunteer", "awards", "publications",
    "references", "certificates", "experience",
}  # fmt: skip
_OUTDATED = f"`{x_cvrender.KEY}`, written before the keys beside it were changed,"
_HINT = "titles of sections, and all else that only this key had, are lost"
_WRAPPERS = {"resume", "jsonresume", "data", "json"}


def recognises(node: Node) -> bool:
    return al_folio.recognises(node) or _is_resume(_unwrapped(node))


def _is_resume(node: Node) -> bool:
    schema = node.child("$schema")
    if schema is not None and "resume" in str(schema.value).lower():
        return True
    kinds = {folded(key): type(child.value) for key, child in node.fields.items()}
    if any(kinds.get(key) is dict for key in BASICS):
        return True
    lists = {synonym(key) for key, kind in kinds.items() if kind is list}
    return len(lists & _CONTENT) > 1


def _unwrapped(node: Node) -> Node:
    """The resume, where it is all that a list or one key holds, as in the answer of a service."""
    if al_folio.recognises(node):
        return al_folio.unpacked(node)
    content = node.child("content")
    if content is not None and _is_resume(content):  # YAMLResume
        beside = {key: child for key, child in node.fields.items() if key != "content"}
        return node.holding({**content.fields, **beside})
    is_wrapper = {*map(folded, node.fields)} <= _WRAPPERS
    held = [*node.items, *node.fields.values()] if is_wrapper else []
    return held[0] if len(held) == 1 and _is_resume(held[0]) and not _is_resume(node) else node


def translate(node: Node) -> Translation:
    return translated(_unwrapped(node), '"meta": {{"language": "{}"}}')


def translated(node: Node, naming: str) -> Translation:
    """The resume ``node``, in whose file ``naming`` is how the language is named."""
    if x_cvrender.is_current(node.plain()):
        return Translation(node.at((x_cvrender.KEY, "cv")))
    outdated = node.child(x_cvrender.KEY)
    node = node.holding({k: child for k, child in node.fields.items() if k != x_cvrender.KEY})
    declared, language = language_of(node)
    notes = Notes.of(node, declared, language, naming)
    if outdated is not None:
        notes.left_out(outdated, _OUTDATED, _HINT)
    root, ranks = unpacked(node, notes)
    parts, about = head(root)
    found = [*about, *sections(root)]
    found.sort(key=lambda it: ranks.get(it.position, -1 if it in about else len(ranks)))
    whole = made(
        node, **parts, language=text(declared or node, language), sections=node.holding(found)
    )
    meant = ("merge-key", "unused-anchor")
    return Translation(harmless(whole, notes), notes.warnings(), meant, tolerated=TOLERATED)


READER = Reader("jsonresume", "JSON Resume", recognises, translate)
