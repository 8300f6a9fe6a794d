"""``themes`` and ``formats``: what there is, built in and plugged in."""

from __future__ import annotations

import click

from cvrender.cli import options
from cvrender.cli.answers import answers, end

__all__ = ["formats", "themes"]


@click.command()
@options.as_json
def themes(as_json: bool) -> None:
    """List the themes."""
    with answers(as_json):
        from cvrender import theme

        _list({name: theme.find(name).tokens.description for name in theme.names()}, as_json)


@click.command()
@options.as_json
def formats(as_json: bool) -> None:
    """List the formats that `render --to` knows, built in and plugged in."""
    with answers(as_json):
        from cvrender.renderers import registry

        _list({name: registry.describe(name) for name in registry.names()}, as_json)


def _list(items: dict[str, str], as_json: bool) -> None:
    if as_json:
        end(0, items)
    width = max(map(len, items), default=0)
    for name, description in items.items():
        click.echo(f"{name:{width}}  {description}")
    end(0)
