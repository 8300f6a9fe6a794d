"""YAML writer: a CV in the native shape → YAML as a person would write it.

Keys stand in one order, long texts are folded, quotes stand where they must. A value that a reader
changed has a comment above it; what a reader left out is listed at the top.
"""

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cvrender.errors import Fault, Position, SourceError
from cvrender.syntax.nodes import Node
from cvrender.syntax.yaml_parser import read_yaml

ORDER = (
    "name", "kind", "title", "label", "text", "level", "headline", "organization", "anonymous",
    "email", "phone", "location", "details", "website", "url", "links", "photo", "file", "alt",
    "language", "languages", "theme", "convention", "design", "authors", "venue", "start", "end",
    "date", "doi", "bibtex", "csl", "only", "types", "order", "numbering", "page_break", "summary",
    "roles", "entries", "publications", "bullets", "facts", "keywords", "tags", "private",
    "letters", "variants", "include", "exclude", "back", "sections", "closing", "signature",
)  # fmt: skip
"""All keys of the format, in the order in which they are written."""

_OF_READERS = ("changed", "left-out")
_WIDTH = 100
_ON_ONE_LINE = {
    "authors", "details", "email", "exclude", "include", "keywords", "languages", "only", "phone",
    "private", "tags", "text", "types",
}  # fmt: skip
_NAMED_BY_THE_AUTHOR = ("facts", "variants")
_ESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_LONGEST_LABEL = 80
_TRUTHS = ("yes", "no", "on", "off")
"""Texts that older programs read as truth values."""
_SCHEMA_LINE = "# yaml-language-server: $schema=cv.schema.json"


def written(
    node: Node, notes: tuple[Fault, ...] = (), marks: Mapping[Position, str] = MappingProxyType({})
) -> str:
    """The file's text. It reads back as the same CV.

    ``notes`` are what the reader told of the source: those of a value that is written here become
    comments above it, the others stand at the top. Lint warnings are left out. ``marks`` say of
    values what is doubtful of them, and become comments, too.
    """
    notes = tuple(note for note in notes if note.code in _OF_READERS)
    writer = _Writer(notes, marks)
    body = list(writer.mapping(node, 0))
    apart = sorted(chain.from_iterable(writer.notes.values()), key=lambda note: note.position)
    head = [_SCHEMA_LINE]
    if apart:
        of_files = groupby(apart, key=lambda note: note.position.file)
        head += [*chain.from_iterable(_told_of(*each) for each in of_files), ""]
    return "\n".join([*head, *body]) + "\n"


def _told_of(file: str, notes: Iterable[Fault]) -> Iterator[str]:
    """What the reader told of ``file``, in comments."""
    yield from ("#", f"# What could not be taken over from {Path(file).name}:")
    yield from (f"#   line {note.position.line}: {note.message}" for note in notes)


def item_lines(value: Node, indent: int) -> list[str]:
    """``value`` as an item of a list."""
    return list(_Writer(()).items([value], indent))


class _Writer:
    """Gives lines; ``notes`` keeps those that have not become comments."""

    def __init__(
        self, notes: tuple[Fault, ...], marks: Mapping[Position, str] = MappingProxyType({})
    ) -> None:
        self.marks = dict(marks)
        self.notes: dict[Position, list[Fault]] = {}
        for note in notes:
            self.notes.setdefault(note.position, []).append(note)

    def mapping(self, node: Node, indent: int, *, sort: bool = True) -> Iterator[str]:
        pairs = node.fields
        for key in sorted(pairs, key=_place) if sort else pairs:
            if key == "sections" and not indent:
                yield ""
            child = _plainer(key, pairs[key])
            yield from self.comments(child, indent)
            yield from self.pair(key, child, indent, on_one_line=not sort or key in _ON_ONE_LINE)

    def comments(self, node: Node, indent: int) -> Iterator[str]:
        if not isinstance(node.value, str):
            return
        if mark := self.marks.pop(node.position, ""):
            yield f"{' ' * indent}# guessed: {mark}"
        for note in self.notes.pop(node.position, ()):
            yield f"{' ' * indent}# was: {note.message}"

    def pair(self, key: str, node: Node, indent: int, *, on_one_line: bool) -> Iterator[str]:
        start = f"{' ' * indent}{scalar(key)}:"
        if isinstance(node.value, dict) and node.value:
            yield start
            yield from self.mapping(node, indent + 2, sort=key not in _NAMED_BY_THE_AUTHOR)
        elif isinstance(node.value, list) and node.value:
            flat = _flow(node.value) if on_one_line else ""
            if flat and len(start) + len(flat) < _WIDTH:
                yield f"{start} {flat}"
            else:
                yield start
                yield from self.items(node.value, indent + 2, apart=key == "sections")
        else:
            yield from value_lines(start, node.value, indent + 2)

    def items(self, nodes: list[Node], indent: int, *, apart: bool = False) -> Iterator[str]:
        for index, node in enumerate(nodes):
            if apart and index and isinstance(node.value, dict):
                yield ""
            if isinstance(node.value, dict) and node.value:
                yield from self.dashed(list(self.mapping(node, indent + 2)), indent)
            elif isinstance(node.value, list):
                yield f"{' ' * indent}- {_flow(node.value) or '[]'}"
            else:
                yield from self.comments(node, indent)
                yield from value_lines(f"{' ' * indent}-", node.value, indent + 2)

    def dashed(self, lines: list[str], indent: int) -> Iterator[str]:
        """The lines of a mapping as an item; comments at its start stand above the dash."""
        while lines[0].lstrip().startswith("#"):
            yield lines.pop(0)[2:]
        yield f"{' ' * indent}- {lines[0][indent + 2 :]}"
        yield from lines[1:]


def _place(key: str) -> int:
    return ORDER.index(key) if key in ORDER else len(ORDER)


def _plainer(key: str, node: Node) -> Node:
    """A list of one as the one; facts as a mapping: what people write."""
    if not isinstance(node.value, list) or not node.value:
        return node
    if key in ("email", "phone") and len(node.value) == 1:
        only: Node = node.value[0]
        return only
    if key == "facts" and (pairs := _pairs(node.value)):
        return node.holding(pairs)
    return node


def _pairs(facts: list[Node]) -> dict[str, Node]:
    """``label: text``, where every fact has both and no more, and no label stands twice."""
    pairs: dict[str, Node] = {}
    for fact in facts:
        parts = fact.fields
        label = parts["label"].value if set(parts) == {"label", "text"} else None
        if not isinstance(label, str) or label in pairs or len(label) > _LONGEST_LABEL:
            return {}
        pairs[label] = parts["text"]
    return pairs


def _flow(nodes: list[Node]) -> str:
    """A list in brackets, if it holds texts alone."""
    if not all(isinstance(node.value, str) for node in nodes):
        return ""
    return f"[{', '.join(scalar(str(node.value), flow=True) for node in nodes)}]"


def value_lines(start: str, value: Any, indent: int) -> Iterator[str]:
    """A scalar behind ``start``, on its line or folded below it."""
    if not isinstance(value, str):
        yield f"{start} {json.dumps(value)}"  # of a number or a truth value YAML, too
        return
    if "\n" in value and (lines := _block(value)):
        yield f"{start} |-"
        yield from (f"{' ' * indent}{line}".rstrip() for line in lines)
    elif len(start) + len(value) >= _WIDTH and (lines := _folded(value, indent)):
        yield f"{start} >-"
        yield from (f"{' ' * indent}{line}" for line in lines)
    else:
        yield f"{start} {scalar(value)}"


def _block(text: str) -> list[str]:
    """The lines of a text that keeps them, if a block can."""
    lines = text.split("\n")
    plain = all(line == line.strip() and line.isprintable() for line in lines)
    return lines if plain and lines[0] and lines[-1] else []


def _folded(text: str, indent: int) -> list[str]:
    """``text`` in lines that fold back to it, if there are such lines."""
    if "  " in text or text != text.strip() or not text.isprintable():
        return []
    return textwrap.wrap(text, _WIDTH - indent, break_long_words=False, break_on_hyphens=False)


def scalar(text: str, *, flow: bool = False) -> str:
    """``text`` as it must be typed on one line."""
    single = "'" + text.replace("'", "''") + "'"
    quoted = single if '"' in text or "\\" in text else f'"{text}"'
    unread = flow and "?" in text  # PyYAML takes it for a key there, where libyaml does not
    plain = [] if unread or text.casefold() in _TRUTHS else [text]
    candidates = [*plain, quoted] if text.isprintable() else []
    for candidate in candidates:
        if _reads_as(f"[{candidate}]\n" if flow else f"{candidate}: {candidate}\n", text, flow):
            return candidate
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    """A character inside double quotes (YAML 1.2, 5.7)."""
    known = _ESCAPES.get(char)
    return known or (char if char.isprintable() else f"\\U{ord(char):08x}")


def _reads_as(typed: str, text: str, flow: bool) -> bool:
    try:
        node, faults = read_yaml(typed, "")
    except SourceError:
        return False
    plain = node.plain()
    return not faults and plain == ([text] if flow else {text: text})
