"""``pull``: what somebody changed in a Word file, put into its source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cvrender.cli import options
from cvrender.cli.json_output import place_json
from cvrender.cli.reporting import end
from cvrender.cli.terminal import echo

if TYPE_CHECKING:
    from cvrender.errors import Position
    from cvrender.pull import Outcome
    from cvrender.pull.change import Change


@click.command()
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("edited", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--write", is_flag=True, help="Put the changes into SOURCE; a backup is kept.")
@click.option("--rejected", is_flag=True, help="Take tracked changes as rejected, not accepted.")
@options.theme
@options.choice
@options.as_json
def pull(
    source: Path, edited: Path, write: bool, rejected: bool, as_json: bool, **choice: Any
) -> None:
    """Show what was changed in EDITED, a Word file of SOURCE.

    With --write, SOURCE gets the changes: only the values that were changed, in their places.
    Variant, language and theme are known from EDITED.
    """
    from cvrender.job import Job
    from cvrender.pull import pull as pulled

    outcome = pulled(Job(source, ("docx",), **choice), edited, rejected)
    backup = _write(outcome) if write and outcome.placed else None
    if as_json:
        end(outcome.exit_code, _json(outcome, backup))
    _tell(outcome)
    if backup is not None:
        echo(f"{source}: written; as it was before, it is {backup}")
    elif outcome.placed:
        echo(f"`--write` puts this into {source}")
    elif not (outcome.left or outcome.formats):
        echo(f"{edited} says what {source} says")
    end(outcome.exit_code)


def _write(outcome: Outcome) -> Path:
    """Write the source, and first its backup; returns the path of that."""
    from cvrender.files import atomic

    backup = outcome.path.with_name(f"{outcome.path.name}~")
    atomic.write(backup, outcome.before)
    atomic.write(outcome.path, outcome.data)
    return backup


def _tell(outcome: Outcome) -> None:
    for placed in outcome.placed:
        echo(f" {_what(placed.change)}", place=f"{placed.position}:")
        _diff(placed.change)
    if outcome.left:
        echo("not placed:", bold=True)
    for left in outcome.left:
        place = f"{left.position}:" if left.position else ""
        echo(f" {_what(left.change)}: {left.reason}".lstrip(" " * (not place)), place=place)
        _diff(left.change)
    for position, words in outcome.formats:
        echo(f" {words}: looks are not taken over", place=f"{position}:" if position else "")


def _what(change: Change) -> str:
    names = {"changed": "text", "removed": "text", "added": "text", "comment": "comment"}
    role = change.role.replace("-", " ") if change.role else names[change.kind]
    return f"comment on {role}" if change.kind == "comment" else f"{role} {change.kind}"


def _diff(change: Change) -> None:
    if change.kind == "comment":
        echo(f"  # {change.new}", fg="cyan")
        return
    if change.old:
        echo(f"  - {change.old}", fg="red")
    if change.new:
        echo(f"  + {change.new}", fg="green")


def _json(outcome: Outcome, backup: Path | None) -> dict[str, Any]:
    return {
        "written": None if backup is None else str(outcome.path),
        "backup": None if backup is None else str(backup),
        "tracked": outcome.tracked,
        "placed": [{**_change(each.change), **_place(each.position)} for each in outcome.placed],
        "left": [
            {**_change(each.change), "reason": each.reason, **_place(each.position)}
            for each in outcome.left
        ],
        "formats": [{"message": words, **_place(position)} for position, words in outcome.formats],
    }


def _change(change: Change) -> dict[str, Any]:
    return {"kind": change.kind, "role": change.role, "old": change.old, "new": change.new}


def _place(position: Position | None) -> dict[str, Any]:
    return place_json(position) if position else {}
