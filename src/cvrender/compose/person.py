"""The person: name, headline, contacts and photo, which CV and letter have in common."""

import re
from collections.abc import Iterable

from cvrender import inline, model
from cvrender.checks.phones import calls
from cvrender.compose.texts import Texts, literal
from cvrender.inline import Span
from cvrender.outline import Contact, Line, Photo
from cvrender.syntax.nodes import KeyPath
from cvrender.web_address import display, href

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


class Person(Texts):
    """Composes the name block."""

    def name(self) -> Line:
        return self.required(self.cv.name, "name", ("name",))

    def headline(self) -> Line | None:
        if self.variant and self.variant.headline:
            path: KeyPath = ("variants", str(self.choice.variant), "headline")
            return self.line(self.variant.headline, "headline", path)
        return self.line(self.cv.headline, "headline", ("headline",))

    def photo(self) -> Photo | None:
        return self.picture(self.cv.photo, ("photo",)) if "photo" not in self.private else None

    def document_keywords(self) -> tuple[str, ...]:
        """What the file's properties say that no page shows."""
        return tuple(inline.readable(self.words(keyword)) for keyword in self.cv.keywords)

    def contacts(self) -> tuple[Contact, ...]:
        return tuple(c for c in self._contacts() if _KEYS[c.kind] not in self.private)

    def _contacts(self) -> Iterable[Contact]:
        cv = self.cv
        for i, email in enumerate(cv.email):
            yield Contact("email", literal(email, "contact", ("email", i), href(f"mailto:{email}")))
        for i, phone in enumerate(cv.phone):
            yield Contact("phone", _phone(phone, ("phone", i)))
        if location := self.line(cv.location, "contact", ("location",)):
            yield Contact("location", location)
        for i, detail in enumerate(cv.details):
            yield Contact("detail", self.required(detail, "contact", ("details", i)))
        if cv.website:
            website = literal(address(cv.website), "contact", ("website",), href(cv.website))
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


def address(url: str) -> str:
    """An address as people write it: no scheme, no ``www.``, no closing slash."""
    return _SCHEME.sub("", display(url)).removeprefix("www.").removesuffix("/")


def _phone(text: str, origin: KeyPath) -> Line:
    """A telephone number, linked as a whole; of several in one text each."""
    found = calls(text)
    if len(found) < 2:
        return literal(text, "contact", origin, found[0].url if found else None)
    spans: list[Span] = []
    at = 0
    for start, end, url in found:
        spans += [Span(text[at:start]), Span(text[start:end], url=url)]
        at = end
    spans.append(Span(text[at:]))
    return Line(tuple(span for span in spans if span.text), "contact", origin)


def _with_colon(label: tuple[Span, ...]) -> tuple[Span, ...]:
    """``label`` with a colon that is not emphasized."""
    if not label:
        return ()
    last = label[-1]
    is_plain = last == Span(last.text)
    return (*label[:-1], Span(f"{last.text}: ")) if is_plain else (*label, Span(": "))
