"""Numbering part: the lists of text and sidebar, with indent and sign of each level.

Lists of bullets are counted from 1, numbered ones from ``_FIRST_NUMBERED``. Word counts up alone:
of a list that counts down, each item is a list that starts at its number.
"""

from collections.abc import Sequence
from typing import NamedTuple

from cvrender.outline import Outline
from cvrender.renderers.bullets import FARTHEST, NUMBER, unmoved
from cvrender.renderers.word.formatting import ParagraphFormat, RunFormat
from cvrender.renderers.word.theme_part import ThemeFont, WordTheme
from cvrender.renderers.word.xml import Xml, declared, element, value
from cvrender.syntax.nodes import KeyPath
from cvrender.theme.measures import to_points
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


NUMBER_STYLE = "ListNumber"
_FIRST_NUMBERED = 3


def number_ids(outline: Outline) -> dict[KeyPath, int]:
    """The id of the numbered list that each bullet belongs to, by its origin."""
    found: dict[KeyPath, int] = {}
    at = _FIRST_NUMBERED - 1
    for section in outline.sections:
        for place, bullet in enumerate(section.bullets if section.numbering else ()):
            at += section.numbering == "down" or place == 0
            found[bullet.line.origin] = at
    return found


def _numbered(outline: Outline) -> dict[int, tuple[str, str | None]]:
    """By the id of a numbered list: its first number, and the kind of its section."""
    ids = number_ids(outline)
    found: dict[int, tuple[str, str | None]] = {}
    for section in outline.sections:
        for bullet in section.bullets if section.numbering else ():
            start = str(bullet.number).rstrip(".")
            found.setdefault(ids[bullet.line.origin], (start, section.kind))
    return found


def numbering(lists: Sequence[BulletList], theme: WordTheme, outline: Outline) -> Xml:
    """``w:numbering``, the root: the lists, of bullets each with five levels."""
    kinds, numbers = [], []
    numbered = _numbered(outline)
    for at, each in enumerate(lists if numbered else ()):
        single = value("w:multiLevelType", "singleLevel")
        level = _number_level(each, theme)
        kinds.append(element("w:abstractNum", single, level, abstractNumId=len(lists) + at))
    for number, (start, kind) in numbered.items():
        is_side = len(lists) > 1 and kind in lists[0].tokens.sidebar.sections
        first = element("w:lvlOverride", value("w:startOverride", start), ilvl=0)
        of = value("w:abstractNumId", len(lists) + is_side)
        numbers.append(element("w:num", of, first, numId=number))
    for at, each in enumerate(lists):
        kind = value("w:multiLevelType", "multilevel")
        levels = [_level(level, style, each, theme) for level, style in enumerate(LIST_STYLES)]
        kinds.append(element("w:abstractNum", kind, *levels, abstractNumId=at))
        numbers.insert(at, element("w:num", value("w:abstractNumId", at), numId=at + 1))
    return element("w:numbering", *kinds, *numbers, **declared("w"))


def bullet_edge(level: int, tokens: Tokens) -> float:
    """Where the bullets of a level begin, in points from the edge of the text."""
    step = to_points(tokens.bullets.indent)
    return step * (level + 1) - min(step, FARTHEST * to_points(tokens.sizes.body))


def _number_level(bullets: BulletList, theme: WordTheme) -> Xml:
    tokens, start, _ = bullets
    text = to_points(tokens.bullets.indent) + NUMBER * to_points(tokens.sizes.body)
    return element(
        "w:lvl",
        value("w:start", 1),
        value("w:numFmt", "decimal"),
        value("w:lvlText", "%1."),
        value("w:lvlJc", "left"),
        ParagraphFormat(left_indent=start + text, hanging_indent=text).element(),
        RunFormat(color=theme.color(tokens.colors.accent)).element(),
        ilvl=0,
    )


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
