"""CV: the lines of a file that somebody else's program wrote → a CV in the native shape."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cvrender.drafts import entries, entry, person, sections, texts
from cvrender.drafts.rows import rows
from cvrender.drafts.sections import Part
from cvrender.drafts.tables import joined
from cvrender.drafts.typed import Typed
from cvrender.errors import Position
from cvrender.extract.block import Block
from cvrender.languages import codes, load
from cvrender.languages import title as usual_title
from cvrender.readers.foreign.language import detected
from cvrender.syntax.nodes import Node

_LONGEST_FOOTER = 80
_DEFAULT = "en"
_LEAST = 4
"""Letters of a word that tells."""
_WITHOUT_ENTRIES = ("summary", "skills", "languages", "interests", "publications", "references")
_ASIDE = ("a footer", "a footnote", "an endnote")
"""Places whose lines are left over: they say nothing of their own in a CV."""


class Guessed(NamedTuple):
    """A CV in the native shape, and which of its values are doubtful, with the doubt."""

    node: Node
    marks: Mapping[Position, str]


def guessed(blocks: tuple[Block, ...], path: Path) -> Guessed:
    """The CV that the lines of the file at ``path`` are."""
    said = (block for block in blocks if block.place not in _ASIDE and not _is_page(block.text))
    read = joined(said)
    typed = Typed(str(path))
    own, parts = sections.parted(read)
    language = _spoken(read, typed)
    top = person.person(own or list(blocks[:1]), typed, path.stem)
    made = [_section(part, typed, language) for part in parts]
    first = _summary(top.texts, typed)
    listed = [node for node in (first, *made) if node is not None]
    start = typed.verbatim(language, blocks[0])
    node = typed.fields(**top.fields, language=start)
    return Guessed(node.holding({**node.fields, "sections": start.holding(listed)}), typed.marks)


def _spoken(blocks: tuple[Block, ...], typed: Typed) -> str:
    """The code of the language: by small words, else by those that CVs have; English in doubt."""
    whole = typed.listed([typed.verbatim(block.text, block) for block in blocks])
    if whole is not None and (found := detected(whole)):
        return found
    said = {word.casefold() for block in blocks for word in re.findall(r"\w+", block.text)}
    counts = {code: len(said & _telling(code)) for code in codes()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > counts[_DEFAULT] else _DEFAULT


@cache
def _telling(code: str) -> frozenset[str]:
    """What a CV in a language says often: titles of sections, months, words for levels and now."""
    known = load(code)
    months = (name for names in known.reading.months for name in names)
    levels = (word for level in known.levels for word in level)
    phrases = (*known.titles.values(), *months, *levels, known.present, *known.reading.present)
    words = (word.casefold() for phrase in phrases for word in re.findall(r"\w+", phrase))
    return frozenset(word for word in words if len(word) >= _LEAST)


def _is_page(text: str) -> bool:
    """Whether a line ends with the number of its page, in words that our own documents have."""
    return len(text) <= _LONGEST_FOOTER and bool(_pages().search(text.strip()))


@cache
def _pages() -> re.Pattern[str]:
    known = (load(code).page.format(page=0, pages=0) for code in codes())
    either = "|".join(re.escape(words).replace("0", r"\d+") for words in known)
    return re.compile(rf"(?:^|\W)(?:{either})$", re.IGNORECASE)


def _section(part: Part, typed: Typed, language: str) -> Node | None:
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
    words = sections.title(part.heading) if part.heading else ""
    is_usual = bool(part.kind) and words.casefold() == usual_title(part.kind, language).casefold()
    shown = typed.text(words, first) if words and not is_usual else None
    if not (kind or shown):
        shown = typed.text("…", first, "no heading stands above these lines")
    return {"kind": kind, "title": shown}


def _summary(texts: tuple[Node, ...], typed: Typed) -> Node | None:
    """A section of the paragraphs that stand at the top without a heading."""
    text = typed.joined(texts)
    return typed.fields(kind=text.holding("summary"), text=text) if text else None
