"""The text of a file, and where the lines of an Outline stand in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from cvrender.verify.normalize import breakable, flat, is_word, short, trimmed
from cvrender.verify.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cvrender.outline import Line, Outline


__all__ = ["Found", "Text"]

_DECORATION = re.compile(r"(?:[\W_]|\d+[.)])*")
_LEAST_REPEATED = 12
_MOST_OCCURRENCES = 200  # of one line's words: a bound for hostile files


@dataclass(frozen=True, slots=True)
class Found:
    """Where a line stands, whole or garbled."""

    index: int
    start: int
    end: int


class Text:
    """Extracted text on one line, with its footers taken out."""

    def __init__(self, text: str, outline: Outline, printed: bool, cased: bool = False) -> None:
        """``cased`` leaves capitals of a printed page as they are."""
        footer = _footer(outline)
        kept = [part for part in map(flat, text.split("\n")) if not footer.fullmatch(part)]
        shown = _as_written(kept, outline) if printed and not cased else kept
        parts = [part for part in shown if part]
        self.flat = flat(" ".join(parts))
        self.printed = printed
        """Whether drawing made its rows, and not writing."""
        self.starts = set(accumulate((len(part) + 1 for part in parts), initial=0))
        """Where its own lines start, or the rows of a page."""

    def straight(self, lines: Iterable[Line | str]) -> list[Found] | None:
        """The lines in their order with only decoration between, or None."""
        matches: list[Found] = []
        cursor = 0
        for index, line in enumerate(lines):
            found = self.following(flat(str(line)), cursor)
            if found is None:
                return None
            matches.append(Found(index, *found))
            cursor = found[1]
        return matches

    def starts_line(self, first: int, last: int) -> bool:
        """Whether one of its own lines, or a row of a page, starts between both places."""
        return any(at in self.starts for at in range(first, last + 1))

    def following(self, wanted: str, start: int) -> tuple[int, int] | None:
        """Where ``wanted`` stands after ``start`` with only decoration between."""
        at = self.flat.find(wanted, start)
        if at >= 0 and self.decoration(start, at) and self.whole(at, at + len(wanted)):
            return at, at + len(wanted)
        match = breakable(wanted).search(self.flat, start)
        return match.span() if match and self.decoration(start, match.start()) else None

    def decoration(self, start: int, end: int) -> bool:
        """Whether nothing but bullets, separators and the like stands between both."""
        return _DECORATION.fullmatch(self.flat, start, end) is not None

    def whole(self, start: int, end: int) -> bool:
        """Whether words begin at ``start`` and end at ``end``: none is grown to a neighbour."""
        edges = (self.flat[max(0, start - 1) : start + 1], self.flat[end - 1 : end + 1])
        return not any(len(edge) == 2 and all(map(is_word, edge)) for edge in edges)

    def words(self, start: int, end: int) -> tuple[int, int]:
        """The place from ``start`` to ``end`` with the rest of the words that it cuts."""
        flat = self.flat
        while start > 0 and is_word(flat[start - 1]) and not flat[start].isspace():
            start -= 1
        while end < len(flat) and is_word(flat[end]) and not flat[end - 1].isspace():
            end += 1
        return start, end

    def count(self, wanted: str) -> int:
        """How often ``wanted`` stands there as words of its own."""
        found = breakable(wanted).finditer(self.flat)
        return sum(1 for _ in islice(found, _MOST_OCCURRENCES))

    def occurrences(self, line: Line) -> Iterator[tuple[int, int]]:
        """The start and end of each place where ``line`` stands, of so many as are looked at."""
        found = breakable(flat(str(line))).finditer(self.flat)
        return (match.span() for match in islice(found, _MOST_OCCURRENCES))

    def best(self, lines: tuple[Line, ...]) -> list[Found]:
        """The heaviest chain of matches in order: a weighted longest increasing subsequence."""
        ends: list[int] = [0]
        chains: list[tuple[int, tuple[object, ...]]] = [(0, ())]
        for index, line in enumerate(lines):
            steps = []
            for start, end in self.occurrences(line):
                weight, chain = chains[bisect_right(ends, start) - 1]
                steps.append((end, weight + end - start, (Found(index, start, end), chain)))
            for end, weight, link in steps:
                _insert(ends, chains, end, weight, link)
        return _unrolled(chains[-1][1])

    def extras(self, lines: tuple[Line, ...], matches: list[Found]) -> Iterator[Finding]:
        """What stands between the lines: lines said again, and words of nobody's."""
        cursor = 0
        spans = sorted((match.start, match.end) for match in matches)
        for start, end in [*spans, (len(self.flat), len(self.flat))]:
            if not self.decoration(cursor, max(cursor, start)):
                yield from _unasked(self.flat[cursor:start], lines)
            cursor = max(cursor, end)


def _unasked(rest: str, lines: tuple[Line, ...]) -> Iterator[Finding]:
    for line in sorted(lines, key=lambda line: len(str(line)), reverse=True):
        wanted = flat(str(line))
        again = wanted in rest and len(wanted) >= _LEAST_REPEATED
        if again or (wanted and wanted == rest.strip()):
            yield Finding("repeated", f"stands twice: “{line}”", line)
            rest = rest.replace(wanted, " ")
    if words := trimmed(rest):
        yield Finding("extra", f"is not in the source: “{short(words)}”")


def _as_written(parts: list[str], outline: Outline) -> list[str]:
    """The lines of a printed page, with what its theme sets in capitals as the author wrote it.

    Capitals are letters of their own there. A theme sets all section titles so, or none; that one
    of them is lost or harmed says nothing of the others.
    """
    titles = {flat(str(section.title)) for section in outline.sections}
    for written in ({flat(str(outline.name))}, titles):
        cased = {title for title in written if title != title.upper()}  # others say nothing
        if 2 * len(cased.intersection(parts)) < len(cased):
            parts = list(_named(parts, {title.upper(): title for title in cased}))
            astray = {title.upper(): title for title in cased.difference(parts)}
            parts = [_named_inside(part, astray) for part in parts]
    return parts


def _named(parts: list[str], capitals: dict[str, str]) -> Iterator[str]:
    at = 0
    while at < len(parts):
        joined = ((count, " ".join(parts[at : at + count])) for count in (3, 2, 1))
        count, text = next(((n, t) for n, t in joined if t in capitals), (1, parts[at]))
        yield capitals.get(text, text)
        at += count


def _named_inside(text: str, capitals: dict[str, str]) -> str:
    """A row that a reader joined: of two columns, or of a title and what stands below it."""
    for title, written in capitals.items():
        if found := re.search(rf"(?<!\S){re.escape(title)}(?!\S)", text):
            return f"{text[: found.start()]}{written}{text[found.end() :]}"
    return text


def _insert(
    ends: list[int],
    chains: list[tuple[int, tuple[object, ...]]],
    end: int,
    weight: int,
    chain: tuple[object, ...],
) -> None:
    """Keep the skyline: a later end is only of use with a greater weight."""
    at = bisect_right(ends, end)
    if chains[at - 1][0] >= weight:
        return
    if ends[at - 1] == end:
        at -= 1
        del ends[at], chains[at]
    ends.insert(at, end)
    chains.insert(at, (weight, chain))
    while at + 1 < len(chains) and chains[at + 1][0] <= weight:
        del ends[at + 1], chains[at + 1]


def _unrolled(chain: tuple[object, ...]) -> list[Found]:
    matches: list[Found] = []
    while chain:
        match, chain = chain  # type: ignore[assignment]
        assert isinstance(match, Found)
        matches.append(match)
    return matches[::-1]


def _footer(outline: Outline) -> re.Pattern[str]:
    words = re.escape(outline.words.page)
    words = words.replace(re.escape("{page}"), r"\d+").replace(re.escape("{pages}"), r"\d+")
    return re.compile(rf"(?:{re.escape(flat(str(outline.name)))} · )?{words}")
