"""A Line: one text of a document, with its role and the place that it comes from."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal, NamedTuple, Self
from unicodedata import bidirectional

from cvrender.inline import Span
from cvrender.syntax.nodes import KeyPath

Role = Literal[
    "name", "headline", "contact", "section-title", "paragraph", "title", "organization-title",
    "organization", "dates", "location", "authors", "venue", "doi", "url", "publication", "number",
    "bullet", "label", "fact", "keywords", "photo", "closing", "back", "return-address",
    "recipient", "letter-date", "subject", "salutation", "valediction", "signer",
]  # fmt: skip
"""What a line is to its document; set by ``compose``, for every line.

==================  ==========================================================================
name, headline      the person's, at the top
contact             one way to reach the person; ``Contact.kind`` says which
section-title       the heading of a section
paragraph           running text: of a section, or the summary of an entry
title               what an entry or one of its roles is called
organization-title  the title of an entry that the author gave an organization and no title
organization        whose an entry is, below its title
dates, location     when and where an entry was
authors, venue      of a publication
doi, url            an address shown as text: a publication's DOI, an entry's page
publication         the title of a publication, inside a citation
number              of an item in a numbered list, or of a citation; no text of the author
bullet              an item of a list, at any depth
label, fact         both parts of a Fact; a label may introduce keywords, too
keywords            those of an entry, in one line
photo               the alternative text of the photo
closing             place and date at the end, above a signature
back                the link of a web page to where its reader came from
return-address      the sender's, above the recipient's
recipient           a line of a letter's inside address
letter-date         the place and the date of a letter
subject             that of a letter
salutation          how a letter begins: “Dear Ms Berg,”
valediction         how it ends: “Kind regards,”
signer              the sender's name below that
==================  ==========================================================================
"""


class Line(NamedTuple):
    """One text of the document: at least one span."""

    spans: tuple[Span, ...]
    role: Role = "paragraph"
    origin: KeyPath = ()
    """The path of its value in the source, for positions."""
    iso: tuple[str, ...] = ()
    """Of dates as the source has them: one date, or start and end.

    A start that is left out is empty; the end may be ``present``.
    """
    parts: tuple[str, ...] = ()
    """The texts that the line lists: of keywords, authors and some facts."""

    def __str__(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def is_ours(self) -> bool:
        """Whether it is no text of the author: a citation's number, what introduces keywords."""
        return self.role == "number" or (self.role == "label" and self.origin[-1:] != ("label",))

    def direction(self, around: str) -> str:
        """``ltr`` or ``rtl``: ``around``, unless its first letter and most of its words differ.

        A contact without letters, such as a telephone number, reads from left to right.
        """
        words = list(filter(None, map(_direction, str(self).split())))
        if not words:
            return "ltr" if self.urls or self.role == "contact" else around
        return words[0] if 2 * words.count(words[0]) > len(words) else around

    def pieces(self) -> Iterator[tuple[Span, ...]]:
        """The spans of each of its ``parts``; what stands between them is as long everywhere."""
        between = len(str(self)) - sum(map(len, self.parts))
        comma = between // max(1, len(self.parts) - 1)
        start = 0
        for part in self.parts:
            yield tuple(cut(self.spans, start, start + len(part)))
            start += len(part) + comma

    def listed(self) -> Iterator[Self]:
        """Each of its ``parts`` as a line of its own."""
        for spans in self.pieces():
            yield self._replace(spans=spans, parts=())

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """The words and the target of each link, in order."""
        parts = groupby(self.spans, key=lambda span: span.url)
        return tuple(("".join(span.text for span in spans), url) for url, spans in parts if url)

    @property
    def urls(self) -> tuple[str, ...]:
        """The targets of its links, in order."""
        return tuple(dict.fromkeys(url for _, url in self.links))


def cut(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    """The spans, and pieces of spans, of the characters from ``start`` to ``end``."""
    for span in spans:
        if text := span.text[max(0, start) : max(0, end)]:
            yield span._replace(text=text)
        start, end = start - len(span.text), end - len(span.text)


def _direction(word: str) -> str | None:
    """The direction of its first letter; None where it has none."""
    for kind in map(bidirectional, word):
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return None
