"""ToUnicode: one character code of a PDF for each character, in any script (ISO 32000-1, 9.10.3).

A reader of a PDF maps each character code to the text that the font's ToUnicode CMap has for it,
infers a space wherever two codes do not adjoin, and reverses right-to-left text, most readers one
code at a time. WeasyPrint's codes are glyphs, and a glyph may be drawn for several characters, or
for different ones. So each code here means one character, and adjoins its neighbours:

* a cluster (what Pango draws for several characters together: a letter with its marks, a syllable
  of Hindi, a ligature) becomes one composite glyph that is added to the font; its code means the
  cluster's first character, and each of the others has the code of a blank, a thousandth of the
  type size wide. Right to left the last character comes first, and letters that are drawn as one
  share its width;
* a glyph whose code means another character already becomes a composite of itself alone.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from typing import Any, NamedTuple

from cvrender.renderers import font_subset
from cvrender.renderers.pdf.patches.composite_glyphs import Composite, added, have_cids

_MOST = 0xFFFE
"""The last glyph that a font may have."""
_FIRST_RARE = 0x100
"""Glyphs before it may be letters of lines that are drawn as they are."""
_EM = 1000
"""Units of a PDF in the size of a font; a blank is one wide."""
_PANGO_UNITS = 1024
"""In a pixel."""
_EMPTY, _UNKNOWN = 0x0FFFFFFF, 0x10000000
"""PANGO_GLYPH_EMPTY, which draws nothing, and PANGO_GLYPH_UNKNOWN_FLAG."""
_LIKE_ASCII = {"\u00a0": " ", "\u2010": "-", "\u2011": "-", "\u037e": ";", "\u212a": "K"}
"""Characters whose glyph may be that of another."""
_APOSTROPHE = "'"
"""Between letters Manrope draws it with the glyph of ’ (OpenType's calt)."""
_SELECTORS = "\ufe0e\ufe0f"
"""Variation selectors 15 and 16: the character before as text, or as emoji."""
_PICTURE = re.compile("(?s).[\u200d\ufe0e\ufe0f]*")


class Codes(dict[int, str]):
    """The ToUnicode CMap of a font: WeasyPrint's ``Font.to_unicode``.

    A code is the number of a glyph of the font, or of ``composites``.
    """

    def __init__(self, font: Any) -> None:
        self.font = font
        self.composites: dict[int, Composite] = {}
        self.pictures: set[int] = set()
        """Glyphs of emoji, over which WeasyPrint draws an image."""
        self.known: dict[tuple[Composite, str, int], int] = {}

    def means(self, glyph: int, text: str) -> bool:
        """Whether the glyph's own code means ``text``; a code that means nothing yet then does."""
        return glyph not in self.composites and self.setdefault(glyph, text) == text

    def code(self, composite: Composite, text: str, repeated: int = 0) -> int:
        """The code of ``composite`` where it means ``text``.

        PDFium drops a code that repeats close by: ``repeated`` makes it another code.
        """
        key = (composite, text, repeated)
        if key not in self.known:
            self.known[key] = code = self.unused()
            self.composites[code] = composite
            self.font.widths[code] = round(composite.advance * _EM / self.font.upem)
            self[code] = text
        return self.known[key]

    def unused(self) -> int:
        """A number that no glyph has or, where all are taken, that of a glyph that is not drawn."""
        code = int(self.font.glyph_count) + len(self.composites)
        if code <= _MOST:
            return code
        parts = {part[0] for composite in self.composites.values() for part in composite.parts}
        rare = range(min(_MOST, self.font.glyph_count - 1), _FIRST_RARE, -1)
        return next(code for code in rare if code not in self and code not in parts)


def subsetting(clean: Callable[..., None]) -> Callable[..., None]:
    """WeasyPrint's ``Font.clean``, which subsets the font file, with the composites added to it."""

    def clean_and_add(font: Any, to_unicode: Iterable[int], *options: Any) -> None:
        composites = dict(font.to_unicode.composites)
        parts = {part[0] for composite in composites.values() for part in composite.parts}
        clean(font, dict.fromkeys({*to_unicode} - composites.keys() | parts), *options)
        for picture in font.to_unicode.pictures:
            advance = round(font.widths[picture] * font.upem / _EM)
            composites[picture] = Composite((), advance, specks=True)
        if composites:
            font.file_content = added(font.file_content, font.index, composites)
        used = sorted({*to_unicode, *composites, *parts} - {0})
        if have_cids(used, font.file_content):
            font.file_content = font_subset.compact(font.file_content, used)

    return clean_and_add


def drawing(shipped: Callable[..., Any], pango: Any, ffi: Any) -> Callable[..., Any]:
    """WeasyPrint's ``draw_first_line``, given glyphs of which each code means one character.

    Pango's glyph strings are exchanged while it draws. ASCII needs none of it, but for what a font
    may draw as another character; a line that may end in an ellipsis is laid out anew while it is
    drawn.
    """

    def draw_first_line(
        stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
    ) -> Any:
        layout = textbox.pango_layout
        ellipsis = text_overflow == "ellipsis" or block_ellipsis != "none"
        if ellipsis or (textbox.text.isascii() and _APOSTROPHE not in textbox.text):
            return shipped(stream, textbox, text_overflow, block_ellipsis, matrix)
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        runs = list(_runs(layout.get_first_line()[0].runs, ffi))
        line, own, size = layout.text.encode(), [], textbox.style["font_size"]
        try:
            for run in runs:
                coded = _glyph_string(_Run(run, stream, line, size).coded(), ffi)
                own.append((run, run.glyphs, coded))  # cffi frees what nobody refers to
                run.glyphs = coded[0]
            return shipped(stream, textbox, text_overflow, block_ellipsis, matrix)
        finally:
            for run, glyphs, _ in own:
                run.glyphs = glyphs

    return draw_first_line


def _runs(run: Any, ffi: Any) -> Iterator[Any]:
    while run != ffi.NULL:
        yield run.data
        run = run.next


class _Glyph(NamedTuple):
    """A glyph as Pango has placed it, in Pango units."""

    glyph: int
    width: int
    right: int = 0
    down: int = 0
    cluster: int = 0
    """The index of its first character, in bytes of the run's UTF-8."""


def _placed(string: Any) -> Iterator[_Glyph]:
    """The glyphs of a PangoGlyphString."""
    infos, clusters = string.glyphs[0 : string.num_glyphs], string.log_clusters
    for info, cluster in zip(infos, clusters[0 : string.num_glyphs], strict=True):
        place = info.geometry
        yield _Glyph(info.glyph, place.width, place.x_offset, place.y_offset, cluster)


def _glyph_string(glyphs: Iterable[_Glyph], ffi: Any) -> tuple[Any, ...]:
    """A PangoGlyphString of ``glyphs``, and the arrays that must live as long."""
    placed = list(glyphs)
    rows = [(each.glyph, (each.width, each.right, each.down), (1,)) for each in placed]
    infos = ffi.new("PangoGlyphInfo[]", rows)
    clusters = ffi.new("gint[]", [each.cluster for each in placed])
    return ffi.new("PangoGlyphString *", (len(placed), infos, clusters)), infos, clusters


def _is_mark(glyphs: list[_Glyph], text: str) -> bool:
    """Whether they are set over the letter before; with letter-spacing a mark has a width, too."""
    return unicodedata.category(text[0]) in ("Mn", "Me") or not any(g.width for g in glyphs)


class _Run:
    """A PangoGlyphItem: glyphs of one font and direction in ``line``, which is UTF-8."""

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
        self.placed = list(_placed(run.glyphs))

    def coded(self) -> Iterator[_Glyph]:
        """The glyphs to draw: those of Pango, or composites and blanks in their stead."""
        if self.font.bitmap:
            yield from self.placed
            return
        is_emoji = self.font.png or self.font.svg or self.font.colr
        for glyphs, text in self.clusters():
            if any(each.glyph & _UNKNOWN for each in glyphs):
                yield from glyphs
            else:
                yield from (self.emoji if is_emoji else self.letters)(glyphs, text)

    def clusters(self) -> Iterator[tuple[list[_Glyph], str]]:
        """Clusters in the order in which they are drawn, each letter with the marks over it."""
        joined: list[tuple[list[_Glyph], str]] = []
        for glyphs, text in self.logical_clusters():
            if joined and not joined[-1][1].isspace() and _is_mark(glyphs, text):
                before, start = joined.pop()
                glyphs = [*glyphs, *before] if self.backwards else [*before, *glyphs]
                text = start + text
            joined.append((glyphs, text))
        return reversed(joined) if self.backwards else iter(joined)

    def logical_clusters(self) -> Iterator[tuple[list[_Glyph], str]]:
        """Pango's clusters in the order in which they are read: glyphs and text."""
        groups = [list(each) for _, each in groupby(self.placed, key=lambda each: each.cluster)]
        groups.sort(key=lambda glyphs: glyphs[0].cluster)
        ends = [*(glyphs[0].cluster for glyphs in groups[1:]), len(self.text)]
        for glyphs, end in zip(groups, ends, strict=True):
            yield glyphs, self.text[glyphs[0].cluster : end].decode()

    def letters(self, glyphs: list[_Glyph], text: str) -> Iterator[_Glyph]:
        """A cluster as a composite and blanks, unless the code of its one glyph means its text."""
        first = glyphs[0]
        single = len(glyphs) == 1 and first.glyph != _EMPTY and not first.down
        whole = single and (len(text) == 1 or text.isascii())
        if whole and not self.means_another(text) and self.codes.means(first.glyph, text):
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
        """The width of each of ``pieces`` after the first.

        Letters drawn as one from right to left have a share each: poppler takes letters close by
        for overlapping ones, and parts the word there.
        """
        shared = self.backwards and all(piece.isalpha() for piece in pieces)
        return max(width // len(pieces), self.blank) if shared else self.blank

    def means_another(self, text: str) -> bool:
        """Whether the glyph's own code may have to mean another character, in lines of ASCII."""
        if text in _LIKE_ASCII:
            return _LIKE_ASCII[text] not in self.codes.values()
        return self.backwards and unicodedata.mirrored(text[0]) == 1

    def parts(self, glyphs: list[_Glyph]) -> Iterator[tuple[int, int, int]]:
        """``Composite.parts`` of glyphs that are drawn one after the other."""
        x = 0
        for each in glyphs:
            if each.glyph != _EMPTY:
                yield each.glyph, self.units(x + each.right), self.units(-each.down)
            x += each.width

    def units(self, length: int) -> int:
        """A length in Pango units as one in the font's."""
        return round(length * self.scale)

    def blanks(self, pieces: list[str], first: int, width: int = 0) -> Iterator[_Glyph]:
        """A blank for each of ``pieces`` from the number ``first`` on."""
        wide = width > self.blank
        for at, piece in islice(enumerate(pieces), first, None):
            blank = Composite((), self.units(width) if wide else round(self.font.upem / _EM))
            code = self.codes.code(blank, piece, pieces[:at].count(piece))
            yield _Glyph(code, width if wide else self.blank)

    def emoji(self, glyphs: list[_Glyph], text: str) -> Iterator[_Glyph]:
        """The glyphs of emoji as they are; a variation selector has a blank."""
        drawn = [each for each in glyphs if each.glyph != _EMPTY]
        pieces = _PICTURE.findall(text, 0) or [text]
        last = len(drawn) - 1
        for glyph, piece in zip(drawn, [*pieces[:last], "".join(pieces[last:])], strict=False):
            shown = piece.rstrip(_SELECTORS)
            self.codes.means(glyph.glyph, shown or piece)
            self.codes.pictures.add(glyph.glyph)
            yield glyph
            yield from self.blanks([*piece], len(shown or piece))
        yield from drawn[len(pieces) :]
