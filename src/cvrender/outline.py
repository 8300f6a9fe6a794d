"""The Outline: what a reader must see, in order, with no looks.

::

    Outline ── name, headline, contacts, photo, closing
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

from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from cvrender.inline import Span
from cvrender.line import Line, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.languages import Language
    from cvrender.syntax.nodes import KeyPath

__all__ = [
    "Bullet",
    "Closing",
    "Contact",
    "Entry",
    "Fact",
    "HeadRow",
    "Line",
    "Outline",
    "Photo",
    "Role",
    "Section",
]


@dataclass(frozen=True, slots=True)
class Bullet:
    """A list item, and the list below it; authors can write one nested level."""

    line: Line
    bullets: tuple[Bullet, ...] = ()

    def lines(self) -> Iterator[Line]:
        """What a reader must find of it, in order; likewise for every part of an outline."""
        yield self.line
        for bullet in self.bullets:
            yield from bullet.lines()


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its text; set as ``label: text`` on one line."""

    label: Line
    text: Line
    level: int | None = None
    """From 1 to 5, where the author gives one."""
    chips: Line | None = None
    """The text where the theme sets each of what it lists apart: with blanks for commas."""
    drawn: int | None = None
    """The level that the theme draws beside the text, given or read from it."""

    def unarranged(self) -> Fact:
        return replace(self, chips=None, drawn=None)

    def lines(self) -> Iterator[Line]:
        yield self.label
        yield self.chips or self.text


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A row of an entry's head: words that run on, beside them what stands in a column.

    Rows are made by ``arrangement``; every renderer sets them as they are.
    """

    words: tuple[Line, ...]
    joints: tuple[str, ...] = ()
    """What is written between two of ``words``: one less than they are."""
    aside: Line | None = None
    """Stands behind ``words``, at the margin where lines end."""
    lead: Line | None = None
    """Stands before ``words``, in a column where lines begin."""

    @property
    def cites(self) -> bool:
        """Whether it is a citation, and no title."""
        return any(line.role == "publication" for line in self.words)

    def joined(self) -> Iterator[tuple[str, Line]]:
        """Each of ``words`` with what is written before it."""
        return zip(("", *self.joints), self.words, strict=True)

    def lines(self) -> Iterator[Line]:
        yield from (line for line in (self.lead, *self.words, self.aside) if line is not None)


@dataclass(frozen=True, slots=True)
class Entry:
    """A head of some rows, then text.

    Publications are entries too: their authors and venue stand in ``details``. An entry with
    ``roles`` has its organization as title, and each role is an Entry of its own.
    """

    title: Line
    dates: Line | None = None
    organization: Line | None = None
    location: Line | None = None
    details: tuple[Line, ...] = ()
    url: Line | None = None
    summary: tuple[Line, ...] = ()
    bullets: tuple[Bullet, ...] = ()
    facts: tuple[Fact, ...] = ()
    keywords: Line | None = None
    roles: tuple[Entry, ...] = ()
    publication: bool = False
    """Whether the author wrote it under ``publications``."""
    head: tuple[HeadRow, ...] = ()
    """As a theme arranges it; empty where none has, as for a format that knows no looks."""
    keywords_label: Line | None = None
    """Introduces the keywords, where the theme wants that."""
    chips: Line | None = None
    """The keywords where the theme sets each of them apart: with blanks for commas."""
    facts_first: bool = False
    """Whether facts and keywords stand before the bullets, and not behind them."""

    @property
    def rows(self) -> tuple[HeadRow, ...]:
        """The rows of its head; unless arranged, title and dates over organization and place."""
        if self.head:
            return self.head
        aside, place = self.dates, self.location
        if aside is None and self.organization is None:
            aside, place = place, None
        below = [HeadRow((self.organization,), aside=place)] if self.organization else []
        alone = (None if self.organization else place, *self.details, self.url)
        below += [HeadRow((line,)) for line in alone if line is not None]
        return (HeadRow((self.title,), aside=aside), *below)

    def unarranged(self) -> Entry:
        return replace(
            self,
            head=(),
            facts=tuple(fact.unarranged() for fact in self.facts),
            keywords_label=None,
            chips=None,
            facts_first=False,
            roles=tuple(role.unarranged() for role in self.roles),
        )

    def lines(self) -> Iterator[Line]:
        for row in self.rows:
            yield from row.lines()
        yield from self.summary
        if not self.facts_first:
            yield from _all(self.bullets)
        yield from _all(self.facts)
        keywords = (self.keywords_label, self.chips or self.keywords)
        yield from (line for line in keywords if line is not None)
        if self.facts_first:
            yield from _all(self.bullets)
        yield from _all(self.roles)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its content, in the order of the fields.

    ``kind`` is one of ``model.KINDS``, or None where the author names none.
    """

    title: Line
    anchor: str
    """An ASCII name, unique in the document, for links to the section."""
    kind: str | None = None
    text: tuple[Line, ...] = ()
    entries: tuple[Entry, ...] = ()
    bullets: tuple[Bullet, ...] = ()
    facts: tuple[Fact, ...] = ()
    break_before: bool = False

    def unarranged(self) -> Section:
        return replace(
            self,
            entries=tuple(entry.unarranged() for entry in self.entries),
            facts=tuple(fact.unarranged() for fact in self.facts),
        )

    def lines(self) -> Iterator[Line]:
        yield self.title
        yield from self.text
        yield from _all(self.entries, self.bullets, self.facts)


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach the person; ``kind`` is email, phone, location, detail, website or link."""

    kind: str
    line: Line


@dataclass(frozen=True, slots=True)
class Photo:
    """The bytes of the picture's file, and its alternative text."""

    data: bytes = field(repr=False)
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """The last line, and the picture of a signature below it."""

    line: Line
    signature: Photo | None = None


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
    back: Line | None = None
    """For the web page only: a link to where the reader came from."""
    downloads: tuple[str, ...] = ()
    """For the web page only: the names of files beside it."""
    keywords: tuple[str, ...] = ()

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
        return f"{self.name} – {self.headline}" if self.headline else str(self.name)

    def unlinked(self) -> Outline:
        """The same words without links."""
        unlinked: Outline = _unlinked(self)
        return unlinked

    def unarranged(self) -> Outline:
        """The same document as a format without looks has it: no theme has arranged its entries."""
        return replace(self, sections=tuple(section.unarranged() for section in self.sections))

    def led_by(self, kinds: tuple[str, ...]) -> Outline:
        """The same document, the sections of ``kinds`` before the others, and without page breaks.

        A section asks for a new page because of what stands before it: something else does now.
        """
        first = [replace(s, break_before=False) for s in self.sections if s.kind in kinds]
        others = [section for section in self.sections if section.kind not in kinds]
        return replace(self, sections=(*first, *others))

    def fewer_breaks(self, pages: int) -> Iterator[Outline]:
        """The same document, if ``pages`` have room for its page breaks, and without any."""
        breaks = sum(section.break_before for section in self.sections)
        if breaks < pages:
            yield self
        if breaks:
            sections = (replace(section, break_before=False) for section in self.sections)
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

    @property
    def pictures(self) -> dict[KeyPath, Photo]:
        """Photo and signature, by the keys that lead to each."""
        signature = self.closing.signature if self.closing else None
        each = {("photo",): self.photo, ("closing", "signature"): signature}
        return {path: picture for path, picture in each.items() if picture}


def _unlinked(part: Any) -> Any:
    """``part``, any value of an outline, without the targets of its spans."""
    if type(part) is tuple:
        return tuple(map(_unlinked, part))
    if isinstance(part, Span):
        return replace(part, url=None)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    return replace(
        part, **{each.name: _unlinked(getattr(part, each.name)) for each in fields(part)}
    )


def _all(*groups: tuple[Entry, ...] | tuple[Bullet, ...] | tuple[Fact, ...]) -> Iterator[Line]:
    for group in groups:
        for part in group:
            yield from part.lines()
