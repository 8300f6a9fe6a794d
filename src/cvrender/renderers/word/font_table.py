"""Font table part (17.8.3): the families of the document, and the print fonts if embedded."""

from collections.abc import Iterator
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml
from docx.package import Package

from cvrender.renderers import fonts
from cvrender.renderers.word.theme_part import WordTheme
from cvrender.renderers.word.xml import Xml, declared, element, value

_OBFUSCATED_FONT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_FACES = {
    "embedRegular": ("regular", False),
    "embedBold": ("bold", False),
    "embedItalic": ("regular", True),
    "embedBoldItalic": ("bold", True),
}
"""The faces of a family that Word knows, each with its weight and whether it is italic."""
_OBFUSCATED = 32
"""The number of bytes at a font's beginning that obfuscation changes."""


def font_table(package: Package, theme: WordTheme) -> XmlPart:
    """The part ``fontTable.xml``; each face that the file brings is a part related to it."""
    namespaces = declared("w", "r")
    root = parse_xml(element("w:fonts", **namespaces))
    table = XmlPart(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, root, package)
    for family, files in _families(theme).items():
        known = (value("w:charset", "00"), value("w:family", "auto"), value("w:pitch", "variable"))
        faces = [_embedded(family, tag, file, table) for tag, file in files.items()]
        root.append(parse_xml(element("w:font", *known, *faces, name=family, **namespaces)))
    return table


def _families(theme: WordTheme) -> dict[str, dict[str, Path]]:
    """The families of the document, each with the files of the faces to embed."""
    families: dict[str, dict[str, Path]] = {}
    for family in (theme.minor.family, theme.major.family):
        families[family] = dict(_faces(family)) if theme.embeds else {}
    for weight, cut in theme.cuts.items():
        if cut and (file := fonts.face(theme.major.family, weight)):
            families[cut] = {"embedRegular": file}
    return families


def _faces(family: str) -> Iterator[tuple[str, Path]]:
    """The faces of a print font; Word slants those of a family without italics."""
    for tag, (weight, italic) in _FACES.items():
        file = fonts.face(family, weight, italic)
        if file is not None and (fonts.has_italics(family) or not italic):
            yield tag, file


def _embedded(family: str, tag: str, file: Path, table: XmlPart) -> Xml:
    """``w:embedRegular`` and the like, and the part with the font."""
    # The key is always the same, so that files repeat byte for byte.
    key = f"{{{str(uuid5(NAMESPACE_URL, f'{family} {tag}')).upper()}}}"
    path = PackURI(f"/word/fonts/font{len(table.rels) + 1}.odttf")
    part = Part(path, _OBFUSCATED_FONT, _obfuscated(file.read_bytes(), key), table.package)
    relation = table.relate_to(part, RELATIONSHIP_TYPE.FONT)
    return element(f"w:{tag}", fontKey=key, **{"r:id": relation})


def _obfuscated(data: bytes, font_key: str) -> bytes:
    """``data`` with its beginning XORed with the key, which is read from the right (17.8.1)."""
    mask = bytes.fromhex(font_key.strip("{}").replace("-", ""))[::-1] * 2
    hidden = bytes(byte ^ bits for byte, bits in zip(data[:_OBFUSCATED], mask, strict=True))
    return hidden + data[_OBFUSCATED:]
