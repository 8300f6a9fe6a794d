"""The items of JSON Resume's lists → entries: jobs, degrees, projects, awards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.readers.foreign.dates import dated
from cvrender.readers.foreign.facts import facts
from cvrender.readers.foreign.publications import publication
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.untitled import headed
from cvrender.readers.foreign.values import listed, made, text, wording

if TYPE_CHECKING:
    from cvrender.readers.foreign.notes import Notes
    from cvrender.syntax.nodes import Node

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
        ("issuer", "awarder", "organization", "authority", "provider", "institution", "company"),
    ),
}
_ANY_TITLE = (
    ("title", "name", "position", "event", "label", "course"),
    (
        "organization", "company", "publisher", "issuer", "venue", "institution", "conference",
        "provider", "funder", "awarder", "employer", "school", "university", "name",
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
    summary, bullets = record.prose(*_PROSE)
    found = made(
        record.node,
        title=title,
        organization=organization,
        location=record.location("location", "city", "place", "jobLocation", "schoolLocation"),
        url=record.url("url", "website", "link", "homepage"),
        **dated(record),
        summary=summary,
        bullets=[*bullets, *record.bullets(*_BULLETS)],
        roles=[role for name in _ROLES for role in _roles(record, name)],
        facts=facts(record),
        keywords=[word for name in _KEYWORDS for word in record.words(name)],
    )
    record.report_unused()
    return headed(found, record.notes)


def _roles(record: Record, name: str) -> list[Node]:
    """The roles at one organization; none where the list holds texts."""
    node = record.peek(name)
    items = listed(node) if node and node.items else []
    if not all(item.fields for item in items):
        return []
    record.take(name)
    return [_role(Record(item, record.notes)) for item in items]


def _role(record: Record) -> Node:
    summary, bullets = record.prose(*_PROSE)
    role = made(
        record.node,
        title=record.text("title", "position", "role", "name") or text(record.node),
        location=record.location("location", "city"),
        **dated(record),
        summary=summary,
        bullets=[*bullets, *record.bullets(*_BULLETS)],
        keywords=record.words(*_KEYWORDS),
    )
    record.report_unused()
    return role


def _degree(record: Record) -> Node | None:
    study = record.text("studyType", "degree", "title", "qualification")
    area = record.text("area", "major", "field", "fieldOfStudy", "program", "study")
    if study is None or area is None:
        return study or area
    if str(area.value).casefold() in str(study.value).casefold():
        return study
    return text(study, record.notes.listing((wording(study), wording(area))))


def _school(record: Record) -> Node | None:
    return record.text("institution", "school", "university", "organization", "name", "schoolName")


def paper(node: Node, notes: Notes) -> Node | None:
    """A publication; a text is its title. None if it is empty."""
    if not node.fields:
        return made(node, title=text(node))
    record = Record(node, notes)
    found = publication(record)
    record.report_unused()
    return found
