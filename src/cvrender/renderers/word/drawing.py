"""Drawings that stand at a place of their own, with no text around them (DrawingML)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.renderers.word.xml import Xml, element, text

if TYPE_CHECKING:
    from collections.abc import Iterable


__all__ = ["anchored", "position"]


def position(axis: str, origin: str, tag: str, where: str | int) -> Xml:
    """``wp:positionH`` or ``wp:positionV``: ``wp:align`` or ``wp:posOffset`` from ``origin``."""
    return element(
        f"wp:position{axis}", element(f"wp:{tag}", text(str(where))), relativeFrom=origin
    )


def anchored(described: Iterable[Xml], across: Xml, down: Xml, *, behind: bool) -> Xml:
    """``w:drawing``: ``wp:anchor`` (20.4.2.3); ``described`` are extent, properties and graphic."""
    extent, *graphic = described
    anchor = element(
        "wp:anchor",
        element("wp:simplePos", x=0, y=0),
        across,
        down,
        extent,
        element("wp:wrapNone"),
        *graphic,
        distT=0,
        distB=0,
        distL=0,
        distR=0,
        simplePos=0,
        relativeHeight=0 if behind else 1,
        behindDoc=1 if behind else 0,
        locked=0,
        layoutInCell=1,
        allowOverlap=1,
    )
    return element("w:drawing", anchor)
