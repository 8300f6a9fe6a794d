"""The name block: name, headline and contacts, its rule or band, and the photo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cvrender.renderers import name_block, photo_size
from cvrender.renderers.word import band
from cvrender.renderers.word.paragraph import Paragraph, paragraph
from cvrender.renderers.word.photo import photo_above, photo_beside
from cvrender.renderers.word.styles import header_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.parts.document import DocumentPart

    from cvrender.outline import Outline
    from cvrender.renderers.word.runs import Runs
    from cvrender.renderers.word.theme_part import WordTheme
    from cvrender.renderers.word.xml import Xml
    from cvrender.theme.tokens import Tokens

__all__ = ["header", "reach"]


def header(
    outline: Outline, tokens: Tokens, theme: WordTheme, runs: Runs, part: DocumentPart
) -> list[Paragraph]:
    """The paragraphs of the name block; pictures that they show become parts beside ``part``.

    Raises CvrenderError when the photo is in no format that Word shows.
    """
    lines = list(_lines(outline, tokens, runs))
    if tokens.header.rule == "below":
        lines[-1] = lines[-1].formatted(borders=header_rule(tokens, theme))
    beside = name_block.photo_beside(outline, tokens)
    if beside and name_block.headline_lines(outline, tokens) != 1:
        # All of them end before the photo: what differs in its edges has a border of its own.
        room = name_block.photo_room(outline, tokens)
        lines = [line.formatted(right_indent=room) for line in lines]
    if band.to_the_edges(outline, tokens):
        lines[0] = lines[0].preceded(band.band(outline, tokens))
    if outline.photo is None:
        return lines
    if beside:
        photo = photo_beside(outline.photo, outline, tokens, part)
        return [lines[0].preceded(photo), *lines[1:]]
    photo = photo_above(outline.photo, photo_size.height(outline, tokens), part)
    return [paragraph("Photo", [photo]), *lines]


def reach(outline: Outline, tokens: Tokens) -> float:
    """How many points farther than the name block its band, or a photo beside it, reaches."""
    if band.to_the_edges(outline, tokens):
        return band.BELOW
    if not name_block.photo_beside(outline, tokens):
        return 0
    return max(0, photo_size.height(outline, tokens) - name_block.height(outline, tokens))


def _lines(outline: Outline, tokens: Tokens, runs: Runs) -> Iterator[Paragraph]:
    yield paragraph("Title", runs.line(outline.name))
    if outline.headline is not None:
        yield paragraph("Subtitle", runs.line(outline.headline))
    if outline.contacts:
        yield paragraph("Contacts", _contacts(outline, tokens, replace(runs, link="ContactLink")))


def _contacts(outline: Outline, tokens: Tokens, runs: Runs) -> Iterator[Xml]:
    for number, row in enumerate(name_block.contact_rows(outline, tokens)):
        if number:
            yield runs.line_break()
        yield from runs.joined(contact.line for contact in row)
