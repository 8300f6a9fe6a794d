"""Proof: whether a document says a change, and otherwise what it said before."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cvrender.compose import address
from cvrender.extract.word_paragraphs import canonical
from cvrender.pull.dates_meant import says

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cvrender.pull.change import Change
    from cvrender.pull.entries import Added
    from cvrender.pull.present import Present, Shown


def same(lines: Sequence[Shown], wanted: Sequence[Shown]) -> bool:
    return [line.said for line in lines] == [line.said for line in wanted]


def shown_after(
    change: Change, present: Present, number: int
) -> Callable[[tuple[Shown, ...]], bool]:
    """Whether lines are those of ``present`` with ``change`` of the line ``number`` alone."""
    before = present.lines

    def without_one(lines: Sequence[Shown], at: int) -> list[object]:
        return [line.said for n, line in enumerate(lines) if n != at]

    def shows(lines: tuple[Shown, ...]) -> bool:
        old = [line.said for line in before]
        now = [line.said for line in lines]
        if change.kind == "comment":
            return now == old
        if change.entry is not None:
            return _says_entry(change.entry, present, lines)
        if change.kind == "added" and change.role == "fact":
            return _says_fact(change, before, lines)
        if change.kind == "added" and change.part is None:
            new = [n for n, line in enumerate(lines) if line.said == change.new]
            places = [n for n in new if without_one(lines, n) == old]
            is_beside = change.role == before[number].role
            return number + 1 in places if is_beside else bool(places)
        if change.kind == "removed" and change.part is None:
            return now == without_one(before, number)
        if len(lines) != len(before):
            return False
        if change.role == "dates":  # they may decide the order
            return _says_dates(change, present, number, lines)
        others = without_one(lines, number) == without_one(before, number)
        return others and _is_so(lines[number], change, before[number])

    return shows


def _says_dates(change: Change, present: Present, number: int, lines: tuple[Shown, ...]) -> bool:
    rest = [line.said for n, line in enumerate(present.lines) if n != number]
    for at, line in enumerate(lines):
        if line.role == "dates" and says(line.said, line.text, change.new, *present.dates):
            others = [each.said for n, each in enumerate(lines) if n != at]
            if sorted(map(str, others)) == sorted(map(str, rest)):
                return True
    return False


def _says_entry(entry: Added, present: Present, lines: tuple[Shown, ...]) -> bool:
    """Whether ``entry`` stands together among ``lines``, and all else is as it was."""
    old, now = [line.said for line in present.lines], [line.said for line in lines]
    count = len(now) - len(old)
    wanted = Counter(canonical(words) for role, words in entry.lines if role != "dates")
    dates = [words for role, words in entry.lines if role == "dates"]
    for at in range(len(old) + 1):
        new = lines[at : at + count]
        if now[:at] + now[at + count :] == old and count == len(entry.lines):
            dated = [line for line in new if line.role == "dates"]
            both = zip(dated, dates, strict=True) if len(dated) == len(dates) else ()
            others = Counter(canonical(line.text) for line in new if line.role != "dates")
            if others == wanted and all(
                says(line.said, line.text, words, *present.dates) for line, words in both
            ):
                return True
    return False


def _says_fact(change: Change, before: tuple[Shown, ...], lines: tuple[Shown, ...]) -> bool:
    old = [line.said for line in before]
    now = [line.said for line in lines]
    return any(
        now[:at] + now[at + 2 :] == old and f"{now[at]}: {now[at + 1]}" == change.new
        for at in range(len(now) - 1)
    )


def _is_so(line: Shown, change: Change, old: Shown) -> bool:
    """Whether ``line`` reads as ``change`` wants it, which was ``old``."""
    if change.part is None:
        return line.said in (change.new, canonical(address(change.new)))
    if isinstance(old.said, tuple):
        parts = list(old.said)
        new = [] if change.kind == "removed" else [change.new]
        parts[change.part : change.part + (change.kind != "added")] = new
        said = line.said if isinstance(line.said, tuple) else (line.said,)
        return list(map(canonical, map(str, said))) == list(map(canonical, map(str, parts)))
    label, _, shown = str(old.said).rpartition(": ")
    both = [label, shown]
    both[change.part] = change.new
    return line.said == ": ".join(both)
