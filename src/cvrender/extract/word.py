"""A Word file read from the XML of its parts by lxml: the text of its body, and its links.

Headers, notes, comments and text boxes are not the body: programs that take the text of a CV pass
them over.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from cvrender.errors import LostLinesError
from cvrender.extract import word_pictures
from cvrender.extract.base import Extract, FileFormat, errors_as, unpacked
from cvrender.extract.word_numbering import numbers
from cvrender.extract.word_visibility import hidden_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOVED = f"{_W}moveFrom"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FIELD_MARKS = (f"{_W}fldChar", f"{_W}instrText", f"{_W}t")
_BODY = "word/document.xml"
_STYLES = "word/styles.xml"
_NUMBERING = "word/numbering.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {
    f"{_W}p": "\n",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}tab": "\t",
    f"{_W}noBreakHyphen": "-",
    f"{_W}softHyphen": "\u00ad",
}
_NONE: Mapping[Any, str] = {}
_TEXT_BOX = f"{_W}txbxContent"
_PROPERTIES = re.compile(r"docProps/\w+\.xml")
_ASIDE = re.compile(r"word/(header|footer|footnote|endnote|comment)s?\d*\.xml")


@errors_as("cannot read the Word file")
def _read(data: bytes) -> Extract:
    """The body, a line a paragraph, its links and pictures, and what stands beside it."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {
            name: etree.fromstring(unpacked(package, name))
            for name in package.namelist()
            if name in (_BODY, _STYLES, _NUMBERING, _RELATIONS) or _ASIDE.fullmatch(name)
        }
        media = word_pictures.media(package)
        properties = tuple(_properties(package, parts.values()))
    if _BODY not in parts:
        raise LostLinesError(f"it has no {_BODY}")
    body, related = parts.pop(_BODY), parts.pop(_RELATIONS, ())
    etree.strip_elements(body, _FALLBACK, _MOVED, with_tail=False)  # copies of what stands there
    _remove_hidden(body, parts.pop(_STYLES, ()))
    boxes = [("a text box", _text(box)) for box in body.iter(_TEXT_BOX)]
    etree.strip_elements(body, _TEXT_BOX, with_tail=False)
    counted = numbers(body, parts.pop(_NUMBERING, None))
    targets = {str(one.get("Id")): one.get("Target", "") for one in related}
    aside = ((_place(name), _text(part)) for name, part in parts.items())
    return Extract(
        "document.xml",
        _text(body, counted),
        tuple(_links(body, targets)),
        aside=(*boxes, *aside),
        pictures=tuple(word_pictures.alternatives(body)),
        prints=tuple(word_pictures.prints(body, targets, media)),
        properties=properties,
    )


def _text(element: Any, counted: Mapping[Any, str] = _NONE) -> str:
    """The text of a part of the document, a line a paragraph, and the numbers before paragraphs."""
    parts: list[str] = []
    joined = False
    for part in element.iter(f"{_W}t", *_SIGNS):
        if part.tag != f"{_W}p":
            parts.append(_SIGNS.get(part.tag) or part.text or "")
            continue
        parts.append("" if joined else "\n")
        parts.append(f"{counted[part]} " if part in counted else "")
        joined = (
            part.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None
        )  # its mark is deleted: 17.13.5.15
    return "".join(parts).strip("\n")


def _properties(package: zipfile.ZipFile, parts: Iterable[Any]) -> Iterator[str]:
    """Those of the file, and who made its changes and comments."""
    from lxml import etree

    for name in filter(_PROPERTIES.fullmatch, package.namelist()):
        yield from map(str, etree.fromstring(unpacked(package, name)).itertext())
    for part in parts:
        yield from filter(None, (element.get(f"{_W}author") for element in part.iter()))


def _place(name: str) -> str:
    """Where the text of a part stands: “a header”, “an endnote”."""
    kind = _ASIDE.sub(r"\1", name)
    return f"an {kind}" if kind == "endnote" else f"a {kind}"


def _remove_hidden(body: Any, styles: Any) -> None:
    """Remove the text that a person does not see."""
    for run in list(hidden_runs(body, styles)):
        for text in run.findall(f"{_W}t"):
            run.remove(text)


def _links(body: Any, targets: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The links of elements, and of simple and complex fields (17.16.18), which may nest."""
    fields: list[list[str]] = []
    for mark in body.iter(f"{_W}hyperlink", f"{_W}fldSimple", *_FIELD_MARKS):
        match mark.tag.removeprefix(_W), mark.get(f"{_W}fldCharType"):
            case "hyperlink", _:
                anchor = mark.get(f"{_W}anchor")  # LibreOffice writes the fragment apart
                target = targets.get(mark.get(_RELATED), "")
                yield f"{target}#{anchor}" if anchor and target else target, _words(mark)
            case "fldSimple", _:
                yield _field_target(mark.get(f"{_W}instr", "")), _words(mark)
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
    return "".join(text.text or "" for text in element.iter(f"{_W}t"))


def _field_target(code: str) -> str:
    match = re.match(r'\s*HYPERLINK\s+"([^"]*)"(?:.*\\l\s+"([^"]*)")?', code)
    return "#".join(filter(None, match.groups())) if match else ""


FORMAT = FileFormat("docx", lambda data, suffix: data[:4] == b"PK\x03\x04", (_read,))
