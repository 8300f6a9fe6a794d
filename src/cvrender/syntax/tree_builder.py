"""Tree builder: events of the YAML parser → nodes with positions, and the faults in them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any, NoReturn

import yaml

from cvrender.errors import QUOTE_IT, Fault, Position, SourceError, quoted
from cvrender.syntax.decoding import place
from cvrender.syntax.nodes import MAX_DEPTH, MAX_NODES, Node

PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = {"": None, "~": None, "null": None, "true": True, "false": False}
_CORE = "tag:yaml.org,2002:"
_TAGS = (None, f"{_CORE}str", f"{_CORE}seq", f"{_CORE}map")
_TIGHT_COMMENT = re.compile(r"[ \t]+#[^\s#!-][^\n]*")
_COMMENT_BEHIND_WORDS = re.compile(rf"{_TIGHT_COMMENT.pattern}| # \d{{1,3}}\b[^\n]*")
_DASHES = re.compile(r"\s*(?:- +)+")
_ITEM_INSIDE = re.compile(r"\n\s*([-•▪●◦‣]) ")


def explained(file: str, **failure: Any) -> Fault:
    """The person's mistake behind a complaint of the parser; ``failure`` as in Failure."""
    from cvrender.syntax.diagnosis import explain
    from cvrender.syntax.parse_failure import Failure

    mistake = explain(Failure(**failure))
    position = place(failure["text"], mistake.index, file)
    return Fault(position, mistake.code, mistake.message, mistake.hint)


class _Anchor:
    """A node that aliases may repeat: what it costs, how deep it goes, whether it was used."""

    def __init__(self, node: Node, size: int, height: int) -> None:
        self.node, self.size, self.height, self.used = node, size, height, False


class Builder:
    """Grows the tree from parser events; collects what is wrong, stops at the bounds."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.faults: list[Fault] = []
        self.anchors: dict[str, _Anchor] = {}
        self.missing: set[str] = set()
        self.repeated: set[Position | None] = set()
        self.count = 0
        self.deepest = 0
        self.brackets: list[int] = []
        self.closed: tuple[int, int] | None = None

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def document(self, parser: Any = None) -> Node:
        self.events: Iterator[Any] = yaml.parse(self.text, Loader=parser or PARSER)
        root = Node(None, Position(self.file, 1, 1))
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    message = "a second document starts here: a file holds one CV"
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
            comment = self.swallowed(event)
            self.absorbed(event)
            plain = not event.style and not comment and event.value in _PLAIN
            words = _PLAIN[event.value] if plain else event.value or comment
            return Node(words, position, margin=self.margin(event))
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
            message = f"YAML reads `*{name}` as a reference, but there is no `&{name}` above"
            self.fault(position, "unknown-alias", message, QUOTE_IT)
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
        merged: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            name, key = self.key(event, self.node(event, depth + 1))
            following = next(self.events)
            value = self.node(following, depth + 1)
            if _is_nothing(following):
                value = replace(value, position=key)
            if name in pairs:
                self.duplicate(name, key, pairs)
            elif name == "<<":
                message = "YAML's merge key `<<` is not supported"
                self.fault(key, "merge-key", message, "write the keys out")
                merged |= _merged(value)
            elif name is not None:
                pairs[name] = replace(value, key=key)
        self.end = _extent(event)[1]
        return pairs | {name: merged[name] for name in merged if name not in pairs}

    def key(self, event: Any, node: Node) -> tuple[str | None, Position]:
        """The key as typed, and its position; None, with a fault, if it is not text."""
        if isinstance(node.value, (dict, list)):
            return None, self.no_text(event, node)
        if not (name := str(getattr(event, "value", node.value))):
            self.fault(node.position, "missing-key-name", "missing key before this colon")
            return None, node.position
        return name, node.position

    def no_text(self, event: Any, node: Node) -> Position:
        """Report a key that is not text, or a ``{{`` of a template; returns the position."""
        at = event.start_mark.index
        if self.text[at - 1 : at + 1] == "{{":
            position = node.position._replace(column=node.position.column - 1)
            self.fault(position, "special-start", "text cannot start with `{`", QUOTE_IT)
            return position
        self.fault(node.position, "bad-key", "a key must be text", "put it in quotes")
        return node.position

    def duplicate(self, name: str, key: Position, pairs: dict[str, Node]) -> None:
        """Tell that a key repeats one of ``pairs``; the keys of a second item may all do so."""
        first, start = pairs[name].key or key, next(iter(pairs.values())).key or key
        if start in self.repeated:
            return
        if start.column > 1:
            self.repeated.add(start)
        before = self.lines[start.line - 1][: start.column - 1]
        is_item = first == start and _DASHES.fullmatch(before)
        message = f"duplicate key {quoted(name)}: it is first used on line {first.line}"
        hint = "start it with `- ` if it begins a new item" if is_item else ""
        self.fault(key, "duplicate-key", message, hint)

    def tag(self, event: Any) -> None:
        if event.tag not in _TAGS:
            name = quoted(event.tag.replace(_CORE, "!!"))
            message = f"YAML reads {name} as a type and drops it from the text"
            position = self.position(event.start_mark)
            self.fault(position, "tag", message, QUOTE_IT)

    def forget(self, name: str) -> None:
        """Drop an anchor; one that was never used was meant as text."""
        anchor = self.anchors.pop(name, None)
        if anchor is not None and not anchor.used and name not in self.missing:
            message = f"YAML reads `&{name}` as an anchor and drops it from the text"
            self.fault(anchor.node.position, "unused-anchor", message, QUOTE_IT)

    def swallowed(self, event: Any) -> str:
        """``Ranked #1`` is ``Ranked`` and a comment to YAML; a comment has a space behind its #.

        What the text would lose; empty where it loses nothing.
        """
        if event.style:
            return ""
        pattern = _COMMENT_BEHIND_WORDS if " " in event.value else _TIGHT_COMMENT
        comment = ""
        if match := pattern.match(self.text, event.end_mark.index):
            comment = match[0].lstrip()
            message = f"YAML reads {quoted(comment)} as a comment and drops it from the text"
            mark = "move the comment to its own line"
            if comment[1] != " ":
                mark = "add a space after the `#` of a comment"
            position = place(self.text, match.end() - len(comment), self.file)
            self.fault(position, "tight-comment", message, f"{QUOTE_IT}, or {mark}")
        return comment

    def absorbed(self, event: Any) -> None:
        """``- One`` and below it, further in, ``- Two`` are one text to YAML."""
        start, end = _extent(event)
        if event.style or not (match := _ITEM_INSIDE.search(self.text, start, end)):
            return
        before = self.text[:start].rstrip(" ")
        if before.endswith(("-", ":")):
            line = event.start_mark.line + 1
            message = f"YAML reads this {quoted(match[1])} as part of the text on line {line}"
            hint = "align it with the items above, or use `text:` and `bullets:` there"
            if before.endswith(":"):
                hint = "put a key above the list, like `bullets:`"
            self.fault(place(self.text, match.start(1), self.file), "item-in-text", message, hint)

    def margin(self, event: Any) -> int:
        """The column at which the lines of a literal text begin; 0 of all else."""
        lines = event.value.split("\n") if event.style == "|" else ()
        number = next((number for number, line in enumerate(lines, 1) if line.strip()), 0)
        if not number:
            return 0
        return len(self.lines[event.start_mark.line + number]) - len(lines[number - 1]) + 1

    def grow(self, event: Any, by: int, depth: int) -> None:
        if depth > MAX_DEPTH:
            self.stop(event.start_mark, "too-deep", f"nested more than {MAX_DEPTH} levels deep")
        self.count += by
        if self.count > MAX_NODES:
            message = f"the file holds more than {MAX_NODES:,} values"
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
        return explained(
            self.file,
            text=self.text,
            problem=error.problem or "",
            context_words=error.context or "",
            at=at.index if at else 0,
            context=context.index if context else None,
            closed=self.closed,
            bracket=self.brackets[-1] if self.brackets else None,
        )


def _merged(node: Node) -> dict[str, Node]:
    """What ``<<: *base`` brings, or ``<<: [*first, *second]``, of which the first goes before."""
    pairs: dict[str, Node] = {}
    for base in node.items or [node]:
        pairs = {**base.fields, **pairs}
    return pairs


def _is_nothing(event: Any) -> bool:
    """Whether a scalar consists of no characters at all."""
    start, end = _extent(event)
    return isinstance(event, yaml.ScalarEvent) and start == end


def _extent(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index
