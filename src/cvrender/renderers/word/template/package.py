"""Package: the parts of a Word template, as python-docx has them, and what was left out.

Parts are kept by what they are for, and no other is: no macros, no embedded objects, no data that
content controls show, no comments, no properties. Nothing leads out of the file but web addresses.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import Unmarshaller
from docx.opc.part import Part, PartFactory, XmlPart
from docx.opc.pkgreader import PackageReader
from docx.oxml.ns import qn
from docx.package import Package

from cvrender.errors import CvrenderError, Fault, SourceError, quoted
from cvrender.renderers.word.template.cleaning import clean
from cvrender.renderers.word.xml import NAMESPACES
from cvrender.theme.word_template import WordTemplate
from cvrender.web_address import SCHEMES, scheme

_MOST_PARTS, _MOST_BYTES, _MOST_TEXT = 1_000, 100_000_000, 10_000_000
"""Of a package, and of its XML: a packed part may hold a thousand times what it takes."""
_XML = {
    "styles": CONTENT_TYPE.WML_STYLES,
    "numbering": CONTENT_TYPE.WML_NUMBERING,
    "settings": CONTENT_TYPE.WML_SETTINGS,
    "theme": CONTENT_TYPE.OFC_THEME,
    "fontTable": CONTENT_TYPE.WML_FONT_TABLE,
    "header": CONTENT_TYPE.WML_HEADER,
    "footer": CONTENT_TYPE.WML_FOOTER,
    "footnotes": CONTENT_TYPE.WML_FOOTNOTES,
    "endnotes": CONTENT_TYPE.WML_ENDNOTES,
}
"""The kinds of parts that are kept, by the last step of their relationship's type."""
_PICTURES = frozenset(
    f"image/{kind}"
    for kind in ("png", "jpeg", "jpg", "gif", "bmp", "tiff", "x-emf", "x-wmf", "emf", "wmf")
)
_FONTS = ("application/vnd.openxmlformats-officedocument.obfuscatedFont", "application/x-font-ttf")
_SHARE = re.compile(r"(?:file:)?(?:[/\\]{2}|[/\\]{4,})[^/\\]")
_OURS = ("/docProps/", "/customXml/")
"""Where parts stand that are added."""
_MAIN, _MAIN_OF = "officeDocument", "main+xml"
_TOLD = {
    "macros": ("vbaProject", "extensibility", "keyMapCustomizations", "attachedToolbars"),
    "embedded objects": ("oleObject", "package", "control", "webextension"),
    "documents that it imports": ("aFChunk", "subDocument", "frame"),
    "charts and diagrams": ("chart", "chartEx", "diagramData"),
    "comments": ("comments",),
}


def opened(template: WordTemplate) -> tuple[Document, tuple[str, ...]]:
    """The document of ``template``, and what was left out of it, in words.

    Raises SourceError where it is no Word file, damaged or too large.
    """
    try:
        package = _read(template)
        told = dict.fromkeys(_cleaned(package))
        return package.main_document_part.document, tuple(told)
    except CvrenderError:
        raise
    except Exception as error:  # parsers fail in many ways on damaged bytes
        raise refused(template, "it is damaged") from error


def refused(template: WordTemplate, why: str) -> SourceError:
    """That a template cannot be used."""
    message = f"{quoted(template.path.name)} cannot be used as a Word template: {why}"
    hint = "open it in Word, and save it as a template (.dotx)"
    return SourceError((Fault(template.position, "bad-template", message, hint),))


def _read(template: WordTemplate) -> Any:
    with ZipFile(BytesIO(template.data)) as archive:
        sizes = [each.file_size for each in archive.infolist()]
    if len(sizes) > _MOST_PARTS or sum(sizes) > _MOST_BYTES:
        raise refused(template, f"it unpacks to more than {_MOST_BYTES:,} bytes")
    reader: Any = PackageReader
    builder: Any = Unmarshaller
    read, package = reader.from_file(BytesIO(template.data)), Package()
    texts = (len(blob) for _, kind, _, blob in read.iter_sparts() if kind.endswith("xml"))
    if sum(texts) > _MOST_TEXT:
        raise refused(template, f"its XML takes more than {_MOST_TEXT:,} bytes")
    builder.unmarshal(read, package, _part)
    body = package.main_document_part.element
    if body.tag != qn("w:document"):
        raise refused(template, "it is none, or one of the kind “Strict Open XML”")
    return package


def _part(name: Any, content_type: str, reltype: str, blob: bytes, package: Any) -> Any:
    """A part of a class of its kind; a template's body as that of a document."""
    kind = _kind(reltype)
    if kind == _MAIN and content_type.endswith(_MAIN_OF):
        content_type = CONTENT_TYPE.WML_DOCUMENT_MAIN
    elif _XML.get(kind) != content_type and kind != "image":
        return Part(name, content_type, blob, package)
    elif content_type not in PartFactory.part_type_for and kind != "image":
        return XmlPart.load(name, content_type, blob, package)
    return PartFactory(name, content_type, reltype, blob, package)


def _kind(reltype: str) -> str:
    return reltype.rpartition("/")[2]


def _cleaned(package: Any) -> Iterator[str]:
    """Drop what is not kept, and clean the rest."""
    for name, relation in list(package.rels.items()):
        if relation.reltype != RELATIONSHIP_TYPE.OFFICE_DOCUMENT:
            yield from _told(relation)
            del package.rels[name]
    seen: list[Part] = [package.main_document_part]
    for part in seen:
        for name, relation in list(part.rels.items()):
            if not (name and _is_kept(relation)):
                yield from _told(relation)
                del part.rels[name]
            elif not relation.is_external and relation.target_part not in seen:
                seen.append(relation.target_part)
        if isinstance(part, XmlPart):
            yield from _cleaned_part(part)


def _cleaned_part(part: XmlPart) -> Iterator[str]:
    if part.element.getroottree().docinfo.doctype:
        raise ValueError("a document type, which no part has")
    yield from clean(part.element, part.rels)


def _is_kept(relation: Any) -> bool:
    kind = _kind(relation.reltype)
    if relation.reltype != f"{NAMESPACES['r']}/{kind}":
        return False
    if relation.is_external:
        return kind == "hyperlink" and scheme(relation.target_ref) in SCHEMES
    part = relation.target_part
    if part.partname.startswith(_OURS):
        return False
    if kind in ("image", "font"):
        known = _PICTURES if kind == "image" else _FONTS
        return part.content_type in known and not isinstance(part, XmlPart)
    return _XML.get(kind) == part.content_type and isinstance(part, XmlPart)


def _told(relation: Any) -> Iterator[str]:
    """What somebody may miss, or should know of who sent them such a file.

    A document names the template that it was made with, on the disk of whoever made it.
    """
    kind = _kind(relation.reltype)
    if relation.is_external:
        target = relation.target_ref
        is_local = kind == "attachedTemplate" and scheme(target) in ("", "file", "c")
        if not is_local or _SHARE.match(target):
            leads = "a link to" if kind == "hyperlink" else "what it fetches from"
            yield f"{leads} {quoted(target)}"
    else:
        yield from (words for words, kinds in _TOLD.items() if kind in kinds)
