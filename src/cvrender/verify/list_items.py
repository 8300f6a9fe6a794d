"""The points of a list that became one, and titles that text runs on from."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cvrender.verify.normalize import is_word
from cvrender.verify.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.outline import Outline
    from cvrender.verify.lines import Found, Text

__all__ = ["merged"]

_BULLET = re.compile(r"(?<!\S)([^\w\s;:,.،؛、；：，。|/()]|o|\d+[.)])\s*\Z")
"""Before a point; word processors draw the ring of a list inside a list as the letter o."""


def merged(text: Text, outline: Outline, matches: list[Found]) -> Iterator[Finding]:
    """A finding for each of them; a page's rows say nothing of titles, as readers join some."""
    found = sorted(matches, key=lambda match: match.index)
    yield from _points(text, outline, found)
    if not text.printed:
        yield from _titles(text, outline, found)


def _points(text: Text, outline: Outline, found: list[Found]) -> Iterator[Finding]:
    """Those that run on from the point before.

    They start inside a line, or where just there the row of a page ends: then they have none of the
    signs that stand before most points.
    """
    lines = tuple(outline.lines())
    points = {line for line in outline.points() if any(map(is_word, str(line)))}
    signed = {
        after.index: _BULLET.search(text.flat[before.end : after.start]) is not None
        for before, after in pairwise(found)
        if lines[after.index] in points
    }
    usual = text.printed and 2 * sum(signed.values()) >= len(signed)
    led = False
    for before, after in pairwise(found):
        line = lines[after.index]
        if line in points and lines[before.index] in points:
            sign = signed[after.index]
            joined = text.printed and outline.direction == "rtl" and sign  # by PDFium
            inside = not (text.starts_line(before.end, after.start) or joined)
            if inside or (usual and led and not sign):
                yield Finding("merged", f"is no point of its own any more: “{line}”", line)
                continue
        led = signed.get(after.index, False)


def _titles(text: Text, outline: Outline, found: list[Found]) -> Iterator[Finding]:
    """Those of sections that do not stand in lines of their own."""
    lines = tuple(outline.lines())
    titles = {section.title for section in outline.sections}
    around = [0, *(match.start for match in found), len(text.flat)]
    for before, match, after in zip([None, *found], found, around[2:], strict=False):
        line = lines[match.index]
        starts = before is None or text.starts_line(before.end, match.start)
        ends = after == len(text.flat) or text.starts_line(match.end, after)
        if line in titles and not (starts and ends):
            yield Finding("merged", f"is no title of its own any more: “{line}”", line)
