"""Body: Outline → paragraphs, each in its style; and the whole Word file."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from cvrender.renderers import line_fit
from cvrender.renderers.name_block import NameBlock
from cvrender.renderers.word.document import add_footer, add_paragraphs, file_bytes, new_document
from cvrender.renderers.word.header import Header
from cvrender.renderers.word.numbering import LIST_STYLES
from cvrender.renderers.word.runs import LINE_BREAK, TAB, Paragraph, Runs, paragraph
from cvrender.renderers.word.theme_part import WordTheme
from cvrender.theme.tokens import to_points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cvrender.outline import Bullet, Entry, Fact, Line, Outline, Section
    from cvrender.renderers.word.xml import Xml
    from cvrender.theme import Theme
    from cvrender.theme.tokens import Tokens

_LISTS = tuple(LIST_STYLES)
_COUNTS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def render(outline: Outline, theme: Theme) -> bytes:
    """The bytes of a .docx file; the same Outline and Theme give the same bytes.

    Raises CvrenderError when the photo is in no format that Word shows.
    """
    block = NameBlock.of(outline, theme.tokens)
    tokens = block.with_name_size(theme.tokens)
    word_theme = WordTheme(theme)
    runs = Runs(outline.direction == "rtl", tokens.header.separator)
    document = new_document(outline, tokens, word_theme)
    body = _Body(outline, tokens, word_theme, runs)
    header = Header(outline, block, tokens, word_theme, runs)
    sections = body.sections(header.overhang())
    add_paragraphs(document, (*header.paragraphs(document.part), *sections))
    if tokens.footer.show != "none":
        add_footer(document, paragraph("Footer", body.footer()))
    return file_bytes(document)


class _Body:
    """Sections → paragraphs, in reading order."""

    def __init__(self, outline: Outline, tokens: Tokens, theme: WordTheme, runs: Runs) -> None:
        self.outline = outline
        self.tokens = tokens
        self.family = theme.minor.family
        self.runs = runs

    def sections(self, below: float) -> Iterator[Paragraph]:
        """The sections, the first of them ``below`` points farther down than the theme says."""
        space = max(self.space("header"), self.space("section")) + below
        for section in self.outline.sections:
            heading, *content = self.section(section)
            if section.break_before:
                heading, space = heading.formatted(page_break_before=True), 0
            if space != self.space("section"):
                heading = heading.formatted(space_before=space)
            space = self.space("section")
            yield from (heading, *content)

    def space(self, name: str) -> float:
        return to_points(getattr(self.tokens.spacing, name))

    def styled(self, style: str, line: Line) -> Paragraph:
        return paragraph(style, self.runs.line(line))

    def section(self, section: Section) -> list[Paragraph]:
        content = [self.styled("BodyText", text) for text in section.text]
        content += [part for entry in section.entries for part in self.entry(entry, "Heading2")]
        # Short facts, which a sidebar sets below each other, fill a line here.
        is_side = section.kind in self.tokens.sidebar.sections
        running = is_side and line_fit.are_brief(section.facts, self.tokens)
        lists = self.lists(section.bullets, section.facts, running)
        if section.entries and lists:
            lists[0] = lists[0].formatted(space_before=self.space("entry"))
        content += lists
        if content:
            # The space below a section's title is its style's alone.
            content[0] = content[0].formatted(space_before=0)
        return [self.styled("Heading1", section.title), *content]

    def entry(self, entry: Entry, heading: str) -> Iterator[Paragraph]:
        head = list(self.head(entry, heading))
        content = [self.styled("BodyText", text) for text in entry.summary]
        content += self.lists(entry.bullets, entry.facts)
        if entry.keywords is not None:
            if content:
                content[-1] = content[-1].formatted(keep_with_next=True)
            content.append(self.styled("Keywords", entry.keywords))
        roles = [part for role in entry.roles for part in self.entry(role, "Heading3")]
        if roles and not content:
            roles[0] = roles[0].formatted(space_before=self.space("paragraph"))
        content += roles
        if not content:
            # A list of entries without content may break between any two.
            head[-1] = head[-1].formatted(keep_with_next=False)
        yield from (*head, *content)

    def head(self, entry: Entry, heading: str) -> Iterator[Paragraph]:
        """Title and dates over organization and location; what is absent leaves no gap."""
        place = entry.location
        aside, style = entry.dates, "Dates"
        if entry.dates is None and entry.organization is None:
            aside, style, place = place, "Location", None
        yield self.with_aside(heading, entry.title, None, aside, style)
        if entry.organization is not None:
            yield self.with_aside(
                "EntryDetails", entry.organization, "Organization", place, "Location"
            )
        elif place is not None:
            yield paragraph("EntryDetails", self.runs.line(place, "Location"))
        details = [*entry.details, *([entry.url] if entry.url else [])]
        if details:
            runs = self.runs._replace(strong="Strong")
            yield paragraph("EntryDetails", runs.joined(details))

    def with_aside(
        self, style: str, words: Line, words_style: str | None, aside: Line | None, aside_style: str
    ) -> Paragraph:
        """A line with ``aside`` (dates, a place) at the right margin, or behind its words.

        Where the words leave it no room it stands in a line of its own: half of it would wrap.
        """
        if aside is None:
            return paragraph(style, self.runs.line(words, words_style))
        if self.tokens.entries.dates == "inline":
            between = [self.runs.text(", ", aside_style)]
        elif line_fit.end_in_one_line(words, aside, self.tokens, self.family):
            between = [TAB]
        else:
            between = [LINE_BREAK, TAB]
        end = self.runs.line(aside, aside_style, bold=False)
        return paragraph(style, chain(self.runs.line(words, words_style), between, end))

    def lists(
        self, bullets: Iterable[Bullet], facts: Iterable[Fact], running: bool = False
    ) -> list[Paragraph]:
        """Bullets, then facts; each list begins with the space of a paragraph.

        Its first two and its last two items stay on one page.
        """
        both = [list(self.bullets(bullets)), list(self.facts(facts, running))]
        for items in filter(None, both):
            items[0] = items[0].formatted(space_before=self.space("paragraph"))
            for index in {0, len(items) - 2} if len(items) > 1 else ():
                items[index] = items[index].formatted(keep_with_next=True)
        return list(chain.from_iterable(both))

    def bullets(self, bullets: Iterable[Bullet], level: int = 0) -> Iterator[Paragraph]:
        style = _LISTS[min(level, len(_LISTS) - 1)]
        for bullet in bullets:
            yield self.styled(style, bullet.line)
            yield from self.bullets(bullet.bullets, level + 1)

    def facts(self, facts: Iterable[Fact], running: bool) -> Iterator[Paragraph]:
        each = [list(self.fact(fact)) for fact in facts]
        if each and (running or self.tokens.facts.layout == "run"):
            yield paragraph("Fact", self.runs.separated(each))
        else:
            yield from (paragraph("Fact", runs) for runs in each)

    def fact(self, fact: Fact) -> Iterator[Xml]:
        columns = self.tokens.facts.layout == "columns"
        yield from self.runs.line(fact.label, "FactLabel")
        yield self.runs.text(":" if columns else ": ", "FactLabel")
        if columns:
            yield TAB
        yield from self.runs.line(fact.text)

    def footer(self) -> Iterator[Xml]:
        """The name, if the theme shows it, and the page numbers as fields."""
        if self.tokens.footer.show == "name-and-pages":
            yield from self.runs.line(self.outline.name)
            yield self.runs.text(" · ")
        for part in re.split(r"(\{pages?\})", self.outline.language.page):
            if part in _COUNTS:
                yield from self.runs.field(_COUNTS[part], "1")
            elif part:
                yield self.runs.text(part)
