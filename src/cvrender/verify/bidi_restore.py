"""What drawing a text does that no reader of the drawing can undo, undone where the text is known.

A reader of a PDF sees glyphs on rows. From right-to-left text it gives back

* the pieces of a row in the order of the page, or of its own guess, and with blanks lost or added;
* brackets and quotation marks turned round, as the glyph looks;
* letters in their presentation forms (Unicode's Arabic and Hebrew compatibility blocks);
* lam and alef, drawn as one, in either order (PDFium);
* numbers in Arabic digits backwards (pypdf);
* a mark behind the comma that follows its letter (PDFium);
* words with marks, and emoji, from their end, where their line runs the other way (PDFium);
* signs spelled out, ``½`` as ``1/2`` (PDFium);

and from any text no characters without looks of their own (joiners, direction marks, variation
selectors: Unicode's category Cf, and its selectors). A row that differs from what was meant in this
and in nothing else is taken for what was meant: each word must stand in it, whole, and no letter,
digit or sign may be missing or added. Every other row is left as it was read.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING
from unicodedata import normalize

from cvrender.verify import characters
from cvrender.verify.characters import composed, is_foreign_digit, is_ignorable, is_letter, is_right

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.extract import Extract
    from cvrender.outline import Outline

__all__ = ["restored"]

_TURNED = str.maketrans("([{<«‹≤“‘", ")]}>»›≥”’")
_LAM_ALEF = re.compile("[لاأإآ]{2,}")
_FORMS = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]+")
_FARTHEST = 40
"""So many lines ahead a row is looked for."""


def restored(extract: Extract, outline: Outline) -> Extract:
    """``extract`` with its rows as they were meant, if anything in ``outline`` needs it."""
    lines = [composed(str(line)) for line in outline.lines()]
    if not extract.drawn or not (
        outline.direction == "rtl" or any(map(_is_odd, set("".join(lines))))
    ):
        return extract
    text = composed(characters.unreversed(extract.text))
    rows = _Rows(lines, outline, _spellings("".join(lines), text))
    return replace(extract, text="".join(map(rows.meant, text.split("\n"))).removeprefix("\n"))


def _spellings(lines: str, text: str) -> dict[int, str]:
    """The signs of ``lines`` that ``text`` has less often, each as it may be spelled out there."""
    signs = ((sign, characters.spelled(sign)) for sign in set(lines))
    return {
        ord(sign): out
        for sign, out in signs
        if out != sign and out in text and text.count(sign) < lines.count(sign)
    }


def _is_odd(char: str) -> bool:
    return is_right(char) or is_ignorable(char) or is_foreign_digit(char)


class _Rows:
    """The text that was meant, taken row by row from where the last one ended."""

    def __init__(self, lines: list[str], outline: Outline, spelled: dict[int, str]) -> None:
        shown = "".join(f"{line} " for line in lines)
        headings = (outline.name, *(section.title for section in outline.sections))
        titled = {composed(str(heading)) for heading in headings}
        capitals = "".join(f"{_in_capitals(line) if line in titled else line} " for line in lines)
        self.spelled = spelled
        self.text = _folded(shown.translate(spelled))
        self.texts = {shown: self.text, capitals: _folded(capitals.translate(spelled))}
        """What is shown, and with name and titles in capitals, as a theme may set them: folded."""
        self.places = [at for at, c in enumerate(shown) for _ in c.translate(spelled)]
        """Where each character of the text stands in what is shown."""
        self.letters = [at for at, char in enumerate(self.text) if is_letter(char)]
        ends = list(accumulate(len(line.translate(spelled)) + 1 for line in lines))
        self.starts = [bisect_left(self.letters, end) for end in ends]
        self.lines = dict(zip(self.starts, ends, strict=True))
        """The places at which lines start, by the number of their first letter."""
        self.ends = ends
        self.right_to_left = outline.direction == "rtl"
        self.cursor = self.end = 0
        """How many letters and how many characters were taken."""
        page = outline.words.page.replace("{page}", "").replace("{pages}", "")
        self.footers = [sorted(_letters(words)) for words in (page, f"{outline.name}{page}")]

    def meant(self, row: str) -> str:
        """What ``row`` was meant to be, behind what parts it from the row before.

        That is nothing where a word goes on. A footer is empty; a harmed row is left as it is.
        """
        form = _FORMS.sub(lambda form: normalize("NFKC", form[0]), row)
        read = _folded(form.translate(self.spelled))
        if sorted(c for c in _letters(read) if not c.isdigit()) in self.footers:
            return "\n"
        if _letters(read):
            candidates = list(self.candidates())
            found = (self.taken(*at, read, shown) for at in candidates for shown in self.texts)
        else:
            ahead = bisect_left(self.ends, self.end)
            places = (self.end, *self.ends[ahead : ahead + _FARTHEST])
            found = (self.signs(first, read) for first in places)
        meant = next(filter(None, found), f"\n{row}")
        return meant if self.is_explained(meant.strip(), row) else f"\n{row}"

    def is_explained(self, meant: str, row: str) -> bool:
        """Whether ``row`` has it, or is changed by drawing: no other may lack a sign or a blank.

        In a row that starts with signs pypdf goes on as in the row before, from right to left too.
        """
        changes = self.right_to_left or not meant[:1].isalpha()
        changes = changes or any(_is_odd(c) or ord(c) in self.spelled for c in meant)
        return changes or any(map(_is_odd, row)) or meant in " ".join(row.split())

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Where a row may start: here, or where a later line does.

        By the number of its first letter, and the place at which signs before that may stand.
        """
        yield self.cursor, self.end
        ahead = bisect_left(self.starts, self.cursor)
        for start in dict.fromkeys(self.starts[ahead : ahead + _FARTHEST]):
            yield start, self.lines[start]

    def taken(self, start: int, first: int, read: str, shown: str) -> str | None:
        """What of ``shown`` stands from the letter number ``start`` on, if it is what was read."""
        places = self.letters[start : start + len(_letters(read))]
        if not places:
            return None
        last = places[-1] + 1
        text = self.texts[shown][first:last]
        left = Counter(_signs(read))
        if not self.same(text, read) or Counter(_signs(text)) - left:
            return None
        if not (
            self.spelled.keys().isdisjoint(map(ord, self.seen(first, last, shown)))
            or any(map(is_right, read))
        ):
            return None  # signs are spelled out beside such letters alone
        left -= Counter(_signs(text))
        end = self.after(last, left)
        between = self.between(first, end, left)
        return self.moved(first, end, start + len(places), shown, between)

    def signs(self, first: int, read: str) -> str | None:
        """The signs from ``first`` to the next letter or the end of the line, if they were read."""
        end = self.ends[bisect_right(self.ends, first)] if first < self.ends[-1] else first
        last = next((at for at in range(first, end) if is_letter(self.text[at])), end)
        meant, found = _signs(self.text[first:last]), _signs(read)
        if not self.right_to_left:
            same = meant in (found, found.removeprefix("•"))
        else:
            same = sorted(meant) in (sorted(found), sorted(found.replace("•", "", 1)))
        if not (meant and same):
            return None
        return self.moved(first, last, bisect_left(self.letters, first), next(iter(self.texts)))

    def between(self, first: int, end: int, left: Counter[str]) -> str:
        """What parts the lines of a row: the sign that stands before each, if one is left."""
        count = len(self.inside(first, end)) + 1
        return next((f" {sign} " for sign in left if left[sign] >= count), " ")

    def inside(self, first: int, end: int) -> list[int]:
        """The places between both at which lines start, but that of the first word."""
        word = first + len(self.text[first:end]) - len(self.text[first:end].lstrip())
        return self.ends[bisect_right(self.ends, word) : bisect_left(self.ends, end)]

    def moved(self, first: int, end: int, cursor: int, shown: str, between: str = " ") -> str:
        """``shown`` from ``first`` to ``end``, behind what parts it from the row before."""
        joint = self.text[first - 1 : first + 1]
        parted = first in self.ends or joint.isalnum() or any(map(str.isspace, joint))
        goes_on = first == self.end > 0 and not parted
        self.cursor, self.end = cursor, end
        parts = pairwise((first, *self.inside(first, end), end))
        row = between.join(self.seen(*part, shown).strip() for part in parts)
        return row if goes_on else f"\n{row}"

    def same(self, text: str, read: str) -> bool:
        """Whether both have the same letters, in an order that drawing explains."""
        if any(is_right(char) or is_foreign_digit(char) for char in read):
            pieces = characters.pieces(text)
            seen = "".join(c for c in read if is_letter(c) or c.isspace())
        elif self.right_to_left:
            pieces, seen = [piece for word in text.split() for piece in _words(word)], read
        else:
            return _letters(text) == _letters(read)
        seen = _visible(seen)
        return sorted(_letters(text)) == sorted(_letters(read)) and all(
            piece in seen
            or (_is_foreign_number(piece) and piece[::-1] in seen)
            or characters.turned(piece) in seen
            for piece in map(_visible, pieces)
        )

    def seen(self, first: int, end: int, shown: str) -> str:
        """``shown`` from ``first`` to ``end``."""
        return shown[self.places[first] : self.places[end - 1] + 1]

    def after(self, end: int, left: Counter[str]) -> int:
        """Where what follows the last letter ends, of the signs those that the row has left.

        That is in the same line, or the whole of a next one that has signs alone.
        """
        line = bisect_right(self.ends, end - 1)
        for at in range(end, self.ends[line]):
            char = self.text[at]
            if is_letter(char) or (_signs(char) and not left[char]):
                return end
            left -= Counter(_signs(char))
            if _signs(char) or (is_ignorable(char) and at == end):
                end = at + 1
        for start, stop in pairwise(self.ends[line:]):
            wanted = Counter(_signs(self.text[start:stop]))
            if _letters(self.text[start:stop]) or wanted - left:
                break
            left -= wanted
            end = stop
        return end


def _in_capitals(line: str) -> str:
    """``line`` in capitals, where each letter has one."""
    upper = line.upper()
    return upper if len(upper) == len(line) else line


def _folded(text: str) -> str:
    """``text``, as long as before, without the differences that drawing makes."""
    return _LAM_ALEF.sub(lambda run: "".join(sorted(run[0])), text.translate(_TURNED))


def _visible(text: str) -> str:
    return "".join(char for char in text if not is_ignorable(char))


def _letters(text: str) -> str:
    return "".join(filter(is_letter, text))


def _signs(text: str) -> str:
    return "".join(c for c in text if not (is_letter(c) or c.isspace() or is_ignorable(c)))


def _words(word: str) -> list[str]:
    """An English word stays whole, with its signs; numbers and signs alone may change places."""
    return [word] if any(char.isalpha() for char in word) else characters.pieces(word)


def _is_foreign_number(piece: str) -> bool:
    return piece.isdigit() and not piece.isascii()
