"""Notes: what a reader of a file should know, though no line is lost; and the pictures.

A format may have no place for something, and words may look right on a page and read otherwise.
"""

from collections.abc import Iterable, Iterator

from cvrender.errors import coded
from cvrender.extract import Extract
from cvrender.files.image_hash import is_hash_of
from cvrender.inline import Span
from cvrender.outline import Line, Outline
from cvrender.verify import characters
from cvrender.verify.characters import nfc
from cvrender.verify.normalize import normalized, shortened
from cvrender.verify.report import Finding

_MOST_NAMED = 3


def picture_findings(outline: Outline, extract: Extract) -> Iterator[Finding]:
    """Whether photo and signature and their alternative texts are there."""
    alternatives = extract.pictures
    if alternatives is None:
        return
    known = [normalized(picture.alt) for picture in outline.pictures.values()]
    for path, picture in outline.pictures.items():
        wanted, name = normalized(picture.alt), path[-1]
        line = Line((Span(picture.alt),), "photo", (*path, "alt"))
        texts = [normalized(text) for text in alternatives if text]
        others = [text for text in texts if text not in known]
        if len(alternatives) < len(known) and wanted not in texts:
            yield Finding("photo", f"the {name} is missing", line)
        elif extract.hashes and not any(is_hash_of(one, picture.data) for one in extract.hashes):
            yield Finding("photo", f"the {name} is another picture", line)
        elif others and wanted not in texts:
            found = shortened(others[0])
            message = f"the {name} is described as “{found}” instead of “{wanted}”"
            yield Finding("photo", message, line)
        elif not texts and None in alternatives:
            message = f"a PDF without tags has no place for the {name}'s description"
            yield Finding("unheld", message, line)
        elif wanted not in texts:
            yield Finding("photo", f"the {name}'s description is missing: “{wanted}”", line)


def active(extract: Extract) -> Iterator[Finding]:
    """What the file does when it is opened or used."""
    for action in extract.actions:
        yield Finding("active", f"the file {action}, which no CV needs")


def unsupported(outline: Outline, absent: Iterable[Line]) -> Iterator[Finding]:
    """What the standard's keys of a JSON Resume have no place for.

    One note for all lines that are ``absent``; of a section of which all are, that is its title.
    And one for each picture.
    JSON Resume has no titles of sections: the key of a list says what it holds.
    """
    origins = {line.origin for line in absent}
    for section in outline.sections:
        inside = {line.origin for line in section.lines() if line is not section.title}
        origins.discard(section.title.origin)
        if inside and inside <= origins:
            origins = origins - inside | {section.title.origin}
    unheld = [line for line in outline.lines() if line.origin in origins]
    if unheld:
        named = ", ".join(f"“{shortened(str(line))}”" for line in unheld[:_MOST_NAMED])
        more = f" and {len(unheld) - _MOST_NAMED} more" if len(unheld) > _MOST_NAMED else ""
        message = f"JSON Resume has no key for {named}{more}, which `x-cvrender` holds"
        yield Finding("unheld", message, unheld[0])
    if outline.back is not None:
        yield Finding("unheld", "is not here: it is for the web page", outline.back)
    for path in outline.pictures:
        yield Finding("unheld", f"the {path[-1]} is not here: JSON Resume holds texts")


def unreadable(lines: tuple[Line, ...], text: str) -> Iterator[Finding]:
    """What looks right on a page and reads otherwise in ``text``, as a reader gave it.

    That is: invisible characters, words in the wrong direction, and signs spelled out.
    """
    yield from _invisible(lines, text)
    if any(map(characters.is_right_to_left, set(text))):
        read, joined = nfc(text), characters.with_surrogates_joined(text)
        for line in lines:
            yield from _reversed(line, read, joined)
            yield from _spelled_out(line, read)


def _invisible(lines: tuple[Line, ...], text: str) -> Iterator[Finding]:
    words = "".join(map(str, lines))
    for character in sorted(filter(characters.is_invisible, set(words))):
        typed = words.count(character)
        if (count := typed - text.count(character)) > 0:
            line = next(line for line in lines if character in str(line))
            what = f"{count} of {typed} {coded(character)}"
            message = f"{what} cannot be read back; the words look right"
            yield Finding("unseen", message, line)


def _reversed(line: Line, read: str, joined: str) -> Iterator[Finding]:
    """The words with marks, and the emoji, of ``line`` that are read only from their end."""
    runs = characters.directional_runs(nfc(str(line)))
    marked = (run for run in runs if any(map(characters.is_nonspacing, run)))
    found = [run for run in marked if run not in read and characters.reversed_marks(run) in read]
    found += [char for char in str(line) if char > "\uffff" and char not in read and char in joined]
    for word in dict.fromkeys(found):
        message = f"“{word}” reads from its end, as its line runs the other way; it looks right"
        yield Finding("unseen", message, line)


def _spelled_out(line: Line, read: str) -> Iterator[Finding]:
    for sign in dict.fromkeys(str(line)):
        spelling = characters.spelled_out(sign)
        if sign not in read and spelling in read:
            message = f"“{sign}” reads “{spelling}” beside right-to-left text; it looks right"
            yield Finding("unseen", message, line)
