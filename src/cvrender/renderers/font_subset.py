"""Font subset: a TrueType font with the glyphs of some characters alone, by HarfBuzz.

HarfBuzz, which the PDF needs anyhow, takes a millisecond for a face; fontTools, which takes two
hundred, stands in where it cannot be loaded.
"""

import ctypes
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cvrender import system

_NO_HINTING = 1
"""HB_SUBSET_FLAGS_NO_HINTING: screens of today draw without."""


def subset(font: Path, characters: str) -> bytes:
    """The font file ``font`` with what it has of ``characters``, as TrueType; always the same."""
    points = map(ord, characters)
    made = _by_harfbuzz(font.read_bytes(), "unicode", points, _NO_HINTING)
    return made or _by_fonttools(font, characters)


def compact(font: bytes, glyphs: Iterable[int]) -> bytes:
    """The font file ``font`` with ``glyphs`` alone, numbered anew; itself without HarfBuzz.

    In a CID-keyed CFF font (Adobe TN 5176, 18), they keep the CIDs by which a PDF names them.
    """
    return _by_harfbuzz(font, "glyph", glyphs) or font


def _by_harfbuzz(data: bytes, kind: str, wanted: Iterable[int], flags: int = 0) -> bytes:
    """What is ``wanted`` of a font: glyphs, or characters by ``unicode``.

    Empty where HarfBuzz is not there, or cannot read the font.
    """
    harfbuzz, subsetter = map(system.library, ("libharfbuzz", "libharfbuzz-subset"))
    if harfbuzz is None or subsetter is None:
        return b""
    blob = _pointer(harfbuzz.hb_blob_create, data, len(data), 0, None, None)
    face = _pointer(harfbuzz.hb_face_create, blob, 0)
    asked = _pointer(subsetter.hb_subset_input_create_or_fail)
    subsetter.hb_subset_input_set_flags(asked, flags)
    numbers = _pointer(getattr(subsetter, f"hb_subset_input_{kind}_set"), asked)
    for number in wanted:
        harfbuzz.hb_set_add(numbers, number)
    result = _pointer(subsetter.hb_subset_or_fail, face, asked)
    subsetter.hb_subset_input_destroy(asked)
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
