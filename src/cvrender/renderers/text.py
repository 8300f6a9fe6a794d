"""Outline → plain text, for application forms: UTF-8, lines of at most 76 columns.

Lines break at spaces and between ideographs; a word wider than a line stands on a line of its own.
Dates do not break. Right-to-left text is in logical order: the program that shows it reorders it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain

from cvrender.outline import Bullet, Entry, Fact, Line, Outline, Section
from cvrender.outline.letter import Letter
from cvrender.renderers.base import Renderer
from cvrender.theme import Theme

WIDTH = 76

_OPENING = "（「『【《〈〔"
_CLOSING = "、。，．：；？！）」』】》〉〕ー々"
_IDEOGRAPH = "[\u2e80-\u303f\u3041-\ua4cf\uf900-\ufaff\uff00-\uff60]"
_PIECE = re.compile(
    rf" |[{_OPENING}]*{_IDEOGRAPH}[{_CLOSING}]*|(?:(?! |{_IDEOGRAPH}).)+(?: %)?[{_CLOSING}]*"
)
"""What stays on one line: an ideograph with its punctuation, or a word; and a space."""


def render(outline: Outline, theme: Theme) -> bytes:
    """The text as UTF-8, with a line feed at each line's end."""
    head = (outline.name, outline.headline, *(contact.line for contact in outline.contacts))
    end = [_lines(outline.closing.line)] if outline.closing else []
    letter = [_letter(outline.letter)] if outline.letter else []
    blocks = (_lines(*head), *map(_section, outline.sections), *end, *letter)
    return ("\n\n\n".join("\n".join(block) for block in blocks) + "\n").encode()


def _letter(letter: Letter) -> Iterator[str]:
    """Its blocks and paragraphs, with a blank line between two."""
    body = (chain(_lines(part.text), _bullets(part.bullets)) for part in letter.passages)
    enclosures = [_facts([letter.enclosures])] if letter.enclosures else []
    end = (_lines(letter.closing), _lines(letter.signer), *enclosures)
    for number, block in enumerate((*(_lines(*block) for block in letter.head), *body, *end)):
        if number:
            yield ""
        yield from block


def _section(section: Section) -> Iterator[str]:
    """The title, and below it the content, with a blank line around each entry."""
    yield from _lines(section.title)
    last = chain(_bullets(section.bullets), _facts(section.facts))
    for block in (*map(_lines, section.text), *map(_entry, section.entries), last):
        if lines := list(block):
            yield ""
            yield from lines


def _entry(entry: Entry) -> Iterator[str]:
    for row in entry.rows:
        yield from _on_one_line(*row.lines())
    yield from _lines(*entry.summary)
    yield from _bullets(entry.bullets)
    yield from _facts(entry.facts)
    yield from _lines(entry.keywords)
    for role in entry.roles:
        yield ""
        yield from _entry(role)


def _on_one_line(*parts: Line) -> Iterator[str]:
    """Texts on one line, or each on its own where they do not fit."""
    whole = ", ".join(map(str, parts))
    if _columns(whole) > WIDTH:
        yield from _lines(*parts)
    else:
        yield whole


def _lines(*lines: Line | None) -> Iterator[str]:
    for line in lines:
        if line is not None:
            yield from _wrapped(str(line))


def _bullets(bullets: Iterable[Bullet], indent: str = "") -> Iterator[str]:
    for bullet in bullets:
        lead = f"{bullet.number} " if bullet.number else "- "
        yield from _wrapped(str(bullet.line), f"{indent}{lead}", f"{indent}{' ' * len(lead)}")
        yield from _bullets(bullet.bullets, f"{indent}  ")


def _facts(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        yield from _wrapped(f"{fact.label}: {fact.text}", rest="  ")


def _wrapped(text: str, first: str = "", rest: str = "") -> Iterator[str]:
    """``text`` in lines; the first begins with ``first``, the others with ``rest``."""
    line, empty = first, True
    for piece in _PIECE.findall(text):
        if not empty and piece != " " and _columns(line + piece) > WIDTH:
            yield line.rstrip(" ")
            line, empty = rest, True
        if piece != " " or not empty:
            line, empty = line + piece, False
    if not empty:
        yield line.rstrip(" ")


def _columns(text: str) -> int:
    """The width of ``text`` in monospaced type (Unicode UAX #11): ideographs take two columns."""
    return sum(map(_character_columns, text))


def _character_columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


RENDERER = Renderer("txt", ".txt", "Plain text", render)
