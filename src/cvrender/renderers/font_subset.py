"""Font subset: a TrueType font with the glyphs of some characters alone, by HarfBuzz.

HarfBuzz, which the PDF needs anyhow, takes a millisecond for a face; fontTools, which takes two
hundred, stands in where it cannot be loaded.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from cvrender import system

if TYPE_CHECKING:
    from pathlib import Path

_NO_HINTING = 1
"""HB_SUBSET_FLAGS_NO_HINTING: screens of today draw without."""


def subset(font: Path, characters: str) -> bytes:
    """The font file ``font`` with what it has of ``characters``, as TrueType; always the same."""
    return _by_harfbuzz(font, characters) or _by_fonttools(font, characters)


def _by_harfbuzz(font: Path, characters: str) -> bytes:
    """Empty where HarfBuzz is not there, or cannot read the font."""
    harfbuzz, subsetter = map(system.library, ("libharfbuzz", "libharfbuzz-subset"))
    if harfbuzz is None or subsetter is None:
        return b""
    data = font.read_bytes()
    blob = _pointer(harfbuzz.hb_blob_create, data, len(data), 0, None, None)
    face = _pointer(harfbuzz.hb_face_create, blob, 0)
    wanted = _pointer(subsetter.hb_subset_input_create_or_fail)
    subsetter.hb_subset_input_set_flags(wanted, _NO_HINTING)
    unicodes = _pointer(subsetter.hb_subset_input_unicode_set, wanted)
    for character in characters:
        harfbuzz.hb_set_add(unicodes, ord(character))
    result = _pointer(subsetter.hb_subset_or_fail, face, wanted)
    subsetter.hb_subset_input_destroy(wanted)
    made = _bytes_of(harfbuzz, result) if result else b""
    for one in (result, face):
        harfbuzz.hb_face_destroy(one)
    harfbuzz.hb_blob_destroy(blob)
    return made


def _bytes_of(harfbuzz: ctypes.CDLL, face: ctypes.c_void_p) -> bytes:
    blob, length = _pointer(harfbuzz.hb_face_reference_blob, face), ctypes.c_uint()
    start = _pointer(harfbuzz.hb_blob_get_data, blob, ctypes.byref(length))
    data = ctypes.string_at(start, length.value)
    harfbuzz.hb_blob_destroy(blob)
    return data


def _pointer(function: Any, *arguments: object) -> ctypes.c_void_p:
    """What ``function`` gives, whole: ctypes takes it for a number of 32 bits."""
    function.restype = ctypes.c_void_p
    return ctypes.c_void_p(function(*arguments))


def _by_fonttools(font: Path, characters: str) -> bytes:
    from io import BytesIO

    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    subsetter = Subsetter(Options(hinting=False, drop_tables=["DSIG", "FFTM"]))
    subsetter.populate(text=characters)
    with TTFont(font, recalcTimestamp=False) as whole:
        subsetter.subset(whole)
        whole.save(made := BytesIO())
    return made.getvalue()
