"""Page fill: how far down the content of each page of a layout reaches."""

from collections.abc import Iterator
from typing import Any

from cvrender.renderers.pdf.sheet import Area

_POINTS_PER_PIXEL = 0.75
_CONTENT = ("LineBox", "InlineReplacedBox", "BlockReplacedBox")
"""What a reader sees of the boxes of WeasyPrint: lines and pictures."""


def fills(document: Any, area: Area) -> tuple[float, ...]:
    """The part of the height between its margins that each page of ``document`` fills."""
    top = area.top
    return tuple(
        (max(_bottoms(each, area.foot), default=top) - top) / area.height for each in document.pages
    )


def _bottoms(page: Any, foot: float) -> Iterator[float]:
    """How far below the paper's upper edge its content ends, in points; the footer is none."""
    for box in page._page_box.descendants():
        if type(box).__name__ in _CONTENT and box.position_y * _POINTS_PER_PIXEL < foot:
            yield (box.position_y + box.height) * _POINTS_PER_PIXEL
