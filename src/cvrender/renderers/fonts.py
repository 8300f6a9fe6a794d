"""Print fonts: the families of the font packages, their weights and slopes, files and widths."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from cvrender.cache import cached
from cvrender.errors import MachineError

WEIGHTS = {
    "light": 300, "regular": 400, "medium": 500, "semibold": 600, "bold": 700, "black": 900,
}  # fmt: skip
"""The weights of type as numbers (CSS Fonts 4, 2.2)."""

_MANY = 0.1
"""Of a text's words, as many as a language makes and not a few names."""


class Family(NamedTuple):
    """A family: the package with its files, their names around that of the cut, and the cuts."""

    package: str
    file: str
    cuts: Mapping[str, str]
    """The name of the upright cut of each weight, from the lightest to the heaviest."""
    italic: str = ""
    """What is put behind it for its italic, and stands alone for that of ``regular``.

    Empty for a family without italics.
    """
    companion: str = ""
    """The family that has the letters which this one lacks, such as Cyrillic ones."""


_SOURCE = {
    "light": "Light", "regular": "Regular", "semibold": "Semibold", "bold": "Bold",
    "black": "Black",
}  # fmt: skip
_SIX = {
    "light": "Light", "regular": "Regular", "medium": "Medium", "semibold": "SemiBold",
    "bold": "Bold", "black": "ExtraBold",
}  # fmt: skip
_FIVE = {weight: cut for weight, cut in _SIX.items() if weight != "black"}
_TWO = {weight: _SIX[weight] for weight in ("regular", "bold")}
_SANS, _SERIF = "Source Sans Pro", "Source Serif Pro"
FAMILIES = {
    _SANS: Family("font_source_sans_pro", "SourceSansPro-{}.ttf", _SOURCE, "It"),
    _SERIF: Family("font_source_serif_pro", "SourceSerifPro-{}.ttf", _SOURCE, "It"),
    "Caladea": Family("font_caladea", "Caladea-{}.ttf", _TWO, "Italic", _SERIF),
    "Hanken Grotesk": Family("font_hanken_grotesk", "HankenGrotesk-{}.otf", _FIVE, "Italic", _SANS),
    "Manrope": Family("font_manrope", "Manrope-{}.ttf", _SIX, "", _SANS),
    "Spectral": Family("fontpkg_spectral", "Spectral-{}.ttf", _SIX, "Italic", _SERIF),
}


def nearest(family: str, weight: str) -> str:
    """The weight that stands for ``weight`` in a print family: the nearest that it has."""
    wanted = WEIGHTS[weight]
    return min(FAMILIES[family].cuts, key=lambda cut: abs(WEIGHTS[cut] - wanted))


def has_italics(family: str) -> bool:
    """Whether a print font has cuts of its own for italics."""
    return family in FAMILIES and bool(FAMILIES[family].italic)


def is_heavy(weight: str) -> bool:
    """Whether bold is nearer to ``weight`` than regular."""
    return WEIGHTS[weight] > WEIGHTS["medium"]


def cut_family(family: str, weight: str) -> str | None:
    """The family that a cut of a print font has by itself, since a program knows four in each.

    None for regular and bold, and for a family that is not a print font.
    """
    if family not in FAMILIES or (weight := nearest(family, weight)) in ("regular", "bold"):
        return None
    return f"{family} {FAMILIES[family].cuts[weight]}"


def embeds(family: str) -> bool:
    """Whether Word can embed the family, as far as is known: its outlines must be TrueType's."""
    return family not in FAMILIES or FAMILIES[family].file.endswith(".ttf")


def families_for(text: str, family: str) -> tuple[str, ...]:
    """The print fonts that set ``text`` in ``family``: itself, and its companion for what it lacks.

    Empty for a family that is not a print font.
    """
    if family not in FAMILIES:
        return ()
    companion = FAMILIES[family].companion
    if not companion or all(ord(char) in advances(family, "regular") for char in set(text)):
        return (family,)
    return (family, companion)


def for_words(text: str, family: str) -> str:
    """The print font that sets the words of ``text``: ``family``, or its companion.

    The companion sets all of a text in whose language it would set letters inside of words:
    Vietnamese in Caladea. Such words look patched, and readers part them where the font changes.
    """
    companion = FAMILIES[family].companion if family in FAMILIES else ""
    if not companion:
        return family
    lacking = {char for char in set(text) if ord(char) not in advances(family, "regular")}
    if not lacking:
        return family
    lacking = {char for char in lacking if ord(char) in advances(companion, "regular")}
    words = [{char for char in word if char.isalpha()} for word in text.split()]
    patched = sum(bool(word & lacking and word - lacking) for word in words)
    return companion if patched >= _MANY * len(words) else family


def face(family: str, weight: str = "regular", italic: bool = False) -> Path | None:
    """The font file of a family; None for a family that is not a print font.

    A family without italics is not slanted: its next heavier cut stands for them.
    """
    if family not in FAMILIES:
        return None
    known = FAMILIES[family]
    weight = nearest(family, weight)
    if italic and not known.italic:
        weight = _heavier(known, weight)
    cut = known.cuts[weight]
    if italic and known.italic:
        cut = known.italic if weight == "regular" else cut + known.italic
    return _folder(known.package) / known.file.format(cut)


def _heavier(family: Family, weight: str) -> str:
    cuts = list(family.cuts)
    return cuts[min(cuts.index(weight) + 1, len(cuts) - 1)]


def folders() -> tuple[Path, ...]:
    """The folders of all print fonts."""
    return tuple(_folder(family.package) for family in FAMILIES.values())


@cache
def advances(family: str, weight: str) -> dict[int, float]:
    """The advance width of each character of a print font in ems, by code point."""
    path = face(family, weight)
    if path is None:
        raise LookupError(f"{family} is not a print font")
    entry = f"advances-{path.stem}-{path.stat().st_mtime_ns}"
    widths = json.loads(cached(entry, lambda: json.dumps(_read(path)).encode()))
    return {int(point): width for point, width in widths.items()}


def _read(path: Path) -> dict[int, float]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        unit, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        return {point: metrics[name][0] / unit for point, name in font.getBestCmap().items()}


@cache
def _folder(package: str) -> Path:
    found = find_spec(package)  # the package is not imported: it lists its files
    if found is None or not found.submodule_search_locations:
        raise MachineError(f"the fonts of {package} are missing", "reinstall cvrender")
    return Path(found.submodule_search_locations[0]) / "files"
