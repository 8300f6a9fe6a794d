"""When: the dates in a line of somebody's file, and what is left of the line without them."""

import re
from functools import cache
from typing import NamedTuple

from cvrender.checks.dates import is_academic_year, meant_span
from cvrender.checks.phones import ascii_digits
from cvrender.drafts import words as vocabulary
from cvrender.languages import reading
from cvrender.readers.foreign.date_text import expected, in_order, iso, open_start, span

_YEAR = re.compile(r"(?<!\d)(?:19[4-9]\d|20\d\d)(?!\d)|年|년|[’']\d\d\b")
_YEAR_OF_TWO = re.compile(r"(?<!\w)[’'](\d\d)\b")
_LAST_OF_2000 = "39"
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_OF = re.compile(r"(?<=[^\W\d_]|\.)\s+del?\s+(?=\d{4})", re.IGNORECASE)
"""Between a month and its year in Spanish and Portuguese."""
_SIGN = re.compile(r"\s*([年月日년월일])\s*")
_SIGNS = str.maketrans({"−": "–", "〜": "–", "~": "–"})
_WORD = re.compile(r"\S+")
_MOST_WORDS = 9
"""Of a span of dates: ``from 1st September 2019 to 31 August 2021``."""
_DASHES = ("–", "—", "-")
_AROUND = " \t,;:|·•()[]"
_FREE = re.compile(r"[^\W\d_]{2,12}[ ’']+(?:19|20)\d\d(?:/(?:19|20)?\d\d)?")
"""A season or a semester, and its year; free words that an entry may keep."""


class When(NamedTuple):
    """The dates of an entry by our keys, and the words that say so."""

    dates: dict[str, str]
    words: str
    before: str
    behind: str

    @property
    def rest(self) -> str:
        """The line without its dates; a tab stands where they were, if it was between words."""
        joined = re.sub(r"[(\[]\s*[)\]]", "", f"{self.before}\t{self.behind}")
        return joined.strip(" \t,;:|·•–—-")


def found(text: str) -> When | None:
    """The longest dates in ``text``: a span, or one date; None where there are none."""
    text = ascii_digits(text)
    if not _YEAR.search(text):
        return None
    words = list(_WORD.finditer(text))
    ends = [_is_datelike(word[0]) for word in words]
    windows = (
        (words[first].start(), words[last].end())
        for count in range(_MOST_WORDS, 0, -1)
        for first in range(len(words) - count + 1)
        if ends[first] and ends[last := first + count - 1]
    )
    for start, end in windows:
        if (made := _at(text, start, end)) is not None:
            return made
    return None


def _at(text: str, start: int, end: int) -> When | None:
    written = text[start:end]
    if "\t" in written or not _YEAR.search(written):
        return None
    words = written.strip(_AROUND)
    if words.endswith(_DASHES) and not re.match(r"\s*(?:$|\t|\s{2})", text[end:]):
        return None  # it stands between a date and something else
    dates = meant(words)
    at = start + written.index(words)
    return When(dates, words, text[:at], text[at + len(words) :]) if dates else None


def meant(words: str) -> dict[str, str]:
    """The dates that ``words`` are, by our keys; empty if they are anything else."""
    plain = _YEAR_OF_TWO.sub(_year, words.translate(_SIGNS))
    plain = _SIGN.sub(r"\1", _OF.sub(" ", _ORDINAL.sub("", plain))).strip()
    for reading_of in (span, open_start, _until_now, _backwards):
        if both := reading_of(plain):
            return {"start": both[0], "end": both[1]}
    date = iso(plain)
    if date:
        return {"date": date} if date[:1].isdigit() else {}
    if is_academic_year(plain) or expected(plain) or _FREE.fullmatch(plain):
        return {"date": words}
    return {}


def _year(match: re.Match[str]) -> str:
    return f"{'19' if match[1] > _LAST_OF_2000 else '20'}{match[1]}"


def _until_now(words: str) -> tuple[str, str] | None:
    """The ends of ``2019 –``, which lasts; and what other spellings of a span there are."""
    start, end = meant_span(words)
    return (start, end) if start and end and in_order(start, end) else None


def _backwards(words: str) -> tuple[str, str] | None:
    """The ends of ``2023 – 2019``, as a page from right to left has them."""
    last, sign, first = re.sub(r"\s*[–—-]\s*", "–", words).partition("–")
    both = iso(first), iso(last)
    return both if sign and all(both) and in_order(*both) else None


def _is_datelike(word: str) -> bool:
    """Whether dates may begin or end with ``word``."""
    plain = word.strip(f"{_AROUND}.–—-").casefold()
    return any(char.isdigit() for char in plain) or plain in _words() or plain in "年月日년월일"


@cache
def _words() -> frozenset[str]:
    """The words of all languages in dates: months, now, since, expected, seasons."""
    patterns = (reading.since_pattern(), reading.expected_pattern())
    phrases = (*reading.present_words(), *(re.sub(r"\\(.)", r"\1", p) for p in patterns))
    parts = {part.strip(".") for phrase in phrases for part in re.split(r"[\s|]+", phrase)}
    return frozenset({*parts, *reading.month_numbers(), *vocabulary.listed("season")})
