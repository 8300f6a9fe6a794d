"""Print fonts: each weight and slope is drawn with a cut of its family."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from judges import FOR_LIBREOFFICE, open_xml_finds, pdf_finds
from printed import W, design, of_type, part, shown
from wordfile import outline_of

from cvrender import theme as themes
from cvrender.production import Document, render_format
from cvrender.renderers import fonts, registry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cvrender.outline import Outline

SOURCE = """\
name: Ada Byron
sections:
  - {title: Work, text: "Plain words, *slanted words*, **strong words**, ***both of them***"}
"""
WEIGHTS = ("light", "regular", "semibold", "bold", "black")
CUTS = {
    "Source Sans Pro": ("Light", "Regular", "Semibold", "Bold", "Black"),
    "Source Serif Pro": ("Light", "Regular", "Semibold", "Bold", "Black"),
    "Caladea": ("Regular", "Regular", "Bold", "Bold", "Bold"),
    "Hanken Grotesk": ("Light", "Regular", "SemiBold", "Bold", "Bold"),
    "Manrope": ("Light", "Regular", "SemiBold", "Bold", "ExtraBold"),
    "Spectral": ("Light", "Regular", "SemiBold", "Bold", "ExtraBold"),
}
"""By family: the cut that draws the name, or a title, in each weight."""
TEXTS = {
    "Source Sans Pro": ("Regular", "It", "Bold", "BoldIt"),
    "Source Serif Pro": ("Regular", "It", "Bold", "BoldIt"),
    "Caladea": ("Regular", "Italic", "Bold", "BoldItalic"),
    "Hanken Grotesk": ("Regular", "Italic", "Bold", "BoldItalic"),
    "Manrope": ("Regular", "Medium", "Bold", "ExtraBold"),
    "Spectral": ("Regular", "Italic", "Bold", "BoldItalic"),
}
"""By family: the cuts of plain, slanted and strong words, and of those that are both."""


def printed(outline: Outline, tokens: str) -> bytes:
    return registry.load("pdf").render(outline, themes.find("classic", designs=design(tokens)))


def cut(data: bytes, words: str) -> str:
    """The cut that draws ``words`` in a PDF, by the name that the font program has inside."""
    name = shown(data, words)[0]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        known = {str(each.FontName)[1:]: each for each in of_type(pdf, "/FontDescriptor")}
        if "/FontFile3" in known[name]:  # its name follows eight bytes (Adobe TN 5176, 5 to 7)
            program = known[name].FontFile3.read_bytes()
            inside = program[9 : 8 + program[8]].decode()
        else:
            font = TTFont(io.BytesIO(known[name].FontFile2.read_bytes()))
            inside = font["name"].getDebugName(6)
    return inside.partition("-")[2]


@pytest.mark.parametrize(
    ("name", "title"), [("light", "regular"), ("semibold", "bold"), ("black", "light")]
)
@pytest.mark.parametrize("family", CUTS)
def test_name_and_titles_are_drawn_with_the_cut_of_their_weight_that_is_nearest(
    family: str, name: str, title: str, outlined: Callable[[str], Outline]
) -> None:
    weights = f"header: {{weight: {name}}}, headings: {{weight: {title}}}"
    data = printed(outlined(SOURCE), f"{{fonts: {{heading: {family}}}, {weights}}}")
    wanted = [CUTS[family][WEIGHTS.index(weight)] for weight in (name, title)]
    assert [cut(data, "Ada Byron"), cut(data, "Work")] == wanted


@pytest.mark.parametrize("family", TEXTS)
def test_emphasis_has_cuts_of_its_own_and_a_heavier_one_where_there_are_no_italics(
    family: str, outlined: Callable[[str], Outline], tmp_path: Path
) -> None:
    data = printed(outlined(SOURCE), f"{{fonts: {{body: {family}}}}}")
    (tmp_path / "cv.pdf").write_bytes(data)
    assert pdf_finds(tmp_path / "cv.pdf") == []
    words = ("Plain words", "slanted words", "strong words", "both of them")
    assert tuple(cut(data, each) for each in words) == TEXTS[family]


@pytest.mark.parametrize("family", TEXTS)
def test_a_bullet_is_three_points_at_ten_level_with_the_middle_of_small_letters(
    family: str, outlined: Callable[[str], Outline]
) -> None:
    outline = outlined("name: A\nsections: [{title: T, bullets: [x]}]")
    data = printed(outline, f"{{fonts: {{body: {family}}}, sizes: {{body: 10pt}}}}")
    with pypdfium2.PdfDocument(data) as document:
        text = document[0].get_textpage()
        boxes = [text.get_charbox(text.get_text_range().index(each)) for each in "•x"]
    (_, low, _, high), (_, foot, _, top) = boxes
    assert high - low == pytest.approx(3, abs=0.25)
    assert (high + low) / 2 == pytest.approx((foot + top) / 2, abs=0.4)


def test_letters_that_a_family_lacks_are_those_of_its_companion(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined('name: Ada Byron\nsections: [{title: Work, text: "Plain, Алексей"}]')
    for family, companion in (
        ("Caladea", "Source-Serif-Pro"),
        ("Hanken Grotesk", "Source-Sans-Pro"),
    ):
        data = printed(outline, f"{{fonts: {{body: {family}}}}}")
        assert shown(data, "Алексей")[0].partition("+")[2] == companion
        assert shown(data, "Plain")[0].partition("+")[2] == family.replace(" ", "-")


@pytest.mark.parametrize(
    ("text", "family", "one"),
    [
        ("Lãnh đạo nhóm kỹ sư phần mềm ở Hà Nội", "Caladea", "Source Serif Pro"),
        ("Responsabilă cu știința și creșterea orașului Iași", "Caladea", "Source Serif Pro"),
        ("Lãnh đạo nhóm kỹ sư phần mềm ở Hà Nội", "Source Sans Pro", "Source Sans Pro"),
        ("Руководил командой из 12 человек, Python", "Caladea", "Caladea"),
        ("Zażółć gęślą jaźń, žluťoučký kůň, Ağrı", "Caladea", "Caladea"),
        (f"With Nguyễn Văn An, {'in a team of nine ' * 6}", "Caladea", "Caladea"),
        ("Lãnh đạo nhóm kỹ sư phần mềm", "DejaVu Sans", "DejaVu Sans"),
        ("", "Caladea", "Caladea"),
    ],
)
def test_a_language_whose_words_a_family_cannot_set_whole_is_set_in_its_companion(
    text: str, family: str, one: str
) -> None:
    assert fonts.for_words(text, family) == one


def test_vietnamese_words_are_drawn_in_one_font(outlined: Callable[[str], Outline]) -> None:
    outline = outlined("name: Ngọc\nsections: [{title: Nội, text: Những phần mềm}]")
    theme = themes.find("classic", designs=design("fonts: {body: Caladea, heading: Caladea}"))
    data = render_format(Document.of("cv", outline, theme), "pdf")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = {str(each.FontName)[1:] for each in of_type(pdf, "/FontDescriptor")}
    assert {name.partition("+")[2][:16] for name in names} == {"Source-Serif-Pro"}


EMBEDDED = """
    fonts: {body: Manrope, heading: Spectral}
    word: {embed_fonts: true, fonts: {body: DejaVu Sans, heading: DejaVu Serif}}
    header: {weight: light}
    headings: {weight: black}
"""


def with_fonts() -> bytes:
    theme = themes.find("classic", designs=design(EMBEDDED))
    return registry.load("docx").render(outline_of(SOURCE), theme)


FOR_LIBREOFFICE["fonts"] = with_fonts


@pytest.mark.parametrize(
    ("language", "look", "height"),
    [
        ("ar", "compact", 1.3), ("fa", "compact", 1.3), ("hi", "compact", 1.3),
        ("he", "compact", 1.18), ("en", "compact", 1.18), ("ar", "loose", 1.4),
    ],
)  # fmt: skip
def test_lines_of_a_tall_script_are_further_apart_than_a_theme_for_latin_letters_has_them(
    outlined: Callable[[str], Outline], language: str, look: str, height: float
) -> None:
    designs = design("line_height: 1.4") if look == "loose" else ()
    theme = themes.find("compact", designs=designs)
    document = Document.of("cv", outlined(f"language: {language}\n{SOURCE}"), theme)
    assert document.theme.tokens.line_height == height


def test_a_word_file_that_brings_its_fonts_has_titles_in_the_cut_of_their_weight(
    in_libreoffice: dict[str, bytes], tmp_path: Path
) -> None:
    (tmp_path / "cv.docx").write_bytes(with_fonts())
    assert open_xml_finds(tmp_path / "cv.docx") == []
    data = in_libreoffice["fonts"]
    drawn = [shown(data, each)[0] for each in ("Ada Byron", "Work", "Plain")]
    assert drawn == ["Spectral-Light", "Spectral-ExtraBold", "Manrope-Regular"]


def test_a_word_file_without_its_fonts_has_bold_or_regular_titles_instead(
    outlined: Callable[[str], Outline],
) -> None:
    theme = themes.find("classic", designs=design("{header: {weight: light}}"))
    styles = part(registry.load("docx").render(outlined(SOURCE), theme), "word/styles.xml")
    titles = [styles.find(f".//{W}style[@{W}styleId='{name}']") for name in ("Title", "Heading1")]
    assert [each.find(f".//{W}rFonts").get(f"{W}ascii") for each in titles] == ["Cambria"] * 2
    assert [each.find(f".//{W}b") is not None for each in titles] == [False, True]


def test_word_cannot_embed_outlines_of_postscript_and_has_the_fonts_of_its_readers(
    outlined: Callable[[str], Outline],
) -> None:
    tokens = "{fonts: {body: Hanken Grotesk, heading: Manrope}, word: {embed_fonts: true}}"
    theme = themes.find("classic", designs=design(tokens))
    word = registry.load("docx").render(outlined(SOURCE), theme)
    known = part(word, "word/fontTable.xml")
    faces = {font.get(f"{W}name"): len(font) - 3 for font in known}
    assert faces == {"Calibri": 0, "Manrope": 2, "Manrope SemiBold": 1}
