"""A JSON Resume read by Python's json: its texts, and what a program that shows it would link."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from cvrender.extract.base import Extract, FileFormat, errors_as

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FORMAT"]

_START = re.compile(rb'\s*\{\s*"')
_WORD_LISTS = ("authors", "courses", "keywords", "text")
_SAID = {"doi": "doi:", "score": "Score: ", "courses": "Courses: "}
"""Keys of JSON Resume that are words of the source too."""


@errors_as("this is not a JSON Resume")
def _read(data: bytes) -> Extract:
    """The texts, a line each, the person's first; its own order is not that of the source."""
    resume = json.loads(data.decode("utf-8-sig"))
    language = str(resume.get("meta", {}).get("language", ""))
    leaves = [
        leaf
        for key in sorted(resume, key=lambda key: key != "basics")
        if key not in ("$schema", "meta")
        for leaf in _leaves(resume[key], key, language)
    ]
    links = tuple((link, None) for key, text in leaves for link in _addresses(key, text))
    text = "\n".join(_SAID.get(key, "") + text for key, text in leaves)
    return Extract("json", text, links, ordered=False)


def _leaves(value: Any, key: str, language: str) -> Iterator[tuple[str, str]]:
    """The texts below ``value``, each with its key; a list of words is one text."""
    if isinstance(value, dict):
        for inner, child in value.items():
            yield from _leaves(child, inner, language)
    elif isinstance(value, list) and key in _WORD_LISTS:
        from cvrender.languages import between  # no reader of a PDF needs it

        words = [*map(str, value)]
        yield key, between(words, language).join(words)
    elif isinstance(value, list):
        for child in value:
            yield from _leaves(child, key, language)
    elif isinstance(value, str):
        yield key, value


def _addresses(key: str, text: str) -> Iterator[str]:
    """What a program that shows the field would link."""
    from cvrender.checks.addresses import dialled  # pydantic is more than readers of a PDF need

    match key:
        case "email" | "x-emails":
            yield f"mailto:{text}"
        case "phone" | "x-phones":
            if number := dialled(text):
                yield number
        case "doi":
            yield f"https://doi.org/{text}"
        case "url":
            yield text


FORMAT = FileFormat("json", lambda data, suffix: _START.match(data[:200]) is not None, (_read,))
