"""Web fonts: the faces of a page as WOFF files in it, with the characters of the page alone.

WOFF and not WOFF 2: of such small fonts, Brotli makes files that are a twelfth smaller in twenty
times the time. A family that is no print font, and a character that its font lacks, are left to
the fonts of who reads the page.
"""

import zlib
from base64 import b64encode
from struct import Struct
from unicodedata import normalize

from cvrender.outline import Outline
from cvrender.renderers.font_subset import subset
from cvrender.renderers.html.font_faces import font_faces
from cvrender.theme.tokens import Tokens

_ASCII = "".join(map(chr, range(0x20, 0x7F)))
"""In each font, for what a template adds to the words."""
_SFNT_ENTRY = Struct(">4sIII")
"""Tag, checksum, offset and length of a table (OpenType 1.9, Table Directory)."""
_WOFF_HEADER = Struct(">4s4sIHHIHHIIIII")
_WOFF_ENTRY = Struct(">4sIIII")
"""Tag, offset, compressed length, length and checksum of a table (WOFF 1.0, 4 and 5)."""


def stylesheet(outline: Outline, tokens: Tokens) -> str:
    """An @font-face rule for each face that the page uses and that may travel with it."""
    characters = _characters(outline, tokens)
    return "\n".join(
        font_faces(outline, tokens, lambda file: _data_url(woff(subset(file, characters))))
    )


def _characters(outline: Outline, tokens: Tokens) -> str:
    """Every character that the page may show, sorted; also of its words in capitals."""
    lines = (*outline.lines(), outline.back or "", outline.language.skip)
    marks = (
        *(tokens.bullets.character, tokens.bullets.nested, tokens.header.separator),
        *(tokens.entries.title_separator, tokens.entries.separator),
    )
    text = "".join(map(str, (*lines, *marks)))
    shown = f"{_ASCII}\N{NO-BREAK SPACE}{text}{text.upper()}"
    return "".join(sorted({*shown, *normalize("NFC", shown)}))


def woff(font: bytes) -> bytes:
    """A TrueType ``font`` as WOFF 1.0 (https://www.w3.org/TR/WOFF/)."""
    count = int.from_bytes(font[4:6], "big")
    tables = [_SFNT_ENTRY.unpack_from(font, 12 + 16 * index) for index in range(count)]
    offset = _WOFF_HEADER.size + _WOFF_ENTRY.size * count
    entries, parts = [], []
    for tag, checksum, start, length in tables:
        part = _packed(font[start : start + length])
        entries.append(_WOFF_ENTRY.pack(tag, offset, len(part), length, checksum))
        parts.append(part + bytes(-len(part) % 4))
        offset += len(parts[-1])
    whole = 12 + 16 * count + sum(length + -length % 4 for *_, length in tables)
    sizes = (offset, count, 0, whole, 1, 0, 0, 0, 0, 0, 0)
    header = _WOFF_HEADER.pack(b"wOFF", font[:4], *sizes)
    return b"".join((header, *entries, *parts))


def _packed(table: bytes) -> bytes:
    """As it is, unless compression makes it smaller: its length says which of both it is."""
    return min(table, zlib.compress(table, 9), key=len)


def _data_url(woff: bytes) -> str:
    return f"data:font/woff;base64,{b64encode(woff).decode()}"
