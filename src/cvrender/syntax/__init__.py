"""Syntax: bytes → text → data with positions; what a person mistyped, and what can be recovered."""

import re
from contextlib import suppress

from cvrender.errors import Fault, SourceError
from cvrender.syntax.decoding import character_faults, decode
from cvrender.syntax.nodes import Node
from cvrender.syntax.yaml_parser import read_yaml

_OPENS = re.compile(r"\s*[{\[]")
_SURELY_JSON = re.compile(r"\s*(\{\s*\"[^\"\n]*\"\s*:|\[\s*\{\s*\")")


def parse(data: bytes, file: str) -> tuple[Node, tuple[Fault, ...]]:
    """Parse JSON where ``data`` is JSON or ``file`` is named so, else YAML.

    The faults leave a tree, or what can be recovered of one. Raises SourceError where none is left.
    """
    text = decode(data, file)
    bad = character_faults(text, file)
    is_json = file.lower().endswith(".json") or _SURELY_JSON.match(text)
    if is_json and bad:
        raise SourceError(bad)
    if is_json or (_OPENS.match(text) and not bad):
        from cvrender.syntax.json_parser import read_json  # most sources are YAML

        if is_json:
            return read_json(text, file)
        with suppress(SourceError):  # YAML, too, has lists and mappings in brackets
            return read_json(text, file)
    return _parse_yaml(text, file, bad)


def parse_yaml(text: str, file: str) -> Node:
    """Parse one YAML document; raise SourceError with all faults found."""
    node, faults = _parse_yaml(text, file, character_faults(text, file))
    if faults:
        raise SourceError(faults)
    return node


def _parse_yaml(text: str, file: str, bad: tuple[Fault, ...]) -> tuple[Node, tuple[Fault, ...]]:
    if not bad:
        with suppress(SourceError):
            return read_yaml(text, file)
    from cvrender.syntax.recovery import recover  # few sources need it

    return recover(text, file, bad)
