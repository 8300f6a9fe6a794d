"""How a page is drawn, so that every reader finds its lines and its words."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from fuzzing import some
from judges import by_pdfium, by_pypdf

from cvrender import theme as themes
from cvrender.renderers import registry
from cvrender.renderers.pdf import engine
from cvrender.renderers.pdf.patches import pdf_objects

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared import Made

    from cvrender.outline import Outline

BOTH = (by_pypdf, by_pdfium)
every_theme = pytest.mark.parametrize("look", themes.names())


def test_the_panel_of_the_sidebar_fills_the_sheet_from_its_corner_and_stands_once(
    made: Callable[..., Made],
) -> None:
    with pypdfium2.PdfDocument(made("pdf", "cv", "sidebar").data) as document:
        image = document[0].render(scale=1).to_pil().convert("RGB")
    width, height = image.size
    paper = (255, 255, 255)
    edge = [image.getpixel((x, y)) for x in (1, 20) for y in (height // 2, height - 2)]
    assert edge == [(33, 49, 77)] * 4
    assert {image.getpixel((width - 2, y)) for y in (height // 2, height - 2)} == {paper}


def contents(data: bytes) -> bytes:
    """The drawing of the first page."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return document.pages[0].Contents.read_bytes()


def test_glyphs_that_move_by_nothing_stand_in_one_string(made: Callable[..., Made]) -> None:
    drawn = contents(made("pdf", "cv").data)
    assert (b"] TJ" in drawn, b">0<" in drawn, b")0(" in drawn) == (True, False, False)


def fonts_of_drawings(data: bytes) -> list[bool]:
    """Whether each form XObject of the first page names fonts."""
    with pikepdf.open(io.BytesIO(data)) as document:
        forms = document.pages[0].Resources.XObject.values()
        return ["/Font" in form.Resources for form in forms if form.Subtype == "/Form"]


def test_an_icon_names_no_fonts_and_a_text_that_shines_through_does(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined("name: Alex\nemail: a@b.example\nsections: [{title: A, text: B}]")
    drawn = registry.load("pdf").render(outline, themes.find("classic"))
    assert fonts_of_drawings(drawn) == [False]
    html = engine.weasyprint().HTML(string="<p style='opacity: 0.5'>Text")
    patch = pdf_objects.drawings_without_text_name_no_fonts
    shining = html.write_pdf(finisher=lambda _, pdf: patch(pdf))
    assert fonts_of_drawings(shining) == [True]


def test_the_code_of_a_glyph_is_not_taken_for_the_end_of_a_line(made: Callable[..., Made]) -> None:
    drawn = contents(made("pdf", "cv").data)  # L is the 13th letter of Source Sans
    assert (b"\r" in drawn, rb"\r" in drawn) == (False, True)


def test_a_blank_between_words_of_two_styles_is_one_to_every_reader(
    outlined: Callable[[str], Outline],
) -> None:
    """In a sans serif, whose letters are as narrow as its blanks, pypdf takes a gap for none."""
    lines = ["*Ital* `code` [site](https://x.example)", "**bold** *Ital* `code`"]
    outline = outlined(f"name: Alex\nsections: [{{title: Work, bullets: {json.dumps(lines)}}}]")
    data = registry.load("pdf").render(outline, themes.find("sidebar"))
    shown = "Alex WORK • Ital code site • bold Ital code"
    assert [" ".join(read(data).split()) for read in (by_pypdf, by_pdfium)] == [shown, shown]


ONE_LETTER_EACH = """\
name: A
headline: B
sections:
  - title: C
    text: "D\\n\\nE"
    bullets: [F, G]
    entries: [{title: H, organization: I, summary: J}, {title: K}]
    facts: {L: M, N: O}
"""


def test_lines_of_one_letter_are_lines_to_every_reader(outlined: Callable[[str], Outline]) -> None:
    data = registry.load("pdf").render(outlined(ONE_LETTER_EACH), themes.find("classic"))
    shown = "A B C D E H I J K • F • G L: M N: O"
    assert [" ".join(read(data).split()) for read in (by_pypdf, by_pdfium)] == [shown, shown]


FEW = ("classic", "sidebar", "executive", "timeline")


@pytest.mark.parametrize(
    ("look", "words"),
    [
        *((look, "*Ada* [L](https://l.example)") for look in some(themes.names(), *FEW)),
        *((look, "`Ada` [L](https://l.example)") for look in FEW[:2]),
    ],
)
def test_a_link_of_one_letter_stays_in_its_line_on_a_page_with_hardly_any_text(
    outlined: Callable[[str], Outline], look: str, words: str
) -> None:
    outline = outlined(f"name: A\nsections: [{{title: T, text: '{words}'}}]")
    data = registry.load("pdf").render(outline, themes.find(look))
    for read in (by_pypdf, by_pdfium):
        assert [row.strip() for row in read(data).splitlines()] == ["A", "T", "Ada L"]


def test_a_property_that_a_theme_declares_anew_has_its_value_there(
    made: Callable[..., Made],
) -> None:
    classic, outline = themes.find("classic"), made("pdf", "cv").outline
    red = replace(classic, css=classic.css + "section { --color-accent: #ff0000 }")
    drawn = contents(registry.load("pdf").render(outline, red))
    assert drawn.count(b"\n1 0 0 rg") >= len(outline.sections)


def test_a_page_of_short_lines_is_read_line_by_line(outlined: Callable[[str], Outline]) -> None:
    entry = (
        "{title: Engineer, location: Berlin, start: 2019, end: 2021, bullets: [One, Two, Three]}"
    )
    work = f"{{title: Work, entries: [{', '.join([entry] * 3)}]}}"
    outline = outlined(f"name: Alex\nsections: [{work}, {{title: Skills, bullets: [Go, Rust]}}]")
    data = registry.load("pdf").render(outline, themes.find("compact"))
    job = ["Engineer 2019 – 2021", "Berlin", "• One", "• Two", "• Three"]
    shown = ["Alex", "WORK", *job * 3, "SKILLS", "• Go", "• Rust"]
    rows = ([" ".join(row.split()) for row in read(data).splitlines()] for read in BOTH)
    assert list(rows) == [shown, shown]


def test_the_style_of_pseudo_elements_that_are_alike_is_computed_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weasyprint = engine.weasyprint()
    shipped, computed = weasyprint.css.ComputedStyle.__init__, []

    def counted(self: object, parent: object, cascaded: object, pseudo: str, *rest: object) -> None:
        computed.append(pseudo)
        shipped(self, parent, cascaded, pseudo, *rest)

    monkeypatch.setattr(weasyprint.css.ComputedStyle, "__init__", counted)
    css = weasyprint.CSS(string="li::before { content: '-' } li.last::before { color: red }")
    items = "<li>One<li>Two<li>Three<li class=last>Four"
    weasyprint.HTML(string=f"<ul>{items}</ul>").render(stylesheets=[css])
    assert computed.count("before") == 2
