"""The whole: the person, the sections, and what is asked of them."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from cvrender.checks import addresses
from cvrender.checks.rejection import reject
from cvrender.errors import quoted
from cvrender.languages import of_tag
from cvrender.model.entry import Keywords
from cvrender.model.part import (
    ConventionName,
    Email,
    FilledLineText,
    LanguageCode,
    LanguageCodes,
    LineText,
    Part,
    PlainText,
    Tags,
    Url,
    one_or_many,
)
from cvrender.model.section import Section

Private = Literal[
    "email", "phone", "location", "details", "website", "links", "photo", "closing"
]  # fmt: skip
CONTACTS: tuple[str, ...] = get_args(Private)
"""What `private` may name."""
ALL = "all"
"""What stands for every variant and every language, and can be the name of none."""


class Link(Part):
    """A web address, shown as text and linked."""

    url: Url = Field(
        description="The web address; shown without `https://`.",
        examples=["https://github.com/name"],
    )
    label: LineText | None = Field(
        None, description="The text before the address, for example the name of the network."
    )


class Photo(Part):
    """A picture beside the name: a file in the CV's folder, and a description of it."""

    file: str = Field(
        description="The picture's file name, relative to this file.", examples=["me.jpg"]
    )
    alt: FilledLineText = Field(
        description="A description of the picture, for those who cannot see it."
    )


class Closing(Part):
    """The end of the document: place and date, and below them a signature."""

    shorthand = "text"

    text: FilledLineText = Field(
        description="Place and date, as they should appear.", examples=["Dresden, 4. März 2026"]
    )
    signature: Photo | None = Field(
        None, description="A picture of your signature, and a description of it."
    )


class BackLink(Part):
    """A link back to the page that leads here; shown on the web page only."""

    url: Annotated[str, AfterValidator(addresses.page)] = Field(
        description="An address, or a path on the same site.", examples=["/"]
    )
    label: FilledLineText = Field(description="The text of the link.")


class Variant(Part):
    """A variant of the CV: chooses what is tagged; what is not tagged always appears."""

    include: Tags = Field((), description="Show tagged content only if it has one of these tags.")
    exclude: Tags = Field(
        (), description="Leave out what has one of these tags, even if it is included."
    )
    headline: LineText | None = Field(None, description="The headline of this variant.")
    sections: Annotated[tuple[PlainText, ...], BeforeValidator(one_or_many)] = Field(
        (), description="The sections that come first, by title or kind; the others follow."
    )
    theme: str | None = Field(None, description="The theme of this variant.")
    convention: ConventionName | None = Field(
        None, description="Where this variant is sent to, as for the whole CV."
    )


def _variant_name(name: str) -> str:
    if name == ALL or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name):
        message = f"{quoted(name)} is not a valid name for a variant"
        hint = "use letters, digits and hyphens, and not `all`"
        reject("bad-variant-name", message, hint, at_key=True)
    return name


def _without_clashes(variants: Mapping[str, Variant]) -> Mapping[str, Variant]:
    """``variants``, of which no two give the same file where capitals do not count."""
    first: dict[str, str] = {}
    for name in variants:
        if first.setdefault(name.lower(), name) != name:
            message = f"{quoted(name)} and {quoted(first[name.lower()])} differ in capitals alone"
            hint = "Windows and macOS have one file name for both; rename one"
            reject("bad-variant-name", message, hint, at=name, at_key=True)
    return variants


class CV(Part):
    """A whole CV."""

    name: FilledLineText = Field(description="Your name, as you want it to appear.")
    headline: LineText | None = Field(
        None,
        description="What you do, in a few words below your name.",
        examples=["Senior Software Engineer · Python"],
    )
    email: Annotated[tuple[Email, ...], BeforeValidator(one_or_many)] = Field(
        (),
        description="Your e-mail address, or a list of several.",
        json_schema_extra={"examples": ["you@example.org"]},
    )
    phone: Annotated[tuple[PlainText, ...], BeforeValidator(one_or_many)] = Field(
        (), description="Your telephone number, or a list of several."
    )
    location: LineText | None = Field(None, description="Where you live, as it should appear.")
    details: Keywords = Field(
        (),
        description="Other personal details: a nationality, a permit, a licence.",
        examples=[["EU citizen", "Driving licence: B"]],
    )
    website: Url | None = Field(None, description="Your website; shown without `https://`.")
    links: tuple[Link, ...] = Field((), description="Your profiles and pages on other sites.")
    photo: Photo | None = Field(None, description="A PNG or JPEG in the folder of this file.")
    language: LanguageCode = Field(
        "en", description="The language of dates, section titles and other generated words."
    )
    languages: LanguageCodes = Field(
        (),
        description="The languages that the CV is written in, the main one first, instead of "
        "`language`. Any text may then be `{en: …, de: …}`.",
    )
    variants: Annotated[
        Mapping[Annotated[str, AfterValidator(_variant_name)], Variant],
        AfterValidator(_without_clashes),
    ] = Field({}, description="Variants of the CV by name, for `render --variant NAME`.")
    private: Annotated[tuple[Private, ...], BeforeValidator(one_or_many)] = Field(
        (), description="What `render --public` leaves out.", examples=[["phone", "location"]]
    )
    anonymous: FilledLineText | None = Field(
        None,
        description="What `render --anonymous` shows instead of your name; else your initials.",
        examples=["Candidate 4711"],
    )
    letters: Annotated[tuple[PlainText, ...], BeforeValidator(one_or_many)] = Field(
        (),
        description="A folder below this one whose letters may name this CV as their own.",
        examples=["applications"],
    )
    theme: str = Field("classic", description="The theme; `cvrender themes` lists all of them.")
    convention: ConventionName | None = Field(
        None,
        description="Where the CV is sent to: sets paper, dates and theme, and what is checked.",
        examples=["de"],
    )
    design: Mapping[str, Any] = Field(
        {},
        description='Theme tokens to change, as in `theme.yaml`: `{colors: {accent: "#0b6e4f"}}`.',
    )
    keywords: Keywords = Field(
        (), description="For the document properties and web page metadata; not shown."
    )
    closing: Closing | None = Field(
        None, description="Place, date and signature at the end, where they are customary."
    )
    back: BackLink | None = Field(
        None, description="A link back to the page that leads here; shown on the web page only."
    )
    sections: tuple[Section, ...] = Field(description="The sections of the CV, in order.")

    @model_validator(mode="after")
    def _one_list_of_languages(self) -> Self:
        if {"language", "languages"} <= self.model_fields_set:
            message = "`language` and `languages` cannot be used together"
            reject("two-languages", message, "keep `languages`", at="language", at_key=True)
        return self

    @property
    def spoken(self) -> tuple[str, ...]:
        """The codes of the languages the CV is written in, the main one first."""
        return tuple(self.tags)

    @property
    def tags(self) -> dict[str, str]:
        """What the author calls each of them, such as ``en-GB``, by its code."""
        return {of_tag(tag): tag for tag in self.languages or (self.language,)}
