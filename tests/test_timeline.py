"""The timeline: a rule along the entries and a dot at each, as drawn in the PDF and in Word."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from judges import FOR_LIBREOFFICE, by_document_xml, by_pdfium, open_xml_finds, pdf_finds
from printed import design
from wordfile import outline_of

from cvrender import theme as themes
from cvrender.production import Document, render_format

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PIL import Image

    from cvrender.outline import Outline

SOURCE = """
name: Ada Byron
language: LANGUAGE
sections:
- title: Work
  entries:
  - title: Analyst
    organization: Academy
    start: 2019
    end: 2021
    bullets: [One point, Another]
  - organization: Observatory
    roles:
    - {title: Lead, start: 2017, end: 2018, bullets: [Led people]}
    - {title: Member, start: 2015, end: 2016, summary: Was there.}
- title: Awards
  entries: [{title: Prize, date: 2014}]
"""
SCALE = 4
"""Pixels in a point."""
EDGE = {"en": 30 / 25.4 * 72, "ar": 595.28 - 30 / 25.4 * 72}
"""Where the text begins, in points from the paper's left: the margin is of 30 mm."""


def rendered(form: str, outline: Outline) -> bytes:
    tokens = """
        entries: {layout: timeline}
        headings: {rule: none}
        spacing: {paragraph: 0pt}
        bullets: {indent: 9pt}
        colors: {rule: "#ff0000", accent: "#0000ff", link: "#000000"}
    """
    theme = themes.find("classic", designs=design(tokens))
    return render_format(Document("cv", outline, theme), form)


def page(data: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        return document[0].render(scale=SCALE).to_pil().convert("RGB")


def marks(data: bytes, language: str) -> list[tuple[str, float]]:
    """What stands one below the other where the rule is, dot or rule, and its height in points."""
    image = page(data)
    inward = 3.25 if language == "en" else -3.25
    across = round((EDGE[language] + inward) * SCALE)
    names = [_mark(image, across, down) for down in range(image.height)]
    runs = ((name, len(list(rows)) / SCALE) for name, rows in groupby(names))
    return [(name, height) for name, height in runs if name and height > 1]


def _mark(image: Image.Image, across: int, down: int) -> str:
    """Letters of a title are blue here and there, a dot over its whole width."""
    around = [image.getpixel((across + aside, down)) for aside in range(-10, 11)]
    if all(blue > 200 > red for red, _, blue in around):
        return "dot"
    return "rule" if any(red > 200 > blue for red, _, blue in around) else ""


def in_word(language: str) -> Callable[[], bytes]:
    return lambda: rendered("docx", outline_of(SOURCE.replace("LANGUAGE", language)))


FOR_LIBREOFFICE.update({f"timeline-{each}": in_word(each) for each in EDGE})


@pytest.mark.parametrize("language", EDGE)
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_rule_without_gaps_joins_the_dots_of_a_section(
    outlined: Callable[[str], Outline],
    in_libreoffice: dict[str, bytes],
    form: str,
    language: str,
) -> None:
    if form == "docx":
        data = in_libreoffice[f"timeline-{language}"]
    else:
        data = rendered(form, outlined(SOURCE.replace("LANGUAGE", language)))
    found = marks(data, language)
    work, awards = ["rule", *["dot", "rule"] * 3], ["rule", "dot", "rule"]
    assert [name for name, _ in found] == [*work, *awards]
    assert [height for name, height in found if name == "dot"] == pytest.approx([4.3] * 4, abs=0.8)


def test_what_draws_the_timeline_is_no_text_and_breaks_no_standard(
    outlined: Callable[[str], Outline], tmp_path: Path
) -> None:
    outline = outlined(SOURCE.replace("LANGUAGE", "en"))
    pdf, word = (rendered(form, outline) for form in ("pdf", "docx"))
    words = "2019 – 2021 Analyst, Academy One point Another Observatory 2017 – 2018 Lead Led people"
    for text in (by_pdfium(pdf), by_document_xml(word)):
        assert words in " ".join(text.replace("•", "").split())
    (tmp_path / "cv.pdf").write_bytes(pdf)
    (tmp_path / "cv.docx").write_bytes(word)
    assert pdf_finds(tmp_path / "cv.pdf") == []
    assert open_xml_finds(tmp_path / "cv.docx") == []
