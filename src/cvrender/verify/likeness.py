"""Likeness: how much of an Outline a file seems to hold in order, in one quick pass.

A finished file does not say which theme it was set by. Where the lines may stand in many orders,
only those that come nearest are worth the search for each deviation.
"""

from cvrender.outline import Outline

_NEAR = 1000
"""Characters within which the next line is looked for: a short word stands anywhere."""


def likeness(outline: Outline, text: str) -> int:
    """How many letters of ``outline`` stand in ``text``, each line behind the one before."""
    content, cursor, found = squeezed(text), 0, 0
    for line in map(squeezed, map(str, outline.lines())):
        at = content.find(line, cursor, cursor + len(line) + _NEAR)
        if at >= 0:
            cursor, found = at + len(line), found + len(line)
    return found


def squeezed(text: str) -> str:
    """``text`` without white space, in one case: a theme may set it in capitals."""
    return "".join(text.split()).casefold()
