"""A line as Word's runs: styles, links as fields, and the direction of each stretch of text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from cvrender.renderers.bidi import left_to_right
from cvrender.renderers.word.xml import element, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from cvrender.inline import Span
    from cvrender.outline import Line

__all__ = ["Runs", "stretches"]

_QUOTED = str.maketrans({'"': "%22", "\\": "%5C"})
"""What would end or change the quoted argument of a field code."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Makes the runs of a document that reads right to left, or does not.

    ``style`` is the id of a character style. ``bold=False`` takes the weight of the paragraph's
    style off: bold is a toggle between styles (17.7.3), so no character style does that everywhere.
    """

    rtl: bool
    link: str = "Hyperlink"
    """The character style of links."""
    strong: str = ""
    """The character style of what is bold, where it differs in more than its weight."""

    def line(self, line: Line, style: str = "", bold: bool | None = None) -> Iterator[Element]:
        """The runs of ``line``; links become complex fields, which old readers read too."""
        for url, spans in groupby(line.spans, key=lambda span: span.url):
            shown = [run for span in spans for run in self.span(span, style, bold)]
            yield from shown if url is None else _link(url, shown)

    def span(self, span: Span, style: str, bold: bool | None) -> Iterator[Element]:
        style = style or (self.strong if span.bold else "")
        style = "Code" if span.code else self.link if span.url else style
        # An address reads left to right everywhere, a telephone number too, and code.
        told = span.url is not None or span.code
        base = self.rtl and (not told or any(map(_is_rtl, span.text)))
        for text, rtl in stretches(span.text, base):
            run = _run(plain_text("t", text), style, span.bold or bold, span.italic, rtl)
            yield run if self.rtl or not rtl else _joined(run)

    def text(self, text: str, style: str = "") -> Element:
        """Words of ours."""
        return _run(plain_text("t", text), style, rtl=self.rtl)

    def tab(self) -> Element:
        return _run(element("tab"))

    def line_break(self) -> Element:
        return _run(element("br"))

    def field(self, code: str, shown: str) -> Iterator[Element]:
        """A complex field; ``shown`` stands there until Word has counted."""
        return _field(code, [self.text(shown)])


def stretches(text: str, rtl: bool) -> Iterator[tuple[str, bool]]:
    """Split ``text`` into parts, each with whether it runs right to left.

    Word takes the direction of digits, spaces and signs from their run. As in UAX #9, they go with
    the letters when those on both sides agree, and with the paragraph when not; those of what
    reads from left to right go with it.
    """
    if text.isascii() and not rtl:
        yield text, False
        return
    letters = [
        False if island else _is_rtl(character)
        for part, island in left_to_right(text)
        for character in part
    ]
    before = _carried(letters, rtl)
    after = reversed(_carried(letters[::-1], rtl))
    sides = [left if left == right else rtl for left, right in zip(before, after, strict=True)]
    for direction, group in groupby(zip(text, sides, strict=True), key=lambda pair: pair[1]):
        yield "".join(character for character, _ in group), direction


def _carried(letters: list[bool | None], start: bool) -> list[bool]:
    """Each direction, or where a character has none, that of the letter before it."""
    carried = []
    for letter in letters:
        start = start if letter is None else letter
        carried.append(start)
    return carried


def _is_rtl(character: str) -> bool | None:
    """The direction of a letter; None for what has none of its own."""
    kind = bidirectional(character)
    return True if kind in ("R", "AL") else False if kind == "L" else None


def _run(
    content: Element,
    style: str = "",
    bold: bool | None = None,
    italic: bool = False,
    rtl: bool = False,
) -> Element:
    looks = []
    if style:
        looks.append(element("rStyle", val=style))
    if bold is not None:
        looks += [element("b", val=int(bold)), element("bCs", val=int(bold))]
    if italic:
        looks += [element("i"), element("iCs")]
    if rtl:
        looks.append(element("rtl"))
    return element("r", [element("rPr", looks), content] if looks else [content])


def _joined(run: Element) -> Element:
    """A run from right to left where titles may be spaced: that would tear joined letters apart."""
    run[0].insert(-1, element("spacing", val=0))
    return run


def _link(url: str, shown: list[Element]) -> Iterator[Element]:
    return _field(f'HYPERLINK "{url.translate(_QUOTED)}"', shown)


def _field(code: str, shown: list[Element]) -> Iterator[Element]:
    """A complex field (17.16.18)."""
    yield _run(element("fldChar", fldCharType="begin"))
    yield _run(plain_text("instrText", f" {code} "))
    yield _run(element("fldChar", fldCharType="separate"))
    yield from shown
    yield _run(element("fldChar", fldCharType="end"))
