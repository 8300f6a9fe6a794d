"""Fit: the largest scale of a theme at which a document fills no more pages than it may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil, log
from typing import TYPE_CHECKING

from cvrender.theme.tokens import PAGE_SIZES, points

if TYPE_CHECKING:
    from cvrender.theme.discovery import Theme
    from cvrender.theme.tokens import Group, Tokens

__all__ = ["MOST_LAYOUTS", "Fitted", "Length", "fit", "scaled"]

Length = Callable[["Theme"], float]
"""How many pages a document fills in a theme, the last one counted as far as it is filled."""

MOST_LAYOUTS = 5
_FULL = 0.02
"""So much of a page may stay empty: a layout more would not be seen."""
_POWER = 2.0
"""A first guess: a document's length goes with the square of the scale."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A theme at the scale found; ``pages`` is what the document fills in it."""

    theme: Theme
    scale: float
    pages: float

    @property
    def excess(self) -> str:
        """By how much it is too long, in words; empty if it fits."""
        tokens = self.theme.tokens
        over = self.pages - (tokens.pages or self.pages)
        if over <= 0:
            return ""
        margin = tokens.page.margin
        height = PAGE_SIZES[tokens.page.size][1] - points(margin.top) - points(margin.bottom)
        lines = ceil(over * height / (points(tokens.sizes.body) * tokens.line_height))
        many = f"{lines} lines" if lines != 1 else "1 line"
        return f"{self.pages:.2f} pages at the tightest: about {many} too long"


def fit(theme: Theme, length: Length) -> Fitted:
    """Fit into ``theme.tokens.pages``, by the secant of length over scale in two to five layouts.

    Where nothing fits, the result is the smallest that the theme allows.
    """
    wanted = theme.tokens.pages
    assert wanted is not None
    bounds = theme.tokens.fit
    tried: list[Fitted] = []
    scale: float | None = 1.0
    while scale is not None:
        smaller = scaled(theme, scale)
        tried.append(Fitted(smaller, scale, length(smaller)))
        scale = _next(tried, float(wanted), bounds.smallest, bounds.largest)
    fitting = [one for one in tried if one.pages <= wanted]
    return max(fitting or tried, key=lambda one: one.scale if fitting else -one.scale)


def _next(tried: list[Fitted], wanted: float, smallest: float, largest: float) -> float | None:
    """The scale to try now, or None when the search is over."""
    below = max((one.scale for one in tried if one.pages <= wanted), default=None)
    above = min((one.scale for one in tried if one.pages > wanted), default=None)
    full = any(0 <= wanted - one.pages <= _FULL for one in tried)
    roomy = tried[0].pages <= wanted - 1  # to grow would spill a few lines onto a page more
    if full or roomy or below == largest or above == smallest or len(tried) == MOST_LAYOUTS:
        return None
    if below is None and len(tried) == MOST_LAYOUTS - 1:
        return smallest
    low, high = below or smallest, above or largest
    guess = min(max(_secant(tried, wanted - _FULL / 2), low), high)
    return guess if guess not in (below, above) else (low + high) / 2


def _secant(tried: list[Fitted], wanted: float) -> float:
    """Where the length would be ``wanted``, if it were a power of the scale."""
    last = tried[-1]
    power = _POWER
    if len(tried) > 1 and (before := tried[-2]).pages != last.pages:
        power = log(last.pages / before.pages) / log(last.scale / before.scale)
    power = power if power > 0.5 else _POWER
    return float(last.scale * (wanted / last.pages) ** (1 / power))


def scaled(theme: Theme, scale: float) -> Theme:
    """``theme`` with sizes and margins times ``scale``; leading gives way less.

    Gaps give way first: of a page that is too full, nothing else can be missed as easily.
    """
    if scale == 1:
        return theme
    tokens = theme.tokens
    changed: dict[str, object] = {
        "sizes": _times(tokens.sizes, scale),
        "spacing": _times(tokens.spacing, scale ** (4 if scale < 1 else 2)),
        "page": tokens.page.model_copy(update={"margin": _times(tokens.page.margin, scale)}),
        "bullets": tokens.bullets.model_copy(
            update={"indent": _length(tokens.bullets.indent, scale)}
        ),
        "line_height": round(1 + (tokens.line_height - 1) * scale**2, 4),
    }
    scaled_tokens: Tokens = tokens.model_copy(update=changed)
    return replace(theme, tokens=scaled_tokens)


def _times(lengths: Group, scale: float) -> Group:
    return lengths.model_copy(update={name: _length(value, scale) for name, value in lengths})


def _length(value: str, scale: float) -> str:
    return f"{points(value) * scale:.3f}pt"
