"""YAML parser: text → nodes with positions, from the events of libyaml or PyYAML.

No input can exhaust the stack: depth, size and aliases are limited while the tree grows. Plain
scalars stay text (``010``, ``12:30``, ``no`` and ``1.10`` are what the author typed); only
``null``, ``~``, nothing, ``true`` and ``false`` mean more.
"""

import re

import yaml

from cvrender.errors import Fault, SourceError
from cvrender.syntax.nodes import Node
from cvrender.syntax.tree_builder import Builder, explained

_NESTED = "maximum nesting depth"
"""What libyaml gives up at, before it has told the first of a thousand brackets in a row."""

_READ_ON = ("item-in-text", "unknown-alias")
"""Mistakes behind which YAML reads on, and stumbles on the same line."""
_UNUSUAL_ENDS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")
"""Read as spaces: editors do not show them as lines."""
LONE_RETURN = re.compile(r"\r(?!\n)")
_BEYOND_UNICODE = r"\\U(?!0010|000)[0-9a-fA-F]{8}"


def read_yaml(text: str, file: str) -> tuple[Node, tuple[Fault, ...]]:
    """Parse one YAML document without forbidden characters; the faults leave a tree.

    Raises SourceError where no tree is left; its last fault is the reason.
    """
    text = with_plain_ends(text)
    builder = Builder(text, file)
    try:
        return builder.document(), tuple(builder.faults)
    except yaml.MarkedYAMLError as error:
        if _NESTED in str(error.problem):
            Builder(text, file).document(yaml.SafeLoader)  # stops at the bound, at its place
        raise SourceError(_with(builder.faults, builder.explained(error))) from error
    except (ValueError, OverflowError) as error:  # PyYAML's own parser at \Uffffffff
        raise SourceError(_with(builder.faults, _beyond_unicode(text, file))) from error


def with_plain_ends(text: str) -> str:
    """``text`` in which a line ends as in YAML 1.2; each character stays in its place."""
    return LONE_RETURN.sub("\n", text).translate(_UNUSUAL_ENDS)


def _with(faults: list[Fault], last: Fault) -> tuple[Fault, ...]:
    """``faults`` with ``last``, unless it repeats one: same position, or same line read on."""
    for fault in faults:
        is_read_on = fault.code in _READ_ON and fault.position.line == last.position.line
        if fault.position == last.position or is_read_on:
            return tuple(faults)
    return (*faults, last)


def _beyond_unicode(text: str, file: str) -> Fault:
    match = re.search(_BEYOND_UNICODE, text)
    at = match.start() if match else 0
    return explained(file, text=text, problem="escape", context_words="quoted scalar", at=at)
