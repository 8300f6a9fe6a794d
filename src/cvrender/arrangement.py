"""Arrangement: the heads of entries in the rows that a theme wants, where its fonts have room.

The theme's tokens ``entries`` decide in which order the lines of an entry are read, and which run
on in one row. Renderers set the rows as they are, and ``verify`` expects their order.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from cvrender import languages, proficiency
from cvrender.citation import cited
from cvrender.inline import Span
from cvrender.outline import Entry, Fact, HeadRow, Line, Outline, Section
from cvrender.renderers import line_fit, timeline
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens

_LETTERS = re.compile(r"[\W_]+")
_CLOSE = frozenset(",;:")
"""Signs that stand at the word before them."""


def arrange(outline: Outline, tokens: Tokens) -> Outline:
    """``outline`` with each entry as ``tokens.entries`` wants it: the same lines, in its order.

    An address that the title carries as its link is no line any more, and a label of keywords is
    one. Whatever the sizes of ``tokens`` are, a row is only made where it fits.
    """
    return _Arranger(outline, tokens).arranged()


class _Arranger:
    """The tokens and the room of one document, while its entries are arranged."""

    def __init__(self, outline: Outline, tokens: Tokens) -> None:
        self.outline, self.tokens, self.look = outline, tokens, tokens.entries
        self.has_column = self.look.layout == "dates-left"
        self.room = line_fit.text_room(tokens)
        if self.has_column:
            self.room -= line_fit.dates_column(outline, _dates(outline), tokens)
        elif self.look.layout == "timeline":
            self.room -= timeline.ROOM

    def arranged(self) -> Outline:
        kinds, sections = self.tokens.sidebar.sections, self.outline.sections
        side = _SideArranger(self.outline, self.tokens) if kinds else self
        arranged = ((side if each.kind in kinds else self).section(each) for each in sections)
        return replace(self.outline, sections=tuple(arranged))

    def section(self, section: Section) -> Section:
        arranged = section._replace(
            entries=tuple(map(self.entry, section.entries)),
            facts=tuple(self.fact(fact, section.kind) for fact in section.facts),
        )
        publications = self.tokens.publications
        if publications.style == "entry":
            return arranged
        return arranged._replace(entries=tuple(cited(arranged, publications, self.has_column)))

    def entry(self, entry: Entry) -> Entry:
        """``entry`` in rows, and so the roles in it."""
        return entry._replace(
            head=tuple(self.head(self.linked(entry))),
            facts=tuple(map(self.fact, entry.facts)),
            chips=_chips(entry.keywords) if self.look.keywords == "chips" else None,
            keywords_label=self.keywords_label(entry),
            facts_first=self.look.facts == "before",
            roles=tuple(map(self.entry, entry.roles)),
        )

    def fact(self, fact: Fact, kind: str | None = None) -> Fact:
        """``fact``, in a section of ``kind``, with the chips and the level that the theme wants."""
        chips = _chips(fact.text) if self.tokens.facts.layout == "chips" else None
        return fact._replace(chips=chips, drawn=self.level(fact, kind))

    def level(self, fact: Fact, kind: str | None) -> int | None:
        """The level to draw: the given one, or that which is said of a language."""
        if self.tokens.facts.levels == "none":
            return None
        if fact.level is not None or kind != "languages":
            return fact.level
        return proficiency.level(str(fact.text), self.outline.language)

    def linked(self, entry: Entry) -> Entry:
        """What is shown of ``entry``: a name carries its address where the theme wants that."""
        url = entry.url
        if url is None or self.look.url == "line":
            return entry
        lines = {"title": entry.title, "organization": entry.organization}
        named = next((key for key, line in lines.items() if line and _repeats(url, line)), None)
        key = named or ("title" if self.look.url == "link" else "")
        line = lines.get(key)
        if line is None or line.urls:
            return entry
        spans = tuple(span._replace(url=url.urls[0]) for span in line.spans)
        carrier = line._replace(spans=spans)
        if key == "title":
            return entry._replace(title=carrier, url=None)
        return entry._replace(organization=carrier, url=None)

    def keywords_label(self, entry: Entry) -> Line | None:
        """The language's word for skills, where keywords are introduced."""
        if entry.keywords is None or self.look.keywords != "label":
            return None
        word = languages.title("skills", str(self.outline.language))
        return Line((Span(word),), "label", entry.keywords.origin)

    def head(self, entry: Entry) -> Iterator[HeadRow]:
        rows, url = list(self.rows(entry)), entry.url
        if entry.details:
            rows.append(self.row(entry.details))
        if url is not None:
            longer = self.row((*rows[-1].words, url), rows[-1].aside, rows[-1].lead)
            if entry.details or self.fits(longer):
                rows.pop()
            else:
                longer = self.row((url,))
            rows.append(longer)
        yield from rows

    def rows(self, entry: Entry) -> Iterator[HeadRow]:
        """Title, dates, organization and place."""
        place = _present(entry.organization, entry.location)
        if self.look.layout == "timeline":
            yield from self.dated_rows(entry, place)
            return
        lead, aside = (entry.dates, None) if self.has_column else (None, entry.dates)
        if lead is not None and not line_fit.fits_dates_column(lead, self.tokens):
            yield self.row((lead,))
            lead = None
        whole = self.row((entry.title, *place), aside, lead)
        joins = self.joins(entry) or (self.has_column and entry.organization is None)
        if not place or (joins and self.fits(whole)):
            yield whole
        elif self.has_column or self.look.layout == "one-line":
            yield self.row((entry.title,), aside, lead)
            yield self.row(place)
        elif entry.organization is None and entry.dates is None:
            yield self.row((entry.title,), entry.location)
        else:
            yield self.row((entry.title,), aside)
            yield self.row(place[:1], place[1] if len(place) > 1 else None)

    def dated_rows(self, entry: Entry, place: tuple[Line, ...]) -> Iterator[HeadRow]:
        """The dates, and below them the rest; a short entry in one row behind its dates."""
        whole = self.row((entry.title, *place))
        beside = self.row((entry.title, *place), aside=entry.dates)
        if self.joins(entry) and self.fits(beside):
            yield self.row(whole.words, lead=entry.dates)
            return
        if entry.dates:
            yield self.row((entry.dates,))
        if self.fits(whole) or not place:
            yield whole
        else:
            yield from map(self.row, ((entry.title,), place))

    def joins(self, entry: Entry) -> bool:
        """Whether title, organization and place are wanted in one row."""
        brief = self.tokens.facts.brief == "run" and line_fit.are_brief(entry.facts, self.tokens)
        beyond = entry._replace(facts=()) if brief else entry
        is_short = next(_beyond(beyond), None) is None
        return self.look.layout == "one-line" or (is_short and self.look.short == "one-line")

    def row(
        self, words: tuple[Line, ...], aside: Line | None = None, lead: Line | None = None
    ) -> HeadRow:
        """The row of ``words``; what stands aside runs on too where the theme has no column."""
        if aside is not None and self.look.dates == "inline":
            words, aside = (*words, aside), None
        joints = tuple(self.joint(before, after) for before, after in pairwise(words))
        return HeadRow(words, joints, aside, lead)

    def joint(self, before: Line, after: Line) -> str:
        """What is written between two lines; none of it begins a printed line."""
        if after.role == "url" or before.role in ("authors", "venue", "doi"):
            sign = self.tokens.header.separator
        elif before.role == "title" and after.role != "dates":
            sign = self.look.title_separator
        else:
            sign = self.look.separator
        sign = sign.strip()
        if sign == ",":
            return languages.between((str(before), str(after)), self.outline.language.code)
        return f"{sign} " if sign[:1] in _CLOSE else f"\N{NO-BREAK SPACE}{sign} "

    def fits(self, row: HeadRow) -> bool:
        """Whether the PDF and the Word file have room for ``row`` in one line."""
        families = (self.tokens.fonts.body, self.tokens.word.fonts.body)
        return all(line_fit.row_fits(row, self.tokens, each, self.room) for each in families)


class _SideArranger(_Arranger):
    """For the sections of a sidebar: it has no room for a column of dates, at either side."""

    def __init__(self, outline: Outline, tokens: Tokens) -> None:
        looks = {"layout": "two-line", "dates": "inline"}
        super().__init__(outline, tokens.changed(entries=looks))
        self.room = to_points(tokens.sidebar.width)


def _chips(line: Line | None) -> Line | None:
    """What ``line`` lists, with blanks for commas; None where it lists nothing."""
    if line is None or not line.parts:
        return None
    first, *others = line.pieces()
    return line._replace(spans=(*first, *(s for each in others for s in (Span(" "), *each))))


def _dates(outline: Outline) -> Iterator[Line]:
    """The dates of all entries and roles."""
    for section in outline.sections:
        for entry in section.entries:
            yield from _present(entry.dates, *(role.dates for role in entry.roles))


def _present(*lines: Line | None) -> tuple[Line, ...]:
    return tuple(line for line in lines if line is not None)


def _beyond(entry: Entry) -> Iterator[object]:
    """What an entry has beyond title, organization, dates and an address."""
    for lines in (entry.details, entry.summary, entry.bullets, entry.facts, entry.roles):
        yield from lines
    yield from _present(entry.location, entry.keywords)


def _repeats(url: Line, line: Line) -> bool:
    """Whether the host or the last part of an address only says what ``line`` says."""
    said = _letters(str(line))
    host, *path = str(url).split("/")
    labels: Iterable[str] = path[-1:] or host.split(".")[-2:-1]
    return any(len(part) > 1 and part in said for part in map(_letters, labels))


def _letters(text: str) -> str:
    return _LETTERS.sub("", text).casefold()
