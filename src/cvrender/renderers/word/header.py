"""Header: the paragraphs of the name block, with its rule or band, and the photo."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docx.parts.document import DocumentPart

from cvrender.outline import Contact, Outline, Photo
from cvrender.renderers.icons import icon
from cvrender.renderers.name_block import NAME_LINE, NameBlock
from cvrender.renderers.word.drawing import band, icon_drawn, photo_above, photo_beside
from cvrender.renderers.word.runs import LINE_BREAK, Paragraph, Runs, paragraph
from cvrender.renderers.word.text_styles import BAND_GAP, PHOTO_ABOVE, header_rule
from cvrender.renderers.word.theme_part import ThemeColor, WordTheme
from cvrender.renderers.word.xml import Xml
from cvrender.theme.color import WHITE
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens

_HEAD, _FOOT = 0.34, 0.3
"""Above the name's capitals, and below the last baseline, in ems of their lines."""
_BETWEEN = "\u2002\u2002"
"""Two en spaces, about ``icons.BETWEEN``."""
_NO_BREAK = "\u00a0"


class Header(NamedTuple):
    """Name, headline, contacts and photo of one document."""

    outline: Outline
    block: NameBlock
    tokens: Tokens
    theme: WordTheme
    runs: Runs
    indents: tuple[float, float] = (0, 0)
    """Left and right: those of a name block that is not as wide as the text between margins."""
    spare: float = 0
    """Points below a band that a headline may take which has a line more than it is likely to."""

    def paragraphs(self, part: DocumentPart) -> list[Paragraph]:
        """Name, headline and contacts, and the photo, whose picture becomes a part of ``part``.

        Raises CvrenderError when the photo is in no format that Word shows.
        """
        lines = list(self._lines())
        if self.tokens.header.rule == "below":
            lines[-1] = lines[-1].formatted(borders=header_rule(self.tokens, self.theme))
        if self._photo_beside():
            lines = self._beside_photo(lines)
        lines = list(map(self._indented, lines))
        if self._has_band():
            width = self.tokens.page.paper[0]
            lines[0] = lines[0].preceded(band(width, self.band_height()))
        if self.outline.photo is None:
            return lines
        if self._photo_beside():
            return [lines[0].preceded(self._photo(self.outline.photo, part)), *lines[1:]]
        photo = photo_above(self.outline.photo, self.block.photo, part)
        return [self._indented(paragraph("Photo", [photo])), *lines]

    def overhang(self) -> float:
        """How far the band, or a photo beside the lines, reaches below them, in points."""
        if self._has_band():
            return self._below_lines()
        return self._room_around() if self._photo_beside() else 0

    def end(self) -> float:
        """How far from the paper's edge the lines end, where their styles give them exact heights.

        In points. A band, or a photo beside them, may reach ``overhang`` farther.
        """
        tokens, photo = self.tokens, self.outline.photo
        on_band = tokens.header.fill == "accent"
        top = to_points(tokens.header.padding if on_band else tokens.page.margin.top)
        beside = self._photo_beside()
        around = self._room_around() if beside else 0
        above = self.block.photo.height + PHOTO_ABOVE if photo is not None and not beside else 0
        rule = () if on_band else header_rule(tokens, self.theme)
        top += BAND_GAP + 1 if on_band else 0  # the border of its last line
        more = (self.block.name_lines - 1) * self.block.name_size * NAME_LINE
        return top + around + above + self.block.height + more + sum(b.gap + b.width for b in rule)

    def _lines(self) -> Iterator[Paragraph]:
        yield paragraph("Title", self.runs.line(self.outline.name))
        on_band = self.runs._replace(link="ContactLink")
        if self.outline.headline is not None:
            runs = on_band if self.tokens.header.fill == "accent" else self.runs
            yield paragraph("Subtitle", runs.line(self.outline.headline))
        if self.outline.contacts:
            yield paragraph("Contacts", self._contacts(on_band))

    def _contacts(self, runs: Runs) -> Iterator[Xml]:
        for number, row in enumerate(self.block.contact_rows):
            if number:
                yield LINE_BREAK
            if not self.tokens.contacts.icons:
                yield from runs.joined(contact.line for contact in row)
                continue
            for place, contact in enumerate(row):
                if place:
                    yield runs.text(_BETWEEN)
                yield from self._with_icon(contact, runs)

    def _with_icon(self, contact: Contact, runs: Runs) -> Iterator[Xml]:
        """A contact behind its icon, in the accent or, on a band, in white."""
        number, size = self.outline.contacts.index(contact), to_points(self.tokens.sizes.small)
        has_band = self.tokens.header.fill == "accent"
        color = self.theme.color(WHITE if has_band else self.tokens.colors.accent)
        return with_icon(contact, number, size, color, runs.line(contact.line), runs)

    def _photo_beside(self) -> bool:
        return self.block.photo_fits_beside(self.tokens)

    def _has_band(self) -> bool:
        """Whether a band is drawn up to the page's edges, behind lines whose height is certain.

        Otherwise a theme's band is the fill of the paragraphs alone.
        """
        beside = self.outline.photo is None or self._photo_beside()
        line = to_points(self.tokens.sizes.headline) * self.tokens.line_height
        is_likely = self.block.name_lines == 1 and line < self.spare
        is_known = self.block.height_is_certain or is_likely
        return self.tokens.header.fill == "accent" and beside and is_known

    def band_height(self) -> float:
        """That of the band, from the paper's edge; 0 where none is drawn."""
        if not self._has_band():
            return 0
        around = self._room_around() if self._photo_beside() else 0
        padding = to_points(self.tokens.header.padding)
        return padding + around + self.block.height + self._below_lines()

    def _below_lines(self) -> float:
        """From the last line to the band's lower edge: its words are as far from either edge."""
        sizes, around = self.tokens.sizes, self._room_around() if self._photo_beside() else 0
        heads = _HEAD * to_points(sizes.name)
        feet = _FOOT * to_points(sizes.small if self.outline.contacts else sizes.headline)
        return to_points(self.tokens.header.padding) + heads - feet + around

    def _room_around(self) -> float:
        """Above and below lines that are not as high as the photo beside them, in points each."""
        return max(0, self.block.photo.height - self.block.height) / 2

    def _beside_photo(self, lines: list[Paragraph]) -> list[Paragraph]:
        """``lines``, level with the middle of the photo, which they leave room for.

        In all of them: Word draws borders of its own around lines with other indents.
        """
        room, place = self.block.photo_room, self.block.photo_place
        centered = self.tokens.header.align == "center"
        left = room if centered or place == "left" else None
        right = room if centered or place == "right" else None
        lines = [line.formatted(left_indent=left, right_indent=right) for line in lines]
        return [lines[0].formatted(space_before=self._room_around()), *lines[1:]]

    def _indented(self, line: Paragraph) -> Paragraph:
        if not any(self.indents):
            return line
        own = (line.format.left_indent or 0, line.format.right_indent or 0)
        left, right = (a + b for a, b in zip(own, self.indents, strict=True))
        return line.formatted(left_indent=left, right_indent=right)

    def _photo(self, photo: Photo, part: DocumentPart) -> Xml:
        """The photo beside the lines."""
        top = max(0, self.block.height - self.block.photo.height) / 2
        side, indent = self.block.photo_place, self.indents[self.block.photo_place == "right"]
        if self.outline.direction == "rtl":
            side = {"left": "right", "right": "left"}[side]
        return photo_beside(photo, self.block.photo, side, top, part, self._across(side, indent))

    def _across(self, side: str, indent: float) -> float | None:
        """How far from the left margin the photo stands; None at a margin."""
        end = self.tokens.page.text_width - self.block.photo.width
        return (indent if side == "left" else end - indent) if indent else None


def with_icon(
    contact: Contact, number: int, size: float, color: ThemeColor, words: Iterable[Xml], runs: Runs
) -> Iterator[Xml]:
    """The ``words`` of a contact behind its icon, all of ``size`` points.

    ``number`` is its place among the contacts.
    """
    yield icon_drawn(icon(contact), number, size, color.in_drawings)
    yield runs.text(_NO_BREAK)
    yield from words
