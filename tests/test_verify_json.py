"""Each value of a JSON Resume stands under its key and in the item of its entry, or is named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from cvrender import x_cvrender
from cvrender.extract import extract
from cvrender.renderers.json_resume import document
from cvrender.verify import Report, verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from cvrender.outline import Outline

SOURCE = """
name: Ada Brandt
headline: Analyst
email: ada@brandt.example
phone: +49 30 123
website: https://ada.example
location: Bonn
links: [{label: Code, url: "https://code.example/ada"}, {label: Blog, url: "https://b.example"}]
sections:
  - {title: Profile, kind: summary, text: Wrote programs}
  - title: Work
    kind: work
    entries:
      - {title: Lead, organization: Acme, location: Kiel, start: 2012-04, end: 2014,
         summary: Led a team, bullets: [Sold shoes, {text: Bought, bullets: [Hats, Caps]}]}
      - {title: Clerk, organization: Byte, location: Ulm, start: 2009, end: 2012,
         keywords: [Go, C++], facts: {Team: "4"}}
      - {title: Gamma, roles: [{title: Chief, start: 2007, end: 2008}, {title: Aide, end: 2007}]}
      - {title: Owner, organization: Delta, start: 2015, end: present}
  - title: Studies
    kind: education
    entries:
      - {title: MSc, organization: Uni, end: 2009, facts: {Score: "1.3", Courses: "Logic, Sets"}}
      - {title: BSc, organization: Uni, end: 2006, facts: {Score: "1.7"}}
  - {title: Skills, kind: skills, facts: {Code: "Python, Go", Office: "Calc"}}
  - {title: Tongues, kind: languages, facts: {German: native, Greek: fluent}}
  - {title: Prizes, kind: awards, entries: [{title: Cup, organization: Club, date: 2010}]}
"""


@pytest.fixture(scope="module")
def outline(outlined: Callable[[str], Outline]) -> Outline:
    return outlined(SOURCE)


def standard(outline: Outline, change: Callable[[Any], object], sealed: bool) -> Report:
    """The report on the standard's keys of a changed file, its digest written anew or outdated."""
    resume = json.loads(document(outline))
    held = resume.pop("x-cvrender")["cv"]
    change(resume)
    if sealed:
        resume = x_cvrender.added(resume, held)
    *_, found = extract(json.dumps(resume).encode())
    return verify(outline, found)


def swapped(key: str, first: int, second: int, name: str = "work") -> Callable[[Any], None]:
    def change(resume: Any) -> None:
        one, two = resume[name][first], resume[name][second]
        one[key], two[key] = two[key], one[key]

    return change


def put(value: Any, *path: Any) -> Callable[[Any], None]:
    def change(resume: Any) -> None:
        *steps, last = path
        for step in steps:
            resume = resume[step]
        resume[last] = value

    return change


def added(items: str, **item: Any) -> Callable[[Any], None]:
    return lambda resume: resume[items].append(item)


@pytest.mark.parametrize("sealed", [True, False])
def test_a_file_as_it_was_made_is_good(outline: Outline, sealed: bool) -> None:
    report = standard(outline, lambda resume: None, sealed)
    assert [finding.message for finding in report.findings if finding.loss] == []


@pytest.mark.parametrize("sealed", [True, False])
def test_the_order_of_keys_does_not_matter(outline: Outline, sealed: bool) -> None:
    def change(resume: Any) -> None:
        again = json.loads(json.dumps(resume, sort_keys=True))
        resume.clear()
        resume.update(again)

    assert standard(outline, change, sealed).good


CHANGES = [
    (put("2012", "work", 0, "endDate"), "`work[0].endDate` reads “2012” instead of “2014”"),
    (put("2014-01", "work", 0, "endDate"), "`work[0].endDate` reads “2014-01” instead of “2014”"),
    (put("2009-04", "work", 0, "startDate"),
     "`work[0].startDate` reads “2009-04” instead of “2012-04”"),
    (put("2016", "work", 4, "endDate"),
     "`work[4].endDate` reads “2016”, which is not in the source"),
    (put("2011", "awards", 0, "date"), "`awards[0].date` reads “2011” instead of “2010”"),
    (swapped("endDate", 0, 1), "`work[0].endDate` reads “2012” instead of “2014”"),
    (swapped("startDate", 0, 1), "`work[0].startDate` reads “2009” instead of “2012-04”"),
    (swapped("position", 0, 1), "`work[0].position` reads “Clerk” instead of “Lead”"),
    (swapped("position", 2, 3), "`work[2].position` reads “Aide” instead of “Chief”"),
    (swapped("name", 0, 1), "`work[0].name` reads “Byte” instead of “Acme”"),
    (swapped("location", 0, 1), "`work[0].location` reads “Ulm” instead of “Kiel”"),
    (swapped("score", 0, 1, "education"), "`education[0].score` reads “1.7” instead of “1.3”"),
    (swapped("fluency", 0, 1, "languages"),
     "`languages[0].fluency` reads “fluent” instead of “native”"),
    (swapped("url", 0, 1, "profiles"), ""),
    (put("Clerk", "work", 0, "name"), "`work[0].name` reads “Clerk” instead of “Acme”"),
    (put("Lead at Acme", "work", 0, "position"),
     "`work[0].position` reads “Lead at Acme” instead of “Lead”"),
    (put("Head", "work", 0, "position"), "`work[0].position` reads “Head” instead of “Lead”"),
    (put(["Python", "Go", "Rust"], "skills", 0, "keywords"),
     "`skills[0].keywords` reads “Rust” instead of “Python, Go”"),
    (put(["Sold shoes", "Bought\n- Hats\n- Cats"], "work", 0, "highlights"),
     "`work[0].highlights` reads “Cats” instead of “Sold shoes”"),
    (put("Led a team of 9", "work", 0, "summary"),
     "`work[0].summary` reads “Led a team of 9” instead of “Led a team”"),
    (put("+49 30 124", "basics", "phone"),
     "`basics.phone` reads “+49 30 124” instead of “+49 30 123”"),
    (put("https://eve.example", "basics", "url"),
     "`basics.url` reads “https://eve.example” instead of “https://ada.example”"),
    (put("Köln", "basics", "location", "city"), "`basics.city` reads “Köln” instead of “Bonn”"),
    (put("Eve", "basics", "name"), "`basics.name` reads “Eve” instead of “Ada Brandt”"),
    (added("work", name="Evil", position="Spy", startDate="2001"),
     "`work[5]` is not in the source: “Evil; Spy; 2001”"),
    (added("work", name="Acme", position="Lead", startDate="2012-04", endDate="2014"),
     "`work[5]` is not in the source: “Acme; Lead; 2012-04; 2014”"),
    (added("skills", name="Hacking"), "`skills[2]` is not in the source: “Hacking”"),
    (lambda resume: resume.update(volunteer=[resume["work"].pop(0)]),
     "`volunteer[0]` is not in the source: “Lead; Acme; Kiel; 2012-04; 2014; Led a"
     " team; Sold shoes; Bo…”"),
]  # fmt: skip


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize(("change", "message"), CHANGES)
def test_a_value_that_changed_or_moved_is_a_loss(
    outline: Outline, change: Callable[[Any], None], message: str, sealed: bool
) -> None:
    if not message:  # links are items of basics
        change = lambda resume: swapped("url", 0, 1, "profiles")(resume["basics"])  # noqa: E731
        message = (
            "`basics.profiles[0].url` reads “https://b.example”"
            " instead of “https://code.example/ada”"
        )
    report = standard(outline, change, sealed)
    assert not report.good
    assert message in [finding.message for finding in report.findings if finding.loss]


def test_what_an_edited_file_lost_is_missing(outline: Outline) -> None:
    def change(resume: Any) -> None:
        del resume["work"][0]["endDate"], resume["work"][1]["keywords"][1]
        resume["skills"].pop()

    losses = [finding.message for finding in standard(outline, change, False).findings]
    assert losses == [
        "is missing: “Apr 2012 – 2014”",
        "is missing: “Go, C++”",
        "is missing: “Office”",
        "is missing: “Calc”",
    ]


def test_entries_that_say_the_same_are_as_many_items(outlined: Callable[[str], Outline]) -> None:
    entry = "{title: Clerk, organization: Acme, end: present, bullets: [Sums]}"
    outline = outlined(
        f"name: Ada\nsections: [{{title: W, kind: work, entries: [{', '.join([entry] * 230)}]}}]"
    )
    assert standard(outline, lambda resume: None, sealed=False).good
    once_more = added("work", name="Acme", position="Clerk", highlights=["Sums"])
    report = standard(outline, once_more, sealed=False)
    assert [finding.message for finding in report.findings if finding.loss] == [
        "`work[230]` is not in the source: “Acme; Clerk; Sums”"
    ]
