"""The name block: name, headline and contacts, its rule or band, and the photo."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from cvrender.renderers.word.drawing import band, photo_above, photo_beside
from cvrender.renderers.word.runs import LINE_BREAK, Paragraph, paragraph
from cvrender.renderers.word.styles import BAND_GAP, header_rule
from cvrender.theme.tokens import PAGE_SIZES, to_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.parts.document import DocumentPart

    from cvrender.outline import Outline, Photo
    from cvrender.renderers.name_block import NameBlock
    from cvrender.renderers.word.runs import Runs
    from cvrender.renderers.word.theme_part import WordTheme
    from cvrender.renderers.word.xml import Xml
    from cvrender.theme.tokens import Tokens

__all__ = ["header", "reach"]

_BAND_BELOW = 18
"""Points by which it reaches below the fill, were the lines some points higher than reckoned."""
_BORDER = 1


def header(
    outline: Outline,
    block: NameBlock,
    tokens: Tokens,
    theme: WordTheme,
    runs: Runs,
    part: DocumentPart,
) -> list[Paragraph]:
    """The paragraphs of the name block; ``part`` is given the pictures that they show.

    Raises CvrenderError when the photo is in no format that Word shows.
    """
    lines = list(_lines(outline, block, runs))
    if tokens.header.rule == "below":
        lines[-1] = lines[-1].formatted(borders=header_rule(tokens, theme))
    if block.photo_fits_beside(tokens) and block.headline_lines != 1:
        # All of them end before the photo: what differs in its edges has a border of its own.
        lines = [line.formatted(right_indent=block.photo_room) for line in lines]
    if _has_band(outline, block, tokens):
        lines[0] = lines[0].preceded(_band(block, tokens))
    if outline.photo is None:
        return lines
    if block.photo_fits_beside(tokens):
        photo = _photo(outline.photo, block, outline.direction, tokens, part)
        return [lines[0].preceded(photo), *lines[1:]]
    photo = photo_above(outline.photo, block.photo_height, part)
    return [paragraph("Photo", [photo]), *lines]


def reach(outline: Outline, block: NameBlock, tokens: Tokens) -> float:
    """How many points farther than the name block its band, or a photo beside it, reaches."""
    if _has_band(outline, block, tokens):
        return _BAND_BELOW
    return max(0, block.photo_height - block.height) if block.photo_fits_beside(tokens) else 0


def _lines(outline: Outline, block: NameBlock, runs: Runs) -> Iterator[Paragraph]:
    yield paragraph("Title", runs.line(outline.name))
    if outline.headline is not None:
        yield paragraph("Subtitle", runs.line(outline.headline))
    if outline.contacts:
        yield paragraph("Contacts", _contacts(block, replace(runs, link="ContactLink")))


def _contacts(block: NameBlock, runs: Runs) -> Iterator[Xml]:
    for number, row in enumerate(block.contact_rows):
        if number:
            yield LINE_BREAK
        yield from runs.joined(contact.line for contact in row)


def _has_band(outline: Outline, block: NameBlock, tokens: Tokens) -> bool:
    """Whether there is a band, and its words are as high as they were reckoned.

    Where they are not, they stand on the fill of their paragraphs alone.
    """
    beside = outline.photo is None or block.photo_fits_beside(tokens)
    return tokens.header.fill == "accent" and beside and block.height_is_certain


def _band(block: NameBlock, tokens: Tokens) -> Xml:
    words = block.height + 2 * (BAND_GAP + _BORDER)
    height = to_points(tokens.page.margin.top) + words + _BAND_BELOW
    return band(PAGE_SIZES[tokens.page.size][0], height)


def _photo(
    photo: Photo, block: NameBlock, direction: str, tokens: Tokens, part: DocumentPart
) -> Xml:
    """Beside the words, and no higher than a band that they stand on."""
    on_band = tokens.header.fill == "accent"
    height = min(block.photo_height, block.height if on_band else inf)
    side = "left" if direction == "rtl" else "right"
    return photo_beside(photo, height, side, BAND_GAP if on_band else 0, part)
