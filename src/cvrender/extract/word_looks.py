"""Looks of the paragraphs and runs of a Word file: by their own properties and by their styles."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off", "none")
_DEEPEST = 20
"""Of styles based on each other."""
_BODY_TEXT = 9
"""The outline level of text that is not a heading (17.3.1.20)."""
_HEADING = re.compile(r"heading (\d)")
_DEFAULT_SIZE = 20
"""Half points: of a file that says nothing."""


class Looks(NamedTuple):
    """What is set of a text; None of what is left to others. ``size`` is in half points."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    size: int | None = None
    level: int | None = None
    item: int | None = None
    ruled: bool | None = None

    def over(self, lower: Looks) -> Looks:
        """With what ``lower`` says where this says nothing."""
        own = {name: value for name, value in self._asdict().items() if value is not None}
        return lower._replace(**own)


class Styles:
    """The styles of one file (17.7): what a paragraph and its runs look like."""

    def __init__(self, styles: Any) -> None:
        """``styles`` is the root of ``word/styles.xml``, or empty."""
        self.named = {each.get(f"{_W}styleId"): each for each in styles if _is_style(each)}
        self.default = next((name for name, each in self.named.items() if _is_default(each)), None)
        defaults = styles.find(f"{_W}docDefaults/{_W}rPrDefault") if len(styles) else None
        self.lowest = own(defaults) if defaults is not None else Looks()
        self.known: dict[str | None, Looks] = {}

    def of_paragraph(self, paragraph: Any) -> Looks:
        """The looks of a paragraph, before those of its runs."""
        name = _style(paragraph, "p") or self.default
        return own(paragraph).over(self.of_style(name)).over(self.lowest)

    def of_run(self, run: Any, around: Looks) -> Looks:
        """The looks of a run in a paragraph that looks like ``around``."""
        name = _style(run, "r")
        return own(run).over(self.of_style(name) if name else Looks()).over(around)

    def of_style(self, name: str | None, depth: int = 0) -> Looks:
        style = self.named.get(name)
        if style is None or depth > _DEEPEST:
            return Looks()
        if name not in self.known:
            base = value(style, "basedOn")
            lower = self.of_style(base, depth + 1) if base else Looks()
            self.known[name] = _titled(style, own(style)).over(lower)
        return self.known[name]


def own(element: Any) -> Looks:
    """What the properties of a style, a paragraph or a run say themselves."""
    is_paragraph = element.tag == f"{_W}p"  # the run properties in it are those of its mark
    run = None if is_paragraph else element.find(f"{_W}rPr")
    paragraph = element.find(f"{_W}pPr")
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


def _titled(style: Any, looks: Looks) -> Looks:
    """``looks`` with the level that the name of a built-in style means."""
    match = _HEADING.fullmatch((value(style, "name") or "").lower())
    return looks._replace(level=int(match[1])) if match and looks.level is None else looks


def _is_ruled(paragraph: Any) -> bool:
    if paragraph is None:
        return False
    borders = (paragraph.find(f"{_W}pBdr/{_W}{side}") for side in ("bottom", "top"))
    kinds = [each.get(f"{_W}val") for each in borders if each is not None]
    fill = paragraph.find(f"{_W}shd")
    is_filled = fill is not None and fill.get(f"{_W}fill", "auto").upper() not in ("AUTO", "FFFFFF")
    return is_filled or any(kind not in ("nil", "none") for kind in kinds)


def is_on(properties: Any, name: str) -> bool | None:
    """Whether a toggle (17.7.3) is set; None where it is not named."""
    found = properties.find(f"{_W}{name}") if properties is not None else None
    return found.get(f"{_W}val") not in _OFF if found is not None else None


def value(properties: Any, path: str) -> str | None:
    """The ``w:val`` of what stands at ``path`` below ``properties``."""
    if properties is None:
        return None
    found = properties.find("/".join(f"{_W}{step}" for step in path.split("/")))
    return found.get(f"{_W}val") if found is not None else None


def _is_style(element: Any) -> bool:
    return bool(element.tag == f"{_W}style")


def _is_default(style: Any) -> bool:
    is_default = style.get(f"{_W}default") not in (None, *_OFF)
    return is_default and style.get(f"{_W}type") == "paragraph"


def _style(element: Any, kind: str) -> str | None:
    return value(element, f"{kind}Pr/{kind}Style")
