"""What ``--json`` prints, as plain mappings: the contract that programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from cvrender.errors import CvrenderError, Fault, Position, SourceError

if TYPE_CHECKING:
    from cvrender.outline import Line
    from cvrender.production import File
    from cvrender.verify import Report

    Locate = Callable[[Line], Position]
    """Where in its source a line stands."""


def output_json(position: Locate, file: File, size: int) -> dict[str, Any]:
    """A file that was asked for; ``pages`` and ``error`` are null where there are none."""
    return {
        "format": file.format,
        "path": str(file.path),
        "bytes": size,
        "pages": file.pages,
        **held_json(position, file),
    }


def held_json(position: Locate, file: File) -> dict[str, Any]:
    """A file that was verified, without what only its making tells."""
    return {
        "path": str(file.path),
        "good": file.exit_code == 0,
        "error": error_json(file.error) if file.error else None,
        "readers": [report_json(position, report) for report in file.reports],
    }


def report_json(position: Locate, report: Report) -> dict[str, Any]:
    """What one reader found; a finding has the place of its line where it is about one."""
    return {
        "reader": report.reader,
        "lines": report.total,
        "found": report.found,
        "findings": [
            {
                "kind": finding.kind,
                "message": finding.message,
                **(place_json(position(finding.line)) if finding.line else {}),
            }
            for finding in report.findings
        ],
    }


def error_json(problem: CvrenderError) -> dict[str, Any]:
    """``faults`` where the source is wrong, else ``error`` with ``message`` and ``remedy``."""
    if isinstance(problem, SourceError):
        return {"faults": list(map(fault_json, problem.faults))}
    return {"error": {"message": problem.message, "remedy": problem.remedy}}


def checked_json(found: Iterable[Fault]) -> dict[str, Any]:
    """What ``check`` found: faults, and warnings of the sources without any."""
    faults = [fault_json(fault) for fault in found if not fault.warning]
    return {"faults": faults, **warnings_json(fault for fault in found if fault.warning)}


def warnings_json(found: Iterable[Fault]) -> dict[str, Any]:
    return {"warnings": list(map(fault_json, found))}


def fault_json(fault: Fault) -> dict[str, Any]:
    """A mistake or a warning at its place; ``code`` is one of ``fault_codes.meanings``."""
    return {
        **place_json(fault.position),
        "code": fault.code,
        "message": fault.message,
        "hint": fault.hint,
    }


def place_json(position: Position) -> dict[str, Any]:
    """A place in a source."""
    return {"file": position.file, "line": position.line, "column": position.column}
