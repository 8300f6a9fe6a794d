"""What reads from left to right in right-to-left text, and would come apart there.

A sign goes with the letters on both its sides (UAX #9, N1), so at the end of an English word it
goes with the paragraph: ``C++`` would read ``++C``, ``.NET`` as ``NET.``, and of a telephone number
the groups of digits would change places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["islands"]

_RIGHT = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_LETTER = rf"[^\W\d_{_RIGHT}]"
_ISLAND = re.compile(
    rf"(?:(?<![^\s(\[{{«“{_RIGHT}])[.@#])?{_LETTER}(?:[^{_RIGHT}]*[^\W_{_RIGHT}])?[+#]*"
    r"|\+\d[\d ()-]{5,}\d"
)
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}


def islands(text: str) -> Iterator[tuple[str, bool]]:
    """``text`` in parts, each with whether it is to be set from left to right by itself."""
    cursor = 0
    for match in _ISLAND.finditer(text):
        end = _closed(text, match.start(), match.end())
        island = text[match.start() : end]
        if not (island[0].isalnum() and (island[-1].isalnum() or island[-1] in ")]}")):
            yield text[cursor : match.start()], False
            yield island, True
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
