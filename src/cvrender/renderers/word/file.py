"""The whole Word file of an Outline: name block, text, sidebar, and what its pages repeat."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from docx.parts.document import DocumentPart

from cvrender import layouts
from cvrender.outline import Outline
from cvrender.renderers.base import shown
from cvrender.renderers.name_block import NameBlock, emphasized
from cvrender.renderers.sidebar import has_photo, sections_beside
from cvrender.renderers.word.body import Body
from cvrender.renderers.word.carried import carry
from cvrender.renderers.word.columns import Columns, Table, has_column
from cvrender.renderers.word.document import (
    add_blocks,
    add_footer,
    add_header,
    file_bytes,
    new_document,
)
from cvrender.renderers.word.drawing import ground, mark
from cvrender.renderers.word.header import Header
from cvrender.renderers.word.heights import Heights
from cvrender.renderers.word.runs import Paragraph, Runs, empty, paragraph
from cvrender.renderers.word.sidebar import Sidebar
from cvrender.renderers.word.styles import listed
from cvrender.renderers.word.theme_part import WordTheme
from cvrender.renderers.word.xml import Xml
from cvrender.theme import Theme, panel
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens

_COUNTS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_LEAST = empty().formatted(line_spacing=0.06)
"""A paragraph that must be there, but holds no words."""
_SURELY = 1.08
"""By so much the estimate of a sidebar's height may be wrong."""

_OVERLAP = 1
"""Points by which the band covers the panel: programs show a line between two that only meet."""


def render(outline: Outline, theme: Theme) -> bytes:
    """The bytes of a .docx file; the same Outline and Theme give the same bytes.

    Raises CvrenderError when the photo is in no format that Word shows.
    """
    if theme.word_template is not None and outline.letter is None:
        from cvrender.renderers.word.template.file import render as filled  # few themes have one

        return filled(outline, theme)
    file = _File(emphasized(shown(outline, theme), theme.tokens), theme)
    document = new_document(file.outline, file.columns, file.theme)
    add_blocks(document, file.blocks(document.part))
    add_header(document, file.columns.page, file.behind_later_pages())
    if theme.tokens.footer.show != "none":
        add_footer(document, file.footer())
    if theme.tokens.files.attachment and outline.letter is None:
        carry(document, outline, file.outline, theme.name)
    return file_bytes(document)


class _File:
    """The blocks of one Word file."""

    def __init__(self, outline: Outline, theme: Theme) -> None:
        self.outline, self.theme = outline, WordTheme(theme)
        above, taken = _above(outline, theme.tokens)
        block = NameBlock.of(above, theme.tokens, taken)
        tokens = block.with_name_size(theme.tokens)
        self.columns = Columns.of(outline, tokens)
        rtl, language = outline.direction == "rtl", outline.language.code
        self.runs = Runs(rtl, tokens.header.separator, tokens.capitals, language)
        self.body = Body(outline, self.columns.text, self.theme, self.runs)
        self.above_columns = self.body.space("header") + self.body.space("section")
        spare = self.above_columns if self.columns.side else 0
        indents = self.columns.name_indents
        self.name_block = Header(above, block, tokens, self.theme, self.runs, indents, spare)

    def blocks(self, part: DocumentPart) -> Iterator[Paragraph | Table]:
        """What the body holds; pictures become parts of ``part``."""
        lines = self.name_block.paragraphs(part)
        lines[0] = lines[0].preceded(*self._marks())
        if self.columns.side is None:
            yield from lines
            if self.outline.letter is not None:
                from cvrender.renderers.word.letter import Letter  # few files are one

                letter = Letter(self.outline, self.columns.text, self.theme, self.runs)
                block = self.name_block
                yield from letter.paragraphs(part, block.end(), block.overhang())
                return
            header, section = self.body.space("header"), self.body.space("section")
            space = max(header, section) + self.name_block.overhang()
            yield from self.body.sections(self.outline.sections, space)
            yield from self.body.closing(part)
            return
        below_band = max(0, self.name_block.band_height() - _OVERLAP)
        lines[0] = lines[0].preceded(self._panel(below_band))
        lines[-1] = lines[-1].formatted(space_after=self.name_block.overhang())
        yield from lines
        yield from self._columns(self.above_columns, part)

    def _marks(self) -> Iterator[Xml]:
        """Where a letter is folded."""
        letter = self.outline.letter
        color = self.theme.color(self.columns.page.colors.rule).in_drawings
        for number, top in enumerate(layouts.load(letter.layout).fold_marks if letter else ()):
            yield mark(number, to_points(top), color)

    def _columns(self, space: float, part: DocumentPart) -> Iterator[Paragraph | Table]:
        """Sidebar and text ``space`` points below the name block, and the text that goes on."""
        tokens = self.columns.side
        assert tokens is not None
        aside = sections_beside(self.outline, self.columns.page)
        sidebar = Sidebar(self.outline, tokens, self.theme, self.runs)
        side = tuple(sidebar.paragraphs(aside, part, space))
        sections = self.outline.sections[len(aside) :]
        begun = [each._replace(break_before=False) for each in sections[:1]]
        text = (
            *self.body.sections((*begun, *sections[1:]), space),
            *self.body.closing(part),
        )
        color = self.theme.color(tokens.colors.panel)
        if self.columns.holds_all:
            for number, page in enumerate(_pages(text)):
                yield from (_LEAST.formatted(page_break_before=True),) if number else ()
                yield Table(self.columns, color, () if number else side, page)
            yield _LEAST
            return
        end = self._end(side, text)
        yield Table(self.columns, color, side, text[:end])
        yield from text[end:] or (_LEAST,)

    def _end(self, side: tuple[Paragraph, ...], text: tuple[Paragraph, ...]) -> int:
        """How much of ``text`` stands beside the sidebar: as few entries as are as high.

        Word keeps titles with what follows them, and breaks pages, in no table.
        """
        styles = {style.id: style for style in listed(self.columns, self.theme, self.outline)}
        family = self.theme.minor.family
        assert self.columns.side is not None
        wanted = Heights(styles, self.columns.side, family).of(side) * _SURELY
        heights, filled = Heights(styles, self.columns.text, family), 0.0
        before: str | None = None
        for at, line in enumerate(text):
            begins = line.format.style in ("Heading1", "Heading2") and before != "Heading1"
            if line.format.page_break_before or (begins and filled >= wanted):
                return at
            filled, before = filled + heights.of([line]), line.format.style
        return len(text)

    def behind_later_pages(self) -> tuple[Xml, ...]:
        """The panel of the pages but the first."""
        return () if self.columns.side is None else (self._panel(0, 2),)

    def _panel(self, top: float, number: int = 1) -> Xml:
        color = self.theme.color(panel.inks(self.columns.page).panel)
        return ground(self.columns.panel(top), color.in_drawings, number)

    def footer(self) -> Paragraph:
        """The name, if the theme shows it, and the page numbers as fields."""
        return paragraph("Footer", self._footer())

    def _footer(self) -> Iterator[Xml]:
        if self.columns.page.footer.show == "name-and-pages":
            as_written = self.runs._replace(capitals=frozenset())
            yield from as_written.line(self.outline.name)
            yield self.runs.text(" · ")
        for part in re.split(r"(\{pages?\})", self.outline.language.page):
            if part in _COUNTS:
                yield from self.runs.field(_COUNTS[part], "1")
            elif part:
                yield self.runs.text(part)


def _pages(text: tuple[Paragraph, ...]) -> Iterator[tuple[Paragraph, ...]]:
    """``text``, parted where the author begins a new page, which no cell of a table can."""
    begins = [at for at, line in enumerate(text) if line.format.page_break_before]
    for start, end in pairwise((0, *begins, len(text))):
        yield tuple(line.formatted(page_break_before=None) for line in text[start:end])


def _above(outline: Outline, tokens: Tokens) -> tuple[Outline, float]:
    """What stands in the name block, and the width that a sidebar takes from it."""
    if not has_column(outline, tokens):
        return outline, 0
    photo = None if has_photo(outline, tokens) else outline.photo
    taken = panel.taken(tokens) if tokens.header.fill == "none" else 0
    return replace(outline, contacts=(), photo=photo), taken
