"""``verify``: whether finished files still contain every line of their source."""

from pathlib import Path
from typing import Any

import click

from cvrender.cli import options
from cvrender.cli import reporting as say
from cvrender.cli.json_output import held_json
from cvrender.cli.reporting import end


@click.command()
@click.argument("source", type=click.Path(path_type=Path, allow_dash=True))
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@options.theme
@options.choice
@options.recipients
@options.portal
@click.option("--together", is_flag=True, help="FILES have the CV behind the letter SOURCE.")
@options.as_json
def verify(
    source: Path, files: tuple[Path, ...], together: bool, as_json: bool, **choice: Any
) -> None:
    """Check that FILES still contain every line of SOURCE.

    FILES may have been edited: PDF, Word, web page, text, Markdown or JSON Resume.
    """
    from cvrender import api

    read, held = api.verify_files(source, files, together=together, **choice)
    code = max(file.exit_code for file in held)
    if as_json:
        end(code, {"files": [held_json(read.position, file) for file in held]})
    for file in held:
        say.held(read, file)
    end(code)
