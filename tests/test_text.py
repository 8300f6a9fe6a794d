"""Plain text is short-lined and whole; Markdown reads back as the same words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from cvrender import languages, theme
from cvrender.extract import extract
from cvrender.inline import Span
from cvrender.outline import Bullet, Fact, Line, Outline, Section
from cvrender.renderers import registry
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared import Made

CLASSIC = theme.find("classic")
ENGLISH = languages.load("en")
WIDTH = 76


def rendered(form: str, outline: Outline) -> str:
    return registry.load(form).render(outline, CLASSIC).decode()


def one_section(
    *texts: Line, bullets: tuple[Bullet, ...] = (), facts: tuple[Fact, ...] = ()
) -> Outline:
    name = Line((Span("Ada Lovelace"),))
    section = Section(Line((Span("Work"),)), "work", text=texts, bullets=bullets, facts=facts)
    return Outline(name, None, (), (section,), ENGLISH)


def said(text: str) -> Outline:
    """An Outline that says ``text`` wherever a text may stand."""
    line = Line((Span(text),))
    return one_section(line, bullets=(Bullet(line, (Bullet(line),)),), facts=(Fact(line, line),))


def shown(markdown: str) -> str:
    page = html.fromstring(MarkdownIt("commonmark").render(markdown))
    return " ".join(page.text_content().split())


HEAD = "Ada Lovelace\n\n\nWork\n\n"


def test_text_wraps_at_spaces_and_keeps_bullets_hanging() -> None:
    outline = one_section(
        bullets=(
            Bullet(
                Line((Span("word " * 20 + "end"),)),
                (Bullet(Line((Span("inner " * 14 + "end"),))),),
            ),
        )
    )
    assert rendered("txt", outline) == (
        HEAD + "- word word word word word word word word word word word word word word word\n"
        "  word word word word word end\n"
        "  - inner inner inner inner inner inner inner inner inner inner inner inner\n"
        "    inner inner end\n"
    )


def test_text_breaks_ideographs_before_the_seventy_seventh_column_but_not_before_a_stop() -> None:
    text = rendered("txt", one_section(Line((Span("東" * 38 + "。" + "京" * 5),))))
    assert text == HEAD + "東" * 37 + "\n東。" + "京" * 5 + "\n"


def test_a_sign_of_per_cent_stays_with_its_number() -> None:
    text = rendered("txt", one_section(Line((Span("x" * 72 + " 71 % more"),))))
    assert text == HEAD + "x" * 72 + "\n71 % more\n"


def test_text_that_runs_from_right_to_left_has_no_marks_added() -> None:
    text = rendered("txt", one_section(Line((Span("مهندسة برمجيات"),))))
    assert text == HEAD + "مهندسة برمجيات\n"


@pytest.mark.parametrize("source", ["cv", "example-full"])
def test_no_line_of_text_is_too_long(made: Callable[..., Made], source: str) -> None:
    lines = made("txt", source).data.decode().split("\n")
    assert max(map(len, lines)) in range(WIDTH - 4, WIDTH + 1)
    assert all(line == line.rstrip() for line in lines)


def test_text_holds_dates_beside_their_titles(made: Callable[..., Made]) -> None:
    text = made("txt", "example-full").data.decode()
    assert "\n\nSenior Engineer, Ledger, Feb 2018 – Aug 2021\n- Designed" in text
    assert "\n\nSoftware Engineer, Jun 2014 – Jan 2018\nPolar Ground Services, Kiruna" in text


LITERALS = [
    "5*3*2 and *stars*",
    "snake_case_name, _private_, __init__",
    "vector<int>, Map<String, Foo> and <b>bold</b>",
    "AT&T, &copy; and &#169;",
    "C#, C++ and C \\ backslashes \\* \\",
    "[no link](https://a.example) and ![no picture](x)",
    "`no code` and ``` a fence",
    "~~kept~~",
    "# no heading #",
    "> no quotation",
    "- no list",
    "+ no list",
    "1. no list",
    "2014) no list",
    "---",
    "===",
    "***",
    "___",
    "```",
    "[x]: https://a.example",
    "    no code",
    "| a | b |",
    "#",
]


@pytest.mark.parametrize("text", LITERALS)
def test_markdown_shows_what_would_be_markup_as_it_is(text: str) -> None:
    flat = " ".join(text.split())
    words = f"Ada Lovelace Work {flat} {flat} {flat} {flat}: {flat}"
    assert shown(rendered("md", said(text))) == words


@pytest.mark.parametrize("text", LITERALS)
def test_markdown_headings_show_what_would_be_markup_as_it_is(text: str) -> None:
    flat = " ".join(text.split())
    outline = Outline(Line((Span(text.strip()),)), None, (), (), ENGLISH)
    page = html.fromstring(MarkdownIt("commonmark").render(rendered("md", outline)))
    assert page.tag == "h1"
    assert page.text_content() == flat


spans = st.builds(
    Span,
    text=st.text("ab1 .,*_`~#&<>[]()!\\-+=;ä東", min_size=1, max_size=8),
    bold=st.booleans(),
    italic=st.booleans(),
    code=st.booleans(),
    url=st.sampled_from([None, "https://a.example/?a=1&copy=2&lt;", "https://a.example/(b)_c*"]),
)


@given(st.lists(spans, min_size=1, max_size=5).map(tuple))
def test_markdown_keeps_every_word_and_link_of_any_line(parts: tuple[Span, ...]) -> None:
    line = Line(parts)
    outline = one_section(line, bullets=(Bullet(line),))
    written = rendered("md", outline)
    flat = " ".join(str(line).split())
    assert shown(written) == " ".join(f"Ada Lovelace Work {flat} {flat}".split())
    page = html.fromstring(MarkdownIt("commonmark").render(written))
    wanted = {span.url for span in parts if span.url and span.text.strip()}
    assert {link.get("href") for link in page.iter("a")} == wanted


def test_markdown_spells_emphasis_code_and_links() -> None:
    spans = (
        Span("Wrote "),
        Span("short", italic=True),
        Span(" "),
        Span("good ", bold=True),
        Span("LISTEN`", code=True),
        Span(" for "),
        Span("three vendors", url="https://a.example/users"),
    )
    assert rendered("md", one_section(Line(spans))).split("\n\n")[2] == (
        "Wrote *short* **good** `` LISTEN` `` for [three vendors](https://a.example/users)\n"
    )


def test_markdown_is_a_tree_of_headings(made: Callable[..., Made]) -> None:
    page = html.fromstring(
        MarkdownIt("commonmark").render(made("md", "example-full").data.decode())
    )
    tags = re.findall(r"h[1-6]", " ".join(element.tag for element in page.iter()))
    assert tags[:7] == ["h1", "h2", "h2", "h2", "h3", "h4", "h4"]
    assert tags.count("h2") == 16


@pytest.mark.parametrize("form", ["txt", "md"])
@pytest.mark.parametrize("source", ["cv", "example-full"])
def test_verify_reads_them_by_their_suffix(
    made: Callable[..., Made], form: str, source: str
) -> None:
    file = made(form, source)
    (report,) = (verify(file.outline, e) for e in extract(file.data, file.path.suffix))
    assert report.findings == ()
    assert report.found == report.total
