"""Loader: a language file (TOML) → a Language, or every fault of the file at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from cvrender.data_file import parsed
from cvrender.errors import MachineError

if TYPE_CHECKING:
    from cvrender.languages.language import Language

_FOLDER = Path(__file__).parent
_MONTHS = 12


@cache
def codes() -> tuple[str, ...]:
    """The codes of all languages (BCP 47), in order: the names of the files."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def load(code: str) -> Language:
    """The language of one of ``codes()``; only its file is read."""
    return read(_FOLDER / f"{code}.toml")


def read(path: Path) -> Language:
    """The language in the file at ``path``; a MachineError names each key that is wrong."""
    from cvrender.languages.language import Language  # checking needs no words of ours

    try:
        table = {"code": path.stem, "tag": path.stem, **parsed(path)}
    except ValueError as error:
        raise MachineError(f"{path}: {error}") from error
    if faults := [*_faults(Language, table)]:
        raise MachineError("\n".join(f"{path}: {fault}" for fault in faults))
    found: Language = _built(Language, table)
    return found


def _faults(kind: Any, value: Any, key: str = "") -> Iterator[str]:
    """What is wrong with ``value``, and with all below it, as a value of the type ``kind``."""
    if hasattr(kind, "_fields") and isinstance(value, dict):
        yield from _faults_of_keys(kind, value, f"{key}." if key else "")
    elif not _fits(kind, value):
        yield f"`{key}` must be {_named(kind)}"
    elif key.endswith("months") and len(value) != _MONTHS:
        yield f"`{key}` must have {_MONTHS} items, and has {len(value)}"


def _faults_of_keys(kind: Any, table: Mapping[str, Any], prefix: str) -> Iterator[str]:
    known = kind.__annotations__
    yield from (f"unknown key `{prefix}{name}`" for name in table if name not in known)
    for name, type_ in known.items():
        if name in table:
            yield from _faults(type_, table[name], f"{prefix}{name}")
        elif name not in kind._field_defaults:
            yield f"missing key `{prefix}{name}`"


def _fits(kind: Any, value: Any) -> bool:
    """Whether ``value``, as TOML gives it, is a value of the type ``kind``."""
    arguments = get_args(kind)
    if get_origin(kind) is tuple:
        return isinstance(value, list) and all(_fits(arguments[0], item) for item in value)
    if get_origin(kind) is Mapping:
        return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())
    return value in arguments if arguments else isinstance(value, kind)


def _named(kind: Any) -> str:
    """The type ``kind`` in the words of TOML."""
    if get_origin(kind) is Literal:
        return f"one of {', '.join(get_args(kind))}"
    names = {
        str: "a string",
        bool: "a boolean",
        float: "a number with a point",
        tuple: "an array of strings",
        Mapping: "a table",
    }
    return names.get(get_origin(kind) or kind, "a table")


def _built(kind: Any, value: Any) -> Any:
    """``value``, which fits, with its tables as named tuples and its arrays as tuples."""
    if hasattr(kind, "_fields") and isinstance(value, dict):
        types = kind.__annotations__
        return kind(**{name: _built(types[name], item) for name, item in value.items()})
    if isinstance(value, list):
        return tuple(_built(None, item) for item in value)
    return value
