"""Line fit: whether words have room in a line, a column or a sidebar, by the fonts' widths."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cvrender.renderers.text_width import ems, least_ems
from cvrender.theme.tokens import to_points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cvrender.outline import Fact, Line
    from cvrender.theme.tokens import Tokens

_EAST_ASIAN = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60"
_UNBREAKABLE = rf"[^\s/{_EAST_ASIAN}]+/?|[{_EAST_ASIAN}/]"
"""What no line breaks inside of: a word, or a character of Chinese, Japanese or Korean.

A pattern that takes 3 ms to compile, and only sidebars need it.
"""
_GAP = 9
"""Points that a line leaves at least between its words and the date at its end."""


def words_fit(lines: Iterable[Line], size: str, tokens: Tokens) -> bool:
    """Whether the sidebar takes every word of ``lines`` whole, even if it is bold.

    An address may break at a slash, and Chinese, Japanese and Korean anywhere.
    """
    width = to_points(tokens.sidebar.width) / to_points(size)
    words = (word for line in lines for word in re.findall(_UNBREAKABLE, str(line)))
    return all(ems(word, tokens.fonts.body, "bold") <= width for word in words)


def are_brief(facts: Iterable[Fact], tokens: Tokens) -> bool:
    """Whether each label and its text have room in one line of the sidebar."""
    width, family = to_points(tokens.sidebar.width), tokens.fonts.body
    width /= to_points(tokens.sizes.body)
    return all(
        ems(f"{fact.label}:", family, "semibold") + ems(f" {fact.text}", family) <= width
        for fact in facts
    )


def label_fits(label: Line, tokens: Tokens) -> bool:
    """Whether the column of the labels takes ``label`` and its colon in one line."""
    size = to_points(tokens.sizes.body)
    width = ems(f"{label}:", tokens.fonts.body, "semibold") * size
    return width + size / 2 <= to_points(tokens.facts.label_width)


def end_in_one_line(words: Line, aside: Line, tokens: Tokens, family: str) -> bool:
    """Whether the last line of an entry's ``words`` leaves room for ``aside`` at its end.

    False also where that, or the number of lines, depends on the exact widths of the font.
    """
    line, size = tokens.page.text_width, to_points(tokens.sizes.entry)
    most, least = (width(str(words), family, "bold") * size for width in (ems, least_ems))
    end = ems(str(aside), family) * to_points(tokens.sizes.body) + _GAP
    return least // line == most // line and most % line + end <= line
