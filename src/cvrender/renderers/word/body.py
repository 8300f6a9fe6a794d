"""Outline → paragraphs of a Word document."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn

from cvrender.renderers import name_block, photo_size
from cvrender.renderers.base import moment
from cvrender.renderers.word import band
from cvrender.renderers.word.formatting import twips
from cvrender.renderers.word.package import empty_package, pack
from cvrender.renderers.word.photo import with_photo
from cvrender.renderers.word.runs import Runs
from cvrender.renderers.word.styles import LISTS, header_rule
from cvrender.renderers.word.theme_part import families
from cvrender.renderers.word.xml import element, paragraph
from cvrender.theme.tokens import points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.document import Document
    from docx.opc.coreprops import CoreProperties
    from lxml.etree import _Element as Element

    from cvrender.outline import Bullet, Contact, Entry, Fact, Line, Outline, Section
    from cvrender.theme import Theme
    from cvrender.theme.tokens import Tokens

__all__ = ["render"]

_LONGEST_PROPERTY = 255
_COUNTS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_NO_BREAK = "\u00a0"
_LISTS = tuple(LISTS)
_ORDER = [qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore")]


def render(outline: Outline, theme: Theme) -> bytes:
    """The bytes of a .docx file; the same Outline and Theme give the same bytes.

    Raises CvrenderError when the photo is in no format that Word shows.
    """
    tokens = name_block.fitted(outline, theme.tokens)
    document = docx.Document(empty_package(outline, replace(theme, tokens=tokens)))
    body = _Body(outline, tokens)
    page_setup = document.sections[0]
    paragraphs = band.with_band(list(body.paragraphs()), outline, tokens)
    for part in with_photo(paragraphs, document, outline, tokens):
        page_setup._sectPr.addprevious(part)
    if tokens.footer.show != "none":
        page_setup.footer.paragraphs[0]._p.extend(body.footer())
    _describe(document.core_properties, outline)
    return _saved(document)


def _saved(document: Document) -> bytes:
    """The file, zipped once more: python-docx stamps its members with the time of day."""
    saved = BytesIO()
    document.save(saved)
    with ZipFile(saved) as archive:
        return pack({name: archive.read(name) for name in archive.namelist()})


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
        rtl = outline.direction == "rtl"
        self.runs = Runs(rtl)
        self.contact_runs = Runs(rtl, "ContactLink")

    def paragraphs(self) -> Iterator[Element]:
        yield from self.header()
        space = max(self.space("header"), self.space("section")) + self.below_header()
        for section in self.outline.sections:
            heading, *content = self.section(section)
            if section.break_before:
                _given(heading, element("pageBreakBefore"))
                space = 0
            if space != self.space("section"):
                _spaced(heading, before=space)
            space = self.space("section")
            yield from (heading, *content)

    def below_header(self) -> float:
        """How many points farther than the name block its band, or a photo beside it, reaches."""
        if band.to_the_edges(self.outline, self.tokens):
            return band.BELOW
        if not name_block.photo_beside(self.outline, self.tokens):
            return 0
        photo = photo_size.height(self.outline, self.tokens)
        return max(0, photo - name_block.height(self.outline, self.tokens))

    def space(self, name: str) -> float:
        return points(getattr(self.tokens.spacing, name))

    def set(self, style: str, line: Line) -> Element:
        return paragraph(style, self.runs.line(line))

    def header(self) -> Iterator[Element]:
        header = [self.set("Title", self.outline.name)]
        if self.outline.headline is not None:
            header.append(self.set("Subtitle", self.outline.headline))
        if self.outline.contacts:
            rows = name_block.contact_rows(self.outline, self.tokens)
            header.append(paragraph("Contacts", self.contacts(rows)))
        if self.tokens.header.rule == "below":
            header[-1][0].append(header_rule(self.tokens))
        if self.wraps_beside_photo():
            room = twips(name_block.photo_room(self.outline, self.tokens))
            for line in header:  # all of them: what differs in its edges has a border of its own
                line[0].append(element("ind", right=room))
        yield from header

    def wraps_beside_photo(self) -> bool:
        """Whether the headline would run into a photo at the other margin."""
        wraps = name_block.headline_lines(self.outline, self.tokens) != 1
        return wraps and name_block.photo_beside(self.outline, self.tokens)

    def contacts(self, rows: Iterable[Iterable[Contact]]) -> Iterator[Element]:
        for number, row in enumerate(rows):
            if number:
                yield self.runs.line_break()
            yield from self.joined((contact.line for contact in row), self.contact_runs)

    def joined(self, lines: Iterable[Line], runs: Runs) -> Iterator[Element]:
        """The runs of ``lines``, separated."""
        return self.separated((runs.line(line) for line in lines), runs)

    def separated(self, parts: Iterable[Iterable[Element]], runs: Runs) -> Iterator[Element]:
        """The runs of ``parts``; a separator may end a printed line but not begin one."""
        for number, part in enumerate(parts):
            if number:
                yield runs.text(f"{_NO_BREAK}{self.tokens.header.separator} ")
            yield from part

    def section(self, section: Section) -> list[Element]:
        heading = self.set("Heading1", section.title)
        content = [self.set("BodyText", text) for text in section.text]
        content += [part for entry in section.entries for part in self.entry(entry, "Heading2")]
        # What a sidebar has below each other, a whole page takes in one line.
        aside = section.kind in self.tokens.sidebar.sections and name_block.brief(section.facts)
        lists = self.lists(section.bullets, section.facts, running=aside)
        if section.entries and lists:
            _spaced(lists[0], before=self.space("entry"))
        content += lists
        if content:
            # The heading says how far below it the section begins.
            _spaced(content[0], before=0)
        return [heading, *content]

    def entry(self, entry: Entry, heading: str) -> Iterator[Element]:
        head = list(self.head(entry, heading))
        content = [self.set("BodyText", text) for text in entry.summary]
        content += self.lists(entry.bullets, entry.facts)
        if entry.keywords is not None:
            if content:
                _given(content[-1], element("keepNext"))
            content.append(self.set("Keywords", entry.keywords))
        roles = [part for role in entry.roles for part in self.entry(role, "Heading3")]
        if roles and not content:
            _spaced(roles[0], before=self.space("paragraph"))
        content += roles
        if not content:
            # Nothing to be kept with: a list of bare entries may break between any two.
            _given(head[-1], element("keepNext", val=0))
        yield from (*head, *content)

    def head(self, entry: Entry, heading: str) -> Iterator[Element]:
        """Title and dates over organization and location; what is absent leaves no gap."""
        place = entry.location
        aside, style = entry.dates, "Dates"
        if entry.dates is None and entry.organization is None:
            aside, style, place = place, "Location", None
        yield self.ended(heading, entry.title, "", aside, style)
        if entry.organization is not None:
            yield self.ended("EntryDetails", entry.organization, "Organization", place, "Location")
        elif place is not None:
            yield paragraph("EntryDetails", self.runs.line(place, "Location"))
        details = [*entry.details, *([entry.url] if entry.url else [])]
        if details:
            runs = replace(self.runs, strong="Strong")
            yield paragraph("EntryDetails", self.joined(details, runs))

    def ended(
        self, style: str, words: Line, words_style: str, aside: Line | None, aside_style: str
    ) -> Element:
        """A line that ``aside`` ends: at the right margin, or where the words do.

        It stands below words that leave it no room: half of it would wrap.
        """
        if aside is None:
            return paragraph(style, self.runs.line(words, words_style))
        if self.tokens.entries.dates == "inline":
            between = [self.runs.text(", ", aside_style)]
        elif name_block.both_in_line(words, aside, self.tokens, families(self.tokens).body):
            between = [self.runs.tab()]
        else:
            between = [self.runs.line_break(), self.runs.tab()]
        end = self.runs.line(aside, aside_style, bold=False)
        return paragraph(style, chain(self.runs.line(words, words_style), between, end))

    def lists(
        self, bullets: Iterable[Bullet], facts: Iterable[Fact], running: bool = False
    ) -> list[Element]:
        """Both, each of them as far below what stands before it as a paragraph.

        At a page's edge, two lines of a list stay together.
        """
        both = [list(self.bullets(bullets)), list(self.facts(facts, running))]
        for items in filter(None, both):
            _spaced(items[0], before=self.space("paragraph"))
            for item in (*items[:-1][:1], *items[1:-1][-1:]):
                _given(item, element("keepNext"))
        return list(chain.from_iterable(both))

    def bullets(self, bullets: Iterable[Bullet], level: int = 0) -> Iterator[Element]:
        style = _LISTS[min(level, len(_LISTS) - 1)]
        for bullet in bullets:
            yield self.set(style, bullet.line)
            yield from self.bullets(bullet.bullets, level + 1)

    def facts(self, facts: Iterable[Fact], running: bool) -> Iterator[Element]:
        each = [list(self.fact(fact)) for fact in facts]
        if each and (running or self.tokens.facts.layout == "run"):
            yield paragraph("Fact", self.separated(each, self.runs))
        else:
            yield from (paragraph("Fact", runs) for runs in each)

    def fact(self, fact: Fact) -> Iterator[Element]:
        columns = self.tokens.facts.layout == "columns"
        yield from self.runs.line(fact.label, "FactLabel")
        yield self.runs.text(":" if columns else ": ", "FactLabel")
        if columns:
            yield self.runs.tab()
        yield from self.runs.line(fact.text)

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


def _given(paragraph: Element, flag: Element) -> None:
    """Put ``flag`` among the properties of ``paragraph``, in the order that Word insists on."""
    properties = paragraph[0]
    rank = _ORDER.index(flag.tag)
    before = [child for child in properties if child.tag in _ORDER[:rank]]
    properties.insert(len(before), flag)


def _spaced(paragraph: Element, **space: float) -> None:
    """Set the space ``before`` or ``after`` it, in points, whatever its style says."""
    properties = paragraph[0]
    spacing = properties.find(qn("w:spacing"))
    if spacing is None:
        spacing = element("spacing")
        properties.append(spacing)
    for side, length in space.items():
        spacing.set(qn(f"w:{side}"), str(twips(length)))
