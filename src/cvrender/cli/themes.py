"""``themes``: what there is, what each decides, and how to start one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from cvrender.cli import options
from cvrender.cli import reporting as say
from cvrender.cli.reporting import end
from cvrender.cli.terminal import echo

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo


@click.group(invoke_without_command=True)
@options.as_json
@click.pass_context
def themes(context: click.Context, as_json: bool) -> None:
    """List the available themes."""
    if context.invoked_subcommand is not None:
        return
    from cvrender import theme

    places = theme.places(Path())
    found = {name: theme.find(name, places) for name in theme.names(places)}
    say.items({name: one.tokens.description for name, one in found.items()}, as_json)


@themes.command()
@click.argument("name", shell_complete=options.completed("themes"))
@options.as_json
def show(name: str, as_json: bool) -> None:
    """Print the tokens of the theme NAME with their meaning."""
    from cvrender import theme

    tokens = theme.find(name, theme.places(Path()), asked=True).tokens
    if as_json:
        end(0, tokens.model_dump())
    told = list(_told(tokens))
    names, values = (max(map(len, column)) for column in list(zip(*told, strict=True))[:2])
    for token, value, meaning in told:
        echo(f"{token:{names}}  {value:{values}}  {meaning}".rstrip())
    end(0)


@themes.command()
@click.argument("name")
@click.option(
    "--from",
    "base",
    default="classic",
    show_default=True,
    metavar="NAME",
    shell_complete=options.completed("themes"),
    help="The theme to extend.",
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default="themes",
    show_default=True,
    help="The folder of themes to create it in; the one beside your CV is searched first.",
)
def new(name: str, base: str, folder: Path) -> None:
    """Create the theme NAME: a folder with a few tokens to change.

    All other tokens come from the theme that it extends.
    """
    from cvrender import theme

    path = theme.new(name, base, folder)
    quoted = f'"{name}"' if " " in name else name
    echo(f"{path}: edit it, then use --theme {quoted}")
    end(0)


def _told(group: BaseModel, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Each token with its value and its meaning, the groups one after the other."""
    for name, field in type(group).model_fields.items():
        value: Any = getattr(group, name)
        if hasattr(value, "model_dump"):
            yield from _told(value, f"{path}{name}.")
        elif path or name != "description":
            yield f"{path}{name}", _written(value), _meaning(field)


def _meaning(field: FieldInfo) -> str:
    """What a token is for, and what it may be where that is one of a few words."""
    words = ", ".join(word for word in get_args(field.annotation) if isinstance(word, str))
    return f"{field.description} ({words})" if words else str(field.description)


def _written(value: Any) -> str:
    """A token's value as ``--set`` and ``theme.yaml`` take it."""
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
