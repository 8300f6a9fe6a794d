"""What is written as JSON Resume is accepted by its schema, holds every line, and reads back."""

import json
from collections import Counter
from pathlib import Path

import jsonschema
import pytest

from cvrender import pipeline
from cvrender.compose import compose
from cvrender.extract import extracts
from cvrender.model import CV
from cvrender.outline import Outline
from cvrender.positions import parse_yaml
from cvrender.renderers.json_resume import document
from cvrender.validate import validate
from cvrender.verify import verify

TESTS = Path(__file__).parent
SCHEMA = json.loads((TESTS / "json-resume" / "schema.json").read_text("utf-8"))
SOURCES = {
    "the shipped CV": TESTS.parent / "data" / "cv.yaml",
    "the example": TESTS.parent / "data" / "example-full.yaml",
    "an odd JSON Resume": TESTS / "sources" / "odd-resume.json",
    "an odd RenderCV": TESTS / "sources" / "odd-rendercv.yaml",
}
every_source = pytest.mark.parametrize("name", SOURCES)


@pytest.fixture(scope="module")
def outlines():
    return {name: compose(pipeline.read(path).cv) for name, path in SOURCES.items()}


def outline(text):
    return compose(validate(parse_yaml(text, "cv.yaml"), CV))


def again(data, tmp_path):
    """The Outline of a document that is read as a source."""
    path = tmp_path / "resume.json"
    path.write_bytes(data)
    return compose(pipeline.read(path).cv)


def told(outline: Outline) -> list[str]:
    return [" ".join((str(line), *line.urls)) for line in outline.lines()]


@every_source
def test_the_published_schema_accepts_the_document(outlines, name):
    resume = json.loads(document(outlines[name]))
    checker = jsonschema.Draft7Validator.FORMAT_CHECKER
    jsonschema.Draft7Validator(SCHEMA, format_checker=checker).validate(resume)


@every_source
def test_every_line_is_in_the_document(outlines, name):
    (extract,) = extracts(document(outlines[name]))
    report = verify(outlines[name], extract)
    assert extract.reader == "json"
    assert [finding.message for finding in report.findings] == []
    assert report.found == report.total == len(list(outlines[name].lines()))


@every_source
def test_the_document_reads_back_with_every_line_and_link(outlines, name, tmp_path):
    back = told(again(document(outlines[name]), tmp_path))
    assert set(told(outlines[name])) <= set(back)


def test_nothing_but_the_repeated_organization_of_roles_is_added(outlines, tmp_path):
    before = told(outlines["the example"])
    after = told(again(document(outlines["the example"]), tmp_path))
    assert Counter(after) - Counter(before) == Counter(
        ["Nordlys Payments", "Gothenburg, Sweden", "nordlys.example https://nordlys.example"]
    )


NOT_HELD = """\
name: Alex
theme: classic
design: {line_height: 1.4}
back: {url: /about, label: Back}
sections:
  - title: Work
    page_break: before
    entries:
      - organization: Acme
        roles:
          - {title: Lead, start: 2020, summary: "Wrote **much** of *it* in `C`."}
          - {title: Clerk, start: 2018, end: 2019}
"""


def test_what_json_resume_cannot_hold_is_looks_emphasis_and_the_grouping_of_roles(tmp_path):
    before = outline(NOT_HELD)
    after = again(document(before), tmp_path)
    entries = after.sections[0].entries
    assert [[str(e.organization), str(e.title)] for e in entries] == [
        ["Acme", "Lead"],
        ["Acme", "Clerk"],
    ]
    assert before.sections[0].break_before
    assert not after.sections[0].break_before
    assert before.back
    assert after.back is None
    (summary,) = entries[0].summary
    assert [(span.text, span.bold, span.italic, span.code) for span in summary.spans] == [
        ("Wrote much of it in C.", False, False, False)
    ]


def test_items_stand_under_the_keys_of_the_schema_by_the_kind_of_their_section():
    text = """\
name: Alex
email: [alex@example.org, a@example.org]
location: Bonn
sections:
  - title: Experience
    entries:
      - title: Clerk
        organization: Acme
        start: 2020-03
        bullets: [One, {text: Two, bullets: [Three]}]
  - kind: awards
    entries: [{title: Prize, organization: Fair, date: 2019}, {title: Cup, date: Spring 2018}]
  - kind: skills
    facts: {Languages: "Go, Python"}
    bullets: [Welding]
  - kind: languages
    facts: {German: native}
  - title: Hobby horses
    bullets: [Chess]
"""
    resume = json.loads(document(outline(text)))
    assert resume["basics"] == {
        "name": "Alex",
        "email": "alex@example.org",
        "x-emails": ["a@example.org"],
        "location": {"city": "Bonn"},
    }
    assert resume["work"] == [
        {
            "position": "Clerk",
            "name": "Acme",
            "startDate": "2020-03",
            "highlights": ["One", "Two\n- Three"],
        }
    ]
    assert resume["awards"] == [
        {"title": "Prize", "awarder": "Fair", "date": "2019"},
        {"title": "Cup", "x-date": "Spring 2018"},
    ]
    assert resume["skills"] == [
        {"name": "Welding"},
        {"name": "Languages", "keywords": ["Go", "Python"]},
    ]
    assert resume["languages"] == [{"language": "German", "fluency": "native"}]
    assert resume["x-sections"] == [
        {"title": "Experience", "key": "work", "own": {"entries": 1}},
        {"title": "Awards", "kind": "awards", "key": "awards", "own": {"entries": 2}},
        {"title": "Skills", "kind": "skills", "key": "skills", "own": {"bullets": 1, "facts": 1}},
        {"title": "Languages", "kind": "languages", "key": "languages", "own": {"facts": 1}},
        {"title": "Hobby horses", "bullets": ["Chess"]},
    ]


def test_a_line_that_the_document_lost_is_found_missing():
    whole = outline("name: Alex\nsections: [{title: Work, bullets: [Sold shoes, Sold hats]}]")
    (extract,) = extracts(document(whole).replace(b"Sold hats", b"Sold cats"))
    findings = verify(whole, extract).findings
    assert [(finding.kind, finding.message) for finding in findings] == [
        ("missing", "is missing: “Sold hats”")
    ]


def test_a_line_that_stands_twice_in_the_source_must_stand_twice():
    text = "name: Alex\nsections: [{title: A, bullets: [Sold shoes]}, {title: B, bullets: [%s]}]"
    (extract,) = extracts(document(outline(text % "Sold hats")))
    (finding,) = [f for f in verify(outline(text % "Sold shoes"), extract).findings if f.loss]
    assert finding.message == "is missing: “Sold shoes”"


HELD = """\
name: Alex
links: [{url: "mailto:a@example.org", label: Mail}]
sections:
  - kind: work
    entries:
      - {title: Clerk, url: "mailto:jobs@acme.example", end: 2012}
      - {title: Guard, url: "tel:+4912"}
  - kind: references
    entries:
      - title: Ada
        organization: ACM
        location: London
        url: https://ada.example
        date: 2020
        summary: Sharp.
        bullets: [Taught me]
        facts: {Phone: "12", Known since: "2001"}
        keywords: [maths]
  - kind: education
    publications: [{title: On Looms, authors: [A. Lovelace]}]
"""


def test_addresses_of_any_kind_references_and_papers_anywhere_read_back_the_same(tmp_path):
    before = outline(HELD)
    assert told(again(document(before), tmp_path)) == told(before)


def test_the_dates_of_an_organization_with_roles_are_told(tmp_path):
    text = "name: Alex\nsections: [{kind: work, entries: [{organization: Acme, start: 2001, %s}]}]"
    data = document(outline(text % "roles: [{title: Clerk, date: 2003}]"))
    assert json.loads(data)["work"] == [
        {
            "position": "Clerk",
            "name": "Acme",
            "endDate": "2003",
            "x-organization-dates": ["2001", "present"],
        }
    ]
    assert verify(outline(text % "roles: [{title: Clerk, date: 2003}]"), *extracts(data)).good
    (tmp_path / "resume.json").write_bytes(data)
    (warning,) = pipeline.read(tmp_path / "resume.json").warnings
    assert warning.message == "`x-organization-dates` has no place in a CV and is left out"
