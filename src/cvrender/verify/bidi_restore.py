"""Bidi restoration: undoes what drawing right-to-left text does to extracted rows.

A reader of a PDF sees glyphs in visual order (Unicode UAX #9). From right-to-left text it gives

* the runs of a row in the order of the page, or as it guesses, and with blanks lost or added;
* mirrored brackets and quotation marks;
* letters in their presentation forms (Unicode's Arabic and Hebrew compatibility blocks);
* lam and alef, drawn as one ligature, in either order (PDFium);
* numbers in Arabic digits backwards (pypdf);
* a mark behind the comma that follows its letter (PDFium);
* words with marks, and emoji, backwards where their line runs the other way (PDFium);
* signs spelled out, ``½`` as ``1/2`` (PDFium);

and from any text no invisible characters (joiners, direction marks, variation selectors: category
Cf, and the selectors). A row that differs from the outline's text in this and in nothing else is
replaced by that text: each word must stand in it, whole, and no letter, digit or sign may be
missing or added. Every other row is left as it was read.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, pairwise
from unicodedata import normalize

from cvrender.extract import Extract
from cvrender.outline import Outline
from cvrender.verify import characters
from cvrender.verify.characters import (
    directional_runs,
    folded,
    is_arabic_digit,
    is_invisible,
    is_letter,
    is_right_to_left,
    letters,
    nfc,
    signs,
    sorted_letters,
    stands_in,
    unbroken,
    visible,
)
from cvrender.verify.decoration import Decoration
from cvrender.verify.normalize import Casing

_PRESENTATION_FORMS = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]+")
_LINES_AHEAD = 40
"""In how many of the next lines a row may start."""


def restored(extract: Extract, outline: Outline, casing: Casing, decoration: Decoration) -> Extract:
    """``extract`` with its rows in logical order, if anything in ``outline`` needs it."""
    forms = [tuple(map(nfc, casing.forms(line))) for line in outline.lines()]
    shown = "".join(written for written, *_ in forms)
    if not extract.drawn or not (
        outline.direction == "rtl" or any(map(_is_changed_by_drawing, set(shown)))
    ):
        return extract
    text = nfc(characters.with_surrogates_joined(extract.text))
    restorer = _Restorer(forms, outline, _spellings(shown, text), decoration)
    rows = map(restorer.restore, text.split("\n"))
    return replace(extract, text="".join(rows).removeprefix("\n"))


def _spellings(shown: str, text: str) -> dict[int, str]:
    """The signs that ``text`` has less often than ``shown``, each with its spelling there."""
    spellings = ((sign, characters.spelled_out(sign)) for sign in set(shown))
    read = folded(text)
    return {
        ord(sign): spelling
        for sign, spelling in spellings
        if spelling != sign and folded(spelling) in read and text.count(sign) < shown.count(sign)
    }


def _is_changed_by_drawing(char: str) -> bool:
    return is_right_to_left(char) or is_invisible(char) or is_arabic_digit(char)


class _Restorer:
    """Finds each row in the outline's text, first where the row before ended.

    Positions are those of ``folded``, the text without the differences that drawing makes.
    """

    def __init__(
        self,
        forms: list[tuple[str, ...]],
        outline: Outline,
        spellings: dict[int, str],
        decoration: Decoration,
    ) -> None:
        """``forms`` are those of each line: as it reads, and in capitals where that is possible."""
        self.spellings = spellings
        self.decoration = decoration
        self.right_to_left = outline.direction == "rtl"
        lines = [written for written, *_ in forms]
        capitals = [each[-1] if len(each[-1]) == len(each[0]) else each[0] for each in forms]
        texts = dict.fromkeys("".join(f"{line} " for line in each) for each in (lines, capitals))
        self.folded_texts = {text: folded(text.translate(spellings)) for text in texts}
        """What the page may show, and that text folded."""
        shown, self.folded = next(iter(self.folded_texts.items()))
        self.source = [at for at, char in enumerate(shown) for _ in char.translate(spellings)]
        """The position in what is shown of each folded character."""
        self.letters = [at for at, char in enumerate(self.folded) if is_letter(char)]
        self.line_ends = list(accumulate(len(line.translate(spellings)) + 1 for line in lines))
        self.first_letters = [bisect_left(self.letters, end) for end in self.line_ends]
        """How many letters stand before each line but the first."""
        self.row = ""
        self.letters_taken = self.end = 0
        """How many letters were found, and where the last row ended."""
        page = outline.language.page.replace("{page}", "").replace("{pages}", "")
        self.footers = [sorted_letters(words) for words in (page, f"{outline.name}{page}")]

    def restore(self, row: str) -> str:
        """``row`` in logical order, after a line feed unless a word goes on from the row before.

        A footer is empty; a row that is harmed is left as it is.
        """
        self.row = row
        standard = _PRESENTATION_FORMS.sub(lambda run: normalize("NFKC", run[0]), row)
        read = folded(standard.translate(self.spellings))
        if sorted_letters(read) in self.footers:
            return "\n"
        found = self.with_letters(read) if letters(read) else self.with_signs_alone(read)
        text = next(filter(None, found), f"\n{row}")
        if not self.is_explained(text.strip(), row):
            return f"\n{row}"
        if self.right_to_left:
            return text
        words = text.strip()
        return text.replace(words, f"{self.decoration.leading_bullet(row, words)}{words}")

    def is_explained(self, text: str, row: str) -> bool:
        """Whether ``row`` holds ``text``, or drawing changes such text.

        Other rows may not lack a sign or a blank. In a row that starts with signs pypdf goes on in
        the direction of the row before.
        """
        return (
            self.right_to_left
            or not text[:1].isalpha()
            or any(_is_changed_by_drawing(c) or ord(c) in self.spellings for c in text)
            or any(map(_is_changed_by_drawing, row))
            or text in " ".join(row.split())
        )

    def with_letters(self, read: str) -> Iterator[str | None]:
        """What a row with letters may be: here, or where one of the next lines starts."""
        ahead = bisect_left(self.first_letters, self.letters_taken)
        later = slice(ahead, ahead + _LINES_AHEAD)
        starts = dict(zip(self.first_letters[later], self.line_ends[later], strict=True))
        for letter, first in ((self.letters_taken, self.end), *starts.items()):
            for shown in self.folded_texts:
                yield self.match(letter, first, read, shown)

    def match(self, letter: int, first: int, read: str, shown: str) -> str | None:
        """What of ``shown`` stands from ``first`` on, if it is what was read; None if it is not.

        Its first letter is the ``letter``-th; signs may stand before it.
        """
        positions = self.letters[letter : letter + len(letters(read))]
        if not positions:
            return None
        end = positions[-1] + 1
        text = self.folded_texts[shown][first:end]
        unused = Counter(signs(read))
        unused.subtract(signs(text))
        if min(unused.values(), default=0) < 0 or not self.has_same_letters(text, read):
            return None
        if not any(map(is_right_to_left, read)) and self.is_spelled_out(first, end, shown):
            return None  # which signs are only beside such letters
        end, unused = self.end_of_signs(end, +unused)
        separator = self.separator(first, end, unused)
        if separator is None:
            return None
        return self.advance(first, end, letter + len(positions), shown, separator)

    def is_spelled_out(self, first: int, end: int, shown: str) -> bool:
        """Whether the row has fewer of the signs of ``shown`` that may be spelled out."""
        text = self.shown(first, end, shown)
        return any(text.count(sign) > self.row.count(sign) for sign in map(chr, self.spellings))

    def has_same_letters(self, text: str, read: str) -> bool:
        """Whether both have the same letters, in an order that drawing explains."""
        if any(is_right_to_left(char) or is_arabic_digit(char) for char in read):
            runs = directional_runs(text)
            read_runs = "".join(c for c in read if is_letter(c) or c.isspace())
        elif self.right_to_left:
            runs = [run for word in text.split() for run in unbroken(word)]
            read_runs = read
        else:
            return letters(text) == letters(read)
        read_runs = visible(read_runs)
        return sorted(letters(text)) == sorted(letters(read)) and all(
            stands_in(read_runs, run) for run in map(visible, runs)
        )

    def with_signs_alone(self, read: str) -> Iterator[str | None]:
        """What a row without letters may be: here, or where one of the next lines starts."""
        ahead = bisect_left(self.line_ends, self.end)
        for first in (self.end, *self.line_ends[ahead : ahead + _LINES_AHEAD]):
            yield self.match_signs(first, read)

    def match_signs(self, first: int, read: str) -> str | None:
        """The signs from ``first`` to the next letter or the end of the line, if they were read."""
        at_end = first >= self.line_ends[-1]
        line_end = first if at_end else self.line_ends[bisect_right(self.line_ends, first)]
        end = next((at for at in range(first, line_end) if is_letter(self.folded[at])), line_end)
        wanted, found = signs(self.folded[first:end]), signs(read)
        if self.right_to_left:
            same = sorted(wanted) in (sorted(found), sorted(found.replace("•", "", 1)))
        else:
            same = wanted in (found, found.removeprefix("•"))
        if not (wanted and same):
            return None
        letter = bisect_left(self.letters, first)
        return self.advance(first, end, letter, next(iter(self.folded_texts)))

    def advance(self, first: int, end: int, taken: int, shown: str, separator: str = " ") -> str:
        """``shown`` from ``first`` to ``end``, after a line feed unless a word goes on there.

        The next row is then looked for behind it.
        """
        around = self.folded[first - 1 : first + 1]
        parted = first in self.line_ends or around.isalnum() or any(map(str.isspace, around))
        goes_on = first == self.end > 0 and not parted
        self.letters_taken, self.end = taken, end
        parts = pairwise((first, *self.line_starts_in(first, end), end))
        row = separator.join(self.shown(*part, shown).strip() for part in parts)
        return row if goes_on else f"\n{row}"

    def shown(self, first: int, end: int, shown: str) -> str:
        """``shown`` from ``first`` to ``end``, which are positions of the folded text."""
        return shown[self.source[first] : self.source[end - 1] + 1]

    def separator(self, first: int, end: int, unused: Counter[str]) -> str | None:
        """What parts the lines of a row: the sign that stands before each, if one is unused.

        None where a row of one line has signs that the theme does not add.
        """
        count = len(self.line_starts_in(first, end)) + 1
        added = unused.keys() - self.decoration.signs if self.decoration.is_known else ()
        if added:
            return f" {''.join(added)} " if count > 1 else None
        return next((f" {sign} " for sign in unused if unused[sign] >= count), " ")

    def line_starts_in(self, first: int, end: int) -> list[int]:
        """The positions between both at which lines start, but that of the first word."""
        word = end - len(self.folded[first:end].lstrip())
        return self.line_ends[bisect_right(self.line_ends, word) : bisect_left(self.line_ends, end)]

    def end_of_signs(self, end: int, unused: Counter[str]) -> tuple[int, Counter[str]]:
        """Where the signs after the last letter end, of those unused, and which are left.

        They are of the same line, or the whole of the next lines, where these have signs alone.
        """
        line = bisect_right(self.line_ends, end - 1)
        for at in range(end, self.line_ends[line]):
            char = self.folded[at]
            if is_letter(char) or (signs(char) and not unused[char]):
                return end, unused
            unused = unused - Counter(signs(char))
            if signs(char) or (is_invisible(char) and at == end):
                end = at + 1
        for start, stop in pairwise(self.line_ends[line:]):
            wanted = Counter(signs(self.folded[start:stop]))
            if letters(self.folded[start:stop]) or wanted - unused:
                break
            unused = unused - wanted
            end = stop
        return end, unused
