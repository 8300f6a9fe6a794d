"""The font table (17.8.3): families that the document uses, and the print fonts embedded in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from cvrender.renderers import fonts
from cvrender.renderers.word.xml import Xml, declared, element, encoded, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.package import Package

    from cvrender.renderers.word.theme_part import WordTheme

__all__ = ["font_table"]

_OBFUSCATED_FONT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_FACES = {
    "Regular": "w:embedRegular",
    "Bold": "w:embedBold",
    "It": "w:embedItalic",
    "BoldIt": "w:embedBoldItalic",
}
_OBFUSCATED = 32
"""So many bytes at a font's beginning are changed."""


class _Face(NamedTuple):
    family: str
    tag: str
    data: bytes
    relation: str
    """The id by which the font table refers to it."""

    @property
    def key(self) -> str:
        """``w:fontKey``: always the same, so that files repeat byte for byte."""
        name = f"{self.family} {self.tag.removeprefix('w:')}"
        return f"{{{str(uuid5(NAMESPACE_URL, name)).upper()}}}"

    def element(self) -> Xml:
        return element(self.tag, fontKey=self.key, **{"r:id": self.relation})

    def obfuscated(self) -> bytes:
        """The font with its beginning XORed with the key, which is read from the right (17.8.1)."""
        mask = bytes.fromhex(self.key.strip("{}").replace("-", ""))[::-1] * 2
        start = zip(self.data[:_OBFUSCATED], mask, strict=True)
        return bytes(byte ^ bits for byte, bits in start) + self.data[_OBFUSCATED:]


def font_table(package: Package, theme: WordTheme, embed: bool) -> Part:
    """The part ``fontTable.xml``; with ``embed``, each face that is installed becomes a part."""
    families = tuple(dict.fromkeys((theme.minor.family, theme.major.family)))
    faces = tuple(_faces(families)) if embed else ()
    listed = (_font(family, faces) for family in families)
    root = element("w:fonts", *listed, **declared("w", "r"))
    path = PackURI("/word/fontTable.xml")
    table = Part(path, CONTENT_TYPE.WML_FONT_TABLE, encoded(root), package)
    for number, face in enumerate(faces, 1):
        path = PackURI(f"/word/fonts/font{number}.odttf")
        part = Part(path, _OBFUSCATED_FONT, face.obfuscated(), package)
        table.load_rel(RELATIONSHIP_TYPE.FONT, part, face.relation)
    return table


def _faces(families: tuple[str, ...]) -> Iterator[_Face]:
    number = 0
    for family in families:
        for style, tag in _FACES.items():
            if (path := fonts.face(family, style)) is not None:
                number += 1
                yield _Face(family, tag, path.read_bytes(), f"rId{number}")


def _font(family: str, faces: tuple[_Face, ...]) -> Xml:
    """``w:font`` (17.8.3.10)."""
    return element(
        "w:font",
        value("w:charset", "00"),
        value("w:family", "auto"),
        value("w:pitch", "variable"),
        *(face.element() for face in faces if face.family == family),
        name=family,
    )
