"""The lines of other tools' texts → paragraphs and bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from cvrender.list_marks import ITEM

_STARTS_ANEW = re.compile(r"\s*(?:\d{1,2}[.)]\s|[A-Z][\w ]{1,30}:\s)")
_ENDS = re.compile(r"[.!?:;…]['\")\]”]*$")
_SHORT = 60


@dataclass(slots=True)
class Item:
    """A bullet and the bullets below it."""

    text: str
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Prose:
    """The paragraphs, the bullets, and the paragraphs ``behind`` these, of one text."""

    paragraphs: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All paragraphs as one text of ours; one that introduces the bullets is the last."""
        *before, last = self.paragraphs or [""]
        if not last.endswith((":", "：")):
            return "\n\n".join([*self.paragraphs, *self.behind])
        return "\n\n".join([*before, *self.behind, last])


def prose(text: str) -> Prose:
    """Read the lines of ``text``: marked ones are bullets, those before them paragraphs.

    A line break ends a paragraph where the line above is short or ends a sentence: texts that were
    broken to fit a width run on. A heading of further bullets is a bullet that has them below it.
    """
    rows = list(_rows(text))
    start = next((index for index, row in enumerate(rows) if row.mark), len(rows))
    heads = [index for index, (row, below) in enumerate(pairwise(rows)) if row.heads(below)]
    if len(heads) > 1 and heads[0] == start - 1:
        start = heads[0]
    items, behind = _items(rows[start:])
    return Prose(_paragraphs(rows[:start]), items, _paragraphs(behind))


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that says something; ``apart`` if none stands right above it."""

    line: str
    apart: bool
    mark: re.Match[str] | None

    @property
    def words(self) -> str:
        return self.line.strip()

    def heads(self, below: _Row) -> bool:
        titled = self.words[-1] in ":：" or (self.apart and len(self.words) < _SHORT)
        return bool(below.mark and not self.mark and titled)

    def runs_on(self, above: str) -> bool:
        """Whether it was broken off the words above it."""
        broken = len(above) >= _SHORT and not _ENDS.search(above)
        return not self.apart and broken and not _STARTS_ANEW.match(self.words)


def _rows(text: str) -> Iterator[_Row]:
    for above, line in pairwise(["", *text.splitlines()]):
        mark = ITEM.fullmatch(line.rstrip())
        if line.strip():
            is_marked = mark and ("\n" in text or mark[1] or line.lstrip()[0] in "•-*")
            yield _Row(line, not above.strip(), mark if is_marked else None)


def _paragraphs(rows: list[_Row]) -> list[str]:
    found: list[str] = []
    above = ""
    for row in rows:
        if row.runs_on(above):
            found[-1] += f" {row.words}"
        else:
            found.append(row.words)
        above = row.words
    return found


def _items(rows: list[_Row]) -> tuple[list[Item], list[_Row]]:
    """Bullets, and the rows between and behind them that are none and head none."""
    items: list[Item] = []
    behind: list[_Row] = []
    head, above = None, ""
    for row, below in zip_longest(rows, rows[1:]):
        indented = items and above and not row.apart and row.line[:1].isspace()
        if row.mark:
            _add(items, head, row.mark)
        elif indented or (items and above and row.runs_on(above)):
            _last(items).text += f" {row.words}"
        elif below and row.heads(below):
            head = Item(row.words)
            items.append(head)
        else:
            behind.append(row)
            head, above = None, ""
            continue
        above = row.words
    return items, behind


def _add(items: list[Item], head: Item | None, mark: re.Match[str]) -> None:
    nested = items[-1] if items and len(mark[1]) >= 2 else None
    above = head or nested
    (above.items if above else items).append(Item(mark[2]))


def item(text: str) -> Item:
    """A bullet whose further lines, if marked, are bullets below it."""
    first, _, rest = text.partition("\n")
    match = ITEM.fullmatch(first)
    below = prose(f"\n{rest}")  # one marked line is a list here
    words = [match[2] if match else first.strip(), *below.paragraphs, *below.behind]
    return Item(" ".join(words), [Item(inner.text) for inner in _flat(below.items)])


def _flat(items: list[Item]) -> list[Item]:
    return [flat for outer in items for flat in (outer, *_flat(outer.items))]


def _last(items: list[Item]) -> Item:
    return items[-1].items[-1] if items[-1].items else items[-1]
