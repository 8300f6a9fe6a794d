"""What the models are made of: their root, and the kinds of values their keys take."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    WithJsonSchema,
    model_validator,
)

from cvrender import languages
from cvrender.checks import addresses, dates, texts
from cvrender.checks.texts import Text

__all__ = [
    "TAGS",
    "AnyText",
    "DateText",
    "Email",
    "End",
    "FilledLineText",
    "FilledText",
    "LanguageCode",
    "LineText",
    "Part",
    "PlainText",
    "Start",
    "Tags",
    "Text",
    "Url",
    "one_or_many",
]


def one_or_many(value: Any) -> Any:
    """One value stands for a list of one."""
    return [] if value is None else value if isinstance(value, (list, tuple)) else [value]


class _TextSchema:
    """The JSON Schema of a text: one string, or one per language."""

    def __get_pydantic_json_schema__(self, core: object, handler: object) -> dict[str, Any]:
        by_language = {
            "type": "object",
            "propertyNames": {"enum": list(languages.codes())},
            "additionalProperties": {"type": "string"},
            "minProperties": 1,
        }
        return {"anyOf": [{"type": "string"}, by_language]}


class _LanguageSchema:
    """The JSON Schema of the code of a language."""

    def __get_pydantic_json_schema__(self, core: object, handler: object) -> dict[str, Any]:
        return {"enum": list(languages.codes()), "type": "string"}


_STRING = {"type": "string"}

AnyText = Annotated[Text, BeforeValidator(texts.text), _TextSchema()]
FilledText = Annotated[
    Text, BeforeValidator(texts.text), AfterValidator(texts.filled), _TextSchema()
]
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
Url = Annotated[str, AfterValidator(addresses.url)]
Email = Annotated[str, AfterValidator(addresses.email)]
LanguageCode = Annotated[str, BeforeValidator(texts.language), _LanguageSchema()]
Start = Annotated[str, AfterValidator(dates.date)]
End = Annotated[str, AfterValidator(dates.end)]
DateText = Annotated[Text, BeforeValidator(dates.date_text), _TextSchema()]


class Part(BaseModel):
    """Root of all models: frozen; an unknown key is an error at every depth."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, value: Any) -> Any:
        """A key with nothing behind it is as good as no key, where one may be absent."""
        if not isinstance(value, Mapping):
            return value
        optional = {name for name, field in cls.model_fields.items() if not field.is_required()}
        return {key: item for key, item in value.items() if item is not None or key not in optional}


Tags = Annotated[tuple[str, ...], BeforeValidator(one_or_many)]
TAGS = "Tags for `variants`; what has no tags appears in all of them."
