"""List items that became one, and section titles that share a line with other text."""

import re
from collections.abc import Iterator
from itertools import pairwise

from cvrender.outline import Line
from cvrender.verify.alignment import Match, Text
from cvrender.verify.normalize import is_word_character
from cvrender.verify.report import Finding

_BULLET = re.compile(r"(?<!\S)([^\w\s;:,.،؛、；：，。|/()]|o|\d+[.)])\s*\Z")
"""Before a list item; word processors draw the ring of a nested list as the letter o."""


def merged(
    text: Text, lines: tuple[Line, ...], matches: list[Match], direction: str
) -> Iterator[Finding]:
    """A finding for each; not for titles on a page, as readers join some rows."""
    yield from _merged_items(text, lines, matches, direction)
    if not text.drawn:
        yield from _merged_titles(text, lines, matches)


def _merged_items(
    text: Text, lines: tuple[Line, ...], matches: list[Match], direction: str
) -> Iterator[Finding]:
    """The items that run on from the one before.

    They start inside a row; or at its start by chance, where the text above breaks: then they lack
    the bullet that most items have.
    """
    pairs = [(before, after) for before, after in pairwise(matches) if _is_item(lines[after.index])]
    bulleted = {after.index: _has_bullet(text, before, after) for before, after in pairs}
    most_have_bullets = text.drawn and 2 * sum(bulleted.values()) >= len(bulleted)
    may_be_joined = text.drawn and direction == "rtl"  # rows, by PDFium
    after_bullet = False
    for before, after in pairwise(matches):
        line, has_bullet = lines[after.index], bulleted.get(after.index, False)
        lacks_bullet = most_have_bullets and after_bullet and not has_bullet
        starts_row = text.row_starts_in(before.end, after.start) or (may_be_joined and has_bullet)
        are_items = _is_item(line) and _is_item(lines[before.index])
        if are_items and (lacks_bullet or not starts_row):
            yield Finding("merged", f"is no longer a list item of its own: “{line}”", line)
        else:
            after_bullet = has_bullet


def _is_item(line: Line) -> bool:
    """Whether it is an item of a list that has words; one of signs alone looks like a bullet."""
    return line.role == "bullet" and any(map(is_word_character, str(line)))


def _has_bullet(text: Text, before: Match, after: Match) -> bool:
    return _BULLET.search(text.content[before.end : after.start]) is not None


def _merged_titles(text: Text, lines: tuple[Line, ...], matches: list[Match]) -> Iterator[Finding]:
    """The section titles that do not stand in lines of their own."""
    ends = [0, *(match.end for match in matches)]
    starts = [*(match.start for match in matches), len(text.content)]
    for match, previous_end, next_start in zip(matches, ends, starts[1:], strict=False):
        line = lines[match.index]
        begins = match is matches[0] or text.row_starts_in(previous_end, match.start)
        is_last = next_start == len(text.content)
        if line.role == "section-title" and not (
            begins and (is_last or text.row_starts_in(match.end, next_start))
        ):
            yield Finding("merged", f"is no longer a title of its own: “{line}”", line)
