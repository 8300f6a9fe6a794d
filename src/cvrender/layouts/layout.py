"""Layout: the typed content of a layout's file; `din-5008-b.yaml` explains its keys."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

HeadBlock = Literal["recipient", "date", "subject", "opening"]
AddressPart = Literal["name", "position", "organization", "address"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Place(_Part):
    """Where a block stands, as lengths from the paper's edges; None is where it falls.

    ``left`` is from the edge where lines begin.
    """

    left: str | None = None
    top: str | None = None
    align: Literal["left", "center", "right"] = "left"


class Words(_Part):
    """What a letter in one language says otherwise than elsewhere; None is as everywhere."""

    date: str | None = None
    closing: str | None = None
    opening_mark: str | None = None
    enclosures: str | None = None


class Layout(_Part):
    """How a letter is set out."""

    title: str
    languages: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    head: tuple[HeadBlock, ...]
    address: tuple[AddressPart, ...]
    words: Mapping[str, Words] = {}
    margins: tuple[str, str]
    letterhead: str | None = None
    return_address: bool = False
    date_beside: bool = False
    recipient_at: Place = Place()
    date_at: Place = Place()
    subject_at: Place = Place()
    closing_at: Place = Place()
    fold_marks: tuple[str, ...] = ()
    source: str

    def said(self, language: str) -> Words:
        """Its own words in a language."""
        return self.words.get(language, Words())
