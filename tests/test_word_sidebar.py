"""A sidebar in Word: a column beside the text, which every reader finds in its order."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pypdfium2
import pytest
from docx.table import Table
from judges import FOR_LIBREOFFICE, by_document_xml, by_pdfium, open_xml_finds
from printed import design, shown
from wordfile import POINT, WP, A, W, WordFile, outline_of, png, value

from cvrender import theme as themes
from cvrender.arrangement import arrange
from cvrender.outline import Photo
from cvrender.renderers import registry
from cvrender.renderers.word import RENDERER
from cvrender.theme.measures import to_points

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cvrender.theme import Theme

SOURCE = """
name: Ada Long
headline: Analyst
email: ada@long.example
links: [{label: LinkedIn, url: "https://linkedin.com/in/ada-long-of-london"}]
sections:
  - {title: Work, entries: [{title: Analyst, organization: Engines, bullets: [Led six people]}]}
  - {kind: skills, facts: {Tools: "Go, Rust, Python, SQL, TypeScript and some more"}}
  - {kind: languages, facts: {English: native}}
"""
READ = [
    "Ada Long",
    "Analyst",
    "ada@long.example",
    "LinkedIn: linkedin.com/in/ada-long-of-london",
    "Skills",
    "Tools: Go, Rust, Python, SQL, TypeScript and some more",
    "Languages",
    "English: native",
    "Work",
    "Analyst, Engines",
    "Led six people",
]
ENTRIES = ", ".join(f"{{title: Post {n}, bullets: [{'word ' * 40}]}}" for n in range(16))
TWO_PAGES = f"{{name: Ada, email: a@x.example, sections: [{{title: Work, entries: [{ENTRIES}]}}]}}"
PANEL, PAPER = (34, 50, 77), (255, 255, 255)


def look(tokens: str = "{}") -> Theme:
    return themes.find("sidebar", designs=design(tokens))


def written(source: str, theme: Theme, form: str = "docx") -> bytes:
    led = outline_of(source).led_by(theme.tokens.sidebar.sections)
    return registry.load(form).render(arrange(led, theme.tokens), theme)


def by_python_docx(data: bytes) -> str:
    """The paragraphs, and those in the cells of tables, a row after the other."""
    lines = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        parts = [cell for row in block.rows for cell in row.cells] if is_table(block) else ()
        lines += (
            [line.text for part in parts for line in part.paragraphs] if parts else [block.text]
        )
    return "\n".join(lines)


def is_table(block: object) -> bool:
    return isinstance(block, Table)


def flat(text: str) -> str:
    return " ".join(text.replace("\ufeff", "").replace("•", "").split())


def test_every_reader_finds_the_name_the_sidebar_and_then_the_text() -> None:
    data = written(SOURCE, look())
    assert flat(by_document_xml(data)) == flat(by_python_docx(data)) == " ".join(READ)


ARABIC = TWO_PAGES.replace("{name", "{language: ar, name")
PANELS = {
    "left": (TWO_PAGES, "{}", (5, 590)),
    "right": (TWO_PAGES, "sidebar: {side: right}", (590, 5)),
    "arabic": (ARABIC, "{}", (590, 5)),
    "arabic-left": (ARABIC, "sidebar: {side: right}", (5, 590)),
}
"""Sources, tokens, and how far from the left the panel stands and the paper is bare."""
WITH_FONTS = "word: {embed_fonts: true}"
PAGES = {"one-page": (SOURCE, 1), "two-pages": (TWO_PAGES, 2)}


def in_word(source: str, tokens: str) -> Callable[[], bytes]:
    return lambda: written(source, look(tokens))


FOR_LIBREOFFICE.update({f"panel-{name}": in_word(*PANELS[name][:2]) for name in PANELS})
FOR_LIBREOFFICE.update({name: in_word(source, WITH_FONTS) for name, (source, _) in PAGES.items()})


def test_the_panel_stands_on_every_page_and_its_words_in_it(
    in_libreoffice: dict[str, bytes],
) -> None:
    """On the side that the theme says, which is the other one in Arabic."""
    for name, (_, _, (inside, outside)) in PANELS.items():
        data = in_libreoffice[f"panel-{name}"]
        with pypdfium2.PdfDocument(data) as document:
            sheets = [page.render().to_pil().convert("RGB") for page in document]
        grounds = [[sheet.getpixel((x, 600)) for x in (inside, outside)] for sheet in sheets]
        assert grounds == [[PANEL, PAPER]] * 2, name
        address, post = (shown(data, words)[3] for words in ("a@x.example", "Post 0"))
        edge = 188 if inside < outside else 595 - 188
        assert (address < edge) is (inside < outside), name
        assert (post > edge) is (inside < outside), name


@pytest.mark.parametrize("name", PAGES)
def test_a_word_file_with_a_sidebar_has_the_pages_of_the_pdf(
    in_libreoffice: dict[str, bytes], name: str
) -> None:
    source, pages = PAGES[name]
    printed = in_libreoffice[name], written(source, look(WITH_FONTS), "pdf")
    assert [len(pypdfium2.PdfDocument(data)) for data in printed] == [pages, pages]


def test_what_libreoffice_prints_has_the_sidebar_in_its_place(
    in_libreoffice: dict[str, bytes],
) -> None:
    printed = flat(by_pdfium(in_libreoffice["one-page"]))
    assert printed.casefold() == " ".join(READ).casefold()  # titles are in capitals


def test_text_below_the_height_of_the_sidebar_is_in_no_table() -> None:
    """There, Word keeps titles with what follows, and begins pages where the author does."""
    document = docx.Document(io.BytesIO(written(TWO_PAGES, look())))
    (table,) = document.tables
    beside = [line.text for line in table.rows[0].cells[1].paragraphs]
    assert beside[:2] == ["Work", "Post 0"]
    assert "Post 4" not in beside
    assert [line.text for line in document.paragraphs][-2] == "Post 15"


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_page_break_ends_the_table_since_none_is_heeded_in_a_cell(side: str) -> None:
    source = (
        "{name: Ada, email: a@x.example, sections: [{kind: skills, bullets: [One, Two, Three]},"
        " {title: Work, text: One},"
        " {title: More, text: Two, page_break: before}]}"
    )
    body = WordFile(written(source, look(f"sidebar: {{side: {side}}}"))).body
    (mark,) = body.iter(f"{W}pageBreakBefore")
    assert mark.getparent().getparent().getparent() is body


def test_what_stands_in_the_sidebar_has_styles_of_its_own_in_the_colours_of_the_panel() -> None:
    word = WordFile(written(SOURCE, look()))
    cell = next(word.body.iter(f"{W}tc"))
    assert value(cell, "tcPr/shd", "fill") == "22324D"
    used = {value(line, "pPr/pStyle") for line in cell.iter(f"{W}p")}
    assert used == {"SidebarContacts", "SidebarHeading1", "SidebarFact"}
    assert {value(word.style(name), "rPr/color") for name in used} == {"FFFFFF"}
    assert value(word.style("SidebarHeading1"), "basedOn") == "Heading1"
    assert value(word.style("SidebarHeading1"), "pPr/outlineLvl") == "0"


def test_the_panel_reaches_the_edges_of_the_paper_and_is_decoration() -> None:
    word = WordFile(written(SOURCE, look("page: {size: Letter}")))
    shapes = [
        next(
            shape
            for shape in part.iter(f"{WP}anchor")
            if shape.find(f"{WP}docPr").get("name") == "Panel"
        )
        for part in (word.body, word.xml("word/header.xml"))
    ]
    for shape in shapes:
        extent, down = shape.find(f"{WP}extent"), shape.findtext(f"{WP}positionV/{WP}posOffset")
        assert (int(extent.get("cy")) + int(down)) / POINT == pytest.approx(792, abs=0.1)
        assert int(extent.get("cx")) / POINT == pytest.approx(to_points("68mm"), abs=0.1)
        assert shape.findtext(f"{WP}positionH/{WP}align") == "left"
        assert next(shape.iter(f"{A}schemeClr")).get("val") == "accent1"
        assert [node.get("val") for node in shape.iter() if "}decorative" in node.tag] == ["1"]


@pytest.mark.parametrize("tokens", ["side: right", "fill: tint", "sections: [skills]"])
def test_a_word_file_with_a_sidebar_follows_the_rules_of_open_xml(
    tmp_path: Path, tokens: str
) -> None:
    path = tmp_path / "cv.docx"
    for number, source in enumerate((SOURCE, TWO_PAGES, f"language: ar\n{SOURCE}")):
        path.write_bytes(written(source, look(f"sidebar: {{{tokens}}}")))
        assert open_xml_finds(path) == [], number


def test_without_a_column_the_sections_of_a_sidebar_keep_their_place_in_the_text() -> None:
    theme = look("word: {sidebar: none}")
    renderer = registry.load("docx")
    assert not renderer.columns(theme.tokens)
    document = docx.Document(io.BytesIO(renderer.render(outline_of(SOURCE), theme)))
    assert document.tables == []
    titles = [line.text for line in document.paragraphs if line.style.name == "Heading 1"]
    assert titles == ["Work", "Skills", "Languages"]


def test_no_table_is_there_where_nothing_stands_in_a_sidebar() -> None:
    data = written("{name: Ada, sections: [{title: Work, text: One}]}", look())
    assert docx.Document(io.BytesIO(data)).tables == []


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_first_text_stands_beside_the_sidebar_whatever_page_it_was_to_begin(side: str) -> None:
    source = (
        "{name: Ada, email: a@x.example, sections: [{kind: skills, bullets: [One]},"
        " {title: Work, text: Two, page_break: before}]}"
    )
    body = WordFile(written(source, look(f"sidebar: {{side: {side}}}"))).body
    assert body.find(f".//{W}pageBreakBefore") is None
    only = "{name: Ada, sections: [{kind: skills, bullets: [One]}]}"
    (table,) = docx.Document(io.BytesIO(written(only, look()))).tables
    assert [cell.text for cell in table.rows[0].cells] == ["Skills\nOne", ""]


def test_a_photo_at_the_left_of_the_name_stands_in_the_band_above_the_sidebar() -> None:
    pictured = replace(outline_of(SOURCE), photo=Photo(png(60, 60), "Ada"))
    theme = look("photo: {place: left, size: 30mm}")
    body = WordFile(RENDERER.render(arrange(pictured, theme.tokens), theme)).body
    picture = next(a for a in body.iter(f"{WP}anchor") if a.find(f".//{A}blip") is not None)
    left = int(picture.findtext(f"{WP}positionH/{WP}posOffset")) / POINT
    margin = to_points("12mm")
    assert left == pytest.approx(margin - (margin + to_points("62mm")), abs=0.1)
    indents = [value(line, "pPr/ind", "left") for line in body.iterfind(f"{W}p")][:2]
    assert indents == [str(round(20 * (to_points("30mm") + 18 - to_points("62mm"))))] * 2


def test_a_band_above_a_sidebar_is_drawn_for_a_headline_that_may_take_a_line_or_two() -> None:
    """What it takes too little or too much of, the blank above the columns has."""
    headline = (
        "Junior Data Analyst · Business Intelligence, Reporting and Forecasting for Logistics"
    )
    heights = []
    for words in ("Analyst", f"{headline} and Retail Companies in Sweden"):
        body = WordFile(written(SOURCE.replace("Analyst", words, 1), look())).body
        named = {shape.find(f"{WP}docPr").get("name"): shape for shape in body.iter(f"{WP}anchor")}
        band, panel = named["Band"], named["Panel"]
        heights.append(int(band.find(f"{WP}extent").get("cy")) / POINT)
        top = int(panel.findtext(f"{WP}positionV/{WP}posOffset")) / POINT
        assert top == pytest.approx(heights[-1] - 1, abs=0.01)
    line = to_points(look().tokens.sizes.headline) * look().tokens.line_height
    assert heights[1] - heights[0] == pytest.approx(line, abs=0.01)
