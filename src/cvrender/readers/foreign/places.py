"""Places: the parts of an address in another tool's file → one text that says nothing twice."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_STRAY = re.compile(r"\s*[,;،、，]?\s*\n\s*|(?:\s*[,;،、，]\s*){2,}")


@cache
def _countries() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("countries.toml").read_text("utf-8"))


def distinct(parts: list[str]) -> list[str]:
    """``parts`` without stray commas, and without what another part says as well."""
    tidy = [_STRAY.sub(", ", part).strip(" ,;\n") for part in parts]
    kept: list[str] = []
    for part in filter(None, tidy):
        if not _names(part) & {name for other in kept for name in _said(other)}:
            kept.append(part)
    return kept


def _said(part: str) -> set[str]:
    """``part`` and each text between its commas, in lower case."""
    return {words.strip().casefold() for words in (part, *part.split(","))}


def _names(part: str) -> set[str]:
    """``part`` in lower case; of the code of a country its names, too."""
    return {part.casefold(), *_countries().get(part.upper(), ())}
