"""Tokens: what a theme decides. PDF, Word file and web page follow the same ones.

Descriptions are the reference of the tokens: ``cvrender themes show`` prints them.
"""

# Annotations are no texts here, which pydantic would have to read again, one by one.
import re
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)

from cvrender.checks.rejection import reject
from cvrender.checks.texts import visible
from cvrender.dates import Style, Wording
from cvrender.errors import quoted
from cvrender.model import Kind
from cvrender.model.part import FilledLineText
from cvrender.outline import Role
from cvrender.theme.typesetting import CITED, Typesetting

SIDE_ROOM = "6mm"
"""From a sidebar's words to its edge, and from its edge to the text."""
PAGE_SIZES = {
    "A4": (595.28, 841.89),
    "Letter": (612.0, 792.0),
    "Legal": (612.0, 1008.0),
    "A5": (419.53, 595.28),
    "Executive": (522.0, 756.0),
}
"""Width and height in points."""

_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
_LENGTH = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(pt|mm|cm|in)")
_FORM = Field(
    json_schema_extra={
        "pattern": f"^{_LENGTH.pattern}$",
        "patternErrorMessage": "write it like 10pt, 18mm, 2cm or 0.7in",
    }
)
"""The form of a length, for editors."""


def to_points(length: str) -> float:
    """A length like ``18mm`` in points, of which an inch has 72."""
    match = _LENGTH.fullmatch(length)
    if match is None:
        hint = "write it like `10pt`, `18mm`, `2cm` or `0.7in`"
        reject("bad-length", f"{quoted(length)} is not a length", hint)
    return float(match[1]) * _POINTS[match[2]]


def _between(least: float, most: float) -> AfterValidator:
    """A length of ``least`` to ``most`` points."""

    def check(value: str) -> str:
        if not least <= to_points(value) <= most:
            message = f"{quoted(value)} is out of range: expected {least:g}pt to {most:g}pt"
            reject("out-of-range", message)
        return value

    return AfterValidator(check)


Size = Annotated[str, _between(4, 96), _FORM]
"""Of type."""
Gap = Annotated[str, _between(0, 200), _FORM]
Width = Annotated[str, _between(0, 400), _FORM]
"""Of a part of the page, which is 595 points wide."""
Thickness = Annotated[str, _between(0, 20), _FORM]
Margins = Annotated[str, _between(0, 600), _FORM]
_PHOTO_SIDES = 30.0, 200.0


def _sides(size: str) -> list[float]:
    """A width, or width and height with an ``x`` between them, in points."""
    return [to_points(side.strip()) for side in re.split("[x×]", size, maxsplit=1)]


def _photo_size(value: str) -> str:
    least, most = _PHOTO_SIDES
    if not all(least <= side <= most for side in _sides(value)):
        message = f"{quoted(value)} is out of range: expected {least:g}pt to {most:g}pt a side"
        reject("out-of-range", message)
    return value


PhotoSize = Annotated[
    str,
    AfterValidator(_photo_size),
    Field(
        json_schema_extra={
            "pattern": f"^{_LENGTH.pattern}( ?[x×] ?{_LENGTH.pattern})?$",
            "patternErrorMessage": "write it like 28mm, or 35mm x 45mm",
        }
    ),
]
Visible = Annotated[str, AfterValidator(visible)]
Family = Annotated[Visible, Field(min_length=1)]
Bullet = Annotated[Visible, Field(min_length=1, max_length=1)]
Sign = Annotated[Visible, Field(min_length=1, max_length=3)]
Color = Annotated[
    str,
    Field(
        pattern=r"^#[0-9a-fA-F]{6}$",
        examples=["#1f4e79"],
        json_schema_extra={"patternErrorMessage": "write it like #1f4e79"},
    ),
]
Align = Literal["left", "center"]
Case = Literal["none", "upper"]
Rule = Literal["none", "below", "above"]
Device = Literal["none", "below", "above", "beside", "between", "bar", "band"]
Look = Literal["muted", "accent", "italic", "accent-italic"]
"""A colour, and upright or in italics of the muted colour or of the accent."""
Weight = Literal["light", "regular", "semibold", "bold", "black"]
Tracking = Annotated[float, Field(ge=0, le=0.08)]

_TRACKING = "The space between letters in em; above 0.08, programs read words as broken apart."


class Group(BaseModel):
    """Tokens that belong together."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", coerce_numbers_to_str=True, defer_build=True
    )


class Margin(Group):
    """The margins of the page."""

    top: Margins = Field(description="From the top edge of the page to the text.")
    right: Margins = Field(description="From the right edge.")
    bottom: Margins = Field(description="From the bottom edge; holds the footer.")
    left: Margins = Field(description="From the left edge.")


class Page(Group):
    """The paper."""

    size: Literal["A4", "Letter", "Legal", "A5", "Executive"] = Field(
        description="The paper size; on a narrower one the theme's margins are smaller, too."
    )
    margin: Margin

    @field_validator("margin")
    @classmethod
    def _leaves_room(cls, margin: Margin, info: ValidationInfo) -> Margin:
        width, height = PAGE_SIZES.get(info.data.get("size", ""), PAGE_SIZES["A4"])
        sides = {"left": ("left", "right", width), "top": ("top", "bottom", height)}
        for at, (one, other, whole) in sides.items():
            left = whole - to_points(getattr(margin, one)) - to_points(getattr(margin, other))
            if left < whole / 3:
                message = f"the margins `{one}` and `{other}` leave less than a third of the page"
                reject("out-of-range", message, "make them smaller", at=at)
        return margin

    @property
    def paper(self) -> tuple[float, float]:
        """Width and height of a page in points."""
        return PAGE_SIZES[self.size]

    @property
    def text_width(self) -> float:
        """The width between the margins in points."""
        return self.paper[0] - to_points(self.margin.left) - to_points(self.margin.right)

    @property
    def text_height(self) -> float:
        """The height between the margins in points."""
        return self.paper[1] - to_points(self.margin.top) - to_points(self.margin.bottom)


class Fit(Group):
    """Whether the last page is finished, and how far `pages` may scale; `fit: off` is short."""

    mode: Literal["auto", "off"] = Field(
        description="Scale the document a little, where it would end on a page that is left over."
    )
    smallest: Annotated[float, Field(ge=0.6, le=1)] = Field(
        description="The smallest scale of sizes, gaps and margins that `pages` may use."
    )
    largest: Annotated[float, Field(ge=1, le=1.3)] = Field(
        description="The largest scale that `pages` may use to fill the last page."
    )


class Fonts(Group):
    """The font families."""

    body: Family = Field(
        description="The font family of running text: Source Sans Pro, Source Serif Pro, Caladea,"
        " Hanken Grotesk, Manrope (which has no italics: its Medium stands for them), Spectral, or"
        " one that is installed."
    )
    heading: Family = Field(description="The font family of the name and of section titles.")


class Sizes(Group):
    """The sizes of type."""

    name: Size = Field(description="The person's name; smaller if it does not fit its line.")
    headline: Size = Field(description="The line below the name.")
    section: Size = Field(description="Section titles.")
    entry: Size = Field(description="Entry titles.")
    body: Size = Field(description="Running text; other sizes are relative to it on the web page.")
    small: Size = Field(description="Contacts and footer.")


class Spacing(Group):
    """The gaps between parts."""

    header: Gap = Field(description="Below the name block.")
    section: Gap = Field(description="Above a section title.")
    title: Gap = Field(description="Below a section title.")
    entry: Gap = Field(description="Between entries.")
    paragraph: Gap = Field(description="Between paragraphs.")
    bullet: Gap = Field(description="Between the lines of a list.")


class Colors(Group):
    """The colours, as `#rrggbb`."""

    text: Color = Field(description="Running text and entry titles.")
    muted: Color = Field(description="Headline, dates and places.")
    accent: Color = Field(
        description="Section titles, bullets, and the rule or band of the header."
    )
    name: Color = Field(
        description="The person's name, unless it is on a band of the accent colour."
    )
    link: Color = Field(description="Links: addresses and linked words.")
    rule: Color = Field(description="The rules of section titles.")
    panel: Color = Field(
        description="The panel behind the sidebar, and behind section titles on a band."
    )


class Header(Group):
    """The name block at the top of the first page."""

    align: Align = Field(description="The alignment of name, headline and contacts.")
    weight: Weight = Field(description="The weight of the name; the nearest that the family has.")
    case: Case = Field(description="Set the name in capitals, or as written.")
    letter_spacing: Tracking = Field(description=_TRACKING)
    rule: Rule = Field(description="A rule above the name, or below the contacts.")
    rule_width: Thickness = Field(description="The thickness of the rule.")
    fill: Literal["none", "accent"] = Field(
        description="Set the name block in white on a band of the accent colour, or on plain paper."
    )
    padding: Margins = Field(
        description="From the upper edge of a band to its words, which are as far from the lower."
    )
    emphasis: Literal["none", "family-name"] = Field(
        description="Set the family name in bold, where it is certain which word that is, or not."
    )
    headline: Look = Field(
        description="The line below the name in the muted colour or in the accent, or in italics."
    )
    separator: Visible = Field(description="The separator between two contacts.")


class PhotoFrame(Group):
    """The photo, which a source may name."""

    size: PhotoSize = Field(
        description="The width, such as `28mm`, or width and height, such as `35mm x 45mm`; the"
        " picture is cropped to it. A circle takes the width alone."
    )
    shape: Literal["rectangle", "rounded", "circle"] = Field(
        description="A rectangle, one with rounded corners, or a circle."
    )
    place: Literal["right", "left", "above", "sidebar"] = Field(
        description="At the right or left of the name block, above the name, or in the sidebar;"
        " at the right where there is none."
    )

    @property
    def sides(self) -> tuple[float, float | None]:
        """Width and height in points; None where the height follows from the picture."""
        width, *height = _sides(self.size)
        return width, height[0] if height else None


class Contacts(Group):
    """The contacts of the name block."""

    layout: Literal["rows", "list"] = Field(
        description="Set the contacts in rows of about the same length, or each in its own line."
    )
    icons: bool = Field(
        description="Draw an icon before each contact in place of the separators; the words stay."
    )


class Headings(Group):
    """The titles of sections."""

    align: Align = Field(description="The alignment of section titles.")
    weight: Weight = Field(
        description="The weight of section titles; the nearest that the family has."
    )
    case: Case = Field(description="Set section titles in capitals, or as written.")
    rule: Device = Field(
        description="A rule below, above or beside each section title, or two between which it is"
        " centred; a bar before it, or a band in the colour of the sidebar's panel behind it."
    )
    rule_width: Thickness = Field(description="The thickness of the rule or the bar.")
    rule_color: Literal["rule", "accent"] = Field(description="The colour of the rule or the bar.")
    hang: Width = Field(
        description="How far section titles hang out to the left of their sections; a rule beside"
        " them is as wide as these."
    )
    letter_spacing: Tracking = Field(description=_TRACKING)


class Entries(Group):
    """Jobs, degrees, projects and the like."""

    layout: Literal["two-line", "one-line", "dates-left", "timeline"] = Field(
        description="Set title and dates over organization and place, all of them in one line "
        "where they fit, the dates in a column at the left, or the dates above the others, beside "
        "a rule with a dot at each entry."
    )
    short: Literal["one-line", "as-others"] = Field(
        description="Set an entry of no more than title, organization, dates and facts that run on "
        "in one line where it fits, the facts below, or as the others."
    )
    dates: Literal["right", "inline"] = Field(
        description="Set dates and places at the right margin, or in the line; "
        "with the layouts `dates-left` and `timeline` it is of no account."
    )
    dates_width: Width = Field(
        description="The width of the column of dates; wider where the dates of a document are, "
        "and none where it has no dates."
    )
    title_separator: Sign = Field(
        description="The sign between the title and what follows it in its line."
    )
    separator: Sign = Field(
        description="The sign between organization and place, and before dates in the line."
    )
    url: Literal["line", "auto", "link"] = Field(
        description="Show the address of an entry behind its head; or link the title or "
        "organization with it instead, `auto` where the address would only repeat one of them."
    )
    keywords: Literal["line", "label", "chips"] = Field(
        description="Set keywords in a line of their own, or behind the word for skills; or each "
        "on a ground of its own, in a tint of the accent colour, with blanks for commas."
    )
    facts: Literal["before", "after"] = Field(
        description="Set the facts and keywords of an entry before its bullets, or after them."
    )
    organization: Literal["regular", "italic", "semibold", "accent"] = Field(
        description="The style of the organization; `accent` is semibold in the accent colour."
    )


class Publications(Group):
    """How publications are cited."""

    style: Literal["entry", "list", "apa", "ieee", "vancouver"] = Field(
        description="Set each as an entry, or as one paragraph: a plain list, or in the manner of "
        "a style of citing."
    )
    number: Literal["none", "ascending", "descending"] = Field(
        description="Number the paragraphs of a section, or count them down to 1."
    )
    authors: Annotated[int, Field(ge=1, le=100)] | None = Field(
        None,
        description="Name so many authors and your own name, then `et al.`; all by default.",
    )


class Dates(Group):
    """How dates are worded."""

    style: Style = Field(
        description="`Mar 2022`, `March 2022`, `03/2022` or `2022`, as the CV's language has them."
    )
    look: Look = Field(
        description="Dates of entries in the muted colour or in the accent, or in italics."
    )
    present: FilledLineText | None = Field(
        None,
        description="The word for what still lasts, in one language or in each: `now`.",
    )

    def __hash__(self) -> int:
        return hash(self.style)  # a text by languages has no hash

    @property
    def wording(self) -> Wording:
        """What is asked of ``compose``."""
        return Wording(self.style, self.present)


class Facts(Group):
    """Labels with their texts."""

    layout: Literal["inline", "columns", "run", "chips"] = Field(
        description="Set each fact on its own line, the texts in a column, or all in one line; or "
        "on its own line, what it has as a list like the keywords that are chips."
    )
    label_width: Width = Field(
        description="The width of the column of labels; wider where the labels of a list are."
    )
    levels: Literal["none", "dots", "bar"] = Field(
        description="Draw a level beside the text, which stays: the one that is given, or that "
        "which is said of a language (`B2`, `fluent`)."
    )
    brief: Literal["separate", "run"] = Field(
        description="Set a list of short facts, such as languages, by `layout`, or in one line."
    )


class Bullets(Group):
    """Lists."""

    character: Bullet = Field(description="The bullet character.")
    nested: Bullet = Field(description="The bullet character of nested lists.")
    indent: Gap = Field(
        description="The indent of a bullet's text, at which the bullet stands 0.95 em at most."
    )


class Sidebar(Group):
    """A column beside the text."""

    sections: tuple[Kind, ...] = Field(
        description="The kinds of sections in the sidebar, which come first in every format."
    )
    width: Width = Field(description="The width of the text in the sidebar; the panel is wider.")
    side: Literal["left", "right"] = Field(
        description="Where it stands; the other side in a language that reads from right to left."
    )
    pages: Literal["first", "all"] = Field(
        description="Where its panel stands: on every page, or on the first, and then the text is"
        " wider on the others. In a Word file, on every page."
    )
    fill: Literal["full", "tint"] = Field(
        description="The panel in its colour, or in 12 % of it; the words are white or dark, as it"
        " needs."
    )


class Files(Group):
    """What files hold besides words; some portals refuse it."""

    links: bool = Field(
        description="Link addresses and words; without, they stand there as words alone."
    )
    attachment: bool = Field(
        description="Attach the CV as JSON Resume to the PDF, which is PDF/A-2a without."
    )


class RunningText(Group):
    """Paragraphs and bullets."""

    align: Literal["left", "justify"] = Field(description="The alignment of running text.")


class Footer(Group):
    """The line at the foot of the page."""

    show: Literal["none", "pages", "name-and-pages"] = Field(
        description="The footer of the second and later pages."
    )


class Word(Group):
    """What the Word file has of its own."""

    fonts: Fonts = Field(
        description="The font families of the Word file, which its readers should have installed."
    )
    embed_fonts: bool = Field(
        description="Embed the print fonts in the Word file and use them instead."
    )
    sidebar: Literal["column", "none"] = Field(
        description="A theme's sidebar: a column beside the text on every page, the first cell of a"
        " table of two, or none, for programs that pass tables over: its sections keep their place"
        " in the text."
    )


class Web(Group):
    """What the web page has of its own."""

    download: tuple[Literal["pdf", "docx"], ...] = Field(
        description="Links to the files that the same run makes and that lie beside the page."
    )


class Tokens(Group):
    """What a theme decides; PDF, Word and web page follow the same tokens."""

    description: str = Field(description="What the theme is for; `cvrender themes` shows it.")
    pages: Annotated[int, Field(ge=1, le=20)] | None = Field(
        None,
        description="Fit the document into this number of pages, without page breaks if need be.",
    )
    fit: Fit
    page: Page
    fonts: Fonts
    word: Word
    web: Web
    palette: (
        Literal[
            "ink", "cobalt", "teal", "forest", "olive", "rust", "oxblood", "plum", "slate", "black"
        ]
        | None
    ) = Field(
        None,
        description="All `colors` but `text` by one name; those set beside it override it.",
    )
    sizes: Sizes
    line_height: Annotated[float, Field(ge=1, le=2)] = Field(
        description="As a multiple of the font size."
    )
    spacing: Spacing
    colors: Colors
    header: Header
    contacts: Contacts
    photo: PhotoFrame
    headings: Headings
    entries: Entries
    dates: Dates
    publications: Publications
    facts: Facts
    bullets: Bullets
    sidebar: Sidebar
    text: RunningText
    footer: Footer
    files: Files

    @property
    def capitals(self) -> frozenset[Role]:
        """The roles of the lines that a printed page sets in capitals."""
        cases: dict[Role, Case] = {"name": self.header.case, "section-title": self.headings.case}
        return frozenset(role for role, case in cases.items() if case == "upper")

    @property
    def typesetting(self) -> Typesetting:
        """What a printed page adds to the words."""
        joints = frozenset((self.entries.title_separator.strip(), self.entries.separator.strip()))
        return Typesetting(
            self.capitals,
            frozenset((self.bullets.character, self.bullets.nested)),
            frozenset((self.header.separator.strip(),)),
            joints | CITED if self.publications.style != "entry" else joints,
            self.files.links,
        )
