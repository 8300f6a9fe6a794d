"""Looks of the paragraphs and runs of a Word file: by their own properties and by their styles."""

import re
from typing import Any, NamedTuple

from cvrender.extract import word_xml
from cvrender.extract.word_xml import W, is_on, over, value

_BODY_TEXT = 9
"""The outline level of text that is not a heading (17.3.1.20)."""
_HEADING = re.compile(r"heading (\d)")


class Looks(NamedTuple):
    """What is set of a text; None of what is left to others. ``size`` is in half points."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    size: int | None = None
    level: int | None = None
    item: int | None = None
    ruled: bool | None = None


class Styles:
    """The styles of one file: what a paragraph and its runs look like."""

    def __init__(self, styles: Any) -> None:
        """``styles`` is the root of ``word/styles.xml``, or empty."""
        self.styles = word_xml.Styles(styles, _of_style, Looks())
        defaults = styles.find(f"{W}docDefaults/{W}rPrDefault") if len(styles) else None
        self.lowest = _own(defaults) if defaults is not None else Looks()

    def of_paragraph(self, paragraph: Any) -> Looks:
        """The looks of a paragraph, before those of its runs."""
        return over(_own(paragraph), over(self.styles.of_paragraph(paragraph), self.lowest))

    def of_run(self, run: Any, around: Looks) -> Looks:
        """The looks of a run in a paragraph that looks like ``around``."""
        return over(_own(run), over(self.styles.of_run(run), around))


def _of_style(style: Any) -> Looks:
    """The looks of a style, with the level that the name of a built-in one means."""
    looks = _own(style)
    match = _HEADING.fullmatch((value(style, "name") or "").lower())
    return looks._replace(level=int(match[1])) if match and looks.level is None else looks


def _own(element: Any) -> Looks:
    """What the properties of a style, a paragraph or a run say themselves."""
    is_paragraph = element.tag == f"{W}p"  # the run properties in it are those of its mark
    run = None if is_paragraph else element.find(f"{W}rPr")
    paragraph = element.find(f"{W}pPr")
    size = value(run, "sz")
    level = value(paragraph, "outlineLvl")
    number, depth = value(paragraph, "numPr/numId"), value(paragraph, "numPr/ilvl")
    return Looks(
        is_on(run, "b"),
        is_on(run, "i"),
        is_on(run, "caps"),
        int(size) if size and size.isdecimal() else None,
        _level(level) if level else None,
        (int(depth or 0) if number != "0" else -1) if number else None,
        _is_ruled(paragraph) or None,
    )


def _level(outline: str) -> int:
    return int(outline) + 1 if outline.isdecimal() and int(outline) < _BODY_TEXT else 0


def _is_ruled(paragraph: Any) -> bool:
    kinds = (value(paragraph, f"pBdr/{side}") for side in ("bottom", "top"))
    fill = value(paragraph, "shd", "fill") or "auto"
    is_filled = fill.upper() not in ("AUTO", "FFFFFF")
    return is_filled or any(kind not in (None, "nil", "none") for kind in kinds)
