"""``watch`` and ``preview``: the commands that stay."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click

from cvrender.cli import options
from cvrender.cli import reporting as say
from cvrender.cli.reporting import end
from cvrender.cli.terminal import echo, launch
from cvrender.errors import MachineError, UsageError

if TYPE_CHECKING:
    from cvrender.job import Job
    from cvrender.live.watch import Build


@click.command()
@options.job
@options.output
@options.together
def watch(job: Job, together: bool) -> None:
    """Render SOURCE, and again whenever it is saved.

    The pictures, bibliographies and themes that it uses are watched too.
    """
    from cvrender.live.watch import builds

    _require_file(job)
    with suppress(KeyboardInterrupt):
        for build in builds(job, together=together):
            _tell(build)
    end(0)


@click.command()
@options.job
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="The port to serve on; any free one by default.",
)
@click.option("--headless", is_flag=True, help="Print the address without opening a browser.")
def preview(job: Job, port: int, headless: bool) -> None:
    """Show SOURCE in the browser and refresh whenever it is saved.

    No files are written.
    """
    from cvrender.live.server import serve

    _require_file(job)
    try:
        server, _ = serve(job, port)
    except OSError as error:
        message = f"cannot use port {port}: {error.strerror}"
        raise MachineError(message, "choose another with --port") from error
    address = f"http://127.0.0.1:{server.server_port}/"
    echo(f"{address} shows {job.source}; press Ctrl-C to stop")
    with suppress(KeyboardInterrupt):
        if not headless:
            launch(address)
        server.serve_forever()
    end(0)


def _require_file(job: Job) -> None:
    """Raise UsageError for standard input, which nobody saves."""
    from cvrender.files.named import STANDARD_INPUT

    if job.source == STANDARD_INPUT:
        raise UsageError("cannot watch standard input", "name a file")


def _tell(build: Build) -> None:
    if build.result is not None:
        say.faults(build.result.warnings)
        for file in build.result.files:
            say.output(build.result.source, file)
    if build.error is not None:
        say.error(build.error)
    echo(f"{build.seconds:.2f} s; waiting for changes; press Ctrl-C to stop")
