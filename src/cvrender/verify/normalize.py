"""Normalization: texts on one line, patterns that allow line breaks, and excerpts for messages."""

import re
import unicodedata
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from cvrender.case_mapping import needs_more_letters, upper
from cvrender.outline import Line, Role

SUSPECT = re.compile("[\ufffd\ue000-\uf8ff\u00ad\ufb00-\ufb06\x00-\x08\x0b\x0e-\x1f\x7f]")
"""The replacement character, private use, soft hyphens, ligatures, control codes."""
_BREAK_AFTER = frozenset("$-–—/&?=_.:@+,;)#%~\\")
_MINUS = re.compile(r"(?:^|(?<= ))\\- \?(?=\d)")
"""In a pattern, the sign of a number, behind which no line breaks (Unicode UAX #14, LB25)."""
_EMOJI = "[\U0001f000-\U0001faff]"
_BESIDE_EMOJI = re.compile(rf" (?={_EMOJI})|(?:(?<={_EMOJI})|(?<={_EMOJI} \?)) (?!\?)")
"""A blank that PDFium loses, as the glyph of a colour font is wider than its place."""
_SCRIPTS_WITHOUT_BLANKS = re.compile(
    "[\u0e00-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\uaa60-\uaadf]"
)
"""Thai, Lao, Tibetan, Burmese, Khmer and related scripts."""
_LONG_WORD = 30
_MOST_SHOWN = 60  # letters of a place in a message; half as many on either side
_DECORATED = re.compile(r"[\W_]*(.*?)[\W_]*", re.DOTALL)


class Casing(NamedTuple):
    """Which lines stand in capitals on a page."""

    capitals: frozenset[Role] | None
    """Those of these roles; None where any line may."""
    language: str
    drawn: bool = True
    """Whether letters are as drawn. A Word file keeps them as written, if a style's capitals do."""

    def forms(self, line: Line) -> tuple[str, ...]:
        """What ``line`` may read: one text; in capitals too, where that is possible."""
        written = str(line)
        capitals = upper(written, self.language)
        if self.capitals is not None and line.role not in self.capitals:
            return (written,)
        if not self.drawn:
            by_hand = needs_more_letters(written, self.language)
            return (written, capitals) if by_hand else (written,)
        return (capitals,) if self.capitals else tuple(dict.fromkeys((written, capitals)))


def normalized(text: str) -> str:
    """``text`` in Unicode's form NFC, on one line, with single blanks: how texts are compared."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@lru_cache(4096)
def breakable(wanted: str) -> re.Pattern[str]:
    """Matches ``wanted`` as whole words, with blanks wherever a line may break inside a word."""
    first = re.escape(wanted[:1])
    words = _MINUS.sub(r"\\-", " ".join(map(_breakable_word, wanted.split(" "))))
    words = _BESIDE_EMOJI.sub(" ?", words)
    rest = words.removeprefix(first)
    # The first letter leads: where a pattern starts by looking back, its search is slow.
    return re.compile(rf"{first}(?<!\w{first}){rest}(?!\w)")


def _breakable_word(word: str) -> str:
    anywhere = len(word) > _LONG_WORD
    return "".join(
        re.escape(c)
        + (" ?" if anywhere or c in _BREAK_AFTER or _may_break_at(c) or _may_break_at(d) else "")
        for c, d in zip_longest(word, word[1:], fillvalue=" ")
    )


def _may_break_at(character: str) -> bool:
    """Whether lines may break on both sides: a dash, or its script has no blanks in between."""
    wide = unicodedata.east_asian_width(character) in "WFH" or character == "—"
    return wide or _SCRIPTS_WITHOUT_BLANKS.match(character) is not None


def is_word_character(character: str) -> bool:
    """Whether it is part of a word; the empty text at an end is not."""
    return character.isalnum() or character == "_"


def undecorated(text: str) -> str:
    """``text`` without bullets, punctuation and blanks at its ends."""
    match = _DECORATED.fullmatch(text)
    return match[1] if match else text


def excerpt(text: str, start: int, end: int) -> str:
    """``text`` from ``start`` to ``end`` with two whole words on either side; shorter if long."""
    place = text[start:end]
    if len(place) > _MOST_SHOWN:
        first, last = place[: _MOST_SHOWN * 2 // 3], place[-_MOST_SHOWN // 3 :]
        place = f"{first.rstrip()} … {last.lstrip()}"
    after = _beginning(text[end:])
    return shortened(_beginning(text[:start][::-1])[::-1] + place + after, 4 * _MOST_SHOWN)


def _beginning(text: str) -> str:
    """The rest of a word and two more, fewer if they are long; of an endless word some letters."""
    words = text.split(" ")
    for count in (3, 2, 1):
        beginning = " ".join(words[:count])
        if len(beginning) <= _MOST_SHOWN // 2:
            return f"{beginning} …" if any(words[count:]) else beginning
    return f"{beginning[: _MOST_SHOWN // 2]}…"


def shortened(text: str, limit: int = 60) -> str:
    """``text`` for a message: of at most ``limit`` characters, none of them a control code."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in cut)
