"""A file that holds a CV, in any format that a reader recognises → a Source."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from cvrender import lint
from cvrender.checks.validate import validate
from cvrender.errors import Fault, SourceError
from cvrender.files import named
from cvrender.files.folder import Folder
from cvrender.files.photo import read_pictures
from cvrender.model import CV
from cvrender.readers import bibliography
from cvrender.readers import registry as readers
from cvrender.source.source import Source
from cvrender.syntax import parse_yaml
from cvrender.syntax.decoding import MAX_BYTES, decode
from cvrender.syntax.nodes import Node
from cvrender.theme.named import named_themes


def cv_of(
    parsed: Node, found: tuple[Fault, ...], path: Path, overlay: Path | None = None
) -> Source:
    """The Source of the CV ``parsed``, in which parsing has ``found`` faults and warnings.

    Raises SourceError with every fault.
    """
    translation = readers.translate(parsed)
    found = tuple(
        replace(fault, warning=fault.warning or fault.code in translation.tolerated)
        for fault in found
        if fault.code not in translation.meant
    )
    whole = translation.node if overlay is None else _overlaid(translation.node, overlay)
    folder = Folder(path.parent)
    tree, from_files = bibliography.expanded(whole, folder.read)
    found += elsewhere(found, from_files)
    files, bad_pictures = read_pictures(tree, folder.read)
    themes, bad_themes = named_themes(tree, path.parent)
    faults = tuple(fault for fault in found if not fault.warning)
    faults += elsewhere(faults, (*bad_pictures, *bad_themes))
    cv = validate(tree, CV, faults)
    warnings = (*(fault for fault in found if fault.warning), *translation.warnings)
    linted = lint.warnings(cv, tree)
    if translation.tolerated:
        linted = tuple(map(_not_ours, linted))
    warnings += elsewhere(warnings, linted)
    inputs = (path, *filter(None, (overlay,)), *folder.files)
    return Source(path, cv, tree, warnings, files, inputs, themes)


def _not_ours(fault: Fault) -> Fault:
    """``fault`` of another tool's file, in which nobody can write what sorts a section here."""
    if fault.code != "oldest-first":
        return fault
    return Fault(fault.position, "other-order", fault.message, "move it up", warning=True)


def _overlaid(node: Node, path: Path) -> Node:
    """``node`` with the keys of the file at ``path``, each at its place in that file."""
    over = parse_yaml(decode(named.read(path, MAX_BYTES + 1), str(path)), str(path))
    if not isinstance(over.value, dict):
        message = "the overlay must consist of keys and values"
        hint = "write the CV's keys that it replaces: `phone: +49 30 901820`"
        raise SourceError.at(over.position, "not-a-mapping", message, hint)
    return node.holding({**node.fields, **over.fields}) if node.fields else node


def elsewhere(known: Iterable[Fault], faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """``faults``, each once, at positions of none that is ``known``: those may follow from it."""
    positions = {fault.position for fault in known}
    return tuple(dict.fromkeys(fault for fault in faults if fault.position not in positions))
