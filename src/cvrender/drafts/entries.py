"""Entries: the lines of a section → groups, each with the lines of its head and those below."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from cvrender.drafts.rows import Row

_MOST_ABOVE, _MOST_BELOW = 3, 2
"""Lines of a head above the one with the dates, and below it."""
_LABELLED = re.compile(r"[^:：]{1,40}[:：](?:\s|$)")
UNDATED = ("work", "education", "projects", "volunteer")
"""Kinds of sections in which a bold line heads an entry, also without dates."""


class Group(NamedTuple):
    """An entry: the lines of its head, and those below it."""

    head: tuple[Row, ...]
    body: tuple[Row, ...]
    is_role: bool = False
    """Whether it is a further role at the organization of the entry before."""


def grouped(rows: tuple[Row, ...], kind: str) -> tuple[tuple[Row, ...], tuple[Group, ...]]:
    """What stands before the first entry, and the entries; there are none in a section of text."""
    spans = list(_heads(rows, kind))
    if not spans:
        return rows, ()
    groups = (
        Group(rows[first:last], rows[last:end])
        for (first, last), (end, _) in pairwise((*spans, (len(rows), 0)))
    )
    return rows[: spans[0][0]], tuple(_with_roles(groups))


def _with_roles(groups: Iterable[Group]) -> Iterator[Group]:
    """``groups``, of which those that follow below the name of an employer are roles there."""
    first: Group | None = None
    for group in groups:
        is_role = first is not None and _is_role(group, first)
        first = first if is_role else group
        yield group._replace(is_role=is_role)


def _is_role(group: Group, first: Group) -> bool:
    """Whether its head looks like that of ``first`` below the name of the employer."""
    employer, *role = first.head
    looks = [row.look for row in group.head]
    is_alike = looks == [row.look for row in role] and employer.look not in looks
    return is_alike and not employer.when and any(row.when for row in group.head)


def _heads(rows: tuple[Row, ...], kind: str) -> Iterator[tuple[int, int]]:
    """Where the lines of heads begin and end."""
    dated = [at for at, row in enumerate(rows) if row.kind == "dated"]
    above = [at - _first_above(rows, at) for at in dated]
    usual = min(above[0], max(above, key=above.count)) if above else 0  # of the first, and of most
    starts = {_start(rows, at, usual): at for at in dated}
    free = (at for at, _ in enumerate(rows) if _heads_undated(rows, at, kind, bool(dated)))
    taken = {at for first, last in starts.items() for at in range(first, last + 1)}
    starts |= {at: at for at in free if at not in taken}
    order = sorted(starts)
    for first, following in pairwise((*order, len(rows))):
        yield first, _end(rows, starts[first] + 1, following)


def _first_above(rows: tuple[Row, ...], at: int) -> int:
    """The first of the lines above the dates in the line ``at`` that may be of its head."""
    first = at
    while first and at - first < _MOST_ABOVE and _is_part(rows[first - 1]):
        if rows[at].outranks(rows[first - 1]):
            break
        first -= 1
        if rows[first].block.apart:
            break
    return first


def _start(rows: tuple[Row, ...], at: int, usual: int) -> int:
    """The first line of the head whose dates stand in the line ``at``.

    More lines than usual belong to it only if the first stands out.
    """
    first = _first_above(rows, at)
    is_between = first > 0 and rows[first - 1].kind == "dated"
    if rows[first].block.apart and not is_between:
        return first if at - first <= usual or rows[first].strong else max(first, at - usual)
    strong = (n for n in range(first, at) if rows[n].strong)
    usually = max(first, at - usual)
    return next(strong, usually) if usual or not is_between else at


def _is_part(row: Row) -> bool:
    return row.kind == "short" and not _LABELLED.match(row.text)


def _heads_undated(rows: tuple[Row, ...], at: int, kind: str, has_dates: bool) -> bool:
    """Whether a line that stands out heads an entry without dates."""
    row, before = rows[at], rows[at - 1] if at else None
    if not (_is_part(row) and row.strong) or (kind not in UNDATED and not row.block.level):
        return False
    if before is not None and _is_part(before) and before.strong and not row.block.apart:
        return False
    return before is None or before.kind != "dated" or row.block.apart or not has_dates


def _end(rows: tuple[Row, ...], at: int, following: int) -> int:
    """Behind the last line of a head, of which the line before ``at`` has the dates, or none."""
    last = at
    while last < min(following, at + _MOST_BELOW) and _is_part(rows[last]):
        if rows[last].block.apart:
            break
        last += 1
    return last
