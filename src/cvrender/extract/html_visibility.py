"""Visibility of the words of a web page: which of them a person does not see.

An element may be hidden by its kind or an attribute, by what it has as a box (no size, a place far
off, a clip), or by its letters: too small, faint, struck through, or in the colour of what is
behind them. What cannot be told, such as a colour over a picture, hides nothing.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from cvrender.extract.html_styles import DRAWING, Declarations, declared, pixels

Color = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""

_TAGS = {
    "script", "style", "template", "head", "nav", "dialog", "noscript", "title", "iframe",
    "object", "audio", "video", "canvas", "datalist", "s", "del", "strike",
    "defs", "symbol", "desc", "metadata", "clippath", "mask", "pattern", "marker",
}  # fmt: skip
_WHITE, _BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)
_ALIKE = 1 / 8
"""By how much every part of two colours may differ that look the same."""
_FAINTEST = 0.1
_SMALLEST = 4.0
"""Pixels; smaller type is not read."""
_OFF = range(-500, 2_000)
"""Pixels; what is moved further is off the screen."""
_LEFT_AND_RIGHT = ("left", "right", "inset-inline-start", "inset-inline-end")
_PLACES = (*_LEFT_AND_RIGHT, "top")
_MARGINS = ("margin-left", "margin-top", "margin-inline-start", "text-indent")
_SIDES = ("width", "height", "max-width", "max-height", "inline-size", "block-size")
_NOTHING = {
    "display": "none",
    "content-visibility": "hidden",
    "clip": r"rect\( *[01](px)?([ ,]+[01](px)?)* *\)",
    "clip-path": r"inset\( *(50|100)%.*\)|(circle|ellipse)\( *0[ %a-z)].*",
    "mask": r"[^#]*gradient\((to [a-z ]+,)?( *transparent *,?)+\)",
    "mask-image": r"[^#]*gradient\((to [a-z ]+,)?( *transparent *,?)+\)",
    "transform": r".*scale[xy]?\( *0?(\.0\d*)? *[,)].*|.*rotate[xy]\( *-?90deg *\).*",
    "scale": r"0?(\.0\d*)?",
    "text-decoration": ".*line-through.*",
    "text-decoration-line": ".*line-through.*",
    "letter-spacing": r"-(0?\.[5-9]\d*|\d+)r?em",
}
"""Values of properties that leave nothing to see."""
_DECLARED = frozenset(
    (
        *_NOTHING, *_PLACES, *_MARGINS, *_SIDES,
        "color", "-webkit-text-fill-color", "background", "background-color", "background-image",
        "font", "font-size", "zoom", "opacity", "filter", "visibility", "translate",
        "position", "overflow", "overflow-x", "fill", "fill-opacity", "x", "y",
    )
)  # fmt: skip
_NUMBER = re.compile(r"[+-]?[\d.]+")
_AT = {"x": "margin-left", "y": "margin-top"}
"""Where letters of a drawing stand, as what moves a box."""
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
_DEEPEST, _LONGEST = 10, 10_000
"""Of custom properties that refer to each other: how many, and how many characters."""


class _Look(NamedTuple):
    """What an element has of itself and of those around it."""

    custom: Declarations
    color: Color | None = _BLACK
    """None where it is not known, or nothing."""
    behind: Color | None = _WHITE
    """None where it is not known."""
    clear: bool = False
    """Whether letters have no colour at all."""
    size: float = 16.0
    opacity: float = 1.0
    visible: bool = True
    gone: bool = False
    folded: bool = False
    """Whether it shows its summary alone."""

    @property
    def hidden(self) -> bool:
        """Whether a person does not see its letters."""
        known = self.color is not None and self.behind is not None
        alike = known and _look_alike(self.color or _BLACK, self.behind or _WHITE)
        faint = self.opacity < _FAINTEST or self.size < _SMALLEST
        return self.gone or self.folded or self.clear or alike or faint or not self.visible


def hidden(root: Any) -> set[Any]:
    """The elements below ``root`` whose own words a person does not see."""
    looks: dict[Any, _Look] = {}
    for element, declarations in declared(root, _DECLARED).items():
        parent = element.getparent()
        around = looks[parent] if parent is not None else _Look({})
        looks[element] = _look(element, declarations, around)
    return {element for element, look in looks.items() if look.hidden}


def _look(element: Any, declarations: Declarations, around: _Look) -> _Look:
    own = {name: value for name, value in declarations.items() if name.startswith("--")}
    custom = {**around.custom, **own} if own else around.custom
    values = {
        name: _resolved(value, custom) if "var(" in value else value
        for name, value in declarations.items()
    }
    if element.tag in DRAWING:
        values = _drawn(values, element.tag == "svg")
    color, clear = _letters(values, around)
    return _Look(
        custom,
        color,
        _behind(values, around.behind, color),
        clear,
        _size(values, around.size),
        around.opacity * _opacity(values),
        values.get("visibility", "visible" if around.visible else "hidden") == "visible",
        around.gone
        or (around.folded and not _is_summary(element))
        or _is_no_text(element, values)
        or _is_out_of_sight(values),
        element.tag == "details" and element.get("open") is None,
    )


def _is_summary(element: Any) -> bool:
    """Whether it is the first of its kind, which a browser shows of closed details."""
    return element.tag == "summary" and element.getparent().find("summary") is element


def _drawn(values: Declarations, is_whole: bool) -> Declarations:
    """The declarations of an element of a drawing as those of one of the page."""
    units = {name: f"{value}px" for name, value in values.items() if _NUMBER.fullmatch(value)}
    values = values | {name: units[name] for name in units if name in (*_SIDES, "font-size")}
    fill = values.get("fill", "black" if is_whole else "inherit")
    places = {_AT[name]: units.get(name, values[name]) for name in _AT if name in values}
    faint = {"filter": f"opacity({values['fill-opacity']})"} if "fill-opacity" in values else {}
    clipped = {"overflow": values.get("overflow", "hidden")} if is_whole else {}
    letters = {"-webkit-text-fill-color": "transparent" if fill == "none" else fill}
    return values | places | faint | clipped | letters


def _resolved(value: str, custom: Declarations) -> str:
    """``value`` with its custom properties (CSS Variables 1), the innermost first."""
    for _ in range(_DEEPEST):
        if "var(" not in value or len(value) > _LONGEST:
            break
        value = _VARIABLE.sub(lambda match: custom.get(match[1], match[2] or ""), value)
    return value


def _letters(values: Declarations, around: _Look) -> tuple[Color | None, bool]:
    """The colour of letters, and whether they have none."""
    for name in ("-webkit-text-fill-color", "color"):
        value = values.get(name, "inherit")
        if value not in ("inherit", "currentcolor", "unset", ""):
            color = _color(value)
            return (None, True) if color == () else (color or None, False)
    return around.color, around.clear


def _behind(values: Declarations, around: Color | None, letters: Color | None) -> Color | None:
    for name in ("background-image", "background-color", "background"):
        value = values.get(name, "none")
        if "gradient(" in value or "url(" in value:
            return None
        if value == "currentcolor":
            return letters
        if value not in ("none", "transparent", "inherit", "unset", "0", "0 0"):
            color = _color(value.split(" ")[0] if "(" not in value else value)
            if color != ():
                return color or None
    return around


@lru_cache(256)
def _color(value: str) -> Color | tuple[()] | None:
    """A colour; nothing for one that is hardly there, None for what is not known."""
    from tinycss2.color4 import parse_color

    parsed = parse_color(value)
    if parsed is None or isinstance(parsed, str):
        return None
    if parsed.alpha < _FAINTEST:
        return ()
    try:
        red, green, blue = parsed.to("srgb").coordinates
    except NotImplementedError:  # some spaces of colours
        return None
    return (red, green, blue)


def _size(values: Declarations, around: float) -> float:
    shorthand = re.search(r"(?<![\w.])[\d.]+(px|pt|em|rem|%)?(?= *[/ ])", values.get("font", ""))
    value = values.get("font-size", shorthand[0] if shorthand else "")
    size = pixels(value, around)
    zoom = pixels(values.get("zoom", "1").removesuffix("%") + "px")
    per_cent = 100 if values.get("zoom", "").endswith("%") else 1
    return (around if size is None else size) * (1 if zoom is None else zoom / per_cent)


def _opacity(values: Declarations) -> float:
    in_filter = re.search(r"opacity\(([^)]*)\)", values.get("filter", ""))
    parts = (values.get("opacity", "1"), in_filter[1] if in_filter else "1")
    opacity = 1.0
    for part in parts:
        number = pixels(part.removesuffix("%") + "px")
        if number is not None:
            opacity *= number / 100 if part.endswith("%") else number
    return opacity


def _is_no_text(element: Any, values: Declarations) -> bool:
    is_set_aside = element.get("hidden") is not None or element.get("popover") is not None
    return (
        element.tag in _TAGS
        or element.get("class") == "skip"
        or (is_set_aside and "display" not in values)
    )


def _is_out_of_sight(values: Declarations) -> bool:
    """Whether its box leaves nothing to see, or stands far off."""
    if any(name in values and re.fullmatch(_NOTHING[name], values[name]) for name in _NOTHING):
        return True
    clipped = values.get("overflow", values.get("overflow-x", "")) in ("hidden", "clip")
    small = (pixels(values[name]) for name in _SIDES if name in values)
    return (
        (clipped and any(side is not None and side <= 1 for side in small))
        or _is_empty_polygon(values.get("clip-path", ""))
        or any(_is_off(shift, whole) for shift, whole in _shifts(values))
    )


def _shifts(values: Declarations) -> Iterator[tuple[str, float]]:
    """By how much it is moved, and the whole of which a percentage is a part."""
    if values.get("position", "static") != "static":
        yield from ((values[name], 1280.0) for name in _PLACES if name in values)
    yield from ((values[name], 1280.0) for name in _MARGINS if name in values)
    for moved in re.findall(r"translate\w*\(([^)]*)\)", values.get("transform", "")):
        yield from ((part, 400.0) for part in moved.split(","))
    yield from ((part, 400.0) for part in values.get("translate", "").split())


def _is_off(length: str, whole: float) -> bool:
    moved = pixels(length, whole if length.endswith("%") else 16.0)
    return moved is not None and int(moved) not in _OFF


def _is_empty_polygon(path: str) -> bool:
    """Whether a polygon has no area: its corners are on one line, or one point."""
    match = re.fullmatch(r"polygon\((.*)\)", path)
    corners = [point.split() for point in match[1].split(",")] if match else []
    places = [tuple(pixels(part, 100.0) or 0.0 for part in corner) for corner in corners]
    if not places or any(len(place) != 2 for place in places):
        return False
    turns = zip(places, (*places[1:], places[0]), strict=True)
    return abs(sum(one[0] * two[1] - two[0] * one[1] for one, two in turns)) < 1


def _look_alike(one: Color, two: Color) -> bool:
    return max(abs(a - b) for a, b in zip(one, two, strict=True)) < _ALIKE
