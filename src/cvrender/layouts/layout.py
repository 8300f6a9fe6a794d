"""Layout: the typed content of a layout's file; `us.yaml` explains its keys."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

HeadBlock = Literal["recipient", "date", "subject", "opening"]
AddressPart = Literal["name", "position", "organization", "address"]


class Layout(BaseModel):
    """How a letter is set out."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    title: str
    languages: tuple[str, ...] = ()
    """Those whose letters have it on one of ``papers``, where none is named."""
    papers: tuple[str, ...] = ()
    head: tuple[HeadBlock, ...]
    """The order of what stands above the text."""
    address: tuple[AddressPart, ...]
    """That of the recipient's lines."""
    date: str = ""
    """How the day is written, where it is not as everywhere in the language."""
    closing: str = ""
    """Likewise, how the letter ends."""
    opening_mark: str = ""
    """What the opening ends with, in place of a comma."""
    source: str
    """Who says so."""
