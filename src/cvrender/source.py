"""A source file → the CV, the places of its values, the files it names, and warnings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cvrender import lint
from cvrender import theme as themes
from cvrender.checks.validate import validate
from cvrender.errors import Fault, MachineError, SourceError, UsageError, quoted
from cvrender.files.folder import Folder
from cvrender.files.image import clean, excess, kind_of
from cvrender.model import CV
from cvrender.readers import bibtex
from cvrender.readers import registry as readers
from cvrender.syntax import json_parser
from cvrender.syntax.nodes import MAX_BYTES, Node, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from cvrender.errors import Position
    from cvrender.outline import Line
    from cvrender.theme import Theme

__all__ = ["Source", "file_bytes", "read"]

_DEFAULT = "classic"
MAX_FINISHED = 500_000_000
"""Bytes of a finished file that are read back."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source as read. ``files`` holds the bytes of the photo, by the name the CV gives it.

    ``inputs`` names every file that was read for it, the source itself first. ``themes`` holds
    those that it names, in its own design, by name; a built-in theme as it is has not been read.
    """

    path: Path
    cv: CV
    node: Node
    warnings: tuple[Fault, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    inputs: tuple[Path, ...] = ()
    themes: Mapping[str, Theme] = field(default_factory=dict, repr=False)

    @property
    def looks(self) -> tuple[Fault, ...]:
        """The warnings of all its themes: a render tells those of its own."""
        return tuple(
            dict.fromkeys(fault for theme in self.themes.values() for fault in theme.warnings)
        )

    def position(self, line: Line) -> Position:
        """Where in the source file a line of the Outline stands."""
        return self.node.at(line.origin).position

    def strict(self) -> Source:
        """The source itself; raises SourceError with its warnings as faults if there are any."""
        if self.warnings:
            raise SourceError(tuple(replace(warning, warning=False) for warning in self.warnings))
        return self


def read(path: Path) -> Source:
    """Read and validate a source; raise SourceError with every fault, each placed."""
    node, found = _tree(decode(file_bytes(path, MAX_BYTES + 1), str(path)), str(path))
    translation = readers.translate(node)
    mistakes = (fault for fault in found if fault.code not in translation.meant)
    known = tuple(fault for fault in mistakes if not fault.warning)
    folder, inputs = Folder(path.parent), [path]

    def read_named(name: Node) -> bytes:
        inputs.append(path.parent / str(name.value))
        return folder.read(name)

    tree, faults = bibtex.expanded(translation.node, read_named)
    files, missing = _files(tree, read_named)
    settled, unsettled = _themes(tree, path)
    further = dict.fromkeys((*faults, *missing, *unsettled))
    told = {fault.position for fault in known}  # what else is wrong there may follow from it
    cv = validate(tree, CV, (*known, *(fault for fault in further if fault.position not in told)))
    harmless = (*(fault for fault in found if fault.warning), *translation.warnings)
    told = {fault.position for fault in harmless}
    advised = (fault for fault in lint.warnings(cv, tree) if fault.position not in told)
    warnings = (*harmless, *advised)
    return Source(path, cv, tree, warnings, files, tuple(dict.fromkeys(inputs)), settled)


def _tree(text: str, file: str) -> tuple[Node, tuple[Fault, ...]]:
    """The source as data, or where no tree is left, what can still be read; and its mistakes."""
    try:
        return json_parser.read(text, file)
    except SourceError as error:
        from cvrender.syntax import recovery

        return recovery.remains(text, file, error.faults)


def _files(
    tree: Node, read: Callable[[Node], bytes]
) -> tuple[Mapping[str, bytes], tuple[Fault, ...]]:
    """The photo, if the source names one; or why it cannot be had."""
    name = tree.at(("photo", "file"))
    if tree.child("photo") is None or not isinstance(name.value, str):
        return {}, ()
    try:
        return {name.value: _picture(name, read(name))}, ()
    except SourceError as error:
        return {}, error.faults


def _picture(name: Node, data: bytes) -> bytes:
    """``data`` as it may be set. Raises SourceError at ``name`` where it is no picture for a CV."""
    place, called = name.position, quoted(str(name.value))
    if kind_of(data) is None:
        message, hint = f"{called} is no PNG and no JPEG", "save it as one of them"
        raise SourceError((Fault(place, "unknown-picture", message, hint),))
    if reason := excess(data):
        message = f"{called} is too large: {reason}"
        raise SourceError((Fault(place, "too-many-pixels", message, "save it smaller"),))
    try:
        return clean(data)
    except ValueError as error:
        message = f"{called} cannot be shown: {error}"
        raise SourceError((Fault(place, "unknown-picture", message, "save it anew"),)) from error


def _themes(tree: Node, source: Path) -> tuple[dict[str, Theme], tuple[Fault, ...]]:
    """The themes that the source names, and what is wrong with their names and tokens."""
    design = tree.child("design")
    designs = (design,) if design and isinstance(design.value, dict) else ()
    places = themes.places(source.parent)
    settled: dict[str, Theme] = {}
    faults: list[Fault] = []
    for named in _themes_named(tree):
        theme, unsettled = _settled(named, places, designs)
        settled |= {str(named.value): theme} if theme else {}
        faults += unsettled
    return settled, tuple(faults)


def _settled(
    named: Node, places: tuple[Path, ...], designs: tuple[Node, ...]
) -> tuple[Theme | None, tuple[Fault, ...]]:
    """The theme that the source names at ``named``, or why it cannot be had."""
    try:
        return themes.settle(str(named.value), places, designs), ()
    except UsageError as error:
        unknown = Fault(named.position, "unknown-theme", error.message, error.remedy)
        # Every theme has the same tokens.
        _, others = _settled(Node(_DEFAULT, named.position), places, designs)
        return None, (unknown, *others)
    except SourceError as error:
        return None, error.faults


def _themes_named(tree: Node) -> Iterator[Node]:
    """Where the source names a theme: at its top, which need not, and in its variants."""
    variants = tree.at(("variants",)).value
    names = [("variants", name) for name in variants] if isinstance(variants, dict) else []
    for path in ((), *names):
        named = tree.at(path).child("theme") or (None if path else Node(_DEFAULT, tree.position))
        if named is not None and isinstance(named.value, str):
            yield named


def file_bytes(path: Path, most: int = MAX_FINISHED) -> bytes:
    """The first ``most`` bytes of the file at ``path``: a device may have no end."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError as error:
        raise UsageError(f"there is no file {path}", _nearby(path)) from error
    except IsADirectoryError as error:
        raise UsageError(f"{path} is a folder, not a file") from error
    except OSError as error:
        raise MachineError(f"{path} cannot be read: {error.strerror}") from error


def _nearby(path: Path) -> str:
    """The file that was meant instead of ``path``, or how to come by one."""
    from difflib import get_close_matches  # slow, and needed for a mistake only

    names = [file.name for file in path.parent.glob("*")]
    if meant := get_close_matches(path.name, names, n=1, cutoff=0.75):
        return f"did you mean {path.with_name(meant[0])}?"
    is_source = path.suffix in (".yaml", ".yml")
    return "name another, or let `cvrender new` write one to start from" if is_source else ""
