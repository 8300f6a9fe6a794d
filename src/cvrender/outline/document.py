"""The Outline of a whole document, in one language.

::

    Outline ── name, headline, contacts, photo, closing, letter
       └── Section ── title
             ├── text: paragraphs
             ├── Entry ── head: HeadRow (title, dates, organization, location, details, url),
             │     │        summary, bullets, facts, keywords
             │     └── roles: Entry (several roles at one organization)
             ├── Bullet ── line, bullets (one level deeper)
             └── Fact ── label, text

Every text is a Line: spans, its role, and the path of the source value that it comes from.
``lines()`` gives what a finished file must hold, in reading order; every renderer sets exactly
that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from cvrender.inline import Span
from cvrender.line import Line
from cvrender.outline.parts import Closing, Contact, Photo, Section
from cvrender.syntax.nodes import KeyPath

if TYPE_CHECKING:
    from cvrender.languages.language import Language
    from cvrender.outline.letter import Letter


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole document in one language."""

    name: Line
    headline: Line | None
    contacts: tuple[Contact, ...]
    sections: tuple[Section, ...]
    language: Language
    photo: Photo | None = None
    closing: Closing | None = None
    letter: Letter | None = None
    """Of a letter, which has no sections: what stands below the sender."""
    back: Line | None = None
    """For the web page only: a link to where the reader came from."""
    downloads: tuple[str, ...] = ()
    """For the web page only: the names of files beside it."""
    keywords: tuple[str, ...] = ()
    variant: str | None = None
    public: bool = False
    """Whether it leaves out what the CV calls private."""
    anonymous: bool = False
    """Whether it leaves out who its person is."""
    day: str = field(default="", repr=False)
    """For a Word template only: the day on which the document is made, in words."""
    written: tuple[Section, ...] = field(default=(), repr=False)
    """The sections in the author's order, where those of a sidebar lead."""

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return self.language.direction

    @property
    def words(self) -> Language:
        """Our own words, by the name that templates have for them."""
        return self.language

    @property
    def title(self) -> str:
        """The document's title, for its metadata."""
        second = self.headline if self.letter is None else self.letter.subject
        return f"{self.name} – {second}" if second else str(self.name)

    def unlinked(self) -> Outline:
        """The same words without links."""
        unlinked: Outline = _unlinked(self)
        return unlinked

    def unarranged(self) -> Outline:
        """The same document as a format without looks has it: no theme has arranged it."""
        sections = self.written or self.sections
        return replace(self, sections=tuple(section.unarranged() for section in sections))

    def led_by(self, kinds: tuple[str, ...]) -> Outline:
        """The same document, the sections of ``kinds`` before the others, and without page breaks.

        A section asks for a new page because of what stands before it: something else does now.
        """
        first = [s._replace(break_before=False) for s in self.sections if s.kind in kinds]
        others = [section for section in self.sections if section.kind not in kinds]
        return replace(self, sections=(*first, *others), written=self.sections)

    def fewer_breaks(self, pages: int) -> Iterator[Outline]:
        """The same document, if ``pages`` have room for its page breaks, and without any."""
        breaks = sum(section.break_before for section in self.sections)
        if breaks < pages:
            yield self
        if breaks:
            sections = (section._replace(break_before=False) for section in self.sections)
            yield replace(self, sections=tuple(sections))

    def lines(self) -> Iterator[Line]:
        """What a finished file must hold, in reading order."""
        yield self.name
        if self.headline is not None:
            yield self.headline
        yield from (contact.line for contact in self.contacts)
        for section in self.sections:
            yield from section.lines()
        if self.closing is not None:
            yield self.closing.line
        if self.letter is not None:
            yield from self.letter.lines()

    @property
    def signature(self) -> Photo | None:
        """The picture of the person's signature, at the end."""
        end = self.letter or self.closing
        return end.signature if end else None

    @property
    def pictures(self) -> dict[KeyPath, Photo]:
        """Photo and signature, by the keys that lead to each."""
        end = "letter" if self.letter else "closing"
        each = {("photo",): self.photo, (end, "signature"): self.signature}
        return {path: picture for path, picture in each.items() if picture}


def _unlinked(part: Any) -> Any:
    """``part``, any value of an outline, without the targets of its spans."""
    if isinstance(part, Span):
        return part._replace(url=None)
    if isinstance(part, tuple):
        values = map(_unlinked, part)
        return type(part)(*values) if hasattr(part, "_fields") else tuple(values)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    return replace(
        part, **{each.name: _unlinked(getattr(part, each.name)) for each in fields(part)}
    )
