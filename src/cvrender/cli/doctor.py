"""``doctor``: what this machine has, and how it gets what is missing."""

from dataclasses import asdict

import click

from cvrender.cli import options
from cvrender.cli.reporting import end


@click.command()
@options.as_json
def doctor(as_json: bool) -> None:
    """Tell whether this machine has all that cvrender uses.

    What is missing is listed with what that costs and the command that installs it.
    """
    from cvrender.doctor import diagnose

    found = diagnose()
    if as_json:
        end(found.exit_code, asdict(found))
    for part in found.parts:
        state = part.version or f"missing: {part.cost}"
        click.echo(f"{part.name:18}  {state}")
    if found.remedy:
        click.echo(f"\nInstall what is missing:\n  {found.remedy}")
    end(found.exit_code)
