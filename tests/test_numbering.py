"""Lists that are numbered: up or down, as text in every format, and as Word's own numbers."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from foreign import lines, rendercv, resume
from judges import by_lxml, by_pdfium, open_xml_finds
from wordfile import W, outline_of, rendered, value

from cvrender import pipeline
from cvrender import theme as themes
from cvrender.compose import compose
from cvrender.extract import extract
from cvrender.renderers import registry
from cvrender.renderers.json_resume import document
from cvrender.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from cvrender.outline import Outline

SOURCE = """
name: Alex
sections:
  - {title: Patents, numbering: down, bullets: [Third, {text: Second, bullets: [Below]}, First]}
  - {title: Steps, numbering: up, bullets: [One, Two]}
  - {title: Others, bullets: [Plain]}
"""
SHOWN = ["3. Third", "2. Second", "1. First", "1. One", "2. Two"]


@pytest.fixture(scope="module")
def numbered() -> Outline:
    return outline_of(SOURCE)


def in_rows(text: str) -> list[str]:
    rows = (" ".join(row.replace("\\", "").split()).removeprefix("- ") for row in text.split("\n"))
    return [row for row in rows if row[:1].isdigit()]


@pytest.mark.parametrize("form", ["txt", "md"])
def test_text_and_markdown_show_each_number(numbered: Outline, form: str) -> None:
    data = registry.load(form).render(numbered, themes.find("classic"))
    assert in_rows(data.decode()) == SHOWN


def test_page_and_web_page_show_each_number_before_its_text(numbered: Outline) -> None:
    theme = themes.find("classic")
    page = by_pdfium(registry.load("pdf").render(numbered, theme))
    assert in_rows(page) == SHOWN
    web = " ".join(by_lxml(registry.load("html").render(numbered, theme)).split())
    assert "3. Third 2. Second" in web.replace("1.", "1. ").replace("  ", " ")


def test_word_counts_itself_and_a_list_that_counts_down_starts_at_each_number(
    numbered: Outline, tmp_path: Path
) -> None:
    word = rendered(numbered)
    assert [row for row in word.styled() if row[0] == "ListNumber"] == [
        ("ListNumber", text.partition(" ")[2]) for text in SHOWN
    ]
    ids = [value(word.paragraph(text[3:]), "pPr/numPr/numId") for text in SHOWN]
    assert ids == ["3", "4", "5", "6", "6"]
    starts = {
        number.get(f"{W}numId"): value(number, "lvlOverride/startOverride")
        for number in word.xml("word/numbering.xml").iter(f"{W}num")
    }
    assert [starts[at] for at in ("3", "4", "5", "6")] == ["3", "2", "1", "1"]
    path = tmp_path / "cv.docx"
    path.write_bytes(registry.load("docx").render(numbered, themes.find("classic")))
    assert open_xml_finds(path) == []


@pytest.mark.parametrize("form", ["txt", "md", "html", "docx", "json"])
def test_each_number_is_read_back(numbered: Outline, form: str) -> None:
    name = "jsonresume" if form == "json" else form
    data = registry.load(name).render(numbered, themes.find("classic"))
    for found in extract(data, f".{form}"):
        assert [it for it in verify(numbered, found).findings if it.loss] == []


def test_a_number_that_was_changed_in_word_is_found(numbered: Outline) -> None:
    data = registry.load("docx").render(numbered, themes.find("classic"))
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/numbering.xml":
                part = part.replace(b'Override w:val="2"/>', b'Override w:val="7"/>')
            new.writestr(name, part)
    (found,) = extract(changed.getvalue(), ".docx")
    assert [it.kind for it in verify(numbered, found).findings if it.loss]


def test_a_json_resume_reads_back_as_numbered(numbered: Outline, tmp_path: Path) -> None:
    path = tmp_path / "resume.json"
    path.write_bytes(document(numbered))
    source = pipeline.read(path)
    again = compose(source.cv)
    assert [str(line) for line in again.lines()] == [str(line) for line in numbered.lines()]


def test_a_list_counts_down_from_as_many_as_it_has() -> None:
    fewer = outline_of(SOURCE.replace("[Third, {", "[{").replace("One, ", ""))
    assert [str(line) for line in fewer.lines() if line.role == "number"] == ["2.", "1.", "1."]


@pytest.mark.parametrize(
    ("entries", "shown"),
    [
        ("[{number: A}, {number: B}]", ["1.", "A", "2.", "B"]),
        ("[{reversed_number: A}, {reversed_number: B}]", ["2.", "A", "1.", "B"]),
        ("[{number: A}, {bullet: B}, {number: C}]", ["1. A", "B", "2. C"]),
        ("[{number: A, name: N}]", ["N", "Number", "A"]),
    ],
)
def test_rendercv_counts_as_it_does(tmp_path: Path, entries: str, shown: list[str]) -> None:
    source = rendercv(tmp_path, f"cv: {{name: A, sections: {{x: {entries}}}}}")
    assert lines(source)[2:] == shown


def test_a_numbered_list_of_html_keeps_its_numbers(tmp_path: Path) -> None:
    html = "<p>Did:</p><ol start='3'><li>One</li><li>Two</li></ol><ul><li>Three</li></ul>"
    source = resume(tmp_path, work=[{"position": "P", "summary": html}])
    assert lines(source)[3:] == ["Did:", "3. One", "4. Two", "Three"]
