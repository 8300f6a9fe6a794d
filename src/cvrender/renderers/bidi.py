"""Bidirectional text: runs of one direction, and what would come apart in right-to-left text.

A sign goes with the letters on both its sides (UAX #9, N1), so at the end of an English word it
goes with the paragraph: ``C++`` would read ``++C``, ``.NET`` as ``NET.``, and of a telephone number
the groups of digits would change places. Digits behind a word go with it (W7), and brackets with
what they hold (N0).
"""

import re
from collections.abc import Iterator
from itertools import groupby
from unicodedata import bidirectional

_RIGHT = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_LETTER = rf"[^\W\d_{_RIGHT}]"
_ISLAND = (
    rf"(?:(?<![^\s(\[{{«“{_RIGHT}])[.@#])?{_LETTER}(?:[^{_RIGHT}]*[^\W_{_RIGHT}])?[+#]*"
    r"|\+\d[\d ()-]{5,}\d"
)
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}


def islands(text: str) -> Iterator[tuple[str, bool]]:
    """``text`` in parts, each with whether it is to be set from left to right by itself.

    That is what UAX #9 alone would let come apart.
    """
    for island, parts in groupby(left_to_right(text), key=_comes_apart):
        yield "".join(part for part, _ in parts), island


def _comes_apart(part: tuple[str, bool]) -> bool:
    text, island = part
    return island and not (text[0].isalnum() and (text[-1].isalnum() or text[-1] in ")]}"))


def left_to_right(text: str) -> Iterator[tuple[str, bool]]:
    """``text`` in parts, each with whether it reads from left to right."""
    cursor = 0
    for match in re.finditer(_ISLAND, text):
        end = _closed(text, match.start(), match.end())
        yield text[cursor : match.start()], False
        yield text[match.start() : end], True
        cursor = end
    yield text[cursor:], False


def _closed(text: str, start: int, end: int) -> int:
    """Behind the brackets at ``end`` that close what was opened from ``start`` on."""
    while end < len(text) and text[end] in _CLOSING:
        within = text[start:end]
        if within.count(_CLOSING[text[end]]) <= within.count(text[end]):
            break
        end += 1
    return end


def directional_runs(text: str, rtl: bool) -> Iterator[tuple[str, bool]]:
    """Split ``text`` where its direction changes: parts, and whether each reads right to left.

    As in UAX #9, digits, spaces and signs go with the letters when those on both sides agree, and
    with the paragraph when not; those of what reads from left to right go with it.
    """
    if not (rtl or any(map(is_rtl, text))):
        yield text, False
        return
    letters = [
        False if island else is_rtl(character)
        for part, island in left_to_right(text)
        for character in part
    ]
    before = _carried(letters, rtl)
    after = reversed(_carried(letters[::-1], rtl))
    sides = [left if left == right else rtl for left, right in zip(before, after, strict=True)]
    for direction, group in groupby(zip(text, sides, strict=True), key=lambda pair: pair[1]):
        yield "".join(character for character, _ in group), direction


def _carried(letters: list[bool | None], start: bool) -> list[bool]:
    """Each direction; for a character without one, that of the letter before it."""
    carried = []
    for letter in letters:
        start = start if letter is None else letter
        carried.append(start)
    return carried


def is_rtl(character: str) -> bool | None:
    """The direction of a letter; None for what has none of its own."""
    kind = bidirectional(character)
    return True if kind in ("R", "AL") else False if kind == "L" else None
