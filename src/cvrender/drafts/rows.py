"""Rows: what each line of a section is by its looks: an item, a line with dates, a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, Self

from cvrender.drafts import when
from cvrender.drafts.when import When
from cvrender.extract.block import Block
from cvrender.line import cut
from cvrender.list_marks import behind_mark

_SHORT = 90
"""Letters of a line that can be a part of a head."""
_BRIEF = 50
"""Letters of a line that can be one although it ends like a sentence: ``Acme Inc.``"""
_SENTENCE = re.compile(r"[^\W\d_A-Z]{5}\.$|。$")
"""How a sentence ends, and no abbreviation."""
_LONGEST_HEAD = 140
"""Letters of a line with dates that is no sentence that names a year."""

Kind = Literal["item", "dated", "short", "prose"]


@dataclass(frozen=True, slots=True)
class Row:
    """A line, without the mark of a list; ``depth`` is that of an item."""

    block: Block
    kind: Kind
    when: When | None = None
    depth: int = 0

    @property
    def text(self) -> str:
        return self.block.text.strip()

    @property
    def strong(self) -> bool:
        """Whether its looks set it off as a head, or begin to."""
        first = next(span for span in self.block.spans if span.text.strip())
        return first.bold or bool(self.block.level) or self.block.capitals

    def outranks(self, other: Self) -> bool:
        """Whether its looks set it above ``other``."""
        if self.block.level or other.block.level:
            return not other.block.level
        return self.strong and not other.strong

    @property
    def look(self) -> tuple[object, ...]:
        """What lines of the same rank have in common."""
        first = next(span for span in self.block.spans if span.text.strip())
        return self.strong, first.italic, self.block.level, self.block.size

    @property
    def marked(self) -> str:
        """Its text with U+001F, which is a blank, where its looks change."""
        is_bold = {span.bold for span in self.block.spans} == {True, False}
        runs = groupby(self.block.spans, key=lambda s: s.bold if is_bold else s.italic)
        return "\x1f".join("".join(span.text for span in run) for _, run in runs)


def rows(blocks: Iterable[Block]) -> tuple[Row, ...]:
    """What each of ``blocks`` is. Dated items of a list are heads where nothing else is."""
    found = tuple(map(_row, blocks))
    has_heads = any(row.kind == "dated" for row in found)
    if has_heads or not any(row.when for row in found):
        return found
    return tuple(replace(row, kind="dated") if _is_head(row) else row for row in found)


def _is_head(row: Row) -> bool:
    """Whether an item begins or ends with its dates, or with a column of them."""
    if row.when is None or len(row.text) > _LONGEST_HEAD:
        return False
    return not (row.when.before.strip(" (\t") and row.when.behind.strip(" )\t.,"))


def _row(block: Block) -> Row:
    text = block.text
    marked = behind_mark(text)
    if marked:
        indent, words = marked
        block = replace(block, spans=tuple(cut(block.spans, text.index(words, indent), len(text))))
    dates = when.found(block.text)
    is_tabular = bool(dates) and "\t" in block.text.strip()
    if (block.item is not None or marked) and not (is_tabular and len(text) <= _LONGEST_HEAD):
        depth = block.item if block.item is not None else int(bool(marked and marked[0] >= 2))
        return Row(block, "item", dates, depth)
    return Row(block, _kind(block.text.strip(), dates), dates)


def _kind(text: str, dates: When | None) -> Kind:
    rest = len(dates.rest) if dates else len(text)
    is_sentence = bool(_SENTENCE.search(text)) or (
        rest > _BRIEF and text.endswith((".", "!", "?", ";"))
    )
    if dates:
        return "dated" if rest <= _LONGEST_HEAD and not is_sentence else "prose"
    return "short" if rest <= _SHORT and not is_sentence else "prose"
