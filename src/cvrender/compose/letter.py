"""A letter and the CV of its sender → Outline: worded, with its values, as its layout orders it."""

import re
from collections.abc import Iterator, Mapping

from cvrender import dates, languages, layouts, names
from cvrender.checks.texts import Text
from cvrender.compose.person import Person
from cvrender.compose.texts import NO_FILES, Files, Texts, literal, worded
from cvrender.inline import Span, plain_text
from cvrender.model import CV, VALUE, Letter
from cvrender.model.letter import NAMED, Recipient
from cvrender.outline import Bullet, Fact, Line, Outline
from cvrender.outline.letter import Letter as Composed
from cvrender.outline.letter import Passage
from cvrender.outline.letter import Recipient as Addressed
from cvrender.syntax.nodes import KeyPath
from cvrender.variants import WHOLE, Choice, shown

_AT: KeyPath = ("letter",)
"""The key of a source that leads to its letter, beside the keys of the CV."""
SIGNATURE: KeyPath = (*_AT, "signature")
_ITEM = re.compile(r"[-*•] +(.*)", re.DOTALL)
_BEFORE_ITEM = re.compile(r"\n(?=[ \t]*[-*•] )")
_FREED = re.compile(r"\\(?=\{\w)")
_DEGREES = re.compile(r"((?:(?:Prof|Dr|Dipl|Ing|Mag|PD)\b\.?[ -]?)+)(.*)")
"""Academic titles, which stay before a family name."""


def compose_letter(
    letter: Letter, cv: CV, choice: Choice = WHOLE, files: Files = NO_FILES
) -> Outline:
    """What the recipient of ``choice`` sees of ``letter``, sent by the person of ``cv``."""
    return _Composer(letter, cv, choice, files).outline()


class _Composer(Texts):
    """The letter and the choice, while the parts of the outline are composed."""

    def __init__(self, letter: Letter, cv: CV, choice: Choice, files: Files) -> None:
        super().__init__(cv, choice, files)
        self.letter, self.sender = letter, Person(cv, choice, files)
        self.known = languages.load(self.language).letter
        self.layout = layouts.load(choice.layout)
        self.said = self.layout.said(self.language)
        several = letter.to or (Recipient(),)
        self.to = several[choice.recipient]
        self.to_path: KeyPath = (*_AT, "to", choice.recipient)
        own = {key: text for key in NAMED if (text := getattr(self.to, key))}
        self.values: Mapping[str, Text] = {**own, **letter.values, **self.to.values}

    def outline(self) -> Outline:
        sender = self.sender
        return Outline(
            name=sender.name(),
            headline=sender.headline(),
            contacts=sender.contacts(),
            sections=(),
            language=self.spoken(),
            photo=sender.photo() if self.letter.photo else None,
            letter=self.composed(self.opening()),
            keywords=sender.document_keywords(),
        )

    def composed(self, opening: Line) -> Composed:
        is_signed = "closing" not in self.private
        return Composed(
            layout=self.choice.layout,
            recipient=self.recipient(),
            opening=opening,
            passages=tuple(self.passages()),
            closing=self.closing(opening),
            signer=self.sender.name()._replace(role="signer"),
            date=self.date(),
            subject=self.subject(),
            signature=self.picture(self.letter.signature, SIGNATURE) if is_signed else None,
            enclosures=self.enclosures(),
            return_address=self.return_address() if self.layout.return_address else None,
            date_beside=self.layout.date_beside and self.to != Recipient(),
            order=self.layout.head,
        )

    def words(self, text: Text) -> str:
        """The words of ``text``, and in a letter's the values for their names in braces."""
        filled = VALUE.sub(lambda found: self.value(found[1], found[0]), super().words(text))
        return _FREED.sub("", filled)

    def value(self, name: str, absent: str) -> str:
        known = self.values.get(name)
        return absent if known is None else super().words(known)

    def recipient(self) -> Addressed:
        to, path = self.to, self.to_path
        address = (
            self.line(line, "recipient", (*path, "address", i)) for i, line in enumerate(to.address)
        )
        return Addressed(
            name=self.line(to.name, "recipient", (*path, "name")),
            position=self.line(to.position, "recipient", (*path, "position")),
            organization=self.line(to.organization, "recipient", (*path, "organization")),
            address=tuple(filter(None, address)),
            order=self.layout.address,
        )

    def return_address(self) -> Line | None:
        """Name and place in a line, where that is a postal address, which has numbers."""
        name = self.sender.name()
        place = next((c.line for c in self.sender.contacts() if c.kind == "location"), None)
        if place is None or not any(map(str.isdigit, str(place))) or self.to == Recipient():
            return None
        return Line((*name.spans, Span(" · "), *place.spans), "return-address", place.origin)

    def date(self) -> Line | None:
        """Place and date in a line; a day as the layout or the language words it."""
        letter, path = self.letter, (*_AT, "date" if self.letter.date else "place")
        words = self.words(letter.date) if letter.date else self.choice.day
        pattern = self.said.date or self.known.date
        found = dates.day(words, self.language, pattern)
        place = self.words(letter.place) if letter.place else ""
        text = self.known.place.format(place=place, date=found) if place and found else found
        line = worded(text or place, "letter-date", path)
        return line._replace(iso=(words,)) if line and dates.PATTERN.fullmatch(words) else line

    def subject(self) -> Line | None:
        line = self.line(self.letter.subject, "subject", (*_AT, "subject"))
        before, _, after = self.known.subject.partition("{subject}")
        around = (Span(before), *(line.spans if line else ()), Span(after))
        return line._replace(spans=tuple(s for s in around if s.text)) if line else None

    def opening(self) -> Line:
        for text, path in (
            (self.to.opening, (*self.to_path, "opening")),
            (self.letter.opening, (*_AT, "opening")),
        ):
            if line := self.line(text, "salutation", path):
                return line
        return literal(self.worded_opening(), "salutation", self.to_path)

    def worded_opening(self) -> str:
        """As the language has it: with the form of address that the name begins with."""
        name = plain_text(self.words(self.to.name)) if self.to.name else ""
        forms = sorted(self.known.openings, key=len, reverse=True)
        form = next((form for form in forms if name.startswith(f"{form} ")), "")
        pattern = self.known.openings[form] if form else self.known.named
        called = name.removeprefix(form).strip()
        words = pattern if name else self.known.anybody
        words = words.format(name=called, family=_family(called, self.language))
        mark = self.said.opening_mark
        return words if mark is None else words.removesuffix(",") + mark

    def passages(self) -> Iterator[Passage]:
        for i, passage in shown(self.variant, self.letter.letter):
            path: KeyPath = (*_AT, "letter", i)
            if passage.text:
                yield from self.blocks(self.words(passage.text), (*path, "text"))
            if bullets := self.bullets(passage.bullets, (*path, "bullets")):
                yield Passage(bullets=bullets)

    def blocks(self, text: str, path: KeyPath) -> Iterator[Passage]:
        """The paragraphs of ``text``, and the lists that its lines with ``- `` are."""
        for block in re.split(r"\n[ \t]*\n", text):
            items: list[Bullet] = []
            margin = 0
            for part in _BEFORE_ITEM.split(block.strip("\n")):
                item = _ITEM.fullmatch(part.strip())
                indent = len(part) - len(part.lstrip())
                if not item or not (line := worded(item[1], "bullet", path)):
                    if line := worded(part.strip(), "paragraph", path):
                        yield Passage(line)
                elif items and indent > margin:
                    above = items[-1]
                    items[-1] = above._replace(bullets=(*above.bullets, Bullet(line)))
                else:
                    items.append(Bullet(line))
                    margin = indent
            if items:
                yield Passage(bullets=tuple(items))

    def closing(self, opening: Line) -> Line:
        path = (*_AT, "closing")
        if line := self.line(self.letter.closing, "valediction", path):
            return line
        said = str(opening).rstrip(",:!، ")
        words = self.said.closing or self.known.closing
        return literal(words.replace("{opening}", said), "valediction", path)

    def enclosures(self) -> Fact | None:
        path = (*_AT, "enclosures")
        listed = self.keywords(self.letter.enclosures, "fact", path)
        label = self.said.enclosures or self.known.enclosures
        return Fact(literal(label, "label", path), listed) if listed else None


def _family(name: str, language: str) -> str:
    """The family name behind academic titles, where it is certain which word that is."""
    found = _DEGREES.fullmatch(name)
    titles, rest = (found[1], found[2]) if found else ("", name)
    return titles + rest[names.family_name(rest, language) or 0 :]
