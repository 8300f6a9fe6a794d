"""A line as Word's runs: styles, links as fields, and the direction of each stretch of text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.text.paragraph import Paragraph

    from cvrender.inline import Span
    from cvrender.outline import Line

__all__ = ["Runs", "stretches"]

_QUOTED = str.maketrans({'"': "%22", "\\": "%5C"})
"""What would end or change the quoted argument of a field code."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Appends runs to paragraphs of a document that reads right to left, or does not."""

    rtl: bool

    def line(
        self, paragraph: Paragraph, line: Line, style: str | None = None, bold: bool | None = None
    ) -> None:
        """Append ``line``, its plain spans in the character style ``style``.

        ``bold=False`` takes the weight of the paragraph's style off the line. A character style
        cannot: bold is a toggle between styles (17.7.3), and programs toggle it differently.
        """
        for url, spans in groupby(line.spans, key=lambda span: span.url):
            if url is None:
                self._spans(paragraph, spans, style, bold)
                continue
            _begin(paragraph, f'HYPERLINK "{url.translate(_QUOTED)}"')
            self._spans(paragraph, spans, "Hyperlink", bold)
            _mark(paragraph, "end")

    def text(self, paragraph: Paragraph, text: str, style: str | None = None) -> None:
        """Append words that are ours."""
        run = paragraph.add_run(text, style)
        if self.rtl:
            run.font.rtl = True

    def field(self, paragraph: Paragraph, code: str, shown: str) -> None:
        """Append a complex field (17.16.18); ``shown`` stands there until Word has counted."""
        _begin(paragraph, code)
        self.text(paragraph, shown)
        _mark(paragraph, "end")

    def _spans(
        self, paragraph: Paragraph, spans: Iterable[Span], style: str | None, bold: bool | None
    ) -> None:
        for span in spans:
            # An address reads left to right everywhere, a telephone number too.
            base = self.rtl and (span.url is None or any(map(_is_rtl, span.text)))
            for text, rtl in stretches(span.text, base):
                run = paragraph.add_run(text, "Code" if span.code else style)
                if span.bold or bold is not None:
                    run.font.bold = run.font.cs_bold = span.bold or bold
                if span.italic:
                    run.font.italic = run.font.cs_italic = True
                if rtl:
                    run.font.rtl = True


def stretches(text: str, rtl: bool) -> Iterator[tuple[str, bool]]:
    """Split ``text`` into parts, each with whether it runs right to left.

    Word takes the direction of digits, spaces and signs from their run. As in UAX #9, they go with
    the letters when those on both sides agree, and with the paragraph when not.
    """
    letters = [_is_rtl(character) for character in text]
    before = accumulate(letters, _latest, initial=rtl)
    after = reversed(list(accumulate(reversed(letters), _latest, initial=rtl)))
    next(before)
    around = zip(text, before, after, strict=False)
    for direction, group in groupby(
        around, key=lambda near: near[1] if near[1] == near[2] else rtl
    ):
        yield "".join(character for character, _, _ in group), bool(direction)


def _latest(held: bool | None, found: bool | None) -> bool | None:
    return held if found is None else found


def _is_rtl(character: str) -> bool | None:
    """The direction of a letter, None for what has none of its own."""
    kind = bidirectional(character)
    return True if kind in ("R", "AL") else False if kind == "L" else None


def _begin(paragraph: Paragraph, code: str) -> None:
    _mark(paragraph, "begin")
    instruction = OxmlElement("w:instrText", {qn("xml:space"): "preserve"})
    instruction.text = f" {code} "
    paragraph.add_run().element.append(instruction)
    _mark(paragraph, "separate")


def _mark(paragraph: Paragraph, kind: str) -> None:
    paragraph.add_run().element.append(OxmlElement("w:fldChar", {qn("w:fldCharType"): kind}))
