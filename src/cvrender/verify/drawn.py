"""What drawing a text does that no reader of the drawing can undo, undone where the text is known.

A reader of a PDF sees glyphs on rows. From right-to-left text it gives back

* the pieces of a row in the order of the page, or of its own guess, and with blanks lost or added;
* brackets and quotation marks turned round, as the glyph looks;
* letters in their presentation forms (Unicode's Arabic and Hebrew compatibility blocks);
* lam and alef, drawn as one, in either order (PDFium);
* numbers in Arabic digits backwards (pypdf);
* a mark behind the comma that follows its letter (PDFium);
* words with marks from their end, where their line runs the other way (PDFium);

and from any text no characters without looks of their own (joiners, direction marks, variation
selectors: Unicode's category Cf, and its selectors). A row that differs from what was meant in this
and in nothing else is taken for what was meant: each word must stand in it, whole, and no letter,
digit or sign may be missing or added. Every other row is left as it was read.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.outline import Outline
    from cvrender.verify.extract import Extract

__all__ = ["is_ignorable", "is_right", "restored", "turned_words"]

_TURNED = str.maketrans("([{<«‹≤“‘", ")]}>»›≥”’")
_LAM_ALEF = re.compile("[لاأإآ]{2,}")
_FORMS = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]+")
_SELECTORS = re.compile("[\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_FARTHEST = 40
"""So many lines ahead a row is looked for."""


def restored(extract: Extract, outline: Outline) -> Extract:
    """``extract`` with its rows as they were meant, if anything in ``outline`` needs it."""
    lines = [_composed(str(line)) for line in outline.lines()]
    odd = (is_right(char) or is_ignorable(char) for char in set("".join(lines)))
    if not extract.drawn or not (outline.direction == "rtl" or any(odd)):
        return extract
    rows = _Rows(lines, outline)
    return replace(extract, text="\n".join(map(rows.meant, extract.text.split("\n"))))


class _Rows:
    """The text that was meant, taken row by row from where the last one ended."""

    def __init__(self, lines: list[str], outline: Outline) -> None:
        self.shown = " ".join(lines)
        self.text = _folded(self.shown)
        self.letters = [at for at, char in enumerate(self.text) if _is_letter(char)]
        ends = list(accumulate(len(line) + 1 for line in lines))
        self.starts = [bisect_left(self.letters, end) for end in ends]
        self.lines = dict(zip(self.starts, ends, strict=True))
        """The places at which lines start, by the number of their first letter."""
        titled = {_composed(str(section.title)) for section in outline.sections}
        self.titles = {
            at for line, at in zip(lines, (0, *self.starts), strict=False) if line in titled
        }
        """Those at which a title does, which a theme may set in capitals."""
        self.right_to_left = outline.direction == "rtl"
        self.cursor = self.end = 0
        """How many letters and how many characters were taken."""
        page = outline.words.page.replace("{page}", "").replace("{pages}", "")
        self.footers = [sorted(_letters(words)) for words in (page, f"{outline.name}{page}")]

    def meant(self, row: str) -> str:
        """What ``row`` was meant to be; nothing for a footer; the row itself where it is harmed."""
        read = _folded(_FORMS.sub(lambda form: _nfkc(form[0]), _composed(row)))
        if sorted(c for c in _letters(read) if not c.isdigit()) in self.footers:
            return ""
        found = (self.taken(*place, read) for place in self.candidates()) if _letters(read) else ()
        return next(filter(None, found), row)

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Where a row may start: here, or where a later line does.

        By the number of its first letter, and the place at which signs before that may stand.
        """
        yield self.cursor, self.end
        ahead = bisect_left(self.starts, self.cursor)
        for start in dict.fromkeys(self.starts[ahead : ahead + _FARTHEST]):
            yield start, self.lines[start]

    def taken(self, start: int, first: int, read: str) -> str | None:
        """The text from the letter number ``start`` on, if it is what was read."""
        places = self.letters[start : start + len(_letters(read))]
        if not places:
            return None
        last = places[-1] + 1
        in_capitals = start in self.titles and read == read.upper()
        text = self.text[first:last].upper() if in_capitals else self.text[first:last]
        left = Counter(_signs(read))
        if not self.same(text, read) or Counter(_signs(text)) - left:
            return None
        left -= Counter(_signs(text))
        self.cursor, self.end = start + len(places), self.after(last, left)
        shown = self.shown[first : self.end].strip()
        return shown.upper() if in_capitals else shown

    def same(self, text: str, read: str) -> bool:
        """Whether both have the same letters, in an order that drawing explains."""
        if any(map(is_right, read)):
            pieces, seen = _pieces(text), "".join(c for c in read if _is_letter(c) or c.isspace())
        elif self.right_to_left:
            pieces, seen = [piece for word in text.split() for piece in _words(word)], read
        else:
            return _letters(text) == _letters(read)
        seen = _visible(seen)
        return sorted(_letters(text)) == sorted(_letters(read)) and all(
            piece in seen
            or (_is_foreign_number(piece) and piece[::-1] in seen)
            or _turned(piece) in seen
            for piece in map(_visible, pieces)
        )

    def after(self, end: int, left: Counter[str]) -> int:
        """Where what follows the last letter ends, of the signs those that the row has left."""
        for at in range(end, len(self.text)):
            char = self.text[at]
            if _is_letter(char) or (_signs(char) and not left[char]):
                break
            left[char] -= 1
            if _signs(char) or (is_ignorable(char) and at == end):
                end = at + 1
        return end


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _nfkc(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _folded(text: str) -> str:
    """``text``, as long as before, without the differences that drawing makes."""
    return _LAM_ALEF.sub(lambda run: "".join(sorted(run[0])), text.translate(_TURNED))


def _visible(text: str) -> str:
    return "".join(char for char in text if not is_ignorable(char))


def _letters(text: str) -> str:
    return "".join(filter(_is_letter, text))


def _signs(text: str) -> str:
    return "".join(c for c in text if not (_is_letter(c) or c.isspace() or is_ignorable(c)))


def _pieces(text: str) -> list[str]:
    """Runs of letters of one direction, with their marks, and of digits: each moves as a whole."""
    pieces, last = [""], None
    for char in text:
        kind = (_is_letter(char), char.isdigit(), is_right(char))
        if kind != last and not (pieces[-1] and _is_mark(char)):
            pieces.append("")
            last = kind
        pieces[-1] += char if _is_letter(char) else ""
    return list(filter(None, pieces))


def turned_words(line: str, text: str) -> Iterator[str]:
    """The words of ``line`` that ``text`` has from their end alone."""
    for word in _pieces(_composed(line)):
        if any(map(_is_set_over, word)) and word not in text and _turned(word) in text:
            yield word


def _turned(piece: str) -> str:
    """A word with marks as PDFium has it in a line that runs the other way.

    Marks have no direction: its parts between them stand one after the other, as on the page.
    """
    parts = ["".join(part) for _, part in groupby(piece, key=_is_set_over)]
    return _composed("".join(reversed(parts)))


def _is_set_over(char: str) -> bool:
    return unicodedata.bidirectional(char) == "NSM"


def _words(word: str) -> list[str]:
    """An English word stays whole, with its signs; numbers and signs alone may change places."""
    return [word] if any(char.isalpha() for char in word) else _pieces(word)


def _is_foreign_number(piece: str) -> bool:
    return piece.isdigit() and not piece.isascii()


def _is_letter(char: str) -> bool:
    return char.isalnum() or _is_mark(char)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M" and not _SELECTORS.match(char)


def is_right(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("R", "AL")


def is_ignorable(char: str) -> bool:
    """Whether ``char`` has no looks of its own: a joiner, a mark of direction, a selector."""
    return unicodedata.category(char) == "Cf" or _SELECTORS.match(char) is not None
