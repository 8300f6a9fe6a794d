"""``formats``: what there is, built in and plugged in."""

import click

from cvrender.cli import options
from cvrender.cli import reporting as say


@click.command()
@options.as_json
def formats(as_json: bool) -> None:
    """List the formats, built in and from plug-ins."""
    from cvrender.renderers import registry

    say.items({name: registry.describe(name) for name in registry.names()}, as_json)
