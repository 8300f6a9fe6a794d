"""What the models are made of: their root, and the kinds of values their keys take."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic_core import CoreSchema, core_schema

from cvrender import conventions, languages
from cvrender.checks import addresses, dates, texts
from cvrender.checks.rejection import reject
from cvrender.checks.texts import Text
from cvrender.checks.vocabulary import near
from cvrender.errors import one_of, quoted


def one_or_many(value: Any) -> Any:
    """One value stands for a list of one."""
    return [] if value is None else value if isinstance(value, (list, tuple)) else [value]


class Checked:
    """The checks of a value, one after the other, and its JSON Schema where that says more.

    pydantic's own validators do the same; it reads the signature of each at every field, a third
    of the time that a model takes to build. ``first`` sees the value before its type is checked,
    unless ``typed`` is false: then ``first`` checks it.
    """

    def __init__(
        self,
        *checks: Callable[[Any], Any],
        first: Callable[[Any], Any] | None = None,
        typed: bool = True,
        schema: Callable[[], dict[str, Any]] | None = None,
    ) -> None:
        self.checks, self.first, self.typed, self.schema = checks, first, typed, schema

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> CoreSchema:
        made: CoreSchema = core_schema.str_schema() if self.typed else core_schema.any_schema()
        if self.first:
            made = core_schema.no_info_before_validator_function(self.first, made)
        for check in self.checks:
            made = core_schema.no_info_after_validator_function(check, made)
        return made

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: Any) -> dict[str, Any]:
        made: dict[str, Any] = self.schema() if self.schema else handler(core)
        return made


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


def _convention(value: str) -> str:
    """The name of a convention that has a file in ``conventions/``."""
    known = conventions.names()
    if value not in known:
        hint = near(value, known) or one_of(known)
        reject("unknown-value", f"there is no convention {quoted(value)}", hint)
    return value


def _text(*checks: Callable[[Text], Text]) -> Checked:
    """A text, or one per language."""
    return Checked(*checks, first=texts.text, typed=False, schema=lambda: _by_language(_STRING))


_STRING = {"type": "string"}
AnyText = Annotated[Text, _text()]
FilledText = Annotated[Text, _text(texts.filled)]
LineText = Annotated[Text, _text(texts.short)]
FilledLineText = Annotated[Text, _text(texts.filled, texts.short)]
"""What stands on a line of its own or beside others: a name, a title, a label."""
PlainText = Annotated[
    str, Checked(texts.filled, texts.short, first=texts.text, schema=lambda: _STRING)
]
Url = Annotated[
    str,
    Checked(addresses.url, schema=lambda: _spelled(_URL, "write it like https://example.org")),
]
Email = Annotated[
    str,
    Checked(
        addresses.email,
        schema=lambda: _spelled(addresses.EMAIL, "write it like name@example.org"),
    ),
]
LanguageCode = Annotated[
    str,
    Checked(first=texts.language, schema=_language_tag),
]
LanguageCodes = Annotated[
    tuple[LanguageCode, ...], BeforeValidator(one_or_many), AfterValidator(texts.distinct)
]
ConventionName = Annotated[
    str,
    Checked(_convention, schema=lambda: {"enum": list(conventions.names()), "type": "string"}),
]
Start = Annotated[str, Checked(dates.date, schema=lambda: _spelled(_DATE, _DATE_HINT))]
End = Annotated[
    str,
    Checked(
        dates.end,
        schema=lambda: _spelled(f"{_DATE}|present", f"{_DATE_HINT}, or present"),
    ),
]
DateText = Annotated[
    Text,
    Checked(
        first=dates.date_text,
        typed=False,
        schema=lambda: _by_language(_spelled(_DATE_OR_WORDS, _DATE_HINT)),
    ),
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
