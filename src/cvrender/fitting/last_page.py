"""Last page: a document is scaled so that no page of it is left over, with a few lines alone.

That is the last one, or one before a page break of the author's.

A person would set short facts on in a line, then make everything a little smaller until the few
lines of the last page stand before it, or a little larger until it is filled. The first layout,
which is made anyway, says whether there is anything to do; four more are made at most.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import ceil
from typing import NamedTuple

from cvrender.outline import Entry, Fact, Outline
from cvrender.renderers import line_fit
from cvrender.theme import Theme
from cvrender.theme.measures import to_points
from cvrender.theme.scale import scaled
from cvrender.theme.tokens import Tokens

Fills = tuple[float, ...]
"""The part of the height between its margins that each page fills, from the top."""

SHORT = 0.25
"""A page that is filled to no more than this is left over. A first page so empty is no CV to be
finished."""
FINISHED, FINISHED_AFTER_OTHERS = 0.8, 0.5
"""Where it fills more, an only page, or one that others stand before, has nothing to gain."""
SMALLEST, LARGEST, LARGEST_OF_HALF_A_PAGE = 0.94, 1.06, 1.12
LEAST_TYPE = 9.5
"""Points that running text has at least."""
_HALF_A_PAGE = 0.7
_FULL, _FILLED = 0.99, 0.96
"""How full the last page is to be, by estimate: when the text shrinks, and when it grows."""
_POWER = 2.0
"""About: a document's length grows with the square of the scale."""
_STEP = 0.02
"""By how much the second try is smaller; and by how much an estimate may be beyond the bound, which
is then tried: text breaks in leaps."""


class Finish(NamedTuple):
    """What finishes the last page: a scale, and whether brief facts run on in a line."""

    scale: float = 1.0
    running: bool = False

    def applied(self, theme: Theme) -> Theme:
        """``theme`` so changed."""
        return scaled(run_on(theme) if self.running else theme, self.scale)


def finish(outline: Outline, theme: Theme, fills: Callable[[Theme], Fills]) -> Finish:
    """What finishes the last page of ``outline``, in one to five layouts, which ``fills`` makes.

    Nothing, where nothing is to be done or nothing helps.
    """
    now = fills(theme)
    left_over = next((n for n, filled in enumerate(now) if n and filled <= SHORT), None)
    shrunk = None if left_over is None else _shrinking(outline, theme, now[: left_over + 1])
    for found in shrunk or ():
        if len(fills(found.applied(theme))) < len(now):
            return found
    for found in _growing(theme, now) if _may_grow(outline, now) else ():
        grown = fills(found.applied(theme))
        if len(grown) == len(now) and grown[-1] > max(now[-1], SHORT):
            return found
    return Finish()


def _may_grow(outline: Outline, now: Fills) -> bool:
    """Not where the author said where pages begin: what stands before that would not move."""
    if len(now) == 1:
        return SHORT < now[0] < FINISHED
    has_breaks = any(section.break_before for section in outline.sections)
    return now[-1] < FINISHED_AFTER_OTHERS and not has_breaks


def _shrinking(outline: Outline, theme: Theme, now: Fills) -> Iterator[Finish]:
    """What may set the lines of the last page on the one before: by estimate, then the most."""
    saved = height_saved(outline, theme.tokens) / theme.tokens.page.text_height
    smallest = max(
        SMALLEST, theme.tokens.fit.smallest, LEAST_TYPE / to_points(theme.tokens.sizes.body)
    )
    before = sum(now[:-2])
    scale = ((before + _FULL) / (before + now[-2] + now[-1] - saved)) ** (1 / _POWER)
    if scale >= smallest - _STEP and (smallest < 1 or saved):
        guess = round(min(1.0, max(scale, smallest)), 4)
        yield Finish(guess, running=saved > 0)
        if guess > smallest + _STEP / 2:
            yield Finish(round(max(smallest, guess - _STEP), 4), running=saved > 0)


def _growing(theme: Theme, now: Fills) -> Iterator[Finish]:
    """What may fill the last page: by estimate, then half of it."""
    is_half_empty = now[-1] < (_HALF_A_PAGE if len(now) == 1 else SHORT)
    largest = min(LARGEST_OF_HALF_A_PAGE if is_half_empty else LARGEST, theme.tokens.fit.largest)
    scale = min(largest, ((sum(now[:-1]) + _FILLED) / sum(now)) ** (1 / _POWER))
    reached = now[-1] + sum(now) * (scale**_POWER - 1)
    if scale > 1 and reached > SHORT:
        yield Finish(round(scale, 4))
        yield Finish(round((1 + scale) / 2, 4))


def run_on(theme: Theme) -> Theme:
    """``theme`` with brief facts in one line."""
    return replace(theme, tokens=theme.tokens.changed(facts={"brief": "run"}))


def height_saved(outline: Outline, tokens: Tokens) -> float:
    """The points that brief facts of the text take less in one line than in one each."""
    if "run" in (tokens.facts.layout, tokens.facts.brief):
        return 0
    lists = [facts for facts in _lists(outline, tokens) if line_fit.are_brief(facts, tokens)]
    lines = sum(len(facts) - _lines(facts, tokens) for facts in lists)
    line = to_points(tokens.sizes.body) * tokens.line_height + to_points(tokens.spacing.bullet)
    return lines * line


def _lists(outline: Outline, tokens: Tokens) -> Iterator[tuple[Fact, ...]]:
    for section in outline.sections:
        if section.kind not in tokens.sidebar.sections:
            yield section.facts
            for entry in section.entries:
                yield from _of_entry(entry)


def _of_entry(entry: Entry) -> Iterator[tuple[Fact, ...]]:
    yield entry.facts
    for role in entry.roles:
        yield from _of_entry(role)


def _lines(facts: tuple[Fact, ...], tokens: Tokens) -> int:
    """How many lines ``facts`` take where they run on."""
    separator = f" {tokens.header.separator} "
    text = separator.join(f"{fact.label}: {fact.text}" for fact in facts)
    width = line_fit.ems(text, tokens.fonts.body) * to_points(tokens.sizes.body)
    return ceil(width / tokens.page.text_width)
