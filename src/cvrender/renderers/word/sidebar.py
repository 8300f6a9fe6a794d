"""Sidebar: photo, contacts and sections as paragraphs of a narrow column, in styles of its own."""

from collections.abc import Iterable, Iterator

from docx.parts.document import DocumentPart

from cvrender.outline import Fact, Line, Section
from cvrender.renderers import icons, line_fit
from cvrender.renderers.photo_frame import side_frame
from cvrender.renderers.sidebar import has_photo
from cvrender.renderers.word.body import Body
from cvrender.renderers.word.drawing import photo_above
from cvrender.renderers.word.header import with_icon
from cvrender.renderers.word.runs import LINE_BREAK, TAB, Paragraph, Runs, paragraph
from cvrender.renderers.word.style import SIDE
from cvrender.renderers.word.xml import Xml
from cvrender.theme.measures import to_points

_BETWEEN_LONG_FACTS = 0.5
"""In ems of the text."""


class Sidebar(Body):
    """What stands beside the text, in reading order."""

    def paragraphs(
        self, sections: Iterable[Section], part: DocumentPart, space: float
    ) -> Iterator[Paragraph]:
        """Photo, contacts and ``sections``, ``space`` points below the upper edge.

        The picture becomes a part of ``part``. Raises CvrenderError when the photo is in no format
        that Word shows.
        """
        above = [*self._photo(part), *self._contacts()]
        below = self.sections(sections, self.space("section") if above else space)
        if above:
            above[0] = above[0].formatted(space_before=space)
        return (each.placed(SIDE) for each in (*above, *below))

    def _photo(self, part: DocumentPart) -> Iterator[Paragraph]:
        photo = self.outline.photo
        if photo is not None and has_photo(self.outline, self.tokens):
            frame = side_frame(self.outline, self.tokens)
            yield paragraph("Photo", [photo_above(photo, frame, part)])

    def _contacts(self) -> Iterator[Paragraph]:
        size = to_points(self.tokens.sizes.small)
        color = self.theme.color(self.tokens.colors.accent)
        runs = self.runs._replace(link="ContactLink")
        for number, contact in enumerate(self.outline.contacts):
            words = self._contact(contact.line, size, runs)
            if self.tokens.contacts.icons:
                words = with_icon(contact, number, size, color, words, runs)
            yield paragraph("Contacts", words)

    def _contact(self, line: Line, size: float, runs: Runs) -> Iterator[Xml]:
        """A contact: an address below its label, where they have no room in one line."""
        *label, address = line.spans
        room = to_points(self.tokens.sidebar.width) / size
        if self.tokens.contacts.icons:
            room -= icons.SIZE + icons.GAP
        if not label or line_fit.ems(str(line), self.family) <= room:
            yield from runs.line(line)
            return
        yield from runs.line(line._replace(spans=tuple(label)))
        yield LINE_BREAK
        yield from runs.line(line._replace(spans=(address,)))

    def facts(self, facts: tuple[Fact, ...], is_side: bool) -> Iterator[Paragraph]:
        """Brief facts in a line each; of others, the text below its label. Marks end the line."""
        brief = line_fit.are_brief(facts, self.tokens)
        edge, body = to_points(self.tokens.sidebar.width), to_points(self.tokens.sizes.body)
        for number, fact in enumerate(facts):
            line = paragraph("Fact", self._fact(fact, brief))
            if fact.drawn is not None:
                line = line.formatted(right_tab=edge)
            if number and not brief:
                line = line.formatted(space_before=_BETWEEN_LONG_FACTS * body)
            yield line

    def _fact(self, fact: Fact, brief: bool) -> Iterator[Xml]:
        yield from self.label(fact.label, ": " if brief else ":")
        if not brief:
            yield LINE_BREAK
        yield from self.runs.chips(fact.chips) if fact.chips else self.runs.line(fact.text)
        if fact.drawn is not None:
            yield TAB
            yield self.level(fact.drawn)
