"""What looks right on a page and is read otherwise: told, no loss of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvrender.errors import coded
from cvrender.verify import characters
from cvrender.verify.characters import composed
from cvrender.verify.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.outline import Line

__all__ = ["unseen"]


def unseen(lines: tuple[Line, ...], text: str) -> Iterator[Finding]:
    """A note for each joiner, word and sign that ``text``, as it was read, has otherwise."""
    yield from _joiners(lines, text)
    if any(map(characters.is_right, set(text))):
        read, whole = composed(text), characters.unreversed(text)
        for line in lines:
            yield from _reversed(line, read, whole)
            yield from _spelled_out(line, read)


def _joiners(lines: tuple[Line, ...], text: str) -> Iterator[Finding]:
    words = "".join(map(str, lines))
    for character in sorted(filter(characters.is_ignorable, set(words))):
        typed = words.count(character)
        if (count := typed - text.count(character)) > 0:
            line = next(line for line in lines if character in str(line))
            what = f"{count} of {typed} {coded(character)}"
            message = f"{what} cannot be read back; the words look right"
            yield Finding("unseen", message, line)


def _reversed(line: Line, read: str, whole: str) -> Iterator[Finding]:
    """The words with marks and the pictures of ``line`` that are read from their end alone."""
    marked = (
        p for p in characters.pieces(composed(str(line))) if any(map(characters.is_set_over, p))
    )
    turned = [word for word in marked if word not in read and characters.turned(word) in read]
    wide = (character for character in str(line) if character > "\uffff")
    turned += [character for character in wide if character not in read and character in whole]
    for word in dict.fromkeys(turned):
        message = f"“{word}” reads from its end, as its line runs the other way; it looks right"
        yield Finding("unseen", message, line)


def _spelled_out(line: Line, read: str) -> Iterator[Finding]:
    for sign in dict.fromkeys(str(line)):
        out = characters.spelled(sign)
        if sign not in read and out in read:
            message = f"“{sign}” reads “{out}” beside right-to-left text; it looks right"
            yield Finding("unseen", message, line)
