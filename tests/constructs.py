"""What a file is made of, so that a slow judge is asked of as few files as have it all."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pikepdf
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Construct = tuple[object, ...]
OPERATOR = re.compile(rb"(?<![\w/])[A-Za-z'\"*]{1,3}(?=\s)|/[A-Z]\w+(?= (?:<<|BMC|BDC))")
NUMBERED = re.compile(r"/[A-Za-z]*-?\d+|/[A-Z]{6}")
"""The name of a resource, which says nothing of it."""
OF_A_FACE = re.compile(r"^/[A-Z]{6}\+|(-(Light|Semi-Bold|Bold|Heavy|Italic))+$")
"""What stands around the name of a font's family: the letters of its subset, and its cut."""


def fewest(held: dict[Path, set[Construct]]) -> Iterator[Path]:
    """As few of the files as have every construct that any of them has."""
    left = set[Construct]().union(*held.values())
    assert len(left) > 300
    while left:
        path = max(held, key=lambda path: len(held[path] & left))
        yield path
        left -= held.pop(path)


def of_word(data: bytes) -> set[Construct]:
    """Each element of a Word file with what it stands in and behind, and its attributes."""
    found: set[Construct] = set()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.namelist():
            root = etree.fromstring(package.read(part)) if part.endswith((".xml", ".rels")) else ()
            for node in root.iter("*") if len(root) else ():
                around = [None if each is None else each.tag for each in neighbours(node)]
                found |= {(node.tag, *around), *((node.tag, key) for key in node.attrib)}
    return found


def neighbours(node: etree._Element) -> tuple[etree._Element | None, etree._Element | None]:
    return node.getparent(), node.getprevious()


def of_pdf(data: bytes) -> set[Construct]:
    """What each object of a PDF is, with the kinds of its values; operators of its pages."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = {pair for item in pdf.objects for pair in values_of(item)}
        for page in pdf.pages:
            drawn = b"".join(part.read_bytes() for part in page.Contents.wrap_in_array())
            found |= {(operator,) for operator in OPERATOR.findall(drawn)}
    return found


def values_of(item: pikepdf.Object) -> Iterator[Construct]:
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in item.items():
            if not NUMBERED.fullmatch(key):
                yield kind(item), key, kind(value)
                if isinstance(value, pikepdf.Array):
                    yield from ((kind(item), key, kind(each)) for each in value)


def kind(value: object) -> object:
    """A name, for a font that of its family; else the types of an object."""
    if isinstance(value, pikepdf.Name):
        return OF_A_FACE.sub("", str(value))
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return tuple(str(value[key]) for key in ("/Type", "/Subtype", "/S") if key in value)
    return type(value).__name__
