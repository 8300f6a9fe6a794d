"""What became of the photo of an Outline, and of the words for those who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.inline import Span
from cvrender.outline import Line
from cvrender.verify.normalize import flat, short
from cvrender.verify.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.outline import Outline

__all__ = ["pictured"]


def pictured(outline: Outline, alternatives: tuple[str | None, ...] | None) -> Iterator[Finding]:
    """What is to be said of the photo, if a reader tells the ``alternatives`` of all pictures."""
    if outline.photo is None or alternatives is None:
        return
    words = flat(outline.photo.alt)
    line = Line((Span(outline.photo.alt),), "photo", ("photo", "alt"))
    told = [flat(text) for text in alternatives if text]
    if not alternatives:
        yield Finding("photo", "the photo is missing", line)
    elif told and words not in told:
        message = f"the photo is described as “{short(told[0])}” instead of “{words}”"
        yield Finding("photo", message, line)
    elif not told and None in alternatives:
        message = "a PDF without tags has no place for what describes the photo"
        yield Finding("unheld", message, line)
    elif not told:
        yield Finding("photo", f"what describes the photo is missing: “{words}”", line)
