"""Paragraphs and runs: lines as runs with character styles, fields for links, and directions."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple, Self

from cvrender.case_mapping import needs_more_letters, upper
from cvrender.inline import Span
from cvrender.outline import Line, Role
from cvrender.renderers.bidi import directional_runs, is_rtl
from cvrender.renderers.no_break import unbroken_pairs
from cvrender.renderers.word.formatting import ParagraphFormat, RunFormat
from cvrender.renderers.word.xml import Xml, element, text

_QUOTED = str.maketrans({'"': "%22", "\\": "%5C"})
"""What would end or change the quoted argument of a field code."""
_NO_BREAK = "\u00a0"
_LONGEST_CHIP = 40
"""Characters of what one line surely takes."""
_STYLED = re.compile('(<w:rStyle w:val=")')
_SPACED = frozenset(("dates", "closing", "letter-date"))
"""The roles of lines whose blanks stay as they are: programs look for dates, which hardly wrap."""
_PLAIN = RunFormat()


class Paragraph(NamedTuple):
    """A paragraph (``w:p``, 17.3.1.22): its direct formatting and its runs."""

    format: ParagraphFormat
    runs: tuple[Xml, ...]

    def formatted(self, **changes: Any) -> Self:
        """A copy with these fields of its direct formatting set."""
        return self._replace(format=self.format._replace(**changes))

    def preceded(self, *runs: Xml) -> Self:
        """A copy that begins with ``runs``."""
        return self._replace(runs=(*runs, *self.runs))

    def placed(self, place: str) -> Self:
        """A copy in the styles of this name whose ids begin with ``place``."""
        runs = tuple(Xml(_STYLED.sub(rf"\1{place}", run)) for run in self.runs)
        return self.formatted(style=f"{place}{self.format.style}")._replace(runs=runs)

    def element(self) -> Xml:
        return element("w:p", self.format.element(), *self.runs)


class Runs(NamedTuple):
    """Run factory: lines of the Outline → runs (``w:r``), for one document.

    In its methods, ``style`` is the id of a character style, and ``bold=False`` takes off the
    weight of the paragraph's style.
    """

    rtl: bool
    """Whether the document reads from right to left."""
    separator: str
    """Stands between joined lines."""
    capitals: frozenset[Role]
    """The roles of lines that a style sets in capitals."""
    language: str
    """That of the document (BCP 47)."""
    link: str = "Hyperlink"
    """The character style of links."""
    strong: str | None = None
    """The character style of bold spans, where they differ in more than their weight."""

    def line(self, line: Line, style: str | None = None, bold: bool | None = None) -> Iterator[Xml]:
        """The runs of ``line``; links become complex fields, which old programs read too."""
        rtl = self.runs_rtl(line)
        for url, spans in groupby(self._written(line), key=lambda span: span.url):
            shown = [run for span in spans for run in self._span(span, rtl, style, bold)]
            yield from shown if url is None else _link(url, shown)

    def runs_rtl(self, line: Line) -> bool:
        """Whether ``line`` reads from right to left, whatever the document does."""
        return line.direction("rtl" if self.rtl else "ltr") == "rtl"

    def _written(self, line: Line) -> tuple[Span, ...]:
        """The spans of ``line``: in capitals where a style's would be wrong, and pairs unbroken."""
        by_hand = line.role in self.capitals and needs_more_letters(str(line), self.language)
        if by_hand:
            return tuple(s._replace(text=upper(s.text, self.language)) for s in line.spans)
        if line.role in _SPACED:
            return line.spans
        return tuple(s._replace(text=unbroken_pairs(s.text)) for s in line.spans)

    def _span(self, span: Span, rtl: bool, style: str | None, bold: bool | None) -> Iterator[Xml]:
        style = style or (self.strong if span.bold else None)
        style = "Code" if span.code else self.link if span.url else style
        # An address reads left to right everywhere, a telephone number too, and code.
        is_address = span.url is not None or span.code
        base = rtl and (not is_address or any(map(is_rtl, span.text)))
        italic = span.italic or None
        looks = RunFormat(style=style, bold=span.bold or bold, italic=italic, cs_italic=italic)
        for words, is_right in directional_runs(span.text, base):
            yield run(_preserved("w:t", words), self._directed(looks) if is_right else looks)

    def _directed(self, looks: RunFormat) -> RunFormat:
        """``looks`` from right to left, without a title's spacing: it tears joined letters apart.

        In a document from right to left no title has any.
        """
        return looks._replace(rtl=True, spacing=None if self.rtl else 0)

    def chips(self, line: Line) -> Iterator[Xml]:
        """The runs of what ``line`` lists, each on its ground and, unless it is long, unbroken."""
        side = self.text(_NO_BREAK, "Chip")
        for number, part in enumerate(line.listed()):
            if number:
                yield self.text(" ")
            if len(str(part)) <= _LONGEST_CHIP:
                spans = (s._replace(text=s.text.replace(" ", _NO_BREAK)) for s in part.spans)
                part = part._replace(spans=tuple(spans))
            yield from (side, *self.line(part, "Chip"), side)

    def joined(self, lines: Iterable[Line]) -> Iterator[Xml]:
        """The runs of ``lines``, separated."""
        return self.separated(self.line(line) for line in lines)

    def separated(self, parts: Iterable[Iterable[Xml]]) -> Iterator[Xml]:
        """The runs of ``parts``; a separator may end a printed line but not begin one."""
        for number, part in enumerate(parts):
            if number:
                yield self.text(f"{_NO_BREAK}{self.separator} ")
            yield from part

    def text(self, words: str, style: str | None = None, bold: bool | None = None) -> Xml:
        """A run of words that are not the author's."""
        looks = RunFormat(style=style, bold=bold, rtl=self.rtl or None)
        return run(_preserved("w:t", words), looks)

    def field(self, code: str, shown: str) -> Iterator[Xml]:
        """A complex field; ``shown`` is its result until Word updates it."""
        return _field(code, [self.text(shown)])


def paragraph(style: str, runs: Iterable[Xml]) -> Paragraph:
    """A paragraph in the paragraph style of this id."""
    return Paragraph(ParagraphFormat(style=style), tuple(runs))


def empty() -> Paragraph:
    """A paragraph without words, in the style Normal."""
    return paragraph("Normal", ())


def run(content: Xml, looks: RunFormat = _PLAIN) -> Xml:
    """``w:r`` (17.3.2.25)."""
    return element("w:r", looks.element(), content)


def _preserved(tag: str, words: str) -> Xml:
    """``w:t`` or ``w:instrText`` that keeps its white space."""
    return element(tag, text(words), **{"xml:space": "preserve"})


def _link(url: str, shown: list[Xml]) -> Iterator[Xml]:
    return _field(f'HYPERLINK "{url.translate(_QUOTED)}"', shown)


def _field(code: str, shown: list[Xml]) -> Iterator[Xml]:
    """A complex field (17.16.18)."""
    yield run(element("w:fldChar", fldCharType="begin"))
    yield run(_preserved("w:instrText", f" {code} "))
    yield run(element("w:fldChar", fldCharType="separate"))
    yield from shown
    yield run(element("w:fldChar", fldCharType="end"))


TAB = run(element("w:tab"))
LINE_BREAK = run(element("w:br"))
