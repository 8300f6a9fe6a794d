"""JSON Resume's lists of names, skills and references → facts, texts and entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.readers.foreign.facts import labelled
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import folded, is_empty, listed, made, strung, text
from cvrender.readers.foreign.when import dated
from cvrender.readers.json_resume import extension
from cvrender.readers.json_resume.entries import finished
from cvrender.syntax.nodes import Node

if TYPE_CHECKING:
    from cvrender.readers.foreign.notes import Notes

__all__ = ["listed_items", "named_lists", "references"]

_SAID = ("reference", "quote", "summary", "text", "description")
_LEVELS = ("level", "fluency", "proficiency", "rating", "years")
Parts = dict[str, list[Node] | Node | None]


def listed_items(node: Node) -> list[Node]:
    """The items of a list, or of a mapping from their names to them; else the one there is."""
    items = {key: child for key, child in node.fields.items() if not is_empty(child)}
    if items and all(child.fields for child in items.values()):
        return [_called(key, child) for key, child in items.items()]
    return listed(node)


def _called(key: str, node: Node) -> Node:
    """An item with the key under which it stands for its name, where it has none."""
    return node.holding({"name": Node(key, node.key or node.position), **node.fields})


def references(items: list[Node], notes: Notes) -> Parts:
    """Named ones are entries; the others text."""
    entries: list[Node] = []
    loose: list[Node] = []
    for item in items:
        record = Record(item, notes)
        if (private := item.child("private")) and private.value in (True, "true"):
            notes.left_out(private, "a reference that is private")
        elif title := record.text("name", "title"):
            entries.append(_reference(record, title))
        else:
            loose += _quotations(record)
    whole = text(items[0], strung("\n\n", *loose)) if items else None
    return {"text": whole, "entries": entries, "loose": loose}


def _quotations(record: Record) -> list[Node]:
    """What nobody who is named says."""
    words, bullets = record.prose(*_SAID) if record.node.fields else (record.node, [])
    record.tell_left()
    return [said for node in (words, *bullets) if (said := text(node))]


def _reference(record: Record, title: Node) -> Node:
    """Somebody who speaks for the person."""
    words, bullets = record.prose(*_SAID)
    facts = record.facts(
        position="Position", role="Role", relationship="Relationship", email="E-mail",
        phone="Phone", contact="Contact",
    )  # fmt: skip
    found = made(
        record.node,
        title=title,
        organization=record.text("company", "organization"),
        location=record.location("location"),
        url=record.url("url", "website"),
        **dated(record),
        summary=words,
        bullets=[*bullets, *record.bullets("highlights")],
        facts=extension.facts(record, facts),
        keywords=record.words("keywords"),
    )
    return finished(record, found)


def named_lists(node: Node, notes: Notes) -> Parts:
    """Skills, languages and interests: a name with what belongs to it, or a name alone."""
    if node.fields and not _is_one(node):
        return {"facts": labelled(node)}
    facts: list[Node] = []
    loose: list[Node] = []
    for item in listed(node):
        label, words = _named_list(item, notes)
        if label is not None and words is not None:
            facts.append(made(item, label=label, text=words))
        elif found := label or words:
            loose.append(found)
    return {"text": text(node, strung(", ", *loose)), "facts": facts, "loose": loose}


def _is_one(node: Node) -> bool:
    texts = {folded(key) for key, child in node.fields.items() if isinstance(child.value, str)}
    return bool(texts & {"name", "language"}) or "keywords" in map(folded, node.fields)


def _named_list(node: Node, notes: Notes) -> tuple[Node | None, Node | None]:
    if not node.fields:
        return text(node), None
    record = Record(node, notes)
    label = record.label("name", "language", "category", "title", "group", "label", "area", "skill")
    words = record.words("keywords", "skills", "items", "list", "technologies", "tools")
    level = strung(", ", *record.each(*_LEVELS))
    said = record.text("summary", "description", "details")
    record.tell_left()
    what = strung(": ", text(node, strung(", ", *words)), said)
    if not what:
        return label, text(node, level)
    if level:
        label = text(label or node, f"{label.value} ({level})" if label else level)
    return label, text(node, what)
