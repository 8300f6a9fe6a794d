"""CV → Outline: dates worded, titles given, Markdown read, lines placed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cvrender import dates, inline
from cvrender.inline import Span
from cvrender.outline import Bullet, Contact, Entry, Fact, Line, Outline, Section, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cvrender import model
    from cvrender.model import CV, Text
    from cvrender.positions import Path

__all__ = ["compose", "shown"]

DOI = "https://doi.org/"

_SCHEME = re.compile(r"^(https?://|mailto:|tel:)", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_WORDS = Words(
    present="present",
    page="Page {page} of {pages}",
    skip="Skip to content",
    contact="Contact",
)


def compose(cv: CV) -> Outline:
    """Settle what a reader sees of ``cv``."""
    return _Composer(cv).outline()


class _Composer:
    """Holds the CV and its language while the parts are composed."""

    def __init__(self, cv: CV) -> None:
        self.cv = cv
        self.language: str = cv.language

    def outline(self) -> Outline:
        cv = self.cv
        return Outline(
            name=self.must(cv.name, ("name",)),
            headline=self.line(cv.headline, ("headline",)),
            contacts=tuple(self.contacts()),
            sections=tuple(self.section(i, section) for i, section in enumerate(cv.sections)),
            words=_WORDS,
            language=self.language,
            back=_linked(self.line(cv.back.label, ("back",)), cv.back.url) if cv.back else None,
            keywords=tuple(self.words(keyword) for keyword in cv.keywords),
        )

    def words(self, text: Text) -> str:
        return (
            text if isinstance(text, str) else text.get(self.language) or next(iter(text.values()))
        )

    def line(self, text: Text | None, origin: Path) -> Line | None:
        spans = inline.parse(self.words(text)) if text else ()
        return Line(spans, origin) if spans else None

    def must(self, text: Text, origin: Path) -> Line:
        return self.line(text, origin) or Line((Span(""),), origin)

    def paragraphs(self, text: Text | None, origin: Path) -> tuple[Line, ...]:
        parts = _PARAGRAPH.split(self.words(text)) if text else []
        return tuple(line for part in parts if (line := self.line(part, origin)))

    def contacts(self) -> Iterable[Contact]:
        cv = self.cv
        for i, email in enumerate(cv.email):
            yield Contact("email", _plain(email, ("email", i), f"mailto:{email}"))
        for i, phone in enumerate(cv.phone):
            yield Contact("phone", _plain(phone, ("phone", i), _tel(phone)))
        if location := self.line(cv.location, ("location",)):
            yield Contact("location", location)
        if cv.website:
            yield Contact("website", _plain(shown(cv.website), ("website",), cv.website))
        for i, link in enumerate(cv.links):
            yield Contact("link", self.link(link, ("links", i)))

    def link(self, link: model.Link, origin: Path) -> Line:
        label = f"{self.words(link.label)}: " if link.label else ""
        before = (Span(label),) if label else ()
        return Line((*before, Span(shown(link.url), url=link.url)), origin)

    def section(self, index: int, section: model.Section) -> Section:
        path: Path = ("sections", index)
        entries = [self.entry(e, (*path, "entries", i)) for i, e in enumerate(section.entries)]
        publications = [
            self.publication(p, (*path, "publications", i))
            for i, p in enumerate(section.publications)
        ]
        title = section.title or str(section.kind).capitalize()
        return Section(
            title=self.must(title, (*path, "title")),
            anchor=f"section-{index + 1}",
            kind=section.kind,
            text=self.paragraphs(section.text, (*path, "text")),
            entries=(*entries, *publications),
            bullets=self.bullets(section.bullets, (*path, "bullets")),
            facts=self.facts(section.facts, (*path, "facts")),
            break_before=section.page_break == "before",
        )

    def bullets(self, bullets: tuple[model.Bullet, ...], path: Path) -> tuple[Bullet, ...]:
        return tuple(
            Bullet(
                self.must(bullet.text, (*path, i, "text")),
                self.bullets(bullet.bullets, (*path, i, "bullets")),
            )
            for i, bullet in enumerate(bullets)
        )

    def facts(self, facts: tuple[model.Fact, ...], path: Path) -> tuple[Fact, ...]:
        return tuple(
            Fact(
                self.must(fact.label, (*path, i, "label")),
                self.must(fact.text, (*path, i, "text")),
            )
            for i, fact in enumerate(facts)
        )

    def entry(self, entry: model.Entry, path: Path) -> Entry:
        field = "title" if entry.title else "organization"
        title = self.must(getattr(entry, field), (*path, field))
        organization = entry.organization if entry.title else None
        return replace(
            self.part(entry, title, path),
            organization=self.line(organization, (*path, "organization")),
            url=_plain(shown(entry.url), (*path, "url"), entry.url) if entry.url else None,
            roles=tuple(self.role(r, (*path, "roles", i)) for i, r in enumerate(entry.roles)),
        )

    def role(self, role: model.Role, path: Path) -> Entry:
        return self.part(role, self.must(role.title, (*path, "title")), path)

    def part(self, part: model.Entry | model.Role, title: Line, path: Path) -> Entry:
        return Entry(
            title=title,
            dates=self.dates(part, path),
            location=self.line(part.location, (*path, "location")),
            summary=self.paragraphs(part.summary, (*path, "summary")),
            bullets=self.bullets(part.bullets, (*path, "bullets")),
            facts=self.facts(part.facts, (*path, "facts")),
            keywords=self.line(", ".join(map(self.words, part.keywords)), (*path, "keywords")),
        )

    def dates(self, part: model.Dated, path: Path) -> Line | None:
        if part.date:
            return self.date(part.date, path)
        if not (part.start or part.end):
            return None
        text = dates.span(part.start, part.end, self.language, _WORDS.present)
        return _plain(text, (*path, "start" if part.start else "end"))

    def date(self, date: Text | None, path: Path) -> Line | None:
        return _plain(dates.one(self.words(date), self.language), (*path, "date")) if date else None

    def publication(self, item: model.Publication, path: Path) -> Entry:
        details = (
            self.authors(item.authors, (*path, "authors")),
            self.line(item.venue, (*path, "venue")),
            _plain(f"doi:{item.doi}", (*path, "doi"), DOI + item.doi) if item.doi else None,
        )
        return Entry(
            title=self.must(item.title, (*path, "title")),
            dates=self.date(item.date, path),
            details=tuple(line for line in details if line),
            url=_plain(shown(item.url), (*path, "url"), item.url) if item.url else None,
            summary=self.paragraphs(item.summary, (*path, "summary")),
        )

    def authors(self, authors: tuple[str, ...], path: Path) -> Line | None:
        """The authors in one line, the CV's person in bold."""
        if not authors:
            return None
        person = str(self.must(self.cv.name, ())).casefold()
        spans: list[Span] = []
        for author in authors:
            spans.append(Span(", ")) if spans else None
            parsed = inline.parse(author)
            is_person = "".join(span.text for span in parsed).casefold() == person
            spans.extend(replace(span, bold=span.bold or is_person) for span in parsed)
        return Line(tuple(spans), path)


def shown(url: str) -> str:
    """An address as people write it: no scheme, no ``www.``, no closing slash."""
    return _SCHEME.sub("", url).removeprefix("www.").removesuffix("/")


def _plain(text: str, origin: Path, url: str | None = None) -> Line:
    return Line((Span(text, url=url),), origin)


def _linked(line: Line | None, url: str) -> Line | None:
    return Line(tuple(replace(span, url=url) for span in line.spans), line.origin) if line else None


def _tel(phone: str) -> str:
    """RFC 3966: digits, and the plus of an international number."""
    return "tel:" + re.sub(r"[^\d+]", "", phone)
