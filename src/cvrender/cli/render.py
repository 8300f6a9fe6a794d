"""``render``: a source → verified documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from cvrender.cli import options
from cvrender.cli import reporting as say
from cvrender.cli.json_output import output_json, warnings_json
from cvrender.cli.reporting import end
from cvrender.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from cvrender.selection import Job


@click.command()
@options.job
@options.file
@options.output
@click.option("--force", is_flag=True, help="Replace a text of this name that is not the CV.")
@click.option("--open", "shows", is_flag=True, help="Open the first document.")
@options.as_json
@options.quiet
def render(
    job: Job, file: Path | None, force: bool, shows: bool, as_json: bool, quiet: bool
) -> None:
    """Render SOURCE to PDF and Word, and verify each file.

    SOURCE defaults to cv.yaml, data/cv.yaml or the only CV in this folder; - is standard input.
    """
    from cvrender import pipeline
    from cvrender.cli.single_file import (
        STANDARD_OUTPUT,
        require_ours,
        to_standard_output,
        without_number,
    )

    result = pipeline.make(job)
    if printed := file == STANDARD_OUTPUT:
        if as_json:
            raise UsageError("`-o -` and `--json` both need standard output", "use one of them")
        result = replace(result, files=to_standard_output(result.files))
    else:
        if file is not None:
            result = replace(result, files=without_number(result.files, result.documents[0].stem))
        if job.name and not force:
            require_ours(result.files)
        result = pipeline.write_files(result)
    code = max((file.exit_code for file in result.files), default=0)
    if shows and code == 0 and not printed:
        click.launch(str(result.files[0].path))
    if as_json:
        files = [output_json(result.source, file) for file in result.files]
        end(code, {"files": files, **warnings_json(result.warnings)})
    say.faults(result.warnings)
    for each in result.files:
        if each.exit_code or not (quiet or printed):
            say.output(result.source, each, err=printed)
    end(code)
