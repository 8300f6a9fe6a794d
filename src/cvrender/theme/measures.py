"""Measures: lengths, colours and words as a theme gives them, each with its bounds."""

# Annotations are no texts here, which pydantic would have to read again, one by one.
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from cvrender.checks.rejection import reject
from cvrender.checks.texts import visible
from cvrender.errors import quoted
from cvrender.model.part import Checked

SIDE_ROOM = "6mm"
"""From a sidebar's words to its edge, and from its edge to the text."""
PAGE_SIZES = {
    "A4": (595.28, 841.89),
    "Letter": (612.0, 792.0),
    "Legal": (612.0, 1008.0),
    "A5": (419.53, 595.28),
    "Executive": (522.0, 756.0),
}
"""Width and height in points."""

_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
_LENGTH = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(pt|mm|cm|in)")
_FORM = Field(
    json_schema_extra={
        "pattern": f"^{_LENGTH.pattern}$",
        "patternErrorMessage": "write it like 10pt, 18mm, 2cm or 0.7in",
    }
)
"""The form of a length, for editors."""


def to_points(length: str) -> float:
    """A length like ``18mm`` in points, of which an inch has 72."""
    match = _LENGTH.fullmatch(length)
    if match is None:
        hint = "write it like `10pt`, `18mm`, `2cm` or `0.7in`"
        reject("bad-length", f"{quoted(length)} is not a length", hint)
    return float(match[1]) * _POINTS[match[2]]


def _between(least: float, most: float) -> Checked:
    """A length of ``least`` to ``most`` points."""

    def check(value: str) -> str:
        if not least <= to_points(value) <= most:
            message = f"{quoted(value)} is out of range: expected {least:g}pt to {most:g}pt"
            reject("out-of-range", message)
        return value

    return Checked(check)


Size = Annotated[str, _between(4, 96), _FORM]
"""Of type."""
Gap = Annotated[str, _between(0, 200), _FORM]
Width = Annotated[str, _between(0, 400), _FORM]
"""Of a part of the page, which is 595 points wide."""
Thickness = Annotated[str, _between(0, 20), _FORM]
Margins = Annotated[str, _between(0, 600), _FORM]
_PHOTO_SIDES = 30.0, 200.0


def _sides(size: str) -> list[float]:
    """A width, or width and height with an ``x`` between them, in points."""
    return [to_points(side.strip()) for side in re.split("[x×]", size, maxsplit=1)]


def _photo_size(value: str) -> str:
    least, most = _PHOTO_SIDES
    if not all(least <= side <= most for side in _sides(value)):
        message = f"{quoted(value)} is out of range: expected {least:g}pt to {most:g}pt a side"
        reject("out-of-range", message)
    return value


PhotoSize = Annotated[
    str,
    Checked(_photo_size),
    Field(
        json_schema_extra={
            "pattern": f"^{_LENGTH.pattern}( ?[x×] ?{_LENGTH.pattern})?$",
            "patternErrorMessage": "write it like 28mm, or 35mm x 45mm",
        }
    ),
]
Visible = Annotated[str, Checked(visible)]
Family = Annotated[str, Field(min_length=1), AfterValidator(visible)]
Bullet = Annotated[str, Field(min_length=1, max_length=1), AfterValidator(visible)]
Sign = Annotated[str, Field(min_length=1, max_length=3), AfterValidator(visible)]
Color = Annotated[
    str,
    Field(
        pattern=r"^#[0-9a-fA-F]{6}$",
        examples=["#1f4e79"],
        json_schema_extra={"patternErrorMessage": "write it like #1f4e79"},
    ),
]
Align = Literal["left", "center"]
Case = Literal["none", "upper"]
Rule = Literal["none", "below", "above"]
Device = Literal["none", "below", "above", "beside", "between", "bar", "band"]
Look = Literal["muted", "accent", "italic", "accent-italic"]
"""A colour, and upright or in italics of the muted colour or of the accent."""
Weight = Literal["light", "regular", "semibold", "bold", "black"]
Tracking = Annotated[float, Field(ge=0, le=0.08)]

TRACKING = "The space between letters in em; above 0.08, programs read words as broken apart."


class Group(BaseModel):
    """Tokens that belong together."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", coerce_numbers_to_str=True, defer_build=True
    )
