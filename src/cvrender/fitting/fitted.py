"""Fitted: a document in the pages that it may fill."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cvrender.outline import Outline
    from cvrender.theme import Theme


class Fitted(NamedTuple):
    """A document as it fits: with fewer page breaks, in a scaled theme."""

    outline: Outline
    theme: Theme
    excess: str = ""
    """By how much it is still longer than ``pages`` allows, in words; empty where it fits."""
