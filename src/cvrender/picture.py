"""What a picture's bytes are, whatever its file is called; how large it is; what it tells."""

from __future__ import annotations

import io
import warnings

__all__ = ["MAX_PIXELS", "excess", "kind_of"]

MAX_PIXELS = 40_000_000
"""A picture of so many takes 160 MB of memory when it is unpacked."""

_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}


def kind_of(data: bytes) -> str | None:
    """``png`` or ``jpeg``; None for anything else, which not every format can show."""
    return next((kind for sign, kind in _SIGNATURES.items() if data.startswith(sign)), None)


def excess(data: bytes) -> str:
    """Why a picture must not be unpacked; empty where it may, or where it is no picture.

    Only its head is looked at.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as picture:
            pixels = picture.width * picture.height
    except Image.DecompressionBombError:
        pixels = MAX_PIXELS + 1
    except (OSError, ValueError, SyntaxError):
        pixels = 0
    return f"it has more than {MAX_PIXELS:,} pixels" if pixels > MAX_PIXELS else ""
