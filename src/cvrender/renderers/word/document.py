"""Document: the package of a Word file, its parts, properties and page set-up, and its bytes.

python-docx manages the package. Its default template is not used: it brings an author, a date, a
thumbnail and styles of its own, and Word opens it in compatibility mode.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.enum.section import WD_HEADER_FOOTER
from docx.opc.constants import CONTENT_TYPE, NAMESPACE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from docx.opc.part import Part
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.oxml.coreprops import CT_CoreProperties
from docx.oxml.parser import parse_xml
from docx.package import Package
from docx.parts.document import DocumentPart
from docx.section import Section
from docx.shared import Pt

from cvrender.dates import moment
from cvrender.outline import Outline
from cvrender.renderers import line_fit
from cvrender.renderers.word.columns import Columns, Table
from cvrender.renderers.word.font_table import font_table
from cvrender.renderers.word.formatting import language_tags, twips
from cvrender.renderers.word.numbering import BulletList, numbering
from cvrender.renderers.word.runs import Paragraph
from cvrender.renderers.word.style import SIDE
from cvrender.renderers.word.styles import styles
from cvrender.renderers.word.theme_part import WordTheme
from cvrender.renderers.word.xml import Xml, declared, element, encoded, text, toggle, value
from cvrender.theme.measures import to_points
from cvrender.theme.page_tokens import Page
from cvrender.theme.tokens import Tokens

_IN_BODY = ("w", "r", "wp", "a", "mc", "wps", "adec")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_LONGEST_PROPERTY = 255
_WORD = "http://schemas.microsoft.com/office/word"
_COMPATIBILITY = {
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}
"""Mode 15 is Word 2013 and later: no "[Compatibility Mode]" in the title bar."""
_COLOR_SLOTS = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"} | {
    slot: slot
    for slot in (*(f"accent{number}" for number in range(1, 7)), "hyperlink", "followedHyperlink")
}


def new_document(outline: Outline, columns: Columns, theme: WordTheme) -> Document:
    """A document without paragraphs, with the theme's looks and the Outline's language."""
    rtl = outline.direction == "rtl" or None
    page = element("w:sectPr", element("w:cols", space=708), toggle("w:bidi", rtl))
    root = element("w:document", element("w:body", page), **declared(*_IN_BODY))
    package = Package()
    part = DocumentPart(
        PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, parse_xml(root), package
    )
    package.relate_to(part, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    _add_parts(part, outline, columns, theme)
    add_properties(package, outline)
    document: Document = part.document
    _set_page(document.sections[0], columns.margins.page)
    if columns.page.header.fill == "accent":
        padding = to_points(columns.page.header.padding)
        document.sections[0].top_margin = Pt(padding)
        document.sections[0].header_distance = Pt(padding / 2)
    return document


def add_blocks(document: Document, blocks: Iterable[Paragraph | Table]) -> None:
    """Insert ``blocks`` at the beginning of the body."""
    document.element.body[:0] = parsed(blocks)


def parsed(blocks: Iterable[Paragraph | Table]) -> list[Any]:
    """``blocks`` as elements of a body."""
    written = (block.element() for block in blocks)
    return [*parse_xml(element("w:body", *written, **declared(*_IN_BODY))).iterchildren()]


def add_footer(document: Document, line: Paragraph) -> None:
    """Make ``line`` the footer of every page but the first, which says whose it is."""
    root = element("w:ftr", line.element(), **declared("w"))
    part = _part("/word/footer.xml", CONTENT_TYPE.WML_FOOTER, root, document.part.package)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTER)
    document.element.body.sectPr.add_footerReference(WD_HEADER_FOOTER.PRIMARY, relation)


def add_header(document: Document, tokens: Tokens, behind: Iterable[Xml]) -> None:
    """Give every page but the first what stands ``behind`` its text, and its upper margin.

    A section has one of these, and the first page of one with a band begins at its padding: on the
    others, the header reaches down to theirs.
    """
    padding, drawn = to_points(tokens.header.padding), tuple(behind)
    height = to_points(tokens.page.margin.top) - padding / 2
    is_needed = tokens.header.fill == "accent" and height > padding / 2
    if not (is_needed or drawn):
        return
    spacing = element("w:spacing", line=twips(height if is_needed else 1), lineRule="exact")
    line = element("w:p", element("w:pPr", spacing), *drawn)
    root = element("w:hdr", line, **declared(*_IN_BODY))
    part = _part("/word/header.xml", CONTENT_TYPE.WML_HEADER, root, document.part.package)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.HEADER)
    document.element.body.sectPr.add_headerReference(WD_HEADER_FOOTER.PRIMARY, relation)


def file_bytes(document: Document) -> bytes:
    """The bytes of the file.

    Not saved by python-docx, which stamps members with the time of day, and so fails before 1980.
    """
    dated = BytesIO()
    with ZipFile(dated, "w", ZIP_DEFLATED) as archive:
        for uri, data in _members(document.part.package):
            archive.writestr(ZipInfo(uri.membername, _EARLIEST), data, ZIP_DEFLATED)
    return dated.getvalue()


def _members(package: OpcPackage) -> Iterator[tuple[PackURI, str | bytes]]:
    """The name and the data of each file in the archive (ECMA-376, part 2)."""
    overrides = (
        element("Override", PartName=part.partname, ContentType=part.content_type)
        for part in package.parts
    )
    defaults = (
        element("Default", Extension=suffix, ContentType=content_type)
        for suffix, content_type in (
            ("rels", CONTENT_TYPE.OPC_RELATIONSHIPS),
            ("xml", CONTENT_TYPE.XML),
        )
    )
    root = element("Types", *defaults, *overrides, xmlns=NAMESPACE.OPC_CONTENT_TYPES)
    yield CONTENT_TYPES_URI, encoded(root)
    yield PACKAGE_URI.rels_uri, package.rels.xml
    for part in package.parts:
        yield part.partname, part.blob
        if part.rels:
            yield part.partname.rels_uri, part.rels.xml


def _add_parts(document: Part, outline: Outline, columns: Columns, theme: WordTheme) -> None:
    """Relate the document to its styles, numbering, settings, theme and fonts."""
    content, relation = CONTENT_TYPE, RELATIONSHIP_TYPE
    lists = [BulletList(columns.text, line_fit.indent(outline, columns.text))]
    if columns.side is not None:
        lists.append(BulletList(columns.side, 0, SIDE))
    package = document.package
    for name, content_type, relationship, root in (
        ("styles", content.WML_STYLES, relation.STYLES, styles(columns, theme, outline)),
        ("numbering", content.WML_NUMBERING, relation.NUMBERING, numbering(lists, theme, outline)),
        ("settings", content.WML_SETTINGS, relation.SETTINGS, _settings(outline, columns.page)),
        ("theme/theme1", content.OFC_THEME, relation.THEME, theme.element(outline.language.word)),
    ):
        document.relate_to(_part(f"/word/{name}.xml", content_type, root, package), relationship)
    fonts = font_table(package, theme)
    document.relate_to(fonts, relation.FONT_TABLE)


def _part(path: str, content_type: str, root: Xml, package: Package) -> Part:
    return Part(PackURI(path), content_type, encoded(root), package)


def _settings(outline: Outline, tokens: Tokens) -> Xml:
    """``w:settings`` (17.15.1.78)."""
    compatibility = (
        element("w:compatSetting", name=name, uri=_WORD, val=setting)
        for name, setting in _COMPATIBILITY.items()
    )
    return element(
        "w:settings",
        element("w:zoom", percent=100),
        toggle("w:embedTrueTypeFonts", tokens.word.embed_fonts or None),
        value("w:defaultTabStop", 708),
        value("w:characterSpacingControl", "doNotCompress"),
        element("w:compat", *compatibility),
        element("w:themeFontLang", **language_tags(outline.language.word)),
        element("w:clrSchemeMapping", **_COLOR_SLOTS),
        value("w:decimalSymbol", "."),
        value("w:listSeparator", ","),
        **declared("w"),
    )


def add_properties(package: Package, outline: Outline) -> None:
    """The core properties, and the program's name; python-docx's default ones name itself."""
    path = PackURI("/docProps/core.xml")
    core = CorePropertiesPart(
        path, CONTENT_TYPE.OPC_CORE_PROPERTIES, CT_CoreProperties.new(), package
    )
    package.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    properties = core.core_properties
    properties.author = properties.last_modified_by = _property(str(outline.name))
    properties.title = _property(outline.title)
    properties.subject = _property(str(outline.headline or ""))
    properties.keywords = _property(", ".join(outline.keywords))
    properties.language = outline.language.tag
    if dated := moment():
        properties.created = properties.modified = dated.replace(tzinfo=None)
    program = element("ep:Application", text("cvrender"))
    root = element("ep:Properties", program, **declared("ep"))
    application = _part("/docProps/app.xml", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, root, package)
    package.relate_to(application, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def _property(text: str) -> str:
    return text if len(text) <= _LONGEST_PROPERTY else text[: _LONGEST_PROPERTY - 1] + "…"


def _set_page(section: Section, page: Page) -> None:
    """Set the size and the margins of the pages."""
    width, height = page.paper
    top, bottom = to_points(page.margin.top), to_points(page.margin.bottom)
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.top_margin, section.bottom_margin = Pt(top), Pt(bottom)
    section.left_margin = Pt(to_points(page.margin.left))
    section.right_margin = Pt(to_points(page.margin.right))
    section.header_distance, section.footer_distance = Pt(top / 2), Pt(bottom / 2)
    section.gutter = Pt(0)
    section.different_first_page_header_footer = True
