"""How large the photo is: as high as the words beside it, within bounds, and never wide.

Sizes are in points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.files.image import aspect
from cvrender.theme.tokens import points

if TYPE_CHECKING:
    from cvrender.outline import Outline
    from cvrender.theme.tokens import Tokens

__all__ = ["height", "side_height", "width"]

_NAME_LINE = 1.5
"""The name's line with the room below it, in its size."""
_HIGHEST, _CENTRED, _LOWEST, _WIDEST = 91.0, 72.0, 54.0, 91.0
_SIDE = 105.0
_ROW = 90  # letters


def height(outline: Outline, tokens: Tokens) -> float:
    """The photo's height in the name block."""
    centred = tokens.header.align == "center"
    wanted = _CENTRED if centred else min(max(_words(outline, tokens), _LOWEST), _HIGHEST)
    return min(wanted, _WIDEST / _aspect(outline))


def width(outline: Outline, tokens: Tokens) -> float:
    return height(outline, tokens) * _aspect(outline)


def side_height(outline: Outline, tokens: Tokens) -> float:
    """The photo's height in a sidebar."""
    return min(_SIDE, points(tokens.sidebar.width) / _aspect(outline))


def _aspect(outline: Outline) -> float:
    return aspect(outline.photo.data) if outline.photo else 1.0


def _words(outline: Outline, tokens: Tokens) -> float:
    """About the height of name, headline and contacts."""
    sizes = tokens.sizes
    letters = sum(len(str(contact.line)) for contact in outline.contacts)
    rows = min(len(outline.contacts), 2 if letters > _ROW else 1)
    lines = rows * points(sizes.small) + (points(sizes.headline) if outline.headline else 0)
    return points(sizes.name) * _NAME_LINE + lines * tokens.line_height
