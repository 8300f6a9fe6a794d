"""Layouts: how a letter is set out in a country, one YAML file each.

``din-5008-b.yaml`` explains the keys. The token ``letter.layout`` names one, or language and paper
choose it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cvrender import languages
from cvrender.checks.validate import validate
from cvrender.syntax import parse_yaml

if TYPE_CHECKING:
    from cvrender.layouts.layout import Layout

_FOLDER = Path(__file__).parent
AUTO, GENERAL = "auto", "general"


@cache
def names() -> tuple[str, ...]:
    """The names of all layouts, in order: those of the files."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


@cache
def load(name: str) -> Layout:
    """The layout of one of ``names()``. Raises SourceError."""
    from cvrender.layouts.layout import Layout  # only letters have one

    path = _FOLDER / f"{name}.yaml"
    return validate(parse_yaml(path.read_text("utf-8"), str(path)), Layout)


@cache
def chosen(wanted: str, language: str, paper: str) -> str:
    """The name of the layout that is ``wanted``; of ``auto``, the language's on that paper."""
    if wanted != AUTO:
        return wanted
    known = ((name, load(name)) for name in names())
    fits = (name for name, each in known if language in each.languages and paper in each.papers)
    return next(fits, GENERAL)


def patterns(language: str) -> tuple[str, ...]:
    """How letters in the language may write a day: its own way, or that of a layout."""
    own = (load(name).said(language).date for name in names())
    return tuple(dict.fromkeys((languages.load(language).letter.date, *filter(None, own))))
