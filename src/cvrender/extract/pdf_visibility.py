"""The visible text of a PDF's page, as PDFium draws it.

Programs also read text in the paper's colour, of no size, covered or off the page; a person does
not. A letter is visible if the page looks otherwise there without its text. In a scan it is if
there is anything on the picture.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import accumulate, compress, groupby, islice
from typing import Any, NamedTuple

_SCALE = 2.0  # pixels a point: a full stop is wider than one
_WIDE = 4
"""Pixels of a letter that shows without the outermost, in which its neighbours may be, too."""
_LEAST = 24  # of 255: a fainter letter is invisible
_DEEPEST = 15
"""How many form XObjects deep text is looked for."""
_AHEAD = 200
"""Characters of a text in which the next word is looked for: PDFium gives some otherwise there."""


def visible(page: Any, text_page: Any, text: str) -> str:
    """``text`` of a PDFium page without the letters that do not show; its texts are then gone."""
    kept, cursor = [], 0
    for word in _words(page, text_page):
        at = text.find(word.text, cursor, cursor + len(word.text) + _AHEAD)
        if at >= 0:
            kept += [text[cursor:at], word.shown]
            cursor = at + len(word.text)
    return "".join((*kept, text[cursor:]))


class _Word(NamedTuple):
    text: str
    shown: str
    """The part of it that shows."""


def _words(page: Any, text_page: Any) -> Iterator[_Word]:
    """The words of a page, in the order in which they are read."""
    from pypdfium2.raw import FPDFText_GetUnicode

    ink = Ink(page)
    characters = (
        (index, chr(FPDFText_GetUnicode(text_page, index)))
        for index in range(text_page.count_chars())
    )
    for blank, run in groupby(characters, key=lambda pair: not pair[1].strip()):
        if not blank:
            places, units = zip(*run, strict=True)
            boxes = map(text_page.get_charbox, places)
            yield _word(units, list(map(ink.shows, units, boxes)))


def _word(units: tuple[str, ...], shows: list[bool | None]) -> _Word:
    """A word of UTF-16's units.

    A letter that is too small to be seen goes with the one before. Right to left, letters that are
    drawn as one share its place: the word is seen as a whole.
    """
    text = _joined(units)
    if any(shows) and any(unicodedata.bidirectional(char) in ("R", "AL") for char in text):
        return _Word(text, text)
    first = next((known for known in shows if known is not None), False)
    states = accumulate(shows, lambda last, known: last if known is None else known, initial=first)
    return _Word(text, _joined(compress(units, islice(states, 1, None))))


def _joined(units: Iterable[str]) -> str:
    """A text of UTF-16's units, as ``get_text_bounded`` has it."""
    return "".join(units).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _drawn(page: Any) -> Any:
    """A picture of ``page``: three colours, and a fourth byte, with which Pillow needs no copy."""
    return page.render(scale=_SCALE, prefer_bgrx=True, rev_byteorder=True).to_pil()


def _extremes(picture: Any, box: tuple[int, ...]) -> list[tuple[int, int]]:
    """The least and the most of each colour there."""
    return [band.getextrema() for band in picture.crop(box).split()[:3]]


class Ink:
    """Where the text of a page shows: where the page looks otherwise without it."""

    def __init__(self, page: Any) -> None:
        from PIL import ImageChops
        from pypdfium2 import raw

        self.left, _, _, self.top = page.get_cropbox()
        self.page = _drawn(page)
        for text in page.get_objects([raw.FPDF_PAGEOBJ_TEXT], max_depth=_DEEPEST):
            raw.FPDFTextObj_SetTextRenderMode(text.raw, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
        colors = ImageChops.difference(self.page, _drawn(page)).split()[:3]
        most = reduce(ImageChops.lighter, colors)  # of what differs, the colour that does most
        self.text = most.point([int(each >= _LEAST) for each in range(256)]).tobytes()
        """The pixels in rows: 1 where text shows."""
        self.is_scan = 1 not in self.text
        """Whether no text shows at all: it may be that of a picture, which a scanner recognized."""

    def shows(self, unit: str, box: tuple[float, ...]) -> bool | None:
        """Whether a letter in ``box`` shows; None where that is too small for one.

        Emoji are pictures beside their text, and show where anything does.
        """
        start, low, end, high = box
        if 0 < end - start < 1 / _SCALE:
            return None
        pixels = (
            max(0, int((start - self.left) * _SCALE)),
            max(0, int((self.top - high) * _SCALE)),
            min(self.page.width, int((end - self.left) * _SCALE) + 1),
            min(self.page.height, int((self.top - low) * _SCALE) + 1),
        )
        if pixels[0] >= pixels[2] or pixels[1] >= pixels[3]:
            return False
        if self.is_scan or unicodedata.category(unit) in ("So", "Cs", "Cf"):
            return any(high - low >= _LEAST for low, high in _extremes(self.page, pixels))
        left, top, right, bottom = pixels
        if right - left > _WIDE:
            left, right = left + 1, right - 1
        width = self.page.width
        rows = range(top * width, bottom * width, width)
        return any(self.text.find(1, row + left, row + right) >= 0 for row in rows)
