"""What is found of an Outline in a finished file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cvrender.outline import Line


__all__ = ["Finding", "Report"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One deviation.

    ``kind`` is missing, moved, merged, repeated, garbled, character, name, link, photo, extra,
    unseen or unheld: ``extra`` names text that the source does not have, ``unseen`` what looks
    right and is read otherwise, such as characters without looks of their own, ``unheld`` what the
    format has no place for: worth knowing, no loss.
    """

    kind: str
    message: str
    line: Line | None = None

    @property
    def loss(self) -> bool:
        """Whether a reader of the file misses something; the others are notes."""
        return self.kind not in ("extra", "unseen", "unheld")


@dataclass(frozen=True, slots=True)
class Report:
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
