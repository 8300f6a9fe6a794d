"""What kind of character one is, to those who read it back from a page."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

__all__ = [
    "composed",
    "is_foreign_digit",
    "is_ignorable",
    "is_letter",
    "is_mark",
    "is_right",
    "pieces",
    "spelled",
    "turned",
    "unreversed",
]

_SELECTORS = re.compile("[\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_HALF = re.compile("[\ud800-\udfff]")
_HALVES = re.compile("([\ud800-\udbff])([\udc00-\udfff])|([\udc00-\udfff])([\ud800-\udbff])")
"""Of a character beyond U+FFFF, as UTF-16 has it: the first and the second, or turned round."""


def composed(text: str) -> str:
    """``text`` in Unicode's form NFC."""
    return unicodedata.normalize("NFC", text)


def is_right(char: str) -> bool:
    """Whether ``char`` is a letter that runs from right to left."""
    return unicodedata.bidirectional(char) in ("R", "AL")


def is_ignorable(char: str) -> bool:
    """Whether ``char`` has no looks of its own: a joiner, a mark of direction, a selector."""
    return unicodedata.category(char) == "Cf" or _SELECTORS.match(char) is not None


def is_letter(char: str) -> bool:
    """Whether ``char`` is a letter, a digit or a mark of one."""
    return char.isalnum() or is_mark(char)


def is_mark(char: str) -> bool:
    """Whether ``char`` belongs to the letter before it."""
    return unicodedata.category(char)[0] == "M" and not _SELECTORS.match(char)


def is_foreign_digit(char: str) -> bool:
    """Whether ``char`` is a digit that some readers take for a letter from right to left."""
    return unicodedata.bidirectional(char) in ("AN", "EN") and char.isdigit() and char > "\u05ff"


def pieces(text: str) -> list[str]:
    """Runs of letters of one direction, with their marks, and of digits: each moves as a whole."""
    found, last = [""], None
    for char in text:
        kind = (is_letter(char), char.isdigit(), is_right(char))
        if kind != last and not (found[-1] and is_mark(char)):
            found.append("")
            last = kind
        found[-1] += char if is_letter(char) else ""
    return list(filter(None, found))


def turned(piece: str) -> str:
    """A word with marks as PDFium has it in a line that runs the other way.

    Marks have no direction: its parts between them stand one after the other, as on the page.
    """
    parts = ["".join(part) for _, part in groupby(piece, key=is_set_over)]
    return composed("".join(reversed(parts)))


def is_set_over(char: str) -> bool:
    """Whether ``char`` is a mark that takes no room."""
    return unicodedata.bidirectional(char) == "NSM"


def spelled(char: str) -> str:
    """A sign as PDFium has it beside right-to-left text: ``½`` is ``1/2``, ``…`` is ``...``.

    Only signs without a direction are spelled out (Unicode's form NFKC).
    """
    if char.isascii() or unicodedata.bidirectional(char) != "ON":
        return char
    out = unicodedata.normalize("NFKC", char).replace("\u2044", "/")
    return char if char == "\u2044" or out.startswith(" ") else out


def unreversed(text: str) -> str:
    """``text`` with each character beyond U+FFFF whole.

    Right-to-left text PDFium turns round unit by unit, and such a character has two.
    """
    if not _HALF.search(text):
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    halves = "".join(
        chr(low | high << 8) for low, high in zip(units[::2], units[1::2], strict=True)
    )
    whole = _HALVES.sub(lambda pair: (pair[1] or pair[4]) + (pair[2] or pair[3]), halves)
    return whole.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
