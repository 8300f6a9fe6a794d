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

from cvrender.checks.rejection import wrong
from cvrender.errors import quoted
from cvrender.model import Kind
from cvrender.outline import Role

__all__ = ["PAGE_SIZES", "Fonts", "Group", "Tokens", "points"]

PAGE_SIZES = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
"""Width and height in points."""

_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?) ?(pt|mm|cm|in)")


def points(length: str) -> float:
    """A length like ``18mm`` in points, of which an inch has 72."""
    match = _LENGTH.fullmatch(length)
    if match is None:
        hint = "write it like `10pt`, `18mm`, `2cm` or `0.7in`"
        wrong("bad-length", f"{quoted(length)} is not a length", hint)
    return float(match[1]) * _POINTS[match[2]]


def _length(value: str) -> str:
    points(value)
    return value


Length = Annotated[str, AfterValidator(_length)]
Color = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$", examples=["#1f4e79"])]
Align = Literal["left", "center"]
Case = Literal["none", "upper"]
Rule = Literal["none", "below", "above"]
Weight = Literal["regular", "semibold", "bold"]
Tracking = Annotated[float, Field(ge=0, le=0.08)]

_TRACKING = "Between letters, in em; more than 0.08 breaks words apart for machines that read them."


class Group(BaseModel):
    """Tokens that belong together."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", coerce_numbers_to_str=True, defer_build=True
    )


class Margin(Group):
    top: Length = Field(description="From the upper edge of the sheet to the text.")
    right: Length = Field(description="From the right edge.")
    bottom: Length = Field(description="From the lower edge; the footer stands in it.")
    left: Length = Field(description="From the left edge.")


class Page(Group):
    size: Literal["A4", "Letter"] = Field(description="The sheet.")
    margin: Margin

    @field_validator("margin")
    @classmethod
    def _leaves_room(cls, margin: Margin, info: ValidationInfo) -> Margin:
        width, height = PAGE_SIZES.get(info.data.get("size", ""), PAGE_SIZES["A4"])
        sides = {"left": ("left", "right", width), "top": ("top", "bottom", height)}
        for at, (one, other, whole) in sides.items():
            left = whole - points(getattr(margin, one)) - points(getattr(margin, other))
            if left < whole / 3:
                message = f"the margins `{one}` and `{other}` leave less than a third of the page"
                wrong("out-of-range", message, "make them smaller", at=at)
        return margin


class Fit(Group):
    smallest: Annotated[float, Field(ge=0.6, le=1)] = Field(
        description="So far sizes, gaps and margins may shrink for `pages`."
    )
    largest: Annotated[float, Field(ge=1, le=1.3)] = Field(
        description="So far they may grow to fill the last page."
    )


class Fonts(Group):
    body: str = Field(description="The family of running text.")
    heading: str = Field(description="The family of the name and of section titles.")


class Sizes(Group):
    name: Length = Field(description="The person's; less where its line does not hold it.")
    headline: Length = Field(description="What stands below the name.")
    section: Length = Field(description="Section titles.")
    entry: Length = Field(description="Titles of entries.")
    body: Length = Field(description="Running text, which everything else is measured in.")
    small: Length = Field(description="Contacts, footer.")


class Spacing(Group):
    header: Length = Field(description="Below the name block.")
    section: Length = Field(description="Above a section title.")
    title: Length = Field(description="Below a section title.")
    entry: Length = Field(description="Between entries.")
    paragraph: Length = Field(description="Between paragraphs.")
    bullet: Length = Field(description="Between the lines of a list.")


class Colors(Group):
    text: Color = Field(description="Running text and titles of entries.")
    muted: Color = Field(description="Headline, dates, places.")
    accent: Color = Field(description="Section titles, bullets, the header's rule or band.")
    name: Color = Field(description="The person's name, where it stands on paper.")
    link: Color = Field(description="Addresses and words in the text that lead somewhere.")
    rule: Color = Field(description="The rules of section titles.")
    panel: Color = Field(description="Behind the sidebar.")


class Header(Group):
    align: Align = Field(description="Where name, headline and contacts stand.")
    weight: Weight = Field(description="The name's.")
    case: Case = Field(description="The name in capitals, or as written.")
    letter_spacing: Tracking = Field(description=_TRACKING)
    rule: Rule = Field(description="A rule above the name, or below the contacts.")
    rule_width: Length = Field(description="How thick it is.")
    fill: Literal["none", "accent"] = Field(
        description="The name block in white on a band of the accent's colour, or on plain paper."
    )
    separator: str = Field(description="What stands between two contacts.")


class Headings(Group):
    align: Align = Field(description="Where section titles stand.")
    weight: Weight = Field(description="Theirs; Word has no semibold and takes bold.")
    case: Case = Field(description="In capitals, or as written.")
    rule: Rule = Field(description="A rule above a section title, or below it.")
    rule_width: Length = Field(description="How thick it is.")
    letter_spacing: Tracking = Field(description=_TRACKING)


class Entries(Group):
    dates: Literal["right", "inline"] = Field(
        description="Dates and places at the right margin, or in the line."
    )
    organization: Literal["regular", "italic", "semibold", "accent"] = Field(
        description="`accent` is semibold and in the accent's colour."
    )


class Facts(Group):
    layout: Literal["inline", "columns", "run"] = Field(
        description="`Label: text` in one line, or the texts in a column of their own, or all of"
        " them running on."
    )
    label_width: Length = Field(description="The column of the labels.")


class Bullets(Group):
    character: Annotated[str, Field(min_length=1, max_length=1)] = Field(
        description="What stands before each line of a list."
    )
    nested: Annotated[str, Field(min_length=1, max_length=1)] = Field(
        description="The character of lists inside lists."
    )
    indent: Length = Field(description="From the text's edge to the words of the bullet.")


class Sidebar(Group):
    sections: tuple[Kind, ...] = Field(
        description="Kinds of sections that stand beside the text, below the contacts; in every"
        " format they come first. Empty for one column."
    )
    width: Length = Field(description="Of its words; the panel is wider.")


class Text(Group):
    align: Literal["left", "justify"] = Field(description="Running text.")


class Footer(Group):
    show: Literal["none", "pages", "name-and-pages"] = Field(
        description="What stands at the foot of the second page and those after it."
    )


class Word(Group):
    fonts: Fonts = Field(
        description="Families that the readers of a Word file have on their machines."
    )
    embed_fonts: bool = Field(description="Put the print fonts into the Word file, and use them.")


class Tokens(Group):
    """What a theme decides; PDF, Word and web page follow the same tokens."""

    description: str
    pages: Annotated[int, Field(ge=1, le=20)] | None = Field(
        None,
        description="Fit the whole document into so many pages; page breaks give way if need be.",
    )
    fit: Fit
    page: Page
    fonts: Fonts
    word: Word
    sizes: Sizes
    line_height: Annotated[float, Field(ge=1, le=2)] = Field(
        description="As a multiple of the size."
    )
    spacing: Spacing
    colors: Colors
    header: Header
    headings: Headings
    entries: Entries
    facts: Facts
    bullets: Bullets
    sidebar: Sidebar
    text: Text
    footer: Footer

    @property
    def capitals(self) -> frozenset[Role]:
        """The roles of the lines that a printed page sets in capitals."""
        cases: dict[Role, Case] = {"name": self.header.case, "section-title": self.headings.case}
        return frozenset(role for role, case in cases.items() if case == "upper")
