"""Bullets: dots of one size and height in every family, whose own differ by half."""

from typing import NamedTuple

FARTHEST = 0.95
"""Where a bullet begins before its text at most, in ems: farther from it, readers that go by what
is near (Poppler, pdfminer) take bullets for a column of their own.
"""
NUMBER = 0.7
"""How much farther from its number the text of an item begins than from a bullet, in ems."""
_WANTED = {"•": 0.3, "·": 0.2}
"""The diameter of a dot in ems of running text."""
_MIDDLE = 0.26
"""Where its middle stands above the baseline: as the middle of small letters, in ems."""
_DOTS = {
    "Source Sans Pro": (0.24, 0.26), "Source Serif Pro": (0.225, 0.33), "Caladea": (0.2, 0.29),
    "Cambria": (0.2, 0.29), "Hanken Grotesk": (0.23, 0.235), "Manrope": (0.235, 0.315),
    "Spectral": (0.24, 0.27), "Calibri": (0.35, 0.31), "Carlito": (0.35, 0.31),
}  # fmt: skip
"""The diameter and the middle of ``•`` in a family, in ems."""
_SMALL_DOT = 0.125, 0.32
"""Those of ``·``, which differ little."""


class Bullet(NamedTuple):
    """The size of a bullet's type and how far it is raised, in ems of running text."""

    size: float = 1.0
    raised: float = 0.0


def bullet(character: str, family: str) -> Bullet:
    """How ``character`` is set in ``family``: as it is, if it is no dot or of unknown size."""
    measured = _SMALL_DOT if character == "·" else _DOTS.get(family)
    if character not in _WANTED or measured is None:
        return Bullet()
    diameter, middle = measured
    size = _WANTED[character] / diameter
    return Bullet(round(size, 3), round(_MIDDLE - size * middle, 3))


def unmoved(character: str, family: str) -> tuple[str, str, float]:
    """``character`` as a program sets it that cannot raise it: what to set, the family, its size.

    It is no larger than the text, since its line would be higher: Calibri has a dot to shrink.
    """
    if character not in _WANTED or family not in _DOTS:
        return character, family, 1.0
    diameter = _DOTS["Calibri"][0]
    return "•", "Calibri", round(_WANTED[character] / diameter, 3)
