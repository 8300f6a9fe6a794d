"""Belonging: which part of a source a line, a bullet or a date belongs to."""

from collections.abc import Mapping

from cvrender.dates import PRESENT
from cvrender.syntax.nodes import KeyPath, Node

_CONTAINERS = ("sections", "entries", "roles", "publications")


class CannotPlaceError(Exception):
    """The reason why a change has no place in the source, in a person's words."""


def bullets_behind(path: KeyPath, depth: int) -> tuple[KeyPath, int]:
    """The list of bullets, and the number in it, of what stands behind the line at ``path``."""
    at = [number for number, step in enumerate(path) if step == "bullets"]
    if len(at) >= depth:
        list_at = at[depth - 1]
        return path[: list_at + 1], int(path[list_at + 1]) + 1
    if at:
        return (*path[: at[-1] + 2], "bullets"), 0
    return (*container(path), "bullets"), 0


def container(path: KeyPath) -> KeyPath:
    """The section, the entry or the role that the line at ``path`` belongs to."""
    ends = [n + 2 for n, step in enumerate(path) if step in _CONTAINERS]
    if not ends:
        raise CannotPlaceError("nothing beside it says where it belongs")
    return path[: ends[-1]]


def entries_behind(path: KeyPath, name: str) -> tuple[KeyPath, int]:
    """The list ``name`` of entries or roles, and the number in it, behind the line at ``path``."""
    if name in path:
        at = path.index(name)
        return path[: at + 1], int(path[at + 1]) + 1
    around = container(path)
    if name == "entries" and len(around) > 2:
        raise CannotPlaceError("nothing beside it says where it belongs")
    return (*around, name), 0


def dates_in(dates: tuple[str, ...], group: Node) -> dict[str, str]:
    """``dates`` under the keys that ``group`` has for them; nothing where it has others."""
    fields = group.fields
    if len(dates) == 2 and "date" not in fields:
        known = {key: date for key, date in zip(("start", "end"), dates, strict=True) if date}
        is_open = known.get("end") == PRESENT and "end" not in fields
        return {"start": known["start"]} if is_open else known
    if len(dates) == 1 and "date" in fields:
        return {"date": dates[0]}
    if len(dates) == 1 and "start" not in fields and "end" in fields:
        return {"end": dates[0]}
    if len(dates) == 1 and _ends_as_it_starts(fields, len(dates[0])):
        return {"start": dates[0], "end": dates[0]}
    return {}


def _ends_as_it_starts(fields: Mapping[str, Node], precision: int) -> bool:
    """Whether a document says both ends as one date; ``precision`` is what is compared."""
    both = {str(fields[key].value)[:precision] for key in ("start", "end") if key in fields}
    return {"start", "end"} <= fields.keys() and len(both) == 1


def is_said(node: Node | None, date: str) -> bool:
    """Whether a value is ``date``, or says it more exactly than a document does."""
    return node is not None and str(node.value).startswith(date)
