"""Letter: what stands below the sender → paragraphs, each in its style, where its layout has it."""

from collections.abc import Iterator
from itertools import chain
from math import ceil

from docx.parts.document import DocumentPart

from cvrender.outline import Line
from cvrender.outline.letter import Letter as Written
from cvrender.outline.letter import Passage
from cvrender.renderers import line_fit
from cvrender.renderers.letter_page import RETURN_LINE, Places
from cvrender.renderers.photo_frame import SIGNATURE, natural
from cvrender.renderers.word.body import Body
from cvrender.renderers.word.drawing import photo_above
from cvrender.renderers.word.runs import TAB, Paragraph, paragraph
from cvrender.theme.measures import to_points

_STYLES = {
    "return-address": "ReturnAddress",
    "recipient": "InsideAddress",
    "letter-date": "Date",
    "subject": "Subject",
    "salutation": "Salutation",
}
"""The paragraph styles above the text, by the roles of their lines."""
_SIGNED_BY_HAND = 2.4
"""Lines that are left for a signature."""


class Letter(Body):
    """The paragraphs of a letter, in reading order."""

    def paragraphs(self, part: DocumentPart, above: float, over: float) -> Iterator[Paragraph]:
        """The letter below a name block whose lines end ``above`` points from the paper's edge.

        Its band, or a photo beside them, reaches ``over`` points farther. The picture becomes a
        part of ``part``. Raises CvrenderError when it is in no format that Word shows.
        """
        letter = self.outline.letter
        assert letter is not None
        places = Places.of(letter, self.tokens, self.outline.direction)
        blocks = (self.block(block, letter) for block in letter.head)
        head = [block for block in blocks if block is not None]
        for number, (role, lines) in enumerate(head):
            if number and head[number - 1][0] == "recipient":
                gap = (
                    places.zone + self.line_height() - self.address_height(letter, places.recipient)
                )
                lines[0] = lines[0].formatted(space_before=max(self.line_height(), gap))
            elif not number:
                wanted = places.above - above if role == "recipient" else 0
                lines[0] = lines[0].formatted(space_before=max(over + places.gap, wanted))
        yield from chain.from_iterable(lines for _, lines in head)
        text = [line for passage in letter.passages for line in self.passage(passage)]
        text[:1] = [line.formatted(space_before=self.line_height()) for line in text[:1]]
        yield from text
        yield from self.end(letter, part)

    def block(self, block: tuple[Line, ...], letter: Written) -> tuple[str, list[Paragraph]] | None:
        """A block above the text, and the role of its lines; None if it stands beside another."""
        role, date = block[-1].role, letter.date
        if role == "letter-date" and letter.date_beside:
            return None
        lines = [self.styled(_STYLES[line.role], line) for line in block]
        lines[1:] = [line.formatted(space_before=0) for line in lines[1:]]
        if role == "recipient" and letter.date_beside and date is not None:
            runs = (*self.runs.line(block[-1]), TAB, *self.runs.line(date))
            beside = paragraph(_STYLES["recipient"], runs)
            lines[-1] = beside.formatted(space_before=0) if lines[1:] else beside
        return role, lines

    def passage(self, passage: Passage) -> Iterator[Paragraph]:
        if passage.text is not None:
            yield self.styled("LetterText", passage.text)
        yield from self.lists(passage.bullets, ())

    def line_height(self) -> float:
        return to_points(self.tokens.sizes.body) * self.tokens.line_height

    def address_height(self, letter: Written, indent: float) -> float:
        """That of the recipient's block, ``indent`` points from the edge of the text."""
        room = (self.tokens.page.text_width - indent) / to_points(self.tokens.sizes.body)
        ems = (line_fit.ems(str(line), self.family) for line in letter.recipient.lines())
        lines = sum(max(1, ceil(width / room)) for width in ems)
        return lines * self.line_height() + (RETURN_LINE if letter.return_address else 0)

    def end(self, letter: Written, part: DocumentPart) -> Iterator[Paragraph]:
        """The closing, the signature and the sender's name, and what is enclosed."""
        yield self.styled("Valediction", letter.closing).formatted(keep_with_next=True)
        signer = self.styled("Signature", letter.signer)
        if letter.signature is None:
            yield signer.formatted(space_before=_SIGNED_BY_HAND * self.line_height())
        else:
            frame = natural(letter.signature, SIGNATURE)
            picture = paragraph("Signature", [photo_above(letter.signature, frame, part)])
            yield from (picture.formatted(keep_with_next=True), signer)
        if letter.enclosures is not None:
            yield paragraph("Enclosures", self.fact(letter.enclosures, columns=False))
