"""What a reader sees of a CV: its order, its words, and the place each line comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cvrender.checks.validate import validate
from cvrender.compose import address, compose
from cvrender.errors import SourceError
from cvrender.inline import Span
from cvrender.model import CV
from cvrender.names import same_person
from cvrender.syntax import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from cvrender.outline import Line, Outline

    Outlined = Callable[[str], Outline]


def section(outlined: Outlined, text: str) -> list[str]:
    """The lines below the title of a CV's one section."""
    outline = outlined(f"name: Ada Brandt\nsections: [{{title: S, {text}}}]")
    return [str(line) for line in outline.sections[0].lines()][1:]


def spans(line: Line | None) -> list[Span]:
    assert line is not None
    return list(line.spans)


def test_name_and_headline_stand_before_the_contacts(outlined: Outlined) -> None:
    outline = outlined("""
        sections: [{title: S, text: t}]
        links: [{url: "https://www.code.example/ada/", label: Code}, {url: "http://x.example"}]
        website: https://ada.example/
        location: Bern
        phone: [+41 (0)31 123-45, 117]
        email: [a@x.example, b@x.example]
        headline: Analyst
        name: Ada
    """)
    assert [str(line) for line in outline.lines()] == [
        "Ada",
        "Analyst",
        "a@x.example",
        "b@x.example",
        "+41 (0)31 123-45",
        "117",
        "Bern",
        "ada.example",
        "Code: code.example/ada",
        "x.example",
        "S",
        "t",
    ]
    assert [(contact.kind, *contact.line.urls) for contact in outline.contacts] == [
        ("email", "mailto:a@x.example"),
        ("email", "mailto:b@x.example"),
        ("phone", "tel:+413112345"),
        ("phone", "tel:117"),
        ("location",),
        ("website", "https://ada.example/"),
        ("link", "https://www.code.example/ada/"),
        ("link", "http://x.example"),
    ]


NUMBERS = {
    "+41 (0)31 123-45": "tel:+413112345",
    "(030) 90 18 20": "tel:030901820",
    "Mon–Fri, 9–17: +49 30 1234": "tel:+49301234",
    "+1 555 0100 ext. 12": "tel:+15550100",
    "+49 (0)221 / 22-33": "tel:+492212233",
    "0221 / 1234567": "tel:02211234567",
    "on request, after 5 pm": None,
}


@pytest.mark.parametrize("phone", NUMBERS)
def test_the_number_of_a_telephone_is_dialled(outlined: Outlined, phone: str) -> None:
    outline = outlined(f"name: A\nphone: '{phone}'\nsections: [{{kind: work}}]")
    assert [*outline.contacts[0].line.urls] == [NUMBERS[phone]] * bool(NUMBERS[phone])
    assert str(outline.contacts[0].line) == phone


def test_the_label_of_a_link_is_not_linked(outlined: Outlined) -> None:
    source = "name: A\nlinks: [{url: 'https://x.example', label: Code}]\nsections: [{kind: work}]"
    assert spans(outlined(source).contacts[0].line) == [
        Span("Code: "),
        Span("x.example", url="https://x.example"),
    ]


def test_the_label_of_a_link_may_be_emphasized(outlined: Outlined) -> None:
    source = (
        "name: A\nlinks: [{url: 'https://x.example', label: 'My *Code*'}]\nsections: [{kind: work}]"
    )
    assert spans(outlined(source).contacts[0].line) == [
        Span("My "),
        Span("Code", italic=True),
        Span(": "),
        Span("x.example", url="https://x.example"),
    ]


def test_a_section_is_set_as_text_entries_publications_bullets_facts(outlined: Outlined) -> None:
    mixed = """
      facts: {Label: fact}, bullets: [bullet], publications: [{title: paper}],
      entries: [{title: entry}], text: text
    """
    assert section(outlined, mixed) == ["text", "entry", "paper", "bullet", "Label", "fact"]


def test_an_entry_is_set_from_its_title_to_its_roles(outlined: Outlined) -> None:
    entry = """
      entries: [{
        roles: [{title: role, start: 2020, end: present, bullets: [done]}], keywords: [k, l],
        facts: {Label: fact}, bullets: [{text: bullet, bullets: [inner]}], summary: summary,
        url: "https://x.example", location: here, organization: org, title: title, date: 2019-05,
      }]
    """
    assert section(outlined, entry) == [
        "title",
        "May 2019",
        "org",
        "here",
        "x.example",
        "summary",
        "bullet",
        "inner",
        "Label",
        "fact",
        "k, l",
        "role",
        "2020 – present",
        "done",
    ]


def test_an_organization_stands_for_a_title_that_is_absent(outlined: Outlined) -> None:
    outline = outlined("name: A\nsections: [{title: S, entries: [{organization: org}]}]")
    (entry,) = outline.sections[0].entries
    assert str(entry.title) == "org"
    assert entry.title.role == "organization-title"
    assert entry.title.origin == ("sections", 0, "entries", 0, "organization")
    assert entry.organization is None


@pytest.mark.parametrize(
    ("language", "keywords", "line"),
    [
        ("de", "[Daten, Go]", "Daten, Go"),
        ("zh-Hant", "[資料庫, Go]", "資料庫、Go"),
        ("fa", "[داده, Go]", "داده، Go"),
        ("ar", "[Zoë, Café]", "Zoë, Café"),
        ("fa", "[Kafka, Go]", "Kafka, Go"),
    ],
)
def test_what_parts_a_list_is_what_the_language_writes(
    outlined: Outlined, language: str, keywords: str, line: str
) -> None:
    people = keywords.replace("Go", "Ada")
    outline = outlined(f"""
        name: A
        language: {language}
        sections:
        - title: S
          entries: [{{title: T, keywords: {keywords}}}]
          publications: [{{title: P, authors: {people}}}]
          facts: {{F: {keywords}, W: "{keywords[1:-1]}"}}
    """)
    section = [str(said) for said in outline.sections[0].lines()]
    as_written = keywords[1:-1]
    assert section == ["S", "T", line, "P", line.replace("Go", "Ada"), "F", line, "W", as_written]


def test_a_publication_shows_its_person_in_bold(outlined: Outlined) -> None:
    outline = outlined("""
        name: Ada Brandt
        sections:
          - title: S
            publications:
              - title: Notes
                authors: [Bo Lind, ada brandt, Cy Ng]
                venue: Memoirs
                date: 2020-10
                doi: 10.1000/xyz
                url: https://x.example/p
                summary: Short.
    """)
    (paper,) = outline.sections[0].entries
    assert [str(line) for line in paper.lines()] == [
        "Notes",
        "Oct 2020",
        "Bo Lind, ada brandt, Cy Ng",
        "Memoirs",
        "doi:10.1000/xyz",
        "x.example/p",
        "Short.",
    ]
    assert [span.text for span in paper.details[0].spans if span.bold] == ["ada brandt"]
    assert paper.details[2].urls == ("https://doi.org/10.1000/xyz",)


ADA = ("Ada King Byron", "A. Byron", "A.K. Byron", "Byron, Ada", "Byron AK", "Prof. Ada Byron*")
OTHERS = ("Bo Byron", "B. Byron", "Ada Lind", "Ada", "Byron", "A. M. Byron", "et al.", "")


def test_a_person_is_known_by_what_bibliographies_make_of_the_name() -> None:
    assert [name for name in ADA if not same_person(name, "Dr. Ada King Byron, PhD")] == []
    assert [name for name in OTHERS if same_person(name, "Ada King Byron")] == []
    assert same_person("García Márquez, G.", "Gabriel García Márquez")
    assert same_person("J.-P. Serre", "Jean-Pierre Serre")
    assert same_person("Wang Xiaoming", "Xiaoming Wang")
    assert same_person("Ada Byron, CFA", "Ada Byron")
    assert not same_person("Li Ma", "Bo Ma")


@pytest.mark.parametrize(
    ("dated", "worded"),
    [
        ("start: 2020-01, end: 2020-06", ["Jan 2020 – Jun 2020"]),
        ("start: 2020", ["2020 – present"]),
        ("end: 2020", ["– 2020"]),
        ("date: Summer 2020", ["Summer 2020"]),
        ("date: 2020-06-30", ["Jun 2020"]),
        ("location: Bern", ["Bern"]),
    ],
)
def test_dates_are_worded(outlined: Outlined, dated: str, worded: list[str]) -> None:
    assert section(outlined, f"entries: [{{title: t, {dated}}}]") == ["t", *worded]


def test_blanks_alone_are_no_text(outlined: Outlined) -> None:
    blank = r'"\L\P\_\u3000"'
    entry = f"{{title: A, organization: {blank}, location: {blank}, date: {blank}}}"
    assert section(outlined, f"text: {blank}, entries: [{entry}]") == ["A"]


def test_an_empty_line_parts_paragraphs(outlined: Outlined) -> None:
    outline = outlined('name: A\nsections: [{title: S, text: "one\\ntwo\\n \\n\\n\\nthree"}]')
    assert [str(line) for line in outline.sections[0].text] == ["one two", "three"]


def test_emphasis_and_links_become_spans_everywhere(outlined: Outlined) -> None:
    outline = outlined("""
        name: "*Ada*"
        headline: "**Analyst** of [numbers](https://n.example)"
        sections: [{title: "`S`", bullets: ["*b*"], facts: {"**L**": "*t*"}}]
    """)
    (part,) = outline.sections
    assert spans(outline.name) == [Span("Ada", italic=True)]
    assert spans(outline.headline) == [
        Span("Analyst", bold=True),
        Span(" of "),
        Span("numbers", url="https://n.example"),
    ]
    assert spans(part.title) == [Span("S", code=True)]
    assert spans(part.bullets[0].line) == [Span("b", italic=True)]
    assert spans(part.facts[0].label) == [Span("L", bold=True)]
    assert spans(part.facts[0].text) == [Span("t", italic=True)]


def test_a_kind_gives_a_title_where_there_is_none(outlined: Outlined) -> None:
    outline = outlined("name: A\nsections: [{kind: education}, {kind: work, title: Jobs}]")
    assert [str(part.title) for part in outline.sections] == ["Education", "Jobs"]
    assert [part.kind for part in outline.sections] == ["education", "work"]


def test_sections_have_anchors_of_their_own_and_may_start_a_page(outlined: Outlined) -> None:
    outline = outlined("name: A\nsections: [{title: Ä}, {title: Ä, page_break: before}]")
    assert [part.anchor for part in outline.sections] == ["section-1", "section-2"]
    assert [part.break_before for part in outline.sections] == [False, True]


def test_a_text_in_several_languages_is_told_in_the_language_of_the_cv(outlined: Outlined) -> None:
    source = "name: A\n{}sections: [{{title: {{en: Work, de: Arbeit}}}}]"
    assert str(outlined(source.format("language: de\n")).sections[0].title) == "Arbeit"
    assert str(outlined(source.format("")).sections[0].title) == "Work"
    assert str(outlined(source.format("language: fr\n")).sections[0].title) == "Work"


def test_the_back_link_and_the_keywords_are_no_lines_of_the_cv(outlined: Outlined) -> None:
    outline = outlined("""
        name: A
        keywords: [k, l]
        back: {url: /about, label: Back}
        sections: [{title: S}]
    """)
    assert [str(line) for line in outline.lines()] == ["A", "S"]
    assert spans(outline.back) == [Span("Back", url="/about")]
    assert outline.keywords == ("k", "l")


def test_the_title_of_a_document_is_name_and_headline(outlined: Outlined) -> None:
    outline = outlined("name: Ada\nheadline: Analyst\nsections: [{title: S}]")
    assert outline.title == "Ada – Analyst"
    assert replace(outline, headline=None).title == "Ada"


def test_every_line_knows_what_it_is(outlined: Outlined) -> None:
    outline = outlined("""
        name: Ada
        headline: Analyst
        email: a@x.example
        location: London
        sections:
          - title: Work
            text: Words.
            entries:
              - title: Engine
                organization: Institute
                location: Paris
                start: 2020
                url: https://x.example
                summary: Notes.
                bullets: [{text: outer, bullets: [inner]}]
                facts: {Stack: [Go, C]}
                keywords: [k, l]
                roles: [{title: Lead, date: 2021}]
              - organization: Society
          - title: Papers
            publications: [{title: On it, authors: [Ada], venue: Taylor, doi: 10.1000/x}]
    """)
    assert [(str(line), line.role) for line in outline.lines()] == [
        ("Ada", "name"),
        ("Analyst", "headline"),
        ("a@x.example", "contact"),
        ("London", "contact"),
        ("Work", "section-title"),
        ("Words.", "paragraph"),
        ("Engine", "title"),
        ("2020 – present", "dates"),
        ("Institute", "organization"),
        ("Paris", "location"),
        ("x.example", "url"),
        ("Notes.", "paragraph"),
        ("outer", "bullet"),
        ("inner", "bullet"),
        ("Stack", "label"),
        ("Go, C", "fact"),
        ("k, l", "keywords"),
        ("Lead", "title"),
        ("2021", "dates"),
        ("Society", "organization-title"),
        ("Papers", "section-title"),
        ("On it", "title"),
        ("Ada", "authors"),
        ("Taylor", "venue"),
        ("doi:10.1000/x", "doi"),
    ]
    entries = [entry for section in outline.sections for entry in section.entries]
    assert [entry.publication for entry in entries] == [False, False, True]


def test_every_line_leads_to_its_place_in_the_source() -> None:
    source = """\
name: Ada
email: a@x.example
links:
  - url: https://x.example
sections:
  - title: Work
    entries:
      - title: Analyst
        start: 2020
        bullets:
          - one
          - text: two
            bullets: [inner]
        facts:
          Stack: Go
        keywords: [k]
        roles:
          - title: Lead
"""
    node = parse_yaml(source, "cv.yaml")
    outline = compose(validate(node, CV))
    places = [(str(line), node.at(line.origin).position.line) for line in outline.lines()]
    assert places == [
        ("Ada", 1),
        ("a@x.example", 2),
        ("x.example", 4),
        ("Work", 6),
        ("Analyst", 8),
        ("2020 – present", 9),
        ("one", 11),
        ("two", 12),
        ("inner", 13),
        ("Stack", 15),
        ("Go", 15),
        ("k", 16),
        ("Lead", 18),
    ]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://www.example.org/", "example.org"),
        ("http://example.org/a/b/?q=1", "example.org/a/b/?q=1"),
        ("mailto:a@x.example", "a@x.example"),
        ("HTTPS://Example.org", "Example.org"),
    ],
)
def test_addresses_are_shown_as_people_write_them(url: str, words: str) -> None:
    assert address(url) == words


def test_a_section_that_moves_to_the_front_leaves_its_page_break_behind(
    outlined: Callable[[str], Outline],
) -> None:
    sections = "[{title: Work}, {kind: skills, page_break: before}, {title: Z, page_break: before}]"
    outline = outlined(f"name: A\nsections: {sections}").led_by(("skills",))
    assert [(str(section.title), section.break_before) for section in outline.sections] == [
        ("Skills", False),
        ("Work", False),
        ("Z", True),
    ]


def test_a_phone_without_a_number_is_words_and_no_link(outlined: Outlined) -> None:
    outline = outlined("name: Ada\nphone: on request\nsections: [{title: S, text: t}]")
    (contact,) = outline.contacts
    assert (str(contact.line), contact.line.urls) == ("on request", ())


def test_keywords_addresses_and_the_name_are_composed_too(outlined: Outlined) -> None:
    source = (
        'name: "Zoe\\u0308"\nkeywords: ["cafe\\u0301", "re\\u200bact"]\n'
        'website: "https://x.example/cafe\\u0301"\nsections: [{kind: work}]'
    )
    outline = outlined(source)
    assert (str(outline.name), outline.keywords) == ("Zo\u00eb", ("caf\u00e9", "react"))
    assert str(outline.contacts[0].line) == "x.example/caf\u00e9"


def test_a_name_that_nobody_sees_is_none(outlined: Outlined) -> None:
    with pytest.raises(SourceError, match="`name` is empty"):
        outlined('name: "\\u200b\\u2060\\ufeff"\nsections: [{kind: work}]')
