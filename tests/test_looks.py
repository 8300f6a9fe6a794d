"""Looks: each token reads back from the PDF by PDFium and from Word's styles.xml alike."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from fuzzing import some
from judges import by_pdfium, open_xml_finds
from lxml import etree, html

from cvrender import theme as themes
from cvrender.arrangement import arrange
from cvrender.renderers import registry
from cvrender.renderers.line_fit import indent
from cvrender.theme import panel
from cvrender.theme.measures import PAGE_SIZES, to_points

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared import Made

    from cvrender.outline import Outline

from printed import BODY, DATE, ENTRY, NAME, SECTION, W, design, part, shown, style

DATA = Path(__file__).parents[1] / "data"
THEMES = themes.names()
every_theme = pytest.mark.parametrize("look", THEMES)


@every_theme
def test_fonts_sizes_and_colours_are_the_tokens_in_pdf_and_word(
    made: Callable[..., Made], look: str
) -> None:
    tokens = themes.find(look).tokens
    dates = "accent" if tokens.dates.look.startswith("accent") else "muted"
    pdf = made("pdf", "example-full", look).data
    styles = part(made("docx", "example-full", look).data, "word/styles.xml")
    for words, word_style, family, size, color in (
        (NAME, "Title", "heading", "name", "name"),
        (SECTION, "Heading1", "heading", "section", "accent"),
        (ENTRY, "Heading2", "body", "entry", "text"),
        (BODY, "BodyText", "body", "body", "text"),
        (DATE, "Dates", "body", "body", dates),
    ):
        font, printed, ink, _ = shown(pdf, words)
        on_band = color == "name" and tokens.header.fill == "accent"
        expected = "#ffffff" if on_band else getattr(tokens.colors, color)
        assert getattr(tokens.fonts, family).replace(" ", "") in font.replace("-", ""), words
        assert printed == pytest.approx(to_points(getattr(tokens.sizes, size)), abs=0.01), words
        assert ink == expected, words
        said = style(styles, word_style)
        if "sz.val" in said:
            assert int(said["sz.val"]) == round(2 * to_points(getattr(tokens.sizes, size)))
        if "color.val" in said:
            assert f"#{said['color.val']}".lower() == expected
        if family == "heading":
            assert said["rFonts.ascii"] == tokens.word.fonts.heading


@every_theme
def test_page_margins_spaces_and_rules_are_the_tokens_in_pdf_and_word(
    made: Callable[..., Made], look: str
) -> None:
    tokens = themes.find(look).tokens
    margin, headings, header = tokens.page.margin, tokens.headings, tokens.header
    pdf = made("pdf", "example-full", look).data
    word = made("docx", "example-full", look).data
    box = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(PAGE_SIZES["A4"], abs=0.1)
    if not tokens.sidebar.sections:
        column = indent(made("pdf", "example-full", look).outline, tokens)
        assert shown(pdf, BODY)[3] == pytest.approx(to_points(margin.left) + column, abs=1.5)
        assert shown(pdf, SECTION)[3] == pytest.approx(to_points(margin.left), abs=1.5) or (
            headings.align == "center"
        )
    document, styles = part(word, "word/document.xml"), part(word, "word/styles.xml")
    sides = document.find(f".//{W}pgMar").attrib
    beside = panel.beside(tokens, "ltr") if tokens.sidebar.sections else tokens
    for side in ("right", "bottom", "left"):
        wide = getattr(beside.page.margin, side)
        assert int(sides[f"{W}{side}"]) == round(20 * to_points(wide))
    first = header.padding if header.fill == "accent" else margin.top
    assert int(sides[f"{W}top"]) == round(20 * to_points(first))
    title = style(styles, "Heading1")
    section, below = to_points(tokens.spacing.section), to_points(tokens.spacing.title)
    gaps = (title["spacing.before"], title["spacing.after"])
    assert gaps == (f"{20 * section:.0f}", f"{20 * below:.0f}")
    assert ("bottom.sz" in title, "top.sz" in title) == (
        headings.rule == "below",
        headings.rule == "above",
    )
    assert (
        "caps" in etree.tostring(styles.find(f".//{W}style[@{W}styleId='Heading1']")).decode()
    ) is (headings.case == "upper")
    name = style(styles, "Title")
    on_band = header.fill == "accent"
    assert ("top.sz" in name) is (header.rule == "above")
    assert (f"#{name.get('shd.fill')}".lower() == tokens.colors.accent) is on_band
    ruled = header.rule == "below" or tokens.entries.layout == "timeline"
    assert (document.find(f".//{W}p//{W}pBdr") is not None) is ruled
    css = html.fromstring(made("html", "example-full", look).data.decode()).findtext(".//style")
    assert f"--heading-rule: {headings.rule_width} solid var(--color-{headings.rule_color});" in css


@pytest.mark.parametrize("look", ["academic", "tabular"])
def test_the_column_of_dates_stays_where_there_are_none(
    made: Callable[..., Made], look: str
) -> None:
    tokens = themes.find(look).tokens
    left = to_points(tokens.page.margin.left) + to_points(tokens.entries.dates_width)
    assert shown(made("pdf", "cv", look).data, "Designed and")[3] >= left - 4


GAPPED = (
    "{name: Ada, email: a@x.example, sections: [{title: First, text: Some text}, {title: Second,"
    " entries: [{title: One, summary: Words, bullets: [aa, bb]}, {title: Two, bullets: [cc]}]}]}"
)
GAPS = {
    "header": ("a@x.example", "First"),
    "section": ("Some text", "Second"),
    "title": ("Second", "One"),
    "entry": ("bb", "Two"),
    "paragraph": ("Words", "aa"),
    "bullet": ("aa", "bb"),
}
"""Between which words each gap stands."""


@pytest.fixture(scope="module")
def gapped(outlined: Callable[[str], Outline]) -> Callable[[str], tuple[bytes, bytes]]:
    """As PDF and Word file, all gaps 20 points wide but the named one, which is 30."""
    outline = outlined(GAPPED)

    @cache
    def render(wide: str) -> tuple[bytes, bytes]:
        sizes = ", ".join(f"{gap}: {30 if gap == wide else 20}pt" for gap in GAPS)
        theme = themes.find("classic", designs=design(f"spacing: {{{sizes}}}"))
        pdf, word = (registry.load(form).render(outline, theme) for form in ("pdf", "docx"))
        return pdf, word

    return render


@pytest.mark.xdist_group("gaps")
@pytest.mark.parametrize("gap", GAPS)
def test_a_gap_grows_with_its_token_by_as_much_in_pdf_and_word(
    gapped: Callable[[str], tuple[bytes, bytes]], gap: str
) -> None:
    (pdf, word), (wide_pdf, wide_word) = gapped(""), gapped(gap)
    apart = distance(wide_pdf, *GAPS[gap]) - distance(pdf, *GAPS[gap])
    assert apart == pytest.approx(10, abs=0.02)
    assert space(wide_word, *GAPS[gap]) - space(word, *GAPS[gap]) == 200


def distance(data: bytes, above: str, below: str) -> float:
    return baseline(data, above) - baseline(data, below)


def space(data: bytes, above: str, below: str) -> int:
    return spaces(data, above)[1] + spaces(data, below)[0]


def baseline(data: bytes, words: str) -> float:
    """How far above the foot of the first page ``words`` stand, in points."""
    with pypdfium2.PdfDocument(data) as document:
        text = document[0].get_textpage()
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text, text.search(words).get_next()[0], matrix)
        return float(matrix.f)


def spaces(data: bytes, words: str) -> tuple[int, int]:
    """The space before and after a paragraph of a Word file, in twips: its own, or its style's."""
    document, styles = part(data, "word/document.xml"), part(data, "word/styles.xml")
    found = next(
        paragraph
        for paragraph in document.iter(f"{W}p")
        if "".join(text.text for text in paragraph.iter(f"{W}t")).strip().startswith(words)
    )
    said = style(styles, found.find(f".//{W}pStyle").get(f"{W}val"))
    own = found.find(f"{W}pPr/{W}spacing")
    told = {} if own is None else {etree.QName(key).localname: own.get(key) for key in own.attrib}
    before, after = (
        int(told.get(side, said.get(f"spacing.{side}", 0))) for side in ("before", "after")
    )
    return before, after


@pytest.mark.parametrize("look", ["academic", "classic", "sidebar"])
def test_the_rules_of_section_titles_are_the_tokens_in_the_pdf(
    made: Callable[..., Made], look: str
) -> None:
    """As thick and as dark, one for each title; those of Word are held against them above."""
    tokens, file = themes.find(look).tokens, made("pdf", "cv", look)
    margin, width = tokens.page.margin, PAGE_SIZES["A4"][0]
    columns = [width - to_points(margin.right) - 3]
    if tokens.sidebar.sections:
        columns.append(to_points(margin.left) + 3)
    rules = (tokens.colors.rule, panel.inks(tokens).rule)
    with pypdfium2.PdfDocument(file.data) as document:
        drawn = [
            thick
            for page in document
            for column in columns
            for ink in dict.fromkeys(rules)
            for thick in strokes(page, column, ink)
        ]
    expected = [to_points(tokens.headings.rule_width)] * len(file.outline.sections)
    assert drawn == pytest.approx(expected, abs=0.1)


def strokes(page: pypdfium2.PdfPage, column: float, color: str) -> list[float]:
    """How thick what is drawn in ``color`` is at so many points from the left, downwards."""
    fine = 20
    crop = (column, 0, page.get_width() - column - 0.1, 0)
    image = page.render(scale=fine, crop=crop).to_pil().convert("RGB")
    pixels = ["#{:02x}{:02x}{:02x}".format(*image.getpixel((0, y))) for y in range(image.height)]
    runs = ((ink, len(list(run))) for ink, run in groupby(pixels))
    return [length / fine for ink, length in runs if ink == color and length > 4]  # no letters


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@every_theme
def test_every_colour_of_text_has_the_contrast_of_wcag_aa(look: str) -> None:
    tokens = themes.find(look).tokens
    colors, inks = tokens.colors, panel.inks(tokens)
    on_paper = (colors.text, colors.muted, colors.accent, colors.name, colors.link)
    on_panel = (inks.text, inks.muted, inks.accent, inks.link)
    pairs = [*((ink, "#ffffff") for ink in on_paper), *((ink, inks.panel) for ink in on_panel)]
    for pair in pairs:
        darker, lighter = sorted(map(luminance, pair))
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, pair


def test_a_long_name_is_set_as_large_as_its_line_takes(
    outlined: Callable[[str], Outline],
) -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff"
    outline = outlined(f"name: Ada {name}\nsections: [{{title: Work, text: Some text}}]")
    for look in some(THEMES, "classic", "editorial", "executive", "sidebar"):
        theme = themes.find(look)
        data = registry.load("pdf").render(outline, theme)
        with pypdfium2.PdfDocument(data) as document:
            page = document[0].get_textpage()
            text = page.get_text_bounded()
            found = text.lower().index(name.lower())
            assert "\n" not in text[found : found + len(name)]
            right = page.get_charbox(found + len(name) - 1)[2]
        margin = to_points(theme.tokens.page.margin.right)
        assert right <= PAGE_SIZES["A4"][0] - margin + 1, look


@pytest.mark.parametrize(
    ("look", "name"),
    [
        ("executive", "Anna-Maria Immerwahr-Emmermann Gonzalez de Mendoza"),
        ("executive", "Екатерина Владимировна Добролюбова-Домбровская"),
        ("sidebar", "Дмитрий Долгоруков-Добролюбов"),
    ],
)
def test_a_long_name_that_fits_its_line_stands_in_one(
    outlined: Callable[[str], Outline], look: str, name: str
) -> None:
    outline = outlined(
        f"name: {name}\nemail: a@b.example\nsections: [{{title: Work, text: Some text}}]"
    )
    wide = design("page: {margin: {right: 20mm, left: 20mm}}") if look == "executive" else ()
    theme = themes.find(look, designs=wide)
    lines = by_pdfium(registry.load("pdf").render(outline, theme)).splitlines()
    assert name.upper() in [line.upper() for line in lines]


def test_the_print_fonts_travel_in_the_word_file_and_nothing_is_wrong_with_it(
    made: Callable[..., Made], tmp_path: Path
) -> None:
    outline = made("docx", "cv").outline
    theme = themes.find("classic", designs=design("word: {embed_fonts: true}"))
    path = tmp_path / "cv.docx"
    path.write_bytes(registry.load("docx").render(outline, theme))
    assert open_xml_finds(path) == []
    table = part(path.read_bytes(), "word/fontTable.xml")
    families = ["Source Sans Pro", "Source Serif Pro", "Source Serif Pro Semibold"]
    assert [font.get(f"{W}name") for font in table] == families
    regular = table.find(f".//{W}embedRegular")
    digits = bytes.fromhex(re.sub(r"[{}-]", "", regular.get(f"{W}fontKey")))[::-1]
    with zipfile.ZipFile(path) as package:
        hidden = package.read("word/fonts/font1.odttf")
    bare = bytes(byte ^ digits[i % 16] for i, byte in enumerate(hidden[:32]))
    assert bare[:4] == b"\0\1\0\0"


def test_texts_have_a_column_as_wide_as_the_longest_label_of_their_list_needs(
    outlined: Callable[[str], Outline],
) -> None:
    label, longest = "Donaudampfschifffahrt", "Donaudampfschifffahrtselektrizitätenhauptwerk"
    facts = f"{{{label}: here, B: there, {longest}: beyond}}"
    outline = outlined(f"name: A\nsections: [{{title: T, facts: {facts}}}]")
    looks = "{facts: {layout: columns, label_width: 30mm}, entries: {layout: two-line}}"
    theme = themes.find("academic", designs=design(looks))
    data = registry.load("pdf").render(outline, theme)
    left = to_points(theme.tokens.page.margin.left)
    assert shown(data, label)[3] == pytest.approx(left, abs=2)
    assert 10 < shown(data, "there")[3] - shown(data, "B:")[3] < 17
    assert shown(data, "here")[3] > left + to_points("30mm") + 10
    assert shown(data, "there")[3] == pytest.approx(shown(data, "here")[3], abs=0.1)
    # What is longer than two fifths of the page has its label whole, and its text behind it.
    assert shown(data, "beyond")[3] > shown(data, "here")[3] + 30


def test_texts_in_a_column_fill_it_and_no_line_ends_a_text_with_one_word(
    made: Callable[..., Made],
) -> None:
    margins = "page: {margin: {right: 17mm, left: 17mm}}"
    theme = themes.find("classic", designs=design(f"{{facts: {{layout: columns}}, {margins}}}"))
    data = registry.load("pdf").render(made("pdf", "cv", "classic").outline, theme)
    with pypdfium2.PdfDocument(data) as document:
        lines = document[0].get_textpage().get_text_range().splitlines()
    assert "REST, GraphQL, gRPC" in lines
    assert "Aurora PostgreSQL." in lines
    assert "transactional workloads." in lines


def test_a_share_at_the_end_of_a_text_stays_with_the_words_that_it_belongs_to(
    outlined: Callable[[str], Outline],
) -> None:
    texts = ", ".join(f"'{'i' * n} {'word ' * 20}with a capacity by 6 %'" for n in range(1, 60))
    outline = outlined(f"name: A\nsections: [{{title: T, bullets: [{texts}]}}]")
    with pypdfium2.PdfDocument(registry.load("pdf").render(outline, themes.find("plain"))) as pdf:
        lines = [line for page in pdf for line in page.get_textpage().get_text_range().splitlines()]
    ends = [line for line in lines if line.endswith("%")]
    assert len(ends) == 59
    assert all(line.endswith("capacity by 6 %") for line in ends)


def test_no_line_begins_with_the_sign_of_a_share(outlined: Callable[[str], Outline]) -> None:
    ends = ("words " * 6, "merchants")
    texts = ", ".join(f"'{'i' * n} {'word ' * 20}6 % of {ends[n % 2]}'" for n in range(1, 60))
    outline = outlined(f"name: A\nsections: [{{title: T, bullets: [{texts}]}}]")
    with pypdfium2.PdfDocument(registry.load("pdf").render(outline, themes.find("plain"))) as pdf:
        lines = [line for page in pdf for line in page.get_textpage().get_text_range().splitlines()]
    assert sum("6 %" in line for line in lines) == 59


@pytest.mark.parametrize("look", ["executive", "plain", "academic"])
def test_a_long_address_breaks_after_a_slash_and_at_no_hyphen(
    outlined: Callable[[str], Outline], look: str
) -> None:
    address = "very-long-host-name.example.org/a/very/long/path/that/goes/on-and-on/without/an/end"
    papers = "".join(
        f"{{title: Paper {length}, venue: '{'Journal ' * length}', url: 'https://{address}'}}, "
        for length in range(1, 9)
    )
    outline = outlined(f"name: A\nsections: [{{title: Papers, publications: [{papers}]}}]")
    data = registry.load("pdf").render(outline, themes.find(look))
    with pypdfium2.PdfDocument(data) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "".join(text.split()).count(address) == 8


@pytest.mark.parametrize("look", ["classic", "sidebar"])
def test_a_compound_longer_than_a_line_goes_on_in_the_next_and_breaks_at_no_hyphen(
    outlined: Callable[[str], Outline], look: str
) -> None:
    compounds = ["-".join([word] * 20) for word in ("abcdefgh", "abcdefghijk", "slug-of_words")]
    outline = outlined(f"{{name: A, sections: [{{title: T, bullets: {compounds}}}]}}")
    data = registry.load("pdf").render(outline, themes.find(look))
    with pypdfium2.PdfDocument(data) as document:
        page, text = document[0], document[0].get_textpage()
        rights = [text.get_charbox(index)[2] for index in range(text.count_chars())]
        found = "".join(text.get_text_bounded().split())
        assert max(rights) <= page.get_width() - 30
    assert all(compound in found for compound in compounds)


def test_a_short_name_and_its_number_stand_in_one_line(
    outlined: Callable[[str], Outline],
) -> None:
    texts = ", ".join(
        f"'{'on ' * length}Ril 804 is long enough to go on in the next line'"
        for length in range(25, 50)
    )
    outline = outlined(f"name: A\nsections: [{{title: T, bullets: [{texts}]}}]")
    data = registry.load("pdf").render(outline, themes.find("classic"))
    with pypdfium2.PdfDocument(data) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert text.count("Ril 804") == 25


def test_a_line_is_filled_though_the_blank_at_its_end_has_no_room(
    outlined: Callable[[str], Outline],
) -> None:
    """Behind text of one style that ends a line, WeasyPrint broke it behind its first word."""
    words = "Which is longer than the others, and so it takes up all of the line of the sheet "
    texts = ", ".join(f"'{words}{'i' * length} **stands** here'" for length in range(30, 89))
    outline = outlined(f"name: A\nsections: [{{title: T, bullets: [{texts}]}}]")
    data = registry.load("pdf").render(outline, themes.find("classic"))
    with pypdfium2.PdfDocument(data) as document:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    assert text.count("Which is longer than the others, and so it takes up all") == 59


def test_inline_dates_follow_their_title_at_the_distance_of_a_word(
    outlined: Callable[[str], Outline],
) -> None:
    """The sign and the dates behind it leave no more room than any two words do."""
    entry = "{title: Engineer, start: 2021-09, end: present}"
    outline = outlined(f"name: A\nsections: [{{title: T, entries: [{entry}]}}]")
    looks = design("entries: {dates: inline, separator: '|'}")
    theme = themes.find("classic", designs=looks)
    data = registry.load("pdf").render(arrange(outline, theme.tokens), theme)
    with pypdfium2.PdfDocument(data) as document:
        text = document[0].get_textpage()
        whole = text.get_text_range()
        bar = whole.index("|", whole.index("Engineer"))
        _, _, end, _ = text.get_charbox(bar)
        start, *_ = text.get_charbox(whole.index("Sep 2021", bar))
    assert start - end < 4


def test_a_fact_alone_below_its_entry_stays_on_the_page_that_has_room_for_it(
    outlined: Callable[[str], Outline],
) -> None:
    points = "".join(f"      - Point {number}\n" for number in range(49))
    outline = outlined(
        f"name: Ada\nsections:\n  - title: T\n    bullets:\n{points}"
        "  - title: U\n    entries: [{title: E, facts: {Grade: one}}]\n"
        "  - title: V\n    text: x\n"
    )
    data = registry.load("pdf").render(outline, themes.find("classic"))
    with pypdfium2.PdfDocument(data) as document:
        first, second = (page.get_textpage().get_text_bounded() for page in document)
    assert first.split()[-4:] == ["U", "E", "Grade:", "one"]
    assert second.split()[0] == "V"
