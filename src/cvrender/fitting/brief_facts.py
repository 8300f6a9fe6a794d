"""Brief facts: lists of short facts, run on in one line, and the height that this saves."""

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from cvrender.outline import Entry, Fact, Outline
from cvrender.renderers import line_fit
from cvrender.theme import Theme
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens


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
