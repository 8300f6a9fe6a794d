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

from cvrender.checks import addresses, dates, texts
from cvrender.checks.texts import LANGUAGES, Language, Text

__all__ = [
    "TAGS",
    "AnyText",
    "DateText",
    "Email",
    "End",
    "FilledLine",
    "FilledText",
    "Line",
    "OneLanguage",
    "Part",
    "Start",
    "Tags",
    "Text",
    "Url",
    "Words",
    "one_or_many",
]


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

AnyText = Annotated[Text, BeforeValidator(texts.text), WithJsonSchema(_TEXT_SCHEMA)]
FilledText = Annotated[
    Text, BeforeValidator(texts.text), AfterValidator(texts.filled), WithJsonSchema(_TEXT_SCHEMA)
]
Line = Annotated[AnyText, AfterValidator(texts.short)]
FilledLine = Annotated[FilledText, AfterValidator(texts.short)]
"""What stands on a line of its own or beside others: a name, a title, a label."""
Words = Annotated[
    str,
    BeforeValidator(texts.text),
    AfterValidator(texts.filled),
    AfterValidator(texts.short),
    WithJsonSchema(_STRING),
]
Url = Annotated[str, AfterValidator(addresses.url)]
Email = Annotated[str, AfterValidator(addresses.email)]
OneLanguage = Annotated[Language, BeforeValidator(texts.language)]
Start = Annotated[str, AfterValidator(dates.date)]
End = Annotated[str, AfterValidator(dates.end)]
DateText = Annotated[Text, BeforeValidator(dates.date_text), WithJsonSchema(_TEXT_SCHEMA)]


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
TAGS = "For `variants`: what is tagged appears in those that include it."
