"""Report: what one reader found of an Outline in a finished file, and its findings."""

from __future__ import annotations  # the documentation shows them as they are written

from typing import Literal, NamedTuple

from cvrender.outline import Line

FindingKind = Literal[
    "missing",
    "moved",
    "merged",
    "repeated",
    "added",
    "garbled",
    "character",
    "name",
    "link",
    "photo",
    "identity",
    "extra",
    "unseen",
    "unheld",
    "active",
]
_NOTES = ("extra", "unseen", "unheld", "active")


class Finding(NamedTuple):
    """One difference between the outline and the file.

    Four kinds are notes, no loss: ``extra`` is text that the source does not have, ``unseen`` what
    looks right and reads otherwise, such as an invisible character, ``unheld`` what the format has
    no place for, and ``active`` what the file does, such as running a script.
    """

    kind: FindingKind
    message: str
    line: Line | None = None

    @property
    def loss(self) -> bool:
        """Whether a reader of the file misses something."""
        return self.kind not in _NOTES


class Report(NamedTuple):
    """What one reader found of an Outline: ``found`` of ``total`` lines stand in their place."""

    reader: str
    total: int
    found: int
    findings: tuple[Finding, ...]
    ordered: bool = True
    """Whether the order was looked at."""

    @property
    def good(self) -> bool:
        """Whether nothing is lost."""
        return not any(finding.loss for finding in self.findings)
