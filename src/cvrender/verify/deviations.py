"""Deviations: lines that are moved, garbled or missing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from cvrender.outline import Line
from cvrender.verify.alignment import Match, Text
from cvrender.verify.normalize import excerpt
from cvrender.verify.report import Finding

if TYPE_CHECKING:
    from difflib import Match as Block
    from difflib import SequenceMatcher

_UNMISTAKABLE = 12  # characters of a line in a row
_ALIKE, _ALIKE_UNMISTAKABLY = 0.7, 0.4  # of a line's characters
_NEAR = 20_000  # characters in which what is left of a line is looked for
_LONG_LINE = 1_000  # of one that is longer, the ends are looked for
_END = 300
_APART = 4  # characters that damage adds inside a line: a hyphen, blanks
_ONE_PLACE = 12  # characters between two differences that are shown as one


class Deviations:
    """Names each line that is not in its place: moved, garbled or missing."""

    def __init__(self, text: Text, lines: tuple[Line, ...], matches: list[Match]) -> None:
        self.text = text
        self.lines = lines
        self.placed = {match.index: match for match in matches}
        self.damaged: list[Match] = []
        """What is left of the lines that are moved or garbled."""
        self.cursor = 0
        """Where the lines end that come before the one that is looked at."""
        starts = accumulate(map(self.start, reversed(range(len(lines)))), min)
        self.next_starts = list(starts)[::-1]
        """For each line, where the next one starts of those in their place."""
        self.taken = bytearray(len(text.content))
        """1 for each character that is of a line."""
        for match in matches:
            self.take(match)

    def start(self, index: int) -> int:
        match = self.placed.get(index)
        return match.start if match else len(self.text.content)

    def take(self, match: Match) -> None:
        self.taken[match.start : match.end] = b"\1" * (match.end - match.start)

    def findings(self) -> Iterator[Finding]:
        """One for each line that is not in its place, in the order of the source."""
        for index, line in enumerate(self.lines):
            if index not in self.placed:
                yield self.moved(index, line) or self.garbled(index, line) or _missing(line)
            elif (match := self.placed[index]).end > self.cursor:
                self.cursor = match.end

    def moved(self, index: int, line: Line) -> Finding | None:
        """The line, whole, at a place that is no other line's; None where there is none."""
        for start, end in self.text.occurrences(line):
            if not any(self.taken[start:end]):
                self.damaged.append(Match(index, start, end))
                self.take(self.damaged[-1])
                return Finding("moved", f"stands in another place: “{line}”", line)
        return None

    def garbled(self, index: int, line: Line) -> Finding | None:
        """What is left of the line between its neighbours; None where too little of it is."""
        start, end = self.cursor, self.next_starts[index]
        wanted = self.text.forms(line)[0]
        rest = self.text.content[start : min(end, start + max(_NEAR, 2 * len(wanted)))]
        found = _similar(_lower(wanted), _lower(rest))
        if found is None:
            return None
        match = Match(index, *self.text.whole_words(start + found[0], start + found[1]))
        self.damaged.append(match)
        self.take(match)
        self.cursor = max(self.cursor, match.end)
        return garbled(self.text, line, self.text.content[match.start : match.end].strip(" •·|"))


def garbled(text: Text, line: Line, read: str) -> Finding:
    """That ``line`` reads ``read``, with the first place at which that is wrong."""
    expected, reads = _difference(text.forms(line)[-1 if read.isupper() else 0], read)
    return Finding("garbled", f"reads “{reads}” instead of “{expected}”", line)


def _missing(line: Line) -> Finding:
    return Finding("missing", f"is missing: “{line}”", line)


def _lower(text: str) -> str:
    """``text`` in small letters, unless its length changes, as with ``İ``."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _similar(wanted: str, rest: str) -> tuple[int, int] | None:
    """Where ``rest`` holds most of ``wanted``; None where it does not."""
    if len(wanted) <= _LONG_LINE:
        return _alike(wanted, rest)
    first = _alike(wanted[:_END], rest)
    start = first[1] if first else 0
    last = _alike(wanted[-_END:], rest[start : start + 2 * len(wanted)])
    if last is None:
        return first and (first[0], min(first[0] + len(wanted), len(rest)))
    return first[0] if first else start + last[0], start + last[1]


def _alike(wanted: str, rest: str) -> tuple[int, int] | None:
    """As ``_similar``, letter by letter: the common blocks around the longest one."""
    anchor = _matcher(wanted, rest).find_longest_match()
    start = max(0, anchor.b - anchor.a - len(wanted) // 2)
    window = rest[start : start + 2 * len(wanted) + _APART]
    blocks = _cohering(_matcher(wanted, window).get_matching_blocks()[:-1])
    least = _ALIKE_UNMISTAKABLY if anchor.size >= _UNMISTAKABLE else _ALIKE
    if sum(block.size for block in blocks) < least * len(wanted):
        return None
    return start + blocks[0].b, start + blocks[-1].b + blocks[-1].size


def _cohering(blocks: list[Block]) -> list[Block]:
    """The blocks around the largest, without letters that are too far off to be of the line."""
    first = last = max(range(len(blocks)), key=lambda i: blocks[i].size, default=0)
    while first > 0 and _close(blocks[first - 1], blocks[first]):
        first -= 1
    while last + 1 < len(blocks) and _close(blocks[last], blocks[last + 1]):
        last += 1
    return blocks[first : last + 1]


def _close(left: Block, right: Block) -> bool:
    lost = right.a - left.a - left.size
    between = right.b - left.b - left.size
    return between <= lost + _APART or min(left.size, right.size) > _APART


def _difference(wanted: str, found: str) -> tuple[str, str]:
    """The first place at which both differ, with a few words around it: as wanted, as found."""
    pairs = enumerate(zip(wanted, found, strict=False))
    same = next((at for at, (a, b) in pairs if a != b), min(len(wanted), len(found)))
    left, right = wanted[same : same + _LONG_LINE], found[same : same + _LONG_LINE]
    steps = _matcher(left, right).get_opcodes()
    changes = [tuple(same + at for at in step[1:]) for step in steps if step[0] != "equal"]
    a, a_end, b, b_end = changes[0] if changes else (same, same, same, same)
    for start, end, _, found_end in changes[1:]:
        if start - a_end > _ONE_PLACE:
            break
        a_end, b_end = end, found_end
    return excerpt(wanted, a, a_end), excerpt(found, b, b_end)


def _matcher(wanted: str, found: str) -> SequenceMatcher[str]:
    from difflib import SequenceMatcher  # slow, and no line of a good file needs it

    return SequenceMatcher(None, wanted, found, autojunk=False)
