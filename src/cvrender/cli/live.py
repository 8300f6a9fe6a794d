"""``watch``: the commands that stay."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click

from cvrender.cli import answers as say
from cvrender.cli import options
from cvrender.cli.answers import answers, end

if TYPE_CHECKING:
    from cvrender.pipeline import Job
    from cvrender.watch import Build

__all__ = ["watch"]


@click.command()
@options.job
def watch(job: Job) -> None:
    """Render SOURCE, and again whenever it changes, or a file or theme that it uses."""
    with answers(False):
        from cvrender.watch import builds

        with suppress(KeyboardInterrupt):
            for build in builds(job):
                _tell(build)
        end(0)


def _tell(build: Build) -> None:
    if build.source is not None:
        say.warnings(build.source)
        for file in build.outputs:
            say.output(build.source, file)
    if build.error is not None:
        say.error(build.error)
    click.echo(f"{build.seconds:.2f} s; waiting for changes, Ctrl-C ends")
