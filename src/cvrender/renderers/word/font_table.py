"""Font table part (17.8.3): the families of the document, and the print fonts if embedded."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml

from cvrender.renderers import fonts
from cvrender.renderers.word.xml import Xml, declared, element, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.package import Package

    from cvrender.renderers.word.theme_part import WordTheme

_OBFUSCATED_FONT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_FACES = {
    "Regular": "embedRegular",
    "Bold": "embedBold",
    "It": "embedItalic",
    "BoldIt": "embedBoldItalic",
}
_OBFUSCATED = 32
"""The number of bytes at a font's beginning that obfuscation changes."""


def font_table(package: Package, theme: WordTheme, embed: bool) -> XmlPart:
    """The part ``fontTable.xml``; with ``embed``, each installed face is a part related to it."""
    namespaces = declared("w", "r")
    root = parse_xml(element("w:fonts", **namespaces))
    table = XmlPart(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, root, package)
    for family in dict.fromkeys((theme.minor.family, theme.major.family)):
        known = (value("w:charset", "00"), value("w:family", "auto"), value("w:pitch", "variable"))
        faces = _embedded(family, table) if embed else ()
        root.append(parse_xml(element("w:font", *known, *faces, name=family, **namespaces)))
    return table


def _embedded(family: str, table: XmlPart) -> Iterator[Xml]:
    """``w:embedRegular`` and the like for the installed faces of ``family``, and their parts."""
    for style, tag in _FACES.items():
        face = fonts.face(family, style)
        if face is not None:
            # The key is always the same, so that files repeat byte for byte.
            key = f"{{{str(uuid5(NAMESPACE_URL, f'{family} {tag}')).upper()}}}"
            path = PackURI(f"/word/fonts/font{len(table.rels) + 1}.odttf")
            data = _obfuscated(face.read_bytes(), key)
            part = Part(path, _OBFUSCATED_FONT, data, table.package)
            relation = table.relate_to(part, RELATIONSHIP_TYPE.FONT)
            yield element(f"w:{tag}", fontKey=key, **{"r:id": relation})


def _obfuscated(data: bytes, font_key: str) -> bytes:
    """``data`` with its beginning XORed with the key, which is read from the right (17.8.1)."""
    mask = bytes.fromhex(font_key.strip("{}").replace("-", ""))[::-1] * 2
    hidden = bytes(byte ^ bits for byte, bits in zip(data[:_OBFUSCATED], mask, strict=True))
    return hidden + data[_OBFUSCATED:]
