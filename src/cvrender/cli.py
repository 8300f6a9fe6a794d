"""The command line: options → one call → print → exit code."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from cvrender import __version__
from cvrender.errors import CvrenderError, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cvrender.errors import Fault
    from cvrender.pipeline import Output, Source
    from cvrender.verify import Report

__all__ = ["main"]

# The pipeline is imported inside the commands: `--help` answers without it.

FORMATS = ("pdf", "docx")


def _source(command: Callable[..., Any]) -> Callable[..., Any]:
    argument = click.argument("source", type=click.Path(path_type=Path), default="data/cv.yaml")
    return argument(command)


def _json(command: Callable[..., Any]) -> Callable[..., Any]:
    option = click.option(
        "--json", "as_json", is_flag=True, help="Print one JSON document and nothing else."
    )
    return option(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="cvrender %(version)s")
def main() -> None:
    """Write your CV once, as YAML; get every document, each proven to hold what you wrote."""


@main.command()
@_source
@click.option("--to", "formats", multiple=True, metavar="FORMAT", help="pdf, docx, html …")
@click.option("--theme", metavar="NAME|FOLDER", help="Instead of the theme the source names.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default="output",
    show_default=True,
    metavar="FOLDER",
)
@_json
def render(
    source: Path, formats: tuple[str, ...], theme: str | None, output: Path, as_json: bool
) -> None:
    """Set SOURCE (data/cv.yaml) as PDF and Word, and verify what was written."""
    with _answers(as_json):
        from cvrender import pipeline

        job = pipeline.Job(source, formats or FORMATS, theme, output)
        read, outputs = pipeline.render(job)
        code = max((file.exit_code for file in outputs), default=0)
        if as_json:
            files = [_file_json(read, file) for file in outputs]
            _end(code, {"files": files, "warnings": list(map(_fault_json, read.warnings))})
        _warn(read.warnings)
        for file in outputs:
            _tell(read, file)
        _end(code)


@main.command()
@_source
@_json
def check(source: Path, as_json: bool) -> None:
    """Name every fault of SOURCE; render nothing."""
    with _answers(as_json):
        from cvrender import pipeline

        read = pipeline.check(source)
        if as_json:
            _end(0, {"faults": [], "warnings": list(map(_fault_json, read.warnings))})
        _warn(read.warnings)
        click.echo(f"{source}: no faults")
        _end(0)


@main.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@_json
def verify(source: Path, files: tuple[Path, ...], as_json: bool) -> None:
    """Say whether FILES still hold every line of SOURCE, edited by others or not."""
    with _answers(as_json):
        from cvrender import pipeline

        read = pipeline.read(source)
        reports = {path: pipeline.verify_file(read, path) for path in files}
        good = all(report.good for found in reports.values() for report in found)
        if as_json:
            checked = [
                {"path": str(path), "readers": [_report_json(read, report) for report in found]}
                for path, found in reports.items()
            ]
            _end(0 if good else 3, {"files": checked})
        for path, found in reports.items():
            click.echo(f"{path}: {_verdict(found)}")
            _findings(read, found)
        _end(0 if good else 3)


@main.command()
@_json
def themes(as_json: bool) -> None:
    """List the themes."""
    with _answers(as_json):
        from cvrender import theme

        _list({name: theme.find(name).tokens.description for name in theme.names()}, as_json)


@main.command()
@_json
def formats(as_json: bool) -> None:
    """List the formats that `render --to` knows, built in and plugged in."""
    with _answers(as_json):
        from cvrender.renderers import registry

        _list({name: registry.describe(name) for name in registry.names()}, as_json)


def _list(items: dict[str, str], as_json: bool) -> NoReturn:
    if as_json:
        _end(0, items)
    width = max(map(len, items), default=0)
    for name, description in items.items():
        click.echo(f"{name:{width}}  {description}")
    _end(0)


@contextmanager
def _answers(as_json: bool) -> Iterator[None]:
    """Turn errors into message, remedy and exit code; nothing raised reaches the user."""
    try:
        yield
    except CvrenderError as error:
        if as_json:
            _end(error.exit_code, _error_json(error))
        click.echo(str(error), err=True)
        if error.remedy:
            click.echo(f"  {error.remedy}", err=True)
        _end(error.exit_code)


def _end(code: int, document: object = None) -> NoReturn:
    if document is not None:
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    sys.stdout.flush()
    sys.exit(code)


def _warn(warnings: tuple[Fault, ...]) -> None:
    for warning in warnings:
        click.echo(str(warning), err=True)


def _tell(source: Source, file: Output) -> None:
    """A line a file: path, pages, size and what the readers found."""
    if file.error is not None:
        click.echo(f"{file.path}: not written: {file.error}", err=True)
        if file.error.remedy:
            click.echo(f"  {file.error.remedy}", err=True)
        return
    pages = f"{file.pages} page{'s' if file.pages != 1 else ''}, " if file.pages else ""
    click.echo(f"{file.path}: {pages}{file.size / 1000:.0f} kB, {_verdict(file.reports)}")
    _findings(source, file.reports)


def _verdict(reports: tuple[Report, ...]) -> str:
    worst = min(reports, key=lambda report: (report.good, report.found))
    order = ", in order" if worst.good else ""
    return f"{worst.found} of {worst.total} lines{order}"


def _findings(source: Source, reports: tuple[Report, ...]) -> None:
    for report in reports:
        for finding in report.findings:
            place = f"{source.position(finding.line)}: " if finding.line else ""
            grade = "" if finding.loss else "note: "
            click.echo(f"  {place}{grade}{finding.message} ({report.reader})", err=True)


def _file_json(source: Source, file: Output) -> dict[str, Any]:
    return {
        "format": file.format,
        "path": str(file.path),
        "bytes": file.size,
        "pages": file.pages,
        "good": file.exit_code == 0,
        "error": _error_json(file.error) if file.error else None,
        "readers": [_report_json(source, report) for report in file.reports],
    }


def _report_json(source: Source, report: Report) -> dict[str, Any]:
    return {
        "reader": report.reader,
        "lines": report.total,
        "found": report.found,
        "findings": [
            {
                "kind": finding.kind,
                "message": finding.message,
                **(_place_json(source.position(finding.line)) if finding.line else {}),
            }
            for finding in report.findings
        ],
    }


def _error_json(error: CvrenderError) -> dict[str, Any]:
    if isinstance(error, SourceError):
        return {"faults": list(map(_fault_json, error.faults))}
    return {"error": {"message": error.message, "remedy": error.remedy}}


def _fault_json(fault: Fault) -> dict[str, Any]:
    return {
        **_place_json(fault.position),
        "code": fault.code,
        "message": fault.message,
        "hint": fault.hint,
    }


def _place_json(position: Any) -> dict[str, Any]:
    return {"file": position.file, "line": position.line, "column": position.column}
