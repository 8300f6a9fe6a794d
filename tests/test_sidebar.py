"""A sidebar: what stands in it, what does not, and where the text goes."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from judges import by_pdfium
from lxml import html
from shared import composed

from cvrender import pipeline
from cvrender import theme as themes
from cvrender.extract import extract
from cvrender.renderers import registry, side_contacts
from cvrender.syntax import parse_yaml
from cvrender.theme.measures import to_points
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from shared import Made

    from cvrender.outline import Outline

from printed import shown

PANEL, PAPER = (33, 49, 77), (255, 255, 255)


def look(sidebar: str) -> themes.Theme:
    """The theme ``sidebar`` with these tokens of its sidebar."""
    return themes.find("sidebar", designs=(parse_yaml(f"{{sidebar: {sidebar}}}", "cv.yaml"),))


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


def test_the_attached_data_keep_the_authors_order(made: Callable[..., Made]) -> None:
    with pikepdf.open(io.BytesIO(made("pdf", "example-full", "sidebar").data)) as opened:
        resume = json.loads(opened.attachments["resume.json"].get_file().read_bytes())
    kinds = [section.get("kind") for section in resume["x-cvrender"]["cv"]["sections"]]
    assert kinds == [section.kind for section in composed("example-full").sections]


def test_in_a_sidebar_each_line_of_a_fact_is_filled(made: Callable[..., Made]) -> None:
    with pypdfium2.PdfDocument(made("pdf", "example-full", "sidebar").data) as document:
        lines = document[0].get_textpage().get_text_range().splitlines()
    assert "Actions, Prometheus," in lines


@pytest.mark.parametrize(
    ("pages", "side", "ground", "edges"),
    [
        ("all", "left", [PANEL, PANEL], [210.0, 210.0]),
        ("first", "left", [PANEL, PAPER], [210.0, 34.0]),
        ("all", "right", [PAPER, PAPER], [34.0, 34.0]),
    ],
)
def test_the_panel_stands_on_every_page_or_the_first_and_the_text_beside_it(
    outlined: Callable[[str], Outline],
    pages: str,
    side: str,
    ground: list[tuple[int, ...]],
    edges: list[float],
) -> None:
    outline = outlined(
        "{name: Ada, email: a@x.example, sections: [{title: Work, bullets: [One]},"
        " {title: More, bullets: [Two], page_break: before}]}"
    )
    data = registry.load("pdf").render(outline, look(f"{{pages: {pages}, side: {side}}}"))
    with pypdfium2.PdfDocument(data) as document:
        found = [page.render().to_pil().convert("RGB").getpixel((5, 500)) for page in document]
    assert found == ground
    lefts = [shown(data, words)[3] for words in ("Work", "More")]
    assert lefts == pytest.approx(edges, abs=1.5)


@pytest.mark.parametrize(
    ("design", "words", "ground"),
    [
        ("{fill: full}", (255, 255, 255), PANEL),
        ("{fill: tint}", (31, 35, 40), (228, 230, 233)),
    ],
)
def test_a_full_panel_has_white_words_and_a_tinted_one_those_of_the_text(
    outlined: Callable[[str], Outline],
    design: str,
    words: tuple[int, ...],
    ground: tuple[int, ...],
) -> None:
    outline = outlined("{name: Ada, email: a@x.example, sections: [{title: Work, text: One}]}")
    data = registry.load("pdf").render(outline, look(design))
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        left, below, right, above = page.get_textpage().get_charbox(
            page.get_textpage().get_text_range().index("a@x")
        )
        crop = (left, below, page.get_width() - right, page.get_height() - above)
        letter = page.render(scale=20, crop=crop).to_pil().convert("RGB")
    colors = [color for _, color in sorted(letter.getcolors(100_000), reverse=True)[:2]]
    assert sorted(colors) == sorted((words, ground))


LONG = (
    "email: catherine.fitzwilliam-armstrong@armstrong-consulting.example\n"
    "website: https://www.catherine-fitzwilliam-armstrong.example\n"
    "links: [{label: Xing, url: 'https://www.xing.com/profile/Catherine_FitzwilliamArmstrong'}]\n"
)


def test_a_long_address_goes_on_below_itself_and_is_one_address_to_readers(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined(f"name: Ada\n{LONG}sections: [{{title: Work, text: Some text}}]")
    theme = themes.find("sidebar")
    data = registry.load("pdf").render(outline, theme)
    rows = by_pdfium(data).split("WORK")[0].split("\n")
    assert [row.strip() for row in rows if row.strip()][1:] == [
        "catherine.fitzwilliam-armstrong@",
        "armstrong-consulting.example",
        "catherine-fitzwilliam-armstrong.",
        "example",
        "Xing: xing.com/profile/",
        "Catherine_FitzwilliamArmstrong",
    ]
    found = [verify(outline, read, theme.typesetting).findings for read in extract(data)]
    assert found == [(), (), ()]
    edge = to_points(theme.tokens.page.margin.left) + to_points(theme.tokens.sidebar.width)
    with pypdfium2.PdfDocument(data) as document:
        text = document[0].get_textpage()
        boxes = [text.get_rect(number) for number in range(text.count_rects())]
    beside = [right for left, _, right, top in boxes if left < edge and top < 740]
    assert len(beside) >= 6
    assert max(beside) <= edge


def test_addresses_that_are_a_little_too_long_are_set_smaller_but_never_below_eight_and_a_half(
    outlined: Callable[[str], Outline],
) -> None:
    tokens = themes.find("sidebar").tokens
    sizes = [
        side_contacts.size(
            outlined(
                f"{{name: A, email: {name}@x.example, sections: [{{title: W, text: T}}]}}"
            ).contacts,
            tokens,
        )
        for name in ("a", "alexandra.hernandez.lo", "alexandra.hernandez.gonzalez.lopez")
    ]
    assert sizes[0] == sizes[2] == 9
    assert 8.5 <= sizes[1] < 9


def test_what_the_sidebar_has_no_room_for_stands_in_the_text_and_is_told(tmp_path: Path) -> None:
    facts = ", ".join(f"Area {number}: planning" for number in range(60))
    source = tmp_path / "cv.yaml"
    source.write_text(
        "name: Ada\nsections:\n- {title: Work, text: Some text}\n"
        f"- {{kind: skills, facts: {{{facts}}}}}\n- {{kind: languages, facts: {{Ga: good}}}}\n"
    )
    job = pipeline.Job(source, output=tmp_path, formats=("pdf",), theme="sidebar")
    result = pipeline.make(job)
    assert [str(warning).split(";")[0] for warning in result.warnings] == [
        f"{source}:4:3: warning: the sidebar has no room for `Skills`: it stands in the text"
    ]
    text = by_pdfium(result.files[0].data)
    places = [text.index(words) for words in ("Ga", "Some text", "Area 0", "Area 59")]
    assert places == sorted(places)


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
