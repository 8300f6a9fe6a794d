"""``batch``: many sources, one summary."""

from __future__ import annotations

import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cvrender.cli import options
from cvrender.cli import reporting as say
from cvrender.cli.json_output import error_json, output_json
from cvrender.cli.reporting import end
from cvrender.cli.terminal import echo
from cvrender.errors import SourceError, UsageError, one_of

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from cvrender.batch import Outcome
    from cvrender.job import Job

_KINDS = (".yaml", ".yml", ".json")
_SCHEMA = ".schema.json"


@click.command()
@click.argument(
    "sources", type=click.Path(path_type=Path, allow_dash=True), nargs=-1, required=True
)
@options.jobs
@options.output
@click.option(
    "--jobs",
    "workers",
    type=click.IntRange(1),
    metavar="N",
    help="The number of worker processes; one per core by default, and no more than documents.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Use the Dask scheduler at this address, such as tcp://host:8786.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Render files that are up to date, too, and replace those that no batch wrote.",
)
@options.as_json
def batch(
    sources: tuple[Path, ...],
    job: Job,
    workers: int | None,
    cluster: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Render many SOURCES in parallel.

    Each is a file, a folder of files, or - to read file names from standard input.
    """
    from cvrender.source.recipients import MOST

    paths = list(_named(sources))
    most = len(paths) if job.recipients is None else MOST
    executor, room = _executor(workers, job.formats, cluster, most)
    tally = _Tally(len(paths), as_json)
    try:
        with _signals_noted() as check:
            tally.tell(paths, job, executor, room, check, force)
    except KeyboardInterrupt as interrupt:
        tally.code = 128 + int(interrupt.args[0] if interrupt.args else signal.SIGINT)
    finally:
        executor.shutdown(wait=cluster is None)  # one that others share is not ours to end
    tally.end()


@contextmanager
def _signals_noted() -> Iterator[Callable[[], None]]:
    """A function that raises KeyboardInterrupt once SIGINT, SIGTERM or SIGHUP has come.

    Raised by the signal itself, it could leave a lock of the executor held, and its workers never
    end. A second signal does not wait.
    """
    noted: list[int] = []

    def note(number: int, frame: object) -> None:
        noted.append(number)
        if len(noted) > 1:
            raise KeyboardInterrupt(number)

    def check() -> None:
        if noted:
            raise KeyboardInterrupt(noted[0])

    names = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows has two of them
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, note) for number in numbers}
    try:
        yield check
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _named(sources: Iterable[Path]) -> Iterator[Path]:
    for source in sources:
        if str(source) == "-":
            listed = sys.stdin.read() if sys.stdin is not None else ""  # None where it was closed
            yield from (Path(line) for line in listed.splitlines() if line.strip())
        elif source.is_dir():
            found = sorted(path for path in source.iterdir() if _is_source(path))
            if not found:
                raise UsageError(f"there are no sources in {source}", one_of(_KINDS))
            yield from found
        else:
            yield source


def _is_source(path: Path) -> bool:
    """Whether a file of a folder may be a CV; a schema for editors may lie beside them.

    A pipe is none: nobody may ever write to it.
    """
    return path.suffix in _KINDS and not path.name.endswith(_SCHEMA) and path.is_file()


def _executor(
    workers: int | None, formats: Iterable[str], cluster: str | None, documents: int
) -> tuple[Executor, Callable[[], int]]:
    """Who does the work, and how many CVs may be on their way."""
    from cvrender import batch

    if cluster:
        executor, at_a_time = batch.cluster(cluster)
        if not at_a_time():
            click.echo(f"the scheduler at {cluster} has no workers yet; waiting for one", err=True)
        return executor, lambda: 4 * at_a_time()
    number = min(workers or batch.cores(), max(documents, 1))
    return batch.Workers(number, formats), lambda: 2 * number


class _Tally:
    """Counts results as they come, tells failures at once and the sum at the end."""

    def __init__(self, total: int, as_json: bool) -> None:
        self.total = total
        self.as_json = as_json
        self.code = 0
        self.counts: Counter[str] = Counter()
        self.items: list[dict[str, Any]] = []
        self.start = time.perf_counter()

    def tell(
        self,
        paths: list[Path],
        job: Job,
        executor: Executor,
        room: Callable[[], int],
        check: Callable[[], None],
        force: bool,
    ) -> None:
        from cvrender.batch import run

        hidden = self.as_json or not (sys.stderr and sys.stderr.isatty())  # None where closed
        with click.progressbar(length=self.total, file=sys.stderr, hidden=hidden) as bar:
            for outcome in run(paths, job, executor, room, force, check):
                self.add(outcome, newline=not hidden)
                bar.update(1)

    def add(self, outcome: Outcome, newline: bool) -> None:
        state = "failed" if outcome.exit_code else "current" if outcome.current else "made"
        self.counts[state] += 1
        self.code = max(self.code, outcome.exit_code)
        if self.as_json:
            self.items.append(_json(outcome, state))
        elif outcome.exit_code:
            echo(f"\n{_failure(outcome)}" if newline else _failure(outcome), err=True)

    def end(self) -> None:
        seconds = time.perf_counter() - self.start
        counts = {state: self.counts[state] for state in ("made", "current", "failed")}
        if self.as_json:
            end(self.code, {**counts, "seconds": round(seconds, 2), "sources": self.items})
        left = self.total - sum(counts.values())
        rate = f", {counts['made'] / seconds:.1f} a second" if counts["made"] else ""
        words = f"{counts['made']} made, {counts['current']} up to date, {counts['failed']} failed"
        stopped = f", {left} not started or not finished" if left else ""
        click.echo(f"{words}{stopped}; {seconds:.1f} s{rate}")
        end(self.code)


def _failure(outcome: Outcome) -> str:
    """Why a source failed, on one line."""
    if isinstance(outcome.error, SourceError):
        more = len(outcome.error.faults) - 1
        return f"{outcome.error.faults[0]}" + (f" (and {more} more)" if more else "")
    if outcome.error is not None:
        return say.named(outcome.path, " ".join(str(outcome.error).split()))
    bad = next(written.file for written in outcome.files if written.file.exit_code)
    why = " ".join(str(bad.error).split()) if bad.error else say.verdict(bad.reports)
    return f"{outcome.path}: {bad.path.name}: {why}"


def _json(outcome: Outcome, state: str) -> dict[str, Any]:
    return {
        "source": str(outcome.path),
        "state": state,
        **(error_json(outcome.error) if outcome.error else {}),
        "files": [
            output_json(written.places.__getitem__, written.file, written.size)
            for written in outcome.files
        ],
    }
