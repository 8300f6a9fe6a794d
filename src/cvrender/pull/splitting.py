"""Splitting: an edited paragraph → what each of the lines in it says now.

Between the lines of a paragraph stand words of ours, such as a comma or a tab. They say where a
line ends, as long as nobody has changed them.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from cvrender.text_edit import same_start

_MOST_PLACES, _MOST_GONE, _MOST_LINES = 8, 6, 200
"""Places at which a sign of ours is looked for, lines that may be gone in a row, and all lines."""
_BLANKS = str.maketrans("\t\n", "  ")


class Segment(NamedTuple):
    """Words of a paragraph: of a part of a line, or ours where ``line`` is None."""

    text: str
    line: int | None = None
    part: int | None = None
    altered: bool = False
    """Whether the words stand there in another form, as in capitals set by hand."""


def split(segments: Sequence[Segment], text: str) -> list[str | None] | None:
    """What each segment that is not ours says in ``text``: the nearest reading; None if gone.

    None altogether where words of ours are no longer what they were. Some programs write blanks
    for tabs.
    """
    tabs = {char for segment in segments for char in segment.text if char in "\t\n"}
    found = _split(segments, text) if not tabs or not tabs.isdisjoint(text) else None
    if found is None:
        flat = [each._replace(text=each.text.translate(_BLANKS)) for each in segments]
        found = _split(flat, text.translate(_BLANKS))
    return found


def _split(segments: Sequence[Segment], text: str) -> list[str | None] | None:
    lines = [segment.text for segment in segments if segment.line is not None]
    head, *between, tail = signs(segments) if lines else ("", "")
    if not lines or not (text.startswith(head) and text.endswith(tail)):
        return None
    text = text[len(head) : len(text) - len(tail)]
    start, end = _unchanged(lines, between, text)
    done, left = lines[:start], lines[len(lines) - end :]
    middle = text[sum(map(len, done)) + sum(map(len, between[:start])) :]
    if end:
        behind = sum(map(len, left)) + sum(map(len, between[len(between) - end :]))
        middle = middle[: len(middle) - behind]
    rest = lines[start : len(lines) - end]
    if len(rest) > _MOST_LINES:
        return None
    found = _read(rest, between[start : start + max(0, len(rest) - 1)], middle)
    return None if found is None else [*done, *found, *left]


def signs(segments: Sequence[Segment]) -> list[str]:
    """What is ours before each line, and behind the last."""
    found = [""]
    for segment in segments:
        if segment.line is None:
            found[-1] += segment.text
        else:
            found.append("")
    return found


def _unchanged(lines: list[str], between: list[str], text: str) -> tuple[int, int]:
    """How many lines at the start, and at the end, are as they were; one is left in any case."""
    start = 0
    while start < len(lines) - 1 and text.startswith(head := lines[start] + between[start]):
        text, start = text[len(head) :], start + 1
    end = 0
    while start + end < len(lines) - 1 and text.endswith(
        tail := between[len(between) - 1 - end] + lines[len(lines) - 1 - end]
    ):
        text, end = text[: len(text) - len(tail)], end + 1
    return start, end


def _read(lines: list[str], between: list[str], text: str) -> list[str | None] | None:
    """The reading of ``text`` that changes the fewest letters of ``lines``."""

    @cache
    def best(at: int, start: int) -> tuple[int, tuple[str | None, ...]] | None:
        """The cost and the reading of the lines from ``at`` on, the first of which is there."""
        whole = text[start:]
        gone = (None,) * (len(lines) - at - 1)
        cost = _cost(lines[at], whole) + _lost(lines[at + 1 :])
        found = (cost, (whole, *gone))
        for following in range(at + 1, min(len(lines), at + 2 + _MOST_GONE)):
            skipped = (None,) * (following - at - 1)
            lost = _lost(lines[at + 1 : following])
            for sign in dict.fromkeys(between[at:following]):
                for end, behind in _places(text, sign, start):
                    rest = best(following, behind)
                    words = text[start:end]
                    if rest is None:
                        continue
                    cost = _cost(lines[at], words) + lost + rest[0]
                    if cost < found[0]:
                        found = (cost, (words, *skipped, *rest[1]))
        return found

    starts = ((_lost(lines[:first]), first, best(first, 0)) for first in range(len(lines)))
    readings = [
        (lost + reading[0], ((None,) * first, reading[1]))
        for lost, first, reading in starts
        if reading
    ]
    if not readings:
        return None
    gone, said = min(readings, key=lambda reading: reading[0])[1]
    return [*gone, *(None if words is None else words.strip() for words in said)]


def _lost(lines: list[str]) -> int:
    """What it costs that ``lines`` are gone."""
    return sum(map(len, lines)) + len(lines)


def _places(text: str, sign: str, start: int) -> Iterator[tuple[int, int]]:
    """From where to where ``sign`` stands, from ``start`` on.

    Where nothing is left of the line before it, the blanks of two signs have become one.
    """
    if not sign:
        return
    bare = sign.strip()
    if bare and text.startswith(sign.lstrip(), start):
        yield start, start + len(sign.lstrip())
    if bare and (match := re.compile(rf"{re.escape(sign.rstrip())}(?=\s|$)").search(text, start)):
        yield match.span()
    for number, match in enumerate(re.finditer(re.escape(sign), text[start:])):
        if number == _MOST_PLACES:
            return
        yield start + match.start(), start + match.end()


def _cost(old: str, new: str) -> int:
    """How many letters differ, once what is the same at either end is left out."""
    head = same_start(old, new)
    tail = same_start(old[head:][::-1], new[head:][::-1])
    return len(old) + len(new) - 2 * (head + tail)
