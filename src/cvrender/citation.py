"""Citation: a publication as one paragraph, in the manner of a style of citing.

The words stay as the author wrote them, names too: styles differ in their order and in the signs
between them.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from cvrender.inline import Span
from cvrender.outline import Entry, HeadRow, Line, Section
from cvrender.theme.content_tokens import Publications

_ET_AL = " et al."


class _Style(NamedTuple):
    """The roles in order, and by role the signs before and behind; a number's form."""

    order: tuple[str, ...]
    before: Mapping[str, str]
    behind: Mapping[str, str]
    number: str = "{}."


_STYLES = {
    "list": _Style(("authors", "publication", "venue", "dates", "doi", "url"), {}, {}),
    "apa": _Style(
        ("authors", "dates", "publication", "venue", "doi", "url"),
        {"dates": "("},
        {"authors": " ", "dates": "). "},
    ),
    "ieee": _Style(
        ("authors", "publication", "venue", "dates", "doi", "url"),
        {"publication": "“"},
        {"authors": ", ", "publication": ",” ", "venue": ", ", "dates": ", ", "doi": ", "},
        number="[{}]",
    ),
    "vancouver": _Style(
        ("authors", "publication", "venue", "dates", "doi", "url"), {}, {"venue": "; "}
    ),
}
_USUAL = ". "
_ENDS = frozenset(".?!…。？！")
"""A text that ends so needs no other stop."""


def cited(section: Section, tokens: Publications, has_column: bool) -> Iterator[Entry]:
    """The entries of ``section``, its publications with a citation as their head.

    With ``has_column`` a number, or else the date, leads the paragraph.
    """
    count = sum(entry.publication for entry in section.entries)
    numbers = iter(range(1, count + 1) if tokens.number != "descending" else range(count, 0, -1))
    for entry in section.entries:
        if not entry.publication:
            yield entry
            continue
        number = next(numbers) if tokens.number != "none" else None
        yield entry._replace(head=(_row(entry, tokens, number, has_column),))


def _row(entry: Entry, tokens: Publications, number: int | None, has_column: bool) -> HeadRow:
    style = _STYLES[tokens.style]
    lines = {line.role: line for line in _lines(entry, tokens)}
    lead = None
    if number is not None:
        lead = Line((Span(style.number.format(number)),), "number", entry.title.origin)
    if has_column and lead is None and tokens.style == "list":
        lead = lines.pop("dates", None)
    words = tuple(lines[role] for role in style.order if role in lines)
    joints = tuple(_joint(style, words[0], *pair) for pair in pairwise(words))
    if lead is None or has_column:
        return HeadRow(words, joints, lead=lead)
    return HeadRow((lead, *words), (" ", *joints))


def _lines(entry: Entry, tokens: Publications) -> Iterator[Line]:
    """The lines of a publication: its title plain, the venue in italics, not all of the authors."""
    yield entry.title._replace(role="publication")
    yield from (line for line in (entry.dates, entry.url) if line is not None)
    for line in entry.details:
        if line.role == "venue":
            line = line._replace(spans=tuple(span._replace(italic=True) for span in line.spans))
        if line.role == "authors" and tokens.authors:
            line = _abridged(line, tokens.authors)
        yield line


def _abridged(authors: Line, most: int) -> Line:
    """The first ``most`` of ``authors``, and the one in bold, wherever it stands."""
    pieces = list(authors.pieces())
    if len(pieces) <= most:
        return authors
    comma = Span(", ")
    shown = [span for piece in pieces[:most] for span in (*piece, comma)][:-1]
    own = next((piece for piece in pieces[most:] if any(span.bold for span in piece)), ())
    shown += [Span(", … "), *own] if own else []
    return authors._replace(spans=(*shown, Span(_ET_AL)), parts=())


def _joint(style: _Style, first: Line, before: Line, after: Line) -> str:
    """What stands between two lines; before the first one, nothing has been opened."""
    behind = style.behind.get(before.role, _USUAL)
    if before is first:
        behind = re.sub("[)”]", "", behind)
    end = str(before)[-1:]
    if end in _ENDS:  # an abbreviation may stand before a comma, a question not
        behind = behind.lstrip("." if end == "." else ".,")
    return f"{behind}{style.before.get(after.role, '')}"
