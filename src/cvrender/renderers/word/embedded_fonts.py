"""The print fonts inside a Word file, obfuscated as ISO/IEC 29500-1, 17.8.1 asks."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from cvrender.renderers import fonts
from cvrender.renderers.word.theme_part import families

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.theme.tokens import Tokens

__all__ = ["faces", "key", "obfuscated"]

_KINDS = {
    "Regular": "embedRegular",
    "Bold": "embedBold",
    "It": "embedItalic",
    "BoldIt": "embedBoldItalic",
}
_HIDDEN = 32
"""So many bytes at a font's beginning are changed."""


def faces(tokens: Tokens) -> Iterator[tuple[str, str, bytes]]:
    """Family, element of ``w:font`` and bytes of each face to embed; none if none is asked for."""
    used = families(tokens)
    for family in dict.fromkeys((used.body, used.heading)) if tokens.word.embed_fonts else ():
        for style, kind in _KINDS.items():
            if (face := fonts.face(family, style)) is not None:
                yield family, kind, face.read_bytes()


def key(family: str, kind: str) -> str:
    """The ``w:fontKey`` of a face: always the same, so that files repeat byte for byte."""
    return f"{{{str(uuid5(NAMESPACE_URL, f'{family} {kind}')).upper()}}}"


def obfuscated(data: bytes, font_key: str) -> bytes:
    """``data`` with its beginning XORed with the key, whose digits are read from the right."""
    mask = bytes.fromhex(font_key.strip("{}").replace("-", ""))[::-1] * 2
    hidden = bytes(byte ^ bits for byte, bits in zip(data[:_HIDDEN], mask, strict=True))
    return hidden + data[_HIDDEN:]
