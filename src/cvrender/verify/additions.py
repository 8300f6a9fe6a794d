"""Additions: text of a file that is no line of the Outline and no decoration between two.

In the row of a line it changes what the line says, which is garbled. Rows of their own are noted.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise

from cvrender.outline import Line
from cvrender.verify.alignment import Match, Text
from cvrender.verify.deviations import garbled
from cvrender.verify.normalize import SUSPECT, shortened, undecorated
from cvrender.verify.report import Finding

_LEAST_REPEATED = 12  # characters of a line that is repeated inside other text
_MOST_ALIKE = 20  # lines that begin with the same characters


class Additions:
    """Looks at what stands between the places of lines."""

    def __init__(
        self,
        text: Text,
        lines: tuple[Line, ...],
        matches: Iterable[Match],
        harmed: set[Line | None],
    ) -> None:
        """Nothing more is said of the lines that are ``harmed``."""
        self.text = text
        self.lines = lines
        self.matches = sorted(matches, key=lambda match: match.start)
        self.harmed = harmed

    def findings(self) -> Iterator[Finding]:
        """Lines that are repeated, lines that text was added to, and text of no line."""
        cursor = 0
        for before, after in pairwise((None, *self.matches, None)):
            cursor = max(cursor, before.end if before else 0)
            stop = after.start if after else len(self.text.content)
            around = self.line(before), self.line(after)
            fills = self.text.decoration.fills(self.text.content, cursor, stop, *around)
            if cursor < stop and not (fills and self.is_in_row(cursor, stop, around[1])):
                yield from self.between(before, after, cursor, stop)

    def is_in_row(self, start: int, stop: int, after: Line | None) -> bool:
        """Whether a bullet stands in the row of its item; on a page, rows are a reader's guess."""
        rows = self.text.rows_between(start, stop)
        is_known = self.text.decoration.is_known and not self.text.drawn
        if not (is_known and rows and after is not None and after.role == "bullet"):
            return True
        return not self.text.content[start : rows[-1]].strip()

    def line(self, match: Match | None) -> Line | None:
        return self.lines[match.index] if match else None

    def between(
        self, before: Match | None, after: Match | None, start: int, stop: int
    ) -> Iterator[Finding]:
        """What is to say of the text from ``start`` to ``stop``."""
        rest = self.text.content[start:stop]
        repeated = list(self.repeated(rest))
        for line, form in repeated:
            yield Finding("repeated", f"stands twice: “{line}”", line)
            rest = rest.replace(form, " ", 1)
        harmed = {self.line(before), self.line(after)} & self.harmed
        if not repeated and not harmed and _neighbours(before, after):
            first, last = self.own_rows(before, after, start, stop)
            rest = self.text.content[first:last]
            ends = self.added_ends(before, after, (start, first, last, stop))
            if before and ends[0]:
                yield from self.extended(before, before.start, first)
            if after and ends[1]:
                yield from self.extended(after, last, after.end)
        if words := undecorated(rest):
            yield Finding("extra", f"is not in the source: “{shortened(words)}”")

    def own_rows(
        self, before: Match | None, after: Match | None, start: int, stop: int
    ) -> tuple[int, int]:
        """Of the text from ``start`` to ``stop`` the part in rows of neither line.

        What stands before it is in the row of ``before``, what stands behind it in that of
        ``after``. In one row, what stands behind a separator belongs to what follows.
        """
        rows = self.text.rows_between(start, stop)
        if rows:
            return rows[0] if before else start, rows[-1] if after else stop
        separated = self.text.decoration.ends(
            self.text.content, start, self.line(before), self.line(after)
        )[0]
        if after is None or (before and not self.text.content[start:separated].strip()):
            return stop, stop
        return separated, separated

    def added_ends(
        self, before: Match | None, after: Match | None, places: tuple[int, int, int, int]
    ) -> tuple[bool, bool]:
        """Whether anything was added in the row of ``before``, and in that of ``after``.

        What stands between both is no decoration; if its ends are, each by itself, and nothing
        stands between them, signs were added to the first.
        """
        start, first, last, stop = places
        around = self.line(before), self.line(after)
        added = self.adds(start, first, around), self.adds(last, stop, around)
        content = self.text.content
        if any(added) or content[first:last].strip() or SUSPECT.search(content, start, stop):
            return added
        is_front = before is not None and bool(content[start:first].strip())
        return is_front, not is_front

    def adds(self, start: int, stop: int, around: tuple[Line | None, Line | None]) -> bool:
        """Whether anything but decoration stands there; suspect characters are found elsewhere."""
        content = self.text.content
        return bool(SUSPECT.sub("", content[start:stop]).strip()) and not (
            self.text.decoration.fills(content, start, stop, *around)
        )

    def extended(self, match: Match, start: int, stop: int) -> Iterator[Finding]:
        """That the line at ``match`` reads what stands from ``start`` to ``stop``."""
        line = self.lines[match.index]
        if line not in self.harmed:
            self.harmed.add(line)
            yield garbled(self.text, line, self.text.content[start:stop].strip())

    def repeated(self, rest: str) -> Iterator[tuple[Line, str]]:
        """The lines that stand in ``rest`` again: as the whole of it, or long ones inside it."""
        whole = rest.strip()
        for words in (whole, whole.partition(" ")[2]):
            if line := self.whole_lines.get(words):
                yield line, words
                return
        at = 0
        while at + _LEAST_REPEATED <= len(rest):
            alike = self.long_lines.get(rest[at : at + _LEAST_REPEATED], ())
            form = next((form for form in alike if rest.startswith(form, at)), "")
            if form:
                yield self.whole_lines[form], form
            at += len(form) or 1

    @cached_property
    def whole_lines(self) -> dict[str, Line]:
        """Each line by what it may read."""
        forms = ((form, line) for line in self.lines for form in self.text.forms(line))
        return {form: line for form, line in forms if form}

    @cached_property
    def long_lines(self) -> dict[str, list[str]]:
        """What long lines may read, the longest first, by their first characters."""
        alike: dict[str, list[str]] = defaultdict(list)
        for form in sorted(self.whole_lines, key=len, reverse=True):
            beginning = form[:_LEAST_REPEATED]
            if len(form) >= _LEAST_REPEATED and len(alike[beginning]) < _MOST_ALIKE:
                alike[beginning].append(form)
        return alike


def _neighbours(before: Match | None, after: Match | None) -> bool:
    """Whether no line is missing between both, whose decoration may be left."""
    return before is None or after is None or after.index == before.index + 1
