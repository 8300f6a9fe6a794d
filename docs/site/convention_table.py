"""The tables of conventions: what each sets and checks, and who says so; made of their files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cvrender import conventions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.conventions.convention import Convention

__all__ = ["tables"]


def tables() -> str:
    """For each convention a heading and a table of its rules."""
    return "\n\n".join(map(_table, conventions.names()))


def _table(name: str) -> str:
    convention = conventions.load(name)
    head = f"### `{name}`: {convention.title}\n\n| | rule | source |\n|---|---|---|\n"
    return head + "\n".join(_rows(convention))


def _rows(convention: Convention) -> Iterator[str]:
    theme = f"theme `{convention.theme}`, " if convention.theme else ""
    tokens = ", ".join(f"`{path}: {value}`" for path, value in _tokens(convention.design))
    yield _row("looks", f"{theme}{tokens}: {convention.looks}", convention.source)
    if convention.pages:
        pages = convention.pages
        yield _row("pages", f"at most {pages.most}: {pages.message}", pages.source)
    for rule in convention.expected:
        yield _row("expected", rule.message.replace("{text}", "an entry"), rule.source)
    for rule in convention.unwanted:
        yield _row("unwanted", rule.message.replace("{text}", "a detail"), rule.source)


def _row(what: str, rule: str, source: str) -> str:
    host = source.split("/")[2].removeprefix("www.")
    return f"| {what} | {rule} | [{host}]({source}) |"


def _tokens(design: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """The path and the value of each token in ``design``."""
    for name, value in design.items():
        if isinstance(value, Mapping):
            yield from _tokens(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", str(value)
