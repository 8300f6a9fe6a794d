"""JSON Resume's lists of names, skills and references → facts, texts and entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.readers.foreign.facts import labelled
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import folded, is_empty, listed, made, text
from cvrender.readers.foreign.when import dated
from cvrender.readers.json_resume import extension
from cvrender.readers.json_resume.entries import finished
from cvrender.syntax.nodes import Node

if TYPE_CHECKING:
    from cvrender.readers.foreign.notes import Notes

__all__ = ["listed_items", "named_lists", "references"]

Parts = dict[str, list[Node] | Node | None]


def listed_items(node: Node) -> list[Node]:
    """The items of a list, or of a mapping from their names to them; else the one there is."""
    if isinstance(node.value, dict):
        pairs = [(key, child) for key, child in node.value.items() if not is_empty(child)]
        if pairs and all(isinstance(child.value, dict) for _, child in pairs):
            return [_called(key, child) for key, child in pairs]
    return listed(node)


def _called(key: str, node: Node) -> Node:
    """An item with the key under which it stands for its name, where it has none."""
    name = Node(key, node.key or node.position)
    fields = node.value if isinstance(node.value, dict) else {}
    return Node({"name": name, **fields}, node.position, node.key)


def references(items: list[Node], notes: Notes) -> Parts:
    """Named ones are entries; the others text."""
    entries: list[Node] = []
    loose: list[Node | None] = []
    for item in items:
        record = Record(item, notes)
        if (private := item.child("private")) and private.value in (True, "true"):
            notes.left_out(private, "a reference that is private")
            continue
        title = record.text("name", "title") if record.pairs else None
        said, bullets = record.prose("reference", "quote", "summary", "text", "description")
        if title is None:
            loose.append(said if record.pairs else text(item))
            continue
        entries.append(_reference(record, title, said, bullets))
    texts = [node for node in loose if node]
    words = "\n\n".join(str(node.value) for node in texts)
    return {"text": text(items[0], words) if texts else None, "entries": entries, "loose": texts}


def _reference(record: Record, title: Node, words: Node | None, bullets: list[Node]) -> Node:
    """Somebody who speaks for the person."""
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
    if isinstance(node.value, dict) and not _is_one(node):
        return {"facts": labelled(node)}
    facts: list[Node] = []
    loose: list[Node] = []
    for item in listed(node):
        label, words = _named_list(item, notes)
        if label is not None and words is not None:
            facts.append(made(item, label=label, text=words))
        elif found := label or words:
            loose.append(found)
    names = text(node, ", ".join(str(part.value) for part in loose))
    return {"text": names, "facts": facts, "loose": loose}


def _is_one(node: Node) -> bool:
    pairs = node.value.items() if isinstance(node.value, dict) else ()
    return any(
        folded(key) == "keywords"
        or (folded(key) in ("name", "language") and isinstance(child.value, str))
        for key, child in pairs
    )


def _named_list(node: Node, notes: Notes) -> tuple[Node | None, Node | None]:
    if not isinstance(node.value, dict):
        return text(node), None
    record = Record(node, notes)
    label = record.label("name", "language", "category", "title", "group", "label", "area", "skill")
    words = record.words("keywords", "skills", "items", "list", "technologies", "tools")
    levels = [
        found
        for name in ("level", "fluency", "proficiency", "rating", "years")
        if (found := record.text(name))
    ]
    said = record.text("summary", "description", "details")
    record.tell_left()
    level = ", ".join(str(found.value) for found in levels)
    parts = [", ".join(str(word.value) for word in words), str(said.value) if said else ""]
    what = ": ".join(filter(None, parts))
    if not what:
        return label, text(node, level)
    if level:
        label = text(label or node, f"{label.value} ({level})" if label else level)
    return label, text(node, what)
