"""The Word file of an Outline in a template: what stands before the CV, the CV, and what follows.

The CV is one column, in the order in which it is read; pages, headers and footers are theirs.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart

from cvrender.extract.word_paragraphs import paragraphs
from cvrender.outline import Outline
from cvrender.outline.placeholders import is_place, words
from cvrender.renderers.base import shown
from cvrender.renderers.name_block import NameBlock
from cvrender.renderers.word.body import Body
from cvrender.renderers.word.carried import carry
from cvrender.renderers.word.columns import Columns
from cvrender.renderers.word.document import add_properties, file_bytes, parsed
from cvrender.renderers.word.formatting import language_tags
from cvrender.renderers.word.header import Header
from cvrender.renderers.word.numbering import BulletList, numbering
from cvrender.renderers.word.runs import Paragraph, Runs
from cvrender.renderers.word.styles import listed
from cvrender.renderers.word.template import placeholders
from cvrender.renderers.word.template.looks import Looks, TheirTheme, number, tokens
from cvrender.renderers.word.template.package import opened
from cvrender.renderers.word.template.styles import Styles, related
from cvrender.renderers.word.xml import declared, element
from cvrender.theme import Theme

_CELL_MARGINS = 10.8
"""Points beside the words of a cell, where a table does not say it (17.4.43)."""
_DRAWN = qn("wp:docPr")
_PAPER, _MARGIN, _GAP = 595.3, 72.0, 36.0
"""The width of the paper, its margins, and the gap between columns, where none is said."""
_NARROWEST = 72.0


def render(outline: Outline, theme: Theme) -> bytes:
    """The bytes of a .docx file; the same Outline and Theme give the same bytes.

    Raises SourceError where the template cannot be used, CvrenderError when the photo is in no
    format that Word shows.
    """
    assert theme.word_template is not None
    document, _ = opened(theme.word_template)
    body = document.element.body
    here = placeholders.place(body)
    lead = _lead(body, here)
    placeholders.fill(_texts(document), words(outline))
    seen = shown(outline, theme)
    _insert(body, here, _set(document, seen, theme, _width(body, here)))
    add_properties(document.part.package, seen)
    if theme.tokens.files.attachment:
        carry(document, outline, seen, theme.base, lead)
    return file_bytes(document)


def _set(document: Document, outline: Outline, theme: Theme, width: float) -> list[Any]:
    """The paragraphs of the CV, for text that is ``width`` points wide."""
    looks = _looks(document.part)
    known = replace(theme, tokens=tokens(theme.tokens, looks, width))
    made = _Filled(outline, known, looks).blocks(document.part)
    _speak(made, looks, outline)
    _count(made, _texts(document))
    return made


def told(theme: Theme) -> bytes:
    """What is left out of the template, and what is wrong with its placeholders, as JSON.

    Raises SourceError where the template cannot be used.
    """
    assert theme.word_template is not None
    document, left_out = opened(theme.word_template)
    body = document.element.body
    misplaced = [*dict.fromkeys(placeholders.wrong(body, _texts(document)))]
    if placeholders.place(body) is None and not placeholders.holds_nothing(body):
        message = "the Word template does not say where the CV goes, which is set at its end"
        misplaced.append(f"{message}; write `{{{{cv}}}}` in a paragraph of its own")
    return json.dumps([left_out, misplaced]).encode()


class _Filled:
    """The paragraphs of one CV, in the styles of a template."""

    def __init__(self, outline: Outline, theme: Theme, looks: Looks) -> None:
        self.outline, self.tokens = outline, theme.tokens
        self.theme = TheirTheme(theme, looks)
        self.columns = Columns.of(outline, theme.tokens)
        rtl = outline.direction == "rtl"
        ours = listed(self.columns, self.theme, outline)
        self.styles = Styles(ours, looks, rtl)
        capitals = theme.tokens.capitals
        self.runs = Runs(rtl, theme.tokens.header.separator, capitals, outline.language.code)

    def blocks(self, part: DocumentPart) -> list[Any]:
        """The paragraphs as elements; pictures, styles and lists become parts of ``part``."""
        lines = tuple(self._lines(part))
        lists = (BulletList(self.tokens, 0),)
        self.styles.add(part, lines, numbering(lists, self.theme, self.outline))
        return list(parsed(self.styles.all_in(lines)))

    def _lines(self, part: DocumentPart) -> Iterator[Paragraph]:
        block = NameBlock.of(self.outline, self.tokens)
        yield from Header(self.outline, block, self.tokens, self.theme, self.runs).paragraphs(part)
        body = Body(self.outline, self.tokens, self.theme, self.runs)
        yield from body.sections(self.outline.sections, body.space("section"))
        yield from body.closing(part)


def _texts(document: Document) -> list[Any]:
    """The roots of all parts that hold words."""
    package = document.part.package
    return [part.element for part in package.iter_parts() if isinstance(part, XmlPart)]


def _looks(part: DocumentPart) -> Looks:
    themes = (r.target_part for r in part.rels.values() if r.reltype == RELATIONSHIP_TYPE.THEME)
    theme = next(themes, None)
    styles = related(part, RELATIONSHIP_TYPE.STYLES, "styles")
    return Looks(styles.element, None if theme is None else theme.element)


def _lead(body: Any, here: Any | None) -> int:
    """How many paragraphs that hold words stand before the CV."""
    texts = [each.text for each in paragraphs(body)]
    return next(
        (at for at, text in enumerate(texts) if here is not None and is_place(text)), len(texts)
    )


def _width(body: Any, here: Any | None) -> float:
    """That of the text where the CV stands, in points: of a cell, or of its section's columns."""
    cell = None if here is None else next(here.iterancestors(qn("w:tc")), None)
    width = None if cell is None else cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    if width is not None and width.get(qn("w:type")) == "dxa":
        return max(_NARROWEST, _points(width, "w:w", 0) - _CELL_MARGINS)
    section = _section(body, here)
    if section is None:
        return _PAPER - 2 * _MARGIN
    margins, columns = section.find(qn("w:pgMar")), section.find(qn("w:cols"))
    sides = sum(_points(margins, key, _MARGIN) for key in ("w:left", "w:right"))
    room = _points(section.find(qn("w:pgSz")), "w:w", _PAPER) - sides
    return max(_NARROWEST, room if columns is None else _column(columns, room))


def _column(columns: Any, room: float) -> float:
    """The width of a column of text; of those that are not alike, the narrowest."""
    if len(columns):
        return min(_points(each, "w:w", room) for each in columns)
    among, gap = max(1, number(columns, "w:num", 1)), _points(columns, "w:space", _GAP)
    return (room - gap * (among - 1)) / among


def _points(element: Any | None, key: str, otherwise: float) -> float:
    return number(element, key, otherwise * 20) / 20


def _section(body: Any, here: Any | None) -> Any | None:
    """The properties of the section in which the CV stands: they stand at its end."""
    is_behind = here is None
    last = None
    for each in body.iter(qn("w:p"), qn("w:sectPr")):
        is_behind = is_behind or each is here
        if each.tag == qn("w:sectPr"):
            last = each
            if is_behind and here is not None:
                break
    return last


def _speak(made: list[Any], looks: Looks, outline: Outline) -> None:
    """Say the CV's language of its runs, where the template is in another."""
    tags = language_tags(outline.language.word)
    theirs = looks.said(looks.default("paragraph"), "w:rPr/w:lang")
    if theirs is not None and theirs.get(qn("w:val"), "").casefold() == str(tags["val"]).casefold():
        return
    language = element("w:lang", **tags, **declared("w"))
    for run in (run for each in made for run in each.iter(qn("w:r"))):
        run.get_or_add_rPr().append(parse_xml(language))


def _count(made: list[Any], roots: list[Any]) -> None:
    """Give each drawing of the CV a number that no other has."""
    taken = {each.get("id") for root in roots for each in root.iter(_DRAWN)}
    free = (one for one in map(str, count(1)) if one not in taken)
    for drawn in (each for line in made for each in line.iter(_DRAWN)):
        drawn.set("id", next(free))


def _insert(body: Any, here: Any | None, made: list[Any]) -> None:
    """Put the CV in its place; a section that ends there ends behind the CV."""
    if here is None:
        if placeholders.holds_nothing(body):
            for each in body.findall(qn("w:p")):
                body.remove(each)
        at = len(body) - (body.sectPr is not None)
        body[at:at] = made
        return
    around = here.getparent()
    end = here.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    if end is not None:
        made[-1].get_or_add_pPr().append(end)
    at = around.index(here)
    around[at : at + 1] = made
