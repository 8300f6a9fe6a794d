"""Labels: what the values under keys of other tools' files are called in a CV."""

from __future__ import annotations

from functools import cache

from cvrender.data_file import table
from cvrender.languages import label


@cache
def labels(group: str, language: str) -> dict[str, str]:
    """The labels in the language (empty: English) by the keys of ``group`` in ``labels.toml``."""
    names = table(__file__, "labels.toml")[group]
    return {
        key: label(name, language or "en") if name.islower() else name
        for key, name in names.items()
    }
