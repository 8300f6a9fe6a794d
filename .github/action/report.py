"""What `cvrender render --json` tells, as annotations, job summary and outputs of GitHub Actions.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cvrender import Fault
from cvrender.cli.check import annotation
from cvrender.errors import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]


def main(result: str) -> None:
    told: Json = json.loads(Path(result).read_text("utf-8"))
    files = [file for file in told.get("files", []) if file["bytes"]]
    sys.stdout.writelines(f"{command}\n" for command in annotations(told))
    append("GITHUB_STEP_SUMMARY", summary(told))
    folder = str(Path(files[0]["path"]).parent) if files else ""
    names = json.dumps([Path(file["path"]).name for file in files])
    append("GITHUB_OUTPUT", f"folder={folder}\nnames={names}")


def annotations(told: Json) -> Iterator[str]:
    """A command for each fault and warning at its place, and for each failure without one."""
    for warning, found in ((False, told.get("faults", [])), (True, told.get("warnings", []))):
        for each in found:
            place = Position(each["file"], each["line"], each["column"])
            yield annotation(Fault(place, each["code"], each["message"], each["hint"], warning))
    for error in failures(told):
        yield f"::error title=cvrender::{error['message']}; {error['remedy']}".rstrip("; ")


def failures(told: Json) -> Iterator[Json]:
    """The errors of the command as a whole and of single documents."""
    for each in (told, *told.get("files", [])):
        if error := (each.get("error") or {}):
            yield error.get("error", error)


def summary(told: Json) -> str:
    """The documents as a table in Markdown, or why there are none."""
    if "files" not in told:
        count = len(told.get("faults", []))
        why = f"{count} fault{'s' if count != 1 else ''} in the source" if count else "see the log"
        return f"### No documents: {why}\n"
    rows = (row(file) for file in told["files"])
    head = ["### Documents", "", "| document | pages | size | proof |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def row(file: Json) -> str:
    size = f"{file['bytes'] / 1000:.0f} kB" if file["bytes"] else ""
    proof = "; ".join(
        f"{read['found']} of {read['lines']} lines ({read['reader']})" for read in file["readers"]
    )
    state = "✓" if file["good"] else "✗"
    return f"| {Path(file['path']).name} | {file['pages'] or ''} | {size} | {state} {proof} |"


def append(variable: str, text: str) -> None:
    """Add to the file that the runner reads afterwards."""
    with Path(os.environ[variable]).open("a", encoding="utf-8") as file:
        file.write(f"{text}\n")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main(sys.argv[1])
