"""The Blocks of a PDF that somebody else's program wrote: rows joined to lines that were broken.

A row runs on where the next one stands right below it, looks alike, and begins with a word that had
no room. A jump back up the page begins another column, which is a region of its own.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from cvrender.extract import pdf_links
from cvrender.extract.base import errors_as
from cvrender.extract.block import Block, numbered
from cvrender.extract.pdf import opened, pages_of
from cvrender.extract.pdf_rows import Row, rows
from cvrender.extract.pdf_visibility import Ink
from cvrender.inline import Span
from cvrender.list_marks import behind_mark

_PITCH, _APART = 1.75, 1.9
"""Of the height of letters: how far below each other rows of a text stand, and what is apart."""
_WIDE = 1.5
"""Of it, too: where rows stand further below each other, both are more by the same factor."""
_JUMP, _CELL = 2.0, 2
"""Heights by which a row stands above the one before where another column begins, and the most rows
beside it that are a cell of a table."""
_DASHES = ("-", "–", "—")
_SAME = 1.04
"""By which factor heights of one size differ."""
_ALIKE, _INDENT, _ROOM = 0.6, 4.0, 2.0
"""Points by which heights may differ that are alike, edges in line, and full lines from the end."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The rows of one line so far; ``edge`` is the furthest at which its text may begin."""

    rows: tuple[Row, ...]
    region: int
    edge: float

    @property
    def last(self) -> Row:
        return self.rows[-1]


@errors_as("cannot read the PDF")
def blocks(data: bytes) -> tuple[Block, ...]:
    """The lines of a PDF. Raises LostLinesError where it cannot be read."""
    found: list[tuple[Row, int]] = []
    with opened(data) as document:
        for number, (page, text_page) in enumerate(pages_of(document)):
            areas, ink = pdf_links.areas(document, page), Ink(page)
            found += _in_columns(list(rows(text_page, areas, ink, number)), found)
    wider = max(1.0, _pitch(found) / _WIDE)
    return numbered(_blocks(_lines(found, wider), wider))


def _pitch(found: list[tuple[Row, int]]) -> float:
    """The least distance of rows alike below each other, in heights, that a file has repeatedly."""
    steps = Counter(
        round((above.low - row.low) / row.height, 1)
        for (above, over), (row, region) in pairwise(found)
        if (above.page, over) == (row.page, region) and abs(above.height - row.height) < _ALIKE
    )
    return min((step for step, count in steps.items() if step > 0 and count > 1), default=0.0)


def _in_columns(page: list[Row], before: list[tuple[Row, int]]) -> list[tuple[Row, int]]:
    """The rows of a page, each with the number of its column, from the beginning of the file."""
    region = before[-1][1] if before else 0
    newest = max((each for _, each in before), default=0)
    found: list[tuple[Row, int]] = []
    for row in page:
        above = found[-1][0] if found else row
        if row.low > above.low + row.height / 2:
            beside = [pair for pair in found if _is_left_of(pair[0], row)]
            # A cell may have lines that stand lower than the next one's.
            if beside and len(beside) <= _CELL:
                found = [pair for pair in found if pair not in beside]
                row = _behind([it for it, _ in beside], row)
            elif row.low - above.low > _JUMP * row.height:
                found = [(it, newest + 1 if (it, at) in beside else at) for it, at in found]
                newest += 2
                region = newest
        found.append((row, region))
    return found


def _behind(cell: list[Row], row: Row) -> Row:
    """``row`` with the rows of a cell before it, dates of which may be broken at their dash."""
    spans = list(cell[0].spans)
    for above, below in pairwise((*cell, row)):
        ends_in_dash = above.text.rstrip().endswith(_DASHES) and below is not row
        spans += (Span(" " if ends_in_dash else "\t"), *below.spans)
    return replace(row, spans=tuple(spans), left=cell[0].left)


def _is_left_of(row: Row, column: Row) -> bool:
    """Whether ``row`` is of the column that ends where ``column`` begins: no head across both."""
    return row.low < column.low + column.height and row.right < column.left


def _lines(found: list[tuple[Row, int]], wider: float) -> list[_Line]:
    rights: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for row, region in found:
        if "\t" not in row.text:
            rights[region].append(row.right)
    ends = {region: sorted(edges)[-2:] for region, edges in rights.items()}
    lines: list[_Line] = []
    for row, region in found:
        line = lines[-1] if lines else None
        if line and line.region == region and _runs_on(line, row, wider, *ends[region]):
            lines[-1] = replace(line, rows=(*line.rows, row))
        else:
            lines.append(_Line((row,), region, row.left + _mark_width(row)))
    return lines


def _mark_width(row: Row) -> float:
    """How far the text of an item stands behind the edge of its mark; 0 without a mark."""
    return 2 * row.height if behind_mark(row.text) else 0.0


def _runs_on(line: _Line, row: Row, wider: float, next_to_end: float, end: float) -> bool:
    """Whether ``row`` was broken off ``line``; two rows that end alike tell where lines end."""
    last = line.last
    is_below = row.page != last.page or 0 < last.low - row.low < wider * _PITCH * row.height
    is_alike = abs(row.height - last.height) < _ALIKE and _is_bold(row) == _is_bold(last)
    is_in_line = abs(row.left - last.left) < _INDENT or 0 < row.left - line.rows[0].left < (
        line.edge - line.rows[0].left + _INDENT
    )
    is_full = last.right + row.first_word > end - _ROOM
    is_full = is_full and (end - next_to_end < 3 * row.height or row.text.lstrip()[:1].islower())
    is_whole = "\t" not in f"{last.text.strip()}{row.text}" and behind_mark(row.text) is None
    is_whole = is_whole and row.spans[0].bold <= last.spans[-1].bold  # bold words head a line
    return is_below and is_alike and is_in_line and is_full and is_whole


def _is_bold(row: Row) -> bool:
    return all(span.bold for span in row.spans if span.text.strip())


def _blocks(lines: list[_Line], wider: float) -> Iterator[Block]:
    marks: dict[int, float] = {}
    for line in lines:
        if behind_mark(line.rows[0].text):
            marks[line.region] = min(marks.get(line.region, 1e9), line.rows[0].left)
    above: _Line | None = None
    sizes = _sizes({row.height for line in lines for row in line.rows})
    for line in lines:
        first = line.rows[0]
        is_item = behind_mark(first.text) is not None
        gap = above.last.low - first.low if above and above.last.page == first.page else 0.0
        yield Block(
            tuple(_joined(line.rows)),
            size=sizes[first.height],
            item=int(first.left > marks[line.region] + _INDENT) if is_item else None,
            apart=gap > wider * _APART * first.height,
            region=line.region,
        )
        above = line


def _sizes(heights: set[float]) -> dict[float, float]:
    """The size that each of ``heights`` is: those that hardly differ are one."""
    found: dict[float, float] = {}
    last = 0.0
    for height in sorted(heights):
        last = last if height < last * _SAME else height
        found[height] = last
    return found


def _joined(rows_: tuple[Row, ...]) -> Iterator[Span]:
    """The spans of several rows; a blank stands between them unless the script has none."""
    for at, row in enumerate(rows_):
        if at and not _needs_no_blank(rows_[at - 1].text, row.text):
            yield Span(" ")
        yield from row.spans


def _needs_no_blank(before: str, behind: str) -> bool:
    letters = before.rstrip()[-1:], behind.lstrip()[:1]
    is_wide = all(each and unicodedata.east_asian_width(each) in "WF" for each in letters)
    return is_wide or letters[0] == "/" or (letters[0] == "-" and letters[1].islower())
