"""Colour contrast: warnings for text colours below the ratio of WCAG 2.2, 1.4.3 (AA)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cvrender.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.syntax.nodes import Node
    from cvrender.theme.tokens import Tokens

WHITE = "#ffffff"
_LEAST = 4.5


def too_pale(node: Node, tokens: Tokens) -> Iterator[Fault]:
    """A warning for each colour of ``tokens``, read from ``node``, that makes letters hard to read.

    Against white, which is also what stands on a band of the accent's colour, and the panel of the
    sidebar or behind section titles.
    """
    on_paper = tokens.header.fill == "none"
    has_panel = tokens.sidebar.sections or tokens.headings.rule == "band"
    panel = tokens.colors.panel if has_panel else WHITE
    inks = ("text", "muted", "accent", *(("name",) if on_paper else ()), "link")
    for name in inks:
        color = getattr(tokens.colors, name)
        paper, found = min(
            ((p, contrast(color, p)) for p in (WHITE, panel)), key=lambda one: one[1]
        )
        if found < _LEAST:
            message = f"`{color}` on `{paper}` is hard to read: its contrast is {found:.1f}"
            hint = f"use a contrast of {_LEAST} or more (WCAG AA)"
            position = node.at(("colors", name)).position
            yield Fault(position, "low-contrast", message, hint, warning=True)


def contrast(one: str, other: str) -> float:
    """The ratio that WCAG 2.2 defines, from 1 to 21, of two colours like ``#1f4e79``."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in channels(color)
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def channels(color: str) -> tuple[float, float, float]:
    """Red, green and blue, from 0 to 1."""
    red, green, blue = (int(part, 16) / 255 for part in re.findall("[0-9a-fA-F]{2}", color))
    return red, green, blue
