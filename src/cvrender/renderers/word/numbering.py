"""Numbering part: the bullet lists of text and sidebar, with indent and character of each level."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cvrender.renderers.bullets import FARTHEST, unmoved
from cvrender.renderers.word.formatting import ParagraphFormat, RunFormat
from cvrender.renderers.word.theme_part import ThemeFont
from cvrender.renderers.word.xml import Xml, declared, element, value
from cvrender.theme.measures import to_points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cvrender.renderers.word.theme_part import WordTheme
    from cvrender.theme.tokens import Tokens

LIST_STYLES = {
    "ListBullet": "List Bullet",
    **{f"ListBullet{level}": f"List Bullet {level}" for level in range(2, 6)},
}
"""Ids and names of the paragraph styles of Word's own for bullets, one a level."""


class BulletList(NamedTuple):
    """A list: its looks, its indent in points, and what the ids of its styles begin with."""

    tokens: Tokens
    start: float
    place: str = ""


def numbering(lists: Iterable[BulletList], theme: WordTheme) -> Xml:
    """``w:numbering``, the root: the lists, counted from 1, each with five levels."""
    kinds, numbers = [], []
    for at, each in enumerate(lists):
        kind = value("w:multiLevelType", "multilevel")
        levels = [_level(level, style, each, theme) for level, style in enumerate(LIST_STYLES)]
        kinds.append(element("w:abstractNum", kind, *levels, abstractNumId=at))
        numbers.append(element("w:num", value("w:abstractNumId", at), numId=at + 1))
    return element("w:numbering", *kinds, *numbers, **declared("w"))


def bullet_edge(level: int, tokens: Tokens) -> float:
    """Where the bullets of a level begin, in points from the edge of the text."""
    step = to_points(tokens.bullets.indent)
    return step * (level + 1) - min(step, FARTHEST * to_points(tokens.sizes.body))


def _level(level: int, style: str, bullets: BulletList, theme: WordTheme) -> Xml:
    """``w:lvl`` (17.9.6): its text begins an indent behind that of the level above."""
    tokens, start, place = bullets
    step = to_points(tokens.bullets.indent)
    character = tokens.bullets.nested if level else tokens.bullets.character
    edge, text = bullet_edge(level, tokens), step * (level + 1)
    indents = ParagraphFormat(left_indent=start + text, hanging_indent=text - edge)
    character, family, size = unmoved(character, theme.minor.family)
    looks = RunFormat(
        font=theme.minor if family == theme.minor.family else ThemeFont("", family),
        color=theme.color(tokens.colors.accent),
        size=size * to_points(tokens.sizes.body),
    )
    return element(
        "w:lvl",
        value("w:start", 1),
        value("w:numFmt", "bullet"),
        value("w:pStyle", place + style),
        value("w:lvlText", character),
        value("w:lvlJc", "left"),
        indents.element(),
        looks.element(),
        ilvl=level,
    )
