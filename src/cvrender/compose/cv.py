"""CV → Outline, in one variant and language; dates worded, Markdown parsed, in order."""

from collections.abc import Collection, Iterable

from cvrender import dates, inline, languages, model
from cvrender.anonymity import anonymous
from cvrender.checks.texts import Text
from cvrender.chronology import newest_first
from cvrender.compose.person import Person, address
from cvrender.compose.texts import NO_FILES, Files, literal, numbered
from cvrender.inline import Span, plain_text
from cvrender.model import CV
from cvrender.names import same_person
from cvrender.outline import Closing, Entry, Fact, Line, Outline, Section
from cvrender.syntax.nodes import KeyPath
from cvrender.variants import WHOLE, Choice, calls, is_emptied, is_emptied_entry, ordered, shown
from cvrender.web_address import href

_PLANNED = ("work", "education", "projects", "volunteer")
"""Kinds of sections in which an end in the future is a plan, and no validity or term."""
DOI = "https://doi.org/"


def compose(cv: CV, choice: Choice = WHOLE, files: Files = NO_FILES) -> Outline:
    """What a reader sees of ``cv`` in the variant and language of ``choice``.

    ``files`` are the pictures that it names, by the keys that lead to them. An anonymous reading
    has none of them, and no links.
    """
    if choice.anonymous:
        return _Composer(anonymous(cv), choice, NO_FILES).outline().unlinked()
    return _Composer(cv, choice, files).outline()


def name(cv: CV, is_anonymous: bool = False) -> str:
    """The person's name in the CV's first language, which file names have in every language."""
    return str(Person(anonymous(cv) if is_anonymous else cv, WHOLE, NO_FILES).name())


class _Composer(Person):
    """The CV and the choice, while the parts of the outline are composed."""

    def outline(self) -> Outline:
        return Outline(
            name=self.name(),
            headline=self.headline(),
            contacts=self.contacts(),
            sections=tuple(self.sections()),
            language=self.spoken(),
            photo=self.photo(),
            closing=self.closing(),
            back=self.back(),
            keywords=self.document_keywords(),
            variant=self.choice.variant,
            public=self.choice.public,
            anonymous=self.choice.anonymous,
            day=self.day(),
        )

    def day(self) -> str:
        """The day on which it is made, as a letter in its language has it."""
        pattern = languages.load(self.language).letter.date
        return dates.day(self.choice.day, self.language, pattern) if self.choice.day else ""

    def back(self) -> Line | None:
        if self.cv.back is None:
            return None
        line = self.required(self.cv.back.label, "back", ("back",))
        return line._replace(spans=tuple(s._replace(url=self.cv.back.url) for s in line.spans))

    def closing(self) -> Closing | None:
        closing = self.cv.closing
        if closing is None or "closing" in self.private:
            return None
        line = self.required(closing.text, "closing", ("closing", "text"))
        return Closing(line, self.picture(closing.signature, ("closing", "signature")))

    def sections(self) -> Iterable[Section]:
        """The sections in the variant's order, without those that it leaves empty."""
        for index, section in ordered(self.variant, shown(self.variant, self.cv.sections)):
            if not (self.is_of_others(section) or is_emptied(section, self.variant)):
                yield self.section(index, section)

    def is_of_others(self, section: model.Section) -> bool:
        """Whether it holds references, who would tell of whom an anonymous CV is."""
        titles = ("references", languages.title("references", self.language))
        return self.choice.anonymous and any(calls(title, section) for title in titles)

    def section(self, index: int, section: model.Section) -> Section:
        path: KeyPath = ("sections", index)
        words = section.title or languages.title(str(section.kind), self.language)
        return Section(
            title=self.required(words, "section-title", (*path, "title")),
            anchor=f"section-{index + 1}",
            kind=section.kind,
            text=self.paragraphs(section.text, (*path, "text")),
            entries=tuple(self.entries(section, path)),
            bullets=numbered(self.bullets(section.bullets, (*path, "bullets")), section.numbering),
            facts=self.facts(section.facts, (*path, "facts")),
            numbering=section.numbering,
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
        return self.part(entry, title, path)._replace(
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
        return literal(address(url), "url", (*path, "url"), href(url)) if url else None

    def fact_text(self, text: Text | tuple[str, ...], path: KeyPath) -> Line:
        """What a label introduces: a text, or a list in one line."""
        if isinstance(text, tuple):
            return self.keywords(text, "fact", path) or Line((Span(""),), "fact", path)
        return self.required(text, "fact", path)

    def kind(self, path: KeyPath) -> str | None:
        """That of the section in which ``path`` leads to something."""
        return self.cv.sections[int(path[1])].kind

    def wording(self, path: KeyPath, planned: Collection[str]) -> dates.Wording:
        """How dates are worded there; in sections of other kinds than ``planned``, as certain."""
        usual = self.choice.dates
        return usual._replace(expected=usual.expected and self.kind(path) in planned)

    def dates(self, part: model.Dated, path: KeyPath) -> Line | None:
        if part.date:
            return self.date(part.date, path)
        if not (part.start or part.end):
            return None
        wording = self.wording(path, _PLANNED)
        text = dates.span(part.start, part.end, self.language, wording, self.choice.day)
        line = literal(text, "dates", (*path, "start" if part.start else "end"))
        return line._replace(iso=(part.start or "", part.end or dates.PRESENT))

    def date(self, date: Text | None, path: KeyPath) -> Line | None:
        if not date:
            return None
        words = self.words(date)
        wording = self.wording(path, (*_PLANNED, "certificates"))
        shown = dates.one(words, self.language, wording, self.choice.day)
        line = literal(shown, "dates", (*path, "date"))
        return line._replace(iso=(words,)) if dates.PATTERN.fullmatch(words) else line

    def publication(self, item: model.Publication, path: KeyPath) -> Entry:
        doi = item.doi
        details = (
            self.authors(item.authors, (*path, "authors")),
            self.line(item.venue, "venue", (*path, "venue")),
            literal(f"doi:{doi}", "doi", (*path, "doi"), DOI + doi) if doi else None,
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
            is_person = any(same_person(plain_text(author), name) for name in names)
            spans.extend(span._replace(bold=span.bold or is_person) for span in parsed)
        return Line(tuple(spans), "authors", path, parts=tuple(map(plain_text, authors)))
