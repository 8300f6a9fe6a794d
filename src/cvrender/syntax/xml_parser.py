"""XML parser (XML 1.0), by expat: bytes → nodes with positions, without namespaces.

An element is a mapping of its attributes and of the elements in it, by their local names; those of
one name are a list. One with words alone is these words, and attributes of words are dropped. A
document type, which could define entities or name other files, is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from cvrender.errors import Position, SourceError
from cvrender.syntax.nodes import MAX_DEPTH, MAX_NODES, Node

MAX_BYTES = 20_000_000
"""Of a document, which may have pictures in it."""
_SEPARATOR = " "


def read_xml(data: bytes, file: str) -> Node:
    """A mapping of the name of the outermost element to what it holds. Raises SourceError."""
    if len(data) > MAX_BYTES:
        stop(Position(file, 1, 1), "too-large", f"the file is larger than {MAX_BYTES:,} bytes")
    return _Builder(file).read(data)


@dataclass(slots=True)
class _Element:
    """One that is not closed yet, with its parts in order; words begin at ``begun``."""

    name: str
    place: Position
    parts: list[tuple[str, Node]] = field(default_factory=list)
    holds_elements: bool = False
    words: list[str] = field(default_factory=list)
    begun: Position | None = None

    def node(self) -> Node:
        words, place = "".join(self.words).strip(), self.begun or self.place
        if words and not self.holds_elements:
            return Node(words, place, self.place)
        if words:
            self.parts.append(("text", Node(words, place, place)))
        if not self.parts:
            return Node(None, self.place, self.place)
        named: dict[str, list[Node]] = {}
        for name, node in self.parts:
            named.setdefault(name, []).append(node)
        fields = {name: it[0] if len(it) == 1 else it[0].holding(it) for name, it in named.items()}
        return Node(fields, self.place, self.place)


class _Builder:
    def __init__(self, file: str) -> None:
        self.file = file
        self.open = [_Element("", Position(file, 1, 1))]
        self.count = 0
        self.parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self.parser.buffer_text = False
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.doctype

    def read(self, data: bytes) -> Node:
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            place = Position(self.file, error.lineno, error.offset + 1)
            stop(place, "bad-xml", f"this is not XML: {expat.ErrorString(error.code)}")
        return self.open[0].node()

    @property
    def here(self) -> Position:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber
        return Position(self.file, line, column + 1)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.count += 1 + len(attributes)
        if len(self.open) > MAX_DEPTH:
            stop(self.here, "too-deep", f"nested more than {MAX_DEPTH} levels deep")
        if self.count > MAX_NODES:
            stop(self.here, "too-large", f"the file holds more than {MAX_NODES:,} values")
        self.open[-1].holds_elements = True
        element = _Element(name.rpartition(_SEPARATOR)[2], self.here)  # without its namespace
        own = [(key, value) for key, value in attributes.items() if _SEPARATOR not in key]
        element.parts = [(key, Node(value, element.place)) for key, value in own]
        self.open.append(element)

    def end(self, _: str) -> None:
        element = self.open.pop()
        self.open[-1].parts.append((element.name, element.node()))

    def text(self, words: str) -> None:
        element = self.open[-1]
        element.words.append(words)
        if element.begun is None and words.strip():
            element.begun = self.here

    def doctype(self, *_: object) -> None:
        hint = "remove the line `<!DOCTYPE …>`"
        stop(self.here, "bad-xml", "a document type is not read: it may name other files", hint)


def stop(place: Position, code: str, message: str, hint: str = "") -> NoReturn:
    raise SourceError.at(place, code, message, hint)
