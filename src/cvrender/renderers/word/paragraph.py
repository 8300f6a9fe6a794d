"""A paragraph as a value: its formatting, which may still change, and its runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cvrender.renderers.word.formatting import ParagraphFormat
from cvrender.renderers.word.xml import Xml, element

if TYPE_CHECKING:
    from collections.abc import Iterable


__all__ = ["Paragraph", "paragraph"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    format: ParagraphFormat
    runs: tuple[Xml, ...]

    def formatted(self, **changes: Any) -> Paragraph:
        """The same with these fields of its format changed, whatever its style says."""
        return replace(self, format=replace(self.format, **changes))

    def preceded(self, run: Xml) -> Paragraph:
        """The same with ``run`` before its words."""
        return replace(self, runs=(run, *self.runs))

    def element(self) -> Xml:
        """``w:p`` (17.3.1.22)."""
        return element("w:p", self.format.element(), *self.runs)


def paragraph(style: str, runs: Iterable[Xml]) -> Paragraph:
    """A paragraph in the paragraph style of this id."""
    return Paragraph(ParagraphFormat(style=style), tuple(runs))
