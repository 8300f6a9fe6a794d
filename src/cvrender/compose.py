"""Compose: CV → Outline, in one variant and language; dates worded, Markdown parsed, in order."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from cvrender import dates, inline, languages
from cvrender.checks.phones import calls
from cvrender.chronology import newest_first
from cvrender.inline import Span
from cvrender.names import same_person
from cvrender.outline import Bullet, Closing, Contact, Entry, Fact, Line, Outline, Photo, Section
from cvrender.variants import WHOLE, Choice, is_emptied, is_emptied_entry, ordered, shown
from cvrender.web_address import display, href

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cvrender import model
    from cvrender.checks.texts import Text
    from cvrender.model import CV
    from cvrender.outline import Role
    from cvrender.syntax.nodes import KeyPath

DOI = "https://doi.org/"

_KEYS = {
    "email": "email",
    "phone": "phone",
    "location": "location",
    "detail": "details",
    "website": "website",
    "link": "links",
}
"""The key of the CV that each kind of contact comes from."""
_SCHEME = re.compile(r"^(https?://|mailto:|tel:)", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
NO_FILES: Mapping[str, bytes] = MappingProxyType({})


def compose(cv: CV, choice: Choice = WHOLE, files: Mapping[str, bytes] = NO_FILES) -> Outline:
    """What a reader sees of ``cv`` in the variant and language of ``choice``.

    ``files`` are the contents of the files that it names, by their names.
    """
    return _Composer(cv, choice, files).outline()


def name(cv: CV) -> str:
    """The person's name in the CV's first language, which file names have in every language."""
    return str(_Composer(cv, WHOLE, NO_FILES).required(cv.name, "name", ("name",)))


class _Composer:
    """The CV and the choice, while the parts of the outline are composed."""

    def __init__(self, cv: CV, choice: Choice, files: Mapping[str, bytes]) -> None:
        self.cv, self.choice = cv, choice
        self.files = files
        self.variant = cv.variants[choice.variant] if choice.variant else None
        self.private = frozenset(cv.private) if choice.public else frozenset()
        self.language = choice.language or cv.spoken[0]

    def outline(self) -> Outline:
        cv = self.cv
        return Outline(
            name=self.required(cv.name, "name", ("name",)),
            headline=self.headline(),
            contacts=tuple(c for c in self.contacts() if _KEYS[c.kind] not in self.private),
            sections=tuple(self.sections()),
            language=languages.load(self.language),
            photo=self.picture(cv.photo, ("photo",)) if "photo" not in self.private else None,
            closing=self.closing(),
            back=self.back(),
            keywords=tuple(inline.readable(self.words(keyword)) for keyword in cv.keywords),
        )

    def words(self, text: Text) -> str:
        """``text`` in the chosen language, else in the first of the CV's that it has, else any."""
        if isinstance(text, str):
            return text
        known = (text.get(language, "") for language in (self.language, *self.cv.spoken))
        return next(filter(str.strip, known), next(iter(text.values())))

    def line(self, text: Text | None, role: Role, origin: KeyPath) -> Line | None:
        spans = inline.parse(self.words(text)) if text else ()
        return Line(spans, role, origin) if spans else None

    def required(self, text: Text, role: Role, origin: KeyPath) -> Line:
        """The line of a required text; empty where Markdown leaves nothing of it."""
        return self.line(text, role, origin) or Line((Span(""),), role, origin)

    def paragraphs(self, text: Text | None, origin: KeyPath) -> tuple[Line, ...]:
        parts = _PARAGRAPH.split(self.words(text)) if text else []
        return tuple(line for part in parts if (line := self.line(part, "paragraph", origin)))

    def headline(self) -> Line | None:
        if self.variant and self.variant.headline:
            path: KeyPath = ("variants", str(self.choice.variant), "headline")
            return self.line(self.variant.headline, "headline", path)
        return self.line(self.cv.headline, "headline", ("headline",))

    def back(self) -> Line | None:
        if self.cv.back is None:
            return None
        line = self.required(self.cv.back.label, "back", ("back",))
        return replace(line, spans=tuple(replace(s, url=self.cv.back.url) for s in line.spans))

    def picture(self, picture: model.Photo | None, path: KeyPath) -> Photo | None:
        if picture is None or picture.file not in self.files:
            return None
        alt = self.required(picture.alt, "photo", (*path, "alt"))
        return Photo(self.files[picture.file], str(alt))

    def closing(self) -> Closing | None:
        closing = self.cv.closing
        if closing is None or "closing" in self.private:
            return None
        line = self.required(closing.text, "closing", ("closing", "text"))
        return Closing(line, self.picture(closing.signature, ("closing", "signature")))

    def contacts(self) -> Iterable[Contact]:
        cv = self.cv
        for i, email in enumerate(cv.email):
            yield Contact(
                "email", _literal(email, "contact", ("email", i), href(f"mailto:{email}"))
            )
        for i, phone in enumerate(cv.phone):
            yield Contact("phone", _phone(phone, ("phone", i)))
        if location := self.line(cv.location, "contact", ("location",)):
            yield Contact("location", location)
        for i, detail in enumerate(cv.details):
            yield Contact("detail", self.required(detail, "contact", ("details", i)))
        if cv.website:
            website = _literal(address(cv.website), "contact", ("website",), href(cv.website))
            yield Contact("website", website)
        for i, link in enumerate(cv.links):
            yield Contact("link", self.link(link, ("links", i)))

    def link(self, link: model.Link, origin: KeyPath) -> Line:
        words = self.words(link.label) if link.label else ""
        label = inline.parse(words)
        if any(span.url for span in label):  # the address alone is linked
            label = (Span(words),)
        spans = (*_with_colon(label), Span(inline.readable(address(link.url)), url=href(link.url)))
        return Line(spans, "contact", origin)

    def sections(self) -> Iterable[Section]:
        """The sections in the variant's order, without those that it leaves empty."""
        for index, section in ordered(self.variant, shown(self.variant, self.cv.sections)):
            if not is_emptied(section, self.variant):
                yield self.section(index, section)

    def section(self, index: int, section: model.Section) -> Section:
        path: KeyPath = ("sections", index)
        words = section.title or languages.title(str(section.kind), self.language)
        return Section(
            title=self.required(words, "section-title", (*path, "title")),
            anchor=f"section-{index + 1}",
            kind=section.kind,
            text=self.paragraphs(section.text, (*path, "text")),
            entries=tuple(self.entries(section, path)),
            bullets=self.bullets(section.bullets, (*path, "bullets")),
            facts=self.facts(section.facts, (*path, "facts")),
            break_before=section.page_break == "before",
        )

    def entries(self, section: model.Section, path: KeyPath) -> Iterable[Entry]:
        """The section's entries, then its publications."""
        sort = newest_first if section.order else list
        for i, entry in sort(shown(self.variant, section.entries)):
            if not is_emptied_entry(entry, self.variant):
                yield self.entry(entry, (*path, "entries", i))
        for i, publication in sort(shown(self.variant, section.publications)):
            yield self.publication(publication, (*path, "publications", i))

    def bullets(self, bullets: tuple[model.Bullet, ...], path: KeyPath) -> tuple[Bullet, ...]:
        return tuple(
            Bullet(
                self.required(bullet.text, "bullet", (*path, i, "text")),
                self.bullets(bullet.bullets, (*path, i, "bullets")),
            )
            for i, bullet in shown(self.variant, bullets)
        )

    def facts(self, facts: tuple[model.Fact, ...], path: KeyPath) -> tuple[Fact, ...]:
        return tuple(
            Fact(
                self.required(fact.label, "label", (*path, i, "label")),
                self.fact_text(fact.text, (*path, i, "text")),
                fact.level,
            )
            for i, fact in shown(self.variant, facts)
        )

    def entry(self, entry: model.Entry, path: KeyPath) -> Entry:
        organization = entry.organization or ""
        below = (*path, "organization")
        if entry.title:
            title = self.required(entry.title, "title", (*path, "title"))
        else:
            title = self.required(organization, "organization-title", below)
        return replace(
            self.part(entry, title, path),
            organization=self.line(organization, "organization", below) if entry.title else None,
            url=self.url(entry.url, path),
            roles=tuple(
                self.role(role, (*path, "roles", i)) for i, role in shown(self.variant, entry.roles)
            ),
        )

    def role(self, role: model.Role, path: KeyPath) -> Entry:
        return self.part(role, self.required(role.title, "title", (*path, "title")), path)

    def part(self, part: model.Entry | model.Role, title: Line, path: KeyPath) -> Entry:
        return Entry(
            title=title,
            dates=self.dates(part, path),
            location=self.line(part.location, "location", (*path, "location")),
            summary=self.paragraphs(part.summary, (*path, "summary")),
            bullets=self.bullets(part.bullets, (*path, "bullets")),
            facts=self.facts(part.facts, (*path, "facts")),
            keywords=self.keywords(part.keywords, "keywords", (*path, "keywords")),
        )

    def url(self, url: str | None, path: KeyPath) -> Line | None:
        return _literal(address(url), "url", (*path, "url"), href(url)) if url else None

    def fact_text(self, text: Text | tuple[str, ...], path: KeyPath) -> Line:
        """What a label introduces: a text, or a list in one line."""
        if isinstance(text, tuple):
            return self.keywords(text, "fact", path) or Line((Span(""),), "fact", path)
        return self.required(text, "fact", path)

    def keywords(self, keywords: tuple[Text, ...], role: Role, path: KeyPath) -> Line | None:
        words = [self.words(keyword) for keyword in keywords]
        comma = languages.between(words, self.language)
        line = self.line(comma.join(words), role, path)
        parts = tuple(map(_plain_text, words))
        if line and comma.join(parts) != str(line):  # emphasis from one to the next
            parts = (str(line),)
        return replace(line, parts=parts) if line else None

    def dates(self, part: model.Dated, path: KeyPath) -> Line | None:
        if part.date:
            return self.date(part.date, path)
        if not (part.start or part.end):
            return None
        style, present = self.choice.dates
        now = self.words(present) if present else ""
        text = dates.span(part.start, part.end, self.language, style, now)
        line = _literal(text, "dates", (*path, "start" if part.start else "end"))
        return replace(line, iso=(part.start or "", part.end or dates.PRESENT))

    def date(self, date: Text | None, path: KeyPath) -> Line | None:
        if not date:
            return None
        words = self.words(date)
        shown = dates.one(words, self.language, self.choice.dates.style)
        line = _literal(shown, "dates", (*path, "date"))
        return replace(line, iso=(words,)) if dates.PATTERN.fullmatch(words) else line

    def publication(self, item: model.Publication, path: KeyPath) -> Entry:
        doi = item.doi
        details = (
            self.authors(item.authors, (*path, "authors")),
            self.line(item.venue, "venue", (*path, "venue")),
            _literal(f"doi:{doi}", "doi", (*path, "doi"), DOI + doi) if doi else None,
        )
        return Entry(
            title=self.required(item.title, "title", (*path, "title")),
            dates=self.date(item.date, path),
            details=tuple(line for line in details if line),
            url=self.url(item.url, path),
            summary=self.paragraphs(item.summary, (*path, "summary")),
            publication=True,
        )

    def authors(self, authors: tuple[str, ...], path: KeyPath) -> Line | None:
        """The authors in one line, the CV's person in bold."""
        if not authors:
            return None
        names = [self.cv.name] if isinstance(self.cv.name, str) else self.cv.name.values()
        comma = languages.between(authors, self.language)
        spans: list[Span] = []
        for author in authors:
            if spans:
                spans.append(Span(comma))
            parsed = inline.parse(author)
            is_person = any(same_person(_plain_text(author), name) for name in names)
            spans.extend(replace(span, bold=span.bold or is_person) for span in parsed)
        return Line(tuple(spans), "authors", path, parts=tuple(map(_plain_text, authors)))


def _plain_text(text: str) -> str:
    """The words of ``text``, which is Markdown."""
    return "".join(span.text for span in inline.parse(text))


def address(url: str) -> str:
    """An address as people write it: no scheme, no ``www.``, no closing slash."""
    return _SCHEME.sub("", display(url)).removeprefix("www.").removesuffix("/")


def _phone(text: str, origin: KeyPath) -> Line:
    """A telephone number, linked as a whole; of several in one text each."""
    found = calls(text)
    if len(found) < 2:
        return _literal(text, "contact", origin, found[0].url if found else None)
    spans: list[Span] = []
    at = 0
    for start, end, url in found:
        spans += [Span(text[at:start]), Span(text[start:end], url=url)]
        at = end
    spans.append(Span(text[at:]))
    return Line(tuple(span for span in spans if span.text), "contact", origin)


def _literal(text: str, role: Role, origin: KeyPath, url: str | None = None) -> Line:
    """A line of a value that is not Markdown."""
    return Line((Span(inline.readable(text), url=url),), role, origin)


def _with_colon(label: tuple[Span, ...]) -> tuple[Span, ...]:
    """``label`` with a colon that is not emphasized."""
    if not label:
        return ()
    last = label[-1]
    is_plain = last == Span(last.text)
    return (*label[:-1], Span(f"{last.text}: ")) if is_plain else (*label, Span(": "))
