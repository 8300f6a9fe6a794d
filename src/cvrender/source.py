"""Source: a file → the CV, the position of each value, the files that it names, and warnings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cvrender import lint
from cvrender.checks.validate import validate
from cvrender.errors import Fault, SourceError
from cvrender.files import named
from cvrender.files.folder import Folder
from cvrender.files.photo import read_pictures
from cvrender.model import CV
from cvrender.readers import bibtex
from cvrender.readers import registry as readers
from cvrender.syntax import parse, parse_yaml
from cvrender.syntax.decoding import MAX_BYTES, decode
from cvrender.theme.named import named_themes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from cvrender.errors import Position
    from cvrender.outline import Line
    from cvrender.syntax.nodes import Node
    from cvrender.theme import Theme


@dataclass(frozen=True, slots=True)
class Source:
    """A source as read.

    ``files`` holds the bytes of the photo, by the name that the CV gives it. ``inputs`` are the
    paths of all files that were read, the source itself first. ``themes`` holds those that it
    names, with its own overrides, by name; a built-in theme without any has not been read.
    """

    path: Path
    cv: CV
    node: Node
    warnings: tuple[Fault, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    inputs: tuple[Path, ...] = ()
    themes: Mapping[str, Theme] = field(default_factory=dict, repr=False)

    @property
    def theme_warnings(self) -> tuple[Fault, ...]:
        """The warnings of all its themes, each once."""
        return tuple(dict.fromkeys(w for theme in self.themes.values() for w in theme.warnings))

    def position(self, line: Line) -> Position:
        """Where in the source file a line of the Outline stands."""
        return self.node.at(line.origin).position


def read(path: Path, overlay: Path | None = None) -> Source:
    """Read and validate a source. Raises SourceError with every fault, each at its position.

    The keys of the file ``overlay`` win over its own.
    """
    return of(named.read(path, MAX_BYTES + 1), path, overlay)


def of(data: bytes, path: Path, overlay: Path | None = None) -> Source:
    """The source ``data``, as if it stood at ``path``: so are files found, and faults placed."""
    parsed, found = parse(data, str(path))
    translation = readers.translate(parsed)
    found = tuple(
        replace(fault, warning=fault.warning or fault.code in translation.tolerated)
        for fault in found
        if fault.code not in translation.meant
    )
    whole = translation.node if overlay is None else _overlaid(translation.node, overlay)
    folder = Folder(path.parent)
    tree, bad_bibtex = bibtex.expanded(whole, folder.read)
    files, bad_pictures = read_pictures(tree, folder.read)
    themes, bad_themes = named_themes(tree, path.parent)
    faults = tuple(fault for fault in found if not fault.warning)
    faults += _elsewhere(faults, (*bad_bibtex, *bad_pictures, *bad_themes))
    cv = validate(tree, CV, faults)
    warnings = (*(fault for fault in found if fault.warning), *translation.warnings)
    warnings += _elsewhere(warnings, lint.warnings(cv, tree))
    inputs = (path, *filter(None, (overlay,)), *folder.files)
    return Source(path, cv, tree, warnings, files, inputs, themes)


def _overlaid(node: Node, path: Path) -> Node:
    """``node`` with the keys of the file at ``path``, each at its place in that file."""
    over = parse_yaml(decode(named.read(path, MAX_BYTES + 1), str(path)), str(path))
    if not isinstance(over.value, dict):
        message = "the overlay must consist of keys and values"
        hint = "write the CV's keys that it replaces: `phone: +49 30 901820`"
        raise SourceError((Fault(over.position, "not-a-mapping", message, hint),))
    return node.holding({**node.fields, **over.fields}) if node.fields else node


def _elsewhere(known: Iterable[Fault], faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """``faults``, each once, at positions of none that is ``known``: those may follow from it."""
    positions = {fault.position for fault in known}
    return tuple(dict.fromkeys(fault for fault in faults if fault.position not in positions))
