"""Looks: each token reads back from the PDF by PDFium and from Word's styles.xml alike."""

from __future__ import annotations

import ctypes
import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from click.testing import CliRunner
from judges import open_xml_finds
from lxml import etree, html
from PIL import Image

from cvrender import apart, pipeline
from cvrender import theme as themes
from cvrender.cli import main
from cvrender.errors import SourceError, UsageError
from cvrender.outline import Photo
from cvrender.renderers import pdf, registry
from cvrender.syntax.yamltext import parse_yaml
from cvrender.theme import fit
from cvrender.theme.tokens import PAGE_SIZES, points

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Made

    from cvrender.outline import Outline

DATA = Path(__file__).parents[1] / "data"
THEMES = themes.names()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAME, SECTION, ENTRY, BODY, DATE = (
    "Zoë Lindqvist-Okafor",
    "Experience",
    "Software Engineer",
    "Control software for eleven antennas",
    "Winter 2016",
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcff9f"
    "a11e000782027f3dc848ef0000000049454e44ae426082"
)

every_theme = pytest.mark.parametrize("look", THEMES)


def design(text: str) -> tuple[Any, ...]:
    return (parse_yaml(text, "design.yaml"),)


def shown(data: bytes, words: str) -> tuple[str, float, str, float]:
    """Font, size, colour and left edge of the first letter of ``words`` in a PDF, by PDFium."""
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            search = text.search(words, match_case=False)
            if (found := search.get_next()) is None:
                continue
            index = found[0]
            name = ctypes.create_string_buffer(100)
            pdfium.FPDFText_GetFontInfo(text, index, name, 100, ctypes.c_int())
            parts = [ctypes.c_uint() for _ in range(4)]
            pdfium.FPDFText_GetFillColor(text, index, *parts)
            color = "#" + "".join(f"{part.value:02x}" for part in parts[:3])
            left = text.get_charbox(index, loose=True)[0]
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(text, index, matrix)
            size = pdfium.FPDFText_GetFontSize(text, index) * abs(matrix.d)
            return name.value.decode(), size, color, left
    raise AssertionError(words)


def part(data: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def style(styles: Any, name: str) -> dict[str, str]:
    """What a style of Word says: element and attribute by value."""
    found = styles.find(f".//{W}style[@{W}styleId='{name}']")
    assert found is not None, name
    return {
        f"{etree.QName(node).localname}.{etree.QName(key).localname}": value
        for node in found.iter()
        for key, value in node.items()
    }


@every_theme
def test_fonts_sizes_and_colours_are_the_tokens_in_pdf_and_word(
    made: Callable[..., Made], look: str
) -> None:
    tokens = themes.find(look).tokens
    pdf = made("pdf", "example-full", look).data
    styles = part(made("docx", "example-full", look).data, "word/styles.xml")
    for words, word_style, family, size, color in (
        (NAME, "Title", "heading", "name", "name"),
        (SECTION, "Heading1", "heading", "section", "accent"),
        (ENTRY, "Heading2", "body", "entry", "text"),
        (BODY, "BodyText", "body", "body", "text"),
        (DATE, "Dates", "body", "body", "muted"),
    ):
        font, printed, ink, _ = shown(pdf, words)
        on_band = color == "name" and tokens.header.fill == "accent"
        expected = "#ffffff" if on_band else getattr(tokens.colors, color)
        assert getattr(tokens.fonts, family).replace(" ", "") in font.replace("-", ""), words
        assert printed == pytest.approx(points(getattr(tokens.sizes, size)), abs=0.01), words
        assert ink == expected, words
        said = style(styles, word_style)
        if "sz.val" in said:
            assert int(said["sz.val"]) == round(2 * points(getattr(tokens.sizes, size)))
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
        assert shown(pdf, BODY)[3] == pytest.approx(points(margin.left), abs=1.5)
        assert shown(pdf, SECTION)[3] == pytest.approx(points(margin.left), abs=1.5) or (
            headings.align == "center"
        )
    document, styles = part(word, "word/document.xml"), part(word, "word/styles.xml")
    sides = document.find(f".//{W}pgMar").attrib
    for side in ("top", "right", "bottom", "left"):
        assert int(sides[f"{W}{side}"]) == round(20 * points(getattr(margin, side)))
    title = style(styles, "Heading1")
    section, below = points(tokens.spacing.section), points(tokens.spacing.title)
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
    assert ("top.sz" in name) is (header.rule == "above" or on_band)
    assert (f"#{name.get('shd.fill')}".lower() == tokens.colors.accent) is on_band
    assert (document.find(f".//{W}p//{W}pBdr") is not None) is (header.rule == "below")
    css = html.fromstring(made("html", "example-full", look).data.decode()).findtext(".//style")
    assert f"--rule-width: {headings.rule_width};" in css


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
        if "".join(text.text for text in paragraph.iter(f"{W}t")).startswith(words)
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
    columns = [width - points(margin.right) - 3]
    if tokens.sidebar.sections:
        columns.append(points(margin.left) + 3)
    with pypdfium2.PdfDocument(file.data) as document:
        drawn = [
            thick
            for page in document
            for column in columns
            for thick in strokes(page, column, tokens.colors.rule)
        ]
    expected = [points(tokens.headings.rule_width)] * len(file.outline.sections)
    assert drawn == pytest.approx(expected, abs=0.1)


def strokes(page: pypdfium2.PdfPage, column: float, color: str) -> list[float]:
    """How thick what is drawn in ``color`` is at so many points from the left, downwards."""
    fine = 20
    crop = (column, 0, page.get_width() - column - 0.1, 0)
    image = page.render(scale=fine, crop=crop).to_pil().convert("RGB")
    pixels = ["#{:02x}{:02x}{:02x}".format(*image.getpixel((0, y))) for y in range(image.height)]
    runs = ((ink, len(list(run))) for ink, run in groupby(pixels))
    return [length / fine for ink, length in runs if ink == color]


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@every_theme
def test_every_colour_of_text_has_the_contrast_of_wcag_aa(look: str) -> None:
    colors = themes.find(look).tokens.colors
    for ink in (colors.text, colors.muted, colors.accent, colors.name, colors.link):
        for paper in ("#ffffff", colors.panel):
            contrast = (luminance(paper) + 0.05) / (luminance(ink) + 0.05)
            assert contrast >= 4.5, (ink, paper)
    # Words on a band are white, and its colour is the accent's, which is held against white above.


@every_theme
def test_the_shipped_cv_fits_one_page(made: Callable[..., Made], look: str) -> None:
    assert len(pypdf.PdfReader(io.BytesIO(made("pdf", "cv", look).data)).pages) == 1


@pytest.mark.parametrize("look", ["classic", "executive"])
def test_the_shipped_cv_fits_one_page_of_american_paper_too(
    made: Callable[..., Made], look: str
) -> None:
    letter = themes.find(look, designs=design("page: {size: Letter}"))
    assert pdf.length(made("pdf", "cv", look).outline, letter) <= 1


@every_theme
@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_a_photo_stands_in_every_theme_with_its_words(
    outlined: Callable[[str], Outline], look: str, form: str
) -> None:
    outline = outlined("name: Ada\nsections: [{title: Work, text: Some text}]")
    outline = replace(outline, photo=Photo(PNG, "Ada, laughing"))
    data = registry.load(form).render(outline, themes.find(look))
    if form == "pdf":
        page = pypdf.PdfReader(io.BytesIO(data)).pages[0]
        assert len(page.images) == 1
        assert alternatives(data) == ["Ada, laughing"]
    elif form == "docx":
        assert b'descr="Ada, laughing"' in etree.tostring(part(data, "word/document.xml"))
    else:
        picture = html.fromstring(data.decode()).find(".//main//img")
        assert picture.get("alt") == "Ada, laughing"
        assert picture.get("src").startswith("data:image/png;base64,")


def alternatives(data: bytes) -> list[str]:
    """The words that stand in for pictures in a PDF."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    objects = (reader.get_object(number) for number in range(1, reader.trailer["/Size"]))
    return [item["/Alt"] for item in objects if isinstance(item, dict) and "/Alt" in item]


@pytest.mark.unwatched
def test_a_sidebar_longer_than_its_page_stands_above_the_text(
    outlined: Callable[[str], Outline],
) -> None:
    facts = "".join(f"Area {n}: [{'word, ' * 12}end], " for n in range(40))
    outline = outlined(
        f"name: Ada\nsections: [{{title: Skills, kind: skills, facts: {{{facts}}}}},"
        " {title: Work, text: Some text}]"
    )
    data = registry.load("pdf").render(outline, themes.find("sidebar"))
    with pypdfium2.PdfDocument(data) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    areas = [int(number) for number in re.findall(r"Area (\d+):", text)]
    assert areas == list(range(40))
    assert text.index("WORK") > text.index("Area 39:")


def test_a_long_name_is_set_as_large_as_its_line_takes(
    outlined: Callable[[str], Outline],
) -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff"
    outline = outlined(f"name: Ada {name}\nsections: [{{title: Work, text: Some text}}]")
    for look in THEMES:
        theme = themes.find(look)
        data = registry.load("pdf").render(outline, theme)
        with pypdfium2.PdfDocument(data) as document:
            page = document[0].get_textpage()
            text = page.get_text_bounded()
            found = text.lower().index(name.lower())
            assert "\n" not in text[found : found + len(name)]
            right = page.get_charbox(found + len(name) - 1)[2]
        margin = points(theme.tokens.page.margin.right)
        assert right <= PAGE_SIZES["A4"][0] - margin + 1, look


def test_in_a_sidebar_each_line_of_a_fact_is_filled(made: Callable[..., Made]) -> None:
    with pypdfium2.PdfDocument(made("pdf", "example-full", "sidebar").data) as document:
        lines = document[0].get_textpage().get_text_range().splitlines()
    assert "Actions, Prometheus," in lines


def test_a_sidebar_takes_the_first_page_alone_and_the_text_all_of_the_second(
    made: Callable[..., Made],
) -> None:
    pdf, tokens = made("pdf", "example-full", "sidebar").data, themes.find("sidebar").tokens
    assert shown(pdf, "Profile")[3] > points(tokens.page.margin.left) + points(tokens.sidebar.width)
    assert shown(pdf, "Publications")[3] == pytest.approx(points(tokens.page.margin.left), abs=1.5)


def test_the_largest_scale_that_fits_is_found_in_few_layouts() -> None:
    classic = themes.find("classic", designs=design("pages: 1"))
    body = points(classic.tokens.sizes.body)
    for full in (0.4, 0.8, 0.97, 1.02, 1.1, 1.3):
        tried: list[float] = []

        def length(theme: themes.Theme, full: float = full, tried: list[float] = tried) -> float:
            tried.append(points(theme.tokens.sizes.body) / body)
            return full * tried[-1] ** 2.3

        found = fit.fit(classic, length)
        assert len(tried) <= fit.MOST_LAYOUTS
        assert found.pages <= 1 or found.scale == classic.tokens.fit.smallest
        best = min(max((1 / full) ** (1 / 2.3), 0.85), 1.1)
        assert found.scale == pytest.approx(best, abs=0.02)


def test_a_document_that_needs_fewer_pages_than_allowed_stays_as_it_is() -> None:
    classic = themes.find("classic", designs=design("pages: 2"))
    found = fit.fit(classic, lambda theme: 0.97 * points(theme.tokens.sizes.body) / 9.7)
    assert (found.scale, found.pages) == (1, 0.97)
    assert fit.fit(classic, lambda theme: 1.2 * points(theme.tokens.sizes.body) / 9.7).scale > 1


def test_a_document_is_fitted_and_its_word_file_follows(tmp_path: Path) -> None:
    wide = ("pages=1", "line_height=1.6")
    job = pipeline.Job(DATA / "cv.yaml", theme="executive", design=wide, output=tmp_path)
    source, outputs = pipeline.render(job)
    assert source.warnings == ()
    assert outputs[0].pages == 1
    styles = part(outputs[1].path.read_bytes(), "word/styles.xml")
    printed = shown(outputs[0].path.read_bytes(), "Alexandr")[1]
    assert int(style(styles, "Title")["sz.val"]) == round(2 * printed)
    assert printed < points(themes.find("executive").tokens.sizes.name)


def test_a_document_that_fits_at_no_scale_is_told_and_written_at_the_tightest(
    tmp_path: Path,
) -> None:
    job = pipeline.Job(DATA / "example-full.yaml", ("pdf",), output=tmp_path, design=("pages=1",))
    source, outputs = pipeline.render(job)
    (warning,) = source.warnings
    pattern = r"1\.\d\d pages at the tightest: about \d+ lines too long"
    assert re.fullmatch(pattern, warning.message)
    assert outputs[0].pages == 2


@pytest.mark.unwatched
def test_the_full_example_fits_one_page_of_compact_and_heeds_no_page_break(tmp_path: Path) -> None:
    job = pipeline.Job(
        DATA / "example-full.yaml", theme="compact", output=tmp_path, design=("pages=1",)
    )
    source, (pdf, word) = pipeline.render(job)
    assert (source.warnings, pdf.pages) == ((), 1)
    assert shown(pdf.path.read_bytes(), BODY)[1] >= 7.5
    assert part(word.path.read_bytes(), "word/document.xml").find(f".//{W}pageBreakBefore") is None


def test_pages_are_to_hold_the_word_file_of_a_sidebar_too(
    outlined: Callable[[str], Outline],
) -> None:
    facts = "".join(f"Area {n}: x, " for n in range(9))
    outline = outlined(
        f"name: Ada\nsections: [{{kind: skills, facts: {{{facts}}}}}, {{title: T, text: x}}]"
    )
    classic, sidebar = map(themes.find, ("classic", "sidebar"))
    assert pdf.length_of_both(outline, classic) == pdf.length(outline, classic)
    assert pdf.length_of_both(outline, sidebar) > 1.5 * pdf.length(outline, sidebar)


def test_where_a_word_file_is_too_long_at_every_scale_the_pdf_decides(
    outlined: Callable[[str], Outline], monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_long(outline: Outline, theme: themes.Theme) -> float:
        return 2.0

    def full(outline: Outline, theme: themes.Theme) -> float:
        return 1.0

    monkeypatch.setattr(pdf, "length_of_both", too_long)
    monkeypatch.setattr(pdf, "length", full)
    outline = outlined("name: Ada\nsections: [{title: T, text: x}]")
    for look, excess in (("sidebar", False), ("classic", True)):
        found = apart.fitted(outline, themes.find(look, designs=design("pages: 1")))
        assert bool(found.excess) == excess, look


def test_page_breaks_give_way_only_where_the_pages_allowed_do_not_hold_them(
    outlined: Callable[[str], Outline], tmp_path: Path
) -> None:
    written = "name: A\nsections: [{title: T, text: x}, {title: U, page_break: before, text: y}]\n"
    breaks = [
        [section.break_before for section in outline.sections]
        for pages in (1, 2)
        for outline in outlined(written).fewer_breaks(pages)
    ]
    assert breaks == [[False, False], [False, True], [False, False]]
    (tmp_path / "cv.yaml").write_text(written, "utf-8")
    job = pipeline.Job(tmp_path / "cv.yaml", ("pdf",), output=tmp_path, design=("pages=2",))
    (document,) = pipeline.prepare(job)[1]
    assert document.outline.sections[1].break_before


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (
            "colors.acent=#0b6e4f",
            "--set colors.acent=#0b6e4f:1:8: `acent` is no key here: did you mean `accent`?",
        ),
        (
            "colors.accent=green",
            "--set colors.accent=green:1:15: `green` is not what `accent` looks like:"
            ' write it like `"#1f4e79"`',
        ),
        (
            "page.size=A5",
            "--set page.size=A5:1:11: `A5` is not known for `size`: known: A4, Letter",
        ),
    ],
)
def test_a_wrong_option_is_a_fault_at_its_place(option: str, told: str) -> None:
    job = pipeline.Job(DATA / "cv.yaml", design=(option,))
    with pytest.raises(SourceError, match=re.escape(told)):
        pipeline.documents(job, pipeline.read(job.source))


def test_a_font_that_is_not_here_is_told_where_it_is_printed() -> None:
    for family, formats, told in (
        ("Nimbus Unheard Of", ("pdf", "docx"), True),
        ("Nimbus Unheard Of", ("docx",), False),
        ("DejaVu Sans", ("pdf",), False),
        ("Source Serif Pro", ("pdf",), False),
    ):
        job = pipeline.Job(DATA / "cv.yaml", formats, design=(f"fonts.body={family}",))
        source, _ = pipeline.prepare(job)
        expected = f"--set fonts.body={family}:1:12: warning: the font `{family}` is not on this"
        assert [str(one).partition(" machine")[0] for one in source.warnings] == [expected] * told


def test_an_option_wins_over_the_design_of_the_source(tmp_path: Path) -> None:
    source = tmp_path / "cv.yaml"
    source.write_text(
        "name: A\ndesign: {page: {size: Letter}, colors: {accent: '#111111'}}\n"
        "sections: [{title: T, text: x}]\n",
        "utf-8",
    )
    job = pipeline.Job(source, design=("colors.accent=#222222", "sidebar.sections=[skills]"))
    (document,) = pipeline.documents(job, pipeline.read(source))
    tokens = document.theme.tokens
    assert (tokens.page.size, tokens.colors.accent) == ("Letter", "#222222")
    assert tokens.sidebar.sections == ("skills",)


def test_a_theme_is_started_found_beside_the_source_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke
    assert run(main, ["themes", "new", "mine", "--from", "modern"]).exit_code == 0
    again = run(main, ["themes", "new", "mine"])
    assert (again.exit_code, "is there already" in again.output) == (2, True)
    for name in ("classic", "../mine", "a/b", ".", ""):
        refused = run(main, ["themes", "new", name])
        assert (refused.exit_code, "cannot be the name" in refused.output) == (2, True)
    assert "mine  " in run(main, ["themes"]).output
    told = run(main, ["themes", "show", "mine"]).output
    assert re.search(r"colors\.accent +#0f6a73 +Section titles", told)
    assert re.search(r"header\.align +left +Where .+ stand\. \(left, center\)\n", told)
    silent = [line for line in told.splitlines() if not re.search(r" {2}\S.*\.( \(.+\))?$", line)]
    assert silent == []
    source = tmp_path / "cv.yaml"
    source.write_text("name: A\ntheme: mine\nsections: [{title: T, text: x}]\n", "utf-8")
    (document,) = pipeline.documents(pipeline.Job(source), pipeline.read(source))
    assert document.theme.name == "mine"


def test_the_first_folder_that_has_the_name_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CVRENDER_THEMES", str(tmp_path / "mine"))
    for folder in ("mine", "cv/themes"):
        (tmp_path / folder / "own").mkdir(parents=True)
        text = f"description: {folder}\nextends: classic\n"
        (tmp_path / folder / "own" / "theme.yaml").write_text(text, "utf-8")
    beside = themes.find("own", themes.places(tmp_path / "cv"))
    elsewhere = themes.find("own", themes.places(tmp_path))
    assert (beside.tokens.description, elsewhere.tokens.description) == ("cv/themes", "mine")
    with pytest.raises(UsageError, match="there is no theme `own`"):
        themes.find("own")


def test_the_print_fonts_travel_in_the_word_file_and_nothing_is_wrong_with_it(
    made: Callable[..., Made], tmp_path: Path
) -> None:
    outline = made("docx", "cv").outline
    theme = themes.find("classic", designs=design("word: {embed_fonts: true}"))
    path = tmp_path / "cv.docx"
    path.write_bytes(registry.load("docx").render(outline, theme))
    assert open_xml_finds(path) == []
    table = part(path.read_bytes(), "word/fontTable.xml")
    assert [font.get(f"{W}name") for font in table] == ["Source Sans Pro", "Source Serif Pro"]
    regular = table.find(f".//{W}embedRegular")
    digits = bytes.fromhex(re.sub(r"[{}-]", "", regular.get(f"{W}fontKey")))[::-1]
    with zipfile.ZipFile(path) as package:
        hidden = package.read("word/fonts/font1.odttf")
    bare = bytes(byte ^ digits[i % 16] for i, byte in enumerate(hidden[:32]))
    assert bare[:4] == b"\0\1\0\0"


def test_a_sidebar_that_nothing_stands_in_is_not_there(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined("name: Ada\nsections: [{title: Work, text: Some text}]")
    theme = themes.find("sidebar")
    data = registry.load("pdf").render(outline, theme)
    assert shown(data, "Some text")[3] == pytest.approx(
        points(theme.tokens.page.margin.left), abs=1
    )
    page = html.fromstring(registry.load("html").render(outline, theme).decode())
    assert page.find_class("side") == page.find_class("beside") == []


def test_a_section_with_a_word_too_long_for_the_sidebar_stands_in_the_text(
    outlined: Callable[[str], Outline],
) -> None:
    word = "Rindfleischetikettierungsüberwachungsaufgabe"
    outline = outlined(
        "name: Ada\nemail: a@x.example\nsections:"
        f" [{{kind: languages, facts: {{English: fluent}}}}, {{kind: skills, bullets: [{word}]}}]"
    )
    data = registry.load("pdf").render(outline, themes.find("sidebar"))
    edge = points(themes.find("sidebar").tokens.sidebar.width)
    assert shown(data, "fluent")[3] < edge < shown(data, word)[3]


def test_short_facts_of_a_sidebar_stand_beside_their_labels_and_long_ones_below(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined(
        "name: Ada\nemail: a@x.example\nsections: [{kind: languages, facts: {English: fluent}},"
        " {kind: skills, facts: {Research: 'interviews, diaries, tests'}}]"
    )
    data = registry.load("pdf").render(outline, themes.find("sidebar"))
    edges = [shown(data, words)[3] for words in ("English", "fluent", "Research", "interviews")]
    assert edges[0] == edges[2] == pytest.approx(edges[3], abs=1)
    assert edges[1] > edges[0] + 30


def test_a_fact_of_a_long_label_has_it_whole_where_texts_have_a_column(
    outlined: Callable[[str], Outline],
) -> None:
    label = "Donaudampfschifffahrtsgesellschaft"
    outline = outlined(f"name: A\nsections: [{{title: T, facts: {{{label}: here, B: there}}}}]")
    theme = themes.find("academic")
    data = registry.load("pdf").render(outline, theme)
    left, column = points(theme.tokens.page.margin.left), points(theme.tokens.facts.label_width)
    assert shown(data, label)[3] == pytest.approx(left, abs=1)
    assert shown(data, "here")[3] > left + column + 30
    assert shown(data, "there")[3] == pytest.approx(left + column, abs=1)


def test_texts_in_a_column_fill_it_and_no_line_ends_a_text_with_one_word(
    made: Callable[..., Made],
) -> None:
    with pypdfium2.PdfDocument(made("pdf", "cv", "academic").data) as document:
        lines = document[0].get_textpage().get_text_range().splitlines()
    assert "Python, REST, GraphQL, gRPC" in lines
    assert "service-layer boundaries." in lines
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


@pytest.mark.parametrize("look", ["academic", "plain", "modern"])
def test_contacts_stand_in_as_few_rows_as_the_photo_beside_them_allows(
    outlined: Callable[[str], Outline], look: str
) -> None:
    outline = outlined(
        "{name: Zoë, email: [zoe@lindqvist.example, zlo@alumni.example], phone: +46 70 123 45 67,"
        " location: 'Gothenburg, Sweden', website: 'https://lindqvist.example', links: [{label:"
        " GitHub, url: 'https://github.com/zoe-lindqvist'}], sections: [{title: T, text: x}]}"
    )
    data = registry.load("pdf").render(replace(outline, photo=Photo(PNG, "Zoë")), themes.find(look))
    with pypdfium2.PdfDocument(data) as document:
        lines = document[0].get_textpage().get_text_bounded().splitlines()
    assert [line.split()[0] for line in lines[1:3]] == ["zoe@lindqvist.example", "Gothenburg,"]
    assert lines[3].lower().strip() == "t"


@pytest.mark.parametrize(("width", "height"), [(40, 50), (50, 50), (90, 40)])
def test_a_photo_is_as_high_as_the_words_beside_it_and_never_wide(
    outlined: Callable[[str], Outline], width: int, height: int
) -> None:
    outline = outlined("{name: Zoë, headline: Poet, sections: [{title: T, text: x}]}")
    pictured = replace(outline, photo=Photo(picture(width, height), "Zoë"))
    for look in ("academic", "sidebar", "classic"):
        with pypdfium2.PdfDocument(registry.load("pdf").render(pictured, themes.find(look))) as pdf:
            (image,) = pdf[0].get_objects([pdfium.FPDF_PAGEOBJ_IMAGE])
            left, bottom, right, top = image.get_bounds()
        assert (right - left) / (top - bottom) == pytest.approx(width / height, rel=0.01)
        assert right - left <= 142
        assert top - bottom <= 106


def picture(width: int, height: int) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height)).save(written, "PNG")
    return written.getvalue()


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


def test_inline_dates_follow_their_title_at_the_distance_of_a_word(tmp_path: Path) -> None:
    """The comma and the date behind it leave no more room than any two words do."""
    job = pipeline.Job(DATA / "example-full.yaml", ("pdf",), "plain", tmp_path)
    _, (output,) = pipeline.render(job)
    with pypdfium2.PdfDocument(output.path.read_bytes()) as document:
        text = document[0].get_textpage()
        whole = text.get_text_range()
        comma = whole.index("Nordlys Payments,") + len("Nordlys Payments")
        _, _, end, _ = text.get_charbox(comma)
        start, *_ = text.get_charbox(whole.index("Gothenburg", comma))
    assert start - end < 4
