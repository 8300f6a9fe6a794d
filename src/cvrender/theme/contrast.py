"""Colour contrast: warnings for text colours below the ratio of WCAG 2.2, 1.4.3 (AA)."""

from collections.abc import Iterator

from cvrender.errors import Fault
from cvrender.syntax.nodes import Node
from cvrender.theme import panel
from cvrender.theme.color import LEGIBLE, WHITE, contrast
from cvrender.theme.tokens import Tokens


def too_pale(node: Node, tokens: Tokens) -> Iterator[Fault]:
    """A warning for each colour of ``tokens``, read from ``node``, that makes letters hard to read.

    Against white, which is also what stands on a band of the accent's colour, and against what is
    behind section titles and the sidebar where the colour stands on that, too.
    """
    on_paper = tokens.header.fill == "none"
    inks = panel.inks(tokens)
    bands = (tokens.colors.panel,) if tokens.headings.rule == "band" else ()
    for name in ("text", "muted", "accent", *(("name",) if on_paper else ()), "link"):
        color = getattr(tokens.colors, name)
        on_panel = tokens.sidebar.sections and getattr(inks, name, None) == color
        papers = (WHITE, *bands, *((inks.panel,) if on_panel else ()))
        paper, found = min(((p, contrast(color, p)) for p in papers), key=lambda one: one[1])
        if found < LEGIBLE:
            message = f"`{color}` on `{paper}` is hard to read: its contrast is {found:.1f}"
            hint = f"use a contrast of {LEGIBLE} or more (WCAG AA)"
            position = node.at(("colors", name)).position
            yield Fault(position, "low-contrast", message, hint, warning=True)
