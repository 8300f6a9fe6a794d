"""An entry, its roles and its dates, and what any list holds: bullets and facts."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from cvrender.checks import texts
from cvrender.checks.rejection import reject
from cvrender.checks.texts import Text
from cvrender.dates import PRESENT
from cvrender.model.part import (
    TAGS,
    AnyText,
    DateText,
    End,
    FilledLineText,
    FilledText,
    LineText,
    Part,
    Start,
    Tags,
    Url,
    one_or_many,
)


def _listed(value: Any) -> Text | tuple[str, ...]:
    """A text, or several in a list."""
    if not isinstance(value, (list, tuple)) or not value:
        return texts.filled(texts.text(value))
    for index, item in enumerate(value):
        if not isinstance(item, str):
            raise PydanticCustomError("text_type", "must be text", {"at": index})
        if not item.strip():
            raise PydanticCustomError("empty", "is empty", {"at": index})
    texts.text(", ".join(value))
    return tuple(value)


class Fact(Part):
    """A label and what belongs to it, on one line: `Languages: Python, Go`."""

    label: FilledLineText = Field(description="The text before the colon.")
    text: Annotated[Text | tuple[str, ...], BeforeValidator(_listed)] = Field(
        description="The text after it, or a list that is joined with commas."
    )
    level: Annotated[int, Field(ge=1, le=5)] | None = Field(
        None,
        description="A level from 1 to 5, which `facts.levels` of a theme draws beside the text.",
    )
    tags: Tags = Field((), description=TAGS)


class Bullet(Part):
    """One line of a list; may carry a list of its own, one level deep."""

    shorthand = "text"

    text: FilledText = Field(description="The text of the bullet.")
    bullets: "Bullets" = Field((), description="Bullets below this one.")
    tags: Tags = Field((), description=TAGS)


def _facts(value: Any) -> Any:
    if isinstance(value, Mapping):
        return [{"label": label, "text": text} for label, text in value.items()]
    return value


Bullets = tuple[Bullet, ...]
Facts = Annotated[tuple[Fact, ...], BeforeValidator(_facts)]
Keywords = Annotated[tuple[FilledLineText, ...], BeforeValidator(one_or_many)]


class Dated(Part):
    """When: `start` and `end`, or one `date`."""

    start: Start | None = Field(
        None,
        examples=["2021", "2021-03", "2021-03-15"],
        description="The first day, month or year.",
    )
    end: End | None = Field(
        None,
        examples=["2023-06", "present"],
        description="The last day, month or year; `present` for what is ongoing.",
    )
    date: DateText | None = Field(
        None,
        examples=["2020-06", "Summer 2020"],
        description="A single date instead of start and end; free words are kept as written.",
    )

    @field_validator("end")
    @classmethod
    def _in_order(cls, end: str | None, info: ValidationInfo) -> str | None:
        start = info.data.get("start")
        if start and end and end != PRESENT:
            shortest = min(len(start), len(end))
            if end[:shortest] < start[:shortest]:
                message = f"the end ({end}) is before the start ({start})"
                reject("end-before-start", message)
        return end

    @field_validator("date")
    @classmethod
    def _alone(cls, date: Text | None, info: ValidationInfo) -> Text | None:
        if date and (info.data.get("start") or info.data.get("end")):
            message = "`date` cannot be used together with `start` or `end`"
            reject("two-dates", message, "keep either the date or the start and end")
        return date


class Role(Dated):
    """One of several roles at one organization."""

    title: FilledLineText = Field(description="The job title.")
    location: LineText | None = Field(None, description="The place, if it differs.")
    summary: AnyText | None = Field(None, description="What it was about.")
    bullets: Bullets = Field((), description="What you achieved.")
    facts: Facts = Field((), description="Labels with their texts: `{Team: 6 engineers}`.")
    keywords: Keywords = Field((), description="Keywords, shown on one line.")
    tags: Tags = Field((), description=TAGS)


class Entry(Dated):
    """A job, a degree, a project, an award, a talk: whatever has a title and perhaps a date."""

    title: FilledLineText | None = Field(
        None, description="The job title, the degree, or the name of the project or award."
    )
    organization: LineText | None = Field(
        None, description="The employer, the school, or who gave the award.", validate_default=True
    )
    anonymous: FilledLineText | None = Field(
        None,
        description="What `render --anonymous` shows instead of the organization.",
        examples=["a Nordic payment company"],
    )
    location: LineText | None = Field(None, description="The place, as it should appear.")
    url: Url | None = Field(None, description="A web page about it; shown and linked.")
    summary: AnyText | None = Field(
        None, description="What it was about; a blank line starts a new paragraph."
    )
    bullets: Bullets = Field(
        (), description="What you achieved; a bullet may have bullets below it."
    )
    facts: Facts = Field(
        (), description="Labels with their texts: `{Stack: Rust, Team: 6 engineers}`."
    )
    keywords: Keywords = Field((), description="Keywords, shown on one line.")
    roles: tuple[Role, ...] = Field(
        (), description="Several roles at one organization, the latest first, under one heading."
    )
    tags: Tags = Field((), description=TAGS)

    @field_validator("organization")
    @classmethod
    def _named(cls, organization: Text | None, info: ValidationInfo) -> Text | None:
        if not organization and not info.data.get("title", "wrong"):
            reject("unnamed", "an entry needs a `title` or an `organization`")
        return organization

    @field_validator("anonymous")
    @classmethod
    def _of_an_organization(cls, anonymous: Text | None, info: ValidationInfo) -> Text | None:
        if anonymous and not info.data.get("organization", "wrong"):
            message = "`anonymous` stands for an `organization`, which is missing"
            reject("wrong-value", message, "write the `organization`, or remove it")
        return anonymous
