"""Letterhead: what a Word template brings is taken out of what was read of a file set in it.

That is the text before the CV and after it, in headers, footers and text boxes, and its links. What
is not as in the template stays, and is told like all that a source does not have.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cvrender.extract import Extract, Link
from cvrender.outline import Outline
from cvrender.outline.placeholders import DAY, PLACEHOLDER, is_place, words

Rows = list[re.Pattern[str]]

_ANY_DAY = ".{1,40}"
"""A file may be looked at on another day than it was made."""


def without_letterhead(extract: Extract, template: Extract | None, outline: Outline) -> Extract:
    """``extract`` of a file set in ``template``, if in any, as if it held ``outline`` alone."""
    if template is None:
        return extract
    rows = template.text.split("\n")
    at = next((at for at, row in enumerate(rows) if is_place(row)), len(rows))
    before, after = _patterns(rows[:at], outline), _patterns(rows[at + 1 :], outline)
    text = extract.text.split("\n")
    text = text[_led(text, before) :]
    text = text[: len(text) - _led(text[::-1], after[::-1])]
    known = _patterns("\n".join(words for _, words in template.aside).split("\n"), outline)
    aside = ((place, _unknown(words, known)) for place, words in extract.aside)
    links = None if extract.links is None else _fewer(extract.links, template.links or ())
    return replace(extract, text="\n".join(text), aside=tuple(aside), links=links)


def _patterns(rows: Iterable[str], outline: Outline) -> Rows:
    """What each row of a template reads in a file; those that are empty there are no rows."""
    known = {**words(outline), DAY: "\0"}
    filled = (
        PLACEHOLDER.sub(lambda found: known.get(found[1].casefold(), found[0]), row) for row in rows
    )
    each = (re.escape(_folded(row)).replace("\0", _ANY_DAY) for row in filled)
    return [re.compile(pattern) for pattern in each if pattern]


def _led(rows: Sequence[str], patterns: Rows) -> int:
    """How many of ``rows`` are those of ``patterns``; none unless all of these lead them."""
    held = [(at, _folded(row)) for at, row in enumerate(rows) if row.strip()]
    if not patterns or len(held) < len(patterns):
        return 0
    pairs = zip(patterns, held, strict=False)
    is_led = all(pattern.fullmatch(row) for pattern, (_, row) in pairs)
    return held[len(patterns) - 1][0] + 1 if is_led else 0


def _unknown(text: str, known: Rows) -> str:
    """The rows of ``text`` that are none of the template's."""
    rows = text.split("\n")
    return "\n".join(row for row in rows if not any(p.fullmatch(_folded(row)) for p in known))


def _fewer(links: Iterable[Link], taken: Iterable[Link]) -> tuple[Link, ...]:
    left = list(links)
    for link in taken:
        if link in left:
            left.remove(link)
    return tuple(left)


def _folded(row: str) -> str:
    return " ".join(row.split())
