"""A letter: to whom, about what, its text, and the CV of its sender."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from cvrender.checks.rejection import reject
from cvrender.checks.texts import is_localized
from cvrender.errors import quoted
from cvrender.model.cv import Photo
from cvrender.model.entry import Bullets, Keywords
from cvrender.model.part import (
    TAGS,
    AnyText,
    DateText,
    FilledLineText,
    LanguageCode,
    LanguageCodes,
    LineText,
    Part,
    PlainText,
    Tags,
    one_or_many,
)

VALUE = re.compile(r"(?<!\\)\{(\w[\w-]*)\}")
"""A place in a text that one of ``values`` fills."""
NAMED = ("name", "position", "organization")
"""Keys of a recipient that are values, too, unless ``values`` have their names."""

VALUE_NAME = re.compile(r"\w[\w-]*")


def _value_name(name: str) -> str:
    if not VALUE_NAME.fullmatch(name):
        message = f"{quoted(name)} is not a valid name for a value"
        reject("bad-value-name", message, "use letters, digits and hyphens", at_key=True)
    return name


Values = Mapping[Annotated[str, AfterValidator(_value_name)], LineText]


class Recipient(Part):
    """To whom a letter goes."""

    name: LineText | None = Field(
        None,
        description="The person, with the form of address where it is known; the opening has it.",
        examples=["Ms Ingrid Berg"],
    )
    position: LineText | None = Field(
        None, description="What the person does there.", examples=["Head of Engineering"]
    )
    organization: LineText | None = Field(None, description="The company or institution.")
    address: Annotated[tuple[FilledLineText, ...], BeforeValidator(one_or_many)] = Field(
        (), description="The lines of the postal address.", examples=[["Box 1", "411 01 Göteborg"]]
    )
    opening: LineText | None = Field(None, description="The opening for this recipient.")
    values: Values = Field({}, description="Values for this recipient; they win over the others.")


class Passage(Part):
    """A part of the letter's text: paragraphs, and bullets below them."""

    shorthand = "text"

    text: AnyText | None = Field(
        None, description="Paragraphs with blank lines between; lines with `- ` are bullets."
    )
    bullets: Bullets = Field((), description="Bullets below the text.")
    tags: Tags = Field((), description=TAGS)


def _listed(value: Any) -> Any:
    """One part for a list of one."""
    return [value] if isinstance(value, Mapping) else one_or_many(value)


def _recipients(value: Any) -> Any:
    """A text for a recipient of which nothing but the organization is known."""
    return [
        {"organization": item} if isinstance(item, str) or is_localized(item) else item
        for item in _listed(value)
    ]


class Letter(Part):
    """A letter, and the CV that it takes its sender and its looks from."""

    cv: PlainText = Field(
        description="The file of the CV, in this folder or below: sender, language and looks.",
        examples=["cv.yaml"],
    )
    to: Annotated[tuple[Recipient, ...], BeforeValidator(_recipients)] = Field(
        (), description="The recipient; a list of several makes a letter to each."
    )
    date: DateText | None = Field(
        None, description="The date; today's where there is none.", examples=["2026-11-30"]
    )
    place: LineText | None = Field(None, description="The place before the date.")
    subject: LineText | None = Field(None, description="What the letter is about, in a line.")
    opening: LineText | None = Field(
        None, description="How it begins; without it, as is customary, with the name."
    )
    letter: Annotated[tuple[Passage, ...], BeforeValidator(_listed)] = Field(
        (), description="The text: paragraphs with blank lines between, or a list of them."
    )
    closing: LineText | None = Field(None, description="How it ends; without it, as is customary.")
    signature: Photo | None = Field(
        None, description="A picture of your signature, and a description of it."
    )
    photo: bool = Field(True, description="Whether the CV's photo stands in the letter, too.")
    enclosures: Keywords = Field(
        (), description="What comes with the letter.", examples=[["CV", "Certificates"]]
    )
    values: Values = Field(
        {}, description="What fills `{company}` and the like in any text of the letter."
    )
    language: LanguageCode | None = Field(
        None, description="The language of the letter, where it is not the CV's."
    )
    languages: LanguageCodes = Field(
        (), description="Its languages, the main one first, where they are not the CV's."
    )
    theme: str | None = Field(None, description="The theme, where it is not the CV's.")
    design: Mapping[str, Any] = Field(
        {}, description="Theme tokens to change for the letter; they win over the CV's."
    )

    @model_validator(mode="after")
    def _one_list_of_languages(self) -> Self:
        if self.language and self.languages:
            message = "`language` and `languages` cannot be used together"
            reject("two-languages", message, "keep `languages`", at="language", at_key=True)
        return self
