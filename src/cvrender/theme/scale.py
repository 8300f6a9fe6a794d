"""Scale: the largest factor on a theme's sizes at which a document fills the pages it may."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import inf, log
from typing import NamedTuple

from cvrender.theme.discovery import Theme
from cvrender.theme.measures import Group, to_points
from cvrender.theme.tokens import Tokens

MAX_LAYOUTS = 5
_FULL = 0.02
"""The part of a page that may stay empty: nobody would see what a further layout gains."""
_STEP = 0.02
_POWER = 2.0
"""A first guess: a document's length grows with the square of the scale."""


class Trial(NamedTuple):
    """A scale, and the pages that the document fills at it, the last one in part."""

    scale: float
    pages: float


def find_scale(theme: Theme, length: Callable[[Theme], float]) -> Trial:
    """The scale that fits ``theme.tokens.pages``, by the secant method in two to five layouts.

    ``length`` gives the pages that the document fills in a theme. Where nothing fits, the result
    is the smallest scale that the theme allows.
    """
    wanted = theme.tokens.pages
    assert wanted is not None
    bounds = theme.tokens.fit
    trials: list[Trial] = []
    scale: float | None = 1.0
    while scale is not None:
        trials.append(Trial(scale, length(scaled(theme, scale))))
        scale = _next(trials, wanted, bounds.smallest, bounds.largest)
    fitting = [trial for trial in trials if trial.pages <= wanted]
    if fitting:
        return max(fitting, key=lambda trial: trial.scale)
    return min(trials, key=lambda trial: trial.scale)


def _next(trials: list[Trial], wanted: int, smallest: float, largest: float) -> float | None:
    """The scale to try next, or None when the search is over."""
    fits = max((trial.scale for trial in trials if trial.pages <= wanted), default=None)
    exceeds = min((trial.scale for trial in trials if trial.pages > wanted), default=None)
    if fits == largest or exceeds == smallest or _is_found(trials, wanted):
        return None
    if fits is None and len(trials) == MAX_LAYOUTS - 1:
        return smallest
    low, high = fits or smallest, exceeds or largest
    guess = min(max(_secant(trials, wanted - _FULL / 2), low), high)
    return guess if guess not in (fits, exceeds) else (low + high) / 2


def _is_found(trials: list[Trial], wanted: int) -> bool:
    """Whether the pages are full, or no further layout may be made.

    A document that is a whole page shorter stays as it is: to grow would spill a few lines onto
    one page more.
    """
    full = any(0 <= wanted - trial.pages <= _FULL for trial in trials)
    roomy = trials[0].pages <= wanted - 1
    return full or roomy or len(trials) == MAX_LAYOUTS


def _secant(trials: list[Trial], wanted: float) -> float:
    """Where the length would be ``wanted``, if it were a power of the scale."""
    last = trials[-1]
    power = _POWER
    if len(trials) > 1 and inf > (before := trials[-2]).pages != last.pages < inf:
        power = log(last.pages / before.pages) / log(last.scale / before.scale)
    power = power if power > 0.5 else _POWER
    return float(last.scale * (wanted / last.pages) ** (1 / power))


def scales(theme: Theme) -> Iterator[Tokens]:
    """The tokens of ``theme`` at scales so near to each other that rows hold the same at both."""
    yield theme.tokens
    smallest, largest = theme.tokens.fit.smallest, theme.tokens.fit.largest
    steps = round((largest - smallest) / _STEP)
    yield from (scaled(theme, smallest + step * _STEP).tokens for step in range(steps + 1))


def scaled(theme: Theme, scale: float) -> Theme:
    """``theme`` with sizes and margins times ``scale``.

    Line height shrinks less, gaps more: of a page that is too full, they are missed least.
    """
    if scale == 1:
        return theme
    tokens = theme.tokens
    changed: dict[str, object] = {
        "sizes": _times(tokens.sizes, scale),
        "spacing": _times(tokens.spacing, scale ** (4 if scale < 1 else 2)),
        "page": tokens.page.model_copy(update={"margin": _margin(tokens, scale)}),
        "header": tokens.header.model_copy(
            update={"padding": _length(tokens.header.padding, scale)}
        ),
        "bullets": tokens.bullets.model_copy(
            update={"indent": _length(tokens.bullets.indent, scale)}
        ),
        "line_height": round(1 + (tokens.line_height - 1) * scale**2, 4),
    }
    scaled_tokens: Tokens = tokens.model_copy(update=changed)
    return replace(theme, tokens=scaled_tokens)


def _margin(tokens: Tokens, scale: float) -> Group:
    margin = tokens.page.margin
    return _times(margin, scale) if tokens.fit.margins else margin


def _times(lengths: Group, scale: float) -> Group:
    return lengths.model_copy(update={name: _length(value, scale) for name, value in lengths})


def _length(value: str, scale: float) -> str:
    return f"{to_points(value) * scale:.3f}pt"
