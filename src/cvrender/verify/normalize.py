"""A text on one line, and what is left of it where it was broken over lines."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import zip_longest

__all__ = ["around", "breakable", "flat", "is_word", "short", "trimmed"]

_BREAK_AFTER = frozenset("$-–—/&?=_.:@+,;)#%~\\")
_WITHOUT_BLANKS = re.compile("[\u0e00-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\uaa60-\uaadf]")
"""Thai, Lao, Tibetan, Burmese, Khmer and their kin."""
_LONG_WORD = 30
_MOST_SHOWN = 60  # letters of a place in a message; half as many on either side
_TRIMMED = re.compile(r"[\W_]*(.*?)[\W_]*", re.DOTALL)


def around(text: str, start: int, end: int) -> str:
    """The place and two whole words at either side; of what is long, what is nearest to it."""
    place = text[start:end]
    if len(place) > _MOST_SHOWN:
        first, last = place[: _MOST_SHOWN * 2 // 3], place[-_MOST_SHOWN // 3 :]
        place = f"{first.rstrip()} … {last.lstrip()}"
    after = _beginning(text[end:])
    return short(_beginning(text[:start][::-1])[::-1] + place + after, 4 * _MOST_SHOWN)


def _beginning(text: str) -> str:
    """The rest of a word and two more, fewer if they are long; of a word without end, letters."""
    words = text.split(" ")
    for count in (3, 2, 1):
        beginning = " ".join(words[:count])
        if len(beginning) <= _MOST_SHOWN // 2:
            return f"{beginning} …" if any(words[count:]) else beginning
    return f"{beginning[: _MOST_SHOWN // 2]}…"


def flat(text: str) -> str:
    """``text`` on one line, composed (NFC), with single blanks: how texts are compared."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@lru_cache(4096)
def breakable(wanted: str) -> re.Pattern[str]:
    """``wanted``, whole, with room for line breaks where typesetting may break inside a word."""
    first = re.escape(wanted[:1])
    rest = " ".join(map(_breakable_word, wanted.split(" "))).removeprefix(first)
    # The first letter leads: where a pattern starts by looking back, its search is slow.
    return re.compile(rf"{first}(?<!\w{first}){rest}(?!\w)")


def _breakable_word(word: str) -> str:
    anywhere = len(word) > _LONG_WORD
    return "".join(
        re.escape(c) + (" ?" if anywhere or c in _BREAK_AFTER or _parts(c) or _parts(d) else "")
        for c, d in zip_longest(word, word[1:], fillvalue=" ")
    )


def _parts(character: str) -> bool:
    """Whether lines may break before and after it: words of its script stand without blanks."""
    wide = unicodedata.east_asian_width(character) in "WFH"
    return wide or _WITHOUT_BLANKS.match(character) is not None


def is_word(character: str) -> bool:
    """Whether it is part of a word; the empty text at an end is not."""
    return character.isalnum() or character == "_"


def trimmed(text: str) -> str:
    """``text`` without decoration at its ends."""
    match = _TRIMMED.fullmatch(text)
    return match[1] if match else text


def short(text: str, limit: int = 60) -> str:
    """``text`` for a message: not too long, and harmless to a terminal."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in cut)
