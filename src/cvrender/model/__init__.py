"""The CV as its author wrote it: frozen, validated, without looks and without language rules.

Field descriptions and examples are the reference of the format: they go into the JSON Schema that
editors show while typing. Errors raised here are worded for the author and placed by ``validate``.
Annotations are no texts in this package, which pydantic would have to read again, one by one.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from cvrender.model.cv import ALL, CONTACTS, CV, BackLink, Closing, Link, Photo, Variant
from cvrender.model.entry import Bullet, Dated, Entry, Fact, Role
from cvrender.model.part import Part, one_or_many
from cvrender.model.section import KINDS, Bibliography, Kind, Publication, Section

if TYPE_CHECKING:
    from cvrender.model.letter import VALUE, Letter, Passage, Recipient

__all__ = [
    "ALL", "CONTACTS", "CV", "KINDS", "VALUE", "BackLink", "Bibliography", "Bullet", "Closing",
    "Dated", "Entry", "Fact", "Kind", "Letter", "Link", "Part", "Passage", "Photo", "Publication",
    "Recipient", "Role", "Section", "Variant", "one_or_many",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """What only letters need, imported when it is used."""
    if name in ("VALUE", "Letter", "Passage", "Recipient"):
        return getattr(import_module(f"{__name__}.letter"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
