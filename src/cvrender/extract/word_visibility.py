"""Visibility of the runs of a Word file: which of them a person does not see on the page.

A run is hidden (17.3.2.41), struck through, of almost no size, in the colour of what is behind it,
or off the page: by its own properties, or by those of its character style and its paragraph's style
(17.7.2). What a field is made of does not show (17.16.18), nor the text of an IF that is false.
"""

import operator
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from cvrender.extract.word_xml import Styles, W, is_on, over, value

_SMALLEST = 6
"""Half points; smaller type is not read."""
_ALIKE = 32
"""By how much of 255 every part of two colours may differ that look the same."""
_PAPER, _INK = "FFFFFF", "000000"
_HIGHLIGHTS = {"black": _INK, "white": _PAPER}
_OFF_THE_PAGE = range(-12_000, 20_000)
"""Twentieths of a point; what is moved further does not show."""
_LOWEST_LINE = 60
"""Twentieths of a point; a lower line shows no letters."""
_NARROWEST = 20
"""Percent of their width; narrower letters are not read."""
_MARKS = (f"{W}fldChar", f"{W}instrText", f"{W}t")
_COMPARED: dict[str, Callable[[str, str], bool]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, ">": operator.gt,
    "<=": operator.le, ">=": operator.ge,
}  # fmt: skip
_IF = re.compile(r'\s*IF\s+("[^"]*"|\S+)\s*(<=|>=|<>|=|<|>)\s*("[^"]*"|\S+)\s', re.IGNORECASE)


class _Format(NamedTuple):
    """What is set of a text; None of what is left to others."""

    gone: bool | None = None
    size: int | None = None
    color: str | None = None
    behind: str | None = None

    @property
    def hidden(self) -> bool:
        """Whether a person does not see such text."""
        if self.gone or (self.size is not None and self.size < _SMALLEST):
            return True
        return _look_alike(self.color or _INK, self.behind or _PAPER)


def hidden_runs(body: Any, styles: Any) -> Iterator[Any]:
    """The runs of ``body`` that a person does not see; ``styles`` are those of the file."""
    formats = Styles(styles, _own, _Format())
    yield from _in_fields(body)
    for paragraph in body.iter(f"{W}p"):
        around = [_own(cell) for cell in paragraph.iterancestors(f"{W}tc")]
        below = over(_own(paragraph), formats.of_paragraph(paragraph))
        for cell in around:
            below = over(below, cell)
        for run in paragraph.iter(f"{W}r"):
            if over(_own(run), over(formats.of_run(run), below)).hidden:
                yield run


def _in_fields(body: Any) -> Iterator[Any]:
    """The runs in the codes of fields, which may nest, and in the results of a false IF."""
    for simple in body.iter(f"{W}fldSimple"):
        if _is_false(simple.get(f"{W}instr", "")):
            yield from simple.iter(f"{W}r")
    fields: list[list[Any]] = []
    for mark in body.iter(*_MARKS):
        match mark.get(f"{W}fldCharType"):
            case "begin":
                fields.append(["", False])  # its code, and whether that has ended
            case "separate" if fields:
                fields[-1][1] = True
            case "end" if fields:
                fields.pop()
            case _ if mark.tag == f"{W}instrText" and fields:
                fields[-1][0] += mark.text or ""
            case _ if any(not ended or _is_false(code) for code, ended in fields):
                yield mark.getparent()


def _is_false(code: str) -> bool:
    """Whether ``code`` is an IF (17.16.5.26) of two values that do not compare so."""
    match = _IF.match(f"{code} ")
    if match is None:
        return False
    one, sign, two = (part.strip('"') for part in match.groups())
    return not _COMPARED[sign](one, two)


def _own(element: Any) -> _Format:
    """What the properties of a style, a paragraph, a cell or a run say themselves."""
    is_paragraph = element.tag == f"{W}p"  # the run properties in it are those of its mark
    run = None if is_paragraph else element.find(f"{W}rPr")
    paragraph = element.find(f"{W}pPr")
    gone = [is_on(run, name) for name in ("vanish", "strike", "dstrike")]
    gone += [_is_off_the_page(paragraph) or _is_squeezed(run) or None]
    size, color = _number(run, "sz"), value(run, "color")
    shades = (run, paragraph, element.find(f"{W}tcPr"))
    fills = [_HIGHLIGHTS.get(value(run, "highlight") or "")]
    fills += [value(place, "shd", "fill") for place in shades]
    known = [state for state in gone if state is not None]
    return _Format(
        any(known) if known else None,
        size,
        _INK if color == "auto" else color,
        next((fill for fill in fills if fill and fill != "auto"), None),
    )


def _is_off_the_page(paragraph: Any) -> bool:
    """Whether a frame (17.3.1.11), an indent or the height of its lines leaves nothing to see."""
    places = (("framePr", "x"), ("framePr", "y"), ("ind", "left"), ("ind", "start"))
    moved = (_number(paragraph, *place) for place in places)
    line = _number(paragraph, "spacing", "line")
    is_exact = value(paragraph, "spacing", "lineRule") == "exact"
    is_flat = is_exact and line is not None and line < _LOWEST_LINE
    return is_flat or any(by is not None and by not in _OFF_THE_PAGE for by in moved)


def _is_squeezed(run: Any) -> bool:
    width, raised = _number(run, "w"), _number(run, "position")
    return (width is not None and width < _NARROWEST) or (
        raised is not None and 10 * raised not in _OFF_THE_PAGE
    )


def _number(properties: Any, name: str, key: str = "val") -> int | None:
    match = re.match(r"-?\d{1,9}", value(properties, name, key) or "")
    return int(match[0]) if match else None


def _look_alike(one: str, two: str) -> bool:
    try:
        pairs = zip(bytes.fromhex(one), bytes.fromhex(two), strict=True)
        return max(abs(a - b) for a, b in pairs) < _ALIKE
    except ValueError:
        return False
