"""Output of the commands: results and errors as text or, with ``--json``, as one document."""

from __future__ import annotations

import errno
import json
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

from cvrender.errors import CvrenderError, MachineError, SourceError, unexpected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cvrender.errors import Fault, Position
    from cvrender.pipeline import Source
    from cvrender.production import File
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
    click.echo(str(problem), err=True)
    if problem.remedy:
        click.echo(f"  {problem.remedy}", err=True)


def trace(problem: CvrenderError) -> None:
    """With ``--debug``, where in the program ``problem`` was met."""
    if click.get_current_context().find_root().params.get("debug"):
        import traceback

        traceback.print_exception(problem)


def end(code: int, document: object = None) -> NoReturn:
    """Print the JSON document, where there is one, and leave."""
    try:
        if document is not None:
            click.echo(json.dumps(document, ensure_ascii=False, indent=2))
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
        click.echo(f"{name:{width}}  {description}")
    end(0)


def warnings(found: Iterable[Fault]) -> None:
    """What the source's author should know; on standard error."""
    for warning in found:
        click.echo(str(warning), err=True)


def output(source: Source, file: File) -> None:
    """A line a file: path, pages, size and what the readers found."""
    if file.error is not None:
        state = "cannot be read back" if len(file.data) else "not written"
        trace(file.error)
        click.echo(f"{file.path}: {state}: {file.error}", err=True)
        if file.error.remedy:
            click.echo(f"  {file.error.remedy}", err=True)
        return
    pages = f"{file.pages} page{'s' if file.pages != 1 else ''}, " if file.pages else ""
    click.echo(f"{file.path}: {pages}{_size(len(file.data))}, {verdict(file.reports)}")
    findings(source, file.reports)


def _size(count: int) -> str:
    return f"{count / 1000:.0f} kB" if count >= 1000 else f"{count} bytes"


def held(source: Source, file: File) -> None:
    """A line a file that was verified: what the readers found, or why they could not."""
    if file.error is None:
        click.echo(f"{file.path}: {verdict(file.reports)}")
        findings(source, file.reports)
        return
    trace(file.error)
    click.echo(named(file.path, str(file.error)), err=True)


def named(path: Path, message: str) -> str:
    """``message`` with the file that it is about, once."""
    return message if str(path) in message else f"{path}: {message}"


def verdict(reports: tuple[Report, ...]) -> str:
    """The worst that any reader says, for example ``56 of 56 lines, in order``."""
    worst = min(reports, key=lambda report: (report.good, report.found - report.total))
    order = ", in order" if worst.good and worst.ordered else ""
    return f"{worst.found} of {worst.total} lines{order}"


def findings(source: Source, reports: tuple[Report, ...]) -> None:
    """Each deviation once, with the place of its line in the source and who found it."""
    readers: dict[Finding, list[str]] = {}
    for report in reports:
        for finding in report.findings:
            readers.setdefault(finding, []).append(report.reader)
    for finding, names in readers.items():
        place = f"{source.position(finding.line)}: " if finding.line else ""
        grade = "" if finding.loss else "note: "
        click.echo(
            f"  {place}{grade}{finding.message} ({', '.join(dict.fromkeys(names))})", err=True
        )


def output_json(source: Source, file: File) -> dict[str, Any]:
    """A file that was asked for; ``pages`` and ``error`` are null where there are none."""
    return {
        "format": file.format,
        "path": str(file.path),
        "bytes": len(file.data),
        "pages": file.pages,
        "good": file.exit_code == 0,
        "error": error_json(file.error) if file.error else None,
        "readers": [report_json(source, report) for report in file.reports],
    }


def held_json(source: Source, file: File) -> dict[str, Any]:
    """A file that was verified, without what only its making tells."""
    return {
        "path": str(file.path),
        "good": file.exit_code == 0,
        "error": error_json(file.error) if file.error else None,
        "readers": [report_json(source, report) for report in file.reports],
    }


def report_json(source: Source, report: Report) -> dict[str, Any]:
    """What one reader found; a finding has the place of its line where it is about one."""
    return {
        "reader": report.reader,
        "lines": report.total,
        "found": report.found,
        "findings": [
            {
                "kind": finding.kind,
                "message": finding.message,
                **(_place(source.position(finding.line)) if finding.line else {}),
            }
            for finding in report.findings
        ],
    }


def error_json(problem: CvrenderError) -> dict[str, Any]:
    """``faults`` where the source is wrong, else ``error`` with ``message`` and ``remedy``."""
    if isinstance(problem, SourceError):
        return {"faults": list(map(fault_json, problem.faults))}
    return {"error": {"message": problem.message, "remedy": problem.remedy}}


def warnings_json(found: Iterable[Fault]) -> dict[str, Any]:
    return {"warnings": list(map(fault_json, found))}


def fault_json(fault: Fault) -> dict[str, Any]:
    """A mistake or a warning at its place; ``code`` is one of ``errors.CODES``."""
    return {
        **_place(fault.position),
        "code": fault.code,
        "message": fault.message,
        "hint": fault.hint,
    }


def _place(position: Position) -> dict[str, Any]:
    return {"file": position.file, "line": position.line, "column": position.column}
