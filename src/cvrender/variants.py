"""Variants: which tagged parts of a CV a variant shows, and the order of its sections."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol, TypeVar

from cvrender.checks.texts import by_language
from cvrender.dates import Wording
from cvrender.model import Entry, Section, Variant


class Choice(NamedTuple):
    """One reading: ``variant`` None is the whole CV, ``language`` None its first language.

    ``public`` leaves out what the CV calls private, ``anonymous`` who its person is; ``dates`` says
    how dates are worded. ``day`` (ISO 8601) is the date of a letter that has none, and what ends
    after it is expected; empty, nothing is. Of a letter, ``recipient`` is the number of the one
    that it goes to, and ``layout`` the name of that which it is set out in.
    """

    variant: str | None = None
    language: str | None = None
    public: bool = False
    dates: Wording = Wording()
    recipient: int = 0
    day: str = ""
    layout: str = "general"
    anonymous: bool = False


WHOLE = Choice()


class Tagged(Protocol):
    """What a variant can choose by its tags."""

    @property
    def tags(self) -> tuple[str, ...]: ...


Item = TypeVar("Item", bound=Tagged)


def shows(variant: Variant | None, tags: Iterable[str]) -> bool:
    """Whether ``variant`` shows what carries ``tags``; untagged things always appear."""
    carried = set(tags)
    if variant is None or not carried:
        return True
    included = not variant.include or not carried.isdisjoint(variant.include)
    return included and carried.isdisjoint(variant.exclude)


def shown(variant: Variant | None, items: Iterable[Item]) -> Iterator[tuple[int, Item]]:
    """The items that ``variant`` shows, each with its number in the source."""
    return ((i, item) for i, item in enumerate(items) if shows(variant, item.tags))


def ordered(
    variant: Variant | None, sections: Iterable[tuple[int, Section]]
) -> list[tuple[int, Section]]:
    """Those that ``variant`` names in its order, then the others as they stand."""
    names = variant.sections if variant else ()

    def rank(numbered: tuple[int, Section]) -> int:
        found = (place for place, name in enumerate(names) if calls(name, numbered[1]))
        return next(found, len(names))

    return sorted(sections, key=rank)


def calls(name: str, section: Section) -> bool:
    """Whether ``name`` is the kind of ``section``, or its title in any language."""
    titles = (*by_language(section.title).values(), section.kind or "")
    return name.casefold() in map(str.casefold, titles)


def is_emptied(section: Section, variant: Variant | None) -> bool:
    """Whether ``section`` holds something, and ``variant`` leaves nothing of it."""
    held = (section.entries, section.publications, section.bullets, section.facts)
    entries = (entry for _, entry in shown(variant, section.entries))
    left = (
        any(not is_emptied_entry(entry, variant) for entry in entries),
        *(any(shown(variant, items)) for items in held[1:]),
    )
    return any(held) and not section.text and not any(left)


def is_emptied_entry(entry: Entry, variant: Variant | None) -> bool:
    """Whether ``entry`` is an organization of whose roles ``variant`` leaves none."""
    return bool(entry.roles) and not any(shown(variant, entry.roles))
