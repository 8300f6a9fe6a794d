"""``render``, ``check`` and ``verify``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cvrender.cli import options
from cvrender.cli import reporting as say
from cvrender.cli.reporting import answers, end

if TYPE_CHECKING:
    from cvrender.documents import Job

__all__ = ["check", "render", "verify"]


@click.command()
@options.job
@options.output
@options.as_json
def render(job: Job, as_json: bool) -> None:
    """Set SOURCE as PDF and Word, each read back and verified.

    SOURCE is data/cv.yaml where none is given.
    """
    with answers(as_json):
        from cvrender import pipeline

        source, outputs = pipeline.render(job)
        code = max((file.exit_code for file in outputs), default=0)
        if as_json:
            files = [say.output_json(source, file) for file in outputs]
            end(code, {"files": files, **say.warnings_json(source)})
        say.warnings(source)
        for file in outputs:
            say.output(source, file)
        end(code)


@click.command()
@options.source
@options.strict
@options.as_json
def check(source: Path, strict: bool, as_json: bool) -> None:
    """Name every fault of SOURCE; render nothing."""
    with answers(as_json):
        from cvrender.source import read as read_source

        read = read_source(source)
        read = replace(read, warnings=(*read.warnings, *read.looks))
        read = read.strict() if strict else read
        if as_json:
            end(0, {"faults": [], **say.warnings_json(read)})
        say.warnings(read)
        click.echo(f"{source}: no faults")
        end(0)


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@options.theme
@options.choice
@options.as_json
def verify(source: Path, files: tuple[Path, ...], as_json: bool, **choice: Any) -> None:
    """Say whether FILES still hold every line of SOURCE.

    They may have been edited since: PDF, Word, web page, text, Markdown or JSON Resume.
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
