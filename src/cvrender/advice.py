"""A valid CV → warnings: what its author probably did not mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cvrender.choice import calls, is_emptied, shows
from cvrender.errors import Fault, quoted
from cvrender.model import Part
from cvrender.validate import near
from cvrender.values import is_localized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.model import CV
    from cvrender.positions import Node, Path

__all__ = ["warnings"]

Warned = tuple["Path", str, str, str]
"""Where, the code, the message and the hint."""


def warnings(cv: CV, node: Node) -> tuple[Fault, ...]:
    """What ``cv``, read from ``node``, says to no effect, in file order."""
    found = (*_tags(cv), *_names(cv), *_emptied(cv), *_translations(cv))
    faults = (
        Fault(node.at(path).position, code, message, hint, warning=True)
        for path, code, message, hint in found
    )
    return tuple(sorted(faults, key=lambda fault: fault.position))


def _tags(cv: CV) -> Iterator[Warned]:
    """Tags that no variant asks for, and tags asked for that nothing carries."""
    carried: dict[str, Path] = {}
    for path, part in _parts(cv.sections, ("sections",)):
        for index, tag in enumerate(getattr(part, "tags", ())):
            carried.setdefault(tag, (*path, "tags", index))
    asked: dict[str, Path] = {}
    for name, variant in cv.variants.items():
        for key in ("include", "exclude"):
            for index, tag in enumerate(getattr(variant, key)):
                asked.setdefault(tag, ("variants", name, key, index))
    for tag in carried.keys() - asked.keys():
        message = f"no variant includes or excludes the tag {quoted(tag)}"
        yield carried[tag], "unused-tag", message, near(tag, list(asked))
    for tag in asked.keys() - carried.keys():
        message = f"nothing carries the tag {quoted(tag)}"
        yield asked[tag], "unknown-tag", message, near(tag, list(carried))


def _names(cv: CV) -> Iterator[Warned]:
    """Names of sections in a variant's order that no section answers to."""
    for variant, choice in cv.variants.items():
        for index, name in enumerate(choice.sections):
            if not any(calls(name, section) for section in cv.sections):
                message = f"no section has the title or the kind {quoted(name)}"
                path = ("variants", variant, "sections", index)
                yield path, "unknown-section", message, ""


def _emptied(cv: CV) -> Iterator[Warned]:
    for index, section in enumerate(cv.sections):
        for name, variant in cv.variants.items():
            if shows(variant, section.tags) and is_emptied(section, variant):
                message = f"the variant {quoted(name)} leaves nothing of this section"
                hint = "tag the section itself if that is meant"
                yield ("sections", index), "emptied-section", message, hint


def _translations(cv: CV) -> Iterator[Warned]:
    """Languages that a text lacks, and languages that only a text has."""
    for path, text in _texts(cv, ()):
        for language in cv.spoken:
            if not text.get(language, "").strip():
                stands_in = next(key for key in (*cv.spoken, *text) if text.get(key, "").strip())
                message = f"there is no {quoted(language)} text; {quoted(stands_in)} stands in"
                yield path, "missing-translation", message, ""
        for language in text.keys() - set(cv.spoken):
            message = f"{quoted(language)} is none of the CV's languages"
            hint = f"write `languages: [{', '.join((*cv.spoken, language))}]` at the top"
            yield (*path, language), "unused-translation", message, hint


def _parts(value: Any, path: Path) -> Iterator[tuple[Path, Part]]:
    """Every part below ``value`` with its path, outer ones first."""
    if isinstance(value, Part):
        yield path, value
    for step, item in _items(value):
        yield from _parts(item, (*path, step))


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, Mapping[str, str]]]:
    """Every text that stands in several languages, with its path."""
    if is_localized(value) and all(isinstance(text, str) for text in value.values()):
        yield path, value
        return
    for step, item in _items(value):
        yield from _texts(item, (*path, step))


def _items(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, Part):
        yield from value
    elif isinstance(value, tuple):
        yield from enumerate(value)
    elif isinstance(value, Mapping):
        yield from value.items()
