"""Page fill: how far down the content of each page of a layout reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cvrender.theme.measures import to_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.theme.page_tokens import Page

_POINTS_PER_PIXEL = 0.75
_CONTENT = ("LineBox", "InlineReplacedBox", "BlockReplacedBox")
"""What a reader sees of the boxes of WeasyPrint: lines and pictures."""


def fills(document: Any, page: Page) -> tuple[float, ...]:
    """The part of the height between its margins that each page of ``document`` fills."""
    top = to_points(page.margin.top)
    return tuple(
        (max(_bottoms(each, page), default=top) - top) / page.text_height for each in document.pages
    )


def _bottoms(sheet: Any, page: Page) -> Iterator[float]:
    """How far below the paper's upper edge its content ends, in points; the footer is none."""
    foot = page.paper[1] - to_points(page.margin.bottom)
    for box in sheet._page_box.descendants():
        if type(box).__name__ in _CONTENT and box.position_y * _POINTS_PER_PIXEL < foot:
            yield (box.position_y + box.height) * _POINTS_PER_PIXEL
