"""Recovery: a source that is not YAML as a whole → the part of it that is, and all its faults.

First the lines that a mistake spoils are mended one by one. Where that does not help, the source is
parsed in parts: a part is a top-level key with its value, or one item of ``sections``.
"""

import re
from collections.abc import Iterator, Mapping

from cvrender.errors import Fault, SourceError
from cvrender.syntax.decoding import FORBIDDEN
from cvrender.syntax.nodes import Node
from cvrender.syntax.yaml_parser import LONE_RETURN, read_yaml

Parsed = tuple[Node | None, tuple[Fault, ...]]

_OF_ONE_LINE = (
    "bad-character", "bad-escape", "bare-key", "colon-in-text", "missing-colon", "missing-space",
    "odd-space", "own-bullet", "special-start", "text-after-quote", "tight-comment",
    "unclosed-bracket", "unclosed-quote", "unknown-alias",
)  # fmt: skip
_MOST_LINES, _MOST_MISTAKES = 5_000, 20  # the source is parsed again for each mistake
_START = re.compile(r"\s*(?:- +)*(?:[\w-]+:)?")
_KEY_OF_WORDS = re.compile(r"\s*(?:- +)*[a-z_]+(?= )")
_KEY = re.compile(r"([A-Za-z_][\w-]*):(?:\s|$)")
_ITEM = re.compile(r"( *)- ")
_ENTANGLED = re.compile(r"^(?:---|\.\.\.|%|<{7} )|(?:^|[\s\[{,])&\w", re.MULTILINE)
"""What makes the parts depend on each other: several documents or versions, and anchors."""


def recover(text: str, file: str, bad: tuple[Fault, ...]) -> tuple[Node, tuple[Fault, ...]]:
    """What is left of ``text`` as one CV, and all faults; ``bad`` are those of its characters.

    What is missing at its top may stand in a part that is lost: it stands at the first fault.
    Raises SourceError where nothing is left.
    """
    lines = LONE_RETURN.sub("\n", re.sub(FORBIDDEN, "", text)).split("\n")
    mended: dict[int, Fault] = {}
    for fault in bad:
        _mend(fault, lines, mended)
    node, faults = _repaired(lines, file, mended)
    faults = (*bad, *faults)
    if node is None:
        node, faults = _in_parts(lines, file, mended, faults)
    once = tuple({fault.position: fault for fault in faults}.values())
    return Node(node.value, once[0].position), once


def _repaired(lines: list[str], file: str, mended: Mapping[int, Fault]) -> Parsed:
    """The tree of ``lines`` without the values that spoil a line each, and the faults besides.

    None where another mistake leaves no tree. What stands on a line that was mended stands at its
    fault: nothing more is reported of it.
    """
    lines, mended = [*lines], {**mended}
    known: tuple[Fault, ...] = ()
    while True:
        try:
            node, faults = read_yaml("\n".join(lines), file)
        except SourceError as error:
            node, faults = None, error.faults
        known += tuple(
            fault for fault in faults if fault.position.line not in mended and fault not in known
        )
        if node is not None:
            return _placed(node, mended), known
        if len(mended) >= _MOST_MISTAKES or not _mend(faults[-1], lines, mended):
            return None, known


def _mend(fault: Fault, lines: list[str], mended: dict[int, Fault]) -> bool:
    """Mend the line of ``fault`` where that can be done, and it was not done before."""
    line = fault.position.line
    if line in mended or len(lines) > _MOST_LINES:
        return False
    if (mend := _without(fault, *lines[line - 1 : line + 1])) is None:
        return False
    mended[line], lines[line - 1] = fault, mend
    return True


def _without(fault: Fault, line: str, below: str = "") -> str | None:
    """``line`` without what ``fault`` spoils; None where that goes on below it.

    Where a key stands ``below`` the spoilt text, and in line with it, that was a key too.
    """
    goes_on = fault.code.startswith("unclosed") and line.rstrip().endswith((",", "[", "{"))
    if fault.code not in _OF_ONE_LINE or goes_on:
        return None
    if fault.code == "bare-key":
        return f"{line.rstrip()}:"
    if fault.code == "own-bullet":
        at = fault.position.column - 1
        return f"{line[:at]}-{line[at + 1 :]}"
    start = _START.match(line)
    if fault.code == "missing-colon" or start is None:
        key = _KEY_OF_WORDS.match(line)
        return f"{key[0]}: x" if key else ""
    among_keys = re.match(rf" {{{start.end()}}}[\w-]+:(?:\s|$)", below)
    return f"{start[0]}x: x" if among_keys and start[0][-1:] != ":" else f"{start[0]} x"


def _placed(node: Node, mended: Mapping[int, Fault]) -> Node:
    """``node`` with all that stands on a mended line at the position of its fault."""
    value = node.value
    if isinstance(value, dict):
        value = {key: _placed(child, mended) for key, child in value.items()}
    elif isinstance(value, list):
        value = [_placed(child, mended) for child in value]
    position, key = (
        mended[place.line].position if place and place.line in mended else place
        for place in (node.position, node.key)
    )
    return Node(value, position or node.position, key)


def _in_parts(
    lines: list[str], file: str, mended: Mapping[int, Fault], known: tuple[Fault, ...]
) -> tuple[Node, tuple[Fault, ...]]:
    """The parts of ``lines`` that can be parsed, joined, and all faults; ``known`` come first.

    Raises SourceError where there are no parts.
    """
    parts = list(_parts(lines))
    if _ENTANGLED.search("\n".join(lines)) or "sections" not in {key for key, _, _ in parts}:
        raise SourceError(known)
    fields: dict[str, Node] = {}
    sections: list[Node] = []
    for _, start, end in parts:
        node, faults = _repaired([""] * start + lines[start:end], file, mended)
        if node is not None or not any(start < fault.position.line <= end for fault in known):
            known += faults
        if node is not None:
            fields |= node.fields
            sections += node.items
    place = known[0].position
    return Node({**fields, "sections": Node(sections, place)}, place), known


def _parts(lines: list[str]) -> Iterator[tuple[str, int, int]]:
    """The key that each part belongs to, its first line, and the line behind its last."""
    starts: list[tuple[str, int]] = []
    indent: str | None = None
    for number, line in enumerate(lines):
        key, item = _KEY.match(line), _ITEM.match(line)
        if key:
            starts.append((key[1], number))
            indent = None
        elif item and starts and starts[-1][0] == "sections" and indent in (None, item[1]):
            indent = item[1]
            starts.append(("sections", number))
    ends = [*(number for _, number in starts[1:]), len(lines)]
    for (name, start), end in zip(starts, ends, strict=False):
        yield name, start, end
