"""Values of a JSON Resume: each must stand under its key, in the item of its entry, and once.

An item belongs to the entry with which it shares most. What it says besides is not of the source,
or of another entry: a loss, as programs take each value for what its key says.
"""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from itertools import chain, groupby, islice

from cvrender.data_file import table
from cvrender.dates import PRESENT
from cvrender.outline import Line, Outline
from cvrender.places import COMMA
from cvrender.syntax.nodes import KeyPath
from cvrender.verify.json_records import Record, records
from cvrender.verify.normalize import normalized, shortened
from cvrender.verify.report import Finding

_DERIVED = ("countryCode", "image", "type")
"""Keys whose values are worded otherwise than in the document."""
_BETWEEN = re.compile(r"\n- |\n\n")
"""The lines that a value holds: paragraphs, and bullets below a bullet."""
_MOST_ALIKE = 50
"""Of the records that hold a text, how many are looked at."""


class Values:
    """Holds the values of a file against an outline."""

    def __init__(self, outline: Outline, values: Iterable[tuple[KeyPath, str]]) -> None:
        self.values = values
        self.person, *self.records = records(outline)
        self.holders: dict[str, deque[int]] = defaultdict(deque)
        """The records that have a text, in order; those that are taken leave from the front."""
        for number, record in enumerate(self.records):
            for text in record.texts:
                self.holders[text].append(number)
        self.taken: set[int] = set()
        self.read: dict[KeyPath, set[str]] = defaultdict(set)
        """The texts that were found, by the origin of their line."""

    def findings(self) -> Iterator[Finding]:
        """One for each value that its key does not mean, and for each item that was added."""
        for item, group in groupby(self.values, key=lambda value: _item(value[0])):
            pieces = ((path[-1], _BETWEEN.split(text)) for path, text in group)
            values = [(str(key), list(map(normalized, texts))) for key, texts in pieces]
            record = self.person if item == ("basics",) else self.nearest(item, values)
            if record is None:
                words = shortened("; ".join(chain.from_iterable(texts for _, texts in values)))
                yield Finding("added", f"`{_shown(item)}` is not in the source: “{words}”")
            else:
                for key, texts in values:
                    yield from self.strange(item, key, texts, record)

    def nearest(self, item: KeyPath, values: list[tuple[str, list[str]]]) -> Record | None:
        """The record with which an item shares most, of those that no item has yet."""
        place = _list_of(item)
        shared: Counter[int] = Counter()
        for key, texts in values:
            for text in texts:
                for number in self.free(text):
                    record = self.records[number]
                    if number not in self.taken and record.place in ("", place):
                        shared[number] += 2 if record.fits(_roles(place, key), text) else 1
        if not shared:
            return None
        best = max(shared, key=lambda number: (shared[number], -number))
        self.taken.add(best)
        return self.records[best]

    def free(self, text: str) -> Iterator[int]:
        """The next records that have ``text``, up to a bound."""
        holders = self.holders.get(text, deque())
        while holders and holders[0] in self.taken:
            holders.popleft()
        return islice(holders, _MOST_ALIKE)

    def strange(
        self, item: KeyPath, key: str, texts: list[str], record: Record
    ) -> Iterator[Finding]:
        """A finding for each of ``texts`` that does not belong under ``key``."""
        roles = _roles(_list_of(item), key)
        for text in texts:
            if key in _DERIVED or record.fits(roles, text):
                for _, source in record.texts.get(text, ()):
                    self.read[source.origin].add(text)
                continue
            right, line = next(record.held(roles or set()), ("", None))
            instead = f"instead of “{shortened(right)}”" if right else "which is not in the source"
            message = f"`{_shown(item)}.{key}` reads “{shortened(text)}”"
            yield Finding("garbled", f"{message}{' ' if right else ', '}{instead}", line)

    def absent(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Those of ``lines`` of which the file lacks anything: start or end, or a listed part."""
        for line in lines:
            read = self.read.get(line.origin, set())
            parts = [date for date in line.iso if date and date != PRESENT] or line.parts
            if line.origin == ("location",):
                read = {word for text in read for word in text.split()}
                parts = [word for part in COMMA.split(str(line)) for word in part.split()]
            whole = normalized(str(line)) in read
            if not read or not (whole or read.issuperset(map(normalized, parts))):
                yield line


def _item(path: KeyPath) -> KeyPath:
    """The path of the item that holds a value: up to its last number, or else its first key."""
    last = max((at for at, step in enumerate(path) if isinstance(step, int)), default=0)
    return path[: last + 1]


def _list_of(item: KeyPath) -> str:
    return next(step for step in reversed(item) if isinstance(step, str))


def _shown(path: KeyPath) -> str:
    """``work[1]``, ``basics.profiles[0]``."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def _roles(place: str, key: str) -> set[str] | None:
    """What may stand under ``key`` of an item in the list ``place``; None of any words."""
    known = table(__file__, "json_keys.toml")
    roles = known.get(f"{place}.{key}") or known.get(key)
    return set(roles) if roles else None
