"""A written JSON Resume is accepted by its schema, holds every line, and reads back as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from foreign import content
from fuzzing import examples
from hypothesis import given
from hypothesis import strategies as st

from cvrender import inline, pipeline
from cvrender.compose import compose
from cvrender.extract import extract
from cvrender.outline import Line
from cvrender.renderers.json_resume import document
from cvrender.renderers.json_resume.markdown import written
from cvrender.variants import Choice
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cvrender.outline import Outline
    from cvrender.source import Source

    Outlined = Callable[[str], Outline]

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
def outlines() -> dict[str, Outline]:
    return {name: compose(pipeline.read(path).cv) for name, path in SOURCES.items()}


def read(data: bytes, folder: Path) -> Source:
    """A document as a source."""
    path = folder / "resume.json"
    path.write_bytes(data)
    return pipeline.read(path)


def keys(value: Any) -> Iterator[str]:
    """The keys at any depth."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from (key, *keys(child))
    elif isinstance(value, list):
        for child in value:
            yield from keys(child)


@every_source
def test_the_published_schema_accepts_the_document_and_knows_its_keys(
    outlines: dict[str, Outline], name: str
) -> None:
    resume = json.loads(document(outlines[name]))
    checker = jsonschema.Draft7Validator.FORMAT_CHECKER
    jsonschema.Draft7Validator(SCHEMA, format_checker=checker).validate(resume)
    del resume["x-cvrender"], resume["meta"]  # where tools may keep what they like
    assert set(keys(resume)) <= set(keys(SCHEMA))


@every_source
def test_the_document_reads_back_as_the_same_content(
    outlines: dict[str, Outline], name: str, tmp_path: Path
) -> None:
    source = read(document(outlines[name]), tmp_path)
    assert content(compose(source.cv)) == content(outlines[name])


EVERYTHING = """\
name: Alex [Doe](https://n.example)
languages: [de, en]
email: [a@example.org, b@example.org]
phone: 030 12
location: "[Bonn](https://b.example)"
details: [EU *citizen*, "[Permit](https://p.example) B", "- \\\\*so\\\\*"]
links: [{url: "mailto:a@example.org", label: "**Mail**:"}, {url: https://a.example}]
private: [phone]
keywords: [looms, "*"]
variants: {short: {headline: "*Weaver*", exclude: [long], sections: [education]}}
sections:
  - title: {de: "Arbeit", en: "Work at [Acme](https://a.example)"}
    kind: work
    page_break: before
    text: "- one &amp; <b>two</b>\\n\\n- `three`"
    entries:
      - {title: Clerk, url: "mailto:jobs@acme.example", end: 2012}
      - {title: <i>Guard</i>, url: "tel:+4912", tags: [long]}
      - organization: Acme
        location: Bonn
        start: 2001
        summary: "Makes *anvils*.\\n\\nAnd more"
        facts: {Staff: ["12", "[many](https://m.example)"], "so:": "a, b"}
        roles:
          - {title: Lead, date: "since *2003*", bullets: [{text: "- A", bullets: [B, C]}, D]}
          - {title: Clerk, start: 2001, end: 2003, keywords: ["Map<String, Foo>", "`code`", 5*3*2]}
  - kind: education
    publications:
      - {title: On Looms, authors: ["Doe, J., Jr.", Alex Doe], venue: "*Q*", doi: 10.1000/so}
      - {title: "5*3*2", date: 2020-05, authors: ["**B.** Doe"], url: https://l.example}
"""


@pytest.mark.parametrize("choice", [Choice(), Choice("short", "en"), Choice(public=True)])
def test_what_is_shown_reads_back_in_every_reading_of_a_cv(choice: Choice, tmp_path: Path) -> None:
    path = tmp_path / "cv.yaml"
    path.write_text(EVERYTHING, "utf-8")
    shown = compose(pipeline.read(path).cv, choice)
    data = document(shown)
    assert content(compose(read(data, tmp_path).cv)) == content(shown)
    assert (b"030 12" in data) is not choice.public
    assert (b"Guard" in data) is (choice.variant is None)


@examples(200, 20_000)
@given(st.lists(st.sampled_from([*"*`[]()<>\\ab学", " ", "**", "](u)", "&amp;"]), max_size=12))
def test_markdown_is_written_with_the_words_and_links_that_were_read(parts: list[str]) -> None:
    line = Line(inline.parse("".join(parts)))
    again = Line(inline.parse(written(line.spans)))
    assert (str(again), again.links) == (str(line), line.links)


@pytest.mark.parametrize(
    "text",
    [
        *("plain * and 5*3*2", "**a *b* c**", "***a** b*", "[**a** b](https://u)", "`` `a` ``b"),
        *("**[a](https://u)**", "[a](https://u/a_(b))", "\\*a\\*", "`\\*`", "*中*文"),
    ],
)
def test_markdown_is_written_as_it_was_read(text: str) -> None:
    spans = inline.parse(text)
    assert inline.parse(written(spans)) == spans


def test_emphasis_that_no_markdown_spells_is_left_out_and_its_words_stay() -> None:
    """Two links that are one, of which half is in italics: ``[*a*a](u)`` is no emphasis."""
    spans = inline.parse("*[a](https://u)*[a](https://u)")
    assert [span.italic for span in spans] == [True, False]
    assert written(spans) == "[aa](https://u)"


def test_items_stand_under_the_keys_of_the_schema_by_the_kind_of_their_section(
    outlined: Outlined,
) -> None:
    text = """\
name: Alex
email: [alex@example.org, a@example.org]
location: Bonn
sections:
  - {kind: summary, text: "One.\\n\\nTwo."}
  - title: Experience
    entries:
      - title: Clerk
        organization: Acme
        start: 2020-03
        bullets: [One, {text: Two, bullets: [Three]}]
        facts: {Team: "6"}
  - kind: education
    entries: [{title: MSc, facts: {Score: "1.0", Courses: "Sums, Looms"}}]
  - kind: awards
    entries: [{title: Prize, organization: Fair, date: 2019}, {title: Cup, date: Spring 2018}]
  - kind: talks
    entries: [{title: On Looms}]
    publications: [{title: Looms, authors: [A. Doe], venue: Q, doi: 10.1000/so}]
  - kind: skills
    facts: {Languages: "Go, Python", 言語: "数据库、Go"}
    bullets: [Welding]
  - kind: languages
    facts: {German: native}
  - {kind: references, text: On request}
"""
    resume = json.loads(document(outlined(text)))
    del resume["$schema"], resume["meta"], resume["x-cvrender"]
    assert resume == {
        "basics": {
            "name": "Alex",
            "email": "alex@example.org",
            "summary": "One.\n\nTwo.",
            "location": {"city": "Bonn"},
        },
        "work": [
            {
                "position": "Clerk",
                "name": "Acme",
                "startDate": "2020-03",
                "highlights": ["One", "Two\n- Three", "Team: 6"],
            }
        ],
        "education": [{"studyType": "MSc", "score": "1.0", "courses": ["Sums", "Looms"]}],
        "awards": [
            {"title": "Prize", "awarder": "Fair", "date": "2019"},
            {"title": "Cup"},
        ],
        "publications": [
            {"name": "Looms", "publisher": "Q", "url": "https://doi.org/10.1000/so"},
        ],
        "skills": [
            {"name": "Welding"},
            {"name": "Languages", "keywords": ["Go", "Python"]},
            {"name": "言語", "keywords": ["数据库", "Go"]},
        ],
        "languages": [{"language": "German", "fluency": "native"}],
        "references": [{"reference": "On request"}],
    }


def test_roles_at_one_organization_are_items_of_their_own(outlined: Outlined) -> None:
    resume = json.loads(document(outlined(EVERYTHING)))
    assert [item for item in resume["work"] if item.get("name") == "Acme"] == [
        {
            "location": "Bonn",
            "name": "Acme",
            "description": "Makes anvils.\n\nAnd more",
            "position": "Lead",
            "highlights": ["- A\n- B\n- C", "D"],
        },
        {
            "location": "Bonn",
            "name": "Acme",
            "description": "Makes anvils.\n\nAnd more",
            "position": "Clerk",
            "startDate": "2001",
            "endDate": "2003",
            "keywords": ["Map<String, Foo>", "code", "5*3*2"],
        },
    ]


@pytest.mark.parametrize(
    ("text", "keywords"),
    [
        ("Go, C++", ["Go", "C++"]),
        ("開発、 大阪", ["開発", "大阪"]),
        ("開発、エンジニア、", ["開発、エンジニア、"]),
        ("，平台", ["，平台"]),
    ],
)
def test_no_keyword_is_empty(outlined: Outlined, text: str, keywords: list[str]) -> None:
    outline = outlined(
        f"name: Ada\nsections: [{{title: S, kind: skills, facts: {{Code: '{text}'}}}}]"
    )
    resume = json.loads(document(outline))
    assert [skill["keywords"] for skill in resume["skills"]] == [keywords]
    assert all(verify(outline, read).good for read in extract(document(outline)))


def test_what_the_standard_has_no_key_for_is_named(outlined: Outlined) -> None:
    whole = outlined("""\
name: Alex
email: [a@example.org, b@example.org]
details: [EU citizen]
back: {url: /about, label: Back}
sections:
  - title: Work
    kind: work
    entries: [{title: Lead, date: Summer 2020}]
  - {title: Hobby horses, bullets: [Chess]}
""")
    extension, standard = (verify(whole, each) for each in extract(document(whole)))
    assert (extension.reader, extension.found, extension.total) == ("x-cvrender", 9, 9)
    assert extension.findings == ()
    assert (standard.reader, standard.found, standard.total) == ("json", 3, 3)
    assert [finding.message for finding in standard.findings] == [
        "JSON Resume has no key for “b@example.org”, “EU citizen”, “Summer 2020” and 1 more,"
        " which `x-cvrender` holds",
        "is not here: it is for the web page",
    ]
    assert standard.good


@every_source
def test_every_line_is_in_the_document(outlines: dict[str, Outline], name: str) -> None:
    for found in extract(document(outlines[name])):
        report = verify(outlines[name], found)
        assert [finding.message for finding in report.findings if finding.loss] == []
        assert report.found == report.total


TWO = "name: Alex\nsections: [{kind: skills, bullets: [Sold shoes, 'Sold [hats](https://h.example)']}]"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b'"Sold shoes"', b'"Sold cats"', "is missing: “Sold shoes”"),
        (b'"bullets": [', b'"bullets": ["Sold tea",', "is not in the source: “Sold tea”"),
        (
            b"h.example",
            b"x.example",
            "“hats” leads to https://x.example instead of https://h.example",
        ),
        (b'"Alex"', b'"Bob"', "is missing: “Alex”"),
    ],
)
def test_a_line_that_x_cvrender_lost_is_found(
    outlined: Outlined, old: bytes, new: bytes, told: str
) -> None:
    data = document(outlined(TWO))
    before, key, after = data.partition(b'"x-cvrender"')
    first, *_ = extract(before + key + after.replace(old, new))
    assert told in [finding.message for finding in verify(outlined(TWO), first).findings]


def test_of_an_edited_document_the_standard_keys_count(outlined: Outlined, tmp_path: Path) -> None:
    data = document(outlined(TWO)).replace(b"shoes", b"cats", 1)
    (found,) = extract(data)
    assert [f.message for f in verify(outlined(TWO), found).findings] == [
        "`skills[0]` is not in the source: “Sold cats”",
        "is missing: “Sold shoes”",
    ]
    source = read(data, tmp_path)
    assert list(map(str, compose(source.cv).lines())) == ["Alex", "Skills", "Sold cats, Sold hats"]
    assert [warning.message for warning in source.warnings] == [
        "`x-cvrender`, written before the keys beside it were changed, is left out"
    ]


def test_a_document_that_a_program_wrote_anew_is_the_same(
    outlined: Outlined, tmp_path: Path
) -> None:
    before = outlined(TWO)
    resume = json.loads(document(before))
    resume["x-cvrender"]["cv"] = dict(sorted(resume["x-cvrender"]["cv"].items()))
    source = read(json.dumps(resume, sort_keys=True).encode(), tmp_path)
    assert content(compose(source.cv)) == content(before)
    assert source.warnings == ()
