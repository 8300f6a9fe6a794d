"""Numbering part: the one bullet list of the document, with indent and character of each level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.renderers.bullets import FARTHEST, unmoved
from cvrender.renderers.word.formatting import ParagraphFormat, RunFormat
from cvrender.renderers.word.theme_part import ThemeFont
from cvrender.renderers.word.xml import Xml, declared, element, value
from cvrender.theme.tokens import to_points

if TYPE_CHECKING:
    from cvrender.renderers.word.theme_part import WordTheme
    from cvrender.theme.tokens import Tokens

LIST_STYLES = {
    "ListBullet": "List Bullet",
    **{f"ListBullet{level}": f"List Bullet {level}" for level in range(2, 6)},
}
"""Ids and names of the paragraph styles of Word's own for bullets, one a level."""


def numbering(tokens: Tokens, theme: WordTheme, start: float = 0) -> Xml:
    """``w:numbering``, the root: list 1, with five levels, ``start`` points indented."""
    levels = [_level(level, style, tokens, theme, start) for level, style in enumerate(LIST_STYLES)]
    kind = value("w:multiLevelType", "multilevel")
    return element(
        "w:numbering",
        element("w:abstractNum", kind, *levels, abstractNumId=0),
        element("w:num", value("w:abstractNumId", 0), numId=1),
        **declared("w"),
    )


def _level(level: int, style: str, tokens: Tokens, theme: WordTheme, start: float) -> Xml:
    """``w:lvl`` (17.9.6): its text begins an indent behind that of the level above."""
    step = to_points(tokens.bullets.indent)
    character = tokens.bullets.nested if level else tokens.bullets.character
    hanging = min(step, FARTHEST * to_points(tokens.sizes.body))
    indents = ParagraphFormat(left_indent=start + step * level + step, hanging_indent=hanging)
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
        value("w:pStyle", style),
        value("w:lvlText", character),
        value("w:lvlJc", "left"),
        indents.element(),
        looks.element(),
        ilvl=level,
    )
