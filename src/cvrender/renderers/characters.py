"""Which characters each glyph of a PDF stands for, where a font has more to say than one for one.

WeasyPrint gives each glyph the text of the cluster in which it is drawn first. Where several glyphs
make a cluster (the vowels of Hindi, accents set over letters), one of them gets all of its text and
stands for that ever after, and characters without a glyph (joiners) get lost. Here each occurrence
of a glyph says what it stands for: where that differs from the first, by another code for the same
glyph (ISO 32000-1, 9.7.4.3: CIDToGIDMap).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Codes", "glyph_maps", "told"]

_INTRICATE = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0590-\u11ff\u1700-\u1cff\u1ab0-\u1aff\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u20d0-\u20ff\u3099\u309a\ua880-\uabff\ufb1d-\ufeff\U00010800-\U0001efff]"
)
"""Scripts, marks and joiners of which several characters may make several glyphs together."""
_GLYPHS = re.compile(rb"(?<=<)(?:[0-9a-f]{4})+(?=>)")
_NOTHING = "\u2060"  # a reader of the page drops it; of no text at all PDFium shows the code


class _Piece(str):
    """The text of a glyph, and where in the line it starts and ends, in bytes."""

    __slots__ = ("end", "start")
    start: int
    end: int


class _Bytes(bytes):
    """A line in UTF-8 whose slices know where they come from."""

    def __getitem__(self, key: Any) -> Any:
        return _Slice(self, key.start, key.stop)


class _Slice(NamedTuple):
    line: bytes
    start: int
    end: int

    def decode(self) -> _Piece:
        piece = _Piece(bytes(self.line)[self.start : self.end].decode())
        piece.start, piece.end = self.start, self.end
        return piece


class _Line(str):
    """A line whose bytes know where they stand."""

    __slots__ = ()

    def encode(self, *options: str) -> bytes:
        return _Bytes(super().encode(*options))


class _Shown(str):
    """The text of a line that is drawn even if it is a blank alone.

    WeasyPrint leaves such a line out, and between bold and italic words a gap is no blank to pypdf.
    """

    __slots__ = ()

    def strip(self, *options: Any) -> str:
        return str(self)


@dataclass(slots=True)
class _Drawn:
    """A glyph as it is drawn once."""

    font: Any
    glyph: int
    start: int
    end: int


class Codes(dict[int, str]):
    """What the codes of a font stand for: WeasyPrint's ``Font.to_unicode``.

    While ``drawn`` is a list, each glyph is asked for anew, and what is told is kept there.
    """

    drawn: list[_Drawn] | None = None

    def __init__(self, font: Any) -> None:
        self.font = font
        self.glyphs: dict[int, int] = {}
        """The glyphs of the codes that are none themselves."""
        self.others: dict[tuple[int, str], int] = {}

    def __contains__(self, glyph: object) -> bool:
        return Codes.drawn is None and super().__contains__(glyph)

    def __setitem__(self, glyph: int, text: str) -> None:
        if Codes.drawn is not None and isinstance(text, _Piece):
            Codes.drawn.append(_Drawn(self.font, glyph, text.start, text.end))
        else:
            super().__setitem__(glyph, text)

    def code(self, glyph: int, text: str) -> int:
        """The code with which ``glyph`` stands for ``text``."""
        first = self.setdefault(glyph, "".join(filter(_is_visible, text)) or text)
        if first == text or "glyf" not in self.font.tables:
            return glyph
        code = self.others.setdefault((glyph, text), self.font.glyph_count + len(self.others))
        self.glyphs[code] = glyph
        self.font.widths[code] = self.font.widths[glyph]
        super().__setitem__(code, text)
        return code


def told(draw_first_line: Callable[..., Any]) -> Callable[..., Any]:
    """WeasyPrint's drawing of a line, after which each of its glyphs says what it stands for."""

    def draw(stream: Any, textbox: Any, *options: Any) -> Any:
        layout = textbox.pango_layout
        textbox.text = _Shown(textbox.text)
        if not _INTRICATE.search(layout.text):
            return draw_first_line(stream, textbox, *options)
        before, shown = len(stream.stream), layout.text
        Codes.drawn, layout.text = [], _Line(shown)
        try:
            result = draw_first_line(stream, textbox, *options)
            drawn = Codes.drawn
        finally:
            Codes.drawn, layout.text = None, shown
        if not drawn or any(each.font.bitmap for each in drawn):
            return result
        codes = iter([code for _, code in sorted(_coded(drawn, shown.encode()))])
        for at in range(before, len(stream.stream)):
            stream.stream[at] = _recoded(stream.stream[at], codes)
        return result

    return draw


def _recoded(operator: Any, codes: Iterator[int]) -> Any:
    if not (isinstance(operator, bytes) and operator.endswith(b"TJ")):
        return operator
    return _GLYPHS.sub(
        lambda run: b"".join(b"%04x" % next(codes) for _ in range(len(run[0]) // 4)), operator
    )


def _coded(drawn: list[_Drawn], line: bytes) -> Iterator[tuple[int, int]]:
    """The number of each glyph in the order of drawing, and its code."""
    starts = sorted({each.start for each in drawn})
    ends = dict(zip(starts, [*starts[1:], len(line)], strict=False))
    for start, group in groupby(enumerate(drawn), key=lambda pair: pair[1].start):
        cluster = list(group)
        text = line[0 if start == starts[0] else start : ends[start]].decode()
        pieces = _pieces(text, len(cluster))
        if any(unicodedata.bidirectional(char) in ("R", "AL") for char in text):
            pieces = ["".join(filter(_is_visible, text)), *[_NOTHING] * (len(cluster) - 1)]
        for (number, each), piece in zip(cluster, pieces, strict=True):
            yield number, each.font.to_unicode.code(each.glyph, piece)


def _pieces(text: str, count: int) -> list[str]:
    """``text`` shared out to ``count`` glyphs, in order."""
    most = count - 1
    pieces = [*text[:most], text[most:]]
    return [piece or _NOTHING for piece in (pieces + [""] * count)[:count]]


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) != "Cf"


def glyph_maps(fonts: Iterable[Any]) -> Iterator[tuple[bytes, bytes]]:
    """For each font that needs one: its name and, two bytes a code, the glyphs of its codes."""
    for font in fonts:
        if others := getattr(font.to_unicode, "glyphs", {}):
            codes = range(max(others) + 1)
            numbers = (others.get(code, min(code, font.glyph_count - 1)) for code in codes)
            yield font.name, b"".join(number.to_bytes(2, "big") for number in numbers)
