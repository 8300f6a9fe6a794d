"""The lists of a JSON Resume → sections, in the order of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.checks.vocabulary import same
from cvrender.model import KINDS
from cvrender.readers.foreign.facts import heading, labelled
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import folded, listed, made, text
from cvrender.readers.json_resume.entries import entry, paper
from cvrender.readers.json_resume.lists import listed_items, named_lists, references
from cvrender.syntax.nodes import Node

if TYPE_CHECKING:
    from cvrender.readers.foreign.notes import Notes

__all__ = ["SYNONYMS", "about", "kind_of", "sections"]

SYNONYMS = {
    "workexperience": "work",
    "professionalexperience": "work",
    "volunteerexperience": "volunteer",
    "hobbies": "interests",
    "honors": "awards",
    "honours": "awards",
    "licenses": "certificates",
    "certificate": "certificates",
    "speaking": "talks",
    "presentations": "talks",
    "skill": "skills",
    "sideprojects": "projects",
    "objective": "summary",
    "professionalsummary": "summary",
    "employment": "work",
    "jobs": "work",
    "service": "volunteer",
    "recognition": "awards",
    "writing": "publications",
    "testimonials": "references",
}
_NAMING = {"title", "name", "position", "event", "organization", "company", "institution"}
_WITHIN = {"history", "items", "list", "sets", "entries"}
"""Keys under which some tools keep the items of a section."""
_NO_CONTENT = ("$schema", "_id", "id")
_OF_LISTS = ("name", "id", "columns", "visible", "separateLinks")
"""What Reactive Resume says of a list besides its items."""


def about(root: Record, said: object) -> list[Node]:
    node = said if isinstance(said, Node) else root.take("summary", "about", "objective")
    if node is None:
        return []
    record = Record(Node({"summary": node}, node.position, node.key), root.notes)
    words, bullets = record.prose("summary")
    return [made(node, kind="summary", text=words, bullets=bullets)]


def sections(root: Record, notes: Notes, loose: dict[str, list[Node]]) -> list[Node]:
    """A section for each list, in the order of the file; ``loose`` takes names without more."""
    root.ignore(*_NO_CONTENT)
    found = []
    used = {"summary"}
    for key, node in list(root.left()):
        if not isinstance(node.value, (list, dict, str)) or key.startswith(("x-", "_")):
            continue
        root.take(key)
        kind = kind_of(key)
        section = _section(node, kind, notes)
        if names := section.pop("loose", None):
            loose.setdefault(kind, []).extend(names if isinstance(names, list) else [])
        if not any(section.values()):
            continue
        title = None if kind and kind not in used else text(node, heading(key))
        used.add(kind)
        found.append(made(node, title=title, kind=kind or None, **section))
    return found


def kind_of(key: str) -> str:
    return SYNONYMS.get(folded(key), "") or same(key, KINDS) or same(folded(key), KINDS)


def _section(node: Node, kind: str, notes: Notes) -> dict[str, list[Node] | Node | None]:
    if isinstance(node.value, str):
        record = Record(Node({"text": node}, node.position), notes)
        words, bullets = record.prose("text")
        return {"text": words, "bullets": bullets}
    if isinstance(node.value, dict) and _WITHIN & set(map(folded, node.value)):
        return _within(node, kind, notes)
    if kind in ("skills", "languages", "interests"):
        return named_lists(node, notes)
    if isinstance(node.value, dict) and not kind and _is_loose(node):
        return {"facts": labelled(node)}
    items = listed_items(node)
    if kind == "publications":
        return {"publications": [paper(item, notes) for item in items]}
    if kind == "references":
        return references(items, notes)
    loose = [item for item in items if not isinstance(item.value, dict)]
    records = [item for item in items if isinstance(item.value, dict)]
    entries = [found for item in records if (found := entry(Record(item, notes), kind))]
    return {
        "entries": entries,
        "bullets": [words for item in loose if (words := text(item))],
    }


def _is_loose(node: Node) -> bool:
    """Whether a mapping says several things, and none of them is what the others are about."""
    keys = set(map(folded, node.value)) if isinstance(node.value, dict) else set()
    whole = all(isinstance(child.value, dict) for child in listed_items(node))
    return not keys & _NAMING and (listed_items(node) == [node] or not whole)


def _within(node: Node, kind: str, notes: Notes) -> dict[str, list[Node] | Node | None]:
    """A section of which the items stand one key deeper, beside a text about all of them."""
    record = Record(node, notes)
    names = [name for name in record.pairs if name in _WITHIN]
    items = [item for name in names for item in listed(record.take(name))]
    words, bullets = record.prose("summary", "description", "text")
    record.ignore(*_OF_LISTS if "visible" in record.pairs else ())
    section = _section(Node(items, node.position, node.key), kind, notes)
    record.tell_left()
    texts = [str(part.value) for part in (words, section.get("text")) if isinstance(part, Node)]
    told = {"text": text(node, "\n\n".join(texts)) if texts else None}
    return {**section, **told, "bullets": [*bullets, *_nodes(section.get("bullets"))]}


def _nodes(part: list[Node] | Node | None) -> list[Node]:
    return part if isinstance(part, list) else []
