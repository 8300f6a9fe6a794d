"""Present: the source as it stands now, and where in it each line of a carried document is."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any, NamedTuple

from cvrender.arrangement import arrange
from cvrender.dates import Wording
from cvrender.extract.word_paragraphs import canonical
from cvrender.outline import Outline
from cvrender.pull.carried import CarriedLine
from cvrender.selection import Selection
from cvrender.source import Source
from cvrender.syntax.nodes import KeyPath


class Slot(NamedTuple):
    """Where a line comes from: the path of its value, and which of its paragraphs it is."""

    origin: KeyPath
    number: int = 0


class Shown(NamedTuple):
    """What a document says in one line, however it is worded."""

    slot: Slot
    role: str
    text: str
    said: object
    """Dates as in the source, what is listed, or else the words."""


@dataclass(frozen=True)
class Present:
    """A source, and the document that it makes in the variant and language of a file."""

    source: Source
    selection: Selection
    text: str
    """That of the source's file."""

    @cached_property
    def outline(self) -> Outline:
        return self.source.composed(self.selection.choice)

    @cached_property
    def lines(self) -> tuple[Shown, ...]:
        """What the document says, in the source's order."""
        return tuple(_shown(self.outline))

    @cached_property
    def leaves(self) -> Counter[str]:
        """Every key and every value of the source, whatever the document shows of it."""
        return Counter(_leaves(self.source.node.plain()))

    @property
    def dates(self) -> tuple[str, Wording]:
        """The language of its dates, and how they are worded."""
        return self.outline.language.code, self.selection.choice.dates

    def number(self, slot: Slot) -> int | None:
        """The number of the line at ``slot``."""
        return next((n for n, line in enumerate(self.lines) if line.slot == slot), None)

    def arranged(self) -> tuple[Shown, ...]:
        """What the document says in the order in which a Word file of its theme does."""
        tokens = self.selection.theme.tokens
        outline = arrange(self.outline, tokens)
        if tokens.word.sidebar == "column":
            outline = outline.led_by(tokens.sidebar.sections)
        return tuple(_shown(outline))


def _shown(outline: Outline) -> Iterator[Shown]:
    counts: Counter[KeyPath] = Counter()
    for line in outline.lines():
        if not line.is_ours:
            said = line.iso or line.parts or canonical(str(line))
            yield Shown(Slot(line.origin, counts[line.origin]), line.role, str(line), said)
            counts[line.origin] += 1


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield str(key)
            yield from _leaves(child)
    elif isinstance(value, list):
        for child in value:
            yield from _leaves(child)
    else:
        yield str(value)


class Found(NamedTuple):
    """The lines of a file, by their numbers, as the source has them now."""

    slots: dict[int, Slot]
    """Of those that are as they were."""
    rivals: dict[int, Shown]
    """What stands now where a line was that is not there any more."""
    new: tuple[Shown, ...]
    """What the source says and the file did not."""
    order: tuple[Shown, ...]
    """All that the source says."""


def found(lines: tuple[CarriedLine, ...], present: tuple[Shown, ...]) -> Found:
    """Where the source has ``lines``: those that are the same in order, then others."""
    before = [line.key for line in lines]
    after = [shown.said for shown in present]
    slots: dict[int, int] = {}
    rivals: dict[int, int] = {}
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            slots |= dict(zip(range(i, j), range(k, m), strict=True))
        elif kind == "replace":
            rivals |= _alike(lines, present, range(i, j), range(k, m))
    taken = {*slots.values()}
    places = _by_key(after, taken)
    for key, numbers in _by_key(before, {*slots}).items():
        if len(numbers) == len(places.get(key, ())):
            slots |= dict(zip(numbers, places[key], strict=True))
            taken |= {*places[key]}
    rivals = {i: k for i, k in rivals.items() if i not in slots and k not in taken}
    return Found(
        {i: present[k].slot for i, k in slots.items()},
        {i: present[k] for i, k in rivals.items()},
        tuple(shown for k, shown in enumerate(present) if k not in taken),
        present,
    )


def _by_key(keys: list[object], known: set[int]) -> dict[object, list[int]]:
    """The numbers of each of ``keys`` but those that are ``known``."""
    numbers: dict[object, list[int]] = {}
    for number, key in enumerate(keys):
        if number not in known:
            numbers.setdefault(key, []).append(number)
    return numbers


def _alike(
    lines: tuple[CarriedLine, ...], present: tuple[Shown, ...], old: Iterable[int], new: range
) -> dict[int, int]:
    """Each line with the next one of its role, as long as there are such."""
    pairs: dict[int, int] = {}
    at = new.start
    for i in old:
        k = next((k for k in range(at, new.stop) if present[k].role == lines[i].role), None)
        if k is not None:
            pairs[i] = k
            at = k + 1
    return pairs
