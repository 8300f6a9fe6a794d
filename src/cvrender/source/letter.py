"""A file that holds a letter, and the CV that it names → a Source."""

from pathlib import Path
from typing import Any

from cvrender import lint
from cvrender.checks.validate import validate
from cvrender.errors import Fault, SourceError, quoted
from cvrender.files.folder import Folder
from cvrender.files.photo import read_pictures
from cvrender.model import CV, Letter
from cvrender.source.consent import allowed_cv
from cvrender.source.cv import cv_of, elsewhere
from cvrender.source.opening import is_letter
from cvrender.source.source import Source
from cvrender.source.values import unfilled, unused
from cvrender.syntax import parse
from cvrender.syntax.nodes import Node
from cvrender.theme.layers import laid
from cvrender.theme.named import named_themes

_OF_A_CV = ("pages", "fit")
"""Tokens that say how many pages a CV has, and nothing of its letters."""
_ONE_PAGE = {"pages": 1, "fit": {"largest": 1}}
"""What a letter has, unless it says otherwise: as many pages, and no larger type to fill them."""
_OUTSIDE = "copy it into that folder, or name the letter's folder under `letters` in that CV"


def letter_of(
    parsed: Node, found: tuple[Fault, ...], path: Path, overlay: Path | None = None
) -> Source:
    """The Source of the letter ``parsed``, in which parsing has ``found`` faults and warnings.

    The keys of the file ``overlay`` win over those of the CV. Raises SourceError with every fault
    of the letter and of its CV, each at its place in its file.
    """
    folder = Folder(path.parent, "the letter's folder", _OUTSIDE)
    parsed = _listed(parsed)
    faults = tuple(fault for fault in found if not fault.warning)
    letter, wrong = _validated(parsed, faults)
    files, bad_pictures = read_pictures(parsed, folder.read)
    sender, bad_sender = _sender(parsed, folder, path, overlay)
    faults = (*wrong, *elsewhere(wrong, (*bad_pictures, *unfilled(parsed))), *bad_sender)
    if letter is None or sender is None or faults:
        raise SourceError(faults)
    node = _overlaid(sender.node, parsed)
    themes, bad_themes = named_themes(node, sender.path.parent)
    if bad_themes:
        raise SourceError(tuple(dict.fromkeys(bad_themes)))
    warnings = (*(fault for fault in found if fault.warning), *unused(letter, parsed))
    return Source(
        path=path,
        cv=sender.cv.model_copy(update=_own(letter, sender.cv)),
        node=node,
        warnings=(*warnings, *lint.of_letter(letter, sender.cv, parsed)),
        files={**sender.files, **{("letter", *key): data for key, data in files.items()}},
        inputs=(path, *sender.inputs, *folder.files),
        themes=themes,
        letter=letter,
    )


def _listed(letter: Node) -> Node:
    """``letter`` with a list of one for keys that stand alone where several may: so are its paths.

    A number would step into the keys.
    """
    alone = {
        key: node.holding([node])
        for key in ("to", "letter")
        if (node := letter.fields.get(key)) and node.fields
    }
    return letter.holding({**letter.fields, **alone}) if alone else letter


def _validated(parsed: Node, faults: tuple[Fault, ...]) -> tuple[Letter | None, tuple[Fault, ...]]:
    """The letter, and all that is wrong with it."""
    try:
        return validate(parsed, Letter, faults), ()
    except SourceError as error:
        return None, error.faults


def _sender(
    parsed: Node, folder: Folder, path: Path, overlay: Path | None
) -> tuple[Source | None, tuple[Fault, ...]]:
    """The CV that the letter names, and what is wrong with it."""
    name = parsed.fields.get("cv")
    if name is None or not isinstance(name.value, str) or not name.value.strip():
        return None, ()  # its model says so
    file = path.parent / name.value
    try:
        data = allowed_cv(file, path) or folder.read(name)
        node, found = parse(data, str(file))
        if is_letter(node):
            message = f"{quoted(name.value)} is a letter, not a CV"
            return None, (Fault(name.position, "wrong-value", message, "name the file of the CV"),)
        return cv_of(node, found, file, overlay), ()
    except SourceError as error:
        return None, error.faults


def _own(letter: Letter, cv: CV) -> dict[str, Any]:
    """The fields of ``cv`` that ``letter`` has its own values of; its theme is every variant's."""
    own: dict[str, Any] = {"design": {"pages": 1}}
    if letter.theme:
        own["theme"] = letter.theme
        own["variants"] = {
            name: variant.model_copy(update={"theme": None})
            for name, variant in cv.variants.items()
        }
    if letter.language or letter.languages:
        own |= {"language": letter.language or "en", "languages": letter.languages}
    return own


def _overlaid(cv: Node, letter: Node) -> Node:
    """The tree of the CV with the looks of the letter, and the letter itself."""
    design = cv.fields.get("design", cv)
    kept = {key: node for key, node in design.fields.items() if key not in _OF_A_CV}
    usual = letter.holding({key: _node(value, letter) for key, value in _ONE_PAGE.items()})
    looks = laid(design.holding(kept if "design" in cv.fields else {}), usual)
    if "design" in letter.fields:
        looks = laid(looks, letter.fields["design"])
    own = {key: letter.fields[key] for key in ("theme",) if key in letter.fields}
    return cv.holding({**cv.fields, **own, "design": looks, "letter": letter})


def _node(value: Any, place: Node) -> Node:
    if isinstance(value, dict):
        value = {key: _node(item, place) for key, item in value.items()}
    return place.holding(value)
