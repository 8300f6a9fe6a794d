"""Rows of a PDF's page as PDFium reads them: letters on one line, with their looks and places."""

import re
from collections.abc import Iterable, Iterator
from ctypes import byref, c_double, c_int, create_string_buffer
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from cvrender.extract.pdf_links import Area
from cvrender.extract.pdf_visibility import Ink
from cvrender.inline import Span

_BOLD = re.compile(r"bold|semi-?b|demi|black|heavy|[-+]CMBX|SFBX", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|[-,]it\b|CMTI|SFTI", re.IGNORECASE)
_LEAST_BOLD = 600
_BLANK, _TAB = 0.12, 1.2
"""Of the height of letters: gaps that part words, and that part what stands beside each other."""
_DESCENT = 0.2
_TALLEST = 3.0
"""Of a font's size: how far below the baseline its letters reach, and how high no box of one is."""
_HYPHEN_AT_ROW_END = "\x02"
_LONGEST_NAME = 100


class Letter(NamedTuple):
    """A letter, or a blank without a place; the box is in points from the lower left corner.

    It is as high as the size of the font.
    """

    text: str
    left: float
    low: float
    right: float
    high: float
    bold: bool
    italic: bool
    url: str
    shows: bool | None
    """Whether a person sees it; None where it is too small to say."""

    @property
    def height(self) -> float:
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one line of a page."""

    spans: tuple[Span, ...]
    left: float
    low: float
    right: float
    height: float
    first_word: float
    """How wide its first word is."""
    page: int

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


def rows(text_page: Any, areas: Iterable[Area], ink: Ink, page: int) -> Iterator[Row]:
    """The rows of a page in the order of its content, links where ``areas`` are.

    What does not show is passed over.
    """
    row: list[Letter] = []
    for letter in _letters(text_page, tuple(areas), ink):
        if row and not _beside(row, letter):
            yield from _row(row, page)
            row = []
        row.append(letter)
    yield from _row(row, page)


def _letters(text_page: Any, areas: tuple[Area, ...], ink: Ink) -> Iterator[Letter]:
    """The letters that have a place; those that UTF-16 has in two units are one."""
    from pypdfium2 import raw

    units = ""
    for at in range(text_page.count_chars()):
        if raw.FPDFText_IsGenerated(text_page, at):
            continue
        units += chr(raw.FPDFText_GetUnicode(text_page, at)).replace(_HYPHEN_AT_ROW_END, "-")
        if "\ud800" <= units[-1:] <= "\udbff":
            continue
        text = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        box, units = _box(text_page, at), ""
        if text and box[2] > box[0]:
            name, weight = _font(text_page, at)
            is_bold = weight >= _LEAST_BOLD or bool(_BOLD.search(name))
            url = next((area.url for area in areas if area.holds(box)), "")
            shows = ink.shows(text[0], text_page.get_charbox(at))
            left, low, right, high = box
            is_italic = bool(_ITALIC.search(name))
            yield Letter(text, left, low, right, high, is_bold, is_italic, url, shows)


def _box(text_page: Any, at: int) -> tuple[float, float, float, float]:
    """Where a letter stands: from left to right what it takes, and as high as its font is large.

    Ascent and descent are not asked for: programs such as LibreOffice leave them out. Where letters
    are turned, or drawn by the PDF itself (Type 3) in a size of its own, it is PDFium's box.
    """
    from pypdfium2 import raw

    left, low, right, high = text_page.get_charbox(at, loose=True)
    matrix, across, baseline = raw.FS_MATRIX(), c_double(), c_double()
    raw.FPDFText_GetMatrix(text_page, at, byref(matrix))
    size = abs(matrix.d) * raw.FPDFText_GetFontSize(text_page, at)
    if matrix.b or matrix.c or high - low > _TALLEST * size:
        return left, low, right, high
    raw.FPDFText_GetCharOrigin(text_page, at, byref(across), byref(baseline))
    low = baseline.value - _DESCENT * size
    return left, low, right, low + size


def _font(text_page: Any, at: int) -> tuple[str, int]:
    from pypdfium2 import raw

    name, flags = create_string_buffer(_LONGEST_NAME), c_int()
    raw.FPDFText_GetFontInfo(text_page, at, name, _LONGEST_NAME, byref(flags))
    return name.value.decode("utf-8", "replace"), raw.FPDFText_GetFontWeight(text_page, at)


def _beside(row: list[Letter], letter: Letter) -> bool:
    """Whether ``letter`` stands on the line of ``row``."""
    low, high = min(each.low for each in row[-9:]), max(each.high for each in row[-9:])
    shared = min(high, letter.high) - max(low, letter.low)
    return shared > min(high - low, letter.height) / 2


def _seen(letters: list[Letter]) -> Iterator[Letter]:
    """``letters`` without words of which none shows."""
    for is_blank, word in groupby(letters, key=lambda letter: not letter.text.strip()):
        known = list(word)
        if is_blank or any(letter.shows for letter in known):
            yield from known


def _row(letters: list[Letter], page: int) -> Iterator[Row]:
    letters = list(_seen(letters))
    said = [letter for letter in letters if letter.text.strip()]
    if not said:
        return
    heights = [round(letter.height, 1) for letter in said]
    pieces = list(_spaced(letters))
    runs = groupby(pieces, key=lambda piece: piece[1])
    spans = (
        Span("".join(text for text, _ in run), bold, italic, url=url or None)
        for (bold, italic, url), run in runs
    )
    whole = "".join(text for text, _ in pieces).lstrip()
    word = said[: len("".join(re.split("[ \t]", whole)[0].split()))]  # to where a line may break
    yield Row(
        tuple(spans),
        min(letter.left for letter in said),
        min(letter.low for letter in said),
        max(letter.right for letter in said),
        max(set(heights), key=heights.count),
        max(letter.right for letter in word) - min(letter.left for letter in word),
        page,
    )


def _spaced(letters: list[Letter]) -> Iterator[tuple[str, tuple[bool, bool, str]]]:
    """The letters with their looks, and between them the blanks and tabs that gaps are."""
    before: Letter | None = None
    for letter in letters:
        looks = letter.bold, letter.italic, letter.url
        if before is not None:
            gap = max(letter.left - before.right, before.left - letter.right) / before.height
            is_blank = not (before.text.strip() and letter.text.strip())
            if gap > _TAB:
                yield "\t", looks
            elif gap > _BLANK and not is_blank:
                yield " ", looks
        yield letter.text, looks
        before = letter
