"""The points of a list that became one."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cvrender.verify.report import Finding
from cvrender.verify.wording import is_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.outline import Outline
    from cvrender.verify.lines import Found, Text

__all__ = ["merged"]

_BULLET = re.compile(r"(?<!\S)([^\w\s;,.،؛、；，。]|o|\d+[.)])\s*\Z")
"""Before a point; word processors draw the ring of a list inside a list as the letter o."""


def merged(text: Text, outline: Outline, matches: list[Found]) -> Iterator[Finding]:
    """Those that run on from the point before.

    They start inside a line, or where just there the row of a page ends: then they have none of the
    signs that stand before most points.
    """
    lines = tuple(outline.lines())
    points = {line for line in outline.points() if any(map(is_word, str(line)))}
    found = sorted(matches, key=lambda match: match.index)
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
