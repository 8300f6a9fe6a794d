"""Completion: what a shell offers for the value of an option, by click's protocol for shells."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from click import Context
from click.shell_completion import CompletionItem
from pydantic import BaseModel

from cvrender import conventions, languages, source, theme
from cvrender.cli.sources import default
from cvrender.errors import CvrenderError
from cvrender.fault_codes import meanings
from cvrender.model import CV
from cvrender.renderers import registry
from cvrender.theme.tokens import Tokens

_ALL = {"all": "each of them"}


def offered(kind: str, context: Context, start: str) -> list[CompletionItem]:
    """The values of a ``kind``, a key of the table below, that begin with ``start``.

    A source that cannot be read has none.
    """
    try:
        found = _KINDS[kind](context)
    except CvrenderError:
        return []
    return [CompletionItem(name, help=found[name]) for name in found if name.startswith(start)]


def _themes(context: Context) -> Mapping[str, str]:
    places = theme.places(_path(context).parent)
    return {name: theme.find(name, places).tokens.description for name in theme.names(places)}


def _described(group: type[BaseModel], path: str = "") -> Iterator[tuple[str, str]]:
    """Each token, ready for its value, with its meaning."""
    for name, field in group.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and hasattr(inner, "model_fields"):
            yield from _described(inner, f"{path}{name}.")
        elif path or name != "description":
            yield f"{path}{name}=", str(field.description or "")


def _cv(context: Context) -> CV:
    return source.read(_path(context)).cv


def _path(context: Context) -> Path:
    """The source that the command line names so far, or the one that it would mean."""
    named = (context.params.get("source"), *(context.params.get("sources") or ()), *context.args)
    typed = next(filter(None, named), None)
    return Path(typed) if typed else default()


_KINDS: Mapping[str, Callable[[Context], Mapping[str, str]]] = {
    "codes": lambda _: meanings(),
    "formats": lambda _: {name: registry.describe(name) for name in registry.names()},
    "themes": _themes,
    "conventions": lambda _: {name: conventions.load(name).title for name in conventions.names()},
    "variants": lambda context: {**dict.fromkeys(_cv(context).variants, ""), **_ALL},
    "languages": lambda context: {**dict.fromkeys(_cv(context).spoken, ""), **_ALL},
    "every language": lambda _: dict.fromkeys(languages.codes(), ""),
    "tokens": lambda _: dict(_described(Tokens)),
}
