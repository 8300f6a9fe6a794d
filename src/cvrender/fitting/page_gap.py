"""Page gap: what a page of a PDF leaves white because the author begins a new one."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from cvrender.extract import Extract
from cvrender.outline import Line, Outline
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens
from cvrender.verify.likeness import squeezed

_WIDE = 1 / 3
"""The part of the text area from which on a gap looks like a mistake."""


class PageGap(NamedTuple):
    """The number of a page, the part of it that is white, and the title that begins the next."""

    number: int
    part: float
    title: Line


def page_gap(outline: Outline, tokens: Tokens, extracts: Iterable[Extract]) -> PageGap | None:
    """The first page of which a page break leaves a third or more white."""
    sheets = next((extract.sheets for extract in extracts if extract.sheets), ())
    foot, height = to_points(tokens.page.margin.bottom), tokens.page.text_height
    begun = [section.title for section in outline.sections if section.break_before]
    for number, ((_, parts), (following, _)) in enumerate(pairwise(sheets), 1):
        white = (min((row for row in parts if row >= foot), default=foot) - foot) / height
        titles = (title for title in begun if _begins(following, title))
        if white >= _WIDE and (title := next(titles, None)) is not None:
            return PageGap(number, white, title)
    return None


def _begins(page: str, title: Line) -> bool:
    return squeezed(page).startswith(squeezed(str(title)))
