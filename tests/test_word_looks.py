"""The looks of the Word file: the theme's tokens as styles, and where lines and pages break."""

from __future__ import annotations

from dataclasses import replace

import pytest
from printed import design
from wordfile import (
    WP,
    A,
    W,
    WordFile,
    outline_of,
    png,
    rendered,
    text_of,
    theme_with,
    value,
)

from cvrender import languages
from cvrender import theme as themes
from cvrender.inline import Span
from cvrender.outline import Line, Outline, Photo


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
    word = rendered(replace(outline, language=languages.load(language)))
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
    # A4 is 11906 twentieths of a point wide; the margins of classic are 30 mm, 1701 each.
    for style in ("Heading2", "Heading3", "EntryDetails"):
        tab = word.style(style).find(f"{W}pPr/{W}tabs/{W}tab")
        assert (tab.get(f"{W}val"), int(tab.get(f"{W}pos"))) == ("right", 8504)


def test_dates_are_not_bold_where_the_title_is(word: WordFile) -> None:
    assert word.style("Heading2").find(f"{W}rPr/{W}b") is not None
    assert value(word.run("2011 – 2018"), "rPr/b") == "0"
    assert value(word.run("Developer"), "rPr/b") is None


def test_dates_may_stand_in_the_line(outline: Outline) -> None:
    theme = theme_with("{entries: {dates: inline, layout: two-line, separator: '|'}}")
    word = rendered(outline, theme)
    assert ("Heading2", "Developer\u00a0| 2011 – 2018") in word.styled()
    assert ("EntryDetails", "Kartverket\u00a0| Uddevalla") in word.styled()
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
    longer = replace(outline, headline=Line((Span("word " * 25),)))
    heights = [
        int(rendered(each, themes.find("modern")).body.find(f".//{WP}extent").get("cy")) / 12700
        for each in (outline, longer)
    ]
    assert heights[1] - heights[0] == pytest.approx(10.5 * 1.21, abs=0.01)
    lasting = rendered(outline_of(f"name: {'Ada ' * 30}\nsections: []"), themes.find("modern"))
    assert lasting.body.find(f".//{WP}anchor") is None


@pytest.mark.parametrize(
    ("theme", "fill"), [("modern", "accent"), ("sidebar", "accent"), ("classic", "none")]
)
def test_links_in_a_headline_stand_out_from_the_band_behind_them(theme: str, fill: str) -> None:
    links = "[site](https://a.example), https://b.example/?x=1#y, c@x.example, **[D](https://d.example)**"
    source = f"name: Ada\nheadline: 'Poet, {links}'\nsections: [{{title: T, text: '{links}'}}]"
    chosen = themes.find(theme)
    assert chosen.tokens.header.fill == fill
    word = rendered(outline_of(source), chosen)
    above, below = (
        {value(run, "rPr/rStyle") for run in line.iter(f"{W}r")} - {None}
        for line in (word.paragraph("Poet"), word.paragraph("site"))
    )
    assert len(above) == len(below) == 1
    colors = [value(word.style(name), "rPr/color") for name in (*above, *below)]
    ink = chosen.tokens.colors.link.removeprefix("#").upper()
    assert colors == ["FFFFFF" if fill == "accent" else ink, ink]


def test_dates_stand_below_a_title_that_leaves_them_no_room() -> None:
    entries = ", ".join(
        f"{{title: {'word ' * count}, start: 2011, end: 2014}}" for count in (9, 18)
    )
    word = rendered(outline_of(f"name: A\nsections: [{{title: T, entries: [{entries}]}}]"))
    titles = [p for p in word.body.iter(f"{W}p") if value(p, "pPr/pStyle") == "Heading2"]
    breaks = [[node.tag for node in title.iter(f"{W}br", f"{W}tab")] for title in titles]
    assert breaks == [[f"{W}tab"], [f"{W}br", f"{W}tab"]]


def test_dates_stand_beside_a_long_title_that_leaves_them_room_in_its_font() -> None:
    title = "Backpressure in hospital messaging, a measurement of forty networks (1)"
    outline = outline_of(
        f"name: A\nsections: [{{title: T, entries: [{{title: '{title}', date: 2016-05}}]}}]"
    )
    families = {"Calibri": [f"{W}tab"], "Arial": [f"{W}br", f"{W}tab"]}
    for family, expected in families.items():
        word = rendered(outline, theme_with(f"{{word: {{fonts: {{body: {family}}}}}}}"))
        (line,) = [p for p in word.body.iter(f"{W}p") if value(p, "pPr/pStyle") == "Heading2"]
        assert [node.tag for node in line.iter(f"{W}br", f"{W}tab")] == expected, family


def test_keywords_stay_with_the_last_line_that_they_belong_to() -> None:
    for content, last in (("bullets: [one, two, three, four]", "four"), ("summary: told", "told")):
        entry = f"{{title: T, {content}, keywords: [go]}}"
        word = rendered(outline_of(f"name: A\nsections: [{{title: S, entries: [{entry}]}}]"))
        assert word.paragraph(last).find(f"{W}pPr/{W}keepNext") is not None
        assert word.paragraph("Skills: go").find(f"{W}pPr/{W}keepNext") is None


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


def test_joined_letters_are_not_spaced() -> None:
    outline = outline_of("name: A\nsections: [{title: T, text: x}]")
    spaced = [
        value(rendered(each, themes.find("executive")).style(style), "rPr/spacing")
        for each in (outline, replace(outline, language=languages.load("ar")))
        for style in ("Title", "Heading1")
    ]
    assert spaced == ["40", "19", None, None]


def test_short_facts_of_a_sidebar_run_on_in_one_line_of_a_single_column() -> None:
    brief = outline_of("name: A\nsections: [{kind: languages, facts: {Igbo: good, Ga: basic}}]")
    separate = design(
        "{facts: {brief: separate, layout: inline, levels: none}, word: {sidebar: none}}"
    )
    lines = [
        [text for style, text in rendered(brief, theme).styled() if style == "Fact"]
        for theme in (themes.find(name, designs=separate) for name in ("sidebar", "modern"))
    ]
    assert lines == [["Igbo: good\u00a0· Ga: basic"], ["Igbo: good", "Ga: basic"]]


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
        assert pitch == pytest.approx(1.21 * float(size[:-2]), rel=0.005)


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


def test_capitals_of_more_letters_are_written_and_others_are_the_styles() -> None:
    word = rendered(
        outline_of(
            "name: Jürgen Großmann\nlanguage: de\n"
            "sections: [{title: Maßnahmen, text: Straße}, {title: Ämter, text: Fuß}]"
        ),
        theme_with("{header: {case: upper}, headings: {case: upper}}"),
    )
    assert [text for _, text in word.styled()] == [
        *("JÜRGEN GROSSMANN", "MASSNAHMEN", "Straße", "Ämter", "Fuß")
    ]
    assert word.style("Heading1").find(f".//{W}caps") is not None


def test_no_line_ends_between_a_number_and_its_percent_sign() -> None:
    word = rendered(
        outline_of("name: A\nsections: [{title: T, text: 'From 18 % to 2,5 %, or 5 %x'}]")
    )
    assert word.styled()[-1] == ("BodyText", "From 18\u00a0% to 2,5\u00a0%, or 5 %x")


def test_no_line_ends_between_a_short_name_and_its_number() -> None:
    text = "Ril 804, ISO 9001 and § 5; Vol. 9, pages 118–131, Version 3"
    word = rendered(outline_of(f"name: A\nsections: [{{title: T, text: '{text}'}}]"))
    assert word.styled()[-1][1] == (
        "Ril\u00a0804, ISO\u00a09001 and §\u00a05; Vol.\u00a09, pages 118–131, Version 3"
    )


def test_a_dot_is_three_points_at_ten_in_every_family_of_known_dots() -> None:
    """Calibri's is 3.5 at ten; the program sets no other higher or lower, as the page does."""
    for fonts in ("{}", "{body: Cambria, heading: Cambria}"):
        word = rendered(
            outline_of("name: A\nsections: [{title: T, bullets: [a]}]"),
            theme_with(f"{{word: {{fonts: {fonts}}}, sizes: {{body: 10pt}}}}"),
        )
        level = word.xml("word/numbering.xml").find(f".//{W}lvl")
        size = int(level.find(f".//{W}sz").get(f"{W}val"))
        assert level.find(f".//{W}rFonts").get(f"{W}ascii") == "Calibri"
        assert size / 2 * 0.35 == pytest.approx(3, abs=0.1)
