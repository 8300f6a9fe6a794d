"""Fitted: a document in the pages that it may fill."""

from typing import NamedTuple

from cvrender.outline import Outline
from cvrender.theme import Theme


class Excess(NamedTuple):
    """Why a document may fill more pages than ``pages`` allows, as a warning tells it."""

    code: str
    message: str
    hint: str


class Fitted(NamedTuple):
    """A document as it fits: with fewer page breaks, in a scaled theme."""

    outline: Outline
    theme: Theme
    excess: Excess | None = None
    """Why it is, or may be, longer than ``pages`` allows; None where it fits."""
