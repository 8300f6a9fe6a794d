"""The actions of a PDF that do more than lead somewhere (ISO 32000-1, 12.6), read by pypdf."""

from collections.abc import Iterator
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
    left, found, seen = list(_starts(reader)), set(), 0
    while left and seen < _MOST:
        action, seen = left.pop(), seen + 1
        action = action.get_object() if action is not None else None
        if isinstance(action, list):
            left += action
        elif isinstance(action, dict):
            found |= {_DOES[action["/S"]]} if action.get("/S") in _DOES else set()
            left += [action[key] for key in action if _may_lead_on(action, key)]
    return tuple(words for words in _DOES.values() if words in found)


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


def _may_lead_on(action: Any, key: str) -> bool:
    """Whether more actions may stand below ``key``; pages and parents lead back."""
    is_event = "/S" not in action and len(key) <= 3  # such as /O, /C or /Fo of /AA
    return is_event or key in ("/A", "/AA", "/Next", "/Names", "/Kids")
