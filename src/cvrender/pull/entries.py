"""Entries: paragraphs that are new → an entry or a role, where they are made as others are.

A paragraph in the style of another's head is read by its pattern: the same signs between the same
kinds of lines. The bullets, paragraphs and facts behind it belong to it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cvrender.extract.word_paragraphs import Paragraph
from cvrender.inline import Span
from cvrender.pull.dates_meant import meant
from cvrender.renderers.json_resume.markdown import written

KEYS = {
    "title": "title",
    "organization-title": "organization",
    "organization": "organization",
    "location": "location",
    "dates": "dates",
}
"""The key of an entry that each kind of line in a head stands under."""
_FACT = re.compile(r"(.+?): (.+)", re.DOTALL)
_LONGEST = 300
"""Letters of a head."""
Look = tuple[str, int]
"""The role of a paragraph's first line, and how deep a bullet is."""


class Pattern(NamedTuple):
    """The roles of the lines in a head, and what is ours before each and behind the last."""

    roles: tuple[str, ...]
    signs: tuple[str, ...]
    is_role: bool = False
    """Whether it is the head of one of several roles at one organization."""

    def read(self, text: str, language: str) -> dict[str, str] | None:
        """What ``text`` says of each line, by its role; None where it does not fit."""
        if len(text) > _LONGEST:
            return None
        groups = "(.+?)".join(map(re.escape, self.signs))
        match = re.fullmatch(groups, text, re.DOTALL)
        if match is None:
            return None
        found = dict(zip(self.roles, match.groups(), strict=True))
        is_dated = "dates" not in found or meant(found["dates"], language)
        return found if is_dated and not any("\t" in words for words in found.values()) else None


@dataclass
class Added:
    """An entry as it is read, paragraph by paragraph."""

    language: str
    is_role: bool
    value: dict[str, Any] = field(default_factory=dict)
    lines: list[tuple[str, str]] = field(default_factory=list)
    """The role and the words of each line."""

    def head(self, found: dict[str, str]) -> bool:
        """Take a row of the head; False where there is one that says the same."""
        keys = [KEYS[role] for role in found]
        if any(key in self.value for key in keys) or "bullets" in self.value:
            return False
        for role, words in found.items():
            self.lines.append((role, words))
            if role != "dates":
                self.value[KEYS[role]] = _markdown(words)
                continue
            dates = meant(words, self.language)
            names = ("start", "end") if len(dates) == 2 else ("date",)
            self.value |= {name: date for name, date in zip(names, dates, strict=True) if date}
        return True

    def more(self, look: Look, text: str) -> bool:
        """Take a paragraph below the head; False where it is none that an entry has."""
        match look:
            case "bullet", 1:
                self.value.setdefault("bullets", []).append(_markdown(text))
            case "paragraph", _ if "bullets" not in self.value:
                before = self.value.get("summary")
                words = _markdown(text)
                self.value["summary"] = f"{before}\n\n{words}" if before else words
            case "fact", _ if found := _FACT.fullmatch(text):
                label, words = found.groups()
                self.value.setdefault("facts", {})[_markdown(label)] = _markdown(words)
                self.lines += [("label", label), ("fact", words)]
                return True
            case _:
                return False
        self.lines.append((look[0], text))
        return True


def entries(
    paragraphs: Sequence[Paragraph],
    patterns: Mapping[str, Sequence[Pattern]],
    look: Callable[[Paragraph], Look],
    language: str,
) -> tuple[int, list[Added]] | None:
    """The number of the first head in ``paragraphs``, and the entries from there on.

    None where they are no entries, or anything behind a head is no part of one.
    """
    made: list[Added] = []
    first = 0
    for number, paragraph in enumerate(paragraphs):
        read = _head(paragraph.text, patterns.get(paragraph.style, ()), language)
        if read is None:
            if made and not made[-1].more(look(paragraph), paragraph.text):
                return None
            continue
        found, is_role = read
        if made and made[-1].is_role == is_role and made[-1].head(found):
            continue
        added = Added(language, is_role)
        added.head(found)
        first = first if made else number
        made.append(added)
    complete = all({"title", "organization"} & each.value.keys() for each in made)
    return (first, made) if made and complete else None


def _head(
    text: str, patterns: Sequence[Pattern], language: str
) -> tuple[dict[str, str], bool] | None:
    """What a head says by the pattern that parts it most."""
    for pattern in sorted(patterns, key=lambda each: -len(each.roles)):
        found = pattern.read(text, language)
        if found is not None:
            return found, pattern.is_role
    return None


def _markdown(words: str) -> str:
    return written((Span(words),))
