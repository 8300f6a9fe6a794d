"""The items of JSON Resume's lists → entries, publications, facts."""

from __future__ import annotations

from cvrender.readers import extension
from cvrender.readers.foreign import (
    Notes,
    Record,
    doi,
    folded,
    is_empty,
    joined,
    listed,
    made,
    text,
    wording,
)
from cvrender.readers.json_facts import facts, labelled
from cvrender.readers.when import dated
from cvrender.syntax.nodes import Node

__all__ = ["entry", "listed_items", "named_lists", "publication", "references", "venue"]


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


_TITLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "work": (
        ("position", "title", "role", "jobTitle"),
        ("name", "company", "organization", "employer", "companyName"),
    ),
    "volunteer": (("position", "title", "role"), ("organization", "name", "company")),
    "projects": (("name", "title"), ("entity", "organization", "company", "client")),
    "awards": (
        ("title", "name", "award"),
        ("awarder", "issuer", "organization", "from", "awardedBy"),
    ),
    "talks": (("title", "name", "topic"), ("event", "conference", "venue", "organization")),
    "certificates": (
        ("name", "title", "certificate"),
        ("issuer", "awarder", "organization", "authority"),
    ),
}
_ANY_TITLE = (
    ("title", "name", "position", "event", "label", "course"),
    (
        "organization", "company", "publisher", "issuer", "venue", "institution", "conference",
        "provider", "funder",
    ),
)  # fmt: skip


_BULLETS = (
    "highlights", "achievements", "bullets", "points", "highlightGroups", "responsibilities",
    "tasks", "accomplishments", "projects", "highlight",
)  # fmt: skip
_PROSE = (
    "description", "summary", "about", "details", "content", "text", "companyDescription", "brief",
    "value",
)  # fmt: skip
_KEYWORDS = (
    "keywords", "technologies", "skills", "tools", "stack", "tags", "tech", "techStack",
    "libraries", "frameworks", "languages",
)  # fmt: skip
_ROLES = ("positions", "roles")


def entry(record: Record, kind: str) -> Node | None:
    """A job, a project, an award: whatever has a title or an organization."""
    if record.says_nothing():
        return None
    if kind == "education":
        title, organization = _degree(record), _school(record)
    else:
        titles, organizations = _TITLES.get(kind, _ANY_TITLE)
        title, organization = record.text(*titles), record.text(*organizations)
    organization_of_roles = extension.organization(record)
    summary, among = record.prose(*_PROSE)
    entry = made(
        record.node,
        title=title,
        organization=organization,
        location=record.location("location", "city", "place"),
        url=record.url("url", "website", "link", "homepage"),
        **dated(record),
        summary=summary,
        bullets=[*among, *record.bullets(*_BULLETS)],
        roles=[role for name in _ROLES for role in _roles(record, name)],
        facts=facts(record),
        keywords=[word for name in _KEYWORDS for word in record.words(name)],
    )
    parts = dict(entry.value) if isinstance(entry.value, dict) else {}
    parts = extension.linked(record, organization_of_roles | parts)
    record.tell_left()
    return _headed(Node(parts, entry.position, entry.key))


def _roles(record: Record, name: str) -> list[Node]:
    """Several roles at one organization, where each is an item with dates of its own."""
    _, node = record.pairs.get(name, ("", None))
    items = listed(node) if node is not None and isinstance(node.value, list) else []
    if not items or not all(isinstance(item.value, dict) for item in items):
        return []
    record.take(name)
    return [_role(Record(item, record.notes)) for item in items]


def _role(record: Record) -> Node:
    summary, among = record.prose(*_PROSE)
    role = made(
        record.node,
        title=record.text("title", "position", "role", "name") or text(record.node),
        location=record.location("location", "city"),
        **dated(record),
        summary=summary,
        bullets=[*among, *record.bullets(*_BULLETS)],
        keywords=record.words(*_KEYWORDS),
    )
    record.tell_left()
    return role


def _degree(record: Record) -> Node | None:
    study = record.text("studyType", "degree", "title", "qualification")
    area = record.text("area", "major", "field", "fieldOfStudy", "program", "study")
    if study is None or area is None:
        return study or area
    if str(area.value).casefold() in str(study.value).casefold():
        return study
    return text(study, f"{study.value}, {area.value}")


def _school(record: Record) -> Node | None:
    return record.text("institution", "school", "university", "organization", "name", "schoolName")


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
        venue=venue(record),
        date=date,
        doi=doi(record),
        url=record.url("url", "website", "link"),
        summary=text(summary or node, "\n\n".join(words)),
    )
    parts = dict(publication.value) if isinstance(publication.value, dict) else {}
    parts = extension.linked(record, parts)
    record.tell_left()
    return Node(parts, publication.position, publication.key)


def venue(record: Record) -> Node | None:
    """``Queue & Log 18 (2), 10–20``."""
    name = joined(record.take("journal", "conference", "booktitle", "venue"))
    publisher = joined(record.take("publisher"))
    name, publisher = (name, publisher) if name else (publisher, None)
    volume, issue = record.text("volume"), record.text("issue", "number")
    pages, isbn = record.text("pages"), record.text("isbn")
    parts = (
        " ".join(
            pattern.format(node.value)
            for node, pattern in ((name, "{}"), (volume, "{}"), (issue, "({})"))
            if node
        ),
        str(pages.value) if pages else "",
        str(publisher.value) if publisher else "",
        f"ISBN {isbn.value}" if isbn else "",
    )
    place = name or volume or issue or pages or isbn
    return text(place, ", ".join(filter(None, parts)))


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
    parts = extension.linked(record, dict(found.value) if isinstance(found.value, dict) else {})
    record.tell_left()
    return Node(parts, found.position, found.key)


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
