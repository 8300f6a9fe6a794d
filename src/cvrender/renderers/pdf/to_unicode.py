"""Which characters the codes of a PDF stand for, where a font has more to say than one for one.

A reader of a PDF takes each code of a text for the characters that its font's ToUnicode has for it,
sees a blank wherever codes do not adjoin, and turns right-to-left text round, most readers one
character after the other. So each code says one character here, and adjoins its neighbours. A
cluster (what several characters make together: a letter and the marks set over it, a syllable of
Hindi, a ligature) is one new glyph of the font, a composite, and its characters after the first
have blanks, a thousandth of the size wide; right-to-left the last character comes first, and
letters drawn as one share their width. A glyph
that stands for another character elsewhere is a composite of itself alone.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from cvrender.renderers.pdf.composite_glyphs import Composite, added

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Codes", "cleaned", "told"]

_MOST = 0xFFFE
"""The last glyph that a font may have."""
_FIRST_RARE = 0x100
"""Glyphs before it may be letters of lines that are drawn as they are."""
_EM = 1000
"""Units of a PDF in the size of a font; a blank is one wide."""
_PANGO_UNITS = 1024
"""In a pixel."""
_EMPTY, _UNKNOWN = 0x0FFFFFFF, 0x10000000
"""Pango's number of the glyph that is none, and its mark of a character that no font has."""
_LIKE_ASCII = {"\u00a0": " ", "\u2010": "-", "\u2011": "-", "\u037e": ";", "\u212a": "K"}
"""Characters whose glyph may be that of another."""
_LOOKS = "\ufe0e\ufe0f"
"""Which of its looks a character has: that of a letter, that of a picture."""
_PICTURE = re.compile("(?s).[\u200d\ufe0e\ufe0f]*")


class Codes(dict[int, str]):
    """The characters of a font's codes: WeasyPrint's ``Font.to_unicode``.

    A code is a glyph of the font, or of ``composites``.
    """

    def __init__(self, font: Any) -> None:
        self.font = font
        self.composites: dict[int, Composite] = {}
        self.pictures: set[int] = set()
        """Glyphs over which a picture is drawn."""
        self.known: dict[tuple[Composite, str, int], int] = {}

    def plain(self, glyph: int, text: str) -> bool:
        """Whether the glyph's own code says ``text``, from now on where it said nothing yet."""
        return glyph not in self.composites and self.setdefault(glyph, text) == text

    def code(self, composite: Composite, text: str, repeated: int = 0) -> int:
        """The code for ``text`` drawn so.

        Of codes that are the same and close by PDFium takes one alone: ``repeated`` tells them
        apart.
        """
        key = (composite, text, repeated)
        if key not in self.known:
            self.known[key] = code = self.free()
            self.composites[code] = composite
            self.font.widths[code] = round(composite.advance * _EM / self.font.upem)
            self[code] = text
        return self.known[key]

    def free(self) -> int:
        """A number that no glyph has or, where all are taken, one of which there is no need."""
        code = int(self.font.glyph_count) + len(self.composites)
        if code <= _MOST:
            return code
        parts = {part[0] for composite in self.composites.values() for part in composite.parts}
        rare = range(min(_MOST, self.font.glyph_count - 1), _FIRST_RARE, -1)
        return next(code for code in rare if code not in self and code not in parts)


def cleaned(clean: Callable[..., None]) -> Callable[..., None]:
    """WeasyPrint's making of the font file to embed, after which it has the composites."""

    def make(font: Any, to_unicode: Iterable[int], *options: Any) -> None:
        composites = dict(font.to_unicode.composites)
        parts = {part[0] for composite in composites.values() for part in composite.parts}
        clean(font, dict.fromkeys({*to_unicode} - composites.keys() | parts), *options)
        for picture in font.to_unicode.pictures:
            advance = round(font.widths[picture] * font.upem / _EM)
            composites[picture] = Composite((), advance, specks=True)
        if composites:
            font.file_content = added(font.file_content, font.index, composites)

    return make


class _Shown(str):
    """The text of a line that is drawn even if it is a blank alone.

    WeasyPrint leaves such a line out, and between bold and italic words a gap is no blank to pypdf.
    """

    __slots__ = ()

    def strip(self, *options: Any) -> str:
        return str(self)


def told(draw_first_line: Callable[..., Any], pango: Any, ffi: Any) -> Callable[..., Any]:
    """WeasyPrint's drawing of a line, with codes that say what they stand for."""

    def draw(stream: Any, textbox: Any, overflow: str, ellipsis: Any, matrix: Any) -> Any:
        layout = textbox.pango_layout
        textbox.text = _Shown(textbox.text)
        if textbox.text.isascii() or overflow == "ellipsis" or ellipsis != "none":
            return draw_first_line(stream, textbox, overflow, ellipsis, matrix)
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        runs = list(_runs(layout.get_first_line()[0].runs, ffi))
        line, shown, lent = layout.text.encode(), [run.glyphs for run in runs], []
        try:
            for run in runs:
                lent.append(_lent(_Run(run, stream, line, textbox.style["font_size"]).told(), ffi))
                run.glyphs = lent[-1][0]
            return draw_first_line(stream, textbox, overflow, ellipsis, matrix)
        finally:
            for run, glyphs in zip(runs, shown, strict=True):
                run.glyphs = glyphs

    return draw


def _runs(run: Any, ffi: Any) -> Iterator[Any]:
    while run != ffi.NULL:
        yield run.data
        run = run.next


class _Glyph(NamedTuple):
    """A glyph as Pango has placed it, in its units."""

    glyph: int
    width: int
    right: int = 0
    down: int = 0
    cluster: int = 0
    """The first byte of its characters."""


def _lent(glyphs: Iterable[_Glyph], ffi: Any) -> tuple[Any, ...]:
    """Pango's form of ``glyphs``, and what has to live as long."""
    placed = list(glyphs)
    rows = [(each.glyph, (each.width, each.right, each.down), (1,)) for each in placed]
    infos = ffi.new("PangoGlyphInfo[]", rows)
    clusters = ffi.new("gint[]", [each.cluster for each in placed])
    return ffi.new("PangoGlyphString *", (len(placed), infos, clusters)), infos, clusters


def _is_set_over(glyphs: list[_Glyph], text: str) -> bool:
    """Whether they stand over what is before them; where letters are spaced, such have a width."""
    return unicodedata.category(text[0]) in ("Mn", "Me") or not any(g.width for g in glyphs)


class _Run:
    """Glyphs of one font and direction in a line."""

    def __init__(self, run: Any, stream: Any, line: bytes, size: float) -> None:
        analysis = run.item.analysis
        self.font, own_size = stream.add_font(analysis.font)
        self.codes: Codes = self.font.to_unicode
        if not self.font.png:
            size = own_size
        self.scale: float = self.font.upem / (size * _PANGO_UNITS)
        self.blank = round(size * _PANGO_UNITS / _EM)
        self.backwards = analysis.level % 2 == 1
        self.text = line[run.item.offset : run.item.offset + run.item.length]
        string = run.glyphs
        self.placed = [
            _Glyph(info.glyph, place.width, place.x_offset, place.y_offset, cluster)
            for info, cluster in zip(
                string.glyphs[0 : string.num_glyphs],
                string.log_clusters[0 : string.num_glyphs],
                strict=True,
            )
            for place in [info.geometry]
        ]

    def told(self) -> Iterator[_Glyph]:
        """The glyphs, or those that say more of the characters than they do."""
        if self.font.bitmap:
            yield from self.placed
            return
        tell = self.pictures if self.font.png or self.font.svg or self.font.colr else self.letters
        for glyphs, text in self.clusters():
            if any(each.glyph & _UNKNOWN for each in glyphs):
                yield from glyphs
            else:
                yield from tell(glyphs, text)

    def clusters(self) -> Iterator[tuple[list[_Glyph], str]]:
        """Glyphs as they are drawn, and their text; what is set over a letter is one with it."""
        joined: list[tuple[list[_Glyph], str]] = []
        for glyphs, text in self.read():
            if joined and not joined[-1][1].isspace() and _is_set_over(glyphs, text):
                before, start = joined.pop()
                glyphs = [*glyphs, *before] if self.backwards else [*before, *glyphs]
                text = start + text
            joined.append((glyphs, text))
        return reversed(joined) if self.backwards else iter(joined)

    def read(self) -> Iterator[tuple[list[_Glyph], str]]:
        """Pango's clusters as they are read: glyphs and text."""
        groups = [list(each) for _, each in groupby(self.placed, key=lambda each: each.cluster)]
        groups.sort(key=lambda glyphs: glyphs[0].cluster)
        ends = [*(glyphs[0].cluster for glyphs in groups[1:]), len(self.text)]
        for glyphs, end in zip(groups, ends, strict=True):
            yield glyphs, self.text[glyphs[0].cluster : end].decode()

    def letters(self, glyphs: list[_Glyph], text: str) -> Iterator[_Glyph]:
        """A cluster as a composite and blanks, unless its one glyph says what it stands for."""
        first = glyphs[0]
        alone = len(glyphs) == 1 and first.glyph != _EMPTY and not first.down
        whole = alone and (len(text) == 1 or text.isascii())
        if whole and not self.is_read_otherwise(text) and self.codes.plain(first.glyph, text):
            yield first
            return
        pieces = [text] if whole else list(text)[:: -1 if self.backwards else 1]
        whole_width = sum(each.width for each in glyphs)
        rest = self.rest(pieces, whole_width)
        width = max(whole_width - rest * (len(pieces) - 1), self.blank)  # PDFium leaves out none
        composite = Composite(tuple(self.parts(glyphs)), self.units(width))
        yield _Glyph(self.codes.code(composite, pieces[0]), width)
        yield from self.blanks(pieces, 1, rest)

    def rest(self, pieces: list[str], width: int) -> int:
        """How wide each of ``pieces`` after the first is.

        Of letters drawn as one from right to left each has its share: to poppler one letter stands
        upon the other where they are close by, and it parts the word there.
        """
        shared = self.backwards and all(piece.isalpha() for piece in pieces)
        return max(width // len(pieces), self.blank) if shared else self.blank

    def is_read_otherwise(self, text: str) -> bool:
        """Whether the glyph may have to say something else in lines of ASCII alone."""
        if text in _LIKE_ASCII:
            return _LIKE_ASCII[text] not in self.codes.values()
        return self.backwards and unicodedata.mirrored(text[0]) == 1

    def parts(self, glyphs: list[_Glyph]) -> Iterator[tuple[int, int, int]]:
        x = 0
        for each in glyphs:
            if each.glyph != _EMPTY:
                yield each.glyph, self.units(x + each.right), self.units(-each.down)
            x += each.width

    def units(self, length: int) -> int:
        """A length of Pango's in the font's units."""
        return round(length * self.scale)

    def blanks(self, pieces: list[str], first: int, width: int = 0) -> Iterator[_Glyph]:
        """A blank for each of ``pieces`` from the number ``first`` on."""
        wide = width > self.blank
        for at, piece in islice(enumerate(pieces), first, None):
            blank = Composite((), self.units(width) if wide else round(self.font.upem / _EM))
            code = self.codes.code(blank, piece, pieces[:at].count(piece))
            yield _Glyph(code, width if wide else self.blank)

    def pictures(self, glyphs: list[_Glyph], text: str) -> Iterator[_Glyph]:
        """The glyphs of pictures as they are; what chooses between looks has a blank."""
        drawn = [each for each in glyphs if each.glyph != _EMPTY]
        pieces = _PICTURE.findall(text, 0) or [text]
        last = len(drawn) - 1
        for glyph, piece in zip(drawn, [*pieces[:last], "".join(pieces[last:])], strict=False):
            shown = piece.rstrip(_LOOKS)
            self.codes.plain(glyph.glyph, shown or piece)
            self.codes.pictures.add(glyph.glyph)
            yield glyph
            yield from self.blanks([*piece], len(shown or piece))
        yield from drawn[len(pieces) :]
