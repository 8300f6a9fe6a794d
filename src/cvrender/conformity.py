"""Conformity: an Outline held against a convention → what it lacks, and what is unwanted there."""

import re
from collections.abc import Iterator

from cvrender import conventions, languages
from cvrender.conventions.convention import Rule
from cvrender.dates import PRESENT
from cvrender.errors import Fault, quoted
from cvrender.inline import Span
from cvrender.outline import Entry, Line, Outline
from cvrender.syntax.nodes import Node

_YEAR_AND_MONTH = len("2020-03")


def warnings(outline: Outline, name: str, node: Node) -> list[Fault]:
    """What of ``outline``, read from ``node``, is not customary in the convention ``name``."""
    convention = conventions.load(name)

    def unmet(code: str, rule: Rule, line: Line) -> Fault:
        message = f"{rule.message} ({name})".replace("{text}", quoted(str(line)))
        return Fault(node.at(line.origin).position, code, message, rule.hint, warning=True)

    lacking = ((rule, line) for rule in convention.expected for line in _lacking(rule, outline))
    found = ((rule, line) for rule in convention.unwanted for line in _found(rule, outline))
    faults = [
        *(unmet("convention-expects", rule, line) for rule, line in lacking),
        *(unmet("convention-refuses", rule, line) for rule, line in found),
    ]
    return sorted(faults, key=lambda fault: fault.position)


def _lacking(rule: Rule, outline: Outline) -> Iterator[Line]:
    """Where something that ``rule`` expects is missing: the name, or the titles of entries.

    An anonymous document lacks what tells who its person is.
    """
    if not rule.of:
        if not outline.anonymous and not any(_found(rule, outline)):
            yield outline.name
        return
    for job in _jobs(rule, outline):
        if not any(_holds(rule, part) for part in job):
            yield job[-1].title


def _found(rule: Rule, outline: Outline) -> Iterator[Line]:
    """What of the name block, and of facts about the person, ``rule`` is about."""
    if rule.part == "photo" and outline.photo:
        yield Line((Span(outline.photo.alt),), "photo", ("photo",))
    contacts = (each.line for each in outline.contacts if each.kind == rule.part)
    if rule.part != "detail":
        yield from contacts
        return
    facts = (fact.label for section in outline.sections for fact in section.facts)
    yield from (line for line in (*contacts, *facts) if _tells(rule, line, outline))


def _tells(rule: Rule, line: Line, outline: Outline) -> bool:
    """Whether ``line`` has one of the labels of ``rule``, in its language or in English."""
    text = str(line)
    known = (outline.language, languages.load("en"))
    labels = (language.labels[label].casefold() for label in rule.labels for language in known)
    return any(label in text.casefold() for label in labels) or _matches(rule, text)


def _matches(rule: Rule, text: str) -> bool:
    return bool(rule.pattern and re.search(rule.pattern, text))


def _jobs(rule: Rule, outline: Outline) -> Iterator[tuple[Entry, ...]]:
    """Each entry that ``rule`` is about; each of several roles together with its organization."""
    for section in outline.sections:
        for entry in section.entries if section.kind in rule.of else ():
            shared = entry._replace(roles=())
            yield from ((shared, role) for role in entry.roles) if entry.roles else [(shared,)]


def _holds(rule: Rule, entry: Entry) -> bool:
    match rule.part:
        case "organization":
            return entry.organization is not None or entry.title.role == "organization-title"
        case "location":
            return entry.location is not None
        case "months":
            return entry.dates is not None and _has_months(entry.dates)
        case _:
            return any(_matches(rule, text) for text in _texts(entry))


def _has_months(dates: Line) -> bool:
    """Whether each end has its month; free words are taken at their word."""
    given = [date for date in dates.iso if date and date != PRESENT]
    return all(len(date) >= _YEAR_AND_MONTH for date in given)


def _texts(entry: Entry) -> Iterator[str]:
    yield from map(str, entry.lines())
    yield from (f"{fact.label}: {fact.text}" for fact in entry.facts)
