"""Bibliographies that a CV names → publications in the native shape, each value with its place."""

from collections.abc import Callable, Iterable, Iterator

from cvrender.checks.validate import validate
from cvrender.checks.vocabulary import near
from cvrender.errors import Fault, SourceError, quoted
from cvrender.model import Bibliography
from cvrender.readers.base import Library
from cvrender.syntax.nodes import Node

_SUFFIXES = {".bib": "bibtex", ".json": "csl"}
"""The key for each kind of file."""


def expanded(source: Node, read: Callable[[Node], bytes]) -> tuple[Node, tuple[Fault, ...]]:
    """``source`` with publications for each ``publications: {bibtex: …}``, faults and warnings.

    ``read`` returns the bytes of the file that a node names; it may raise a SourceError.
    """
    sections = source.fields.get("sections")
    if sections is None:
        return source, ()
    faults: list[Fault] = []
    replaced = [_section(section, read, faults) for section in sections.items]
    if all(new is old for new, old in zip(replaced, sections.items, strict=True)):
        return source, ()
    tree = {**source.fields, "sections": sections.holding(replaced)}
    return source.holding(tree), tuple(faults)


def _section(section: Node, read: Callable[[Node], bytes], faults: list[Fault]) -> Node:
    asked = section.fields.get("publications")
    if (
        asked is None
        or not isinstance(asked.value, dict)
        or {"title", "authors"} & set(asked.value)
    ):
        return section  # one publication whose dash is missing
    found: list[Node] = []
    try:
        bibliography = validate(asked, Bibliography)
        key = "csl" if bibliography.csl else "bibtex"
        library = _library(key, asked.at((key,)), read)
        found, warnings = _publications(library, asked, bibliography)
        faults.extend(warnings)
    except SourceError as error:
        faults.extend(error.faults)
    return section.holding({**section.fields, "publications": asked.holding(found)})


def _library(key: str, file: Node, read: Callable[[Node], bytes]) -> Library:
    """The entries of the ``file`` that ``key`` names."""
    from cvrender.readers import bibtex, csl  # few CVs have a bibliography

    meant = next((ours for end, ours in _SUFFIXES.items() if str(file.value).endswith(end)), key)
    if meant != key:
        hint = f"write {quoted(f'{meant}: {file.value}')}"
        raise SourceError.at(file.position, "wrong-form", f"this is no file of `{key}`", hint)
    folder, slash, _ = file.position.file.rpartition("/")
    formats = {"bibtex": bibtex.library, "csl": csl.library}
    return formats[key](read(file), f"{folder}{slash}{file.value}")


def _publications(
    library: Library, asked: Node, bibliography: Bibliography
) -> tuple[list[Node], tuple[Fault, ...]]:
    """The entries that ``only`` names, in its order, or all; of these, those of ``types``."""
    kinds, name = library.kinds, quoted(bibliography.csl or bibliography.bibtex or "")
    missing = (
        *_missing("only", bibliography.only, kinds, asked, name),
        *_missing("types", bibliography.types, kinds.values(), asked, name),
    )
    broken = library.broken if missing or not bibliography.only else ()
    if missing or broken:
        raise SourceError((*missing, *broken))
    types = bibliography.types or kinds.values()
    return library.publications(k for k in bibliography.only or kinds if kinds[k] in types)


def _missing(
    key: str, wanted: Iterable[str], known: Iterable[str], asked: Node, file: str
) -> Iterator[Fault]:
    """A fault for each of the ``wanted`` values of ``key`` that no entry of the file has."""
    names = [*dict.fromkeys(known)]
    for index, name in enumerate(wanted):
        if name not in names:
            place = asked.at((key, index)).position
            what = f"entry {quoted(name)}" if key == "only" else f"entry of the type {quoted(name)}"
            hint = near(name, names)
            yield Fault(place, "unknown-reference", f"{file} has no {what}", hint)
