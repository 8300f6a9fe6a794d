"""Keys: what other tools' files call the parts of a CV, and the labels that we give to some."""

from functools import cache

from cvrender.data_file import table
from cvrender.languages import label


@cache
def keys(group: str, kind: str = "") -> tuple[str, ...]:
    """The keys of a ``group`` in ``keys.toml``, in the order in which they are taken.

    Those of titles and organizations differ by the ``kind`` of a section.
    """
    found = table(__file__, "keys.toml")[group]
    return tuple(found if isinstance(found, list) else found.get(kind, found["any"]))


@cache
def labels(group: str, language: str) -> dict[str, str]:
    """The labels in the language (empty: English) by the keys of ``group`` in ``labels.toml``."""
    names = table(__file__, "labels.toml")[group]
    return {
        key: label(name, language or "en") if name.islower() else name
        for key, name in names.items()
    }
