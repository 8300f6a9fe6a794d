"""Patches around fonts: which families the machine has, and what is left when the process ends."""

from __future__ import annotations

import atexit
from typing import Any

from cvrender.renderers.pdf.patches.patch import patch

__all__ = ["PATCHES", "fonts_are_removed_at_exit", "has_family"]


@patch(
    tested={"weasyprint": "70"},
    reaches={"weasyprint.text.ffi:ffi": (), "weasyprint.text.ffi:fontconfig": ()},
    loss="cvrender cannot tell whether this machine has the fonts of the theme",
    report="No public way to ask which font families there are",
    guard="test_design.py::test_a_font_that_is_not_here_is_told_where_it_is_printed",
)
def family_lookup(family: str) -> bool:
    """Ask Fontconfig for a family; it gives another one where it does not know it."""
    from weasyprint.text.ffi import ffi, fontconfig

    wanted = fontconfig.FcPatternCreate()
    fontconfig.FcPatternAddString(wanted, b"family", family.encode())
    fontconfig.FcConfigSubstitute(ffi.NULL, wanted, fontconfig.FcMatchPattern)
    fontconfig.FcDefaultSubstitute(wanted)
    found = fontconfig.FcFontMatch(ffi.NULL, wanted, ffi.new("FcResult *"))
    name = ffi.new("FcChar8 **")
    names: set[str] = set()
    while not fontconfig.FcPatternGetString(found, b"family", len(names), name):
        names.add(ffi.string(name[0]).decode().casefold())
    for pattern in (wanted, found):
        fontconfig.FcPatternDestroy(pattern)
    return family.casefold() in names


def has_family(family: str) -> bool:
    """Whether Fontconfig knows a font family of this name; True where it cannot be asked."""
    return not family_lookup.fits or bool(family_lookup.run(family))


@patch(
    tested={"weasyprint": "70"},
    reaches={"weasyprint.text.fonts:FontConfiguration.__del__": ("self",)},
    loss="copies of the theme's fonts are left in the folder for temporary files",
    report="FontConfiguration cannot be closed",
    guard="test_start.py::test_a_pdf_does_not_need_word_and_leaves_no_fonts_in_the_temporary_folder",
)
def fonts_are_removed_at_exit(configuration: Any) -> None:
    """Remove the copies of fonts that a FontConfiguration keeps in a temporary folder.

    Its finalizer does, but cycles of laid out pages refer to it, and nothing that is left when a
    command ends is collected. Called by the interpreter later on, the finalizer fails, aloud.
    """
    atexit.register(_remove_fonts, configuration)


def _remove_fonts(configuration: Any) -> None:
    configuration.__del__()
    configuration._folder = None  # so that the finalizer has nothing left to do


PATCHES = (family_lookup, fonts_are_removed_at_exit)
