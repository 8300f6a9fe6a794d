"""Body: the sections of an Outline → paragraphs, each in its style."""

from collections.abc import Iterable, Iterator
from itertools import chain, count

from docx.parts.document import DocumentPart

from cvrender.outline import Bullet, Entry, Fact, HeadRow, Line, Outline, Section
from cvrender.renderers import line_fit
from cvrender.renderers.photo_frame import SIGNATURE, natural
from cvrender.renderers.word.drawing import level_drawn, signature
from cvrender.renderers.word.headings import heading
from cvrender.renderers.word.numbering import LIST_STYLES, NUMBER_STYLE, number_ids
from cvrender.renderers.word.runs import LINE_BREAK, TAB, Paragraph, Runs, paragraph
from cvrender.renderers.word.theme_part import WordTheme
from cvrender.renderers.word.timeline import Timeline
from cvrender.renderers.word.xml import Xml
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens

_LISTS = tuple(LIST_STYLES)
_HEAD_STYLES = {
    "organization-title": "OrganizationTitle",
    "organization": "Organization",
    "location": "Location",
    "dates": "Dates",
}
"""The character styles of an entry's head, by the roles of its lines."""
_CITATION = 0.4
"""The space above a citation, relative to that above an entry."""
_BETWEEN = "\u00a0\u00a0"
"""Between words and the marks of a level, which stay in their line."""
_GAP = "\N{EN SPACE}\N{EN SPACE}"
"""Between dates that run on and what they lead."""


class Body:
    """Sections → paragraphs, in reading order."""

    def __init__(self, outline: Outline, tokens: Tokens, theme: WordTheme, runs: Runs) -> None:
        self.outline = outline
        self.tokens = tokens
        self.theme = theme
        self.family = theme.minor.family
        self.runs = runs
        self.levels = count()
        self.numbers = number_ids(outline)
        self.column = line_fit.leads_column(outline, tokens)
        has_rule = tokens.entries.layout == "timeline"
        self.timeline = Timeline(tokens, theme, runs.rtl) if has_rule else None
        self.dots = count()
        self.indent = line_fit.indent(outline, tokens)

    def sections(self, sections: Iterable[Section], space: float) -> Iterator[Paragraph]:
        """``sections``, the first of them ``space`` points below what stands before it."""
        for section in sections:
            heading, *content = self.section(section)
            if section.break_before:
                heading, space = heading.formatted(page_break_before=True), 0
            if space != self.space("section"):
                heading = heading.formatted(space_before=space)
            space = self.space("section")
            yield from (heading, *content)

    def space(self, name: str) -> float:
        return to_points(getattr(self.tokens.spacing, name))

    def styled(self, style: str, line: Line) -> Paragraph:
        """``line`` alone in a paragraph, which has its direction."""
        made, rtl = paragraph(style, self.runs.line(line)), self.runs.runs_rtl(line)
        return made if rtl == self.runs.rtl else made.formatted(rtl=rtl)

    def section(self, section: Section) -> list[Paragraph]:
        content = [self.styled("BodyText", text) for text in section.text]
        content += self.entries(section)
        # Short facts, which a sidebar sets below each other, fill a line here.
        is_side = section.kind in self.tokens.sidebar.sections
        lists = self.lists(section.bullets, section.facts, is_side)
        if section.entries and lists:
            lists[0] = lists[0].formatted(space_before=self.space("entry"))
        content += lists
        if content:
            # The space below a section's title is its style's alone.
            content[0] = content[0].formatted(space_before=0)
        title = heading(section.title, self.tokens, self.runs)
        return [title, *content]

    def entries(self, section: Section) -> Iterator[Paragraph]:
        is_first = not section.text
        for entry in section.entries:
            made = self.entry(entry, "Heading2", is_first)
            beside = self.timeline is not None and not entry.rows[0].cites
            yield from self.timeline.beside(made) if self.timeline and beside else made
            is_first = False

    def entry(self, entry: Entry, heading: str, is_first: bool = False) -> Iterator[Paragraph]:
        """The paragraphs of ``entry``, of which no other ``is_first`` below its title."""
        head = list(self.head(entry, heading))
        if self.timeline is not None and not entry.rows[0].cites:
            number = None if entry.roles else next(self.dots)
            above = 0 if is_first else self.space("entry")
            head[0] = self.timeline.station(head[0], above, number)
        content = [self.styled("BodyText", text) for text in entry.summary]
        extras, bullets = list(self.extras(entry)), self.lists(entry.bullets, ())
        content += [*extras, *bullets] if entry.facts_first else [*bullets, *extras]
        if entry.keywords is not None and len(content) > 1 and not entry.facts_first:
            content[-2] = content[-2].formatted(keep_with_next=True)
        roles = [
            part
            for role in entry.roles
            for part in self.entry(role, "Heading3", role is entry.roles[0] and not content)
        ]
        if roles and not content:
            roles[0] = roles[0].formatted(space_before=self.space("paragraph"))
        content += roles
        if not content:
            # A list of entries without content may break between any two.
            head[-1] = head[-1].formatted(keep_with_next=False)
        yield from (*head, *content)

    def head(self, entry: Entry, heading: str) -> Iterator[Paragraph]:
        """A paragraph for each row; that of the title is a heading."""
        space: float | None = None
        for row in entry.rows:
            titled = any(line.role in line_fit.TITLES for line in row.words)
            style = "Citation" if row.cites else "EntryDetails"
            made = paragraph(heading if titled else style, self.row(row, titled))
            if self.column and (row.lead is None or self.timeline):
                made = made.formatted(hanging_indent=0)
            if row is entry.rows[0] and not titled:  # the title comes below, and its space here
                above = self.space("entry") * (_CITATION if row.cites else 1)
                made, space = made.formatted(space_before=above), 0
            elif titled and space is not None:
                made = made.formatted(space_before=space)
            yield made

    def row(self, row: HeadRow, titled: bool) -> Iterator[Xml]:
        """What leads the row and a tab, its words, and what stands aside at the right margin.

        Where the words leave that no room it stands in a line of its own: half of it would wrap.
        """
        if row.lead is not None:
            yield from self.lead(row.lead)
        for joint, line in row.joined():
            if row.cites:
                yield from (self.runs.text(joint), *self.runs.line(line))
                continue
            if joint:
                yield self.runs.text(joint, "Location", bold=False)
            yield from self.head_line(line, titled)
        if row.aside is not None:
            room = self.tokens.page.text_width - self.indent
            if not line_fit.end_in_one_line(row, self.tokens, self.family, room):
                yield LINE_BREAK
            yield TAB
            yield from self.head_line(row.aside, titled)

    def lead(self, dates: Line) -> Iterator[Xml]:
        """What leads a row, at the end of its column; on a timeline, or without one, it runs on."""
        runs_on = self.timeline is not None or not self.column
        if not runs_on:
            yield TAB
        yield from self.runs.line(dates, "Dates", bold=runs_on)
        yield self.runs.text(_GAP) if runs_on else TAB

    def head_line(self, line: Line, titled: bool) -> Iterator[Xml]:
        """The runs of a line of a head; beside a title, what is no title has its own weight."""
        style = _HEAD_STYLES.get(line.role)
        runs = self.runs._replace(strong="Strong", link=style or self.runs.link)
        bold: bool | None = False if titled else None
        if line.role == "organization" and self.tokens.entries.organization in (
            "semibold",
            "accent",
        ):
            bold = True if titled else None
        if line.role in line_fit.TITLES:
            bold = True if style else None
        return runs.line(line, style, bold)

    def extras(self, entry: Entry) -> Iterator[Paragraph]:
        """What an entry has beside running text and bullets."""
        yield from self.lists((), entry.facts)
        if entry.keywords is not None:
            label = entry.keywords_label
            introduced = self.label(label, ": ") if label else ()
            shown = self.runs.chips(entry.chips) if entry.chips else self.runs.line(entry.keywords)
            yield paragraph("Keywords", (*introduced, *shown))

    def lists(
        self, bullets: Iterable[Bullet], facts: tuple[Fact, ...], is_side: bool = False
    ) -> list[Paragraph]:
        """Bullets, then facts; each list begins with the space of a paragraph.

        Its first two and its last two items stay on one page.
        """
        both = [list(self.bullets(bullets)), list(self.facts(facts, is_side))]
        for items in filter(None, both):
            items[0] = items[0].formatted(space_before=self.space("paragraph"))
            for index in {0, len(items) - 2} if len(items) > 1 else ():
                items[index] = items[index].formatted(keep_with_next=True)
        return list(chain.from_iterable(both))

    def bullets(self, bullets: Iterable[Bullet], level: int = 0) -> Iterator[Paragraph]:
        style = _LISTS[min(level, len(_LISTS) - 1)]
        for bullet in bullets:
            number = self.numbers.get(bullet.line.origin) if bullet.number else None
            made = self.styled(NUMBER_STYLE if number else style, bullet.line)
            yield made.formatted(list_level=0, list_number=number) if number else made
            yield from self.bullets(bullet.bullets, level + 1)

    def facts(self, facts: tuple[Fact, ...], is_side: bool) -> Iterator[Paragraph]:
        layout, may_run = self.tokens.facts.layout, is_side or self.tokens.facts.brief == "run"
        running = layout == "run" or (may_run and line_fit.are_brief(facts, self.tokens))
        columns = layout == "columns" and not running
        each = [list(self.fact(fact, columns)) for fact in facts]
        # Of facts that run on, a column of labels would set off the second line.
        width = line_fit.labels_column(facts, self.tokens, self.family) if columns else 0
        edge = self.indent + width
        looks = {"left_indent": edge, "hanging_indent": width}
        if columns:
            looks["right_tab"] = edge - line_fit.LABEL_GAP * to_points(self.tokens.sizes.body)
        made = [self.runs.separated(each)] if each and running else each
        for runs in made:
            line = paragraph("Fact", runs)
            yield line.formatted(**looks) if layout == "columns" else line

    def fact(self, fact: Fact, columns: bool) -> Iterator[Xml]:
        """A label and its text; in columns, the label ends where the text begins."""
        if columns and line_fit.label_fits(fact.label, self.tokens):
            yield TAB
        yield from self.label(fact.label, ":" if columns else ": ")
        if columns:
            yield TAB
        yield from self.runs.chips(fact.chips) if fact.chips else self.runs.line(fact.text)
        if fact.drawn is not None:
            yield self.runs.text(_BETWEEN)
            yield self.level(fact.drawn)

    def level(self, drawn: int) -> Xml:
        """The marks of a level."""
        size, color = to_points(self.tokens.sizes.body), self.theme.color(self.tokens.colors.accent)
        kind = self.tokens.facts.levels
        return level_drawn(kind, drawn, next(self.levels), size, color.in_drawings)

    def label(self, label: Line, colon: str) -> Iterator[Xml]:
        yield from self.runs.line(label, "FactLabel")
        yield self.runs.text(colon, "FactLabel")

    def closing(self, part: DocumentPart) -> Iterator[Paragraph]:
        """Place and date, and the signature below them."""
        closing = self.outline.closing
        if closing is None:
            return
        line = self.styled("Closing", closing.line)
        yield line.formatted(keep_with_next=True) if closing.signature else line
        if closing.signature:
            frame = natural(closing.signature, SIGNATURE)
            yield paragraph("Signature", [signature(closing.signature, frame, part)])
