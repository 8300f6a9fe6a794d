"""Convention: the typed content of a convention's file; `us-federal.yaml` explains its keys."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

OfPerson = Literal["photo", "email", "phone", "location", "website", "link", "detail"]
OfEntry = Literal["organization", "location", "months", "text"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Rule(_Part):
    """What a document should hold, or should not, and who says so.

    ``part`` is a part of the name block, or with ``of`` one of each entry in sections of these
    kinds. A detail is known by one of ``labels`` (keys of the languages' labels) or by ``pattern``
    (a regular expression), a text of an entry by ``pattern``.
    """

    part: OfPerson | OfEntry
    of: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    pattern: str = ""
    message: str
    hint: str
    source: str


class Pages(_Part):
    """How many pages a document may have, and who says so."""

    most: int
    message: str
    source: str


class Convention(_Part):
    """What is customary where an application goes to.

    ``theme`` and ``design`` are its looks, as a CV asks for them.
    """

    title: str
    theme: str | None = None
    design: Mapping[str, Any] = {}
    looks: str
    """Why it looks so, in a few words."""
    source: str
    """Who says so, as for each rule."""
    pages: Pages | None = None
    expected: tuple[Rule, ...] = ()
    unwanted: tuple[Rule, ...] = ()
