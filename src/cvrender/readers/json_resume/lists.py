"""JSON Resume's lists of names, skills and references → facts, texts and entries."""

from cvrender.languages import label
from cvrender.readers.foreign.date_text import iso
from cvrender.readers.foreign.dates import dated
from cvrender.readers.foreign.entries import labelled
from cvrender.readers.foreign.keys import keys, labels
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import (
    Parts,
    folded,
    is_empty,
    listed,
    made,
    strung,
    text,
    wording,
)
from cvrender.readers.json_resume.entries import entry
from cvrender.syntax.nodes import Node

_LONGEST_LEVEL = 30


def listed_items(node: Node) -> list[Node]:
    """The items of a list, or of a mapping from names to items; else the one item."""
    items = {key: child for key, child in node.fields.items() if not is_empty(child)}
    whole = all(child.fields for child in items.values())
    if items and (whole or set(keys("item")).isdisjoint(map(folded, node.fields))):
        return [_with_name(key, child) for key, child in items.items()]
    return listed(node)


def _with_name(key: str, node: Node) -> Node:
    """An item of a mapping, with its key as its name where it has none."""
    fields = node.fields or {_key_for(node): node}
    return node.holding({"name": Node(key, node.key or node.position), **fields})


def _key_for(node: Node) -> str:
    """The key for a value that stands in place of an item."""
    if node.items:
        return "highlights"
    return "date" if iso(wording(node)) else "summary"


def references(items: list[Node], notes: Notes) -> Parts:
    """References with a name are entries, the others paragraphs."""
    entries: list[Node] = []
    paragraphs: list[Node] = []
    for item in items:
        record = Record(item, notes)
        if (private := item.child("private")) and private.value in (True, "true"):
            notes.left_out(private, "a reference that is private")
        elif title := record.text("name", "title"):
            entries.append(_reference(record, title))
        else:
            paragraphs += _quotations(record)
    whole = text(items[0], strung("\n\n", *paragraphs)) if items else None
    return {"text": whole, "entries": entries}


def _quotations(record: Record) -> list[Node]:
    """The paragraphs of a reference without a name."""
    words, bullets = record.prose(*keys("quotations")) if record.node.fields else (record.node, [])
    record.report_unused()
    return [description for node in (words, *bullets) if (description := text(node))]


def _reference(record: Record, title: Node) -> Node:
    """A reference as an entry: the person is the title, the quotation the summary."""
    words, bullets = record.prose(*keys("quotations"))
    facts = record.facts(**labels("reference", record.notes.language))
    found = made(
        record.node,
        title=title,
        organization=record.text("company", "organization"),
        location=record.location("location"),
        url=record.url("url", "website"),
        **dated(record),
        summary=words,
        bullets=[*bullets, *record.bullets("highlights")],
        facts=facts,
        keywords=record.words("keywords"),
    )
    record.report_unused()
    return found


def named_lists(node: Node, notes: Notes) -> Parts:
    """Skills, languages and interests: facts; names alone are one text."""
    if node.fields and not _is_one_item(node):
        return {"facts": labelled(node)}
    facts: list[Node] = []
    names: list[Node] = []
    entries = [item for item in listed(node) if _is_prose(item)]
    for item in (item for item in listed(node) if item not in entries):
        is_record = bool(item.fields)
        label, words = _named_list(Record(item, notes)) if is_record else (text(item), None)
        if label is not None and words is not None:
            facts.append(made(item, label=label, text=words))
        elif found := label or words:
            names.append(found)
    described = [found for item in entries if (found := entry(Record(item, notes), ""))]
    whole = text(node, notes.listing(map(wording, names)))
    return {"text": whole, "facts": facts, "entries": described}


def _is_prose(item: Node) -> bool:
    """Whether a skill is described in paragraphs or a list, which a fact cannot have."""
    described = (item.child(name) for name in ("description", "summary"))
    return any(it is not None and "\n" in wording(it) for it in described)


def _is_one_item(node: Node) -> bool:
    texts = {folded(key) for key, child in node.fields.items() if isinstance(child.value, str)}
    return bool(texts & {"name", "language"}) or "keywords" in map(folded, node.fields)


def _named_list(record: Record) -> tuple[Node | None, Node | None]:
    """The label of a fact, perhaps with a level, and its text; either may be None."""
    label = record.label("name", "language", "category", "title", "group", "label", "area", "skill")
    words = record.words("keywords", "skills", "items", "list", "technologies", "tools")
    description = record.text("summary", "description", "details")
    is_level = description is not None and len(wording(description)) <= _LONGEST_LEVEL
    level = record.notes.listing(
        _levels(record, [wording(description)] if description and is_level else [])
    )
    description = None if is_level else description
    record.report_unused()
    if not (description or words):
        return label, text(record.node, level)
    if level:
        with_level = f"{wording(label)} ({level})" if label else level
        label = text(label or record.node, with_level)
    return label, _fact_text(record, description, words)


def _levels(record: Record, description: list[str]) -> list[str]:
    """The levels in words, or else in numbers; 0 means that none is given."""
    found = [*description, *map(wording, record.each(*keys("levels")))]
    if years := record.text("years", "yearsOfExperience"):
        many = label("years", record.notes.language or "en")
        found.append(many.format(wording(years)) if wording(years).isdigit() else wording(years))
    in_words = [level for level in found if not level.isdigit()]
    in_numbers = [level for level in found if level.isdigit() and level != "0"]
    if in_words and in_numbers:
        record.notes.left_out(record.node, "a numeric level beside one in words")
    return in_words or in_numbers


def _fact_text(record: Record, description: Node | None, words: list[Node]) -> Node | None:
    """The text of a fact: a description, with the keywords in brackets, or the keywords."""
    if description is None:
        return Node(words, words[0].position, words[0].key) if words[1:] else words[0]
    listing = record.notes.listing(map(wording, words))
    return text(
        description, f"{wording(description)} ({listing})" if listing else wording(description)
    )
