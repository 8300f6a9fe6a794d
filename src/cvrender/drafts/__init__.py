"""Drafts: a finished file as a source to go on from: what it carries, or else a draft of it.

::

    file ─ extract.blocks ─▶ Blocks ─ tables, sections ─▶ Parts ─ rows, entries, head ─▶ CV

What a line is, its looks and its words tell: guesses, which are marked where they are doubtful.
That no line is lost is no guess: it is proven on the draft as it would be rendered.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cvrender import sandbox
from cvrender.compose import compose
from cvrender.drafts.cv import guessed
from cvrender.drafts.proof import Left, held
from cvrender.errors import LostLinesError
from cvrender.extract import extract_untrusted, format_of
from cvrender.extract.blocks import blocks
from cvrender.extract.pdf import carried
from cvrender.extract.word_paragraphs import read_edited
from cvrender.source import Source, of
from cvrender.yaml_writer import written

_KEEP: sandbox.Keep = ("draft", ())


@dataclass(frozen=True, slots=True)
class Draft:
    """A CV as YAML, of so many ``lines`` of a file; those that are ``left`` stand at its end."""

    yaml: str
    lines: int
    left: tuple[Left, ...]
    guesses: int
    """How many of its values are marked as doubtful."""


def restored(data: bytes, path: Path) -> Source | None:
    """The CV of the Word file or PDF ``data`` at ``path``, as it was when the file was made.

    None where it carries none. Raises LostLinesError where it cannot be read.
    """
    match format_of(data, path.suffix):
        case "docx":
            held = read_edited(data).carried
            resume = held.get("resume") if isinstance(held, dict) else None
            return of(json.dumps(resume).encode(), path) if isinstance(resume, dict) else None
        case "pdf":
            return of(data, path) if carried(data) else None
    return None


def drafted(data: bytes, path: Path) -> Draft:
    """The draft of the Word file or PDF ``data`` at ``path``.

    Raises LostLinesError where it cannot be read, or has no words.
    """
    with sandbox.kept():
        extracts = extract_untrusted(data, path.suffix, _KEEP)
        found = blocks(data, path.suffix, _KEEP)
    if not found:
        raise LostLinesError("it has no words")
    guess = guessed(found, path)
    yaml = written(guess.node, marks=guess.marks)
    source = of(yaml.encode(), path.with_suffix(".yaml"))
    lines, left = held(extracts, compose(source.cv))
    whole = "\n".join((yaml, *_listed(left, path)))
    return Draft(whole, lines, left, len(guess.marks))


def _listed(left: tuple[Left, ...], path: Path) -> Iterator[str]:
    """The lines that are left as comments."""
    if left:
        yield f"# Lines of {path.name} that have found no place:"
        for line in left:
            shown = "".join(char if char.isprintable() else " " for char in line.text)
            yield f"#   {shown}" + (f"  ({line.place})" if line.place else "")
        yield ""
