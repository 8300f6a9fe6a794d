"""Tokens: what a theme decides. PDF, Word file and web page follow the same ones.

Descriptions are the reference of the tokens: ``cvrender themes show`` prints them.
"""

# Annotations are no texts here, which pydantic would have to read again, one by one.
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from cvrender.outline import Role
from cvrender.theme.content_tokens import (
    Bullets,
    Contacts,
    Dates,
    Entries,
    Facts,
    Header,
    Headings,
    Letters,
    PhotoFrame,
    Publications,
    RunningText,
)
from cvrender.theme.measures import Case, Group
from cvrender.theme.page_tokens import (
    Colors,
    Files,
    Fit,
    Fonts,
    Footer,
    Page,
    Sidebar,
    Sizes,
    Spacing,
    Web,
    Word,
)
from cvrender.theme.typesetting import CITED, COMMAS, Typesetting


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
        description="As a multiple of the font size; at least 1.3 in Arabic, Persian and Hindi."
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
    letter: Letters
    footer: Footer
    files: Files

    def changed(self, **groups: Mapping[str, object]) -> "Tokens":
        """The same but for these values of a group: ``changed(facts={"brief": "run"})``."""
        new = {
            name: getattr(self, name).model_copy(update=values) for name, values in groups.items()
        }
        return self.model_copy(update=new)

    @property
    def capitals(self) -> frozenset[Role]:
        """The roles of the lines that a printed page sets in capitals."""
        cases: dict[Role, Case] = {"name": self.header.case, "section-title": self.headings.case}
        return frozenset(role for role, case in cases.items() if case == "upper")

    @property
    def typesetting(self) -> Typesetting:
        """What a printed page adds to the words."""
        joints = frozenset((self.entries.title_separator.strip(), self.entries.separator.strip()))
        joints |= COMMAS if "," in joints else frozenset()
        return Typesetting(
            self.capitals,
            frozenset((self.bullets.character, self.bullets.nested)),
            frozenset((self.header.separator.strip(),)),
            joints | CITED if self.publications.style != "entry" else joints,
            self.files.links,
        )
