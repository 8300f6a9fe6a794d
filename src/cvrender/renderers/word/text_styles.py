"""Styles of the text: each style of the document and its formatting, from the theme's tokens.

Space between paragraphs is always space before: programs differ in how the space after one adds to
the space before the next.
"""

from collections.abc import Iterator

from cvrender.outline import Outline
from cvrender.renderers import line_fit
from cvrender.renderers.name_block import HEADLINE_GAP, NAME_GAP, NAME_LINE
from cvrender.renderers.word import headings
from cvrender.renderers.word.formatting import (
    Border,
    ParagraphFormat,
    RunFormat,
    half_points,
    language_tags,
)
from cvrender.renderers.word.numbering import LIST_STYLES, NUMBER_STYLE
from cvrender.renderers.word.style import Style
from cvrender.renderers.word.theme_part import ThemeColor, WordTheme
from cvrender.renderers.word.xml import Xml, element
from cvrender.theme.color import WHITE, tint
from cvrender.theme.content_tokens import Header, Headings
from cvrender.theme.measures import Look, to_points
from cvrender.theme.tokens import Tokens

_NATURAL_LINE = {
    "Arial": 1.15, "Calibri": 1.22, "Cambria": 1.17, "Garamond": 1.12, "Georgia": 1.14,
    "Source Sans Pro": 1.26, "Source Serif Pro": 1.37, "Times New Roman": 1.15, "Verdana": 1.22,
    "Caladea": 1.17, "Hanken Grotesk": 1.2, "Manrope": 1.37, "Spectral": 1.52,
}  # fmt: skip
"""Single spacing: the line height of a family by its own metrics, in em."""
_TITLE_LINE = 1.2
_HEADER_RULE_GAP = 7
PHOTO_ABOVE = 9
BAND_GAP = 4
"""Points from the words of a band to its lower edge, where it is no more than their fill."""
_BAND_WIDEST = 31
"""Points from them to its sides: the most that a border's gap may be (17.18.68)."""
_CHIP, _CHIP_ROW = 0.9, 1.58
"""The size of chips and the height of their rows, relative to the size of running text."""
_ROLE = 0.75
"""The space above a role, relative to that above an entry."""
_KEPT = ParagraphFormat(keep_with_next=True, keep_together=True)


def header_rule(tokens: Tokens, theme: WordTheme) -> tuple[Border, ...]:
    """The rule of the name block: the border of its last paragraph, or above its first."""
    header, accent = tokens.header, theme.color(tokens.colors.accent)
    return headings.rule(header.rule, header.rule_width, accent, _HEADER_RULE_GAP)


def line_spacing(tokens: Tokens, theme: WordTheme) -> float:
    """Line spacing that gives the tokens' line height, although Word rounds the font's size."""
    body = to_points(tokens.sizes.body)
    rounded = body * 2 / half_points(body)
    return tokens.line_height * rounded / _natural_line(theme.minor.family)


class TextStyles:
    """Tokens → styles, in the order of the document."""

    list_number = 1

    def __init__(self, tokens: Tokens, theme: WordTheme, outline: Outline) -> None:
        self.tokens = tokens
        self.theme = theme
        self.language = outline.language.word
        self.rtl = outline.direction == "rtl"
        self.letter = outline.letter
        colors = tokens.colors
        self.text, self.muted = theme.color(colors.text), theme.color(colors.muted)
        self.accent, self.white = theme.color(colors.accent), theme.color(WHITE)
        self.has_band = tokens.header.fill == "accent"
        self.column = line_fit.leads_column(outline, tokens) or None
        self.indent = line_fit.indent(outline, tokens) or None

    def defaults(self) -> Xml:
        """``w:docDefaults`` (17.7.5.1)."""
        size, language = to_points(self.tokens.sizes.body), language_tags(self.language)
        run = RunFormat(font=self.theme.minor, color=self.text, size=size, language=language)
        paragraph = ParagraphFormat(
            space_before=0, space_after=0, line_spacing=line_spacing(self.tokens, self.theme)
        )
        runs = element("w:rPrDefault", run.element())
        return element("w:docDefaults", runs, element("w:pPrDefault", paragraph.element()))

    def chips_line(self) -> float:
        """The line spacing of rows of chips, whose grounds leave a gap between two rows."""
        line = line_spacing(self.tokens, self.theme)
        return line * max(1, _CHIP_ROW / self.tokens.line_height)

    def title_line(self) -> float:
        """The line spacing of section titles, which has an upper bound."""
        line = min(_TITLE_LINE, self.tokens.line_height)
        return line / _natural_line(self.theme.major.family)

    def all(self) -> Iterator[Style]:
        yield from self.paragraph_styles()
        yield from self.character_styles()

    def paragraph_styles(self) -> Iterator[Style]:
        yield Style("Normal", ParagraphFormat(rtl=self.rtl or None))
        yield from self.header_styles()
        yield from self.heading_styles()
        yield from self.text_styles()
        if self.letter is not None:
            from cvrender.renderers.word.letter_styles import letter_styles  # few files need them

            yield from letter_styles(self.letter, self.tokens, self.muted, self.rtl)

    def header_styles(self) -> Iterator[Style]:
        colors, sizes, header = self.tokens.colors, self.tokens.sizes, self.tokens.header
        on_band = self.white if self.has_band else None
        name = self.title(header, on_band or self.theme.color(colors.name), sizes.name)
        headline = self.looking(header.headline)._replace(size=to_points(sizes.headline))
        if on_band:
            headline = headline._replace(color=on_band)
        contacts = RunFormat(color=on_band, size=to_points(sizes.small))
        block = _KEPT._replace(alignment=header.align)
        if self.has_band:
            block = block._replace(borders=self.band(), shading=self.accent)
        title = block._replace(line_spacing=1, line_height=self.exact(sizes.name, NAME_LINE))
        if header.rule == "above" and not self.has_band:
            title = title._replace(borders=header_rule(self.tokens, self.theme))
        photo = block._replace(line_spacing=1, space_after=PHOTO_ABOVE)
        yield Style("Photo", photo, custom=True)
        yield Style("Title", title, name)
        line = self.tokens.line_height
        second = block._replace(space_before=NAME_GAP, line_height=self.exact(sizes.headline, line))
        last = block._replace(space_before=HEADLINE_GAP, line_height=self.exact(sizes.small, line))
        yield Style("Subtitle", second, headline)
        yield Style("Contacts", last, contacts, custom=True)

    def title(self, looks: Header | Headings, color: ThemeColor, size: str) -> RunFormat:
        """The type of the name or of section titles; no spacing where a script joins letters."""
        spacing = looks.letter_spacing * to_points(size)
        font, is_bold = self.theme.titles(looks.weight)
        return RunFormat(
            font=font,
            bold=is_bold or None,
            all_caps=looks.case == "upper" or None,
            color=color,
            spacing=None if self.rtl else spacing or None,
            size=to_points(size),
        )

    def band(self) -> tuple[Border, ...]:
        """Borders in the fill's colour, which extend the fill beyond the text, but not upward.

        A rectangle, where it is drawn, reaches to the paper's edges.
        """
        margin = self.tokens.page.margin
        side = min(_BAND_WIDEST, int(min(to_points(margin.left), to_points(margin.right)) / 1.5))
        gaps = {"left": side, "bottom": BAND_GAP, "right": side}
        return tuple(Border(name, self.accent, 1, gap) for name, gap in gaps.items())

    def heading_styles(self) -> Iterator[Style]:
        looks, sizes, space = self.tokens.headings, self.tokens.sizes, self.space
        section = headings.device(self.tokens, self.theme)._replace(
            keep_with_next=True,
            keep_together=True,
            space_before=space("section"),
            space_after=space("title"),
            line_spacing=self.title_line(),
            alignment="left" if looks.rule == "between" else looks.align,
            outline_level=0,
        )
        section_title = self.title(looks, self.accent, sizes.section)
        line = _KEPT._replace(
            right_tab=self.dates_edge(), left_indent=self.indent, hanging_indent=self.column
        )
        entry = line._replace(space_before=space("entry"), outline_level=1)
        role = line._replace(space_before=space("entry") * _ROLE, outline_level=2)
        title = RunFormat(bold=True, size=to_points(sizes.entry))
        details = RunFormat(color=self.muted)
        yield Style("Heading1", section, section_title, "heading 1", next="BodyText")
        yield Style("Heading2", entry, title, "heading 2", next="EntryDetails")
        yield Style("Heading3", role, RunFormat(bold=True), "heading 3", next="ListBullet")
        yield Style("EntryDetails", line, details, "Entry Details", custom=True)
        yield Style("Citation", line, RunFormat(), "Citation", custom=True)

    def dates_edge(self) -> float | None:
        """The right tab stop of dates, from the left margin; None if they follow the text.

        In a column of their own they end where that begins which they lead.
        """
        if self.tokens.entries.layout == "dates-left":
            gap = line_fit.LEAD_GAP * to_points(self.tokens.sizes.body)
            return (self.indent or 0) - gap
        at_right = self.tokens.entries.dates == "right" and not self.column
        return self.tokens.page.text_width if at_right else None

    def text_styles(self) -> Iterator[Style]:
        align = self.tokens.text.align
        bullet, paragraph = self.space("bullet"), self.space("paragraph")
        muted = RunFormat(color=self.muted)
        small = muted._replace(size=to_points(self.tokens.sizes.small))
        body = ParagraphFormat(left_indent=self.indent, space_before=paragraph, alignment=align)
        yield Style("BodyText", body, name="Body Text")
        for level, (style, name) in enumerate(LIST_STYLES.items()):
            item = ParagraphFormat(
                list_level=level,
                list_number=self.list_number,
                space_before=bullet,
                alignment=align,
            )
            yield Style(style, item, name=name)
        numbered = ParagraphFormat(space_before=bullet, alignment=align)
        yield Style(NUMBER_STYLE, numbered, name="List Number")
        label, indent = self.label_width(), self.indent or 0
        left = indent if label is None else indent + label
        fact = ParagraphFormat(left_indent=left or None, hanging_indent=label, space_before=bullet)
        keywords = ParagraphFormat(left_indent=self.indent, space_before=paragraph)
        if self.tokens.facts.layout == "chips":
            fact = fact._replace(line_spacing=self.chips_line())
        if self.tokens.entries.keywords == "chips":
            keywords = keywords._replace(line_spacing=self.chips_line())
        yield Style("Fact", fact, custom=True)
        yield Style("Keywords", keywords, muted, custom=True)
        above = 2 * self.space("section")
        yield Style("Closing", ParagraphFormat(space_before=above), name="Closing")
        if self.letter is None:
            yield Style("Signature", ParagraphFormat(space_before=3), name="Signature")
        yield Style("Footer", ParagraphFormat(alignment="center"), small, "footer")

    def exact(self, size: str, line: float) -> float | None:
        """The height of lines of ``size`` in a letter, where what stands below has its place."""
        return to_points(size) * line if self.letter else None

    def label_width(self) -> float | None:
        """The hanging indent of facts: their text in columns, or else their second line."""
        facts, bullets = self.tokens.facts, self.tokens.bullets
        indent = {"columns": facts.label_width, "run": None}.get(facts.layout, bullets.indent)
        return None if indent is None else to_points(indent)

    def character_styles(self) -> Iterator[Style]:
        colors, organization = self.tokens.colors, self.tokens.entries.organization
        muted = RunFormat(color=self.muted, size=to_points(self.tokens.sizes.body))
        employer = RunFormat(
            italic=organization == "italic" or None,
            color=self.accent if organization == "accent" else self.text,
        )
        bold = organization in ("semibold", "accent") or None
        beside = employer._replace(bold=bold, size=to_points(self.tokens.sizes.body))
        link = RunFormat(no_proof=True, color=self.theme.color(colors.link))
        contact = link._replace(color=self.white if self.has_band else self.text)
        yield Style("DefaultParagraphFont", name="Default Paragraph Font", hidden=True)
        for style, looks in headings.character_formats(self.tokens, self.theme).items():
            yield Style(style, run=looks, custom=True)
        dates = self.looking(self.tokens.dates.look)._replace(size=muted.size)
        if self.tokens.entries.layout == "timeline":
            dates = dates._replace(bold=True)
        yield Style("Dates", run=dates, custom=True)
        yield Style("Organization", run=beside, custom=True)
        yield Style("OrganizationTitle", run=employer, name="Organization Title", custom=True)
        yield Style("Location", run=muted, custom=True)
        yield Style("FactLabel", run=RunFormat(bold=True), name="Fact Label", custom=True)
        yield Style("Chip", run=self.chip(), custom=True)
        yield Style("Strong", run=RunFormat(bold=True, color=self.text))
        yield Style("Hyperlink", run=link)
        yield Style("ContactLink", run=contact, name="Contact Link", custom=True)
        code = self.chip()._replace(size=None, no_proof=True)
        yield Style("Code", run=code, custom=True)

    def chip(self) -> RunFormat:
        """Of what stands on a ground of its own, as on the page."""
        ground = tint(self.tokens.colors.accent, self.paper(), self.tokens.colors.text)
        size = _CHIP * to_points(self.tokens.sizes.body)
        return RunFormat(color=self.text, size=size, shading=self.theme.color(ground))

    def paper(self) -> str:
        """The colour of what the words stand on."""
        return WHITE

    def looking(self, look: Look) -> RunFormat:
        """The colour and slope of a headline or of dates."""
        color = self.accent if look.startswith("accent") else self.muted
        return RunFormat(italic=look.endswith("italic") or None, color=color)

    def space(self, name: str) -> float:
        return to_points(getattr(self.tokens.spacing, name))


def _natural_line(family: str) -> float:
    return _NATURAL_LINE.get(family, 1.2)
