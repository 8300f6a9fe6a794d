"""What is written as JSON Resume is accepted by its schema, holds every line, and reads back."""

import json
from pathlib import Path

import jsonschema
import pytest

from cvrender import pipeline
from cvrender.checks.validate import validate
from cvrender.compose import compose
from cvrender.extract import extract
from cvrender.model import CV
from cvrender.outline import Outline
from cvrender.renderers.json_resume.document import document
from cvrender.syntax.yaml_parser import parse_yaml
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
    (read,) = extract(document(outlines[name]))
    report = verify(outlines[name], read)
    assert read.reader == "json"
    assert [finding.message for finding in report.findings if finding.loss] == []
    assert report.found == report.total == len(list(outlines[name].lines()))


@every_source
def test_the_document_reads_back_as_the_same_lines_and_links(outlines, name, tmp_path):
    assert told(again(document(outlines[name]), tmp_path)) == told(outlines[name])


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


def test_what_json_resume_cannot_hold_is_looks_and_emphasis(tmp_path):
    before = outline(NOT_HELD)
    after = again(document(before), tmp_path)
    assert told(after) == told(before)
    assert before.sections[0].break_before
    assert not after.sections[0].break_before
    assert before.back
    assert after.back is None
    (summary,) = after.sections[0].entries[0].roles[0].summary
    assert [(span.text, span.bold, span.italic, span.code) for span in summary.spans] == [
        ("Wrote much of it in C.", False, False, False)
    ]


def test_what_json_resume_cannot_hold_is_listed():
    before = outline(NOT_HELD)
    (read,) = extract(document(before))
    findings = verify(before, read).findings
    assert [(str(finding.line), finding.message, finding.loss) for finding in findings] == [
        ("Wrote much of it in C.", "has no bold, italics, code here: texts are plain", False),
        ("Work", "starts no page here", False),
        ("Back", "is not here: it is for the web page", False),
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
    (read,) = extract(document(whole).replace(b"Sold hats", b"Sold cats"))
    findings = verify(whole, read).findings
    assert [(finding.kind, finding.message) for finding in findings] == [
        ("missing", "is missing: “Sold hats”")
    ]


def test_a_line_that_stands_twice_in_the_source_must_stand_twice():
    text = "name: Alex\nsections: [{title: A, bullets: [Sold shoes]}, {title: B, bullets: [%s]}]"
    (read,) = extract(document(outline(text % "Sold hats")))
    (finding,) = [f for f in verify(outline(text % "Sold shoes"), read).findings if f.loss]
    assert finding.message == "is missing: “Sold shoes”"


HELD = """\
name: Alex [Doe](https://n.example)
location: "[Bonn](https://b.example)"
details: [EU citizen, "[Permit](https://p.example) B"]
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


LITERAL = """\
name: Alex
sections:
  - kind: work
    text: "- one &amp; <b>two</b>\\n\\n- three"
    entries:
      - title: <i>Clerk</i>
        summary: "Sums\\n\\n- and &lt;more"
        bullets:
          - "- five"
          - "* \\\\*six\\\\*"
          - {text: "- up", bullets: ["- below", "• \\\\[x\\\\](y)"]}
        keywords: ["Map<String, Foo>", "`code`"]
        facts: {"- a": "* b", "so:": "[c]"}
        date: "[so](https://a.example)"
  - title: Papers
    publications: [{title: "5*3*2", authors: ["Doe, J., Jr."], summary: "<br>"}]
  - {kind: references, text: "- on request"}
"""


def test_what_looks_like_markup_reads_back_as_the_words_it_is(tmp_path):
    before = outline(LITERAL)
    data = document(before)
    assert told(again(data, tmp_path)) == told(before)
    assert json.loads(data)["work"][0]["keywords"] == ["Map<String, Foo>", "code"]
    assert json.loads(data)["publications"][0]["authors"] == ["Doe, J., Jr."]


ROLES = """\
name: Alex
sections:
  - kind: work
    entries:
      - organization: Acme
        location: Bonn
        start: 2001
        summary: Makes anvils.
        facts: {Staff: "12"}
        roles:
          - {title: Lead, start: 2003, location: Rome}
          - {title: Clerk, start: 2001, end: 2003}
"""


def test_roles_at_one_organization_are_items_of_their_own_and_read_back_as_roles(tmp_path):
    before = outline(ROLES)
    data = document(before)
    assert json.loads(data)["work"] == [
        {
            "name": "Acme",
            "location": "Rome",
            "position": "Lead",
            "startDate": "2003",
            "description": "Makes anvils.",
            "x-organization": {
                "location": "Bonn",
                "start": "2001",
                "end": "present",
                "facts": [{"label": "Staff", "text": "12"}],
                "roles": 2,
            },
        },
        {
            "name": "Acme",
            "location": "Bonn",
            "position": "Clerk",
            "startDate": "2001",
            "endDate": "2003",
        },
    ]
    assert told(again(data, tmp_path)) == told(before)


@pytest.mark.parametrize(
    "about",
    [
        "bullets: [Makes anvils]",
        "summary: Big., bullets: [A, B]",
        "summary: Big., bullets: [{text: 5 % more, bullets: [7.5 % a year]}, 100 %]",
    ],
)
def test_what_is_said_of_an_organization_stays_its_own(about, tmp_path):
    roles = "roles: [{title: Lead, date: 2003, summary: Led., bullets: [C]}]"
    entry = f"{{organization: Acme, {about}, {roles}}}"
    before = outline(f"name: Alex\nsections: [{{kind: work, entries: [{entry}]}}]")
    assert told(again(document(before), tmp_path)) == told(before)


LINKS = """\
name: Alex
sections:
  - title: Looms and [Acme](https://a.example)
    text: Looms of Acme, by [Acme](https://b.example).
  - kind: work
    entries:
      - title: Acme
        summary: "Acme is [Acme](https://c.example), 使用[软件](https://d.example)，好"
        bullets: [Acme, "[Acme](https://e.example) and Acme"]
  - kind: publications
    publications: [{title: Looms, venue: "[Looms](https://f.example)"}]
"""


def test_a_link_reads_back_at_its_own_words(tmp_path):
    before = outline(LINKS)
    after = again(document(before), tmp_path)
    shown = [[(span.text, span.url) for span in line.spans] for line in before.lines()]
    assert [[(span.text, span.url) for span in line.spans] for line in after.lines()] == shown


def test_lists_and_texts_with_commas_read_back_as_they_are_in_any_language(tmp_path):
    before = outline("""
        name: 李明
        language: zh
        sections:
          - {kind: skills, facts: {a: [数据库, Go], b: "数据库, Go", c: "C, Go", d: [C, Go]}}
          - kind: education
            entries: [{title: 硕士, facts: {Courses: [数据库, Go], 论文: [甲, 乙]}}]
    """)
    data = document(before)
    assert [skill["keywords"] for skill in json.loads(data)["skills"]] == [
        ["数据库", "Go"],
        ["数据库, Go"],
        ["C", "Go"],
        ["C", "Go"],
    ]
    assert told(again(data, tmp_path)) == told(before)
