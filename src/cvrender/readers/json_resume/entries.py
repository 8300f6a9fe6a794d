"""The items of JSON Resume's lists → entries: jobs, degrees, projects, awards."""

from cvrender.readers.foreign.dates import dated
from cvrender.readers.foreign.entries import facts, headed, roles
from cvrender.readers.foreign.keys import keys
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.publications import publication
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import made, text, wording
from cvrender.syntax.nodes import Node


def entry(record: Record, kind: str) -> Node | None:
    """A job, a project, an award: whatever has a title or an organization."""
    if record.says_nothing():
        return None
    title = _degree(record) if kind == "education" else record.text(*keys("titles", kind))
    organization = record.text(*keys("organizations", kind))
    summary, bullets = record.prose(*keys("prose"))
    found = made(
        record.node,
        title=title,
        organization=organization,
        location=record.location("location", "city", "place", "jobLocation", "schoolLocation"),
        url=record.url("url", "website", "link", "homepage"),
        **dated(record),
        summary=summary,
        bullets=[*bullets, *record.bullets(*keys("bullets"))],
        roles=roles(record),
        facts=facts(record),
        keywords=[word for name in keys("keywords") for word in record.words(name)],
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


def paper(node: Node, notes: Notes) -> Node | None:
    """A publication; a text is its title. None if it is empty."""
    if not node.fields:
        return made(node, title=text(node))
    record = Record(node, notes)
    found = publication(record)
    record.report_unused()
    return found
