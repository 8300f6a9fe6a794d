"""Bytes → text → data, and where each value stands.

YAML is read from its parser's events, so that no input can exhaust the stack: depth, size and
aliases are bounded while the tree grows. Plain scalars stay text (``010``, ``12:30``, ``no`` and
``1.10`` are what the author typed); only ``null``/``~``/empty, ``true`` and ``false`` mean more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from cvrender.errors import Fault, Position, SourceError, quoted
from cvrender.syntax.nodes import (
    MAX_DEPTH,
    MAX_NODES,
    Node,
    character_faults,
    place,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["mended", "parse_yaml", "read_yaml"]


_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NESTED = "maximum nesting depth"
"""What libyaml gives up at, before it has told the first of a thousand brackets in a row."""
_PLAIN = {"": None, "~": None, "null": None, "true": True, "false": False}
_CORE = "tag:yaml.org,2002:"
_TAGS = (None, f"{_CORE}str", f"{_CORE}seq", f"{_CORE}map")

_OF_ONE_LINE = (
    "bad-escape", "colon-in-text", "missing-colon", "missing-space", "odd-space", "own-bullet",
    "special-start", "text-after-quote", "unclosed-bracket", "unclosed-quote",
)  # fmt: skip
_NO_VALUE = ("missing-colon", "own-bullet")
_MOST_LINES, _MOST_MISTAKES = 5_000, 20  # each mistake is a reading more
_START = re.compile(r"\s*(?:- +)*(?:[\w-]+:)?")
_TIGHT_COMMENT = re.compile(r"[ \t]+#[^\s#!-][^\n]*")
_COMMENT_BEHIND_WORDS = re.compile(rf"{_TIGHT_COMMENT.pattern}| # \d{{1,3}}\b[^\n]*")
_ITEM_INSIDE = re.compile(r"\n\s*([-•▪●◦‣]) ")
_UNUSUAL_ENDS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_BEYOND_UNICODE = re.compile(r"\\U(?!0010|000)[0-9a-fA-F]{8}")


def parse_yaml(text: str, file: str) -> Node:
    """Read one YAML document; raise SourceError with the places of all mistakes found."""
    node, faults = read_yaml(text, file)
    if faults:
        raise SourceError(faults)
    return node


def read_yaml(text: str, file: str) -> tuple[Node, tuple[Fault, ...]]:
    """Read one YAML document, and name the mistakes that leave a tree to judge further.

    Raises SourceError where no tree is left. Unusual line ends (U+0085, U+2028, U+2029) are read
    as spaces: editors do not show them as lines.
    """
    try:
        return _attempt(text, file)
    except SourceError as error:
        raise SourceError(mended(text, file)[1]) from error


def mended(text: str, file: str) -> tuple[Node | None, tuple[Fault, ...]]:
    """What is left of ``text`` without the values that spoil a line each, and all mistakes.

    None where another mistake leaves no tree. What stands on a line that was mended stands at its
    mistake: no more is to be said of it.
    """
    lines = _LONE_RETURN.sub("\n", text).split("\n")
    told: dict[int, Fault] = {}
    known: tuple[Fault, ...] = ()
    while True:
        line = max(told, default=0)
        try:
            node, faults = _attempt("\n".join(lines), file)
        except SourceError as error:
            node, faults = None, error.faults
        known += tuple(fault for fault in faults if fault.position.line > line)
        if node is not None:
            return _placed(node, told), known
        last = faults[-1]
        spoilt = last.position.line
        if spoilt <= line or len(lines) > _MOST_LINES or len(told) == _MOST_MISTAKES:
            return None, known
        if (mend := _without(last, lines[spoilt - 1])) is None:
            return None, known
        told[spoilt], lines[spoilt - 1] = last, mend


def _without(mistake: Fault, line: str) -> str | None:
    """``line`` without what ``mistake`` spoils; None where that goes on below it."""
    goes_on = mistake.code.startswith("unclosed") and line.rstrip().endswith((",", "[", "{"))
    if mistake.code not in _OF_ONE_LINE or goes_on:
        return None
    start = _START.match(line)
    return "" if mistake.code in _NO_VALUE or start is None else f"{start[0]} x"


def _placed(node: Node, told: Mapping[int, Fault]) -> Node:
    """``node`` with all that stands on the line of a mistake at its place."""
    value = node.value
    if isinstance(value, dict):
        value = {key: _placed(child, told) for key, child in value.items()}
    elif isinstance(value, list):
        value = [_placed(child, told) for child in value]
    position, key = (
        told[place.line].position if place and place.line in told else place
        for place in (node.position, node.key)
    )
    return Node(value, position or node.position, key)


def _attempt(text: str, file: str) -> tuple[Node, tuple[Fault, ...]]:
    """Raises SourceError where no tree is left; its last fault is the reason."""
    if faults := tuple(character_faults(text, file)):
        raise SourceError(faults)
    text = _LONE_RETURN.sub("\n", text).translate(_UNUSUAL_ENDS)
    builder = _Builder(text, file)
    try:
        return builder.document(), tuple(builder.faults)
    except yaml.MarkedYAMLError as error:
        if _NESTED in str(error.problem):
            _Builder(text, file).document(yaml.SafeLoader)  # stops at the bound, at its place
        raise SourceError(_with(builder.faults, builder.explained(error))) from error
    except (ValueError, OverflowError) as error:  # PyYAML's own parser at \Uffffffff
        raise SourceError(_with(builder.faults, _beyond_unicode(text, file))) from error


def _with(faults: list[Fault], last: Fault) -> tuple[Fault, ...]:
    """Two faults at one place are one."""
    known = any(fault.position == last.position for fault in faults)
    return tuple(faults) if known else (*faults, last)


def _beyond_unicode(text: str, file: str) -> Fault:
    match = _BEYOND_UNICODE.search(text)
    at = match.start() if match else 0
    return _explained(file, text=text, problem="escape", context_words="quoted scalar", at=at)


def _explained(file: str, **failure: Any) -> Fault:
    """The person's mistake behind a complaint of the parser; ``failure`` as in mistakes.Failure."""
    from cvrender.syntax import mistakes  # few sources need it

    mistake = mistakes.explain(mistakes.Failure(**failure))
    position = place(failure["text"], mistake.index, file)
    return Fault(position, mistake.code, mistake.message, mistake.hint)


@dataclass(slots=True)
class _Anchor:
    """A node that aliases may repeat: what it costs, how deep it goes, whether it was used."""

    node: Node
    size: int
    height: int
    used: bool = False


class _Builder:
    """Grows the tree from parser events; collects what is wrong, stops at the bounds."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.faults: list[Fault] = []
        self.anchors: dict[str, _Anchor] = {}
        self.missing: set[str] = set()
        self.count = 0
        self.deepest = 0
        self.brackets: list[int] = []
        self.closed: tuple[int, int] | None = None

    def document(self, parser: Any = None) -> Node:
        self.events: Iterator[Any] = yaml.parse(self.text, Loader=parser or _Parser)
        root = Node(None, Position(self.file, 1, 1))
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    message = "a second document starts here; a file holds one CV"
                    self.stop(event.start_mark, "second-document", message)
                root = self.node(next(self.events), 0)
        for name in list(self.anchors):
            self.forget(name)
        return root

    def node(self, event: Any, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event, depth)
        size, outer, self.deepest = self.count, self.deepest, depth
        self.grow(event, 1, depth)
        self.tag(event)
        node = self.fresh(event, depth)
        if event.anchor:
            self.forget(event.anchor)
            size, height = self.count - size, self.deepest - depth
            self.anchors[event.anchor] = _Anchor(node, size, height)
        self.deepest = max(outer, self.deepest)
        return node

    def fresh(self, event: Any, depth: int) -> Node:
        position = self.position(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            if event.style or event.anchor:
                self.closed = _extent(event)
            self.swallowed(event)
            self.absorbed(event)
            plain = not event.style and event.value in _PLAIN
            return Node(_PLAIN[event.value] if plain else event.value, position)
        # The pair in `[a: b]` is a mapping too, one without a bracket of its own.
        opened = event.end_mark.index - 1
        if flow := bool(event.flow_style) and opened >= event.start_mark.index:
            self.brackets.append(opened)
        is_list = isinstance(event, yaml.SequenceStartEvent)
        value = list(self.sequence(depth)) if is_list else self.mapping(depth)
        if flow:
            self.closed = self.brackets.pop(), self.end
        return Node(value, position)

    def alias(self, event: Any, depth: int) -> Node:
        self.closed = _extent(event)
        position = self.position(event.start_mark)
        known = self.anchors.get(event.anchor)
        if known is None:
            self.missing.add(event.anchor)
            name = event.anchor
            message = f"YAML takes `*{name}` for a reference to an `&{name}` above, and finds none"
            self.fault(position, "unknown-alias", message, "put the text in quotes")
            return Node(None, position)
        known.used = True
        self.grow(event, known.size, depth + known.height)
        self.deepest = max(self.deepest, depth + known.height)
        return known.node

    def sequence(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            node = self.node(event, depth + 1)
            yield replace(node, position=self.dash(event)) if _is_nothing(event) else node
        self.end = _extent(event)[1]

    def mapping(self, depth: int) -> dict[str, Node]:
        pairs: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            name, key = self.key(event, self.node(event, depth + 1))
            following = next(self.events)
            value = self.node(following, depth + 1)
            if _is_nothing(following):
                value = replace(value, position=key)
            if name in pairs:
                self.duplicate(name, key, pairs[name].key or key)
            elif name == "<<":
                message = "YAML's merge key `<<` is not read here"
                self.fault(key, "merge-key", message, "write the keys out")
            elif name is not None:
                pairs[name] = replace(value, key=key)
        self.end = _extent(event)[1]
        return pairs

    def key(self, event: Any, node: Node) -> tuple[str | None, Position]:
        """The key as typed, and its place; None with a fault where it is no text."""
        if isinstance(node.value, (dict, list)):
            message = "a key must be text"
            self.fault(node.position, "bad-key", message, "put it in quotes")
            return None, node.position
        if not (name := str(getattr(event, "value", node.value))):
            self.fault(node.position, "missing-key-name", "there is no key before this colon")
            return None, node.position
        return name, node.position

    def duplicate(self, name: str, key: Position, first: Position) -> None:
        message = f"{quoted(name)} stands here a second time; the first is on line {first.line}"
        self.fault(key, "duplicate-key", message)

    def tag(self, event: Any) -> None:
        if event.tag not in _TAGS:
            name = quoted(event.tag.replace(_CORE, "!!"))
            message = f"YAML takes {name} for a type, and the text would lose it"
            position = self.position(event.start_mark)
            self.fault(position, "tag", message, "put the text in quotes")

    def forget(self, name: str) -> None:
        """Drop an anchor; one that was never used was meant as text."""
        anchor = self.anchors.pop(name, None)
        if anchor is not None and not anchor.used and name not in self.missing:
            message = f"YAML takes `&{name}` for a mark to refer to, and the text would lose it"
            self.fault(anchor.node.position, "unused-anchor", message, "put the text in quotes")

    def swallowed(self, event: Any) -> None:
        """``Ranked #1`` is ``Ranked`` and a comment to YAML; a comment has a space behind its #."""
        if event.style:
            return
        pattern = _COMMENT_BEHIND_WORDS if " " in event.value else _TIGHT_COMMENT
        if match := pattern.match(self.text, event.end_mark.index):
            comment = match[0].lstrip()
            message = f"YAML takes {quoted(comment)} for a comment, and the text would lose it"
            mark = "the comment on a line of its own"
            if comment[1] != " ":
                mark = "a space behind the `#` of a comment"
            position = place(self.text, match.end() - len(comment), self.file)
            self.fault(position, "tight-comment", message, f"put the text in quotes, or {mark}")

    def absorbed(self, event: Any) -> None:
        """``- One`` and below it, further in, ``- Two`` are one text to YAML."""
        start, end = _extent(event)
        if event.style or not (match := _ITEM_INSIDE.search(self.text, start, end)):
            return
        if self.text[:start].rstrip(" ").endswith(("-", ":")):
            line = event.start_mark.line + 1
            message = f"YAML reads this {quoted(match[1])} as part of the text of line {line}"
            hint = "line it up with the items above, or write `text:` and `bullets:` there"
            self.fault(place(self.text, match.start(1), self.file), "item-in-text", message, hint)

    def grow(self, event: Any, by: int, depth: int) -> None:
        if depth > MAX_DEPTH:
            self.stop(event.start_mark, "too-deep", f"nested deeper than {MAX_DEPTH} levels")
        self.count += by
        if self.count > MAX_NODES:
            message = f"more than {MAX_NODES:,} values; this is no CV"
            self.stop(event.start_mark, "too-large", message)

    def position(self, mark: Any) -> Position:
        return Position(self.file, mark.line + 1, mark.column + 1)

    def dash(self, event: Any) -> Position:
        """The dash of an item that has nothing behind it."""
        return Position(self.file, event.start_mark.line + 1, event.start_mark.column)

    def fault(self, position: Position, code: str, message: str, hint: str = "") -> None:
        self.faults.append(Fault(position, code, message, hint))

    def stop(self, mark: Any, code: str, message: str) -> NoReturn:
        raise SourceError((*self.faults, Fault(self.position(mark), code, message)))

    def explained(self, error: yaml.MarkedYAMLError) -> Fault:
        """The person's mistake behind the parser's complaint."""
        at, context = error.problem_mark or error.context_mark, error.context_mark
        return _explained(
            self.file,
            text=self.text,
            problem=error.problem or "",
            context_words=error.context or "",
            at=at.index if at else 0,
            context=context.index if context else None,
            closed=self.closed,
            bracket=self.brackets[-1] if self.brackets else None,
        )


def _is_nothing(event: Any) -> bool:
    """Whether a scalar consists of no characters at all."""
    start, end = _extent(event)
    return isinstance(event, yaml.ScalarEvent) and start == end


def _extent(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index
