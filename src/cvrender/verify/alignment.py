"""Alignment: where the lines of an Outline stand in the text of a file, in order.

Usually each line follows the one before with nothing but decoration between them, and one pass
finds them all. Where that fails, ``Text.best_alignment`` finds as much as can be in order: a
weighted longest increasing subsequence of all occurrences, in O(n log n).
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from cvrender.outline import Line, Outline
from cvrender.verify.decoration import Decoration
from cvrender.verify.normalize import Casing, breakable, is_word_character, normalized

_WORD = (
    "[\u0e00-\u11ff\u1780-\u1aaf\u2e80-\uffef]|[^\\W_\u0e00-\u11ff\u1780-\u1aaf\u2e80-\uffef]{1,30}"
)
_MOST_OCCURRENCES = 200  # of one line's words: a bound for hostile files

Chain = tuple["Match", "Chain"] | tuple[()]
"""A linked list of matches, the last one first: chains share their beginnings."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where a line stands, whole or garbled: its number, and the characters from start to end."""

    index: int
    start: int
    end: int


class Text:
    """The text of a file on one line, normalized, without the footers of its pages."""

    def __init__(
        self,
        text: str,
        outline: Outline,
        casing: Casing,
        decoration: Decoration,
        drawn: bool = False,
    ) -> None:
        footer = _footer(outline)
        rows = [row for row in map(normalized, text.split("\n")) if not footer.fullmatch(row)]
        rows = list(filter(None, rows))
        self.content = " ".join(rows)
        self.drawn = drawn
        """Whether its rows are those of a page, and not lines that were written."""
        self.casing = casing
        self.decoration = decoration
        self.row_starts = list(accumulate((len(row) + 1 for row in rows), initial=0))

    def forms(self, line: Line) -> tuple[str, ...]:
        """What ``line`` may read, normalized."""
        return tuple(map(normalized, self.casing.forms(line)))

    def aligned(self, lines: tuple[Line, ...]) -> list[Match] | None:
        """The lines in order with only decoration between them; None where that is not so."""
        matches: list[Match] = []
        cursor, before = 0, None
        for index, line in enumerate(lines):
            starts = self.decoration.ends(self.content, cursor, before, line)
            found = (self.first_match(form, starts) for form in self.forms(line))
            place = next(filter(None, found), None)
            if place is None:
                return None
            matches.append(Match(index, *place))
            cursor, before = place[1], line
        return matches

    def first_match(self, wanted: str, starts: range) -> tuple[int, int] | None:
        """Where ``wanted`` stands at one of ``starts``."""
        for at in starts:
            end = at + len(wanted)
            if self.content.startswith(wanted, at) and self.is_whole(at, end):
                return at, end
        found = (breakable(wanted).match(self.content, at) for at in starts)
        match = next(filter(None, found), None)
        return match.span() if match else None

    def best_alignment(self, lines: tuple[Line, ...]) -> list[Match]:
        """As much of the lines as stands in order, by its length."""
        best = _BestChains()
        for index, line in enumerate(lines):
            places = list(self.occurrences(line))
            best.extend([Match(index, start, end) for start, end in places])
        return best.longest()

    def occurrences(self, line: Line) -> Iterator[tuple[int, int]]:
        """The start and end of each place where ``line`` stands, up to a bound."""
        for form in self.forms(line):
            pattern, last = breakable(form), -1
            for start, end in self.windows(form):
                match = pattern.search(self.content, start, end)
                if match and match.start() > last:
                    last = match.start()
                    yield match.span()

    def windows(self, wanted: str) -> Iterator[tuple[int, int]]:
        """Where ``wanted`` may stand: around each place of its rarest word, up to a bound."""
        words = [(self.words.get(word[0], ()), word) for word in re.finditer(_WORD, wanted)]
        if not words:
            yield 0, len(self.content)
            return
        places, word = min(words, key=lambda each: len(each[0]))
        for at in places[:_MOST_OCCURRENCES]:  # a break may stand at each character
            yield max(0, at - 2 * word.start() - 1), at + 2 * (len(wanted) - word.start()) + 1

    @cached_property
    def words(self) -> dict[str, list[int]]:
        """The places of each word, and of each letter where words have no blanks between."""
        places: dict[str, list[int]] = defaultdict(list)
        for word in re.finditer(_WORD, self.content):
            places[word[0]].append(word.start())
        return places

    def row_starts_in(self, first: int, last: int) -> bool:
        """Whether a row starts between both places."""
        return bisect_left(self.row_starts, first) < bisect_right(self.row_starts, last)

    def rows_between(self, start: int, end: int) -> list[int]:
        """Where rows start behind ``start``, up to ``end``."""
        return self.row_starts[
            bisect_right(self.row_starts, start) : bisect_right(self.row_starts, end)
        ]

    def is_whole(self, start: int, end: int) -> bool:
        """Whether no word goes on across ``start`` or ``end``."""
        edges = (self.content[max(0, start - 1) : start + 1], self.content[end - 1 : end + 1])
        return not any(len(edge) == 2 and all(map(is_word_character, edge)) for edge in edges)

    def whole_words(self, start: int, end: int) -> tuple[int, int]:
        """The place from ``start`` to ``end``, extended to the words that it cuts."""
        text = self.content
        while start > 0 and is_word_character(text[start - 1]) and not text[start].isspace():
            start -= 1
        while end < len(text) and is_word_character(text[end]) and not text[end - 1].isspace():
            end += 1
        return start, end


class _BestChains:
    """The heaviest chain of matches that ends at each place, of those that none betters.

    A chain that ends later is kept only if it weighs more; a match weighs its characters.
    """

    def __init__(self) -> None:
        self.ends: list[int] = [0]
        self.weights: list[int] = [0]
        self.chains: list[Chain] = [()]

    def extend(self, matches: list[Match]) -> None:
        """Chains may go on with one of ``matches``, which are those of one line."""
        steps = []
        for match in matches:
            at = bisect_right(self.ends, match.start) - 1
            weight = self.weights[at] + match.end - match.start
            steps.append((match.end, weight, (match, self.chains[at])))
        for step in steps:
            self._keep(*step)

    def _keep(self, end: int, weight: int, chain: Chain) -> None:
        at = bisect_right(self.ends, end)
        if self.weights[at - 1] >= weight:
            return
        last = at
        while last < len(self.ends) and self.weights[last] <= weight:
            last += 1
        first = at - 1 if self.ends[at - 1] == end else at
        self.ends[first:last] = [end]
        self.weights[first:last] = [weight]
        self.chains[first:last] = [chain]

    def longest(self) -> list[Match]:
        """The matches of the heaviest chain, in order."""
        matches: list[Match] = []
        left = self.chains[-1]
        while left:
            match, left = left
            matches.append(match)
        return matches[::-1]


def _footer(outline: Outline) -> re.Pattern[str]:
    """What stands at the foot of a page: the name, which may be in capitals, and page numbers."""
    words = re.escape(outline.language.page)
    words = words.replace(re.escape("{page}"), r"\d+").replace(re.escape("{pages}"), r"\d+")
    name = re.escape(normalized(str(outline.name)))
    return re.compile(rf"(?:{name} · )?{words}", re.IGNORECASE)
