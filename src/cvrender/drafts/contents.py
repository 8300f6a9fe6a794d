"""Contents: the lines of a section → its heading, text, entries, bullets and facts, as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.drafts import entries, entry, texts
from cvrender.drafts.rows import rows
from cvrender.drafts.sections import title
from cvrender.languages import title as usual_title

if TYPE_CHECKING:
    from cvrender.drafts.sections import Part
    from cvrender.drafts.typed import Typed
    from cvrender.syntax.nodes import Node

_WITHOUT_ENTRIES = ("summary", "skills", "languages", "interests", "publications", "references")


def section(part: Part, typed: Typed, language: str) -> Node | None:
    """A section of the CV; None where it has neither a heading nor lines."""
    if part.heading is None and not part.lines:
        return None
    lines = rows(part.lines)
    is_text = part.kind in _WITHOUT_ENTRIES
    before, groups = (lines, ()) if is_text else entries.grouped(lines, part.kind)
    made = list(entry.made(groups, part.kind, typed))
    parts = texts.told(before, typed, part.kind)
    return typed.fields(**_heading(part, typed, language), **parts, entries=typed.listed(made))


def _heading(part: Part, typed: Typed, language: str) -> dict[str, Node | None]:
    """The kind that a heading means, and its words, unless they are the kind's own."""
    first = part.heading or part.lines[0]
    kind = typed.verbatim(part.kind, first) if part.kind else None
    words = title(part.heading) if part.heading else ""
    is_usual = bool(part.kind) and words.casefold() == usual_title(part.kind, language).casefold()
    shown = typed.text(words, first) if words and not is_usual else None
    if not (kind or shown):
        shown = typed.text("…", first, "no heading stands above these lines")
    return {"kind": kind, "title": shown}
