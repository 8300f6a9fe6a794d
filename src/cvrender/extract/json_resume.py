"""A JSON Resume read by Python's json, twice: what the standard's keys say, and ``x-cvrender``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cvrender import inline, x_cvrender
from cvrender.errors import LostLinesError
from cvrender.extract.base import Extract, FileFormat, errors_as

if TYPE_CHECKING:
    from cvrender.inline import Span
    from cvrender.syntax.nodes import KeyPath

_START = re.compile(rb'\s*\{\s*"')
_NOT_SHOWN = ("language", "keywords")
"""Keys at the top of a CV that describe the document."""
_SETTINGS = ("kind", "numbering", "page_break")
_VERBATIM = ("email", "phone", "website", "url", "doi", "start", "end", "date")
"""Keys whose values are not Markdown."""


@errors_as("cannot read the JSON Resume")
def _standard(data: bytes) -> Extract:
    """The texts under the standard's keys, a line each, in the file's order, the person first."""
    resume = _parsed(data)
    keys = sorted(resume, key=lambda key: key != "basics")
    shown = (key for key in keys if key not in ("$schema", "meta", x_cvrender.KEY))
    values = tuple(value for key in shown for value in _values(resume[key], (key,)))
    return Extract(
        "json",
        "\n".join(text for _, text in values),
        ordered=False,
        values=values,
        partial=x_cvrender.is_current(resume),
        source_values=True,
    )


def _values(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Each text with its path: that of its list, where a list holds texts."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _values(child, (*path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _values(child, path if isinstance(child, str) else (*path, index))
    elif value is not None:
        yield path, str(value)


@errors_as("cannot read the JSON Resume")
def _extension(data: bytes) -> Extract | None:
    """The CV in ``x-cvrender``, a line for each text; None where the key is missing or outdated."""
    resume = _parsed(data)
    if not x_cvrender.is_current(resume):
        return None
    cv = resume[x_cvrender.KEY]["cv"]
    lines = [spans for key in cv if key not in _NOT_SHOWN for spans in _lines(cv[key], key)]
    text = "\n".join("".join(span.text for span in spans) for spans in lines)
    links = ((span.url, span.text) for spans in lines for span in spans if span.url)
    return Extract(x_cvrender.KEY, text, tuple(links), source_values=True)


def _lines(value: Any, key: str) -> Iterator[tuple[Span, ...]]:
    if isinstance(value, dict):
        for inner, child in value.items():
            yield from _lines(child, inner)
    elif isinstance(value, list):
        for child in value:
            yield from _lines(child, key)
    elif isinstance(value, str) and key not in _SETTINGS:
        for part in value.split("\n\n"):
            yield (inline.Span(part),) if key in _VERBATIM else inline.parse(part)


def _parsed(data: bytes) -> dict[str, Any]:
    resume = json.loads(data.decode("utf-8-sig"))
    if not isinstance(resume, dict):
        raise LostLinesError("it is not an object")
    return resume


def attached(data: bytes) -> Extract:
    """What a program finds in a JSON Resume that is attached to another file; nothing if broken."""
    try:
        found = _extension(data) or _standard(data)
    except LostLinesError:
        found = Extract("", "", ordered=False)
    return replace(found, reader="attachment")


FORMAT = FileFormat(
    "json", lambda data, suffix: _START.match(data[:200]) is not None, (_extension, _standard)
)
