"""Pairing: the paragraphs of a file as made, and as edited, each with its counterpart."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_ALIKE = 0.45
"""How much of two paragraphs is the same, at least, if one was made of the other."""
_MOST = 40_000
"""Pairs of paragraphs that are held against each other; more of them are taken in order."""
_MOST_LETTERS = 20_000_000
"""Pairs of letters that are, in all of those: of more, only how often each stands there."""


class Pair(NamedTuple):
    """The numbers of a paragraph before and after; None where there is none."""

    before: int | None
    after: int | None


def pairs(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Every paragraph of both, in order; what was moved is gone in one place and new in another."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[Pair] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            found += map(Pair, range(i, j), range(k, m))
        else:
            found += _changed(before, after, (i, j), (k, m))
    return found


def _changed(
    before: Sequence[str], after: Sequence[str], old: tuple[int, int], new: tuple[int, int]
) -> Iterator[Pair]:
    """The pairs of most likeness in order (Needleman and Wunsch), what has none between them."""
    rows, columns = range(*old), range(*new)
    if len(rows) * len(columns) > _MOST:
        yield from (Pair(i, None) for i in rows)
        yield from (Pair(None, k) for k in columns)
        return
    letters = sum(len(before[i]) for i in rows) * sum(len(after[k]) for k in columns)
    alike = _likeness if letters <= _MOST_LETTERS else _rough_likeness
    likeness = {(i, k): alike(before[i], after[k]) for i in rows for k in columns}
    best: dict[tuple[int, int], float] = {}
    for i in range(old[1], old[0] - 1, -1):
        for k in range(new[1], new[0] - 1, -1):
            skipped = max(best.get((i + 1, k), 0), best.get((i, k + 1), 0))
            both = likeness.get((i, k), 0)
            best[i, k] = max(skipped, both + best.get((i + 1, k + 1), 0) if both else 0)
    i, k = old[0], new[0]
    while i < old[1] or k < new[1]:
        both = likeness.get((i, k), 0)
        if both and best[i, k] == both + best.get((i + 1, k + 1), 0):
            yield Pair(i, k)
            i, k = i + 1, k + 1
        elif i < old[1] and best[i, k] == best.get((i + 1, k), 0):
            yield Pair(i, None)
            i += 1
        else:
            yield Pair(None, k)
            k += 1


def _likeness(one: str, two: str) -> float:
    """From 0, for nothing in common worth the name, to 1."""
    words = SequenceMatcher(None, one.split(), two.split(), autojunk=False).ratio()
    letters = SequenceMatcher(None, one, two, autojunk=False)
    if words < _ALIKE and letters.quick_ratio() < _ALIKE:
        return 0
    likeness = max(words, letters.ratio())
    return likeness if likeness >= _ALIKE else 0


def _rough_likeness(one: str, two: str) -> float:
    likeness = SequenceMatcher(None, one, two, autojunk=False).quick_ratio()
    return likeness if likeness >= _ALIKE else 0
