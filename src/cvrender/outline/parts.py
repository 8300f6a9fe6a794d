"""Parts of an outline: sections, entries, lists, contacts and pictures, each of lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from cvrender.line import Line


class Bullet(NamedTuple):
    """A list item, and the list below it; authors can write one nested level."""

    line: Line
    bullets: tuple[Bullet, ...] = ()
    number: Line | None = None
    """``1.``, in a list that is numbered."""

    def lines(self) -> Iterator[Line]:
        """What a reader must find of it, in order; likewise for every part of an outline."""
        if self.number is not None:
            yield self.number
        yield self.line
        for bullet in self.bullets:
            yield from bullet.lines()


class Fact(NamedTuple):
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
        return self._replace(chips=None, drawn=None)

    def lines(self) -> Iterator[Line]:
        yield self.label
        yield self.chips or self.text


class HeadRow(NamedTuple):
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


class Entry(NamedTuple):
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
        return self._replace(
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


class Section(NamedTuple):
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
    numbering: str | None = None
    """``up`` or ``down``, where its bullets are numbered."""

    def unarranged(self) -> Section:
        return self._replace(
            entries=tuple(entry.unarranged() for entry in self.entries),
            bullets=tuple(bullet._replace(number=None) for bullet in self.bullets),
            facts=tuple(fact.unarranged() for fact in self.facts),
        )

    def lines(self) -> Iterator[Line]:
        yield self.title
        yield from self.text
        yield from _all(self.entries, self.bullets, self.facts)


class Contact(NamedTuple):
    """A way to reach the person; ``kind`` is email, phone, location, detail, website or link."""

    kind: str
    line: Line


@dataclass(frozen=True, slots=True)
class Photo:
    """The bytes of the picture's file, and its alternative text."""

    data: bytes = field(repr=False)
    alt: str = ""


class Closing(NamedTuple):
    """The last line, and the picture of a signature below it."""

    line: Line
    signature: Photo | None = None


def _all(*groups: tuple[Entry, ...] | tuple[Bullet, ...] | tuple[Fact, ...]) -> Iterator[Line]:
    for group in groups:
        for part in group:
            yield from part.lines()
