"""Panel: the strip behind a sidebar, its colours, and the page that it leaves to the text.

Lengths are in points.
"""

from typing import NamedTuple

from cvrender.theme.color import LEGIBLE, WHITE, contrast, mixed, tint
from cvrender.theme.measures import SIDE_ROOM, to_points
from cvrender.theme.tokens import Tokens

ROOM = to_points(SIDE_ROOM)
"""From a sidebar's words to its edge, and from its edge to the text."""
_TINT = 0.12
_MUTED, _RULE = 0.8, 0.4
"""The shares of white in the colours of what is less important on a dark panel."""


class Inks(NamedTuple):
    """The colours of a panel and of what stands on it."""

    panel: str
    text: str
    muted: str
    accent: str
    rule: str
    link: str
    chip: str


def inks(tokens: Tokens) -> Inks:
    """White and its tones where the panel is dark enough for them, else the colours of the text."""
    colors = tokens.colors
    panel = mixed(colors.panel, WHITE, _TINT) if tokens.sidebar.fill == "tint" else colors.panel
    muted, rule = (mixed(WHITE, panel, share) for share in (_MUTED, _RULE))
    if contrast(panel, muted) < LEGIBLE:
        chip = tint(colors.accent, panel, colors.text)
        return Inks(panel, colors.text, colors.muted, colors.accent, colors.rule, colors.link, chip)
    return Inks(panel, WHITE, muted, WHITE, rule, WHITE, tint(WHITE, panel, WHITE))


def taken(tokens: Tokens) -> float:
    """The width that a sidebar takes from the text."""
    return to_points(tokens.sidebar.width) + 2 * ROOM


def stands_right(tokens: Tokens, direction: str) -> bool:
    """Whether the panel stands at the right edge of the paper, in a document of ``direction``."""
    return (tokens.sidebar.side == "right") != (direction == "rtl")


def beside(tokens: Tokens, direction: str) -> Tokens:
    """``tokens`` with the margins that are left to the text beside the panel."""
    side = "right" if stands_right(tokens, direction) else "left"
    margin = tokens.page.margin
    wider = {side: f"{to_points(getattr(margin, side)) + taken(tokens):g}pt"}
    return tokens.changed(page={"margin": margin.model_copy(update=wider)})


def within(tokens: Tokens) -> Tokens:
    """``tokens`` as they hold in a sidebar: its width for the text's, its inks for the colours."""
    width, margin = to_points(tokens.sidebar.width), tokens.page.margin
    rest = tokens.page.paper[0] - to_points(margin.left) - width
    return tokens.changed(
        page={"margin": margin.model_copy(update={"right": f"{rest:g}pt"})},
        colors={name: color for name, color in inks(tokens)._asdict().items() if name != "chip"},
        header={"align": "left", "fill": "none", "rule": "none"},
        entries={"layout": "two-line"},
        headings={"hang": "0mm"},
        facts={"layout": "inline"},
        text={"align": "left"},
    )


def edge(tokens: Tokens, direction: str) -> float:
    """The width of the panel, from the paper's edge."""
    side = "right" if stands_right(tokens, direction) else "left"
    outer = to_points(getattr(tokens.page.margin, side))
    return outer + to_points(tokens.sidebar.width) + ROOM
