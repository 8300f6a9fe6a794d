"""Placing: each change put into the source, and proven: the source, composed again, shows it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from cvrender import source as sources
from cvrender.checks.texts import is_localized
from cvrender.errors import CvrenderError, Position
from cvrender.pull.belonging import CannotPlaceError
from cvrender.pull.change import Change, Left, Placed
from cvrender.pull.present import Present, Shown, Slot
from cvrender.pull.proof import same, shown_after
from cvrender.pull.typed import typed, without
from cvrender.syntax.nodes import KeyPath, Node

_LISTS = ("bullets", "entries", "facts", "roles", "publications", "sections")
_ITEMS = (("bullets",), ("facts",))
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
        return _proven(texts, present, overlay, lambda lines: same(lines, wanted), (None, 0))
    return _alone(change, present, overlay)


def _alone(change: Change, present: Present, overlay: Path | None) -> Present:
    """``present`` with one change. Raises CannotPlaceError."""
    assert change.slot is not None
    if change.kind == "removed" and change.part is None and change.role != "paragraph":
        raise CannotPlaceError("what belongs to it is still in the file")
    number = present.number(change.slot)
    if number is None:
        raise CannotPlaceError("the text beside it is not in the source")
    shows = shown_after(change, present, number)
    return _proven(typed(change, present), present, overlay, shows, _limits(change))


def _limits(change: Change) -> tuple[int | None, int | None]:
    """How many keys and values ``change`` may take from the source, and bring to it.

    The document does not show all of that: one value may also stand in another language or
    variant. None means any number.
    """
    match change.kind, change.role:
        case "comment", _:
            return 0, 0
        case "changed", "dates":
            return 2, 3  # both ends, one of which may have had no key
        case "changed", "section-title":
            return 1, 2
        case "added", "paragraph":
            return 1, 2
        case "added", _:
            return 0, 2 if change.entry is None else None
    return 1, 1


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
    limits: tuple[int | None, int | None],
) -> Present:
    """The first of ``texts`` that is a source which ``shows`` what it should, and no more.

    ``limits`` are those of what may be gone, and of what may be new. Raises CannotPlaceError.
    """
    for text in dict.fromkeys(texts):
        try:
            found = sources.of(text.encode(), present.source.path, overlay)
        except CvrenderError:
            continue
        now = replace(present, source=found, text=text)
        both = present.leaves - now.leaves, now.leaves - present.leaves
        is_kept = all(
            most is None or leaves.total() <= most
            for leaves, most in zip(both, limits, strict=True)
        )
        if is_kept and shows(now.lines):
            return now
    raise CannotPlaceError(_NOT_PROVEN)
