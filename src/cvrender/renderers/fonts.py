"""Print fonts: the files of the font packages, by family and style."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

STYLES = {
    "Regular": (400, "normal"),
    "It": (400, "italic"),
    "Semibold": (600, "normal"),
    "SemiboldIt": (600, "italic"),
    "Bold": (700, "normal"),
    "BoldIt": (700, "italic"),
}
"""Weight and slope, by the name of the style in a file's name."""

_FAMILIES = {
    "Source Sans Pro": ("font_source_sans_pro", "SourceSansPro"),
    "Source Serif Pro": ("font_source_serif_pro", "SourceSerifPro"),
}


def face(family: str, style: str) -> Path | None:
    """The TrueType file of a family and style; None for a family that is not a print font."""
    if family not in _FAMILIES:
        return None
    package, stem = _FAMILIES[family]
    return _folder(package) / f"{stem}-{style}.ttf"


def folders() -> tuple[Path, ...]:
    """The folders of all print fonts."""
    return tuple(_folder(package) for package, _ in _FAMILIES.values())


@cache
def _folder(package: str) -> Path:
    return Path(import_module(package).__path__[0]) / "files"
