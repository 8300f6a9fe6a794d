"""A letter: what stands below the name block of its sender, in the order of its layout.

::

    Letter ── head: blocks (recipient, date, subject, opening), each of lines
       ├── passages: a paragraph, or a list
       ├── closing, signature, signer
       └── enclosures: Fact
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cvrender.line import Line
from cvrender.outline.parts import Bullet, Fact, Photo


@dataclass(frozen=True, slots=True)
class Recipient:
    """The inside address: each part that the author gives, and their order."""

    name: Line | None = None
    position: Line | None = None
    organization: Line | None = None
    address: tuple[Line, ...] = ()
    order: tuple[str, ...] = ("name", "position", "organization", "address")

    def lines(self) -> Iterator[Line]:
        for part in self.order:
            lines = getattr(self, part)
            yield from (lines,) if isinstance(lines, Line) else lines or ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a list."""

    text: Line | None = None
    bullets: tuple[Bullet, ...] = ()

    def lines(self) -> Iterator[Line]:
        yield from filter(None, (self.text,))
        for bullet in self.bullets:
            yield from bullet.lines()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one recipient; ``layout`` is the name of the one that it follows."""

    layout: str
    recipient: Recipient
    opening: Line
    passages: tuple[Passage, ...]
    closing: Line
    signer: Line
    """The sender's name, below the signature."""
    date: Line | None = None
    """Place and date."""
    subject: Line | None = None
    signature: Photo | None = None
    enclosures: Fact | None = None
    return_address: Line | None = None
    """The sender's postal address, above the recipient's, where a layout has it."""
    date_beside: bool = False
    """Whether the date stands beside the last line of the recipient."""
    order: tuple[str, ...] = ("recipient", "date", "subject", "opening")
    """That of the blocks of its head."""

    @property
    def head(self) -> tuple[tuple[Line, ...], ...]:
        """The blocks above the text, the lines of each in order."""
        known = {
            "recipient": (self.return_address, *self.recipient.lines()),
            "date": (self.date,),
            "subject": (self.subject,),
            "opening": (self.opening,),
        }
        blocks = (tuple(filter(None, known[name])) for name in self.order)
        return tuple(filter(None, blocks))

    def lines(self) -> Iterator[Line]:
        for block in self.head:
            yield from block
        for passage in self.passages:
            yield from passage.lines()
        yield self.closing
        yield self.signer
        if self.enclosures is not None:
            yield from self.enclosures.lines()
