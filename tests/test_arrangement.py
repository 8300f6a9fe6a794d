"""The heads of entries: their rows are the theme's, every format has them, and no line is lost."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from shutil import which
from typing import TYPE_CHECKING

import pytest
from commands import run
from hypothesis import given
from hypothesis import strategies as st
from judges import by_document_xml, by_lxml, by_pdfium, by_poppler, by_pypdf
from printed import design
from random_cvs import Author
from shared import composed
from wordfile import outline_of

from cvrender import theme as themes
from cvrender.arrangement import arrange
from cvrender.checks.validate import validate
from cvrender.compose import compose
from cvrender.extract import extract
from cvrender.model import CV
from cvrender.production import Document, render_format
from cvrender.syntax import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cvrender.outline import Entry, Line, Outline
    from cvrender.theme import Theme

LAYOUTS = ("two-line", "one-line", "dates-left", "timeline")
every_layout = pytest.mark.parametrize("layout", LAYOUTS)

SOURCE = """
name: Ada Brandt
sections:
- title: Work
  entries:
  - title: Developer
    organization: Acme
    location: Oslo
    start: 2019
    end: 2021
    url: https://tools.example/list
    summary: Built engines.
    bullets: [First point]
    keywords: [Go, SQL]
  - organization: Nordvind
    url: https://nordvind.example
    roles: [{title: Lead, start: 2017, end: 2018, bullets: [Led people]}]
- title: Awards
  entries:
  - {title: Prize, organization: Academy, date: 2014}
"""
HEADS = {
    "two-line": (
        "Developer 2019 – 2021 Acme · tools.example/list Oslo Built engines.",
        "Nordvind Lead 2017 – 2018 • Led people",
        "Prize, Academy 2014",
    ),
    "one-line": (
        "Developer, Acme – Oslo · tools.example/list 2019 – 2021 Built engines.",
        "Nordvind Lead 2017 – 2018 • Led people",
        "Prize, Academy 2014",
    ),
    "dates-left": (
        "2019 – 2021 Developer Acme – Oslo · tools.example/list Built engines.",
        "Nordvind 2017 – 2018 Lead • Led people",
        "2014 Prize, Academy",
    ),
    "timeline": (
        "2019 – 2021 Developer, Acme – Oslo · tools.example/list Built engines.",
        "Nordvind 2017 – 2018 Lead • Led people",
        "2014 Prize, Academy",
    ),
}
"""What each layout makes of SOURCE, in the words and the order of a reader."""


def set_as(words: str) -> Theme:
    return themes.find("classic", designs=design(f"entries: {{{words}}}"))


def rendered(outline: Outline, form: str, theme: Theme) -> bytes:
    return render_format(Document("cv", outline, theme), form)


@cache
def pdf_in(layout: str) -> bytes:
    return rendered(outline_of(SOURCE), "pdf", set_as(f"layout: {layout}"))


def flat(text: str) -> str:
    return " ".join(text.split())


def test_in_a_sidebar_dates_run_on_behind_the_title() -> None:
    tokens = themes.find("sidebar", designs=design("entries: {layout: timeline}")).tokens
    arranged = arrange(composed("example-full"), tokens)
    (awards,) = (section for section in arranged.sections if section.kind == "awards")
    first, second = awards.entries[0].rows
    assert [str(line) for line in first.words] == ["Best Paper", "Oct 2022"]
    assert [str(line) for line in second.words] == ["Symposium on Cloud Reliability"]
    assert (first.lead, first.aside) == (None, None)


def test_each_layout_is_some_themes_or_that_of_sidebars() -> None:
    """So each holds every line of the example in its order, in every format: see test_damage."""
    used = {themes.find(name).tokens.entries.layout for name in themes.names()}
    assert used | {"two-line"} == set(LAYOUTS)


@every_layout
def test_readers_find_the_head_of_an_entry_as_the_theme_sets_it(
    outlined: Callable[[str], Outline], layout: str
) -> None:
    theme, outline = set_as(f"layout: {layout}"), outlined(SOURCE)
    pdf = pdf_in(layout)
    word = by_document_xml(rendered(outline, "docx", theme)).replace("\t", " ")
    for text in (by_pypdf(pdf), by_pdfium(pdf), word):
        for head in HEADS[layout]:
            assert head.replace("• ", "") in flat(text).replace("• ", "")


@every_layout
@pytest.mark.skipif(which("pdftotext") is None, reason="poppler's pdftotext is not here")
def test_a_reader_that_goes_by_geometry_finds_the_same_rows(layout: str) -> None:
    pdf = pdf_in(layout)
    by_rows = flat(by_poppler(pdf, "-layout"))
    assert [head for head in HEADS[layout] if head not in by_rows] == []
    # In its other order it takes what stands at the right margin for a column of its own.
    if layout in ("dates-left", "timeline"):
        by_blocks = flat(by_poppler(pdf))
        assert [head for head in HEADS[layout] if head not in by_blocks] == []


@pytest.mark.skipif(which("pdftotext") is None, reason="poppler's pdftotext is not here")
def test_a_reader_that_goes_by_geometry_finds_titles_that_hang_before_their_sections(
    outlined: Callable[[str], Outline],
) -> None:
    """Letters of a title as low as the first line of its section, and it is read as a column."""
    sections = [f"{{title: {title}, text: {'word ' * 40}}}" for title in ("One", "Two", "Three")]
    outline = outlined(f"name: Ada\nsections: [{', '.join(sections)}]")
    pdf = rendered(outline, "pdf", themes.find("editorial"))
    for text in (by_poppler(pdf), by_poppler(pdf, "-layout")):
        titles = text.replace("word", "").split()
        assert titles == ["Ada", "One", "Two", "Three"]
        assert text.split("Two")[0].count("word") == 40


@pytest.mark.skipif(which("pdftotext") is None, reason="poppler's pdftotext is not here")
def test_a_reader_that_goes_by_geometry_finds_each_label_with_its_text(
    outlined: Callable[[str], Outline],
) -> None:
    """A column of labels that is wider than the longest of them is read as a column."""
    facts = "{Dutch: native, English: fluent, Norwegian: basic}"
    outline = outlined(f"name: Ada\nsections: [{{title: Languages, facts: {facts}}}]")
    theme = themes.find("classic", designs=design("facts: {layout: columns}"))
    text = by_poppler(rendered(outline, "pdf", theme))
    assert flat(text).endswith("Languages Dutch: native English: fluent Norwegian: basic")


def test_formats_without_looks_have_the_same_head_whatever_the_theme(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined(SOURCE)
    for form in ("jsonresume", "md", "txt"):
        files = {rendered(outline, form, set_as(f"layout: {layout}")) for layout in LAYOUTS}
        assert len(files) == 1
    assert b"Developer, 2019 \xe2\x80\x93 2021\nAcme, Oslo\ntools.example/list\n" in files.pop()


def first(outline: Outline, theme: Theme) -> Entry:
    return arrange(outline, theme.tokens).sections[0].entries[0]


def rows(entry: Entry) -> list[str]:
    return [" ".join(map(str, row.lines())) for row in entry.rows]


def test_a_head_that_one_line_has_no_room_for_takes_two(
    outlined: Callable[[str], Outline],
) -> None:
    long = SOURCE.replace("Acme", "A company with a name of many words " * 3)
    assert len(rows(first(outlined(long), set_as("layout: one-line")))) == 3
    assert len(rows(first(outlined(SOURCE), set_as("layout: one-line")))) == 1


@pytest.mark.parametrize(
    ("language", "title", "organization", "head"),
    [
        ("fa", "مهندس", "آوا", "مهندس، آوا"),
        ("ja", "主任", "青空", "主任、青空"),
        ("ja", "Engineer", "Acme", "Engineer, Acme"),
        ("de", "Tischler", "Werk", "Tischler, Werk"),
    ],
)
def test_the_comma_of_a_head_is_that_of_its_letters(
    outlined: Callable[[str], Outline], language: str, title: str, organization: str, head: str
) -> None:
    entry = f"{{title: {title}, organization: {organization}}}"
    outline = outlined(
        f"{{name: A, language: {language}, sections: [{{title: T, entries: [{entry}]}}]}}"
    )
    assert head in flat(by_document_xml(rendered(outline, "docx", set_as("layout: one-line"))))


def test_an_address_that_only_repeats_a_name_is_its_link(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined(SOURCE)
    entries = arrange(outline, set_as("url: auto").tokens).sections[0].entries
    titles = [entry.head[0].words[0] for entry in entries]
    assert [title.urls for title in titles] == [(), ("https://nordvind.example",)]
    shown = [str(line) for entry in entries for line in entry.lines() if line.role == "url"]
    assert shown == ["tools.example/list"]
    pdf = rendered(outline, "pdf", set_as("url: auto"))
    links = {url for read in extract(pdf, ".pdf") for url, _ in read.links or ()}
    assert "https://nordvind.example" in {url.rstrip("/") for url in links}


def test_an_address_is_shown_or_linked_as_the_theme_wants(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined(SOURCE)
    for choice, shown in (("line", 2), ("auto", 1), ("link", 0)):
        arranged = arrange(outline, set_as(f"url: {choice}").tokens)
        assert sum(line.role == "url" for line in arranged.lines()) == shown
        targets = {url for line in arranged.lines() for url in line.urls}
        assert targets == {"https://tools.example/list", "https://nordvind.example"}


def test_keywords_may_be_introduced_in_the_language_of_the_cv(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined(SOURCE.replace("sections:", "language: de\nsections:", 1))
    theme = set_as("keywords: label, facts: before")
    pdf = rendered(outline, "pdf", theme)
    word = by_document_xml(rendered(outline, "docx", theme))
    page = by_lxml(rendered(outline, "html", theme))
    for text in map(flat, (by_pypdf(pdf), word, page)):
        assert "Built engines. Kenntnisse: Go, SQL" in text
        assert text.index("Go, SQL") < text.index("First point")


def test_the_columns_of_dates_are_as_wide_as_the_longest_that_fits(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined(SOURCE.replace("date: 2014", "date: In the long winter of the year 2014"))
    theme = set_as("layout: dates-left, dates_width: 10mm")
    pdf = rendered(outline, "pdf", theme)
    assert "In the long winter of the year 2014 Prize" in flat(by_pdfium(pdf))
    entry = arrange(outline, theme.tokens).sections[1].entries[0]
    assert rows(entry)[0].startswith("In the long winter")


@pytest.mark.parametrize("scale", [1.0, 0.9])
def test_a_finished_file_is_known_whatever_scale_its_heads_were_set_at(
    folder: Path, scale: float
) -> None:
    heads = ", ".join(
        f"{{title: '{'word ' * n}', organization: Org {n}, date: {1990 + n}}}"
        for n in range(10, 30)
    )
    looks = "design: {entries: {layout: one-line}}"
    source = f"name: Ada\n{looks}\nsections: [{{title: Work, entries: [{heads}]}}]\n"
    (folder / "cv.yaml").write_text(source, "utf-8")
    wide = f"--set=sizes.entry={10.5 * scale:g}pt"
    assert run("render", "cv.yaml", "-o", "cv.html", wide).exit_code == 0
    assert run("verify", "cv.yaml", "cv.html").exit_code == 0


CHOICES = st.fixed_dictionaries(
    {
        "layout": st.sampled_from(LAYOUTS),
        "short": st.sampled_from(("one-line", "as-others")),
        "dates": st.sampled_from(("right", "inline")),
        "url": st.sampled_from(("line", "auto", "link")),
        "keywords": st.sampled_from(("line", "label", "chips")),
        "facts": st.sampled_from(("before", "after")),
    }
)


@given(st.integers(0, 10_000), CHOICES)
def test_no_line_is_lost_or_doubled_by_any_arrangement(seed: int, choices: dict[str, str]) -> None:
    made = Author(seed)
    source = json.dumps(made.cv(), ensure_ascii=False)
    outline = compose(validate(parse_yaml(source, "cv.yaml"), CV))
    words = ", ".join(f"{key}: {value}" for key, value in choices.items())
    arranged = arrange(outline, set_as(words).tokens)
    before, after = (Counter(map(said, each.lines())) for each in (outline, arranged))
    linked = Counter(str(line) for line in outline.lines() if line.role == "url") - after
    labels = after - before
    assert before - linked == after - labels
    assert set(labels) <= {str(entry.keywords_label) for entry in entries_of(arranged)}
    urls = [{url for line in each.lines() for url in line.urls} for each in (outline, arranged)]
    assert urls[0] == urls[1]


def said(line: Line) -> str:
    """What a line says, whatever stands between the things that it lists."""
    return " | ".join(line.parts) or str(line)


def entries_of(outline: Outline) -> list[Entry]:
    entries = [entry for section in outline.sections for entry in section.entries]
    return [part for entry in entries for part in (entry, *entry.roles)]
