"""Telephone numbers: which ones stand in a text, and what is dialled for each."""

import re
from typing import NamedTuple
from unicodedata import decimal

_NUMBER = r"(?>\+?\(?\d(?:[\s()./\-\u2010-\u2015\u2212\u00b7\u2022]*\d){2,})(?!-?[A-Za-z]{3})"
_WORD_NUMBER = r"(?:\+?1[-. ]?)?\(?0?8\d\d\)?[-. ](?=[-.\d]*[A-Z])(?:[A-Z\d][-. ]?){6}[A-Z\d]"
"""``1-800-FLOWERS``: toll-free, with the letters of the keys (ITU-T E.161)."""
_LETTERS = r"[-. ]?[A-Z]{3}"
"""Behind a few digits: the rest of a number in letters, which nobody knows to dial."""
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_AREA = r"^((?:\+\d\d ?)?\(?[\d()]{2,8})\s/\s(?=\d)"
"""The code of an area, which a stroke may part from the number."""
_BETWEEN_NUMBERS = r"\s[/\u00b7\u2022]\s|[,;|\n]|\s(?=\+)"
_FEWEST_DIGITS = 6
"""Of a number to call; fewer may be an hour or an extension."""
_LONG = 9
"""Characters of a number that is whole, whatever is said behind it."""


class Call(NamedTuple):
    """A number between two indices of a text, and its ``tel:`` address (RFC 3966)."""

    start: int
    end: int
    url: str


def calls(text: str) -> tuple[Call, ...]:
    """The numbers in ``text`` that can be called; of short ones alone the longest.

    A ``(0)`` behind a country's code is not dialled; ``on request, after 5 pm`` is not a number.
    """
    plain = ascii_digits(text)
    if match := re.search(_WORD_NUMBER, plain):
        digits = re.sub(r"[^\d+]", "", match[0].translate(_KEYS))
        return (Call(match.start(), match.end(), f"tel:{digits}"),)
    found = [
        Call(start + match.start(), start + match.end(), f"tel:{_dialled(match[0])}")
        for start, part in _parts(re.sub(_AREA, r"\1   ", plain))
        for match in re.finditer(_NUMBER, part)
        if not (match.end() - match.start() < _LONG and re.match(_LETTERS, part[match.end() :]))
    ]
    numbers = tuple(call for call in found if len(call.url) >= len("tel:") + _FEWEST_DIGITS)
    return numbers or tuple(sorted(found, key=lambda call: -len(call.url))[:1])


def ascii_digits(text: str) -> str:
    """``text`` with the digits of all scripts as those of ASCII."""
    if text.isascii():
        return text
    return "".join(str(decimal(char)) if char.isdecimal() else char for char in text)


def _parts(text: str) -> list[tuple[int, str]]:
    """The parts of ``text`` that hold a number each at most, with their starts."""
    ends = [match.span() for match in re.finditer(_BETWEEN_NUMBERS, text)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    return [(start, text[start:stop]) for start, stop in zip(starts, stops, strict=True)]


def _dialled(number: str) -> str:
    return re.sub(r"(?<=\d) ?\(0\)|[^\d+]", "", number)
