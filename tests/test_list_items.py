"""List items that became one, and titles that share a line with other text, are named."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from test_languages import fonts_lack

from cvrender import theme as themes
from cvrender.extract import Extract, extract
from cvrender.renderers import registry
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from cvrender.outline import Outline

DOCUMENT = "word/document.xml"
ITEMS = {
    "en": ("Planned the engine", "Wrote the first program", "Led a team"),
    "ar": ("خفض التكلفة بنسبة 40 %", "قاد فريقا من عشرة مهندسين", "صمم نظاما"),
    "ja": ("東京で働く", "大阪で学ぶ", "京都に住む"),
}


@pytest.fixture
def listed(outlined: Callable[[str], Outline]) -> Callable[..., Outline]:
    def listed(*items: str, language: str = "en") -> Outline:
        listing = ", ".join(f"'{item}'" for item in items)
        return outlined(
            f"name: Ada\nlanguage: {language}\nsections: [{{title: Work, bullets: [{listing}]}}]"
        )

    return listed


def merged(outline: Outline, *files: Extract) -> list[str]:
    findings = [finding for file in files for finding in verify(outline, file).findings]
    return [str(finding.line) for finding in findings if finding.kind == "merged"]


@pytest.mark.parametrize("language", ITEMS)
def test_a_list_item_that_runs_on_in_a_pdf_is_named_by_each_reader(
    listed: Callable[..., Outline], language: str
) -> None:
    if language == "ja" and fonts_lack("ja"):
        pytest.skip("no font has ja")
    first, second, third = ITEMS[language]
    outline = listed(first, second, third, language=language)
    fused = listed(f"{first}; {second}", third, language=language)
    render = registry.load("pdf").render
    theme = themes.find("classic")
    assert merged(outline, *extract(render(outline, theme))) == []
    assert (
        merged(outline, *extract(render(fused, theme))) == [second] * 3
    )  # pypdf, PDFium, and the attachment


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ("• One\n• Two\n• Three\n• Four", []),
        ("• One\n• Two Three\n• Four", ["Three"]),
        ("• One\n• Two • Three\n• Four", ["Three"]),
        ("• One\n• Two,\nThree\n• Four", ["Three"]),
        ("• One\n• Two\nThree\nFour", ["Three", "Four"]),
        ("1. One\n2. Two\nThree\n3. Four", ["Three"]),
        ("• One\no Two\no Three\n• Four", []),
        ("One\nTwo\nThree\nFour", []),
        ("— One\nTwo\nThree\nFour", []),
        ("One\n• Two\n• Three\n• Four", []),
    ],
)
def test_where_a_row_ends_between_two_list_items_the_bullets_of_the_others_decide(
    listed: Callable[..., Outline], rows: str, named: list[str]
) -> None:
    outline = listed("One", "Two", "Three", "Four")
    assert merged(outline, Extract("pdfium", f"Ada\nWork\n{rows}", drawn=True)) == named


def test_a_list_item_of_signs_alone_is_not_missed_as_a_list_item(
    listed: Callable[..., Outline],
) -> None:
    outline = listed("One", "•", "Two")
    assert merged(outline, Extract("pdfium", "Ada\nWork\n• One\n• •\n• Two", drawn=True)) == []


def test_rows_that_a_reader_joins_in_right_to_left_text_have_the_bullets_of_their_items(
    listed: Callable[..., Outline],
) -> None:
    outline = listed("ברלין", "חיפה", "רמלה", language="he")
    text = "Ada\nWork\nברלין • חיפה •\nרמלה •"
    assert merged(outline, Extract("pdfium", text, drawn=True)) == []
    assert merged(outline, Extract("pdfium", text.replace(" • ", " "), drawn=True)) == ["חיפה"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ada\nWork\nOne\nTwo", []),
        ("Ada\nWork: One\nTwo", ["Work"]),
        ("Ada – Work\nOne\nTwo", ["Work"]),
        ("Ada\nWork (in Paris)\nOne\nTwo", []),
    ],
)
def test_a_title_stands_in_a_line_of_its_own_where_lines_are_written(
    listed: Callable[..., Outline], text: str, named: list[str]
) -> None:
    outline = listed("One", "Two")
    assert merged(outline, Extract("document.xml", text)) == named
    assert merged(outline, Extract("pypdf", text, drawn=True)) == []


def test_a_word_paragraph_whose_end_was_deleted_goes_on_in_the_next(
    listed: Callable[..., Outline],
) -> None:
    outline = listed("One", "Two", "Three")
    data = registry.load("docx").render(outline, themes.find("classic"))
    mark = "<w:rPr><w:del w:id='7' w:author='HR'/></w:rPr></w:pPr>"
    edited = retyped(data, rb"</w:pPr>(?=(?:(?!</w:p>).)*>One<)", mark.encode())
    (read,) = extract(edited)
    assert [line for line in read.text.split("\n") if "One" in line] == ["OneTwo"]
    tracked = retyped(edited, b">One<", b">One <")
    assert merged(outline, *extract(tracked)) == ["Two"]


def retyped(data: bytes, old: bytes, new: bytes) -> bytes:
    """A Word file with another document."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(saved, "w") as changed:
        for name in package.namelist():
            part = package.read(name)
            changed.writestr(name, re.sub(old, new, part) if name == DOCUMENT else part)
    return saved.getvalue()
