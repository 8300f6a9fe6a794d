"""Numbers: what Word shows before the paragraphs of numbered lists; no text of the file."""

from __future__ import annotations

from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Level = tuple[int, str]
"""The first number of a list, and its text with ``%1`` for the number (17.9.11)."""


def numbers(body: Any, numbering: Any) -> dict[Any, str]:
    """The numbers by their paragraphs, as decimal lists at the first level count (17.9)."""
    if numbering is None:
        return {}
    levels = _levels(numbering)
    counted: dict[str, int] = {}
    found: dict[Any, str] = {}
    for paragraph in body.iter(f"{_W}p"):
        number = _value(paragraph, f"{_W}pPr/{_W}numPr/{_W}numId")
        level = _value(paragraph, f"{_W}pPr/{_W}numPr/{_W}ilvl")
        if number in levels and level in ("", "0"):
            start, text = levels[number]
            counted[number] = counted.get(number, start - 1) + 1
            found[paragraph] = text.replace("%1", str(counted[number]))
    return found


def _levels(numbering: Any) -> dict[str, Level]:
    """The first levels of decimal lists, by the ids of their numbering instances (17.9.15)."""
    kinds = {}
    for kind in numbering.iter(f"{_W}abstractNum"):
        level = next((it for it in kind.iter(f"{_W}lvl") if it.get(f"{_W}ilvl") == "0"), None)
        if level is not None and _value(level, f"{_W}numFmt") == "decimal":
            start = int(_value(level, f"{_W}start") or 1)
            kinds[kind.get(f"{_W}abstractNumId")] = start, _value(level, f"{_W}lvlText")
    found = {}
    for number in numbering.iter(f"{_W}num"):
        if kind := kinds.get(_value(number, f"{_W}abstractNumId")):
            first = _value(number, f"{_W}lvlOverride/{_W}startOverride")
            found[number.get(f"{_W}numId")] = int(first or kind[0]), kind[1]
    return found


def _value(element: Any, path: str) -> str:
    found = element.find(path)
    return "" if found is None else str(found.get(f"{_W}val", ""))
