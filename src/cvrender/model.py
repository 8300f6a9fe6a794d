"""The CV as its author wrote it: frozen, validated, without looks and without language rules.

Field descriptions and examples are the reference of the format: they go into the JSON Schema that
editors show while typing. Errors raised here are worded for the author and placed by ``validate``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from cvrender import dates, inline

__all__ = [
    "CV",
    "KINDS",
    "LANGUAGES",
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
]

Language = Literal[
    "ar", "cs", "de", "en", "es", "fa", "fr", "he", "hi", "it",
    "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "uk", "zh",
]  # fmt: skip
"""Those that our own words (present, page, section titles) are translated into."""
Kind = Literal[
    "summary", "highlights", "work", "education", "projects", "volunteer", "awards", "certificates",
    "publications", "talks", "patents", "skills", "languages", "interests", "references",
]  # fmt: skip
LANGUAGES: tuple[str, ...] = get_args(Language)
KINDS: tuple[str, ...] = get_args(Kind)

_DATE_LIKE = re.compile(r"\d{1,4}([-/.]\d{1,4}){0,2}")
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@.]+(\.[^\s@.]+)+")
_HOST = re.compile(r"[^\s./]+(\.[^\s./]+)+|localhost")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

Text = str | Mapping[str, str]
"""Words of the author: one text, or one text per language (``{en: …, de: …}``)."""


def _characters(text: str) -> str:
    if bad := _UNPRINTABLE.search(text):
        raise PydanticCustomError(
            "bad_character",
            "the character {code} cannot be printed; remove it",
            {"code": f"U+{ord(bad.group()):04X}"},
        )
    if urls := inline.bad_links(text):
        raise PydanticCustomError(
            "bad_link",
            "the link `{url}` must start with http:, https:, mailto: or tel:",
            {"url": urls[0]},
        )
    return text


def is_localized(value: Any) -> bool:
    """Whether ``value`` is one text per language."""
    return isinstance(value, Mapping) and bool(value) and all(key in LANGUAGES for key in value)


def _text(value: Any) -> Text:
    if isinstance(value, str):
        return _characters(value)
    if is_localized(value) and all(isinstance(text, str) for text in value.values()):
        return {language: _characters(text) for language, text in value.items()}
    raise PydanticCustomError("text_type", "must be text")


def _filled(value: Text) -> Text:
    texts = [value] if isinstance(value, str) else list(value.values())
    if not all(text.strip() for text in texts):
        raise PydanticCustomError("empty", "is empty")
    return value


def _date(value: str) -> str:
    if not (match := dates.PATTERN.fullmatch(value)) or not _on_calendar(match):
        raise PydanticCustomError("bad_date", "`{value}` is no date", {"value": value})
    return value


def _on_calendar(match: re.Match[str]) -> bool:
    from datetime import date

    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


def _date_text(value: Any) -> Text:
    text = _text(value)
    if isinstance(text, str) and _DATE_LIKE.fullmatch(text.strip()):
        return _date(text.strip())
    return text


def _end(value: str) -> str:
    return value if value == dates.PRESENT else _date(value)


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise PydanticCustomError("bad_email", "`{value}` is no e-mail address", {"value": value})
    return value


def _url(value: str) -> str:
    scheme, _, rest = value.partition(":")
    if scheme.lower() in ("mailto", "tel") and rest:
        return value
    if scheme.lower() in ("http", "https"):
        parts = _split(value)
        if parts and not re.search(r"\s", value) and _HOST.fullmatch(parts):
            return value
        raise PydanticCustomError("bad_url", "`{value}` is no web address", {"value": value})
    if "://" in value or re.match(r"[a-z]+:(?!\d)", value.lower()):
        raise PydanticCustomError(
            "bad_scheme",
            "`{value}` must start with http:, https:, mailto: or tel:",
            {"value": value},
        )
    meant = f"https://{value}" if _HOST.fullmatch(value.partition("/")[0]) else ""
    raise PydanticCustomError(
        "bad_url", "`{value}` is no web address", {"value": value, "meant": meant}
    )


def _split(value: str) -> str | None:
    try:
        return urlsplit(value).hostname
    except ValueError:
        return None


def _many(value: Any) -> Any:
    return [] if value is None else value if isinstance(value, (list, tuple)) else [value]


def _one_or_many(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "array", "items": schema}]}


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

AnyText = Annotated[Text, BeforeValidator(_text), WithJsonSchema(_TEXT_SCHEMA)]
FilledText = Annotated[
    Text, BeforeValidator(_text), AfterValidator(_filled), WithJsonSchema(_TEXT_SCHEMA)
]
Words = Annotated[str, BeforeValidator(_text), AfterValidator(_filled), WithJsonSchema(_STRING)]
Url = Annotated[str, AfterValidator(_url)]
Email = Annotated[str, AfterValidator(_email)]
Start = Annotated[str, AfterValidator(_date)]
End = Annotated[str, AfterValidator(_end)]
DateText = Annotated[Text, BeforeValidator(_date_text), WithJsonSchema(_TEXT_SCHEMA)]


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


Tags = Annotated[tuple[str, ...], BeforeValidator(_many)]


class Link(Part):
    """A web address, shown as text and linked."""

    url: Url = Field(examples=["https://github.com/name"])
    label: AnyText | None = Field(
        None, description="What stands before the address, for example the name of the network."
    )


class Fact(Part):
    """A label and what belongs to it, on one line: `Languages: Python, Go`."""

    label: FilledText
    text: FilledText
    tags: Tags = ()


class Bullet(Part):
    """One line of a list; may carry a list of its own, one level deep."""

    text: FilledText
    bullets: Bullets = ()
    tags: Tags = ()


def _bullet(value: Any) -> Any:
    if isinstance(value, str) or is_localized(value):
        return {"text": value}
    return value


def _facts(value: Any) -> Any:
    if isinstance(value, Mapping):
        return [{"label": label, "text": _joined(text)} for label, text in value.items()]
    return value


def _joined(text: Any) -> Any:
    if isinstance(text, (list, tuple)) and all(isinstance(item, str) for item in text):
        return ", ".join(text)
    return text


_BULLET_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {"anyOf": [*_TEXT_SCHEMA["anyOf"], {"$ref": "#/$defs/Bullet"}]},
}
_FACTS_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {
            "type": "object",
            "additionalProperties": {
                "anyOf": [*_TEXT_SCHEMA["anyOf"], {"type": "array", "items": {"type": "string"}}]
            },
        },
        {"type": "array", "items": {"$ref": "#/$defs/Fact"}},
    ],
}

Bullets = tuple[Annotated[Bullet, BeforeValidator(_bullet)], ...]
Facts = Annotated[tuple[Fact, ...], BeforeValidator(_facts)]
Keywords = Annotated[tuple[FilledText, ...], BeforeValidator(_many)]
Bullet.model_rebuild()


class Dated(Part):
    """When: `start` and `end`, or one `date`."""

    start: Start | None = Field(None, examples=["2021", "2021-03", "2021-03-15"])
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

    @model_validator(mode="after")
    def _in_order(self) -> Dated:
        if self.date and (self.start or self.end):
            raise PydanticCustomError(
                "two_dates", "`date` and `start`/`end` exclude each other", {"at": "date"}
            )
        if self.start and self.end and self.end != dates.PRESENT:
            shortest = min(len(self.start), len(self.end))
            if self.end[:shortest] < self.start[:shortest]:
                raise PydanticCustomError(
                    "end_before_start",
                    "ends ({end}) before it starts ({start})",
                    {"end": self.end, "start": self.start, "at": "end"},
                )
        return self


class Role(Dated):
    """One of several roles at one organization."""

    title: FilledText
    location: AnyText | None = None
    summary: AnyText | None = None
    bullets: Bullets = ()
    facts: Facts = ()
    keywords: Keywords = ()
    tags: Tags = ()


class Entry(Dated):
    """A job, a degree, a project, an award, a talk: whatever has a title and perhaps a date."""

    title: FilledText | None = Field(
        None, description="The role, the degree, the name of the project or award."
    )
    organization: AnyText | None = Field(
        None, description="The employer, the school, who awarded it."
    )
    location: AnyText | None = None
    url: Url | None = None
    summary: AnyText | None = None
    bullets: Bullets = ()
    facts: Facts = ()
    keywords: Keywords = ()
    roles: tuple[Role, ...] = Field(
        (), description="Several roles at one organization, the latest first, under one heading."
    )
    tags: Tags = ()

    @model_validator(mode="after")
    def _named(self) -> Entry:
        if not (self.title or self.organization):
            raise PydanticCustomError("unnamed", "an entry needs a `title` or an `organization`")
        return self


class Publication(Part):
    """A paper, an article or a book; the CV's person is set in bold among the authors."""

    title: FilledText
    authors: Annotated[tuple[Words, ...], BeforeValidator(_many)] = ()
    venue: AnyText | None = None
    date: DateText | None = None
    doi: str | None = Field(None, pattern=r"^10\.\d{4,9}/\S+$", examples=["10.1000/xyz123"])
    url: Url | None = None
    summary: AnyText | None = None
    tags: Tags = ()


class Section(Part):
    """A heading and what stands under it: text, entries, publications, bullets, facts."""

    title: FilledText | None = None
    kind: Kind | None = Field(
        None,
        description="What the section holds; gives a translated title where `title` is absent.",
    )
    text: AnyText | None = None
    entries: tuple[Entry, ...] = ()
    publications: tuple[Publication, ...] = ()
    bullets: Bullets = ()
    facts: Facts = ()
    page_break: Literal["before"] | None = None
    tags: Tags = ()

    @model_validator(mode="after")
    def _titled(self) -> Section:
        if not (self.title or self.kind):
            raise PydanticCustomError("untitled", "a section needs a `title` or a `kind`")
        return self


class Photo(Part):
    """A picture beside the name: a file in the CV's folder, and words for who cannot see it."""

    file: str = Field(examples=["me.jpg"])
    alt: FilledText


class BackLink(Part):
    """A link back to where the web page was reached from; shown on the web page only."""

    url: str
    label: FilledText


class CV(Part):
    """A whole CV."""

    name: FilledText
    headline: AnyText | None = Field(None, examples=["Senior Software Engineer · Python"])
    email: Annotated[tuple[Email, ...], BeforeValidator(_many)] = Field(
        (), json_schema_extra={"examples": ["you@example.org"]}
    )
    phone: Annotated[tuple[Words, ...], BeforeValidator(_many)] = ()
    location: AnyText | None = None
    website: Url | None = None
    links: tuple[Link, ...] = ()
    photo: Photo | None = None
    language: Language = "en"
    theme: str = "classic"
    design: Mapping[str, Any] = Field(
        {},
        description='Theme tokens to change, as in `theme.yaml`: `{colors: {accent: "#0b6e4f"}}`.',
    )
    keywords: Keywords = Field(
        (), description="For the document's properties and the web page's metadata; not printed."
    )
    back: BackLink | None = None
    sections: tuple[Section, ...] = Field(min_length=1)
