"""The page of a letter: a theme's looks in its layout, and where the blocks of its head stand.

Lengths are in points. A layout measures from the paper's edges, whatever the theme's margins are.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from cvrender import layouts
from cvrender.outline import Outline
from cvrender.renderers.name_block import NameBlock
from cvrender.theme import Theme
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens

if TYPE_CHECKING:
    from cvrender.layouts.layout import Layout
    from cvrender.outline.letter import Letter

_LEAST_TYPE, _LEAST_LINE = 10.5, 1.3
"""The size and the line height of running text: a letter is read, and a CV is searched."""
_LARGEST_PHOTO, _LEAST_PADDING = 74.0, 11.0
_BELOW_SENDER = 2.5
"""Lines between the name block and a letter that begins where it falls."""
RETURN_SIZE, RETURN_LINE = 7.5, 11.0
"""The size and the line height of the return address (DIN 5008: 6 to 8 points)."""
MARK_FROM_EDGE, MARK_LENGTH, MARK_WIDTH = 11.0, 14.0, 0.5
"""Of a mark where the letter is folded: what printers reach, and as fine as is seen."""


def set_out(outline: Outline, theme: Theme, own: Collection[str] = ()) -> tuple[Outline, Theme]:
    """``outline``, if it is of a letter, and ``theme`` as its layout wants them.

    The tokens ``own``, such as ``sizes.body``, stay: the author has set them for the letter. Where
    the name block would reach into the window of an envelope, its contacts stand in rows, and where
    that is not enough it has no photo.
    """
    if outline.letter is None:
        return outline, theme
    layout, tokens = layouts.load(outline.letter.layout), _on_page(outline, theme.tokens, own)
    rows, bare = tokens.changed(contacts={"layout": "rows"}), replace(outline, photo=None)
    for shown, look in ((outline, tokens), (outline, rows), (bare, rows)):
        block = NameBlock.of(shown, look)
        if layout.letterhead is None or _reaches(block, look) <= to_points(layout.letterhead):
            break
    padding = _padding(block, look, layout)
    return shown, replace(theme, tokens=look.changed(header={"padding": f"{padding:g}pt"}))


def _on_page(outline: Outline, tokens: Tokens, own: Collection[str]) -> Tokens:
    """``tokens`` with the margins of the layout, and with type that is read and not searched."""
    assert outline.letter is not None
    margins = layouts.load(outline.letter.layout).margins
    sides = ("left", "right") if outline.direction == "ltr" else ("right", "left")
    kept = {
        side: length
        for side, length in zip(sides, margins, strict=True)
        if f"page.margin.{side}" not in own
    }
    body, line = to_points(tokens.sizes.body), tokens.line_height
    if "sizes.body" not in own:
        body = max(_LEAST_TYPE, body)
    if "line_height" not in own:
        line = max(_LEAST_LINE, line)
    changed = tokens.changed(
        page={"margin": tokens.page.margin.model_copy(update=kept)},
        sizes={"body": f"{body:g}pt"},
        photo=_photo(tokens),
        fit={"margins": False},
    )
    return changed.model_copy(update={"line_height": line})


def _reaches(block: NameBlock, tokens: Tokens) -> float:
    """How far from the paper's edge a name block ends, at the least padding of a band."""
    above = block.photo.height if block.photo_place == "above" else 0
    inside = max(above + block.height, block.photo.height)
    if tokens.header.fill != "none":
        return inside + 2 * _LEAST_PADDING
    return to_points(tokens.page.margin.top) + inside


def _photo(tokens: Tokens) -> dict[str, object]:
    """The photo beside the name, no wider than it may be."""
    width, height = tokens.photo.sides
    scale = min(1, _LARGEST_PHOTO / max(width, height or 0))
    sides = [f"{side * scale:g}pt" for side in (width, height) if side is not None]
    place = "right" if tokens.photo.place == "sidebar" else tokens.photo.place
    return {"size": " x ".join(sides), "place": place}


def _padding(block: NameBlock, tokens: Tokens, layout: Layout) -> float:
    """That of a band: the theme's, or as much less as lets it end above a window."""
    padding = to_points(tokens.header.padding)
    if layout.letterhead is None:
        return padding
    inside = max(block.height, block.photo.height)
    return max(_LEAST_PADDING, min(padding, (to_points(layout.letterhead) - inside) / 2.2))


class Places(NamedTuple):
    """Where the blocks of one letter stand; 0 is where they fall."""

    recipient: float
    """From the edge of the text to the recipient's lines; so are the others."""
    date: float
    above: float
    """From the paper's upper edge to the recipient's first line, its return address included."""
    zone: float
    """The height of the recipient's block, so that the subject stands where it should."""
    gap: float
    """The least below the name block."""

    @classmethod
    def of(cls, letter: Letter, tokens: Tokens, direction: str) -> Places:
        """Those of ``letter`` on the pages of ``tokens``."""
        layout, margin = layouts.load(letter.layout), tokens.page.margin
        start = to_points(margin.left if direction == "ltr" else margin.right)
        above, subject = layout.recipient_at.top, layout.subject_at.top
        top = to_points(above) - (RETURN_LINE if letter.return_address else 0) if above else 0
        zone = to_points(subject) - top - _below(letter, tokens) if subject else 0

        def indent(length: str | None) -> float:
            return max(0.0, to_points(length) - start) if length else 0.0

        gap = to_points(tokens.sizes.body) * tokens.line_height * (1 if top else _BELOW_SENDER)
        left = (indent(layout.recipient_at.left), indent(layout.date_at.left))
        return cls(*left, top, max(0, zone), gap)


def _below(letter: Letter, tokens: Tokens) -> float:
    """What stands between the recipient and the subject: blank lines, and perhaps the date."""
    at, end = letter.order.index("recipient"), letter.order.index("subject")
    between = letter.date_beside or "date" not in letter.order[at:end]
    line = to_points(tokens.sizes.body) * tokens.line_height
    return line if between else 3 * line
