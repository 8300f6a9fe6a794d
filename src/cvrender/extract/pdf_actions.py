"""The actions of a PDF that do more than lead somewhere (ISO 32000-1, 12.6), read by pypdf."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

_DOES = {
    "/JavaScript": "runs JavaScript",
    "/Launch": "starts a program",
    "/SubmitForm": "sends what is typed into it",
    "/ImportData": "takes data from a file",
    "/RichMediaExecute": "runs a script of a film",
}
_MOST = 100_000
"""Of objects that are looked at: a bound for hostile files."""


def actions(reader: Any) -> tuple[str, ...]:
    """What the file does when it is opened or used, in words, each once."""
    kinds = {action.get("/S") for action in reached(_starts(reader), _onward)}
    return tuple(words for kind, words in _DOES.items() if kind in kinds)


def reached(
    starts: Iterable[Any], onward: Callable[[Any], Iterable[Any]]
) -> Iterator[dict[Any, Any]]:
    """The dictionaries that pypdf finds at ``starts``, and where each leads ``onward``."""
    left, seen = list(starts), 0
    while left and seen < _MOST:
        found, seen = left.pop(), seen + 1
        found = found.get_object() if found is not None else None
        if isinstance(found, list):
            left += found
        elif isinstance(found, dict):
            yield found
            left += onward(found)


def _starts(reader: Any) -> Iterator[Any]:
    """Where actions are kept: in the catalog, its names, its form, pages and their annotations."""
    catalog = reader.root_object
    yield from (catalog.get("/OpenAction"), catalog.get("/AA"))
    for holder, key in (("/Names", "/JavaScript"), ("/AcroForm", "/Fields")):
        if holder in catalog:
            yield catalog[holder].get_object().get(key)
    for page in reader.pages:
        yield page.get("/AA")
        yield page.get("/Annots")


def _onward(action: Any) -> Iterator[Any]:
    """Where more actions may stand; pages and parents lead back."""
    for key in action:
        is_event = "/S" not in action and len(key) <= 3  # such as /O, /C or /Fo of /AA
        if is_event or key in ("/A", "/AA", "/Next", "/Names", "/Kids"):
            yield action[key]
