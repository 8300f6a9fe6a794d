"""Notes on what the standard's keys of a JSON Resume have no place for: no loss of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.verify.normalize import short
from cvrender.verify.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cvrender.outline import Line, Outline

__all__ = ["unheld"]


def unheld(outline: Outline, absent: Iterable[Line]) -> Iterator[Finding]:
    """A note for each line that is ``absent``, or for a section of which all are; and the photo.

    JSON Resume has no titles of sections: the key of a list says what it holds.
    """
    origins = {line.origin for line in absent}
    for section in outline.sections:
        inside = {line.origin for line in section.lines() if line is not section.title}
        origins.discard(section.title.origin)
        if inside and inside <= origins:
            origins = origins - inside | {section.title.origin}
    for line in outline.lines():
        if line.origin in origins:
            words = short(str(line))
            message = f"JSON Resume has no key for “{words}”, which `x-cvrender` holds"
            yield Finding("unheld", message, line)
    if outline.back is not None:
        yield Finding("unheld", "is not here: it is for the web page", outline.back)
    if outline.photo is not None:
        yield Finding("unheld", "the photo is not here: JSON Resume holds texts")
