"""The CV as its author wrote it: frozen, validated, without looks and without language rules.

Field descriptions and examples are the reference of the format: they go into the JSON Schema that
editors show while typing. Errors raised here are worded for the author and placed by ``validate``.
"""

# Annotations are no texts here, which pydantic would have to read again, one by one.
import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from cvrender import dates
from cvrender.checks import values
from cvrender.checks.values import LANGUAGES, Language, Text, is_localized
from cvrender.errors import quoted

__all__ = [
    "ALL",
    "CONTACTS",
    "CV",
    "KINDS",
    "LANGUAGES",
    "Bibliography",
    "Bullet",
    "Dated",
    "Entry",
    "Fact",
    "Link",
    "Photo",
    "Publication",
    "Role",
    "Section",
    "Text",
    "Variant",
]

Kind = Literal[
    "summary", "highlights", "work", "education", "projects", "volunteer", "awards", "certificates",
    "publications", "talks", "patents", "skills", "languages", "interests", "references",
]  # fmt: skip
KINDS: tuple[str, ...] = get_args(Kind)
Private = Literal["email", "phone", "location", "details", "website", "links", "photo"]
CONTACTS: tuple[str, ...] = get_args(Private)
"""What `private` may name."""
ALL = "all"
"""What stands for every variant and every language, and can be the name of none."""


def one_or_many(value: Any) -> Any:
    """One value stands for a list of one."""
    return [] if value is None else value if isinstance(value, (list, tuple)) else [value]


_TEXT_SCHEMA = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "propertyNames": {"enum": list(LANGUAGES)},
            "additionalProperties": {"type": "string"},
            "minProperties": 1,
        },
    ],
}
_STRING = {"type": "string"}

AnyText = Annotated[Text, BeforeValidator(values.text), WithJsonSchema(_TEXT_SCHEMA)]
FilledText = Annotated[
    Text, BeforeValidator(values.text), AfterValidator(values.filled), WithJsonSchema(_TEXT_SCHEMA)
]
Line = Annotated[AnyText, AfterValidator(values.short)]
FilledLine = Annotated[FilledText, AfterValidator(values.short)]
"""What stands on a line of its own or beside others: a name, a title, a label."""
Words = Annotated[
    str,
    BeforeValidator(values.text),
    AfterValidator(values.filled),
    AfterValidator(values.short),
    WithJsonSchema(_STRING),
]
Url = Annotated[str, AfterValidator(values.url)]
Email = Annotated[str, AfterValidator(values.email)]
OneLanguage = Annotated[Language, BeforeValidator(values.language)]
Start = Annotated[str, AfterValidator(values.date)]
End = Annotated[str, AfterValidator(values.end)]
DateText = Annotated[Text, BeforeValidator(values.date_text), WithJsonSchema(_TEXT_SCHEMA)]


class Part(BaseModel):
    """Root of all models: frozen; an unknown key is an error at every depth."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, value: Any) -> Any:
        """A key with nothing behind it is as good as no key, except where a text is required."""
        if not isinstance(value, Mapping):
            return value
        required = {name for name, field in cls.model_fields.items() if field.is_required()}
        return {key: item for key, item in value.items() if item is not None or key in required}


Tags = Annotated[tuple[str, ...], BeforeValidator(one_or_many)]
_TAGS = "For `variants`: what is tagged appears in those that include it."


class Link(Part):
    """A web address, shown as text and linked."""

    url: Url = Field(
        description="Where it leads; shown without `https://`.",
        examples=["https://github.com/name"],
    )
    label: Line | None = Field(
        None, description="What stands before the address, for example the name of the network."
    )


def _joined(value: Any) -> Any:
    """A list of texts as one text, with commas."""
    if not isinstance(value, (list, tuple)) or not value:
        return value
    for index, item in enumerate(value):
        if not isinstance(item, str):
            raise PydanticCustomError("text_type", "must be text", {"at": index})
    return ", ".join(value)


class Fact(Part):
    """A label and what belongs to it, on one line: `Languages: Python, Go`."""

    label: FilledLine = Field(description="What stands before the colon.")
    text: Annotated[FilledText, BeforeValidator(_joined)] = Field(
        description="What stands behind it: a text, or a list that is set with commas."
    )
    tags: Tags = Field((), description=_TAGS)


class Bullet(Part):
    """One line of a list; may carry a list of its own, one level deep."""

    shorthand: ClassVar[str] = "text"
    """The key that a plain text stands for."""

    text: FilledText = Field(description="The line itself.")
    bullets: "Bullets" = Field((), description="The lines below it.")
    tags: Tags = Field((), description=_TAGS)


def _bullet(value: Any) -> Any:
    if isinstance(value, str) or is_localized(value):
        return {"text": value}
    return value


def _facts(value: Any) -> Any:
    if isinstance(value, Mapping):
        return [{"label": label, "text": text} for label, text in value.items()]
    return value


Bullets = tuple[Annotated[Bullet, BeforeValidator(_bullet)], ...]
Facts = Annotated[tuple[Fact, ...], BeforeValidator(_facts)]
Keywords = Annotated[tuple[FilledLine, ...], BeforeValidator(one_or_many)]


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
        description="The last day, month or year; `present` for what still runs.",
    )
    date: DateText | None = Field(
        None,
        examples=["2020-06", "Summer 2020"],
        description="One date instead of start and end; free words are kept as written.",
    )

    @field_validator("end")
    @classmethod
    def _in_order(cls, end: str | None, info: ValidationInfo) -> str | None:
        start = info.data.get("start")
        if start and end and end != dates.PRESENT:
            shortest = min(len(start), len(end))
            if end[:shortest] < start[:shortest]:
                message = f"the end ({end}) lies before the start ({start})"
                values.wrong("end-before-start", message)
        return end

    @field_validator("date")
    @classmethod
    def _alone(cls, date: Text | None, info: ValidationInfo) -> Text | None:
        if date and (info.data.get("start") or info.data.get("end")):
            message = "`date` and `start`/`end` exclude each other"
            values.wrong("two-dates", message, "keep one date, or start and end")
        return date


class Role(Dated):
    """One of several roles at one organization."""

    title: FilledLine = Field(description="What the role was called.")
    location: Line | None = Field(None, description="The place, where it differs.")
    summary: AnyText | None = Field(None, description="What it was about.")
    bullets: Bullets = Field((), description="What was achieved.")
    facts: Facts = Field((), description="Labels and their texts: `{Team: 6 engineers}`.")
    keywords: Keywords = Field((), description="Set on one line, with commas.")
    tags: Tags = Field((), description=_TAGS)


class Entry(Dated):
    """A job, a degree, a project, an award, a talk: whatever has a title and perhaps a date."""

    title: FilledLine | None = Field(
        None, description="The role, the degree, the name of the project or award."
    )
    organization: Line | None = Field(
        None, description="The employer, the school, who awarded it.", validate_default=True
    )
    location: Line | None = Field(None, description="The place, as it is to be read.")
    url: Url | None = Field(None, description="A page about it; shown and linked.")
    summary: AnyText | None = Field(
        None, description="What it was about; an empty line starts a paragraph."
    )
    bullets: Bullets = Field(
        (), description="What was achieved; a bullet may have bullets below it."
    )
    facts: Facts = Field(
        (), description="Labels and their texts: `{Stack: Rust, Team: 6 engineers}`."
    )
    keywords: Keywords = Field((), description="Set on one line, with commas.")
    roles: tuple[Role, ...] = Field(
        (), description="Several roles at one organization, the latest first, under one heading."
    )
    tags: Tags = Field((), description=_TAGS)

    @field_validator("organization")
    @classmethod
    def _named(cls, organization: Text | None, info: ValidationInfo) -> Text | None:
        if not organization and not info.data.get("title", "wrong"):
            values.wrong("unnamed", "an entry needs a `title` or an `organization`")
        return organization


class Publication(Part):
    """A paper, an article or a book; the CV's person is set in bold among the authors."""

    title: FilledLine = Field(description="What it is called.")
    authors: Annotated[tuple[Words, ...], BeforeValidator(one_or_many)] = Field(
        (),
        description="All of them, in order; yourself are set in bold.",
        examples=[["A. Lovelace"]],
    )
    venue: Line | None = Field(None, description="The journal, the conference or the publisher.")
    date: DateText | None = Field(None, description="When it appeared.", examples=["2020-06"])
    doi: str | None = Field(
        None,
        pattern=r"^10\.\d{4,9}/\S+$",
        description="The DOI alone, without an address before it; it is linked.",
        examples=["10.1000/xyz123"],
    )
    url: Url | None = Field(None, description="A page with it; shown and linked.")
    summary: AnyText | None = Field(None, description="What it says, in a sentence or two.")
    tags: Tags = Field((), description=_TAGS)


class Bibliography(Part):
    """Publications from a BibTeX file in the CV's folder."""

    bibtex: Words = Field(description="The file, beside this one.", examples=["papers.bib"])
    only: Annotated[tuple[str, ...], BeforeValidator(one_or_many)] = Field(
        (), description="The keys of the entries to take, in this order; without it, all of them."
    )


class Section(Part):
    """A heading and what stands under it: text, entries, publications, bullets, facts."""

    title: FilledLine | None = Field(None, description="The heading, as you like it.")
    kind: Kind | None = Field(
        None,
        description="What the section holds; gives a translated title where `title` is absent.",
        validate_default=True,
    )
    text: AnyText | None = Field(None, description="Paragraphs, with an empty line between them.")
    entries: tuple[Entry, ...] = Field((), description="Jobs, degrees, projects, awards, talks.")
    publications: tuple[Publication, ...] = Field(
        (),
        description="A list, or `{bibtex: papers.bib, only: [key, …]}`.",
    )
    bullets: Bullets = Field((), description="A list of texts.")
    facts: Facts = Field(
        (), description="Labels and their texts, a line each: `{Languages: Python, Go}`."
    )
    page_break: Literal["before"] | None = Field(
        None, description="Start the section on a new page."
    )
    tags: Tags = Field((), description=_TAGS)

    @field_validator("kind")
    @classmethod
    def _titled(cls, kind: str | None, info: ValidationInfo) -> str | None:
        if not kind and not info.data.get("title", "wrong"):
            values.wrong("untitled", "a section needs a `title` or a `kind`")
        return kind


class Photo(Part):
    """A picture beside the name: a file in the CV's folder, and words for who cannot see it."""

    file: str = Field(description="The picture, beside this file.", examples=["me.jpg"])
    alt: FilledLine = Field(description="What it shows, for who cannot see it.")


class BackLink(Part):
    """A link back to where the web page was reached from; shown on the web page only."""

    url: Annotated[str, AfterValidator(values.page)] = Field(
        description="An address, or a path on the same site.", examples=["/"]
    )
    label: FilledLine = Field(description="The words of the link.")


class Variant(Part):
    """One reading of the CV: what is tagged is chosen, what is not tagged always appears."""

    include: Tags = Field(
        (), description="Of what is tagged, only this. Without `include`, everything tagged."
    )
    exclude: Tags = Field((), description="What is tagged so stays out, included or not.")
    headline: Line | None = Field(None, description="Instead of the CV's headline.")
    sections: Annotated[tuple[Words, ...], BeforeValidator(one_or_many)] = Field(
        (), description="Sections that come first, by title or kind; the others follow."
    )
    theme: str | None = Field(None, description="Instead of the CV's theme.")


def _variant_name(name: str) -> str:
    if name == ALL or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name):
        message = f"a variant cannot be called {quoted(name)}"
        hint = "its name goes into file names: use letters, digits and hyphens, and not `all`"
        values.wrong("bad-variant-name", message, hint, at_key=True)
    return name


class CV(Part):
    """A whole CV."""

    name: FilledLine = Field(description="Your name, as you want it printed.")
    headline: Line | None = Field(
        None,
        description="What you are, in a few words below your name.",
        examples=["Senior Software Engineer · Python"],
    )
    email: Annotated[tuple[Email, ...], BeforeValidator(one_or_many)] = Field(
        (),
        description="Your e-mail address, or a list of several.",
        json_schema_extra={"examples": ["you@example.org"]},
    )
    phone: Annotated[tuple[Words, ...], BeforeValidator(one_or_many)] = Field(
        (), description="Your telephone number as it is to be read, or a list of several."
    )
    location: Line | None = Field(None, description="Where you live, as it is to be read.")
    details: Keywords = Field(
        (),
        description="What else belongs beside your address: a nationality, a permit, a licence.",
        examples=[["EU citizen", "Driving licence: B"]],
    )
    website: Url | None = Field(None, description="Your own page; shown without `https://`.")
    links: tuple[Link, ...] = Field((), description="Profiles and pages elsewhere.")
    photo: Photo | None = Field(None, description="A PNG or JPEG beside this file.")
    language: OneLanguage = Field(
        "en", description="The language of dates and of our own words, as a code: `de`."
    )
    languages: Annotated[tuple[OneLanguage, ...], BeforeValidator(one_or_many)] = Field(
        (),
        description="Instead of `language`, the languages that the CV is written in, the main one "
        "first. Any text may then be `{en: …, de: …}`.",
    )
    variants: Mapping[Annotated[str, AfterValidator(_variant_name)], Variant] = Field(
        {}, description="Readings of the CV by name, for `render --variant NAME`."
    )
    private: Annotated[tuple[Private, ...], BeforeValidator(one_or_many)] = Field(
        (), description="What `render --public` leaves out.", examples=[["phone", "location"]]
    )
    theme: str = Field("classic", description="The looks: `cvrender themes` lists them.")
    design: Mapping[str, Any] = Field(
        {},
        description='Theme tokens to change, as in `theme.yaml`: `{colors: {accent: "#0b6e4f"}}`.',
    )
    keywords: Keywords = Field(
        (), description="For the document's properties and the web page's metadata; not printed."
    )
    back: BackLink | None = Field(
        None, description="A link back to where the web page was reached from; nowhere else."
    )
    sections: tuple[Section, ...] = Field(
        min_length=1, description="The headings and what stands under them, in order."
    )

    @model_validator(mode="after")
    def _one_list_of_languages(self) -> Self:
        if {"language", "languages"} <= self.model_fields_set:
            message = "`language` and `languages` exclude each other"
            values.wrong("two-languages", message, "keep `languages`", at="language", at_key=True)
        return self

    @property
    def spoken(self) -> tuple[str, ...]:
        """The languages the CV is written in, the main one first."""
        return tuple(dict.fromkeys(self.languages)) or (self.language,)
