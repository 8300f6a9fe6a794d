"""JSON parser (RFC 8259): text → nodes with positions.

Depth and size are limited as in YAML (``nodes.MAX_DEPTH``, ``nodes.MAX_NODES``). Numbers stay text:
``4.0`` is a grade. Errors name the mistake that a person made.
"""

import json
import re
from typing import NoReturn

from cvrender.errors import Fault, Position, SourceError, quoted
from cvrender.syntax.decoding import Lines
from cvrender.syntax.nodes import MAX_DEPTH, MAX_NODES, Node

_SPACE = re.compile(r"[ \t\r\n]*")
_PAIR = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_TEXT_START = re.compile(
    rf'"(?:[^"\\\n\r\t]|\\["\\/bfnrt]|\\u(?![dD][89a-fA-F])[0-9a-fA-F]{{4}}|{_PAIR})*'
)
_TEXT = re.compile(f'{_TEXT_START.pattern}"')
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])")
_WORD = re.compile(r"[^\W\d][\w$-]*")
_WORDS = {"true": True, "false": False, "null": None}
_FOREIGN = {"none": "null", "nan": "null", "undefined": "null", "nil": "null"}
_QUOTES = "'‘’‚“”„«»`"


def read_json(text: str, file: str) -> tuple[Node, tuple[Fault, ...]]:
    """Parse one JSON document without forbidden characters; the faults leave a tree.

    Raises SourceError where no tree is left. A comment and a comma after the last item are
    warnings.
    """
    parser = _Parser(text, file)
    return parser.document(), tuple(parser.faults)


class _Parser:
    """Reads from ``at`` on; stops at the first mistake that leaves no tree."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.lines = Lines(text, file)
        self.at = 0
        self.count = 0
        self.faults: list[Fault] = []

    def document(self) -> Node:
        self.space()
        if self.char == "":
            self.stop(self.at, "empty-file", "the file is empty")
        node = self.value(0)
        self.space()
        if self.char:
            message = "text after the end of the JSON document: a file holds one CV"
            self.stop(self.at, "second-document", message)
        return node

    @property
    def char(self) -> str:
        """The character to be read next; empty at the end of the file."""
        return self.text[self.at : self.at + 1]

    def space(self) -> None:
        self.blank()
        while self.char == "#" or self.text[self.at : self.at + 2] in ("//", "/*"):
            self.comment()
            self.blank()

    def blank(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def comment(self) -> None:
        """Step over a comment, which JSON does not know and some of its editors do."""
        start = self.at
        is_block = self.text.startswith("/*", start)
        closing = "*/" if is_block else "\n"
        end = self.text.find(closing, start)
        if is_block and end < 0:
            self.stop(start, "comment", "this comment is not closed", "close it with `*/`")
        self.at = end + len(closing) if end >= 0 else len(self.text)
        self.warn(
            start, "comment", "JSON has no comments", "remove them, or write the file as YAML"
        )

    def value(self, depth: int) -> Node:
        self.grow(depth)
        start = self.at
        if self.char == "{":
            return Node(self.mapping(depth), self.position(start))
        if self.char == "[":
            return Node(self.sequence(depth), self.position(start))
        if self.char == '"':
            return Node(self.string(), self.position(start))
        if number := _NUMBER.match(self.text, start):
            self.at = number.end()
            return Node(number[0], self.position(start))
        return Node(self.word(), self.position(start))

    def word(self) -> bool | None:
        match = _WORD.match(self.text, self.at)
        if match is None or match[0] not in _WORDS:
            self.no_value(match[0] if match else "")
        self.at = match.end()
        return _WORDS[match[0]]

    def no_value(self, word: str) -> NoReturn:
        folded = word.casefold()
        meant = folded if folded in _WORDS else _FOREIGN.get(folded, "")
        self.foreign_quote()
        if meant:
            message = f"{quoted(word)} is not a JSON value"
            self.stop(self.at, "json-syntax", message, f"write `{meant}`")
        if word or self.char.isalnum() or self.char in "+-.":
            hint = "put the text in double quotes"
            self.stop(self.at, "json-syntax", "this is not a JSON value", hint)
        self.stop(self.at, "json-syntax", "missing value")

    def string(self) -> str:
        match = _TEXT.match(self.text, self.at)
        if match is None:
            self.broken_string()
        self.at = match.end()
        return str(json.loads(match[0]))

    def broken_string(self) -> NoReturn:
        start = _TEXT_START.match(self.text, self.at)
        end = start.end() if start else self.at
        char = self.text[end : end + 1]
        if half := _SURROGATE.match(self.text, end):
            message = f"{quoted(half[0])} is half of a surrogate pair without the other half"
            self.stop(end, "bad-escape", message, "write the character itself")
        if char == "\\":
            written = quoted(self.text[end : end + 2])
            hint = "write `\\\\` for a backslash"
            self.stop(end, "bad-escape", f"{written} is not an escape sequence in JSON", hint)
        if char == "\t":
            message = "JSON text cannot contain a tab"
            self.stop(end, "bad-escape", message, "write `\\t`")
        message = "this quote is not closed on its line"
        hint = 'close it with ", and write a line break inside the text as `\\n`'
        self.stop(self.at, "unclosed-quote", message, hint)

    def mapping(self, depth: int) -> dict[str, Node]:
        opened, pairs = self.at, dict[str, Node]()
        while self.more(opened, "}", first=not pairs):
            name, key = self.key()
            value = self.value(depth + 1)
            if name in pairs:
                first = pairs[name].key or key
                message = f"duplicate key {quoted(name)}: it is first used on line {first.line}"
                self.faults.append(Fault(key, "duplicate-key", message))
            else:
                pairs[name] = Node(value.value, value.position, key)
        return pairs

    def key(self) -> tuple[str, Position]:
        start = self.at
        if self.char != '"':
            self.foreign_quote()
            message = "a key must be in double quotes"
            self.stop(start, "json-quotes", message)
        name = self.string()
        self.space()
        if self.char != ":":
            self.stop(self.at, "missing-colon", f"missing colon after {quoted(name)}")
        self.at += 1
        self.space()
        if self.char in ",}]" or not self.char:
            self.stop(start, "json-syntax", f"{quoted(name)} has no value")
        return name, self.position(start)

    def sequence(self, depth: int) -> list[Node]:
        opened, items = self.at, list[Node]()
        while self.more(opened, "]", first=not items):
            items.append(self.value(depth + 1))
        return items

    def more(self, opened: int, closing: str, *, first: bool) -> bool:
        """Step over the bracket or the comma; whether another item follows."""
        if first:
            self.at += 1
        self.space()
        if not first and self.char != closing:
            self.comma(opened, closing)
        if self.char == closing:
            self.at += 1
            return False
        if not self.char:
            self.unclosed(opened, closing)
        return True

    def comma(self, opened: int, closing: str) -> None:
        comma = self.at
        if not self.char:
            self.unclosed(opened, closing)
        if self.char in "]}":
            message = f"this `{self.char}` does not match `{self.text[opened]}`"
            self.stop(self.at, "unclosed-bracket", message, f"close it with `{closing}`")
        if self.char != ",":
            message = "missing comma before this"
            self.stop(self.at, "missing-comma", message)
        self.at += 1
        self.space()
        if self.char == closing:
            self.warn(comma, "trailing-comma", "trailing comma after the last item", "remove it")
        if self.char == ",":
            self.stop(self.at, "trailing-comma", "unexpected second comma", "remove it")

    def unclosed(self, opened: int, closing: str) -> NoReturn:
        message = f"this `{self.text[opened]}` is not closed"
        self.stop(opened, "unclosed-bracket", message, f"close it with `{closing}`")

    def foreign_quote(self) -> None:
        if self.char and self.char in _QUOTES:
            char = "a backtick" if self.char == "`" else quoted(self.char)
            message = f"JSON does not accept {char} as a quote"
            self.stop(self.at, "json-quotes", message, 'use "')

    def grow(self, depth: int) -> None:
        self.count += 1
        if depth > MAX_DEPTH:
            self.stop(self.at, "too-deep", f"nested more than {MAX_DEPTH} levels deep")
        if self.count > MAX_NODES:
            message = f"the file holds more than {MAX_NODES:,} values"
            self.stop(self.at, "too-large", message)

    def position(self, index: int) -> Position:
        return self.lines.position(index)

    def warn(self, index: int, code: str, message: str, hint: str) -> None:
        """Tell once what other programs refuse, and what leaves no doubt of what is meant."""
        if not any(fault.code == code for fault in self.faults):
            self.faults.append(Fault(self.position(index), code, message, hint, warning=True))

    def stop(self, index: int, code: str, message: str, hint: str = "") -> NoReturn:
        raise SourceError((*self.faults, Fault(self.position(index), code, message, hint)))
