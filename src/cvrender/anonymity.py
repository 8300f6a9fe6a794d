"""Anonymity: a CV → the same CV of nobody in particular.

Whatever is made of a CV is made of the one that is given back, so nothing leads around it. What its
texts tell all the same, ``identity`` finds.
"""

from typing import Any

from cvrender.checks.texts import Text
from cvrender.inline import plain_text
from cvrender.model import CV, Entry, Publication, Section
from cvrender.model.cv import CONTACTS
from cvrender.names import initials, same_person

_LEFT_OUT = (*CONTACTS, "back")


def stand_in(cv: CV) -> Text | None:
    """What stands for the name: what the author says, else initials, in each of its languages.

    None where the name has none in any of them.
    """
    if cv.anonymous:
        return cv.anonymous
    short = {language: initials(plain_text(name)) for language, name in spellings(cv).items()}
    known = next(filter(None, short.values()), None)
    if known is None or isinstance(cv.name, str):
        return known
    return {language: letters or known for language, letters in short.items()}


def spellings(cv: CV) -> dict[str, str]:
    """The name in each of its languages."""
    return {cv.spoken[0]: cv.name} if isinstance(cv.name, str) else dict(cv.name)


def anonymous(cv: CV) -> CV:
    """``cv`` without name, contacts, personal details, pictures and links.

    Organizations are worded as their entry says under ``anonymous``, and have no place then. Every
    part keeps its place, so that its path still leads to it in the source.
    """
    name = stand_in(cv) or "–"
    empty = {key: CV.model_fields[key].get_default() for key in _LEFT_OUT}
    persons = tuple(map(plain_text, spellings(cv).values()))
    author = name if isinstance(name, str) else next(iter(name.values()))
    sections = tuple(_section(section, persons, author) for section in cv.sections)
    return cv.model_copy(update={**empty, "name": name, "anonymous": None, "sections": sections})


def _section(section: Section, persons: tuple[str, ...], author: str) -> Section:
    entries = tuple(map(_entry, section.entries))
    publications = tuple(_publication(each, persons, author) for each in section.publications)
    return section.model_copy(update={"entries": entries, "publications": publications})


def _entry(entry: Entry) -> Entry:
    changed: dict[str, Any] = {"url": None, "anonymous": None}
    if entry.anonymous:
        roles = tuple(role.model_copy(update={"location": None}) for role in entry.roles)
        changed |= {"organization": entry.anonymous, "location": None, "roles": roles}
    return entry.model_copy(update=changed)


def _publication(item: Publication, persons: tuple[str, ...], author: str) -> Publication:
    """``item`` without the addresses that lead to its authors, of which ``author`` is one."""
    authors = tuple(
        author if any(same_person(plain_text(each), name) for name in persons) else each
        for each in item.authors
    )
    return item.model_copy(update={"authors": authors, "doi": None, "url": None})
