"""The visible text of a PDF's page, as PDFium draws it.

Programs also read text in the paper's colour, of no size, covered or off the page; a person does
not.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SCALE = 2.0  # pixels a point: a full stop is wider than one
_LEAST = 16  # of 255: a fainter letter is invisible


def visible(page: Any, text_page: Any, text: str) -> str:
    """``text`` of a PDFium page without the words of which no letter shows."""
    if page.get_rotation():
        return text
    kept, cursor = [], 0
    for word, shows in _words(page, text_page):
        at = text.find(word, cursor)
        if at < 0 or shows:
            continue
        kept.append(text[cursor:at])
        cursor = at + len(word)
    return "".join((*kept, text[cursor:]))


def _words(page: Any, text_page: Any) -> Iterator[tuple[str, bool]]:
    """Each word, and whether the page shows any of it."""
    from pypdfium2.raw import FPDFText_GetUnicode

    picture = page.render(scale=_SCALE).to_pil().convert("L")
    left, _, _, top = page.get_cropbox()
    characters = [
        (index, chr(FPDFText_GetUnicode(text_page, index)))
        for index in range(text_page.count_chars())
    ]
    for blank, run in groupby(characters, key=lambda pair: not pair[1].strip()):
        letters = [] if blank else list(run)
        if letters:
            boxes = (text_page.get_charbox(index) for index, _ in letters)
            yield (
                _joined(letter for _, letter in letters),
                any(_inked(picture, box, left, top) for box in boxes),
            )


def _joined(units: Iterable[str]) -> str:
    """A text of UTF-16's units, as ``get_text_bounded`` has it."""
    return "".join(units).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _inked(picture: Any, box: tuple[float, ...], left: float, top: float) -> bool:
    """Whether anything in the box of a letter differs from its background."""
    start, low, end, high = box
    pixels = (
        max(0, int((start - left) * _SCALE)),
        max(0, int((top - high) * _SCALE)),
        min(picture.width, int((end - left) * _SCALE) + 1),
        min(picture.height, int((top - low) * _SCALE) + 1),
    )
    if pixels[0] >= pixels[2] or pixels[1] >= pixels[3]:
        return False
    darkest, lightest = picture.crop(pixels).getextrema()
    return bool(lightest - darkest >= _LEAST)
