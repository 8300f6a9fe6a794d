"""The name block and what fits a line, measured with the fonts that print them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from judges import FOR_LIBREOFFICE
from PIL import ImageFont
from printed import design, shown
from wordfile import W, outline_of, png, rendered

from cvrender import theme as themes
from cvrender.inline import Span
from cvrender.names import family_name
from cvrender.outline import HeadRow, Line, Photo
from cvrender.renderers import fonts, line_fit, registry
from cvrender.renderers.line_fit import ems
from cvrender.renderers.name_block import NameBlock
from cvrender.renderers.photo_frame import frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from cvrender.outline import Outline
    from cvrender.theme.tokens import Tokens

SANS, SERIF = "Source Sans Pro", "Source Serif Pro"
WIDE = design("page: {margin: {right: 17mm, left: 17mm}}")
"""A line of 499 points."""
TEXTS = ("Alexandr Protasenya", "ŁÓDŹ, Jürgen", "Александра", "fjord · www.example.org")


@pytest.mark.parametrize("family", [SANS, SERIF, "Spectral"])
@pytest.mark.parametrize("weight", ["light", "regular", "semibold", "bold", "black"])
def test_a_text_is_as_wide_as_freetype_finds_it(family: str, weight: str) -> None:
    file = str(fonts.face(family, weight))
    font = ImageFont.truetype(file, 1000, layout_engine=ImageFont.Layout.BASIC)
    for text in TEXTS:
        drawn = sum(font.getlength(letter) for letter in text) / 1000  # without kerning
        assert (text, ems(text, family, weight)) == (text, pytest.approx(drawn, abs=0.001))


def test_a_family_that_is_not_printed_is_a_multiple_of_one_that_is() -> None:
    """Measured with Carlito, which is as wide as Calibri; Caladea is as wide as Cambria."""
    text = "Alexandr Protasenya"
    sans = ems(text, SANS)
    assert ems(text, "Calibri") == pytest.approx(0.98 * sans)
    assert ems(text, "Cambria") == ems(text, "Caladea")
    assert ems(text, "Cambria", "bold") == ems(text, "Caladea", "bold")
    assert ems(text, "Unheard Of") == pytest.approx(1.25 * sans)


@pytest.mark.parametrize(
    ("text", "wide"),
    [("山田太郎", 4), ("ﾔﾏﾀﾞ", 2.4), ("محمد", 1.8), ("e\u0353", ems("e", SANS)), ("", 0)],
)
def test_what_the_font_lacks_is_wide_by_a_rule(text: str, wide: float) -> None:
    assert ems(text, SANS) == pytest.approx(wide)


def block(
    outlined: Callable[[str], Outline], source: str, theme: str = "classic", taken: float = 0
) -> NameBlock:
    return NameBlock.of(outlined(source), themes.find(theme, designs=WIDE).tokens, taken)


def tokens_with_body(family: str) -> Tokens:
    tokens = themes.find("classic", designs=WIDE).tokens
    return tokens.model_copy(update={"fonts": tokens.fonts.model_copy(update={"body": family})})


def test_contacts_take_another_row_in_the_wider_font(outlined: Callable[[str], Outline]) -> None:
    """One row in Source Sans, two in Source Serif: its letters are wider by a sixteenth."""
    person = f"name: Ada\nemail: {'a' * 49}@example.org\nlocation: {'n' * 30}\nsections: []"
    outline = outlined(person)
    rows = [
        len(NameBlock.of(outline, tokens_with_body(family)).contact_rows)
        for family in (SANS, SERIF)
    ]
    assert rows == [1, 2]


def test_contacts_stand_in_as_few_rows_as_the_width_takes(
    outlined: Callable[[str], Outline],
) -> None:
    person = (
        "name: Ada\nemail: ada@example.org\nphone: +46 70 123 45 67\nlocation: Lund\nsections: []"
    )
    rows = [
        [
            [str(contact.line) for contact in row]
            for row in block(outlined, person, taken=t).contact_rows
        ]
        for t in (0, 330, 410)
    ]
    assert rows == [
        [["ada@example.org", "+46 70 123 45 67", "Lund"]],
        [["ada@example.org"], ["+46 70 123 45 67", "Lund"]],
        [["ada@example.org"], ["+46 70 123 45 67"], ["Lund"]],
    ]


def test_contacts_stand_in_rows_of_about_the_same_length(
    outlined: Callable[[str], Outline],
) -> None:
    person = (
        "{name: A, email: daniel@okonkwo.example, phone: +44 20 7946 0321, location: 'London,"
        " United Kingdom', website: 'https://okonkwo.example', links: [{label: GitHub, url:"
        " 'https://github.com/dokonkwo'}, {label: LinkedIn, url:"
        " 'https://linkedin.com/in/daniel-okonkwo'}], sections: []}"
    )
    rows = block(outlined, person, taken=80).contact_rows
    assert [[str(contact.line).split()[0] for contact in row] for row in rows] == [
        ["daniel@okonkwo.example", "+44"],
        ["London,", "okonkwo.example"],
        ["GitHub:", "LinkedIn:"],
    ]


def test_a_long_name_is_smaller_in_one_line_and_a_very_long_one_takes_several(
    outlined: Callable[[str], Outline],
) -> None:
    found = [block(outlined, f"name: {'Ada ' * count}\nsections: []") for count in (3, 13, 40)]
    assert [(each.name_size, each.name_lines) for each in found] == [
        (26, 1),
        (pytest.approx(19.2, abs=0.1), 1),
        (26, 5),
    ]


def pictured(outlined: Callable[[str], Outline], rest: str = "") -> Outline:
    return replace(outlined(f"name: Ada\n{rest}sections: []"), photo=Photo(png(60, 80), "Ada"))


def test_a_photo_takes_its_width_from_the_words_beside_it(
    outlined: Callable[[str], Outline],
) -> None:
    tokens = themes.find("academic").tokens
    found = NameBlock.of(pictured(outlined), tokens)
    assert (found.photo.width, found.photo_room) == (
        pytest.approx(28 * 72 / 25.4),
        pytest.approx(28 * 72 / 25.4 + 18),
    )
    assert found.photo_place == "right"
    assert found.photo_fits_beside(tokens)


@pytest.mark.parametrize(
    ("looks", "width", "height", "cut"),
    [
        ("{size: 28mm, shape: circle}", 28, 28, (0, 1 / 16, 0, 3 / 16)),
        ("{size: 36mm x 60mm, shape: rectangle}", 36, 60, (0.1, 0, 0.1, 0)),
        ("{size: 30 mm, shape: rectangle}", 30, 40, (0, 0, 0, 0)),
        ("{size: 40mmx20mm, shape: rounded}", 40, 20, (0, 5 / 32, 0, 15 / 32)),
        ("{size: 20mm × 40mm, shape: rounded}", 20, 40, (1 / 6, 0, 1 / 6, 0)),
    ],
)
def test_a_photo_covers_its_frame_and_more_is_cut_below_than_above(
    outlined: Callable[[str], Outline],
    looks: str,
    width: float,
    height: float,
    cut: tuple[float, ...],
) -> None:
    tokens = themes.find("classic", designs=design(f"{{photo: {looks}}}")).tokens
    found = frame(pictured(outlined), tokens)
    millimetres = 72 / 25.4
    assert (found.width, found.height) == pytest.approx((width * millimetres, height * millimetres))
    assert found.cut == pytest.approx(cut)


def test_a_photo_stands_above_centered_words_that_are_too_wide_beside_it(
    outlined: Callable[[str], Outline],
) -> None:
    tokens = themes.find("classic").tokens
    places = [
        NameBlock.of(pictured(outlined, f"location: {'n' * count}\n"), tokens).photo_place
        for count in (20, 80)
    ]
    assert places == ["left", "above"]


def test_a_headline_of_about_one_line_has_no_certain_height(
    outlined: Callable[[str], Outline],
) -> None:
    lines = [
        block(outlined, f"name: Ada\nheadline: {'m' * count}\nsections: []").headline_lines
        for count in (20, 50, 55, 62, 120)
    ]
    assert lines == [1, 1, None, 2, None]


def line(text: str) -> Line:
    return Line((Span(text),))


def test_a_date_stands_beside_words_that_leave_it_room_in_any_font() -> None:
    tokens = themes.find("classic", designs=WIDE).tokens
    rows = [HeadRow((line("m" * n),), (), line("2015 – 2018")) for n in (10, 47, 54, 60, 70)]
    room = tokens.page.text_width
    fits = [line_fit.end_in_one_line(row, tokens, SANS, room) for row in rows]
    assert fits == [True, True, False, False, True]


@pytest.mark.parametrize("photo", [False, True])
def test_the_words_of_a_band_stand_in_its_middle(
    outlined: Callable[[str], Outline], photo: bool
) -> None:
    """By the colours of its rows, ten to a millimetre."""
    person = "name: HENH\nheadline: NEHEN\nemail: NEH@HEN.NE\nsections: []"
    outline = outlined(person)
    if photo:
        outline = replace(outline, photo=Photo(png(60, 80), "Ada"))
    data = registry.load("pdf").render(outline, themes.find("modern"))
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[0].render(scale=10 * 25.4 / 72).to_pil().convert("RGB")
    edge = next(y for y in range(page.height) if page.getpixel((5, y)) == (255, 255, 255))
    words = page.crop((170, 0, 1200, edge)).convert("L").point(lambda light: 255 * (light > 160))
    _, first, _, last = words.getbbox() or (0, 0, 0, 0)
    assert first == pytest.approx(edge - last, abs=12)


@pytest.mark.parametrize(
    ("name", "language", "family"),
    [
        ("Daniel Okonkwo", "en", "Okonkwo"),
        ("Jörg Großmann-Schäfer", "de", "Großmann-Schäfer"),
        ("Ludwig van der Rohe", "en", "van der Rohe"),
        ("Shaun O’Brien", "en-GB", "O’Brien"),
        ("Ada", "en", None),
        ("Nagy Anna", "hu", None),
        ("山田 太郎", "ja", None),
        ("山田 太郎", "en", None),
        ("Dr. Ada Byron", "en", None),
        ("Ada Byron, PhD", "en", None),
        ("Ada Byron 😀", "en", None),
    ],
)
def test_the_family_name_is_known_where_it_is_certain(
    name: str, language: str, family: str | None
) -> None:
    at = family_name(name, language)
    assert (None if at is None else name[at:]) == family


def test_the_family_name_is_heavier_than_the_given_names_in_pdf_and_word() -> None:
    outline, theme = outline_of("name: Daniel Okonkwo\nsections: []"), themes.find("modern")
    data = registry.load("pdf").render(outline, theme)
    assert [shown(data, word)[0].rpartition("-")[2] for word in ("Daniel", "Okonkwo")] == [
        "Light",
        "Bold",
    ]
    word = rendered(outline, theme)
    assert word.run("Daniel ").find(f".//{W}b") is None
    assert word.run("Okonkwo").find(f".//{W}b") is not None


def tops(data: bytes, *words: str) -> list[float]:
    """How far below the upper edge of its page each word begins, in points; one word a page."""
    found = []
    with pypdfium2.PdfDocument(data) as document:
        for page, word in zip(document, words, strict=True):
            text = page.get_textpage()
            first = text.search(word).get_next()[0]
            found.append(page.get_height() - text.get_charbox(first)[3])
    return found


def banded(form: str) -> bytes:
    outline = outline_of(
        "name: Hal\nsections: [{title: One, text: x}, {title: Hub, page_break: before, text: y}]"
    )
    looks = design("{header: {padding: 5mm}, page: {margin: {top: 20mm}}}")
    return registry.load(form).render(outline, themes.find("modern", designs=looks))


FOR_LIBREOFFICE["band"] = lambda: banded("docx")


def test_the_words_of_a_band_begin_at_its_padding_and_other_pages_at_their_margin(
    in_libreoffice: dict[str, bytes],
) -> None:
    for data in (banded("pdf"), in_libreoffice["band"]):
        name, title = tops(data, "Hal", "Hub")
        assert name == pytest.approx(5 * 72 / 25.4 + 27 * 0.27, abs=3)
        assert title == pytest.approx(20 * 72 / 25.4 + 3, abs=3)
