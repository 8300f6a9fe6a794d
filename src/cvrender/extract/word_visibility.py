"""Visibility of the runs of a Word file: which of them a person does not see on the page.

A run is hidden (17.3.2.41), struck through, of almost no size, or in the colour of what is behind
it: by its own properties, or by those of its character style and its paragraph's style (17.7.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off")
_SMALLEST = 6
"""Half points; smaller type is not read."""
_ALIKE = 32
"""By how much of 255 every part of two colours may differ that look the same."""
_DEEPEST = 20
"""Of styles based on each other."""
_PAPER, _INK = "FFFFFF", "000000"


class _Format(NamedTuple):
    """What is set of a text; None of what is left to others."""

    gone: bool | None = None
    size: int | None = None
    color: str | None = None
    behind: str | None = None

    def over(self, lower: _Format) -> _Format:
        """With what ``lower`` says where this says nothing."""
        own = {name: value for name, value in self._asdict().items() if value is not None}
        return lower._replace(**own)

    @property
    def hidden(self) -> bool:
        """Whether a person does not see such text."""
        if self.gone or (self.size is not None and self.size < _SMALLEST):
            return True
        return _look_alike(self.color or _INK, self.behind or _PAPER)


def hidden_runs(body: Any, styles: Any) -> Iterator[Any]:
    """The runs of ``body`` that a person does not see; ``styles`` are those of the file."""
    named = {style.get(f"{_W}styleId"): style for style in styles}
    default = next((style for style in styles if _is_default(style)), None)
    formats: dict[str | None, _Format] = {}

    def format_of(name: str | None, depth: int = 0) -> _Format:
        style = default if name is None else named.get(name)
        if style is None or depth > _DEEPEST:
            return _Format()
        if name not in formats:
            base = style.find(f"{_W}basedOn")
            lower = format_of(base.get(f"{_W}val"), depth + 1) if base is not None else _Format()
            formats[name] = _own(style).over(lower)
        return formats[name]

    for paragraph in body.iter(f"{_W}p"):
        around = [_own(cell) for cell in paragraph.iterancestors(f"{_W}tc")]
        below = _own(paragraph).over(format_of(_style(paragraph, "p")))
        for cell in around:
            below = below.over(cell)
        for run in paragraph.iter(f"{_W}r"):
            named_style = _style(run, "r")
            middle = format_of(named_style) if named_style else _Format()
            if _own(run).over(middle.over(below)).hidden:
                yield run


def _is_default(style: Any) -> bool:
    is_default = style.get(f"{_W}default") not in (None, *_OFF)
    return is_default and style.get(f"{_W}type") == "paragraph"


def _style(element: Any, kind: str) -> str | None:
    found = element.find(f"{_W}{kind}Pr/{_W}{kind}Style")
    return found.get(f"{_W}val") if found is not None else None


def _own(element: Any) -> _Format:
    """What the properties of a style, a paragraph, a cell or a run say themselves."""
    is_paragraph = element.tag == f"{_W}p"  # the run properties in it are those of its mark
    run = None if is_paragraph else element.find(f"{_W}rPr")
    gone = [_is_on(run, name) for name in ("vanish", "strike", "dstrike")]
    size, color = _value(run, "sz"), _value(run, "color")
    shades = (run, element.find(f"{_W}pPr"), element.find(f"{_W}tcPr"))
    fills = (_value(place, "shd", "fill") for place in shades)
    known = [state for state in gone if state is not None]
    return _Format(
        any(known) if known else None,
        int(size) if size and size.isdigit() else None,
        _INK if color == "auto" else color,
        next((fill for fill in fills if fill and fill != "auto"), None),
    )


def _is_on(properties: Any, name: str) -> bool | None:
    found = properties.find(f"{_W}{name}") if properties is not None else None
    return found.get(f"{_W}val") not in _OFF if found is not None else None


def _value(properties: Any, name: str, key: str = "val") -> str | None:
    found = properties.find(f"{_W}{name}") if properties is not None else None
    return found.get(f"{_W}{key}") if found is not None else None


def _look_alike(one: str, two: str) -> bool:
    try:
        pairs = zip(bytes.fromhex(one), bytes.fromhex(two), strict=True)
        return max(abs(a - b) for a, b in pairs) < _ALIKE
    except ValueError:
        return False
