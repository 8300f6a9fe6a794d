"""Patches around fonts: which families the machine has, and what is left when the process ends."""

import atexit
from typing import Any

from cvrender.files import temporary
from cvrender.renderers.pdf.patches.patch import patch


@patch(
    "weasyprint",
    reaches=("weasyprint.text.ffi:ffi", "weasyprint.text.ffi:fontconfig"),
    loss="cvrender cannot tell whether this machine has the fonts of the theme",
)
def family_lookup(family: str) -> bool:
    """Ask Fontconfig for a family, for which WeasyPrint has no public way.

    Fontconfig gives another family where it does not know this one.
    """
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


@patch(
    "weasyprint",
    reaches=("weasyprint.text.fonts:FontConfiguration.__del__(self)",),
    loss="copies of the theme's fonts are left in the folder for temporary files",
)
def fonts_are_removed_at_exit(configuration: Any) -> None:
    """Keep the copies of fonts in a temporary folder that is removed when the process has ended.

    The finalizer would do so, but nothing that is left when a command ends is collected; called by
    the interpreter later on, it fails, aloud. After a kill the next process removes the folder.
    """
    configuration._folder = temporary.folder("cvrender-fonts-")
    atexit.register(_remove_fonts, configuration)


def _remove_fonts(configuration: Any) -> None:
    configuration.__del__()
    configuration._folder = None  # so that the finalizer has nothing left to do


PATCHES = (family_lookup, fonts_are_removed_at_exit)
