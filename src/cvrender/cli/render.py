"""``render``: a source → verified documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cvrender.cli import options
from cvrender.cli import reporting as say
from cvrender.cli.json_output import output_json, warnings_json
from cvrender.cli.reporting import end

if TYPE_CHECKING:
    from cvrender.selection import Job


@click.command()
@options.job
@options.output
@options.as_json
@options.quiet
def render(job: Job, as_json: bool, quiet: bool) -> None:
    """Render SOURCE to PDF and Word, and verify each file.

    SOURCE defaults to cv.yaml, data/cv.yaml or the only CV in this folder.
    """
    from cvrender import pipeline

    result = pipeline.render(job)
    code = max((file.exit_code for file in result.files), default=0)
    if as_json:
        files = [output_json(result.source, file) for file in result.files]
        end(code, {"files": files, **warnings_json(result.warnings)})
    say.faults(result.warnings)
    for file in result.files:
        if not quiet or file.exit_code:
            say.output(result.source, file)
    end(code)
