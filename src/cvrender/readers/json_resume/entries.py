"""The items of JSON Resume's lists → entries: jobs, degrees, projects, awards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.readers.foreign.dates import dated
from cvrender.readers.foreign.facts import facts
from cvrender.readers.foreign.publications import publication
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.roles import BULLETS, KEYWORDS, PROSE, roles
from cvrender.readers.foreign.untitled import headed
from cvrender.readers.foreign.values import made, text, wording

if TYPE_CHECKING:
    from cvrender.readers.foreign.notes import Notes
    from cvrender.syntax.nodes import Node

_TITLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "work": (
        ("position", "title", "role", "jobTitle"),
        ("name", "company", "organization", "employer", "companyName", "institution"),
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


def entry(record: Record, kind: str) -> Node | None:
    """A job, a project, an award: whatever has a title or an organization."""
    if record.says_nothing():
        return None
    if kind == "education":
        title, organization = _degree(record), _school(record)
    else:
        titles, organizations = _TITLES.get(kind, _ANY_TITLE)
        title, organization = record.text(*titles), record.text(*organizations)
    summary, bullets = record.prose(*PROSE)
    found = made(
        record.node,
        title=title,
        organization=organization,
        location=record.location("location", "city", "place", "jobLocation", "schoolLocation"),
        url=record.url("url", "website", "link", "homepage"),
        **dated(record),
        summary=summary,
        bullets=[*bullets, *record.bullets(*BULLETS)],
        roles=roles(record),
        facts=facts(record),
        keywords=[word for name in KEYWORDS for word in record.words(name)],
    )
    record.report_unused()
    return headed(found, record.notes)


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
