"""The items of JSON Resume's lists → entries, publications, facts."""

from __future__ import annotations

from cvrender.positions import Node
from cvrender.readers import extension
from cvrender.readers.foreign import (
    Notes,
    Record,
    doi,
    fact,
    folded,
    is_empty,
    listed,
    made,
    text,
    wording,
)
from cvrender.readers.when import dated

__all__ = ["entry", "listed_items", "named_lists", "publication", "references"]

Parts = dict[str, list[Node] | Node | None]


def listed_items(node: Node) -> list[Node]:
    """The items of a list, or of a mapping whose values are all items; else the one there is."""
    if isinstance(node.value, dict):
        children = [child for child in node.value.values() if not is_empty(child)]
        if children and all(isinstance(child.value, dict) for child in children):
            return children
    return listed(node)


_TITLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "work": (
        ("position", "title", "role", "jobTitle"),
        ("name", "company", "organization", "employer"),
    ),
    "volunteer": (("position", "title", "role"), ("organization", "name", "company")),
    "projects": (("name", "title"), ("entity", "organization", "company", "client")),
    "awards": (("title", "name", "award"), ("awarder", "issuer", "organization")),
    "certificates": (
        ("name", "title", "certificate"),
        ("issuer", "awarder", "organization", "authority"),
    ),
}
_ANY_TITLE = (
    ("title", "name", "position", "event", "label"),
    ("organization", "company", "publisher", "issuer", "venue", "institution", "conference"),
)


_BULLETS = (
    "highlights", "achievements", "bullets", "points", "highlightGroups", "responsibilities",
    "tasks", "accomplishments",
)  # fmt: skip


def entry(record: Record, kind: str) -> Node | None:
    """A job, a project, an award: whatever has a title or an organization."""
    if kind == "education":
        title, organization = _degree(record), _school(record)
    else:
        titles, organizations = _TITLES.get(kind, _ANY_TITLE)
        title, organization = record.text(*titles), record.text(*organizations)
    summary, among = record.prose("description", "summary", "about", "details", "content", "text")
    entry = made(
        record.node,
        title=title,
        organization=organization,
        location=record.location("location", "city", "place"),
        url=record.url("url", "website", "link", "homepage"),
        **dated(record),
        summary=summary,
        bullets=[*among, *record.bullets(*_BULLETS)],
        facts=_facts(record),
        keywords=record.words("keywords", "technologies", "skills", "tools", "stack", "tags"),
    )
    record.ignore("id", "_id", "logo", "icon", "color")
    parts = extension.linked(record, dict(entry.value) if isinstance(entry.value, dict) else {})
    record.tell_left()
    return _headed(Node(parts, entry.position, entry.key))


def _degree(record: Record) -> Node | None:
    study = record.text("studyType", "degree", "title")
    area = record.text("area", "major", "field", "fieldOfStudy", "program", "study")
    if study is None or area is None:
        return study or area
    if str(area.value).casefold() in str(study.value).casefold():
        return study
    return text(study, f"{study.value}, {area.value}")


def _school(record: Record) -> Node | None:
    return record.text("institution", "school", "university", "organization", "name")


def _facts(record: Record) -> list[Node]:
    facts = record.facts(
        gpa="GPA", score="Score", grade="Grade", honors="Honors", minor="Minor", thesis="Thesis",
        type="Type", department="Department", team="Team", teamSize="Team size",
        industry="Industry", level="Level", roles="Roles", role="Role", courses="Courses",
        coursework="Coursework", client="Client", status="Status", authors="Authors",
    )  # fmt: skip
    return [*facts, *extension.facts(record)]


def _headed(entry: Node) -> Node | None:
    """``entry`` with a title; its first line stands in where it has none."""
    parts = dict(entry.value) if isinstance(entry.value, dict) else {}
    if not parts or "title" in parts or "organization" in parts:
        return entry if parts else None
    for key in ("summary", "location", "url", "date"):
        if key in parts:
            parts["title"] = parts.pop(key)
            return Node(parts, entry.position, entry.key)
    for key in ("bullets", "keywords", "facts"):
        if key in parts:
            parts["title"] = text(parts[key]) or entry
            del parts[key]
            return Node(parts, entry.position, entry.key)
    parts["title"] = Node("–", entry.position)
    return Node(parts, entry.position, entry.key)


def publication(node: Node, notes: Notes) -> Node:
    if not isinstance(node.value, dict):
        return made(node, title=text(node))
    record = Record(node, notes)
    dates = dated(record)
    date = dates.get("date") or dates.get("end") or dates.get("start")
    summary, bullets = record.prose("summary", "description", "abstract")
    title = record.text("name", "title")
    words = [*([str(summary.value)] if summary else []), *map(wording, bullets)]
    publication = made(
        node,
        title=title or record.text("publisher", "website", "url") or text(node),
        authors=record.words("authors", "author", "coauthors"),
        venue=record.text("publisher", "venue", "journal", "conference", "booktitle"),
        date=date,
        doi=doi(record),
        url=record.url("url", "website", "link"),
        summary=text(summary or node, "\n\n".join(words)),
    )
    record.tell_left()
    return publication


def references(items: list[Node], notes: Notes) -> Parts:
    """Named ones are entries; the others text."""
    entries, loose = [], []
    for item in items:
        record = Record(item, notes)
        title = record.text("name", "title") if record.pairs else None
        words, bullets = record.prose("reference", "summary", "text", "quote", "description")
        if title is None:
            loose.append(words if record.pairs else text(item))
            continue
        facts = record.facts(
            position="Position", role="Role", relationship="Relationship", email="E-mail",
            phone="Phone", contact="Contact",
        )  # fmt: skip
        organization = record.text("company", "organization")
        url = record.url("url", "website")
        record.tell_left()
        entries.append(
            made(
                item,
                title=title,
                organization=organization,
                url=url,
                summary=words,
                bullets=bullets,
                facts=facts,
            )
        )
    said = [str(node.value) for node in loose if node]
    return {"text": text(items[0], "\n\n".join(said)), "entries": entries}


def named_lists(node: Node, notes: Notes) -> Parts:
    """Skills, languages and interests: a name with what belongs to it, or a name alone."""
    if isinstance(node.value, dict) and not _is_one(node):
        pairs = ((key, child) for key, child in node.value.items() if not is_empty(child))
        return {
            "facts": [fact(key, words, child) for key, child in pairs if (words := text(child))]
        }
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
    names = {folded(key) for key in node.value} if isinstance(node.value, dict) else set()
    return bool(names & {"name", "keywords", "language"})


def _named_list(node: Node, notes: Notes) -> tuple[Node | None, Node | None]:
    if not isinstance(node.value, dict):
        return text(node), None
    record = Record(node, notes)
    label = record.text("name", "language", "category", "title", "group", "label", "area", "skill")
    words = record.words("keywords", "skills", "items", "list", "technologies", "tools")
    levels = [
        found
        for name in ("level", "fluency", "proficiency", "rating", "years")
        if (found := record.text(name))
    ]
    said = record.text("summary", "description", "details")
    record.ignore("id", "icon", "color")
    record.tell_left()
    level = ", ".join(str(found.value) for found in levels)
    parts = [", ".join(str(word.value) for word in words), str(said.value) if said else ""]
    what = ": ".join(filter(None, parts))
    if not what:
        return label, text(node, level)
    if level:
        label = text(label or node, f"{label.value} ({level})" if label else level)
    return label, text(node, what)
