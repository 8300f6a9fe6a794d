"""The Word file: what its XML says, what a validator says, and what LibreOffice makes of it."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from judges import open_xml_finds
from lxml import etree
from package import word_would_mend

from cvrender import theme as themes
from cvrender.checks.validate import validate
from cvrender.compose import compose
from cvrender.errors import CvrenderError
from cvrender.inline import Span
from cvrender.model import CV
from cvrender.outline import Contact, Line, Outline, Photo
from cvrender.renderers.word import RENDERER
from cvrender.renderers.word.runs import stretches
from cvrender.syntax.yamltext import parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from cvrender.theme import Theme

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
POINT = 12_700  # in English metric units, by which DrawingML measures
DC = "{http://purl.org/dc/elements/1.1/}"
DCTERMS = "{http://purl.org/dc/terms/}"
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"

SOURCE = """
name: Mara Lindqvist
headline: Platform Engineer
email: mara@example.org
location: Göteborg
links: [{label: GitHub, url: "https://github.com/mara"}]
keywords: [Kubernetes, Go]
sections:
  - title: Summary
    text: |
      Builds **paved** roads in *Go*, reads `vector<int>`.

      Writes [notes](https://mara.example/notes?a=1&b=2).
  - title: Experience
    page_break: before
    entries:
      - organization: Nordvind AB
        location: Malmö
        roles:
          - title: Principal
            start: 2022-04
            end: present
            bullets: [{text: Led the move., bullets: [In 6 minutes.]}]
          - title: Senior
            start: 2019
            end: 2021
            keywords: [Go, SQL]
      - title: Developer
        organization: Kartverket
        location: Uddevalla
        start: 2011
        end: 2018
        url: https://kartverket.example
        summary: Geodata.
        facts: {Stack: C++}
    bullets: [And more.]
  - title: Awards
    entries:
      - {title: Open Source Award, date: 2022}
      - {title: Best Paper, date: 2021}
  - title: Papers
    publications:
      - title: Late data
        authors: [Mara Lindqvist, J. Doe]
        venue: NCDE
        date: 2021
        doi: 10.1000/42
  - title: Skills
    facts: {Languages: "Go, C++", Databases: PostgreSQL}
"""

HOSTILE = [
    "C# C++ vector<int> Map<String, Foo> <AI> 5*3*2",
    "snake_case __init__ #hashtag AT&T &amp; $100 100 % ~ \\n {{ x }} {% if %}",
    "“quotes” ‘of’ „all“ «kinds» 'and' \"signs\"",
    "no-break\u00a0space, e\u0301 combining, क्\u200dष joined, \u0085 next line",
    "]]> <!-- --> <?x?> &#65; 😀",
]


def outline_of(source: str) -> Outline:
    return compose(validate(parse_yaml(source, "cv.yaml"), CV))


def theme_with(design: str) -> Theme:
    return themes.find("classic", designs=(parse_yaml(design, "design.yaml"),))


class WordFile:
    """The parts of a .docx file as parsed XML."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.infos = archive.infolist()
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def xml(self, part: str) -> etree._Element:
        return etree.fromstring(self.parts[part])

    @property
    def body(self) -> etree._Element:
        return self.xml("word/document.xml")[0]

    def styled(self) -> list[tuple[str, str]]:
        return [
            (paragraph.find(f".//{W}pStyle").get(f"{W}val"), text_of(paragraph))
            for paragraph in self.body.iter(f"{W}p")
        ]

    def paragraph(self, text: str) -> etree._Element:
        return next(p for p in self.body.iter(f"{W}p") if text_of(p).startswith(text))

    def run(self, text: str) -> etree._Element:
        runs = self.body.iter(f"{W}r")
        return next(run for run in runs if "".join(t.text for t in run.iter(f"{W}t")) == text)

    def style(self, name: str) -> etree._Element:
        return self.xml("word/styles.xml").find(f"{W}style[@{W}styleId='{name}']")


def text_of(paragraph: etree._Element) -> str:
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    kinds = (f"{W}t", f"{W}br", f"{W}tab")
    runs = (child for run in paragraph.iter(f"{W}r") for child in run.iter(*kinds))
    return "".join(signs.get(child.tag) or child.text or "" for child in runs)


def value(parent: etree._Element, path: str, attribute: str = "val") -> str | None:
    found = parent.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + attribute)


def rendered(outline: Outline, theme: Theme | None = None) -> WordFile:
    return WordFile(RENDERER.render(outline, theme or themes.find("classic")))


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def jpeg(width: int, height: int) -> bytes:
    """The frame header and the end of a JPEG file (ITU T.81), which is all that its size needs."""
    frame = struct.pack(">HBHHBBBB", 11, 8, height, width, 1, 1, 0x11, 0)
    scan = struct.pack(">HBBBBBB", 8, 1, 1, 0, 0, 63, 0)
    return b"\xff\xd8\xff\xc0" + frame + b"\xff\xda" + scan + b"\xff\xd9"


@pytest.fixture(scope="module")
def outline() -> Outline:
    return outline_of(SOURCE)


@pytest.fixture(scope="module")
def word(outline: Outline) -> WordFile:
    return rendered(outline)


@pytest.fixture(scope="module")
def hostile() -> Outline:
    plain = outline_of("name: A\nsections: [{title: B, text: C}]")
    lines = tuple(Line((Span(text),)) for text in HOSTILE)
    return replace(plain, sections=(replace(plain.sections[0], text=lines),))


def test_each_paragraph_has_the_style_that_says_what_it_is(word: WordFile) -> None:
    assert word.styled() == [
        ("Title", "Mara Lindqvist"),
        ("Subtitle", "Platform Engineer"),
        ("Contacts", "mara@example.org\u00a0· Göteborg\u00a0· GitHub: github.com/mara"),
        ("Heading1", "Summary"),
        ("BodyText", "Builds paved roads in Go, reads vector<int>."),
        ("BodyText", "Writes notes."),
        ("Heading1", "Experience"),
        ("Heading2", "Nordvind AB\tMalmö"),
        ("Heading3", "Principal\tApr 2022 – present"),
        ("ListBullet", "Led the move."),
        ("ListBullet2", "In 6 minutes."),
        ("Heading3", "Senior\t2019 – 2021"),
        ("Keywords", "Go, SQL"),
        ("Heading2", "Developer\t2011 – 2018"),
        ("EntryDetails", "Kartverket\tUddevalla"),
        ("EntryDetails", "kartverket.example"),
        ("BodyText", "Geodata."),
        ("Fact", "Stack: C++"),
        ("ListBullet", "And more."),
        ("Heading1", "Awards"),
        ("Heading2", "Open Source Award\t2022"),
        ("Heading2", "Best Paper\t2021"),
        ("Heading1", "Papers"),
        ("Heading2", "Late data\t2021"),
        ("EntryDetails", "Mara Lindqvist, J. Doe\u00a0· NCDE\u00a0· doi:10.1000/42"),
        ("Heading1", "Skills"),
        ("Fact", "Languages: Go, C++"),
        ("Fact", "Databases: PostgreSQL"),
    ]


def test_styles_have_the_names_that_word_knows(word: WordFile) -> None:
    names = {
        style.get(f"{W}styleId"): value(style, "name")
        for style in word.xml("word/styles.xml").iter(f"{W}style")
    }
    used = {style.get(f"{W}val") for style in word.body.iter(f"{W}pStyle", f"{W}rStyle")}
    assert used <= set(names)
    assert {style: names[style] for style in ("Title", "Subtitle", "Heading1", "Heading2")} == {
        "Title": "Title",
        "Subtitle": "Subtitle",
        "Heading1": "heading 1",
        "Heading2": "heading 2",
    }
    assert (names["ListBullet"], names["ListBullet2"]) == ("List Bullet", "List Bullet 2")


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("Apr 2022 – present", "Dates"),
        ("Kartverket", "Organization"),
        ("Uddevalla", "Location"),
        ("Languages", "FactLabel"),
        ("github.com/mara", "Hyperlink"),
        ("vector<int>", "Code"),
    ],
)
def test_words_with_a_meaning_have_a_character_style(word: WordFile, text: str, style: str) -> None:
    assert value(word.run(text), "rPr/rStyle") == style
    assert word.style(style).get(f"{W}type") == "character"


def test_addresses_and_code_are_not_spell_checked(word: WordFile) -> None:
    unchecked = {
        style.get(f"{W}styleId")
        for style in word.xml("word/styles.xml").iter(f"{W}style")
        if style.find(f"{W}rPr/{W}noProof") is not None
    }
    assert unchecked == {"Hyperlink", "Code"}


def test_emphasis_reaches_latin_and_complex_scripts(word: WordFile) -> None:
    bold, italic = word.run("paved")[0], word.run("Go")[0]
    assert [child.tag for child in bold] == [f"{W}b", f"{W}bCs"]
    assert [child.tag for child in italic] == [f"{W}i", f"{W}iCs"]


def test_bullets_are_lists_of_five_levels_in_the_text_font(word: WordFile) -> None:
    numbering = word.xml("word/numbering.xml")
    levels = [
        (
            value(level, "pStyle"),
            value(level, "lvlText"),
            value(level, "pPr/ind", "left"),
            value(level, "rPr/rFonts", "ascii"),
        )
        for level in numbering.iter(f"{W}lvl")
    ]
    assert levels == [
        ("ListBullet", "•", "240", "Calibri"),
        ("ListBullet2", "–", "480", "Calibri"),
        ("ListBullet3", "–", "720", "Calibri"),
        ("ListBullet4", "–", "960", "Calibri"),
        ("ListBullet5", "–", "1200", "Calibri"),
    ]
    assert value(numbering, "num/abstractNumId") == "0"
    assert [value(word.style(s), "pPr/numPr/ilvl") for s, *_ in levels] == ["0", "1", "2", "3", "4"]
    assert [value(word.style(s), "pPr/numPr/numId") for s, *_ in levels] == ["1"] * 5


def test_each_list_inside_a_list_is_a_level_deeper() -> None:
    deep = "{text: c, bullets: [{text: d, bullets: [{text: e, bullets: [f]}]}]}"
    bullets = f"[{{text: a, bullets: [{{text: b, bullets: [{deep}]}}]}}]"
    word = rendered(outline_of(f"name: A\nsections: [{{title: T, bullets: {bullets}}}]"))
    listed = [style for style, text in word.styled() if text in "abcdef"]
    assert listed == ["ListBullet", *(f"ListBullet{level}" for level in (2, 3, 4, 5, 5))]


def test_every_color_follows_the_word_theme(word: WordFile) -> None:
    used = {
        (color.get(f"{W}themeColor"), color.get(f"{W}color") or color.get(f"{W}val"))
        for part in ("word/styles.xml", "word/numbering.xml", "word/document.xml")
        for color in word.xml(part).iter(f"{W}color", f"{W}bottom")
    }
    assert used == {
        ("text1", "1F2328"),
        ("text2", "57606A"),
        ("accent1", "1F3A5F"),
        ("hyperlink", "1F4E79"),
        ("background2", "B7C2D0"),
    }
    scheme = word.xml("word/theme/theme1.xml").find(f".//{A}clrScheme")
    slots = {slot.tag.removeprefix(A): slot[0].get("val") for slot in scheme}
    assert (slots["dk1"], slots["dk2"], slots["lt2"]) == ("1F2328", "57606A", "B7C2D0")
    assert (slots["accent1"], slots["hlink"]) == ("1F3A5F", "1F4E79")


def test_fonts_are_the_themes_in_all_four_kinds(word: WordFile) -> None:
    default = word.xml("word/styles.xml").find(f"{W}docDefaults//{W}rFonts")
    heading = word.style("Heading1").find(f".//{W}rFonts")
    for fonts, role, family in ((default, "minor", "Calibri"), (heading, "major", "Cambria")):
        assert {key.removeprefix(W): name for key, name in fonts.items()} == {
            "ascii": family,
            "hAnsi": family,
            "eastAsia": family,
            "cs": family,
            "asciiTheme": f"{role}HAnsi",
            "hAnsiTheme": f"{role}HAnsi",
            "eastAsiaTheme": f"{role}EastAsia",
            "cstheme": f"{role}Bidi",
        }
    latin = {font.get("typeface") for font in word.xml("word/theme/theme1.xml").iter(f"{A}latin")}
    assert latin == {"Calibri", "Cambria"}


@pytest.mark.parametrize(
    ("language", "font", "tag"),
    [("ja", "Yu Gothic", "ja-JP"), ("zh-Hant", "Microsoft JhengHei", "zh-TW")],
)
def test_east_asian_is_set_in_a_font_of_its_own(
    outline: Outline, language: str, font: str, tag: str
) -> None:
    word = rendered(replace(outline, language=language))
    fonts = word.xml("word/theme/theme1.xml").iter(f"{A}ea")
    assert [found.get("typeface") for found in fonts] == [font, font]
    known = word.xml("word/styles.xml").find(f"{W}docDefaults//{W}lang")
    assert dict(known.attrib) == {f"{W}val": tag, f"{W}eastAsia": tag}


def test_sizes_spaces_page_and_margins_are_the_tokens() -> None:
    theme = theme_with(
        "{page: {size: Letter, margin: {top: 20mm, right: 1in, bottom: 2cm, left: 50pt}},"
        " sizes: {section: 13.5pt, body: 11pt}, line_height: 1.22,"
        " spacing: {section: 12pt, title: 4.5pt},"
        " headings: {rule: above, rule_width: 1.5pt, case: upper, letter_spacing: 0.05}}"
    )
    word = rendered(outline_of("name: A\nsections: [{title: B, text: C}]"), theme)
    page = word.body.find(f"{W}sectPr")
    assert (value(page, "pgSz", "w"), value(page, "pgSz", "h")) == ("12240", "15840")
    margins = [value(page, "pgMar", side) for side in ("top", "right", "bottom", "left")]
    assert margins == ["1134", "1440", "1134", "1000"]
    heading = word.style("Heading1")
    assert (value(heading, "rPr/sz"), value(heading, "rPr/szCs")) == ("27", "27")
    assert value(heading, "pPr/spacing", "before") == "240"
    assert value(heading, "pPr/spacing", "after") == "90"
    assert value(heading, "pPr/pBdr/top", "sz") == "12"
    assert value(heading, "rPr/spacing") == "14"
    assert heading.find(f"{W}rPr/{W}caps") is not None
    defaults = word.xml("word/styles.xml").find(f"{W}docDefaults")
    assert value(defaults, "rPrDefault/rPr/sz") == "22"
    # Calibri's own line is 1.22 of its size: single spacing is what was asked for.
    assert value(defaults, "pPrDefault/pPr/spacing", "line") == "240"


def test_the_space_below_a_section_title_is_the_same_for_all_that_follows(word: WordFile) -> None:
    following = [word.paragraph(text) for text in ("Builds", "Nordvind", "Open", "Languages")]
    assert [value(p, "pPr/spacing", "before") for p in following] == ["0", "0", "0", "0"]


def test_dates_stand_at_a_tab_at_the_right_margin(word: WordFile) -> None:
    # A4 is 11906 twentieths of a point wide; the margins of classic are 18 mm, 1020 each.
    for style in ("Heading2", "Heading3", "EntryDetails"):
        tab = word.style(style).find(f"{W}pPr/{W}tabs/{W}tab")
        assert (tab.get(f"{W}val"), int(tab.get(f"{W}pos"))) == ("right", 9978)


def test_dates_are_not_bold_where_the_title_is(word: WordFile) -> None:
    assert word.style("Heading2").find(f"{W}rPr/{W}b") is not None
    assert value(word.run("2011 – 2018"), "rPr/b") == "0"
    assert value(word.run("Developer"), "rPr/b") is None


def test_dates_may_stand_in_the_line(outline: Outline) -> None:
    word = rendered(outline, theme_with("{entries: {dates: inline}}"))
    assert ("Heading2", "Developer, 2011 – 2018") in word.styled()
    assert ("EntryDetails", "Kartverket, Uddevalla") in word.styled()
    assert list(word.body.iter(f"{W}tab")) == []


def test_headings_stay_with_what_follows(word: WordFile) -> None:
    for style in ("Title", "Heading1", "Heading2", "Heading3", "EntryDetails"):
        assert word.style(style).find(f"{W}pPr/{W}keepNext") is not None


def test_a_list_of_bare_entries_may_break_between_any_two(word: WordFile) -> None:
    kept = {text: value(word.paragraph(text), "pPr/keepNext") for text in ("Open", "Developer")}
    assert kept == {"Open": "0", "Developer": None}


def test_a_section_may_begin_a_page(word: WordFile) -> None:
    breaks = word.body.iter(f"{W}pageBreakBefore")
    assert [text_of(mark.getparent().getparent()) for mark in breaks] == ["Experience"]


def test_links_are_fields_that_old_readers_read(word: WordFile) -> None:
    assert [code.text for code in word.body.iter(f"{W}instrText")] == [
        ' HYPERLINK "mailto:mara@example.org" ',
        ' HYPERLINK "https://github.com/mara" ',
        ' HYPERLINK "https://mara.example/notes?a=1&b=2" ',
        ' HYPERLINK "https://kartverket.example" ',
        ' HYPERLINK "https://doi.org/10.1000/42" ',
    ]
    marks = [mark.get(f"{W}fldCharType") for mark in word.body.iter(f"{W}fldChar")]
    assert marks == ["begin", "separate", "end"] * 5
    assert list(word.body.iter(f"{W}hyperlink")) == []


def test_an_address_cannot_leave_its_field_code(outline: Outline) -> None:
    url = 'https://example.org/"\\l "x'
    name = Line((Span("Mara", bold=True, url=url), Span(" L.", url=url)))
    word = rendered(replace(outline, name=name, contacts=(), sections=()))
    code = word.body.find(f".//{W}instrText").text
    assert code == ' HYPERLINK "https://example.org/%22%5Cl %22x" '
    assert word.styled()[0] == ("Title", "Mara L.")


def test_hostile_text_arrives_character_for_character(hostile: Outline) -> None:
    word = rendered(hostile)
    assert [text for style, text in word.styled() if style == "BodyText"] == HOSTILE
    space = "{http://www.w3.org/XML/1998/namespace}space"
    assert {t.get(space) for t in word.body.iter(f"{W}t")} == {"preserve"}


def test_the_footer_counts_pages_in_the_words_of_the_language(outline: Outline) -> None:
    german = replace(outline.words, page="Seite {page} von {pages}")
    word = rendered(replace(outline, words=german))
    footer = word.xml("word/footer.xml")
    assert text_of(footer[0]) == "Mara Lindqvist · Seite 1 von 1"
    assert [code.text for code in footer.iter(f"{W}instrText")] == [" PAGE ", " NUMPAGES "]
    assert word.body.find(f"{W}sectPr/{W}footerReference") is not None


def test_a_theme_without_footer_leaves_no_trace_of_one(outline: Outline) -> None:
    word = rendered(outline, theme_with("{footer: {show: none}}"))
    assert [name for name in word.parts if "footer" in name] == []
    assert b"footer" not in word.parts["word/_rels/document.xml.rels"]


def test_right_to_left_reaches_section_paragraphs_and_runs(outline: Outline) -> None:
    name = Line((Span("ليلى الحداد (C++)"),))
    phone = Contact("phone", Line((Span("+971 50 123", url="tel:+97150123"),)))
    contacts = (*outline.contacts, phone)
    word = rendered(replace(outline, name=name, contacts=contacts, language="ar", direction="rtl"))
    assert word.body.find(f"{W}sectPr/{W}bidi") is not None
    assert word.style("Normal").find(f"{W}pPr/{W}bidi") is not None
    assert word.run("ليلى الحداد (").find(f"{W}rPr/{W}rtl") is not None
    assert word.run("C++").find(f"{W}rPr/{W}rtl") is None
    assert word.run("+971 50 123").find(f"{W}rPr/{W}rtl") is None
    language = word.xml("word/styles.xml").find(f"{W}docDefaults//{W}lang")
    assert dict(language.attrib) == {f"{W}val": "ar-SA", f"{W}bidi": "ar-SA"}


@pytest.mark.parametrize(
    ("text", "rtl", "parts"),
    [
        ("plain words", False, [("plain words", False)]),
        ("a שלום עולם b", False, [("a ", False), ("שלום עולם", True), (" b", False)]),
        ("שלום AWS ECS 12, עולם", True, [("שלום ", True), ("AWS ECS", False), (" 12, עולם", True)]),
        ("بلغة C++ و", True, [("بلغة ", True), ("C++", False), (" و", True)]),
        ("+49 30", True, [("+49 30", True)]),
        ("", True, []),
    ],
)
def test_signs_and_digits_go_with_the_letters_around_them(
    text: str, rtl: bool, parts: list[tuple[str, bool]]
) -> None:
    assert list(stretches(text, rtl)) == parts


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


def test_the_photo_stands_above_the_name_with_words_for_who_cannot_see_it(
    outline: Outline,
) -> None:
    picture = png(60, 80)
    word = rendered(replace(outline, photo=Photo(picture, 'Mara, "smiling"')))
    inline = word.body[0].find(f".//{WP}inline")
    assert inline.find(f"{WP}docPr").get("descr") == 'Mara, "smiling"'
    extent = inline.find(f"{WP}extent")
    assert (extent.get("cx"), extent.get("cy")) == (str(54 * POINT), str(72 * POINT))
    assert word.parts["word/media/image1.png"] == picture
    assert word.styled()[1] == ("Title", "Mara Lindqvist")


def test_the_photo_stands_at_the_other_margin_where_the_name_block_leaves_it_room(
    outline: Outline,
) -> None:
    pictured = replace(outline, photo=Photo(png(60, 80), "Mara"))
    for direction, side in (("ltr", "right"), ("rtl", "left")):
        word = rendered(
            replace(pictured, direction=direction), theme_with("{header: {align: left}}")
        )
        (anchor,) = word.body.iter(f"{WP}anchor")
        assert anchor.findtext(f"{WP}positionH/{WP}align") == side
        assert anchor.find(f"{WP}docPr").get("descr") == "Mara"
        assert word.styled()[0] == ("Title", "Mara Lindqvist")
    long = replace(pictured, name=Line((Span("Mara " * 20),)))
    word = rendered(long, theme_with("{header: {align: left}}"))
    assert word.body[0].find(f".//{WP}inline") is not None


def test_a_photo_is_no_higher_than_the_band_that_it_stands_on_and_the_text_begins_below_it() -> (
    None
):
    outline = outline_of("name: Ada\nsections: [{title: T, text: x}]")
    pictured = replace(outline, photo=Photo(png(60, 80), "Ada"))
    banded = rendered(pictured, themes.find("modern"))
    assert int(banded.body.find(f".//{WP}extent").get("cy")) / 12700 == pytest.approx(29 * 1.17)
    plain = rendered(pictured, themes.find("academic"))
    high = int(plain.body.find(f".//{WP}extent").get("cy")) / 12700
    below = int(value(plain.paragraph("T"), "pPr/spacing", "before")) / 20
    assert 21 * 1.17 + below == pytest.approx(high + 9, abs=0.1)


def test_a_band_reaches_the_edges_of_the_paper_behind_its_words_and_is_decoration() -> None:
    outline = outline_of("name: Ada\nheadline: Poet\nsections: [{title: T, text: x}]")
    pictured = replace(outline, photo=Photo(png(60, 80), "Ada"))
    for one in (outline, pictured):
        word = rendered(one, themes.find("modern"))
        (shape,) = word.body[0].iterfind(f".//{WP}anchor[@behindDoc='1']")
        assert [shape.findtext(f"{WP}position{axis}/{WP}posOffset") for axis in "HV"] == ["0", "0"]
        assert int(shape.find(f"{WP}extent").get("cx")) / 12700 == pytest.approx(595.28, abs=0.1)
        assert [node.get("val") for node in shape.iter() if "}decorative" in node.tag] == ["1"]
        numbers = [node.get("id") for node in word.body.iter(f"{WP}docPr")]
        assert len(numbers) == len(set(numbers))
    lasting = rendered(outline_of(f"name: {'Ada ' * 30}\nsections: []"), themes.find("modern"))
    assert lasting.body.find(f".//{WP}anchor") is None


def test_dates_stand_below_a_title_that_leaves_them_no_room() -> None:
    entries = ", ".join(
        f"{{title: {'word ' * count}, start: 2011, end: 2014}}" for count in (9, 20)
    )
    word = rendered(outline_of(f"name: A\nsections: [{{title: T, entries: [{entries}]}}]"))
    titles = [p for p in word.body.iter(f"{W}p") if value(p, "pPr/pStyle") == "Heading2"]
    breaks = [[node.tag for node in title.iter(f"{W}br", f"{W}tab")] for title in titles]
    assert breaks == [[f"{W}tab"], [f"{W}br", f"{W}tab"]]


def test_dates_stand_beside_a_long_title_that_leaves_them_room_in_its_font() -> None:
    title = (
        "Backpressure in hospital messaging, a measurement of forty networks over two years (10)"
    )
    outline = outline_of(
        f"name: A\nsections: [{{title: T, entries: [{{title: '{title}', date: 2016-05}}]}}]"
    )
    families = {"Calibri": [f"{W}tab"], "Arial": [f"{W}br", f"{W}tab"]}
    for family, expected in families.items():
        word = rendered(outline, theme_with(f"{{word: {{fonts: {{body: {family}}}}}}}"))
        (line,) = [p for p in word.body.iter(f"{W}p") if value(p, "pPr/pStyle") == "Heading2"]
        assert [node.tag for node in line.iter(f"{W}br", f"{W}tab")] == expected, family


def test_a_long_name_is_set_smaller_to_stand_in_one_line_beside_the_photo() -> None:
    source = "name: Maximiliane von Hohenstein-Brandenburger\nsections: [{title: T, text: x}]"
    outline = replace(outline_of(source), photo=Photo(png(60, 80), "Max"))
    for theme, size in (("modern", "44"), ("academic", "41"), ("plain", "36")):
        word = rendered(outline, themes.find(theme))
        assert value(word.style("Title"), "rPr/sz") == size, theme
        assert word.body[0].find(f".//{WP}anchor") is not None


def test_keywords_stay_with_the_last_line_that_they_belong_to() -> None:
    for content, last in (("bullets: [one, two, three, four]", "four"), ("summary: told", "told")):
        entry = f"{{title: T, {content}, keywords: [go]}}"
        word = rendered(outline_of(f"name: A\nsections: [{{title: S, entries: [{entry}]}}]"))
        assert word.paragraph(last).find(f"{W}pPr/{W}keepNext") is not None
        assert word.paragraph("go").find(f"{W}pPr/{W}keepNext") is None


def test_at_a_pages_edge_two_lines_of_a_list_stay_together() -> None:
    words = ["one", "two", "three", "four", "five"]
    for count, kept in (
        (1, []),
        (2, ["one"]),
        (3, ["one", "two"]),
        (4, ["one", "three"]),
        (5, ["one", "four"]),
    ):
        bullets = ", ".join(words[:count])
        word = rendered(outline_of(f"name: A\nsections: [{{title: T, bullets: [{bullets}]}}]"))
        listed = [word.paragraph(text) for text in words[:count]]
        together = [p for p in listed if p.find(f"{W}pPr/{W}keepNext") is not None]
        assert ["".join(p.itertext()) for p in together] == kept


def test_facts_may_run_on_in_one_paragraph() -> None:
    outline = outline_of("name: A\nsections: [{title: T, facts: {Go: daily, Rust: 2 years}}]")
    running = rendered(outline, theme_with("{facts: {layout: run}}"))
    assert [text for style, text in running.styled() if style == "Fact"] == [
        "Go: daily\u00a0· Rust: 2 years"
    ]
    assert running.style("Fact").find(f"{W}pPr/{W}ind") is None
    assert [text for style, text in rendered(outline).styled() if style == "Fact"] == [
        "Go: daily",
        "Rust: 2 years",
    ]


def test_lines_are_as_far_apart_as_the_tokens_say_though_word_rounds_their_size(
    outline: Outline,
) -> None:
    for size, rounded in (("7.3pt", 7.5), ("9.75pt", 10)):
        word = rendered(outline, theme_with(f"{{sizes: {{body: {size}}}}}"))
        spacing = word.xml("word/styles.xml").find(f".//{W}pPrDefault/{W}pPr/{W}spacing")
        pitch = int(spacing.get(f"{W}line")) / 240 * 1.22 * rounded
        assert pitch == pytest.approx(1.28 * float(size[:-2]), rel=0.005)


def test_a_jpeg_without_a_jfif_header_is_a_photo_too(outline: Outline) -> None:
    word = rendered(replace(outline, photo=Photo(jpeg(60, 80), "Mara")))
    extent = word.body[0].find(f".//{WP}extent")
    assert int(extent.get("cx")) / int(extent.get("cy")) == 60 / 80
    assert word.parts["word/media/image1.jpg"].endswith(jpeg(60, 80)[2:])


@pytest.mark.parametrize(
    "data", [b"", b"RIFF....WEBP", b"\xff\xd8\xff\xe0\x00\x10JFIF", png(9, 9)[:20]]
)
def test_a_photo_that_word_cannot_show_is_named(outline: Outline, data: bytes) -> None:
    with pytest.raises(CvrenderError, match="Word cannot show the photo"):
        rendered(replace(outline, photo=Photo(data, "Mara")))


@pytest.mark.parametrize(
    "kind", ["plain", "hostile", "rtl", "photo", "no footer", "centred", "band", "running"]
)
def test_a_validator_finds_nothing(
    outline: Outline, hostile: Outline, tmp_path: Path, kind: str
) -> None:
    outlines = {
        "hostile": hostile,
        "rtl": replace(outline, language="fa", direction="rtl"),
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


@pytest.fixture(scope="module")
def printed(outline: Outline, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The text of the PDF that LibreOffice makes of the file."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("libreoffice")
    path = folder / "cv.docx"
    path.write_bytes(RENDERER.render(outline, themes.find("classic")))
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--convert-to", "pdf", "--outdir", folder, path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with pypdfium2.PdfDocument(path.with_suffix(".pdf")) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return "\n".join(pages).replace("\r\n", "\n")


@pytest.mark.xdist_group("libreoffice")
def test_libreoffice_shows_every_line_in_order(outline: Outline, printed: str) -> None:
    cursor = 0
    for line in outline.lines():
        cursor = printed.index(str(line), cursor) + len(str(line))


@pytest.mark.xdist_group("libreoffice")
def test_libreoffice_shows_lists_footer_and_page_break(printed: str) -> None:
    lines = [line.strip() for line in printed.split("\n")]
    assert "• Led the move." in lines
    assert "– In 6 minutes." in lines
    assert [line for line in lines if "Page" in line] == ["Mara Lindqvist · Page 2 of 2"]


def test_the_persons_name_among_authors_is_as_dark_as_the_text() -> None:
    paper = "{title: P, authors: [Ann Other, Mara Lindqvist]}"
    word = rendered(
        outline_of(f"name: Mara Lindqvist\nsections: [{{title: T, publications: [{paper}]}}]")
    )
    authors = word.paragraph("Ann Other, Mara Lindqvist")
    styled = {"".join(run.itertext()): value(run, "rPr/rStyle") for run in authors.iter(f"{W}r")}
    assert styled == {"Ann Other": None, ", ": None, "Mara Lindqvist": "Strong"}
    assert (
        value(word.style("Strong"), "rPr/color")
        == themes.find("classic").tokens.colors.text[1:].upper()
    )
