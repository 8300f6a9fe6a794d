"""Levels: marks beside the words that state one, which are drawn and never text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from judges import (
    by_document_xml,
    by_lxml,
    by_pdfium,
    by_pypdf,
    document_xml,
    open_xml_finds,
    pdf_finds,
)
from printed import design

from cvrender import languages
from cvrender import theme as themes
from cvrender.arrangement import arrange
from cvrender.production import Document, render_format
from cvrender.proficiency import level

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cvrender.outline import Outline
    from cvrender.theme import Theme

SOURCE = """
name: Ada Brandt
sections:
- title: Skills
  facts:
  - {label: Python, text: ten years, level: 5}
  - {label: Go, text: "B2, I would say"}
- kind: languages
  facts: {English: native, German: fluent (C1), French: B2, Latin: some}
"""
WORDS = "Python: ten years Go: B2, I would say", "English: native German: fluent (C1) French: B2"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}wsp"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


def with_levels(kind: str, theme: str = "classic") -> Theme:
    return themes.find(theme, designs=design(f"facts: {{levels: {kind}}}"))


def rendered(outline: Outline, form: str, theme: Theme) -> bytes:
    return render_format(Document("cv", outline, theme), form)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_level_is_the_given_one_or_that_which_is_said_of_a_language(
    outlined: Callable[[str], Outline],
) -> None:
    arranged = arrange(outlined(SOURCE), with_levels("dots").tokens)
    drawn = {str(f.label): f.drawn for section in arranged.sections for f in section.facts}
    assert drawn == {
        **{"Python": 5, "Go": None},
        **{"English": 5, "German": 4, "French": 3, "Latin": None},
    }
    plain = arrange(outlined(SOURCE), with_levels("none").tokens)
    assert {fact.drawn for section in plain.sections for fact in section.facts} == {None}


@pytest.mark.parametrize(
    ("language", "said", "expected"),
    [
        ("en", "Full professional proficiency", 4),
        ("en", "Limited working proficiency", 2),
        ("en", "not fluent", None),
        ("en", "A2, learning", 1),
        ("en", "C2 (CEFR)", 5),
        ("en", "PC1 certificate", None),
        ("de", "Muttersprache", 5),
        ("de", "FLIESSEND in Wort und Schrift", 4),
        ("de", "fluent", None),
        ("fr", "courant (C1)", 4),
        ("ja", "ネイティブレベル", 5),
        ("ar", "اللغة الأم", 5),
        ("ru", "свободно", 4),
    ],
)
def test_what_is_said_of_a_language_is_read_where_it_is_certain(
    language: str, said: str, expected: int | None
) -> None:
    assert level(said, languages.load(language)) == expected


@pytest.mark.parametrize("code", languages.codes())
def test_every_language_has_words_for_its_native_speakers_and_for_fluent_ones(code: str) -> None:
    words = languages.load(code).levels
    for number, told in ((1, words.basic), (4, words.fluent), (5, words.native)):
        assert told
        assert {level(f"{word}…", languages.load(code)) for word in told} == {number}


@pytest.mark.parametrize(("kind", "theme"), [("dots", "sidebar"), ("bar", "classic")])
def test_marks_are_no_text_and_the_words_stay(
    outlined: Callable[[str], Outline], kind: str, theme: str
) -> None:
    outline, look = outlined(SOURCE), with_levels(kind, theme)
    pdf = rendered(outline, "pdf", look)
    assert flat(by_pypdf(pdf)) == flat(
        by_pypdf(rendered(outline, "pdf", with_levels("none", theme)))
    )
    word = by_document_xml(rendered(outline, "docx", look))
    page = by_lxml(rendered(outline, "html", look))
    for text in map(flat, (by_pdfium(pdf), word, page)):
        assert [words for words in WORDS if words not in text.replace(" ·", "")] == []


def inked(pdf: bytes, words: str) -> int:
    """How dark the pixels to the right of ``words`` are in all, by PDFium."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        text = page.get_textpage()
        index, length = text.search(words).get_next()
        _, bottom, right, top = text.get_charbox(index + length - 1, loose=True)
        above, below = (round((page.get_height() - y) * 2) for y in (top, bottom))
        picture = page.render(scale=2).to_pil().convert("L")
        beside = picture.crop((round(right * 2) + 4, above, round(right * 2) + 130, below))
        return sum(255 - tone for tone in beside.tobytes())


@pytest.mark.parametrize("kind", ["dots", "bar"])
def test_more_is_filled_the_higher_the_level(outlined: Callable[[str], Outline], kind: str) -> None:
    pdf = rendered(outlined(SOURCE), "pdf", with_levels(kind))
    lowest, middle, highest, nothing = (
        inked(pdf, words) for words in ("French: B2", "fluent (C1)", "native", "some")
    )
    assert 0 == nothing < lowest < middle < highest


def test_word_draws_each_level_as_a_shape_that_screen_readers_pass_over(
    outlined: Callable[[str], Outline],
) -> None:
    body = document_xml(rendered(outlined(SOURCE), "docx", with_levels("dots")))
    filled = [
        [path.get("fill") for path in shape.iter(f"{A}path") for _ in path.iter(f"{A}close")]
        for shape in body.iter(WPS)
        if "Level" in shape.getparent().getparent().getparent().find("{*}docPr").get("name")
    ]
    assert [dots.count("norm") for dots in filled] == [5, 5, 4, 3]
    assert {len(dots) for dots in filled} == {5}
    assert len([*body.iter(DECORATIVE)]) >= len(filled)


def test_marks_are_valid_in_pdf_and_word(
    outlined: Callable[[str], Outline], tmp_path: Path
) -> None:
    for kind, theme in (("dots", "classic"), ("bar", "sidebar")):
        pdf, word = tmp_path / "cv.pdf", tmp_path / "cv.docx"
        pdf.write_bytes(rendered(outlined(SOURCE), "pdf", with_levels(kind, theme)))
        word.write_bytes(rendered(outlined(SOURCE), "docx", with_levels(kind, theme)))
        assert (pdf_finds(pdf), open_xml_finds(word)) == ([], [])
