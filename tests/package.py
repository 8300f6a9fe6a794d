"""What Word is strict about beyond the schema: references, identifiers, fields and bounds.

Told by the parts of the file alone, as ECMA-376 (Part 1, and Part 2 for the package) has them.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
BOUNDS = {"pBdr": {"sz": (2, 96), "space": (0, 31)}, "tabs": {"pos": (-31680, 31680)}}
"""Of the children of these elements, what attributes may say (17.18.68, 17.18.100)."""


def word_would_mend(data: bytes) -> list[str]:
    """What is wrong with a .docx file, in words; empty for one that opens as it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    trees = {
        name: etree.fromstring(part)
        for name, part in parts.items()
        if name.endswith((".xml", ".rels"))
    }
    return [
        *(f"{name} stands twice in the package" for name in twice(names)),
        *content_types(trees, parts),
        *relationships(trees, parts),
        *styles(trees),
        *lists(trees),
        *(wrong for name, tree in trees.items() for wrong in within(name, tree)),
    ]


def twice(values: Iterable[str | None]) -> list[str]:
    return [str(value) for value, count in Counter(values).items() if count > 1]


def content_types(trees: dict[str, etree._Element], parts: dict[str, bytes]) -> Iterator[str]:
    types = trees["[Content_Types].xml"]
    named = [item.get("PartName").lstrip("/") for item in types.iter(f"{CT}Override")]
    endings = [item.get("Extension").lower() for item in types.iter(f"{CT}Default")]
    for name in twice([*named, *endings]):
        yield f"{name} has two content types"
    for name in set(named) - set(parts):
        yield f"{name} has a content type and is not there"
    for name in set(parts) - {"[Content_Types].xml"} - set(named):
        if name.rpartition(".")[2].lower() not in endings:
            yield f"{name} has no content type"


def relationships(trees: dict[str, etree._Element], parts: dict[str, bytes]) -> Iterator[str]:
    for name in parts:
        if name.endswith(".rels"):
            continue
        folder, file = posixpath.split(name)
        known = trees.get(posixpath.join(folder, "_rels", f"{file}.rels"), ())
        for wrong in twice(one.get("Id") for one in known):
            yield f"{name}: the relationship {wrong} stands twice"
        for one in known:
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target")))
            if one.get("TargetMode") != "External" and target.lstrip("/") not in parts:
                yield f"{name}: {one.get('Target')} is not there"
        used = {
            value
            for element in trees.get(name, etree.Element("none")).iter()
            for key, value in element.items()
            if key.startswith(R)
        }
        for wrong in used - {one.get("Id") for one in known}:
            yield f"{name}: there is no relationship {wrong}"


def styles(trees: dict[str, etree._Element]) -> Iterator[str]:
    defined = list(trees["word/styles.xml"].iter(f"{W}style"))
    kinds = {style.get(f"{W}styleId"): style.get(f"{W}type") for style in defined}
    names = [style.find(f"{W}name").get(f"{W}val").lower() for style in defined]
    for wrong in twice([*(style.get(f"{W}styleId") for style in defined), *names]):
        yield f"the style {wrong} stands twice"
    for style in defined:
        for element, kind in (("basedOn", style.get(f"{W}type")), ("next", "paragraph")):
            other = style.find(f"{W}{element}")
            if other is not None and kinds.get(other.get(f"{W}val")) != kind:
                yield f"{style.get(f'{W}styleId')}: {element} names no {kind} style"
    for kind in ("paragraph", "character"):
        defaults = [s for s in defined if s.get(f"{W}default") and s.get(f"{W}type") == kind]
        if len(defaults) != 1:
            yield f"{len(defaults)} {kind} styles are the default"
    yield from styles_used(trees, kinds)


def styles_used(
    trees: dict[str, etree._Element], kinds: dict[str | None, str | None]
) -> Iterator[str]:
    for name, tree in trees.items():
        for element, kind in (("pStyle", "paragraph"), ("rStyle", "character")):
            for used in tree.iter(f"{W}{element}"):
                if kinds.get(used.get(f"{W}val")) != kind:
                    yield f"{name}: there is no {kind} style {used.get(f'{W}val')}"


def lists(trees: dict[str, etree._Element]) -> Iterator[str]:
    numbering = trees["word/numbering.xml"]
    abstract = [one.get(f"{W}abstractNumId") for one in numbering.iter(f"{W}abstractNum")]
    numbers = [one.get(f"{W}numId") for one in numbering.iter(f"{W}num")]
    for wrong in twice(abstract) + twice(numbers):
        yield f"the list {wrong} stands twice"
    for one in numbering.iter(f"{W}num"):
        if one.find(f"{W}abstractNumId").get(f"{W}val") not in abstract:
            yield "a list has no definition"
    for name, tree in trees.items():
        for used in tree.iter(f"{W}numId"):
            if used.get(f"{W}val") not in numbers:
                yield f"{name}: there is no list {used.get(f'{W}val')}"


def within(name: str, tree: etree._Element) -> Iterator[str]:
    """What is wrong inside one part."""
    drawn = [item.get("id") for item in tree.iter(f"{WP}docPr")]
    marked = [item.get(f"{W}id") for item in tree.iter(f"{W}bookmarkStart")]
    for wrong in twice(drawn) + twice(marked):
        yield f"{name}: the identifier {wrong} stands twice"
    for paragraph in tree.iter(f"{W}p"):
        kinds = [item.get(f"{W}fldCharType") for item in paragraph.iter(f"{W}fldChar")]
        if kinds != ["begin", "separate", "end"] * (len(kinds) // 3):
            yield f"{name}: a field is not closed in its paragraph: {kinds}"
    for text in (*tree.iter(f"{W}t"), *tree.iter(f"{W}instrText")):
        if (text.text or "") != (text.text or "").strip() and text.get(XML_SPACE) != "preserve":
            yield f"{name}: blanks around “{text.text}” are lost"
    for cell in tree.iter(f"{W}tc"):
        if not len(cell) or cell[-1].tag != f"{W}p":
            yield f"{name}: a cell does not end with a paragraph"
    if tree.tag == f"{W}document" and tree[-1][-1].tag != f"{W}sectPr":
        yield f"{name}: the last section has no properties"
    yield from bounds(name, tree)


def bounds(name: str, tree: etree._Element) -> Iterator[str]:
    for group, attributes in BOUNDS.items():
        for element in (child for parent in tree.iter(f"{W}{group}") for child in parent):
            for attribute, (least, most) in attributes.items():
                value = int(element.get(f"{W}{attribute}", least))
                if not least <= value <= most:
                    yield f"{name}: {attribute} of {etree.QName(element).localname} is {value}"
    for size in tree.iter(f"{W}sz", f"{W}szCs"):
        if not 2 <= int(size.get(f"{W}val")) <= 3276:
            yield f"{name}: a size of {size.get(f'{W}val')} half points"
