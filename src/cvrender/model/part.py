"""What the models are made of: their root, and the kinds of values their keys take."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    WithJsonSchema,
    model_validator,
)

from cvrender import conventions, languages
from cvrender.checks import addresses, dates, texts
from cvrender.checks.rejection import reject
from cvrender.checks.texts import Text
from cvrender.checks.vocabulary import near
from cvrender.errors import one_of, quoted


def one_or_many(value: Any) -> Any:
    """One value stands for a list of one."""
    return [] if value is None else value if isinstance(value, (list, tuple)) else [value]


class _Schema:
    """The JSON Schema of a value, made when it is asked for: files say what it lists."""

    def __init__(self, make: Callable[[], dict[str, Any]]) -> None:
        self.make = make

    def __get_pydantic_json_schema__(self, core: object, handler: object) -> dict[str, Any]:
        return self.make()


def _language_tag() -> dict[str, Any]:
    from cvrender.checks import tags  # most CVs name a language by its code

    with_region = {"type": "string", "pattern": tags.pattern()}
    return {"anyOf": [{"enum": list(languages.codes())}, with_region]}


def _by_language(*shapes: dict[str, Any]) -> dict[str, Any]:
    """One of ``shapes``, or a text for each language."""
    texts = {
        "type": "object",
        "propertyNames": {"enum": list(languages.codes())},
        "additionalProperties": {"type": "string"},
        "minProperties": 1,
    }
    return {"anyOf": [*shapes, texts]}


def _spelled(pattern: str, hint: str) -> dict[str, Any]:
    """A text that must be spelled so: what is refused, an editor marks.

    ``pattern`` (ECMA-262) may accept more than the check does, never less; blanks around a value
    are harmless. ``hint`` is what VS Code and yaml-language-server show.
    """
    whole = rf"^\s*({pattern})\s*$"
    return {"type": "string", "pattern": whole, "patternErrorMessage": hint}


_DATE = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|(0?[1-9]|1[0-2])[/.-]\d{4}"
_DATE_OR_WORDS = rf"{_DATE}|\d{{4}}[-/]\d{{2,4}}|(?!\d{{1,4}}([-/.]\d{{1,4}}){{0,2}}\s*$)[\s\S]*"
_DATE_HINT = "write it like 2020, 2020-03 or 2020-03-15"
_URL = r"[hH][tT][tT][pP][sS]?://\S+|([mM][aA][iI][lL][tT][oO]|[tT][eE][lL]):\s*\S[\s\S]*"

_STRING = {"type": "string"}
_TEXT = _Schema(lambda: _by_language(_STRING))


def _convention(value: str) -> str:
    """The name of a convention that has a file in ``conventions/``."""
    known = conventions.names()
    if value not in known:
        hint = near(value, known) or one_of(known)
        reject("unknown-value", f"there is no convention {quoted(value)}", hint)
    return value


AnyText = Annotated[Text, BeforeValidator(texts.text), _TEXT]
FilledText = Annotated[Text, BeforeValidator(texts.text), AfterValidator(texts.filled), _TEXT]
LineText = Annotated[AnyText, AfterValidator(texts.short)]
FilledLineText = Annotated[FilledText, AfterValidator(texts.short)]
"""What stands on a line of its own or beside others: a name, a title, a label."""
PlainText = Annotated[
    str,
    BeforeValidator(texts.text),
    AfterValidator(texts.filled),
    AfterValidator(texts.short),
    WithJsonSchema(_STRING),
]
Url = Annotated[
    str,
    AfterValidator(addresses.url),
    WithJsonSchema(_spelled(_URL, "write it like https://example.org")),
]
Email = Annotated[
    str,
    AfterValidator(addresses.email),
    WithJsonSchema(_spelled(addresses.EMAIL, "write it like name@example.org")),
]
LanguageCode = Annotated[
    str,
    BeforeValidator(texts.language),
    _Schema(_language_tag),
]
LanguageCodes = Annotated[
    tuple[LanguageCode, ...], BeforeValidator(one_or_many), AfterValidator(texts.distinct)
]
ConventionName = Annotated[
    str,
    AfterValidator(_convention),
    _Schema(lambda: {"enum": list(conventions.names()), "type": "string"}),
]
Start = Annotated[str, AfterValidator(dates.date), WithJsonSchema(_spelled(_DATE, _DATE_HINT))]
End = Annotated[
    str,
    AfterValidator(dates.end),
    WithJsonSchema(_spelled(f"{_DATE}|present", f"{_DATE_HINT}, or present")),
]
DateText = Annotated[
    Text,
    BeforeValidator(dates.date_text),
    _Schema(lambda: _by_language(_spelled(_DATE_OR_WORDS, _DATE_HINT))),
]


class Part(BaseModel):
    """Root of all models: frozen; an unknown key is an error at every depth."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    shorthand: ClassVar[str] = ""
    """The key that a plain text stands for; empty where none does."""

    @model_validator(mode="before")
    @classmethod
    def _as_keys(cls, value: Any) -> Any:
        """A key with nothing behind it is as good as no key, where one may be absent."""
        if cls.shorthand and (isinstance(value, str) or texts.is_localized(value)):
            return {cls.shorthand: value}
        if not isinstance(value, Mapping):
            return value
        optional = {name for name, field in cls.model_fields.items() if not field.is_required()}
        return {key: item for key, item in value.items() if item is not None or key not in optional}


Tags = Annotated[tuple[str, ...], BeforeValidator(one_or_many)]
TAGS = "Tags for `variants`; what has no tags appears in all of them."
