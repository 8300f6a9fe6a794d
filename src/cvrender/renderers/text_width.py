"""Text width: how wide a text is set, from the advance widths of the font (OpenType ``hmtx``).

The print fonts are measured. Any other family is taken as a multiple of one of them, since its
font may be on the reader's machine alone. There is no kerning: printed, a text is a little shorter.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from cvrender.files.cache import cached
from cvrender.renderers import fonts

if TYPE_CHECKING:
    from pathlib import Path

_SANS, _SERIF = "Source Sans Pro", "Source Serif Pro"
_MEASURED = {
    _SANS: (_SANS, 1.0, 1.0),
    _SERIF: (_SERIF, 1.0, 1.0),
    "Calibri": (_SANS, 0.98, 0.95),
    "Carlito": (_SANS, 0.98, 0.95),
    "Cambria": (_SERIF, 0.91, 0.97),
    "Caladea": (_SERIF, 0.91, 0.97),
}
"""The font that is measured for a family, and the family's width as a multiple: regular, bold."""
_OTHER = (_SANS, 1.25, 1.28)
"""Any other family is taken to be as wide as DejaVu Sans: few are wider."""
_KERNED = 0.95
"""So much of its width a text has at least, with kerning and in another version of the font."""
_WIDE, _UNKNOWN = 1.0, 0.6
"""Ems of a character that the font lacks: East Asian Wide or Fullwidth (UAX 11), and any other."""


def ems(text: str, family: str, weight: str = "regular") -> float:
    """The width of ``text`` in ems; ``weight`` is ``regular``, ``semibold`` or ``bold``."""
    measured, regular, bold = _MEASURED.get(family, _OTHER)
    advances = _advances(measured, weight.capitalize())
    width = sum(advances.get(ord(character), _rule(character)) for character in text)
    return width * (regular if weight == "regular" else bold)


def least_ems(text: str, family: str, weight: str = "regular") -> float:
    """The least width that ``text`` may turn out to have, in ems."""
    return ems(text, family if family in _MEASURED else _SANS, weight) * _KERNED


def _rule(character: str) -> float:
    """The width of a character that the measured font lacks, in ems."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):  # combining, or not drawn
        return 0.0
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _UNKNOWN


@cache
def _advances(family: str, style: str) -> dict[int, float]:
    """The advance width of each character of a print font in ems, by code point."""
    path = fonts.face(family, style)
    if path is None:
        raise LookupError(f"{family} is no print font")
    entry = f"advances-{path.stem}-{path.stat().st_mtime_ns}"
    widths = json.loads(cached(entry, lambda: json.dumps(_read(path)).encode()))
    return {int(point): width for point, width in widths.items()}


def _read(path: Path) -> dict[int, float]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        unit, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        return {point: metrics[name][0] / unit for point, name in font.getBestCmap().items()}
