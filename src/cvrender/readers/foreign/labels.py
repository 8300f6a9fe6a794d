"""Labels: what the values under keys of other tools' files are called in a CV."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from cvrender.languages import label


@cache
def labels(group: str, language: str) -> dict[str, str]:
    """The labels in the language (empty: English) by the keys of ``group`` in ``labels.toml``."""
    names = _table()[group]
    return {
        key: label(name, language or "en") if name.islower() else name
        for key, name in names.items()
    }


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("labels.toml").read_text("utf-8"))
