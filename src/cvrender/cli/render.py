"""``render``, ``check`` and ``verify``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cvrender.cli import options
from cvrender.cli import reporting as say
from cvrender.cli.reporting import answers, end

if TYPE_CHECKING:
    from cvrender.selection import Job


@click.command()
@options.job
@options.output
@options.as_json
def render(job: Job, as_json: bool) -> None:
    """Render SOURCE to PDF and Word, and verify each file.

    SOURCE defaults to data/cv.yaml.
    """
    with answers(as_json):
        from cvrender import pipeline

        result = pipeline.render(job)
        code = max((file.exit_code for file in result.files), default=0)
        if as_json:
            files = [say.output_json(result.source, file) for file in result.files]
            end(code, {"files": files, **say.warnings_json(result.warnings)})
        say.warnings(result.warnings)
        for file in result.files:
            say.output(result.source, file)
        end(code)


@click.command()
@options.source
@options.strict
@options.as_json
def check(source: Path, strict: bool, as_json: bool) -> None:
    """Report every fault in SOURCE without rendering it."""
    with answers(as_json):
        from cvrender.errors import stop_at
        from cvrender.source import read as read_source

        read = read_source(source)
        warnings = (*read.warnings, *read.theme_warnings)
        if strict:
            stop_at(warnings)
        if as_json:
            end(0, {"faults": [], **say.warnings_json(warnings)})
        say.warnings(warnings)
        click.echo(f"{source}: no faults")
        end(0)


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@options.theme
@options.choice
@options.as_json
def verify(source: Path, files: tuple[Path, ...], as_json: bool, **choice: Any) -> None:
    """Check that FILES still contain every line of SOURCE.

    FILES may have been edited: PDF, Word, web page, text, Markdown or JSON Resume.
    """
    with answers(as_json):
        from cvrender import pipeline

        read = pipeline.read(source)
        job = pipeline.Job(source, **choice)
        held = [pipeline.verify_file(job, read, path) for path in files]
        code = max(file.exit_code for file in held)
        if as_json:
            end(code, {"files": [say.held_json(read, file) for file in held]})
        for file in held:
            say.held(read, file)
        end(code)
