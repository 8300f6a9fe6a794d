"""System: native libraries, fonts and LibreOffice, and how this machine gets what is missing.

WeasyPrint loads Pango, its bridge to FreeType, and HarfBuzz's subsetter; all else comes with these.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cvrender.data_file import table

if TYPE_CHECKING:
    import ctypes

LIBRARIES = ("libpango-1.0", "libpangoft2-1.0", "libharfbuzz-subset")

_CJK = ("ja", "ko", "zh")
_HOMEBREW = ("/opt/homebrew/lib", "/usr/local/lib")
_WINDOWS = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"
_MSYS2 = Path(r"C:\msys64\usr\bin\pacman.exe")


def missing_libraries() -> tuple[str, ...]:
    """Those of LIBRARIES that cannot be loaded."""
    return tuple(name for name in LIBRARIES if library(name) is None)


def libreoffice() -> str | None:
    """The program, where it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def pango_version() -> str:
    """Pango's version, such as ``1.56.3``; empty where it cannot be loaded."""
    pango: Any = library(LIBRARIES[0])
    if pango is None:
        return ""
    import ctypes

    pango.pango_version_string.restype = ctypes.c_char_p
    return str(pango.pango_version_string().decode())


def lacks_font(text: str) -> bool:
    """Whether Fontconfig knows no single font with every character of ``text``."""
    fontconfig: Any = library("libfontconfig")
    if fontconfig is None:
        return True
    import ctypes

    for name in ("FcCharSetCreate", "FcPatternCreate", "FcObjectSetBuild", "FcFontList"):
        getattr(fontconfig, name).restype = ctypes.c_void_p
    characters = ctypes.c_void_p(fontconfig.FcCharSetCreate())
    for character in text:
        fontconfig.FcCharSetAddChar(characters, ctypes.c_uint32(ord(character)))
    pattern = ctypes.c_void_p(fontconfig.FcPatternCreate())
    fontconfig.FcPatternAddCharSet(pattern, b"charset", characters)
    asked = ctypes.c_void_p(fontconfig.FcObjectSetBuild(b"family", None))
    fonts = fontconfig.FcFontList(None, pattern, asked)
    return not (fonts and ctypes.c_int.from_address(fonts).value)  # the first field is their number


def how_to_install(libraries: Iterable[str] = (), languages: Iterable[str] = ()) -> str:
    """The command of this system that installs ``libraries``, and fonts for ``languages``.

    Where it has no package manager that is known here: the page to read.
    """
    if sys.platform == "win32":
        return _on_windows()
    managers = table(__file__, "packages.toml")
    found = next(filter(shutil.which, managers), None)
    if found is None:
        return "see https://doc.courtbouillon.org/weasyprint/stable/first_steps.html#installation"
    manager = managers[found]
    wanted = [manager["libraries"][LIBRARIES.index(name)] for name in libraries]
    wanted += [manager["fonts"][code[:2] in _CJK].format(code) for code in languages]
    install = f"{manager['install']} {' '.join(dict.fromkeys(wanted))}"
    is_root = found == "brew" or os.geteuid() == 0
    steps = filter(None, (manager.get("refresh"), install))
    return " && ".join(step if is_root else f"sudo {step}" for step in steps)


def _on_windows() -> str:
    """MSYS2, from whose folder WeasyPrint loads the libraries; Windows has the fonts."""
    install = f"{_MSYS2} -S --noconfirm mingw-w64-ucrt-x86_64-pango"
    return install if _MSYS2.exists() else f"winget install MSYS2.MSYS2; {install}"


@cache
def library(name: str) -> ctypes.CDLL | None:
    """A library from where WeasyPrint finds it; None where it cannot be loaded."""
    if sys.platform == "win32":
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", _WINDOWS).split(";"):
            with suppress(OSError):
                os.add_dll_directory(folder)
    import ctypes  # a Word file that was made before needs no library

    for file in _files(name):
        with suppress(OSError):
            return ctypes.CDLL(file)
    return None


def _files(name: str) -> tuple[str, ...]:
    """The names of a library's file, here; Fontconfig counts from 1 and the others from 0."""
    number = "1" if name == "libfontconfig" else "0"
    if sys.platform == "win32":
        return (f"{name}-{number}.dll",)
    if sys.platform == "darwin":
        file = f"{name}.{number}.dylib"
        return (file, *(f"{folder}/{file}" for folder in _HOMEBREW))
    return (f"{name}.so.{number}",)
