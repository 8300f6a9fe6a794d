"""Chips: keywords on grounds of their own, which every reader still takes for words."""

from __future__ import annotations

import subprocess
from shutil import which
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
from printed import design, part, shown, style

from cvrender import theme as themes
from cvrender.arrangement import arrange
from cvrender.extract import Extract
from cvrender.production import Document, render_format
from cvrender.renderers import registry
from cvrender.theme.color import contrast
from cvrender.theme.measures import to_points
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cvrender.outline import Outline
    from cvrender.theme import Theme

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SOURCE = """
name: Ada Brandt
sections:
- title: Work
  entries:
  - title: Developer
    bullets: [First point]
    keywords: [Python, Go, machine learning, C++, C, R, Apache Kafka, A/B testing, "**SQL**"]
- title: Skills
  facts:
  - {label: Web, text: [HTML, CSS]}
  - {label: Other, text: "chess, Go"}
"""
KEYWORDS = "Python Go machine learning C++ C R Apache Kafka A/B testing SQL"
SKILLS = "Web: HTML CSS Other: chess, Go"


def chips(theme: str = "classic", more: str = "") -> Theme:
    words = f"entries: {{keywords: chips}}\nfacts: {{layout: chips}}\n{more}"
    return themes.find(theme, designs=design(words))


def rendered(outline: Outline, form: str, theme: Theme) -> bytes:
    return render_format(Document("cv", outline, theme), form)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("family", ["Source Sans Pro", "Spectral", "Caladea", "Manrope"])
def test_every_reader_takes_chips_for_words_in_one_row(
    outlined: Callable[[str], Outline], family: str
) -> None:
    pdf = rendered(outlined(SOURCE), "pdf", chips(more=f"fonts: {{body: {family}}}"))
    readings = [by_pypdf(pdf), by_pdfium(pdf)]
    if which("pdftotext"):
        for order in ([], ["-layout"], ["-raw"]):
            command = ["pdftotext", *order, "-", "-"]
            done = subprocess.run(command, input=pdf, capture_output=True, check=True)
            readings.append(done.stdout.decode())
    for text in map(flat, readings):
        assert f"First point {KEYWORDS} Skills {SKILLS}" in text


def test_word_and_the_web_page_have_the_same_words(outlined: Callable[[str], Outline]) -> None:
    outline = outlined(SOURCE)
    word = by_document_xml(rendered(outline, "docx", chips()))
    page = by_lxml(rendered(outline, "html", chips()))
    for text in map(flat, (word, page)):
        assert f"First point {KEYWORDS} Skills {SKILLS}" in text


def test_formats_without_looks_keep_their_commas(outlined: Callable[[str], Outline]) -> None:
    outline = outlined(SOURCE)
    for form in ("txt", "md"):
        assert "Python, Go, machine learning" in rendered(outline, form, chips()).decode()
    theme = chips()
    document = Document("cv", outline, theme)
    renderer = registry.load("txt")
    assert document.outline_for(renderer) == arrange(outline, theme.tokens).unarranged()


def test_two_chips_that_a_reader_joins_are_told(outlined: Callable[[str], Outline]) -> None:
    theme = chips()
    outline = arrange(outlined(SOURCE), theme.tokens)
    lines = (
        "\n".join(map(str, outline.lines())).replace("Web\n", "Web: ").replace("er\nch", "er: ch")
    )
    for text, told in ((lines, []), (lines.replace("Python Go", "PythonGo"), ["garbled"])):
        report = verify(outline, Extract("judge", text), theme.typesetting)
        assert [finding.kind for finding in report.findings] == told


def test_a_chip_is_a_shaded_run_in_word_that_no_line_breaks(
    outlined: Callable[[str], Outline],
) -> None:
    long = "a method whose name is so long that no line of a page could take it whole at all"
    source = SOURCE.replace("Apache Kafka", long)
    body = document_xml(rendered(outlined(source), "docx", chips()))
    runs = [
        run
        for run in body.iter(f"{W}r")
        if run.find(f"{W}rPr/{W}rStyle[@{W}val='Chip']") is not None
    ]
    texts = "".join(text for run in runs for text in run.itertext())
    assert "\u00a0machine\u00a0learning\u00a0" in texts
    assert f"\u00a0{long}\u00a0" in texts


def test_words_on_a_chip_are_legible_whatever_the_colours(
    outlined: Callable[[str], Outline],
) -> None:
    for colors in ("{text: '#1f2328', accent: '#000000'}", "{text: '#757575', accent: '#000000'}"):
        theme = chips(more=f"colors: {colors}")
        pdf = rendered(outlined(SOURCE), "pdf", theme)
        _, size, ink, _ = shown(pdf, "machine")
        assert size == pytest.approx(0.9 * to_points(theme.tokens.sizes.body), abs=0.1)
        assert contrast(ink, ground(pdf, "machine")) >= 4.5


def ground(pdf: bytes, words: str, room: float = 1.2) -> str:
    """The colour ``room`` points to the left of ``words``, by PDFium."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        text = page.get_textpage()
        index = text.search(words).get_next()[0]
        left, bottom, _, top = text.get_charbox(index, loose=True)
        picture = page.render(scale=4).to_pil().convert("RGB")
        at = int((left - room) * 4), int((page.get_height() - (bottom + top) / 2) * 4)
        return "#" + "".join(f"{part:02x}" for part in picture.getpixel(at))


def test_chips_are_valid_in_pdf_and_word(
    outlined: Callable[[str], Outline], tmp_path: Path
) -> None:
    pdf, word = tmp_path / "cv.pdf", tmp_path / "cv.docx"
    pdf.write_bytes(rendered(outlined(SOURCE), "pdf", chips()))
    word.write_bytes(rendered(outlined(SOURCE), "docx", chips()))
    assert (pdf_finds(pdf), open_xml_finds(word)) == ([], [])


@pytest.mark.parametrize("name", ["classic", "plain"])
def test_code_stands_on_a_ground_in_pdf_and_word(
    outlined: Callable[[str], Outline], name: str
) -> None:
    outline = outlined("name: A\nsections: [{title: T, bullets: ['Wrote `mkfs` once']}]")
    theme = themes.find(name)
    pdf = rendered(outline, "pdf", theme)
    assert (ground(pdf, "mkfs", 0.4) == "#ffffff", ground(pdf, "once")) == (False, "#ffffff")
    styles = part(rendered(outline, "docx", theme), "word/styles.xml")
    assert style(styles, "Code")["shd.fill"] == ground(pdf, "mkfs", 0.4)[1:].upper()


def test_code_that_is_a_link_or_stands_on_a_band_keeps_its_colour(
    outlined: Callable[[str], Outline],
) -> None:
    source = "name: A\nheadline: On `tmpfs`\nsections: [{title: T, bullets: ['[`mkfs`](https://a.example)']}]"
    pdf = rendered(outlined(source), "pdf", themes.find("modern"))
    assert ground(pdf, "mkfs", 0.4) == "#ffffff"
    _, _, ink, _ = shown(pdf, "tmpfs")
    assert contrast(ink, ground(pdf, "tmpfs", 0.4)) >= 4.5
