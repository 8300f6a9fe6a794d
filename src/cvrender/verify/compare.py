"""Outline + extracted text → findings: what a finished file lost, moved, repeated or garbled.

The usual case is quick: each line follows the one before with nothing but decoration (bullets,
separators, footers) between them. Only where that fails is the best order looked for and each
deviation named.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cvrender.errors import coded
from cvrender.verify.bidi_restore import restored
from cvrender.verify.deviations import Deviations
from cvrender.verify.lines import Found, Text
from cvrender.verify.links import astray
from cvrender.verify.list_items import merged
from cvrender.verify.normalize import around, breakable, flat, short
from cvrender.verify.pictured import pictured
from cvrender.verify.report import Finding, Report
from cvrender.verify.source_values import source_lines
from cvrender.verify.unheld import unheld
from cvrender.verify.unseen import unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.extract import Extract
    from cvrender.outline import Line, Outline

__all__ = ["verify"]

Lines = tuple["Line", ...]
Held = tuple[int, list[Finding]]
"""How many lines stand in their place, and what is to be said of the others."""

_PRINTED = frozenset({"pypdf", "pdfium"})
_SUSPECT = re.compile("[\ufffd\ue000-\uf8ff\u00ad\ufb00-\ufb06\x00-\x08\x0b\x0e-\x1f\x7f]")


def verify(outline: Outline, extract: Extract) -> Report:
    """Hold ``extract`` against ``outline``: every line present, in order, once, unharmed.

    Of a format that has an order of its own, each line must be there.
    """
    lines = tuple(source_lines(outline) if extract.source_values else outline.lines())
    notes = tuple(unseen(lines, extract.text)) if extract.drawn else ()
    extract = restored(extract, outline)
    text = Text(extract.text, outline, extract.reader in _PRINTED)
    hold = _in_order if extract.ordered else _anywhere
    found, findings = hold(outline, lines, extract, text)
    of_photo = pictured(outline, extract.pictures)
    told = (*_suspects(text.flat, lines), *findings, *of_photo, *notes)
    total = found if extract.partial else len(lines)
    return Report(extract.reader, total, found, told, extract.ordered)


def _in_order(outline: Outline, lines: Lines, extract: Extract, text: Text) -> Held:
    """Each line in its place, with nothing but decoration between them."""
    matches = text.straight(lines)
    if matches is None and text.printed:
        text, matches = _in_capitals(outline, lines, extract, text)
    harmed: list[Found] = []
    findings: list[Finding] = []
    if matches is None:
        matches = text.best(lines)
        deviations = Deviations(text, lines, matches)
        findings = [_placed(finding, extract.aside) for finding in deviations.findings()]
        harmed = deviations.harmed
    findings += merged(text, outline, matches)
    findings += text.extras(lines, [*matches, *harmed])
    findings += _added_aside(outline, lines, extract.aside)
    findings += _name_first(extract, outline)
    findings += astray(lines, extract.links, {finding.line for finding in findings})
    return len(matches), findings


def _in_capitals(
    outline: Outline, lines: Lines, extract: Extract, text: Text
) -> tuple[Text, list[Found] | None]:
    """The text as it is, where it is straight with the titles, the name or both in capitals.

    Which of them a theme sets so is not told by the text where other lines read alike.
    """
    cased = Text(extract.text, outline, text.printed, cased=True)
    titles, name = {id(section.title) for section in outline.sections}, {id(outline.name)}
    for capitals in (titles, name, titles | name):
        shown = [str(line).upper() if id(line) in capitals else line for line in lines]
        if matches := cased.straight(shown):
            return cased, matches
    return text, None


def _anywhere(outline: Outline, lines: Lines, extract: Extract, text: Text) -> Held:
    """Each line somewhere, in a format that has an order of its own."""
    absent = list(_absent(text, lines))
    lost = () if extract.partial else absent
    missing = [Finding("missing", f"is missing: “{line}”", line) for line in lost]
    notes = unheld(outline, absent if extract.partial else ())
    return len(lines) - len(absent), [*missing, *_name_first(extract, outline), *notes]


def _absent(text: Text, lines: Lines) -> Iterator[Line]:
    """The lines that stand nowhere, or less often than in the source.

    Start and end, the parts of a list, and a link and its label stand apart.
    """
    wanted: Counter[str] = Counter()
    for line in lines:
        dates = [part for part in line.iso if part and part != "present"]
        for words in map(flat, dates or line.parts or [str(line)]):
            wanted[words] += 1
            if wanted[words] > text.count(words):
                yield line
                break


def _placed(finding: Finding, aside: tuple[tuple[str, str], ...]) -> Finding:
    """A missing line that stands where other readers do not look is told with its place."""
    if finding.kind == "missing" and finding.line is not None:
        wanted = breakable(flat(str(finding.line)))
        for place, text in aside:
            if wanted.search(flat(text)):
                message = f"stands in {place}, where many do not look: “{finding.line}”"
                return replace(finding, message=message)
    return finding


def _added_aside(
    outline: Outline, lines: Lines, aside: tuple[tuple[str, str], ...]
) -> Iterator[Finding]:
    """The words beside the text, but for our footer, that are nowhere in the source."""
    known = [flat(str(line)) for line in lines]
    for place, words in dict.fromkeys(aside):
        for row in words.split("\n"):
            added = Text(row, outline, printed=False).flat
            if added and not any(added in line for line in known):
                yield Finding("extra", f"stands in {place}, not in the source: “{short(added)}”")


def _suspects(flat: str, lines: tuple[Line, ...]) -> Iterator[Finding]:
    """Characters that tell of damage, unless the author typed them."""
    typed = set("".join(map(str, lines)))
    for character in sorted(set(_SUSPECT.findall(flat)) - typed):
        at = flat.index(character)
        near = around(flat, at, at + 1)
        yield Finding("character", f"the character {coded(character)} stands in “{near}”")


def _name_first(extract: Extract, outline: Outline) -> Iterator[Finding]:
    """The name stands first and alone; a long one may take several lines."""
    name = flat(str(outline.name))
    first = ""
    for part in extract.text.split("\n"):
        first = flat(f"{first} {part}")
        if len(first) >= len(name):
            break
    forms = (name, name.upper()) if extract.reader in _PRINTED else (name,)
    if not any(breakable(form).fullmatch(first) for form in forms):
        yield Finding("name", f"the first line is “{short(first)}”, not the name", outline.name)
