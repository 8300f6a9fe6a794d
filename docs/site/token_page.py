"""The reference of theme tokens: what each decides, what it may be, what each theme says."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from cvrender import theme as themes
from cvrender.theme.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

__all__ = ["page"]

_BASE = "classic"
_TITLES = {"": "The document"}
_INTRODUCTION = f"""\
# Tokens

A token is one decision of a theme, such as `colors.accent`. PDF, Word file and web page follow the
same ones. Change a token for one CV under `design:`, for one run with
`--set colors.accent=#0b6e4f`, and for all your CVs in
[a theme of your own](themes.md#a-theme-of-your-own). `cvrender themes show NAME` prints a theme's
tokens.

The values are those of `{_BASE}`; below each stands which themes differ.
"""


class _Token(NamedTuple):
    group: str
    name: str
    meaning: str
    words: tuple[str, ...]


def page() -> str:
    """The page in Markdown: a table for each group of tokens."""
    found = {name: themes.find(name).tokens for name in themes.names()}
    groups = groupby(_tokens(Tokens), lambda token: token.group)
    return "\n".join((_INTRODUCTION, *(_group(name, list(some), found) for name, some in groups)))


def _tokens(group: type[BaseModel], path: str = "") -> Iterator[_Token]:
    later = []
    for name, field in group.model_fields.items():
        if hasattr(field.annotation, "model_fields"):
            later.append((field.annotation, f"{path}.{name}".lstrip(".")))
        elif path or name != "description":
            words = tuple(word for word in get_args(field.annotation) if isinstance(word, str))
            yield _Token(path, name, field.description or "", words)
    for inner, inner_path in later:
        yield from _tokens(inner, inner_path)


def _group(name: str, tokens: list[_Token], found: dict[str, Tokens]) -> str:
    rows = "\n".join(_row(token, found) for token in tokens)
    title = _TITLES.get(name) or f"`{name}`"
    table = f"| token | meaning | value |\n|---|---|---|\n{rows}"
    return f'## {title}\n\n<div class="tokens rows" markdown="1">\n\n{table}\n\n</div>\n'


def _row(token: _Token, found: dict[str, Tokens]) -> str:
    path = f"{token.group}.{token.name}".lstrip(".")
    words = f"<br>*{' · '.join(token.words)}*" if token.words else ""
    values = {name: _written(_value(tokens, path)) for name, tokens in found.items()}
    base = values[_BASE]
    others = [f"{name} {value}" for name, value in values.items() if value != base]
    differ = f'<br><span class="differ">{", ".join(others)}</span>' if others else ""
    return f"| `{path}` | {token.meaning}{words} | {base}{differ} |"


def _value(tokens: Tokens, path: str) -> Any:
    value: Any = tokens
    for name in path.split("."):
        value = getattr(value, name)
    return value


def _written(value: Any) -> str:
    """A value as ``theme.yaml`` has it; a colour with a sample of it."""
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    if isinstance(value, str) and value.startswith("#"):
        return f'<span class="swatch" style="--swatch: {value}"></span>{value}'
    return "–" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
