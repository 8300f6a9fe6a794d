"""The Word file as a package: its properties, what validators and LibreOffice make of it."""

from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from judges import FOR_LIBREOFFICE, open_xml_finds
from package import word_would_mend

from cvrender import languages
from cvrender import theme as themes
from cvrender.outline import Outline, Photo
from cvrender.renderers.word import RENDERER

if TYPE_CHECKING:
    from pathlib import Path


from wordfile import SOURCE, W, WordFile, hostile, outline_of, png, rendered, theme_with

DC = "{http://purl.org/dc/elements/1.1/}"
DCTERMS = "{http://purl.org/dc/terms/}"
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"


def test_properties_name_the_person_and_nobody_else(word: WordFile) -> None:
    core = word.xml("docProps/core.xml")
    assert {child.tag: child.text for child in core} == {
        f"{DC}creator": "Mara Lindqvist",
        f"{CORE}lastModifiedBy": "Mara Lindqvist",
        f"{DC}title": "Mara Lindqvist – Platform Engineer",
        f"{DC}subject": "Platform Engineer",
        f"{CORE}keywords": "Kubernetes, Go",
        f"{DC}language": "en",
    }
    everything = b"".join(word.parts.values()).lower()
    assert b"python-docx" not in everything
    assert [name for name in word.parts if "thumbnail" in name or "Effects" in name] == []


def test_the_file_is_dated_by_source_date_epoch(
    outline: Outline, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
    core = rendered(outline).xml("docProps/core.xml")
    dates = [core.findtext(DCTERMS + kind) for kind in ("created", "modified")]
    assert dates == ["2024-05-06T07:08:09Z"] * 2


def test_a_machine_whose_clock_stands_before_1980_makes_the_same_file(
    outline: Outline, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = themes.find("classic")
    today = RENDERER.render(outline, theme)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(0))  # what ``zipfile`` asks
    assert RENDERER.render(outline, theme) == today


def test_properties_longer_than_word_allows_are_cut(outline: Outline) -> None:
    word = rendered(replace(outline, keywords=("k" * 300,)))
    assert word.xml("docProps/core.xml").findtext(f"{CORE}keywords") == "k" * 254 + "…"


def test_word_opens_the_file_without_compatibility_mode(word: WordFile) -> None:
    modes = {
        setting.get(f"{W}name"): setting.get(f"{W}val")
        for setting in word.xml("word/settings.xml").iter(f"{W}compatSetting")
    }
    assert modes["compatibilityMode"] == "15"


def test_the_same_source_gives_the_same_bytes(outline: Outline, word: WordFile) -> None:
    theme = themes.find("classic")
    assert RENDERER.render(outline, theme) == RENDERER.render(outline_of(SOURCE), theme)
    assert {info.date_time for info in word.infos} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    "kind", ["plain", "hostile", "rtl", "photo", "no footer", "centred", "band", "running"]
)
def test_a_validator_finds_nothing(outline: Outline, tmp_path: Path, kind: str) -> None:
    outlines = {
        "hostile": hostile(),
        "rtl": replace(outline, language=languages.load("fa")),
        "photo": replace(outline, photo=Photo(png(60, 80), "Mara")),
        "band": replace(outline, photo=Photo(png(60, 80), "Mara")),
    }
    designs = {
        "band": "{header: {align: left, fill: accent}, entries: {organization: accent}}",
        "running": "{facts: {layout: run}}",
        "no footer": "{footer: {show: none}, headings: {rule: none}}",
        "centred": "{headings: {align: center, case: upper, letter_spacing: 0.06, rule: above},"
        " footer: {show: pages}, text: {align: justify}, entries: {organization: semibold},"
        ' bullets: {character: "&"}, word: {fonts: {body: "A & \\"B\\""}}}',
    }
    path = tmp_path / "cv.docx"
    theme = theme_with(designs.get(kind, "{}"))
    path.write_bytes(RENDERER.render(outlines.get(kind, outline), theme))
    assert open_xml_finds(path) == []
    assert word_would_mend(path.read_bytes()) == []


@pytest.mark.parametrize(
    ("part", "sound", "broken", "told"),
    [
        ("word/document.xml", 'pStyle w:val="Fact"', 'pStyle w:val="Facts"', "no paragraph style"),
        ("word/document.xml", 'fldCharType="separate"', 'fldCharType="begin"', "not closed"),
        ("word/document.xml", 'xml:space="preserve"', "", "are lost"),
        ("word/document.xml", "r:id=", "r:id='rId99' r:di=", "no relationship rId99"),
        ("word/styles.xml", 'basedOn w:val="Normal"', 'basedOn w:val="Code"', "no paragraph style"),
        ("word/numbering.xml", 'w:numId="1"', 'w:numId="2"', "no list 1"),
        ("[Content_Types].xml", "/word/styles.xml", "/word/style.xml", "is not there"),
        ("word/_rels/document.xml.rels", "styles.xml", "style.xml", "is not there"),
    ],
)
def test_what_word_would_mend_is_found(
    word: WordFile, part: str, sound: str, broken: str, told: str
) -> None:
    parts = {name: data.decode() for name, data in word.parts.items()}
    assert sound in parts[part]
    parts[part] = parts[part].replace(sound, broken)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    assert any(told in wrong for wrong in word_would_mend(written.getvalue()))


FOR_LIBREOFFICE["package"] = lambda: RENDERER.render(outline_of(SOURCE), themes.find("classic"))


@pytest.fixture(scope="module")
def printed(in_libreoffice: dict[str, bytes]) -> str:
    """The text of the PDF that LibreOffice makes of the file."""
    with pypdfium2.PdfDocument(in_libreoffice["package"]) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return "\n".join(pages).replace("\r\n", "\n")


def test_libreoffice_shows_every_line_in_order(outline: Outline, printed: str) -> None:
    cursor = 0
    for line in outline.lines():
        cursor = printed.index(str(line), cursor) + len(str(line))


def test_libreoffice_shows_lists_footer_and_page_break(printed: str) -> None:
    lines = [line.strip() for line in printed.split("\n")]
    assert "• Led the move." in lines
    assert "– In 6 minutes." in lines
    assert [line for line in lines if "Page" in line] == ["Mara Lindqvist · Page 2 of 2"]
