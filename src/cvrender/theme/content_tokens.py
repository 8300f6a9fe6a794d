"""Tokens of the content: how the name block, titles, entries and lists are set."""

# Annotations are no texts here, which pydantic would have to read again, one by one.
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from cvrender import layouts
from cvrender.checks.rejection import reject
from cvrender.checks.texts import Text
from cvrender.checks.vocabulary import near
from cvrender.dates import Style, Wording
from cvrender.errors import one_of, quoted
from cvrender.layouts import AUTO
from cvrender.model.part import FilledLineText
from cvrender.theme.measures import (
    TRACKING,
    Align,
    Bullet,
    Case,
    Device,
    Gap,
    Group,
    Look,
    Margins,
    PhotoSize,
    Rule,
    Sign,
    Thickness,
    Tracking,
    Visible,
    Weight,
    Width,
    _sides,
)


class Header(Group):
    """The name block at the top of the first page."""

    align: Align = Field(description="The alignment of name, headline and contacts.")
    weight: Weight = Field(description="The weight of the name; the nearest that the family has.")
    case: Case = Field(description="Set the name in capitals, or as written.")
    letter_spacing: Tracking = Field(description=TRACKING)
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
    letter_spacing: Tracking = Field(description=TRACKING)


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
        description="The width of the column of dates; wider where the dates of a document are."
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


def _twelve(months: tuple[Text, ...]) -> tuple[Text, ...]:
    """``months``, if they make a year."""
    if len(months) != 12:
        named = "1 name" if len(months) == 1 else f"{len(months)} names"
        reject("wrong-value", f"`months` has {named}", "write those of all twelve, in order")
    return months


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
    months: Annotated[tuple[FilledLineText, ...], AfterValidator(_twelve)] | None = Field(
        None,
        description="The names of the months, each in one language or in each: twelve, in order.",
    )
    expected: bool = Field(
        True, description="Say of an end in the future that it is expected, or give the date alone."
    )

    def __hash__(self) -> int:
        return hash(self.style)  # a text by languages has no hash

    @property
    def wording(self) -> Wording:
        """What is asked of ``compose``."""
        return Wording(self.style, self.present, self.months or (), self.expected)


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


class RunningText(Group):
    """Paragraphs and bullets."""

    align: Literal["left", "justify"] = Field(description="The alignment of running text.")


def _layout(value: str) -> str:
    """The name of a layout that has a file in ``layouts/``, or ``auto``."""
    known = (AUTO, *layouts.names())
    if value not in known:
        hint = near(value, known) or one_of(known)
        reject("unknown-value", f"there is no layout {quoted(value)}", hint)
    return value


class _LayoutSchema:
    """The JSON Schema of the name of a layout."""

    def __get_pydantic_json_schema__(self, core: object, handler: object) -> dict[str, object]:
        return {"enum": [AUTO, *layouts.names()], "type": "string"}


class Letters(Group):
    """How letters are set out."""

    layout: Annotated[str, AfterValidator(_layout), _LayoutSchema()] = Field(
        description="The layout of a country: where recipient, date and subject stand, or `auto`,"
        " which goes by language and paper."
    )
