"""Bytes → text → data, and where each value stands.

YAML is read from its parser's events, so that no input can exhaust the stack: depth, size and
aliases are bounded while the tree grows. Plain scalars stay text (``010``, ``12:30``, ``no`` and
``1.10`` are what the author typed); only ``null``/``~``/empty, ``true`` and ``false`` mean more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from cvrender.errors import Fault, SourceError
from cvrender.syntax.nodes import Node, character_faults
from cvrender.syntax.tree_builder import Builder, explained

if TYPE_CHECKING:
    from collections.abc import Mapping

_NESTED = "maximum nesting depth"
"""What libyaml gives up at, before it has told the first of a thousand brackets in a row."""

_OF_ONE_LINE = (
    "bad-escape", "bare-key", "colon-in-text", "missing-colon", "missing-space", "odd-space",
    "own-bullet", "special-start", "text-after-quote", "tight-comment", "unclosed-bracket",
    "unclosed-quote", "unknown-alias",
)  # fmt: skip
_READ_ON = ("item-in-text", "unknown-alias")
"""Mistakes behind which YAML reads on, and stumbles on the same line."""
_MOST_LINES, _MOST_MISTAKES = 5_000, 20  # each mistake is a reading more
_START = re.compile(r"\s*(?:- +)*(?:[\w-]+:)?")
_KEY_OF_WORDS = re.compile(r"\s*(?:- +)*[a-z_]+(?= )")
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
        if error.faults[-1].code not in _OF_ONE_LINE:
            raise
        raise SourceError(repaired(text, file)[1]) from error


def repaired(text: str, file: str) -> tuple[Node | None, tuple[Fault, ...]]:
    """What is left of ``text`` without the values that spoil a line each, and all mistakes.

    None where another mistake leaves no tree. What stands on a line that was repaired stands at its
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
        if (mend := _without(last, *lines[spoilt - 1 : spoilt + 1])) is None:
            return None, known
        told[spoilt], lines[spoilt - 1] = last, mend


def _without(mistake: Fault, line: str, below: str = "") -> str | None:
    """``line`` without what ``mistake`` spoils; None where that goes on below it.

    Where a key stands ``below`` the spoilt text, and in line with it, that was a key too.
    """
    goes_on = mistake.code.startswith("unclosed") and line.rstrip().endswith((",", "[", "{"))
    if mistake.code not in _OF_ONE_LINE or goes_on:
        return None
    if mistake.code == "bare-key":
        return f"{line.rstrip()}:"
    if mistake.code == "own-bullet":
        at = mistake.position.column - 1
        return f"{line[:at]}-{line[at + 1 :]}"
    start = _START.match(line)
    if mistake.code == "missing-colon" or start is None:
        key = _KEY_OF_WORDS.match(line)
        return f"{key[0]}: x" if key else ""
    among_keys = re.match(rf" {{{start.end()}}}[\w-]+:(?:\s|$)", below)
    return f"{start[0]}x: x" if among_keys and start[0][-1:] != ":" else f"{start[0]} x"


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
    builder = Builder(text, file)
    try:
        return builder.document(), tuple(builder.faults)
    except yaml.MarkedYAMLError as error:
        if _NESTED in str(error.problem):
            Builder(text, file).document(yaml.SafeLoader)  # stops at the bound, at its place
        raise SourceError(_with(builder.faults, builder.explained(error))) from error
    except (ValueError, OverflowError) as error:  # PyYAML's own parser at \Uffffffff
        raise SourceError(_with(builder.faults, _beyond_unicode(text, file))) from error


def _with(faults: list[Fault], last: Fault) -> tuple[Fault, ...]:
    """``faults`` with ``last``, unless it repeats one: same position, or same line read on."""
    for fault in faults:
        is_read_on = fault.code in _READ_ON and fault.position.line == last.position.line
        if fault.position == last.position or is_read_on:
            return tuple(faults)
    return (*faults, last)


def _beyond_unicode(text: str, file: str) -> Fault:
    match = _BEYOND_UNICODE.search(text)
    at = match.start() if match else 0
    return explained(file, text=text, problem="escape", context_words="quoted scalar", at=at)
