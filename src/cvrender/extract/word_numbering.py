"""Numbers: what Word shows before the paragraphs of numbered lists; no text of the file."""

from __future__ import annotations

from typing import Any

from cvrender.extract.word_xml import W, value

Level = tuple[int, str]
"""The first number of a list, and its text with ``%1`` for the number (17.9.11)."""


def numbers(body: Any, numbering: Any) -> dict[Any, str]:
    """The numbers by their paragraphs, as decimal lists at the first level count (17.9)."""
    if numbering is None:
        return {}
    levels = _levels(numbering)
    counted: dict[str, int] = {}
    found: dict[Any, str] = {}
    for paragraph in body.iter(f"{W}p"):
        number = value(paragraph, "pPr/numPr/numId")
        level = value(paragraph, "pPr/numPr/ilvl")
        if number in levels and level in (None, "", "0"):
            start, text = levels[number]
            counted[number] = counted.get(number, start - 1) + 1
            found[paragraph] = text.replace("%1", str(counted[number]))
    return found


def _levels(numbering: Any) -> dict[str, Level]:
    """The first levels of decimal lists, by the ids of their numbering instances (17.9.15)."""
    kinds = {}
    for kind in numbering.iter(f"{W}abstractNum"):
        level = next((it for it in kind.iter(f"{W}lvl") if it.get(f"{W}ilvl") == "0"), None)
        if level is not None and value(level, "numFmt") == "decimal":
            start = int(value(level, "start") or 1)
            kinds[kind.get(f"{W}abstractNumId")] = start, value(level, "lvlText") or ""
    found = {}
    for number in numbering.iter(f"{W}num"):
        if kind := kinds.get(value(number, "abstractNumId")):
            first = value(number, "lvlOverride/startOverride")
            found[number.get(f"{W}numId")] = int(first or kind[0]), kind[1]
    return found
