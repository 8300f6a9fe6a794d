"""Tokens of the page: paper, type, colours, sidebar, and what one format has of its own."""

# Annotations are no texts here, which pydantic would have to read again, one by one.
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from cvrender.checks.rejection import reject
from cvrender.model import Kind
from cvrender.theme.measures import (
    PAGE_SIZES,
    Color,
    Family,
    Gap,
    Group,
    Margins,
    Size,
    Width,
    to_points,
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
    margins: bool = Field(description="Scale the margins, too; those of a letter stay.")


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


class Footer(Group):
    """The line at the foot of the page."""

    show: Literal["none", "pages", "name-and-pages"] = Field(
        description="The footer of the second and later pages."
    )


class Files(Group):
    """What files hold besides words; some portals refuse it."""

    links: bool = Field(
        description="Link addresses and words; without, they stand there as words alone."
    )
    attachment: bool = Field(
        description="The CV as JSON Resume in PDF and Word file; a PDF without it is PDF/A-2a."
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
    template: str | None = Field(
        None,
        description="A Word file, .dotx or .docx, in the theme's folder: CVs are set into it, in"
        " its page, header, footer and styles.",
    )


class Web(Group):
    """What the web page has of its own."""

    download: tuple[Literal["pdf", "docx"], ...] = Field(
        description="Links to the files that the same run makes and that lie beside the page."
    )
