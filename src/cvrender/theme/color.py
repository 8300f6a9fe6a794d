"""Colours like ``#1f4e79``: their parts, mixtures and contrast."""

import re

WHITE = "#ffffff"
LEGIBLE = 4.5
"""The least contrast of words that WCAG 2.2 asks for (1.4.3, AA)."""
_TINTS = (0.12, 0.08, 0.04)


def contrast(one: str, other: str) -> float:
    """The ratio that WCAG 2.2 defines, from 1 to 21, of two colours like ``#1f4e79``."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in channels(color)
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def tint(color: str, ground: str, words: str) -> str:
    """A little of ``color`` on ``ground``, as much as leaves ``words`` on it legible."""
    tints = (mixed(color, ground, share) for share in _TINTS)
    return next((tone for tone in tints if contrast(tone, words) >= LEGIBLE), ground)


def channels(color: str) -> tuple[float, float, float]:
    """Red, green and blue, from 0 to 1."""
    red, green, blue = (int(part, 16) / 255 for part in re.findall("[0-9a-fA-F]{2}", color))
    return red, green, blue


def mixed(one: str, other: str, share: float) -> str:
    """The colour of which ``share``, from 0 to 1, is ``one`` and the rest ``other``."""
    parts = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round((a * share + b * (1 - share)) * 255):02x}" for a, b in parts)
