"""Reporting: results, warnings and errors as a person reads them, and how a command ends."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from cvrender.cli.terminal import echo, json_text
from cvrender.errors import CvrenderError, Fault, MachineError, SourceError, unexpected

if TYPE_CHECKING:
    from cvrender.production import File
    from cvrender.source import Source
    from cvrender.verify import Finding, Report

_UNPRINTED = "cannot write standard output: "


@contextmanager
def answers(as_json: bool) -> Iterator[None]:
    """Turn errors into message, remedy and exit code; nothing raised reaches the user.

    What click raises for itself passes, and so does a closed pipe, after which it ends quietly.
    """
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
        raise
    except Exception as raised:
        problem = raised if isinstance(raised, CvrenderError) else _unexpected(raised)
        if as_json:
            from cvrender.cli.json_output import error_json

            trace(problem)
            end(problem.exit_code, error_json(problem))
        error(problem)
        end(problem.exit_code)


def _unexpected(raised: Exception) -> MachineError:
    """An answer that cannot be printed, or any other failure."""
    if isinstance(raised, OSError) and raised.errno == errno.ENOSPC:
        return MachineError(_UNPRINTED + str(raised.strerror))
    return unexpected(raised)


def error(problem: CvrenderError) -> None:
    """What is wrong, and its remedy where there is one."""
    trace(problem)
    if isinstance(problem, SourceError):
        faults(problem.faults)
        return
    echo(str(problem), err=True)
    if problem.remedy:
        echo(f"  {problem.remedy}", err=True)


def trace(problem: CvrenderError) -> None:
    """With ``--debug``, where in the program ``problem`` was met."""
    if click.get_current_context().find_root().params.get("debug"):
        import traceback

        traceback.print_exception(problem)


def end(code: int, document: object = None) -> NoReturn:
    """Print the JSON document, where there is one, and leave."""
    try:
        if document is not None:
            click.echo(json_text(document))
        if sys.stdout is not None:  # None where it was closed
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as raised:
        if code == 0:
            click.echo(f"{_UNPRINTED}{raised.strerror}", err=True)
        os._exit(code or 4)  # a usual end would try again to write what is left
    sys.exit(code)


def items(named: dict[str, str], as_json: bool) -> NoReturn:
    """A line for each name and what it means."""
    if as_json:
        end(0, named)
    width = max(map(len, named), default=0)
    for name, description in named.items():
        echo(f"{name:{width}}  {description}")
    end(0)


def faults(found: Iterable[Fault]) -> None:
    """Faults or warnings, each with its line of the source; on standard error."""
    from cvrender.cli.snippet import lines, snippet

    sources: dict[str, list[str]] = {}
    for fault in found:
        place, file = fault.position, fault.position.file
        echo(str(fault).removeprefix(str(place)), place=str(place), err=True)
        line, caret = snippet(place, sources.setdefault(file, lines(file)))
        if line:
            echo(line, err=True)
            echo(caret, err=True, fg="yellow" if fault.warning else "red", bold=True)


def output(source: Source, file: File, *, err: bool = False) -> None:
    """A line a file: path, pages, size and what the readers found."""
    if file.error is not None:
        state = "cannot be read back" if len(file.data) else "not written"
        trace(file.error)
        echo(f"{file.path}: {state}: {file.error}", err=True)
        if file.error.remedy:
            echo(f"  {file.error.remedy}", err=True)
        return
    pages = f"{file.pages} page{'s' if file.pages != 1 else ''}, " if file.pages else ""
    echo(f"{file.path}: {pages}{_size(len(file.data))}, {verdict(file.reports)}", err=err)
    findings(source, file.reports, err=err)


def _size(count: int) -> str:
    return f"{count / 1000:.0f} kB" if count >= 1000 else f"{count} bytes"


def held(source: Source, file: File) -> None:
    """A line a file that was verified: what the readers found, or why they could not."""
    if file.error is None:
        echo(f"{file.path}: {verdict(file.reports)}")
        findings(source, file.reports)
        return
    trace(file.error)
    echo(named(file.path, str(file.error)), err=True)


def named(path: Path, message: str) -> str:
    """``message`` with the file that it is about, once."""
    return message if str(path) in message else f"{path}: {message}"


def verdict(reports: tuple[Report, ...]) -> str:
    """The worst that any reader says, for example ``56 of 56 lines, in order``."""
    worst = min(reports, key=lambda report: (report.good, report.found - report.total))
    order = ", in order" if worst.good and worst.ordered else ""
    return f"{worst.found} of {worst.total} lines{order}"


def findings(source: Source, reports: tuple[Report, ...], *, err: bool = False) -> None:
    """Each deviation once, with the place of its line in the source and who found it."""
    readers: dict[Finding, list[str]] = {}
    for report in reports:
        for finding in report.findings:
            readers.setdefault(finding, []).append(report.reader)
    for finding, names in readers.items():
        place = f"{source.position(finding.line)}: " if finding.line else ""
        grade = "" if finding.loss else "note: "
        echo(f"  {place}{grade}{finding.message} ({', '.join(dict.fromkeys(names))})", err=err)
