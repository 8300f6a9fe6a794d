"""Placing: each change put into the source, and proven: the source, composed again, shows it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from cvrender import source as sources
from cvrender.checks.texts import is_localized
from cvrender.compose import address
from cvrender.errors import CvrenderError
from cvrender.extract.word_paragraphs import canonical
from cvrender.pull.belonging import CannotPlaceError
from cvrender.pull.dates_meant import says
from cvrender.pull.outcome import Left, Placed
from cvrender.pull.typed import typed, without

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from cvrender.errors import Position
    from cvrender.pull.change import Change
    from cvrender.pull.entries import Added
    from cvrender.pull.present import Present, Shown, Slot
    from cvrender.syntax.nodes import KeyPath, Node

_LISTS = ("bullets", "entries", "facts", "roles", "publications", "sections")
_ITEMS = (("bullets",), ("facts",))
_MOST_NEW = 2
"""A start and an end, a label and its text, or a key and its text are new at once."""
_NOT_PROVEN = "the source cannot be edited so that it says this, and nothing else changes"


class _Step(NamedTuple):
    """Changes that are made together: the lines of what is removed; else one."""

    changes: tuple[Change, ...]
    path: KeyPath | None = None
    """Of what is removed whole."""


class Placing(NamedTuple):
    """The source with what has a place in it, and what became of each change, in order."""

    present: Present
    placed: tuple[Placed, ...]
    left: tuple[Left, ...]


def placed(changes: Sequence[Change], present: Present, overlay: Path | None) -> Placing:
    """``present`` with ``changes``; the last comes first, so that no path before it changes."""
    first, done, left = present, [], []
    changes = [_with_marks(each, present) for each in changes]
    for step in reversed(_steps(changes, present)):
        try:
            now = _placed(step, present, overlay)
            if now.text == present.text:
                continue  # it says so already
            present = now
            done += [Placed(each, _position(each, first)) for each in reversed(step.changes)]
        except CannotPlaceError as error:
            place = [_position(each, first) if each.slot else None for each in step.changes]
            both = zip(step.changes, place, strict=True)
            left += [Left(each, str(error), at) for each, at in reversed([*both])]
    return Placing(present, tuple(done[::-1]), tuple(left[::-1]))


def _with_marks(change: Change, present: Present) -> Change:
    """``change``, which may move a text, with that as it is typed: its marks go with it."""
    if change.moved is None or change.problem:
        return change
    trail = present.source.node.trail(change.moved.origin)
    node = trail[-1][1]
    above = trail[-2][1].fields if trail[-1][0] == "text" else {}
    if not isinstance(node.value, str) or len(above) > 1:
        return replace(change, problem="it was moved, with more below it than the file shows")
    return replace(change, markdown=node.value)


def _position(change: Change, present: Present) -> Position:
    assert change.slot is not None
    trail = present.source.node.trail(change.slot.origin)
    node = trail[-1][1]
    if change.role == "label" and trail[-1][0] != "label" and node.key is not None:
        return node.key
    if change.part is not None and node.items:
        return node.items[min(change.part, len(node.items) - 1)].position
    return node.position


def _steps(changes: Sequence[Change], present: Present) -> list[_Step]:
    """``changes`` in order; the lines of a part that is gone altogether as one."""
    gone = {each.slot for each in changes if _is_whole(each)}
    steps: dict[object, _Step] = {}
    for number, change in enumerate(changes):
        path = None
        if _is_whole(change) and change.slot is not None:
            path = _removed_path(change.slot, gone, present)
        key: object = number if path is None else path
        if change.kind == "comment" and not change.problem:
            key = "comment", change.slot
        before = steps.get(key, _Step((), path))
        steps[key] = _Step((*before.changes, change), path)
    return list(steps.values())


def _is_whole(change: Change) -> bool:
    """Whether a line is gone, and it is known where it was."""
    return change.kind == "removed" and change.part is None and not change.problem


def _removed_path(slot: Slot, gone: set[Slot | None], present: Present) -> KeyPath | None:
    """The greatest part of the source of which every line is gone; None for one paragraph of more.

    A bullet and a fact go as they stand in their lists.
    """
    path = slot.origin
    if not _all_gone(path, gone, present):
        return None
    while len(path) > 1 and _all_gone(path[:-1], gone, present):
        path = path[:-1]
    is_half = path == slot.origin and path[-1] in ("text", "label") and path[-3:-2] in _ITEMS
    return None if is_half else path


def _all_gone(path: KeyPath, gone: set[Slot | None], present: Present) -> bool:
    return all(line.slot in gone for line in present.lines if line.slot.origin[: len(path)] == path)


def _placed(step: _Step, present: Present, overlay: Path | None) -> Present:
    """``present`` with ``step``. Raises CannotPlaceError."""
    change = step.changes[0]
    if change.problem:
        raise CannotPlaceError(change.problem)
    if change.kind == "comment":
        for each in step.changes:
            present = _alone(each, present, overlay)
        return present
    if step.path is not None:
        _require_shown(step.path, present)
        texts = without(step.path, change.role, present)
        slots = {each.slot for each in step.changes}
        wanted = [line for line in present.lines if line.slot not in slots]
        return _proven(texts, present, overlay, lambda lines: _same(lines, wanted), taken=True)
    return _alone(change, present, overlay)


def _alone(change: Change, present: Present, overlay: Path | None) -> Present:
    """``present`` with one change. Raises CannotPlaceError."""
    assert change.slot is not None
    if change.kind == "removed" and change.part is None and change.role != "paragraph":
        raise CannotPlaceError("what belongs to it is still in the file")
    number = present.number(change.slot)
    if number is None:
        raise CannotPlaceError("the text beside it is not in the source")
    shows = _says(change, present, number)
    most = _MOST_NEW if change.entry is None else None
    is_taken = change.kind in ("changed", "removed") or change.role == "paragraph"
    return _proven(typed(change, present), present, overlay, shows, taken=is_taken, most=most)


def _require_shown(path: KeyPath, present: Present) -> None:
    """Raise CannotPlaceError where there is more at ``path`` than the document shows."""
    shown = {line.slot.origin for line in present.lines}

    def check(node: Node, here: KeyPath) -> None:
        if isinstance(node.value, dict) and is_localized(node.plain()) and len(node.value) > 1:
            raise CannotPlaceError("the source has it in other languages, too")
        children: list[tuple[str | int, Node]] = [*node.fields.items(), *enumerate(node.items)]
        is_list = here[-1:] and here[-1] in _LISTS
        for number, (step, child) in enumerate(children):
            below = (*here, number if is_list else step)
            if is_list and not any(origin[: len(below)] == below for origin in shown):
                raise CannotPlaceError("the source has more there than the file shows")
            check(child, below)

    check(present.source.node.at(path), path)


def _proven(
    texts: Iterator[str],
    present: Present,
    overlay: Path | None,
    shows: Callable[[tuple[Shown, ...]], bool],
    *,
    taken: bool,
    most: int | None = _MOST_NEW,
) -> Present:
    """The first of ``texts`` that is a source which ``shows`` what it should, and no more.

    ``taken`` says whether anything of the source may be gone, ``most`` how many keys and values
    may be new. Raises CannotPlaceError.
    """
    for text in dict.fromkeys(texts):
        try:
            found = sources.of(text.encode(), present.source.path, overlay)
        except CvrenderError:
            continue
        now = replace(present, source=found, text=text)
        is_kept = taken or not present.leaves - now.leaves
        new = (now.leaves - present.leaves).total()
        if is_kept and (most is None or new <= most) and shows(now.lines):
            return now
    raise CannotPlaceError(_NOT_PROVEN)


def _same(lines: Sequence[Shown], wanted: Sequence[Shown]) -> bool:
    return [line.said for line in lines] == [line.said for line in wanted]


def _says(change: Change, present: Present, number: int) -> Callable[[tuple[Shown, ...]], bool]:
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
        if line.role == "dates" and says(line.said, change.new, *present.dates):
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
            dated = [line.said for line in new if line.role == "dates"]
            both = zip(dated, dates, strict=True) if len(dated) == len(dates) else ()
            others = Counter(canonical(line.text) for line in new if line.role != "dates")
            if others == wanted and all(says(said, words, *present.dates) for said, words in both):
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
