"""What a picture's bytes are, whatever its file is called."""

from __future__ import annotations

__all__ = ["kind_of"]

_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}


def kind_of(data: bytes) -> str | None:
    """``png`` or ``jpeg``; None for anything else, which not every format can show."""
    return next((kind for sign, kind in _SIGNATURES.items() if data.startswith(sign)), None)
