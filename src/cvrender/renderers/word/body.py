"""Outline → paragraphs of a Word document."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import docx
from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.shared import Mm, Pt

from cvrender.errors import CvrenderError
from cvrender.renderers.word.runs import Runs
from cvrender.renderers.word.template import empty_package, pack
from cvrender.theme import points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document
    from docx.opc.coreprops import CoreProperties
    from docx.text.paragraph import Paragraph

    from cvrender.outline import Bullet, Entry, Fact, Line, Outline, Photo, Section
    from cvrender.theme import Theme, Tokens

__all__ = ["render"]

_PHOTO_HEIGHT = Mm(32)
_LONGEST_PROPERTY = 255
_NO_BREAK = "\u00a0"


def render(outline: Outline, theme: Theme) -> bytes:
    """The bytes of a .docx file; the same Outline and Theme give the same bytes.

    Raises CvrenderError when the photo is in no format that Word shows.
    """
    document = docx.Document(empty_package(outline, theme))
    body = _Body(document, outline, theme.tokens)
    body.header()
    for section in outline.sections:
        body.section(section)
    body.footer()
    _describe(document.core_properties, outline)
    saved = BytesIO()
    document.save(saved)
    with ZipFile(saved) as archive:
        return pack({name: archive.read(name) for name in archive.namelist()})


def _describe(properties: CoreProperties, outline: Outline) -> None:
    """Metadata. A date is written for SOURCE_DATE_EPOCH only: today's would make each file differ."""
    name = _property(str(outline.name))
    properties.author = properties.last_modified_by = name
    properties.title = _property(outline.title)
    properties.subject = _property(str(outline.headline or ""))
    properties.keywords = _property(", ".join(outline.keywords))
    properties.language = outline.language
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        moment = datetime.fromtimestamp(int(epoch), UTC).replace(tzinfo=None)
        properties.created = properties.modified = moment


def _property(text: str) -> str:
    return text if len(text) <= _LONGEST_PROPERTY else text[: _LONGEST_PROPERTY - 1] + "…"


class _Body:
    """Appends the parts of an Outline to an open document, in reading order."""

    def __init__(self, document: Document, outline: Outline, tokens: Tokens) -> None:
        self.document = document
        self.outline = outline
        self.tokens = tokens
        self.runs = Runs(outline.direction == "rtl")
        self.space_before: float | None = None
        """What the next paragraph has before it, in points, if not what its style says."""

    def paragraph(self, style: str) -> Paragraph:
        paragraph = self.document.add_paragraph(style=style)
        if self.space_before is not None:
            paragraph.paragraph_format.space_before = Pt(self.space_before)
            self.space_before = None
        return paragraph

    def set(self, style: str, line: Line) -> Paragraph:
        paragraph = self.paragraph(style)
        self.runs.line(paragraph, line)
        return paragraph

    def header(self) -> None:
        outline = self.outline
        if outline.photo is not None:
            self.photo(outline.photo)
        self.set("Title", outline.name)
        if outline.headline is not None:
            self.set("Subtitle", outline.headline)
        if outline.contacts:
            self.joined("Contacts", [contact.line for contact in outline.contacts])

    def photo(self, photo: Photo) -> None:
        run = self.paragraph("Photo").add_run()
        try:
            picture = run.add_picture(BytesIO(photo.data), height=_PHOTO_HEIGHT)
        except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError) as error:
            raise CvrenderError("Word cannot show the photo", "save it as JPEG or PNG") from error
        picture._inline.docPr.set("descr", photo.alt)

    def joined(self, style: str, lines: Iterable[Line]) -> Paragraph:
        """The lines in one paragraph; a separator may end a printed line but not begin one."""
        paragraph = self.paragraph(style)
        for number, line in enumerate(lines):
            if number:
                self.runs.text(paragraph, f"{_NO_BREAK}{self.tokens.header.separator} ")
            self.runs.line(paragraph, line)
        return paragraph

    def section(self, section: Section) -> None:
        heading = self.set("Heading 1", section.title)
        if section.break_before:
            heading.paragraph_format.page_break_before = True
        self.space_before = 0
        for text in section.text:
            self.set("Body Text", text)
        for entry in section.entries:
            self.entry(entry, "Heading 2")
        if section.entries:
            self.space_before = points(self.tokens.spacing.entry)
        self.bullets(section.bullets)
        self.facts(section.facts)
        self.space_before = None

    def entry(self, entry: Entry, heading: str) -> None:
        head = self.head(entry, heading)
        for text in entry.summary:
            self.set("Body Text", text)
        self.bullets(entry.bullets)
        self.facts(entry.facts)
        if entry.keywords is not None:
            self.set("Keywords", entry.keywords)
        if not (entry.summary or entry.bullets or entry.facts or entry.keywords or entry.roles):
            # Nothing follows to be kept with: a list of bare entries may break between any two.
            head.paragraph_format.keep_with_next = False
        for role in entry.roles:
            self.entry(role, "Heading 3")

    def head(self, entry: Entry, heading: str) -> Paragraph:
        """Title and dates over organization and location; what is absent leaves no gap."""
        paragraph = self.paragraph(heading)
        self.runs.line(paragraph, entry.title)
        if entry.dates is not None:
            self.aside(paragraph, entry.dates, "Dates")
        if entry.organization is not None:
            paragraph = self.paragraph("Entry Details")
            self.runs.line(paragraph, entry.organization, "Organization")
            if entry.location is not None:
                self.aside(paragraph, entry.location, "Location")
        elif entry.location is not None and entry.dates is None:
            self.aside(paragraph, entry.location, "Location")
        elif entry.location is not None:
            paragraph = self.paragraph("Entry Details")
            self.runs.line(paragraph, entry.location, "Location")
        details = [*entry.details, *([entry.url] if entry.url else [])]
        return self.joined("Entry Details", details) if details else paragraph

    def aside(self, paragraph: Paragraph, line: Line, style: str) -> None:
        """Set ``line`` at the right margin, or in the line where the theme says so."""
        self.runs.text(paragraph, "\t" if self.tokens.entries.dates == "right" else ", ", style)
        self.runs.line(paragraph, line, style, bold=False)

    def bullets(self, bullets: tuple[Bullet, ...], style: str = "List Bullet") -> None:
        for bullet in bullets:
            self.set(style, bullet.line)
            self.bullets(bullet.bullets, "List Bullet 2")

    def facts(self, facts: tuple[Fact, ...]) -> None:
        for fact in facts:
            paragraph = self.paragraph("Fact")
            self.runs.line(paragraph, fact.label, "Fact Label")
            self.runs.text(paragraph, ": ", "Fact Label")
            self.runs.line(paragraph, fact.text)

    def footer(self) -> None:
        show = self.tokens.footer.show
        if show == "none":
            return
        paragraph = self.document.sections[0].footer.paragraphs[0]
        if show == "name-and-pages":
            self.runs.line(paragraph, self.outline.name)
            self.runs.text(paragraph, "\t")
        for part in re.split(r"(\{pages?\})", self.outline.words.page):
            if part in _COUNTS:
                self.runs.field(paragraph, _COUNTS[part], "1")
            elif part:
                self.runs.text(paragraph, part)


_COUNTS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
