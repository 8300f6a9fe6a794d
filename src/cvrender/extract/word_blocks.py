"""The Blocks of a Word file that somebody else's program wrote, in reading order.

A paragraph that holds line breaks is several Blocks. Cells of tables are read row by row, a text
box behind the paragraph that it is anchored to, headers first, footers and notes last. Tracked
changes (17.13.5) are taken as accepted; what is hidden is passed over.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain, count
from typing import Any

from cvrender.errors import LostLinesError
from cvrender.extract.base import errors_as
from cvrender.extract.block import Block, numbered
from cvrender.extract.word_looks import Looks, Styles
from cvrender.extract.word_visibility import hidden_runs
from cvrender.extract.word_xml import (
    BODY,
    FALLBACK,
    RELATED,
    STYLES,
    TEXT_BOX,
    W,
    is_on,
    parts,
    place,
    targets,
)
from cvrender.inline import Span

_PARTS = re.compile(r"word/(document|header|footer|footnote|endnote)s?\d*\.xml")
_READ = re.compile(
    r"word/(?:_rels/)?(?:document|header|footer|footnote|endnote)s?\d*\.xml(?:\.rels)?"
)
_ORDER = ("header", "document", "footer", "footnote", "endnote")
_SHAPES = (f"{W}drawing", f"{W}pict", f"{W}background")
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PASSED = {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}instrText"}
_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]*)"')


@errors_as("cannot read the Word file")
def blocks(data: bytes) -> tuple[Block, ...]:
    """The lines of a Word file. Raises LostLinesError where it cannot be read."""
    read = parts(data, _READ.fullmatch)
    if read[BODY].tag != f"{W}document":
        raise LostLinesError("it is Strict Open XML; save it as a Word document of the usual kind")
    reader = _Reader(read.get(STYLES, ()))
    names = sorted(filter(_PARTS.fullmatch, read))
    names.sort(key=lambda name: _ORDER.index(_kind(name)))
    relations = {name: name.replace("word/", "word/_rels/") + ".rels" for name in names}
    found = (reader.part(it, read[it], targets(read.get(relations[it], ()))) for it in names)
    return numbered(chain.from_iterable(found))


def _kind(name: str) -> str:
    return _PARTS.sub(r"\1", name)


class _Reader:
    """Reads the parts of one file; ``numbers`` are those of regions and of tables."""

    def __init__(self, styles: Any) -> None:
        self.xml_styles = styles
        self.styles = Styles(styles)
        self.regions, self.tables = count(), count()

    def part(self, name: str, root: Any, targets: Mapping[str, str]) -> Iterator[Block]:
        from lxml import etree

        etree.strip_elements(root, FALLBACK, with_tail=False)  # copies of what stands there
        has_shapes = next(root.iter(*_SHAPES), None) is not None
        for run in list(hidden_runs(root, self.xml_styles)):
            if _is_gone(run) or not has_shapes:  # white words may stand on a dark shape
                for text in run.findall(f"{W}t"):
                    run.remove(text)
        self.targets = targets
        kind = _kind(name)
        where = "" if kind == "document" else place(kind)
        yield from self.flow(root, Block((), place=where, region=next(self.regions)))

    def flow(self, parent: Any, around: Block) -> Iterator[Block]:
        """The lines of paragraphs and tables below ``parent``."""
        held: list[Any] = []
        for child in parent:
            if child.tag in _PASSED:
                continue
            if child.tag == f"{W}p":
                held.append(child)
                if child.find(f"{W}pPr/{W}rPr/{W}del") is None:  # its mark is kept
                    yield from self.paragraph(held, around)
                    held = []
            elif child.tag == f"{W}tbl":
                yield from self.table(child, around)
                yield replace(around, spans=())
            else:
                yield from self.flow(child, around)
        if held:
            yield from self.paragraph(held, around)

    def table(self, table: Any, around: Block) -> Iterator[Block]:
        number = next(self.tables)
        for row, cells in enumerate(table.iter(f"{W}tr")):
            if next(cells.iterancestors(f"{W}tbl"), None) is not table:
                continue  # of a table inside this one
            for column, cell in enumerate(_within(cells, "tc")):
                place = (number, row, column)
                yield from self.flow(cell, replace(around, cell=place, region=next(self.regions)))

    def paragraph(self, elements: list[Any], around: Block) -> Iterator[Block]:
        """The lines of a paragraph, of several where marks were deleted, and its text boxes."""
        looks = self.styles.of_paragraph(elements[-1])
        pieces = [piece for each in elements for piece in self.runs(each, looks)]
        lines = list(_lines(pieces))
        for line in lines:
            yield _block(line, looks, around)
        if not any(span.text.strip() for line in lines for span, _ in line):
            yield around  # an empty line
        for element in elements:
            for box in element.iter(TEXT_BOX):
                if next(box.iterancestors(TEXT_BOX, f"{W}p")) in elements:
                    beside = replace(around, place="a text box", cell=None)
                    yield from self.flow(box, replace(beside, region=next(self.regions)))

    def runs(self, paragraph: Any, looks: Looks) -> Iterator[tuple[Span, Looks]]:
        """The runs of a paragraph, with their links: of elements, and of fields (17.16.18)."""
        fields: list[list[Any]] = []  # of each its code, and whether that has ended
        for run in _within(paragraph, "r"):
            own = self.styles.of_run(run, looks)
            text = ""
            for mark in run:
                name = str(mark.tag).removeprefix(W)
                if name == "t":
                    text += mark.text or ""
                elif name == "fldChar":
                    _step(fields, mark.get(f"{W}fldCharType"))
                elif name == "instrText" and fields:
                    fields[-1][0] += mark.text or ""
                else:
                    text += _SIGNS.get(name, "")
            in_field = next((m[1] for code, _ in fields if (m := _LINK.match(code))), None)
            url = in_field or self.target(run)
            yield Span(text, bool(own.bold), bool(own.italic), url=url or None), own

    def target(self, run: Any) -> str:
        """The address of the element that ``run`` is linked by; empty without one."""
        for around in run.iterancestors(f"{W}hyperlink", f"{W}fldSimple"):
            if match := _LINK.match(around.get(f"{W}instr", "")):
                return match[1]
            if target := self.targets.get(around.get(RELATED, "")):
                return target
        return ""


def _is_gone(run: Any) -> bool:
    """Whether it is hidden or struck through, and not only in the colour of paper."""
    return any(is_on(run.find(f"{W}rPr"), name) for name in ("vanish", "strike", "dstrike"))


def _step(fields: list[list[Any]], kind: str | None) -> None:
    if kind == "begin":
        fields.append(["", False])
    elif kind == "end" and fields:
        fields.pop()


def _within(element: Any, name: str) -> Iterator[Any]:
    """The runs (``r``) of a paragraph, or the cells (``tc``) of a row.

    Without those of text boxes and those that are deleted; a content control may hold some.
    """
    for child in element:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag not in _PASSED:
            yield from _within(child, name)


def _lines(pieces: list[tuple[Span, Looks]]) -> Iterator[list[tuple[Span, Looks]]]:
    """``pieces`` in lines, where their texts break."""
    line: list[tuple[Span, Looks]] = []
    for span, looks in pieces:
        first, *others = span.text.split("\n")
        line.append((span._replace(text=first), looks))
        for text in others:
            yield line
            line = [(span._replace(text=text), looks)]
    yield line


def _block(line: list[tuple[Span, Looks]], looks: Looks, around: Block) -> Block:
    """A line, which looks as most of its letters do."""
    said = [(span, own) for span, own in line if span.text.strip()]
    longest = max(said, key=lambda pair: len(pair[0].text), default=(None, looks))[1]
    item = looks.item if looks.item is not None and looks.item >= 0 else None
    return replace(
        around,
        spans=tuple(span for span, _ in line if span.text),
        level=looks.level or 0,
        size=(longest.size or 20) / 2,
        item=None if looks.level else item,
        capitals=bool(said) and all(own.caps for _, own in said),
        ruled=bool(looks.ruled),
    )
