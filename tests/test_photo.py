"""The photo: its place, its size and its words, in each theme and in Word."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pikepdf
import pypdf
import pypdfium2
import pytest
from fuzzing import some
from lxml import etree, html
from PIL import Image, ImageDraw, ImageOps
from printed import PNG, design, part
from wordfile import POINT, WP, A, W, jpeg, outline_of, png, rendered, theme_with, value

from cvrender import languages
from cvrender import theme as themes
from cvrender.errors import CvrenderError
from cvrender.extract import Extract, extract
from cvrender.inline import Span
from cvrender.outline import Line, Outline, Photo
from cvrender.renderers import registry
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

THEMES = themes.names()


@pytest.mark.parametrize(
    ("form", "look"),
    [
        *(("pdf", look) for look in some(THEMES, "classic", "modern", "sidebar", "tabular")),
        *product(("docx", "html"), THEMES),
    ],
)
def test_a_photo_stands_in_every_theme_with_its_words(
    outlined: Callable[[str], Outline], form: str, look: str
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


EMPTIED = {
    "pdf": lambda data: without(data, "/Alt"),
    "docx": lambda data: retyped(data, b' descr="Ada, laughing"', b""),
    "html": lambda data: data.replace(b'alt="Ada, laughing"', b'alt=""'),
}


@pytest.mark.parametrize("form", EMPTIED)
def test_words_for_the_photo_that_a_file_lost_are_named(
    outlined: Callable[[str], Outline], form: str
) -> None:
    outline = outlined("name: Ada\nsections: [{title: Work, text: Some text}]")
    outline = replace(outline, photo=Photo(PNG, "Ada, laughing"))
    data = registry.load(form).render(outline, themes.find("classic"))
    assert findings(outline, data) == []
    ((_, message, line),) = findings(outline, EMPTIED[form](data))
    assert (message, line.origin) == (
        "the photo's description is missing: “Ada, laughing”",
        ("photo", "alt"),
    )


@pytest.mark.parametrize(
    ("pictures", "found"),
    [
        (None, []),
        (("a logo", "Ada"), []),
        ((), [("photo", "the photo is missing")]),
        (("a logo", ""), [("photo", "the photo is described as “a logo” instead of “Ada”")]),
        ((None,), [("unheld", "a PDF without tags has no place for the photo's description")]),
    ],
)
def test_what_became_of_the_photo_is_told(
    outlined: Callable[[str], Outline],
    pictures: tuple[str | None, ...] | None,
    found: list[tuple[str, str]],
) -> None:
    outline = replace(outlined("name: Ada\nsections: []"), photo=Photo(PNG, "Ada"))
    report = verify(outline, Extract("reader", "Ada", pictures=pictures))
    assert [(finding.kind, finding.message) for finding in report.findings] == found


def face(size: tuple[int, int], hair: str, ground: str) -> Image.Image:
    """What photos of two people have in common, and what not."""
    drawn = Image.new("RGB", (120, 150), ground)
    pen = ImageDraw.Draw(drawn)
    pen.ellipse((35, 20, 85, 70), fill=hair)
    pen.ellipse((40, 35, 80, 95), fill="#e0b090")
    pen.rectangle((20, 100, 100, 150), fill=hair if hair < "#8" else "#204060")
    return drawn.resize(size)


def coded(picture: Image.Image, form: str = "PNG") -> bytes:
    written = io.BytesIO()
    picture.save(written, form, quality=30)
    return written.getvalue()


MINE = face((240, 300), "#302010", "#d0d8e0")
PARTED = MINE.copy()
PARTED.paste("#a08060", (0, 0, 40, 100))
CHANGED = {
    "as it was": MINE,
    "small": MINE.resize((48, 60)),
    "as JPEG": Image.open(io.BytesIO(coded(MINE, "JPEG"))),
    "without colours": MINE.convert("L"),
    "cut at its sides": MINE.crop((10, 0, 230, 300)),
    "cut below": MINE.crop((0, 15, 240, 255)),
}
OTHERS = {
    "another person": face((240, 300), "#f0e0a0", "#304050"),
    "another ground": face((240, 300), "#302010", "#102030"),
    "upside down": MINE.rotate(180),
    "mirrored": ImageOps.mirror(PARTED),
    "a colour": Image.new("RGB", (240, 300), "#d0d8e0"),
}


@pytest.mark.parametrize(
    ("form", "name"),
    [
        *(("docx", name) for name in (*CHANGED, *OTHERS)),
        *((form, name) for form in ("pdf", "html") for name in ("as it was", "as JPEG")),
        *(("pdf", name) for name in ("without colours", "cut at its sides", "mirrored")),
        *((form, "another person") for form in ("pdf", "html")),
    ],
)
def test_a_photo_that_was_replaced_by_another_is_told(
    outlined: Callable[[str], Outline], form: str, name: str
) -> None:
    outline = outlined("name: Ada\nsections: [{title: Work, text: Some text}]")
    mine, there = (
        replace(outline, photo=Photo(coded(picture), "Ada"))
        for picture in (
            PARTED if name == "mirrored" else MINE,
            CHANGED.get(name) or OTHERS[name],
        )
    )
    found = findings(mine, registry.load(form).render(there, themes.find("classic")))
    assert [(kind, message) for kind, message, _ in found] == (
        [("photo", "the photo is another picture")] if name in OTHERS else []
    )


def test_a_pdf_without_tags_is_not_blamed_for_the_words_of_its_photo(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined("name: Ada\nsections: [{title: Work, text: Some text}]")
    outline = replace(outline, photo=Photo(PNG, "Ada, laughing"))
    data = registry.load("pdf").render(outline, themes.find("classic"))
    untagged = without(data, "/StructTreeRoot")
    assert [kind for kind, _, _ in findings(outline, untagged)] == ["unheld"]


def findings(outline: Outline, data: bytes) -> list[tuple[str, str, Line]]:
    reports = [verify(outline, read) for read in extract(data, untrusted=True)]
    return [(f.kind, f.message, f.line) for report in reports for f in report.findings]


def without(data: bytes, key: str) -> bytes:
    """A PDF whose dictionaries have no such key."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and key in item:
                del item[key]
        pdf.save(saved := io.BytesIO())
    return saved.getvalue()


def retyped(data: bytes, old: bytes, new: bytes) -> bytes:
    """A Word file with other bytes in its document."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(saved, "w") as changed:
        for name in package.namelist():
            changed.writestr(name, package.read(name).replace(old, new))
    return saved.getvalue()


def alternatives(data: bytes) -> list[str]:
    """The words that stand in for pictures in a PDF."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    objects = (reader.get_object(number) for number in range(1, reader.trailer["/Size"]))
    return [item["/Alt"] for item in objects if isinstance(item, dict) and "/Alt" in item]


@pytest.mark.parametrize("look", ["academic", "plain", "editorial"])
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


@pytest.mark.parametrize(
    ("shape", "inside", "outside"),
    [
        ("circle", [(0.5, 0.02), (0.02, 0.5), (0.17, 0.17)], [(0.12, 0.12), (0.88, 0.88)]),
        ("rounded", [(0.04, 0.04), (0.5, 0.01)], [(0.01, 0.01), (0.99, 0.99)]),
        ("rectangle", [(0.01, 0.01), (0.99, 0.99)], [(-0.02, 0.5), (1.02, 0.5)]),
    ],
)
@pytest.mark.parametrize("place", ["left", "right", "above"])
def test_a_photo_has_its_shape_and_size_at_its_place_in_the_pdf(
    outlined: Callable[[str], Outline],
    shape: str,
    inside: list[tuple[float, float]],
    outside: list[tuple[float, float]],
    place: str,
) -> None:
    """By the colours of a page of 10 pixels a millimetre."""
    looks = design(
        f"{{header: {{align: left}}, photo: {{size: 30mm x 30mm, shape: {shape}, place: {place}}}}}"
    )
    outline = outlined("{name: Zoë, headline: Poet, sections: [{title: T, text: x}]}")
    pictured = replace(outline, photo=Photo(picture(90, 40), "Zoë"))
    data = registry.load("pdf").render(pictured, themes.find("classic", designs=looks))
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[0].render(scale=10 * 25.4 / 72).to_pil().convert("RGB")
    margins = {"left": 30, "above": 30, "right": 210 - 30 - 30}

    def color(across: float, down: float) -> tuple[int, int, int]:
        return page.getpixel((round(10 * (margins[place] + 30 * across)), round(140 + 300 * down)))

    assert {color(*at) for at in inside} == {(200, 0, 0)}
    assert {color(*at) for at in outside} == {(255, 255, 255)}


def picture(width: int, height: int) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height), (200, 0, 0)).save(written, "PNG")
    return written.getvalue()


def test_the_photo_stands_above_the_name_with_words_for_who_cannot_see_it(
    outline: Outline,
) -> None:
    picture = png(60, 80)
    looks = theme_with("{photo: {size: 54pt, shape: rectangle, place: above}}")
    word = rendered(replace(outline, photo=Photo(picture, 'Mara, "smiling"')), looks)
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
    at_right = "{header: {align: left}, photo: {place: right}}"
    for code, side in (("en", "right"), ("ar", "left")):
        word = rendered(replace(pictured, language=languages.load(code)), theme_with(at_right))
        (anchor,) = word.body.iter(f"{WP}anchor")
        assert anchor.findtext(f"{WP}positionH/{WP}align") == side
        assert anchor.find(f"{WP}docPr").get("descr") == "Mara"
        assert word.styled()[0] == ("Title", "Mara Lindqvist")
    long = replace(pictured, name=Line((Span("Mara " * 20),)))
    word = rendered(long, theme_with(at_right))
    assert word.body[0].find(f".//{WP}inline") is not None


@pytest.mark.parametrize("theme", ["academic", "modern"])
def test_a_headline_of_two_lines_ends_before_the_photo(theme: str) -> None:
    source = f"name: Ada\nheadline: {'word ' * 21}\nemail: a@b.example\nsections: []"
    pictured = replace(outline_of(source), photo=Photo(png(60, 80), "Ada"))
    word = rendered(pictured, themes.find(theme))
    photo = next(a for a in word.body.iter(f"{WP}anchor") if a.get("behindDoc") == "0")
    width = int(photo.find(f"{WP}extent").get("cx")) / 12700
    ends = [value(p, "pPr/ind", "right") for p in word.body.iter(f"{W}p")]
    assert [int(end) / 20 for end in ends] == pytest.approx([width + 18] * 3, abs=0.1)


def test_lines_that_are_lower_than_the_photo_stand_at_its_middle_in_word() -> None:
    outline = outline_of("name: Ada\nsections: [{title: T, text: x}]")
    pictured = replace(outline, photo=Photo(png(60, 60), "Ada"))
    for theme, size in (("modern", 27), ("academic", 22)):
        word = rendered(pictured, themes.find(theme))
        around = (28 * 72 / 25.4 - size * 1.17) / 2
        above = int(value(word.paragraph("Ada"), "pPr/spacing", "before")) / 20
        assert above == pytest.approx(around, abs=0.1)


@pytest.mark.parametrize(
    ("shape", "form", "kept"),
    [
        ("circle", "ellipse", (60, 60)),
        ("rounded", "roundRect", (60, 60)),
        ("rectangle", "rect", (60, 80)),
    ],
)
def test_word_shows_the_same_shape_and_keeps_the_picture_where_libreoffice_crops_it(
    shape: str, form: str, kept: tuple[int, int]
) -> None:
    outline = outline_of("name: Ada\nsections: [{title: T, text: x}]")
    pictured = replace(outline, photo=Photo(picture(60, 80), "Ada"))
    looks = theme_with(f"{{photo: {{size: 30mm x 30mm, shape: {shape}}}}}")
    word = rendered(pictured, looks)
    assert word.body.find(f".//{{*}}pic//{A}prstGeom").get("prst") == form
    with Image.open(io.BytesIO(word.parts["word/media/image1.png"])) as shown:
        assert shown.size == kept
    cut = word.body.find(f".//{A}srcRect")
    assert (None if cut is None else dict(cut.attrib)) == (
        {"t": "6250", "b": "18750"} if shape == "rectangle" else None
    )


def test_a_long_name_is_set_smaller_to_stand_in_one_line_beside_the_photo() -> None:
    source = "name: Maximiliane von Hohenstein-Brandenburger\nsections: [{title: T, text: x}]"
    outline = replace(outline_of(source), photo=Photo(png(60, 80), "Max"))
    for theme, size in (("modern", "34"), ("academic", "39"), ("plain", "32")):
        word = rendered(outline, themes.find(theme))
        assert value(word.style("Title"), "rPr/sz") == size, theme
        assert word.body[0].find(f".//{WP}anchor") is not None


def test_a_jpeg_without_a_jfif_header_is_a_photo_too(outline: Outline) -> None:
    looks = theme_with("{photo: {shape: rectangle}}")
    word = rendered(replace(outline, photo=Photo(jpeg(60, 80), "Mara")), looks)
    extent = word.body[0].find(f".//{WP}extent")
    assert int(extent.get("cx")) / int(extent.get("cy")) == pytest.approx(60 / 80)
    assert word.parts["word/media/image1.jpg"].endswith(jpeg(60, 80)[2:])


@pytest.mark.parametrize(
    "data", [b"", b"RIFF....WEBP", b"\xff\xd8\xff\xe0\x00\x10JFIF", png(9, 9)[:20]]
)
def test_a_photo_that_word_cannot_show_is_named(outline: Outline, data: bytes) -> None:
    with pytest.raises(CvrenderError, match="Word cannot show the photo"):
        rendered(replace(outline, photo=Photo(data, "Mara")))


def test_a_band_in_word_ends_as_far_below_its_words_as_it_begins_above_them() -> None:
    """In points: capitals begin a third of the name's size below the margin."""
    outline = outline_of("name: Ada\nheadline: Poet\nemail: a@b.example\nsections: []")
    word = rendered(outline, themes.find("modern"))
    extent = next(word.body.iter(f"{WP}anchor")).find(f"{WP}extent")
    margin, name, headline, small, line = 6.5 * 72 / 25.4, 27, 10.5, 9, 1.21
    lines = name * 1.17 + headline * line + 4 + small * line + 6
    around = margin + 0.34 * name
    last = small * 0.3
    expected = around + (lines - 0.34 * name - last) + around
    assert int(extent.get("cy")) / POINT == pytest.approx(expected, abs=0.1)
