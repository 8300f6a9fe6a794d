"""The Word file: what its paragraphs, runs and fields say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree
from wordfile import (
    HOSTILE,
    W,
    WordFile,
    hostile,
    outline_of,
    rendered,
    text_of,
    theme_with,
    value,
)

from cvrender import languages
from cvrender import theme as themes
from cvrender.inline import Span
from cvrender.outline import Contact, Line, Outline
from cvrender.renderers.bidi import directional_runs
from cvrender.renderers.word.xml import declared, element, text

BETWEEN = "\u2002\u2002\u00a0"
"""Two contacts: the room between them, and that behind an icon."""


def test_each_paragraph_has_the_style_that_says_what_it_is(word: WordFile) -> None:
    assert word.styled() == [
        ("Title", "Mara Lindqvist"),
        ("Subtitle", "Platform Engineer"),
        ("Contacts", f"\u00a0mara@example.org{BETWEEN}Göteborg{BETWEEN}GitHub: github.com/mara"),
        ("Heading1", "Summary"),
        ("BodyText", "Builds paved roads in Go, reads vector<int>."),
        ("BodyText", "Writes notes."),
        ("Heading1", "Experience"),
        ("Heading2", "Nordvind AB\u00a0– Malmö"),
        ("Heading3", "Principal\tApr 2022 – present"),
        ("ListBullet", "Led the move."),
        ("ListBullet2", "In\u00a06 minutes."),
        ("Heading3", "Senior\t2019 – 2021"),
        ("Keywords", "Skills: Go, SQL"),
        ("Heading2", "Developer, Kartverket\u00a0– Uddevalla\t2011 – 2018"),
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
        ("github.com/mara", "ContactLink"),
        ("notes", "Hyperlink"),
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
    assert unchecked == {"Hyperlink", "ContactLink", "Code"}


def test_the_italics_of_a_style_slant_no_arabic(word: WordFile) -> None:
    looks = word.style("Organization").find(f"{W}rPr")
    assert [child.tag for child in looks if "}i" in child.tag] == [f"{W}i"]


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


def test_hostile_text_arrives_character_for_character() -> None:
    word = rendered(hostile())
    shown = [text.replace("\u00a0%", " %") for style, text in word.styled() if style == "BodyText"]
    assert shown == HOSTILE
    space = "{http://www.w3.org/XML/1998/namespace}space"
    assert {t.get(space) for t in word.body.iter(f"{W}t")} == {"preserve"}


def test_markup_says_what_it_was_given() -> None:
    hostile = "& &amp; < > ]]> \" ' \t \n \r é 😀"
    made = element("w:t", text(hostile), val=hostile, **{"xml:space": "preserve"}, **declared("w"))
    read = etree.fromstring(made)
    assert (read.text, read.get(f"{W}val")) == (hostile, hostile)


def test_a_character_that_xml_has_not_is_not_written(outline: Outline) -> None:
    classic = themes.find("classic")
    bullets = classic.tokens.bullets.model_copy(update={"character": "\x01"})
    theme = replace(classic, tokens=classic.tokens.model_copy(update={"bullets": bullets}))
    with pytest.raises(ValueError, match=r"U\+0001 is not a character of XML"):
        rendered(outline, theme)


def test_the_footer_counts_pages_in_the_words_of_the_language(outline: Outline) -> None:
    german = outline.language._replace(page="Seite {page} von {pages}")
    word = rendered(replace(outline, language=german))
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
    arabic = languages.load("ar")
    word = rendered(replace(outline, name=name, contacts=contacts, language=arabic))
    assert word.body.find(f"{W}sectPr/{W}bidi") is not None
    assert word.style("Normal").find(f"{W}pPr/{W}bidi") is not None
    assert word.run("ليلى الحداد (").find(f"{W}rPr/{W}rtl") is not None
    assert word.run("C++").find(f"{W}rPr/{W}rtl") is None
    assert word.run("+971 50 123").find(f"{W}rPr/{W}rtl") is None
    language = word.xml("word/styles.xml").find(f"{W}docDefaults//{W}lang")
    assert dict(language.attrib) == {f"{W}val": "ar-SA", f"{W}bidi": "ar-SA"}


def test_arabic_in_the_title_of_an_english_cv_is_not_spaced() -> None:
    written = "name: A\nsections: [{title: Arabic عربي, text: x}]"
    word = rendered(outline_of(written), theme_with("headings: {letter_spacing: 0.08}"))
    assert [child.tag for child in word.run("عربي")[0]] == [f"{W}spacing", f"{W}rtl"]
    assert word.run("عربي")[0][0].get(f"{W}val") == "0"


@pytest.mark.parametrize(
    ("text", "rtl", "parts"),
    [
        ("plain words", False, [("plain words", False)]),
        ("a שלום עולם b", False, [("a ", False), ("שלום עולם", True), (" b", False)]),
        ("שלום AWS ECS 12, עולם", True, [("שלום ", True), ("AWS ECS 12", False), (", עולם", True)]),
        ("עם Python (FastAPI) ו", True, [("עם ", True), ("Python (FastAPI)", False), (" ו", True)]),
        ("משנת 2021 (AWS)", True, [("משנת 2021 (", True), ("AWS", False), (")", True)]),
        ("بلغة C++ و", True, [("بلغة ", True), ("C++", False), (" و", True)]),
        ("+49 30", True, [("+49 30", True)]),
        ("", True, []),
    ],
)
def test_signs_and_digits_go_with_the_letters_around_them(
    text: str, rtl: bool, parts: list[tuple[str, bool]]
) -> None:
    assert list(directional_runs(text, rtl)) == parts
