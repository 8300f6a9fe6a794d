"""Name block: the sizes of name, headline, contacts and photo, computed once for all formats.

Lengths are in points.
"""

from dataclasses import replace
from math import ceil
from typing import NamedTuple, Self

from cvrender.case_mapping import upper
from cvrender.names import family_name
from cvrender.outline import Contact, Outline
from cvrender.renderers import icons
from cvrender.renderers.line_fit import ems
from cvrender.renderers.photo_frame import Frame, frame
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens

Rows = tuple[tuple[Contact, ...], ...]

NAME_GAP, HEADLINE_GAP = 4, 6
"""Below the name and below the headline, to the next line of the name block."""
NAME_LINE = 1.17
"""The line height of the name, in its size."""
_FULL = 0.99
"""So much of a line may be filled: sizes are rounded."""
_LEAST_NAME = 0.48
"""So small, in the theme's size, a name may become to stand in one line."""
_SMALLEST_NAME = 6.0
"""Below this size nobody reads it: a longer word goes on in the next line instead."""
_CLEARLY_TWO = 1.12, 1.8
"""By so many lines' worth of letters a headline takes two, whatever the words at their ends."""
_SEPARATOR_MARGINS = 0.3
"""Ems around the separator of contacts, beside a space at each side."""
PHOTO_GAP = 18
"""Between the photo and the words beside it."""


class NameBlock(NamedTuple):
    """The measures of one name block in one width."""

    name_size: float
    """The theme's, or less: the name fits its line, or at least its longest word does."""
    name_lines: int
    longest_word: float
    """The width of the name's longest word, in ems of the name."""
    headline_lines: int | None
    """One or two; None where that is not certain, or more."""
    likely_lines: int
    """Those that the headline takes in the print font."""
    contact_rows: Rows
    """As few as the width needs, about equally long, so that no separator ends a line."""
    photo: Frame
    photo_place: str
    """``left``, ``right``, ``above``, or ``none`` without a photo."""
    photo_room: float
    """The width that a photo takes from the lines beside it, with the gap between, or 0.

    Where they are centered, it is taken at both sides.
    """
    height: float
    """Of name, headline and contacts, where the name takes one line."""

    @classmethod
    def of(cls, outline: Outline, tokens: Tokens, taken: float = 0) -> Self:
        """The name block of ``outline``; ``taken`` is the width that a sidebar takes from it."""
        width = tokens.page.text_width - taken
        photo = frame(outline, tokens)
        place = _photo_place(outline, tokens, photo.width + PHOTO_GAP)
        room = photo.width + PHOTO_GAP if place in ("left", "right") else 0
        width -= room * (2 if tokens.header.align == "center" else 1)
        size = _name_size(outline, tokens, width)
        rows = _contact_rows(outline, tokens, width)
        filled = _headline_filled(outline, tokens, width)
        headline_lines, likely_lines = _headline_lines(filled), max(1, ceil(filled / _FULL))
        return cls(
            name_size=size,
            name_lines=max(1, ceil(_name_ems(outline, tokens) * size / width - 0.001)),
            longest_word=_longest_word(outline, tokens),
            headline_lines=headline_lines,
            likely_lines=likely_lines,
            contact_rows=rows,
            photo=photo,
            photo_place=place,
            photo_room=room,
            height=_height(outline, tokens, size, headline_lines or likely_lines, len(rows)),
        )

    @property
    def height_is_certain(self) -> bool:
        """Whether the name takes one line, and it is certain how many the headline takes."""
        return self.name_lines == 1 and self.headline_lines is not None

    def photo_fits_beside(self, tokens: Tokens) -> bool:
        """Whether there is a photo at a side, and it is certain how high the words there are."""
        if not self.photo_room:
            return False
        on_paper = tokens.header.fill == "none"  # a band has to be as high as all of them
        return self.name_lines == 1 if on_paper else self.height_is_certain

    def with_name_size(self, tokens: Tokens) -> Tokens:
        """``tokens`` with the name in the size that it has here."""
        return tokens.changed(sizes={"name": f"{self.name_size:g}pt"})


def emphasized(outline: Outline, tokens: Tokens) -> Outline:
    """``outline`` with the family name in bold, as the theme has it; the author's bold stays."""
    name = outline.name
    if tokens.header.emphasis == "none" or len(name.spans) != 1 or name.spans[0].bold:
        return outline
    (whole,) = name.spans
    at = family_name(whole.text, outline.language.code)
    if at is None:
        return replace(outline, name=name._replace(spans=(whole._replace(bold=True),)))
    spans = (whole._replace(text=whole.text[:at]), whole._replace(text=whole.text[at:], bold=True))
    return replace(outline, name=name._replace(spans=spans))


def _name_size(outline: Outline, tokens: Tokens, width: float) -> float:
    largest = to_points(tokens.sizes.name)
    whole = width / max(_name_ems(outline, tokens), 0.1)
    if whole < largest * _LEAST_NAME:
        whole = width / max(_longest_word(outline, tokens), 0.1)
    return min(largest, max(whole, _SMALLEST_NAME))


def _name_ems(outline: Outline, tokens: Tokens) -> float:
    return _ems_in_name(_shown_name(outline, tokens), tokens)


def _longest_word(outline: Outline, tokens: Tokens) -> float:
    return max(
        (_ems_in_name(word, tokens) for word in _shown_name(outline, tokens).split()), default=0.0
    )


def _shown_name(outline: Outline, tokens: Tokens) -> str:
    name = str(outline.name)
    return upper(name, outline.language.code) if "name" in tokens.capitals else name


def _ems_in_name(shown: str, tokens: Tokens) -> float:
    header = tokens.header
    weight = "bold" if header.emphasis == "family-name" else header.weight
    width = ems(shown, tokens.fonts.heading, weight) + header.letter_spacing * len(shown)
    return width / _FULL


def _headline_filled(outline: Outline, tokens: Tokens, width: float) -> float:
    """How many lines the letters of the headline fill."""
    words = ems(str(outline.headline or ""), tokens.fonts.body)
    return words * to_points(tokens.sizes.headline) / width


def _headline_lines(filled: float) -> int | None:
    if filled <= _FULL:
        return 1
    return 2 if _CLEARLY_TWO[0] <= filled <= _CLEARLY_TWO[1] else None


def _contact_rows(outline: Outline, tokens: Tokens, width: float) -> Rows:
    """A row that is too long holds a single contact, which no other row would take either."""
    family, contacts = tokens.fonts.body, outline.contacts
    if tokens.contacts.layout == "list":
        return tuple((contact,) for contact in contacts)
    between, before = _around_contact(tokens)
    lengths = [before + ems(str(each.line), family) + between for each in contacts]
    room = width / to_points(tokens.sizes.small) * _FULL + between
    return tuple(contacts[row] for row in _rows(lengths, room))


def _around_contact(tokens: Tokens) -> tuple[float, float]:
    """Ems between two contacts, and of the icon before each, with its gap."""
    if tokens.contacts.icons:
        return icons.BETWEEN, icons.SIZE + icons.GAP
    return ems(f" {tokens.header.separator} ", tokens.fonts.body) + _SEPARATOR_MARGINS, 0


def _rows(lengths: list[float], room: float) -> tuple[slice, ...]:
    """The fewest rows of ``lengths`` that fit ``room``, and of these the most even ones.

    Minimum raggedness by dynamic programming: the sum of the squares of the rows' lengths is least.
    """
    best: list[tuple[int, float, tuple[slice, ...]]] = [(0, 0.0, ())]
    for end in range(1, len(lengths) + 1):
        ways, filled = [], 0.0
        for start in range(end - 1, -1, -1):
            filled += lengths[start]
            if filled > room and start < end - 1:
                break
            count, squares, rows = best[start]
            ways.append((count + 1, squares + filled**2, (*rows, slice(start, end))))
        best.append(min(ways, key=lambda way: way[:2]))
    return best[-1][2]


def _height(outline: Outline, tokens: Tokens, name: float, headlines: int, rows: int) -> float:
    sizes, line = tokens.sizes, tokens.line_height
    height = name * NAME_LINE
    if outline.headline is not None:
        height += to_points(sizes.headline) * line * headlines + NAME_GAP
    if rows:
        height += to_points(sizes.small) * line * rows + HEADLINE_GAP
    return height


def _photo_place(outline: Outline, tokens: Tokens, room: float) -> str:
    """Where the photo stands; above a centered name block that has too little room beside it."""
    if outline.photo is None:
        return "none"
    place = tokens.photo.place if tokens.photo.place != "sidebar" else "right"
    if tokens.header.align == "left" or place == "above":
        return place
    width = tokens.page.text_width - 2 * room
    small = to_points(tokens.sizes.small) / _FULL
    contacts = (ems(str(each.line), tokens.fonts.body) * small for each in outline.contacts)
    name = _name_ems(outline, tokens) * to_points(tokens.sizes.name)
    return place if max((name, *contacts)) <= width else "above"
