"""Conventions: what an application in a country looks like, asks for and does without.

One YAML file each, named as ``--for`` names it; ``us-federal.yaml`` explains the keys. Their rules
are of the documents: ``conformity`` holds an Outline against them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cvrender.checks.validate import validate
from cvrender.syntax import parse_yaml
from cvrender.syntax.nodes import Node

if TYPE_CHECKING:
    from cvrender.conventions.convention import Convention

_FOLDER = Path(__file__).parent


@cache
def names() -> tuple[str, ...]:
    """The names of all conventions, in order: those of the files."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


@cache
def load(name: str) -> Convention:
    """The convention of one of ``names()``. Raises SourceError."""
    from cvrender.conventions.convention import Convention  # few CVs name one

    return validate(_node(name), Convention)


@cache
def design(name: str) -> Node | None:
    """The tokens that it changes, each with its place."""
    return _node(name).child("design")


@cache
def _node(name: str) -> Node:
    path = _FOLDER / f"{name}.yaml"
    return parse_yaml(path.read_text("utf-8"), str(path))
