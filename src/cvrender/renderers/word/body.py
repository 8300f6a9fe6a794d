"""Outline → paragraphs of a Word document."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING
from zipfile import ZipFile

import docx
from docx.shared import Mm

from cvrender.errors import CvrenderError
from cvrender.renderers.base import contact_rows, moment
from cvrender.renderers.word.markup import element
from cvrender.renderers.word.runs import Runs
from cvrender.renderers.word.styles import header_rule, twips
from cvrender.renderers.word.template import empty_package, pack
from cvrender.tokens import points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.document import Document
    from docx.opc.coreprops import CoreProperties
    from lxml.etree import _Element as Element

    from cvrender.outline import Bullet, Contact, Entry, Fact, Line, Outline, Photo, Section
    from cvrender.theme import Theme
    from cvrender.tokens import Tokens

__all__ = ["render"]

_PHOTO_HEIGHT = Mm(32)
_JPEG = b"\xff\xd8"
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_LONGEST_PROPERTY = 255
_COUNTS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_NO_BREAK = "\u00a0"


def render(outline: Outline, theme: Theme) -> bytes:
    """The bytes of a .docx file; the same Outline and Theme give the same bytes.

    Raises CvrenderError when the photo is in no format that Word shows.
    """
    document = docx.Document(empty_package(outline, theme))
    body = _Body(outline, theme.tokens)
    page_setup = document.sections[0]
    for paragraph in chain(_photo(document, outline.photo), body.paragraphs()):
        page_setup._sectPr.addprevious(paragraph)
    if theme.tokens.footer.show != "none":
        page_setup.footer.paragraphs[0]._p.extend(body.footer())
    _describe(document.core_properties, outline)
    return _saved(document)


def _saved(document: Document) -> bytes:
    """The file, zipped once more: python-docx stamps its members with the time of day."""
    saved = BytesIO()
    document.save(saved)
    with ZipFile(saved) as archive:
        return pack({name: archive.read(name) for name in archive.namelist()})


def _photo(document: Document, photo: Photo | None) -> Iterator[Element]:
    if photo is None:
        return
    try:
        picture = document.part.new_pic_inline(_picture(photo.data), height=_PHOTO_HEIGHT)
    except Exception as error:  # a broken picture makes python-docx raise bare Exceptions too
        raise CvrenderError("Word cannot show the photo", "save it as JPEG or PNG") from error
    picture.docPr.set("descr", photo.alt)
    yield _paragraph("Photo", [element("r", [element("drawing", [picture])])])


def _picture(data: bytes) -> BytesIO:
    """The picture, a JPEG with the JFIF header that it may lack but python-docx knows it by."""
    if data.startswith(_JPEG) and data[6:10] not in (b"JFIF", b"Exif"):
        data = _JPEG + _JFIF + data.removeprefix(_JPEG)
    return BytesIO(data)


def _describe(properties: CoreProperties, outline: Outline) -> None:
    """Metadata."""
    properties.author = properties.last_modified_by = _property(str(outline.name))
    properties.title = _property(outline.title)
    properties.subject = _property(str(outline.headline or ""))
    properties.keywords = _property(", ".join(outline.keywords))
    properties.language = outline.language
    if dated := moment():
        properties.created = properties.modified = dated.replace(tzinfo=None)


def _property(text: str) -> str:
    return text if len(text) <= _LONGEST_PROPERTY else text[: _LONGEST_PROPERTY - 1] + "…"


class _Body:
    """Sets the parts of an Outline as paragraphs, in reading order."""

    def __init__(self, outline: Outline, tokens: Tokens) -> None:
        self.outline = outline
        self.tokens = tokens
        self.runs = Runs(outline.direction == "rtl")

    def paragraphs(self) -> Iterator[Element]:
        yield from self.header()
        for number, section in enumerate(self.outline.sections):
            heading, *content = self.section(section)
            if number == 0 and self.space("header") > self.space("section"):
                _space_before(heading, self.space("header"))
            yield from (heading, *content)

    def space(self, name: str) -> float:
        return points(getattr(self.tokens.spacing, name))

    def set(self, style: str, line: Line) -> Element:
        return _paragraph(style, self.runs.line(line))

    def header(self) -> Iterator[Element]:
        header = [self.set("Title", self.outline.name)]
        if self.outline.headline is not None:
            header.append(self.set("Subtitle", self.outline.headline))
        if self.outline.contacts:
            rows = contact_rows(self.outline, self.tokens)
            header.append(_paragraph("Contacts", self.contacts(rows)))
        if self.tokens.header.rule == "below":
            header[-1][0].append(header_rule(self.tokens))
        yield from header

    def contacts(self, rows: Iterable[Iterable[Contact]]) -> Iterator[Element]:
        for number, row in enumerate(rows):
            if number:
                yield self.runs.line_break()
            yield from self.joined(contact.line for contact in row)

    def joined(self, lines: Iterable[Line]) -> Iterator[Element]:
        """The runs of ``lines``; a separator may end a printed line but not begin one."""
        for number, line in enumerate(lines):
            if number:
                yield self.runs.text(f"{_NO_BREAK}{self.tokens.header.separator} ")
            yield from self.runs.line(line)

    def section(self, section: Section) -> list[Element]:
        heading = self.set("Heading1", section.title)
        if section.break_before:
            heading[0].insert(1, element("pageBreakBefore"))
        content = [self.set("BodyText", text) for text in section.text]
        content += [part for entry in section.entries for part in self.entry(entry, "Heading2")]
        lists = [*self.bullets(section.bullets), *self.facts(section.facts)]
        if section.entries and lists:
            _space_before(lists[0], self.space("entry"))
        content += lists
        if content:
            # The heading says how far below it the section begins.
            _space_before(content[0], 0)
        return [heading, *content]

    def entry(self, entry: Entry, heading: str) -> Iterator[Element]:
        head = list(self.head(entry, heading))
        content = [self.set("BodyText", text) for text in entry.summary]
        content += [*self.bullets(entry.bullets), *self.facts(entry.facts)]
        if entry.keywords is not None:
            content.append(self.set("Keywords", entry.keywords))
        content += [part for role in entry.roles for part in self.entry(role, "Heading3")]
        if not content:
            # Nothing to be kept with: a list of bare entries may break between any two.
            head[-1][0].insert(1, element("keepNext", val=0))
        yield from (*head, *content)

    def head(self, entry: Entry, heading: str) -> Iterator[Element]:
        """Title and dates over organization and location; what is absent leaves no gap."""
        place = entry.location
        aside = self.aside(entry.dates, "Dates")
        if entry.dates is None and entry.organization is None:
            aside, place = self.aside(place, "Location"), None
        yield _paragraph(heading, chain(self.runs.line(entry.title), aside))
        if entry.organization is not None:
            organization = self.runs.line(entry.organization, "Organization")
            yield _paragraph("EntryDetails", chain(organization, self.aside(place, "Location")))
        elif place is not None:
            yield _paragraph("EntryDetails", self.runs.line(place, "Location"))
        details = [*entry.details, *([entry.url] if entry.url else [])]
        if details:
            yield _paragraph("EntryDetails", self.joined(details))

    def aside(self, line: Line | None, style: str) -> Iterator[Element]:
        """``line`` at the right margin, or in the line where the theme says so."""
        if line is None:
            return
        inline = self.tokens.entries.dates == "inline"
        yield self.runs.text(", ", style) if inline else self.runs.tab()
        yield from self.runs.line(line, style, bold=False)

    def bullets(self, bullets: Iterable[Bullet], style: str = "ListBullet") -> Iterator[Element]:
        for bullet in bullets:
            yield self.set(style, bullet.line)
            yield from self.bullets(bullet.bullets, "ListBullet2")

    def facts(self, facts: Iterable[Fact]) -> Iterator[Element]:
        columns = self.tokens.facts.layout == "columns"
        for fact in facts:
            colon = [self.runs.text(":" if columns else ": ", "FactLabel")]
            aside = [self.runs.tab()] if columns else []
            label = self.runs.line(fact.label, "FactLabel")
            yield _paragraph("Fact", chain(label, colon, aside, self.runs.line(fact.text)))

    def footer(self) -> Iterator[Element]:
        """The runs of the footer: who it is, and fields that count the pages."""
        if self.tokens.footer.show == "name-and-pages":
            yield from self.runs.line(self.outline.name)
            yield self.runs.text(" · ")
        for part in re.split(r"(\{pages?\})", self.outline.words.page):
            if part in _COUNTS:
                yield from self.runs.field(_COUNTS[part], "1")
            elif part:
                yield self.runs.text(part)


def _paragraph(style: str, runs: Iterable[Element]) -> Element:
    return element("p", [element("pPr", [element("pStyle", val=style)]), *runs])


def _space_before(paragraph: Element, space: float) -> None:
    """Set the space before ``paragraph``, in points, whatever its style says."""
    paragraph[0].append(element("spacing", before=twips(space)))
