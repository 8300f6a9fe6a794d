"""Tables: the cells of a row that belong together → one line with tabs; others are read by column.

A row of dates and jobs is one line, or a few, each with its cells; the columns of a table that
sets a page beside its sidebar are regions, each read on by itself.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, zip_longest

from cvrender.drafts import titles, when
from cvrender.extract.block import Block
from cvrender.inline import Span

_NARROW = 3
"""Lines of a cell with dates beside what was done then."""
_MOST_COLUMNS = 1000
Cells = list[list[Block]]


def joined(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """``blocks`` without tables: their cells are joined, or their columns are regions."""
    tables = groupby(blocks, key=lambda block: block.cell and block.cell[0])
    parts = [(number, list(table)) for number, table in tables]
    often = Counter(number for number, _ in parts)
    layouts = {n for n, lines in parts if n is not None and (often[n] > 1 or _is_layout(lines))}
    found: list[Block] = []
    for number, lines in parts:
        if number in layouts:
            found += map(_in_column, lines)
        else:
            around = found[-1].region if found else lines[0].region
            found += lines if number is None else _rows(lines, around)
    return tuple(found)


def _is_layout(lines: list[Block]) -> bool:
    """Whether columns of a table are read by themselves; so is one with tables inside."""
    return any(sum(len(c) > 1 for c in row) > 1 and not _are_beside(row) for row in _grid(lines))


def _in_column(line: Block) -> Block:
    table, _, column = line.cell or (0, 0, 0)
    return replace(line, region=-1 - _MOST_COLUMNS * table - column, cell=None)


def table_of(line: Block) -> int | None:
    """The number of the table that has ``line`` in one of its columns; None where none has."""
    return (-1 - line.region) // _MOST_COLUMNS if line.region < 0 else None


def _rows(lines: list[Block], around: int) -> Iterator[Block]:
    """The lines of a table whose rows are read one by one."""
    grid = _grid(lines)
    for row, below in zip(grid, (*grid[1:], []), strict=True):
        if _are_beside(row) and not _is_title(row, below):
            for part in zip_longest(*map(_with_whole_dates, row)):
                yield _beside([each for each in part if each], around)
        else:
            yield from (replace(line, region=around, cell=None) for cell in row for line in cell)


def _grid(lines: Iterable[Block]) -> list[Cells]:
    rows = groupby(lines, key=lambda line: line.cell and line.cell[1])
    return [[list(cell) for _, cell in groupby(row, key=lambda b: b.cell)] for _, row in rows]


def _is_title(row: Cells, below: Cells) -> bool:
    """Whether the first cell is the title of a section: it looks otherwise than the one below."""
    first = row[0][0]
    other = below[0][0] if below else row[-1][0]
    looks_alike = (first.bold, first.size, first.level) == (other.bold, other.size, other.level)
    return bool(titles.kind(first.text)) and not looks_alike


def _are_beside(row: Cells) -> bool:
    """Whether the lines of the cells of ``row`` stand beside each other."""
    if all(len(cell) == 1 for cell in row):
        return len(row) > 1
    return len(row) == 2 and any(len(c) <= _NARROW and when.found(c[0].text) for c in row)


def _with_whole_dates(cell: list[Block]) -> list[Block]:
    """``cell``, of which dates that its narrow column breaks in two are one line."""
    first, *others = cell
    if others:
        both = replace(first, spans=(*first.spans, Span(" "), *others[0].spans))
        dates = when.found(both.text)
        if dates and "end" in dates.dates and not dates.rest:
            return [both, *others[1:]]
    return cell


def _beside(parts: list[Block], region: int) -> Block:
    """The lines of several cells as one, with tabs between them."""
    tab = Span("\t")
    spans = [span for part in parts for span in (tab, *part.spans)][1:]
    leading = max(parts, key=lambda part: (part.size, part.bold))
    return replace(leading, spans=tuple(spans), region=region, cell=None, number=parts[0].number)
