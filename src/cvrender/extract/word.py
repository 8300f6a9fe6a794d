"""A Word file read from the XML of its parts by lxml: the text of its body, links and pictures.

Headers, notes, comments and text boxes are not the body: programs that take the text of a CV pass
them over.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any
from zipfile import ZipFile

from cvrender.extract.base import Extract, FileFormat, errors_as, unpacked
from cvrender.extract.word_visibility import hidden_runs
from cvrender.extract.word_xml import (
    BODY,
    FALLBACK,
    RELATED,
    STYLES,
    TEXT_BOX,
    W,
    parts,
    place,
    targets,
    value,
)
from cvrender.files.image_hash import ImageHash, image_hash

_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
"""A picture in DrawingML, and in VML, its forerunner."""
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EMBEDDED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_MEDIA = re.compile(r"word/media/.+\.(png|jpe?g)", re.IGNORECASE)
_MOVED = f"{W}moveFrom"
_FIELD_MARKS = (f"{W}fldChar", f"{W}instrText", f"{W}t")
_NUMBERING = "word/numbering.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_SIGNS = {
    f"{W}p": "\n",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}tab": "\t",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "\u00ad",
}
_NONE: Mapping[Any, str] = {}
_PROPERTIES = re.compile(r"docProps/\w+\.xml")
_ASIDE = re.compile(r"word/(header|footer|footnote|endnote|comment)s?\d*\.xml")
_READ = re.compile(
    "|".join((_PROPERTIES.pattern, _ASIDE.pattern, re.escape(_NUMBERING), re.escape(_RELATIONS)))
)
_Level = tuple[int, str]
"""The first number of a list, and its text with ``%1`` for the number (17.9.11)."""


@errors_as("cannot read the Word file")
def _read(data: bytes) -> Extract:
    """The body, a line a paragraph, its links and pictures, and what stands beside it."""
    from lxml import etree

    read = parts(data, _READ.fullmatch)
    properties = tuple(_properties(read))
    body, related = read[BODY], targets(read.get(_RELATIONS, ()))
    etree.strip_elements(body, FALLBACK, _MOVED, with_tail=False)  # copies of what stands there
    _remove_hidden(body, read.get(STYLES, ()))
    boxes = [("a text box", _text(box)) for box in body.iter(TEXT_BOX)]
    etree.strip_elements(body, TEXT_BOX, with_tail=False)
    counted = _numbers(body, read.get(_NUMBERING))
    aside = (
        (place(match[1]), _text(part))
        for name, part in read.items()
        if (match := _ASIDE.fullmatch(name))
    )
    return Extract(
        "document.xml",
        _text(body, counted),
        tuple(_links(body, related)),
        aside=(*boxes, *aside),
        pictures=tuple(_alternatives(body)),
        hashes=tuple(_hashes(body, related, data)),
        properties=properties,
    )


def _text(element: Any, counted: Mapping[Any, str] = _NONE) -> str:
    """The text of a part of the document, a line a paragraph, and the numbers before paragraphs."""
    parts: list[str] = []
    joined = False
    for part in element.iter(f"{W}t", *_SIGNS):
        if part.tag != f"{W}p":
            parts.append(_SIGNS.get(part.tag) or part.text or "")
            continue
        parts.append("" if joined else "\n")
        parts.append(f"{counted[part]} " if part in counted else "")
        joined = part.find(f"{W}pPr/{W}rPr/{W}del") is not None  # its mark is deleted: 17.13.5.15
    return "".join(parts).strip("\n")


def _numbers(body: Any, numbering: Any) -> dict[Any, str]:
    """The numbers by their paragraphs, as decimal lists at the first level count (17.9)."""
    if numbering is None:
        return {}
    levels = _levels(numbering)
    counted: dict[str, int] = {}
    found: dict[Any, str] = {}
    for paragraph in body.iter(f"{W}p"):
        number = value(paragraph, "pPr/numPr/numId")
        level = value(paragraph, "pPr/numPr/ilvl")
        if number in levels and level in (None, "", "0"):
            start, text = levels[number]
            counted[number] = counted.get(number, start - 1) + 1
            found[paragraph] = text.replace("%1", str(counted[number]))
    return found


def _levels(numbering: Any) -> dict[str, _Level]:
    """The first levels of decimal lists, by the ids of their numbering instances (17.9.15)."""
    kinds = {}
    for kind in numbering.iter(f"{W}abstractNum"):
        level = next((it for it in kind.iter(f"{W}lvl") if it.get(f"{W}ilvl") == "0"), None)
        if level is not None and value(level, "numFmt") == "decimal":
            start = int(value(level, "start") or 1)
            kinds[kind.get(f"{W}abstractNumId")] = start, value(level, "lvlText") or ""
    found = {}
    for number in numbering.iter(f"{W}num"):
        if kind := kinds.get(value(number, "abstractNumId")):
            first = value(number, "lvlOverride/startOverride")
            found[number.get(f"{W}numId")] = int(first or kind[0]), kind[1]
    return found


def _properties(parts: Mapping[str, Any]) -> Iterator[str]:
    """Those of the file, and who made its changes and comments."""
    for name in filter(_PROPERTIES.fullmatch, parts):
        yield from map(str, parts[name].itertext())
    for part in parts.values():
        yield from filter(None, (element.get(f"{W}author") for element in part.iter()))


def _remove_hidden(body: Any, styles: Any) -> None:
    """Remove the text that a person does not see."""
    for run in list(hidden_runs(body, styles)):
        for text in run.findall(f"{W}t"):
            run.remove(text)


def _links(body: Any, targets: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The links of elements, and of simple and complex fields (17.16.18), which may nest."""
    fields: list[list[str]] = []
    for mark in body.iter(f"{W}hyperlink", f"{W}fldSimple", *_FIELD_MARKS):
        match mark.tag.removeprefix(W), mark.get(f"{W}fldCharType"):
            case "hyperlink", _:
                anchor = mark.get(f"{W}anchor")  # LibreOffice writes the fragment apart
                target = targets.get(mark.get(RELATED, ""), "")
                yield f"{target}#{anchor}" if anchor and target else target, _words(mark)
            case "fldSimple", _:
                yield _field_target(mark.get(f"{W}instr", "")), _words(mark)
            case "fldChar", "begin":
                fields.append(["", ""])
            case "fldChar", "end" if fields:
                code, words = fields.pop()
                yield _field_target(code), words
            case "instrText", _ if fields:
                fields[-1][0] += mark.text or ""
            case "t", _:
                for field in fields:
                    field[1] += mark.text or ""


def _words(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def _field_target(code: str) -> str:
    match = re.match(r'\s*HYPERLINK\s+"([^"]*)"(?:.*\\l\s+"([^"]*)")?', code)
    return "#".join(filter(None, match.groups())) if match else ""


def _alternatives(body: Any) -> Iterator[str]:
    """The alternative text of each picture."""
    for drawing in body.iter(f"{_DRAWING}inline", f"{_DRAWING}anchor"):
        if next(drawing.iter(_PICTURE), None) is not None:
            yield drawing.find(f"{_DRAWING}docPr").get("descr", "")
    for picture in body.iter(_IMAGE):
        yield picture.getparent().get("alt", "")


def _hashes(body: Any, targets: Mapping[str, str], data: bytes) -> Iterator[ImageHash]:
    """How each picture looks in ``body``, which is of the Word file ``data``."""
    with ZipFile(io.BytesIO(data)) as package:
        names = filter(_MEDIA.match, package.namelist())
        media = {name: unpacked(package, name) for name in names}
    for mark in body.iter(_PICTURE, _IMAGE):
        name = mark.get(_EMBEDDED) or mark.get(RELATED) or ""
        target = targets.get(name, "").removeprefix("/word/")
        found = image_hash(media.get(f"word/{target}", b""))
        if found is not None:
            yield found


FORMAT = FileFormat("docx", lambda data, suffix: data[:4] == b"PK\x03\x04", (_read,))
