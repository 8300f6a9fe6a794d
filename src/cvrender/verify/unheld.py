"""What a document shows and JSON Resume has no place for: told, no loss of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.verify.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.outline import Line, Outline

__all__ = ["unheld"]


def unheld(outline: Outline) -> Iterator[Finding]:
    """A note for each of them."""
    for line in outline.lines():
        if kinds := ", ".join(_looks(line)):
            yield Finding("unheld", f"has no {kinds} here: texts are plain", line)
    for section in outline.sections:
        if section.break_before:
            yield Finding("unheld", "starts no page here", section.title)
    if outline.back is not None:
        yield Finding("unheld", "is not here: it is for the web page", outline.back)
    if outline.photo is not None:
        yield Finding("unheld", "the photo is not here: texts alone are")


def _looks(line: Line) -> Iterator[str]:
    """How some of the line's words are set; that of an author's name comes with the name."""
    if line.role == "authors":
        return
    for name in ("bold", "italic", "code"):
        if any(getattr(span, name) for span in line.spans):
            yield {"italic": "italics"}.get(name, name)
