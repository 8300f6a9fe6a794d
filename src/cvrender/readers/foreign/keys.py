"""Keys: what other tools' files call the parts of a CV, as ``keys.toml`` has them."""

from __future__ import annotations

from functools import cache

from cvrender.data_file import table


@cache
def keys(group: str, kind: str = "") -> tuple[str, ...]:
    """The keys of a ``group``, in the order in which they are taken.

    Those of titles and organizations differ by the ``kind`` of a section.
    """
    found = table(__file__, "keys.toml")[group]
    return tuple(found if isinstance(found, list) else found.get(kind, found["any"]))
