"""A sidebar: what stands in it, what does not, and where the text goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from judges import by_pdfium
from lxml import html

from cvrender import theme as themes
from cvrender.extract import extract
from cvrender.renderers import registry
from cvrender.theme.tokens import to_points
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Made

    from cvrender.outline import Outline

from printed import shown


@pytest.mark.unwatched
def test_a_sidebar_longer_than_its_page_stands_above_the_text(
    outlined: Callable[[str], Outline],
) -> None:
    facts = "".join(f"Area {n}: [{'word, ' * 4}end], " for n in range(40))
    outline = outlined(
        f"name: Ada\nsections: [{{title: Skills, kind: skills, facts: {{{facts}}}}},"
        " {kind: languages, facts: {Ga: good, Igbo: basic}}, {title: Work, text: Some text}]"
    )
    data = registry.load("pdf").render(outline, themes.find("sidebar"))
    text = by_pdfium(data)
    areas = [int(number) for number in re.findall(r"Area (\d+):", text)]
    assert areas == list(range(40))
    assert text.index("WORK") > text.index("Area 39:")
    assert re.search(r"Ga: good\s+· Igbo: basic", text)  # short ones have one line there


def test_in_a_sidebar_each_line_of_a_fact_is_filled(made: Callable[..., Made]) -> None:
    with pypdfium2.PdfDocument(made("pdf", "example-full", "sidebar").data) as document:
        lines = document[0].get_textpage().get_text_range().splitlines()
    assert "Actions, Prometheus," in lines


def test_a_sidebar_takes_the_first_page_alone_and_the_text_all_of_the_second(
    made: Callable[..., Made],
) -> None:
    pdf, tokens = made("pdf", "example-full", "sidebar").data, themes.find("sidebar").tokens
    assert shown(pdf, "Profile")[3] > to_points(tokens.page.margin.left) + to_points(
        tokens.sidebar.width
    )
    assert shown(pdf, "Publications")[3] == pytest.approx(
        to_points(tokens.page.margin.left), abs=1.5
    )


def test_a_sidebar_that_nothing_stands_in_is_not_there(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined("name: Ada\nsections: [{title: Work, text: Some text}]")
    theme = themes.find("sidebar")
    data = registry.load("pdf").render(outline, theme)
    assert shown(data, "Some text")[3] == pytest.approx(
        to_points(theme.tokens.page.margin.left), abs=1
    )
    page = html.fromstring(registry.load("html").render(outline, theme).decode())
    assert page.find_class("side") == page.find_class("beside") == []


def test_a_section_with_a_word_too_long_for_the_sidebar_stands_in_the_text(
    outlined: Callable[[str], Outline],
) -> None:
    word = "Rindfleischetikettierungsüberwachungsaufgabe"
    outline = outlined(
        "name: Ada\nemail: a@x.example\nsections:"
        f" [{{kind: languages, facts: {{English: fluent}}}}, {{kind: skills, bullets: [{word}]}}]"
    )
    data = registry.load("pdf").render(outline, themes.find("sidebar"))
    edge = to_points(themes.find("sidebar").tokens.sidebar.width)
    assert shown(data, "fluent")[3] < edge < shown(data, word)[3]


def test_words_without_blanks_between_them_break_in_a_sidebar(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined(
        "name: 花子\nemail: a@x.example\nlanguage: ja\nsections:"
        " [{kind: skills, facts: {基盤: Kubernetes、PostgreSQL、Terraform、Prometheus}}]"
    )
    page = registry.load("html").render(outline, themes.find("sidebar")).decode()
    assert html.fromstring(page).find_class("side")[0].find_class("fact")


def test_short_facts_of_a_sidebar_stand_beside_their_labels_and_long_ones_below(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined(
        "name: Ada\nemail: a@x.example\nsections: [{kind: languages, facts: {English: fluent}},"
        " {kind: skills, facts: {Research: 'interviews, diaries, usability tests'}}]"
    )
    data = registry.load("pdf").render(outline, themes.find("sidebar"))
    edges = [shown(data, words)[3] for words in ("English", "fluent", "Research", "interviews")]
    assert edges[0] == edges[2] == pytest.approx(edges[3], abs=1)
    assert edges[1] > edges[0] + 30


def test_contacts_begin_below_a_name_of_two_lines_that_nothing_follows(
    outlined: Callable[[str], Outline],
) -> None:
    """Level with its second line, readers would take the first of them for a part of it."""
    outline = outlined(
        "name: Дмитрий Владимирович Добролюбов-Долгоруков\nemail: a@x.example\n"
        "phone: +49 30 1234567\nsections: [{title: Work, text: Some text}]"
    )
    theme = themes.find("sidebar")
    data = registry.load("pdf").render(outline, theme)
    found = [verify(outline, read, theme.typesetting).findings for read in extract(data)]
    assert found == [(), (), ()]
