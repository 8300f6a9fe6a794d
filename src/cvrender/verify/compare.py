"""Verify: an Outline and the text of a finished file → what the file lost, moved or garbled.

The usual case is quick: each line follows the one before with nothing but decoration (bullets,
separators, footers) between them. Only where that fails is the best alignment searched for and
each deviation named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from cvrender.dates import PRESENT
from cvrender.errors import coded
from cvrender.extract import Extract
from cvrender.outline import Line, Outline
from cvrender.theme import Typesetting
from cvrender.verify.additions import Additions
from cvrender.verify.alignment import Text
from cvrender.verify.bidi_restore import restored
from cvrender.verify.decoration import Decoration
from cvrender.verify.deviations import Deviations
from cvrender.verify.links import link_findings, unwanted_links
from cvrender.verify.list_items import merged
from cvrender.verify.normalize import (
    SUSPECT,
    Casing,
    breakable,
    excerpt,
    normalized,
    shortened,
)
from cvrender.verify.notes import active, picture_findings, unreadable, unsupported
from cvrender.verify.report import Finding, Report
from cvrender.verify.source_values import source_lines

if TYPE_CHECKING:
    from cvrender.identity import Identity

Lines = tuple[Line, ...]
Compared = tuple[int, list[Finding]]
"""How many lines stand in their place, and the findings about the others."""

_BUILT_IN = Typesetting()


def verify(outline: Outline, extract: Extract, typesetting: Typesetting = _BUILT_IN) -> Report:
    """Compare ``extract`` with ``outline``: each line must be there, in order, once, unharmed.

    ``typesetting`` is what the file's theme adds to the words. Capitals matter on a drawn page:
    other formats keep the letters as written. In a format with an order of its own each line must
    be there.
    """
    if extract.source_values:
        outline = outline.unarranged()
    lines = tuple(source_lines(outline) if extract.source_values else outline.lines())
    notes = tuple(unreadable(lines, extract.text)) if extract.drawn else ()
    linked = typesetting.links or extract.source_values
    unwanted = () if linked else tuple(unwanted_links(extract.links))
    extract = extract if linked else replace(extract, links=None)
    casing = Casing(typesetting.capitals, outline.language.code, extract.drawn)
    reordered = extract.drawn and outline.direction == "rtl"
    decoration = Decoration(typesetting, extract.foreign, reordered, extract.drawn)
    extract = restored(extract, outline, casing, decoration)
    text = Text(extract.text, outline, casing, decoration, extract.drawn)
    compare = _in_order if extract.ordered else _in_any_order
    found, findings = compare(outline, lines, extract, text)
    pictures = picture_findings(outline, extract)
    told = (*findings, *pictures, *unwanted, *notes, *active(extract))
    everything = (*_suspects(text.content, lines), *told)
    total = found if extract.partial else len(lines)
    return Report(extract.reader, total, found, everything, extract.ordered)


def _in_order(outline: Outline, lines: Lines, extract: Extract, text: Text) -> Compared:
    """Each line in its place, with nothing but decoration between them."""
    findings: list[Finding] = []
    matches = text.aligned(lines)
    known = matches
    if matches is None:
        matches = text.best_alignment(lines)
        deviations = Deviations(text, lines, matches)
        findings = [_with_place(finding, extract.aside) for finding in deviations.findings()]
        known = [*matches, *deviations.damaged]
    findings += merged(text, lines, matches, outline.direction)
    harmed = {finding.line for finding in findings} - {None}
    findings += Additions(text, lines, known or [], harmed).findings()
    findings += _extras_aside(outline, lines, text, extract.aside)
    findings += _name_first(extract, outline, text)
    findings += link_findings(lines, extract.links, {finding.line for finding in findings})
    return len(matches), findings


def _in_any_order(outline: Outline, lines: Lines, extract: Extract, text: Text) -> Compared:
    """Each value where it belongs, in a format with an order of its own.

    Of what is absent there are notes alone if the file is partial. It has no titles of sections,
    and no end that is still to come.
    """
    from cvrender.verify.json_values import Values  # of JSON Resume alone

    values = Values(outline, extract.values)
    wrong = list(values.findings())
    absent = list(values.absent(outline.lines()))
    if extract.partial:
        return len(lines) - len(absent), [*wrong, *unsupported(outline, absent)]
    lost = [line for line in absent if line.role != "section-title" and not _is_present(line)]
    missing = [Finding("missing", f"is missing: “{line}”", line) for line in lost]
    return len(lines) - len(lost), [*wrong, *missing, *unsupported(outline, ())]


def _is_present(line: Line) -> bool:
    """Whether it says that something lasts, and not since when."""
    return bool(line.iso) and {*line.iso} <= {"", PRESENT}


def _with_place(finding: Finding, aside: tuple[tuple[str, str], ...]) -> Finding:
    """The place of a missing line that stands where many readers do not look."""
    if finding.kind == "missing" and finding.line is not None:
        wanted = breakable(normalized(str(finding.line)))
        for place, text in aside:
            if wanted.search(normalized(text)):
                message = f"stands in {place}, which many readers skip: “{finding.line}”"
                return finding._replace(message=message)
    return finding


def _extras_aside(
    outline: Outline, lines: Lines, text: Text, aside: tuple[tuple[str, str], ...]
) -> Iterator[Finding]:
    """The words in headers, notes and the like that the source does not have; not our footer."""
    known = [normalized(str(line)) for line in lines]
    for place, words in dict.fromkeys(aside):
        for row in words.split("\n"):
            added = Text(row, outline, text.casing, text.decoration).content
            if added and not any(added in line for line in known):
                message = f"stands in {place}, not in the source: “{shortened(added)}”"
                yield Finding("extra", message)


def _suspects(content: str, lines: Lines) -> Iterator[Finding]:
    """Characters that indicate damage, unless the author typed them."""
    typed = set("".join(map(str, lines)))
    for character in sorted(set(SUSPECT.findall(content)) - typed):
        at = content.index(character)
        near = excerpt(content, at, at + 1)
        yield Finding("character", f"the character {coded(character)} stands in “{near}”")


def _name_first(extract: Extract, outline: Outline, text: Text) -> Iterator[Finding]:
    """The name stands first and alone; a long one may take several lines."""
    forms = text.forms(outline.name)
    first = ""
    for row in extract.text.split("\n"):
        first = normalized(f"{first} {row}")
        if any(breakable(form).fullmatch(first) for form in forms):
            return
        if len(first) >= len(forms[0]):
            break
    message = f"the first line is “{shortened(first)}”, not the name"
    yield Finding("name", message, outline.name)


def disclosed(report: Report, extract: Extract, outline: Outline, identity: Identity) -> Report:
    """``report`` with what an anonymous file tells of its person, and its Outline does not.

    In the text of ``extract``, its properties and links, and what stands beside it.
    """
    links = (url for url, _ in extract.links or ())
    aside = (words for _, words in extract.aside)
    lines = tuple(map(str, outline.lines()))
    told = identity.added((extract.text, *aside, *links, *extract.properties), lines)
    findings = (Finding("identity", f"reveals whose it is: “{words}”") for words in told)
    return report._replace(findings=(*report.findings, *findings))
