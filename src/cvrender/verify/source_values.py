"""A line as the source says it, where a file keeps values as data: dates, addresses, lists."""

from collections.abc import Iterator

from cvrender.inline import Span
from cvrender.outline import Contact, Line, Outline


def source_lines(outline: Outline) -> Iterator[Line]:
    """The lines of ``outline`` in its order; of a list, its parts stand behind each other."""
    contacts = {contact.line: contact for contact in outline.contacts}
    for line in outline.lines():
        if line in contacts:
            yield _contact(contacts[line])
        elif (spans := _spans(line)) is not line.spans:
            yield line._replace(spans=spans)
        else:
            yield line


def _contact(contact: Contact) -> Line:
    line = contact.line
    match contact.kind:
        case "email" | "phone":
            return line._replace(spans=(Span(str(line)),))
        case "website" | "link":
            label = "".join(span.text for span in line.spans if not span.url)
            parts = tuple(filter(None, (label.removesuffix(": "), line.urls[0])))
            return line._replace(spans=(Span(" ".join(parts)),), parts=parts)
        case _:
            return line


def _spans(line: Line) -> tuple[Span, ...]:
    match line.role:
        case "dates":
            return (Span(" ".join(filter(None, line.iso)) or str(line)),)
        case "url":
            return (Span(line.urls[0]),)
        case "doi":
            return (Span(str(line).removeprefix("doi:")),)
        case _ if line.parts:
            spaced = tuple(span for piece in line.pieces() for span in (Span(" "), *piece))
            return spaced[1:]
        case _:
            return line.spans
