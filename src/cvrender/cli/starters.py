"""``new``, ``convert`` and ``schema``: what a person starts from."""

from __future__ import annotations

import json
from pathlib import Path

import click

from cvrender.cli import reporting as say
from cvrender.cli.reporting import end
from cvrender.cli.terminal import echo

_STANDARD_OUTPUT = Path("-")
_SCHEMA = "cv.schema.json"

_force = click.option("--force", is_flag=True, help="Overwrite an existing file.")


@click.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False), default="cv.yaml")
@_force
def new(path: Path, force: bool) -> None:
    """Create a CV to start from, with comments that explain the format.

    PATH defaults to cv.yaml. A JSON Schema for editors is written beside it.
    """
    from importlib.resources import files

    _write(path, files("cvrender").joinpath("starter.yaml").read_text("utf-8"), force)
    _explain(path)


@click.command()
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@_force
def convert(source: Path, path: Path, force: bool) -> None:
    """Convert SOURCE from any supported format to YAML.

    The result is written to PATH, or to standard output if PATH is -.
    """
    from cvrender.source import read
    from cvrender.yaml_writer import written

    found = read(source)
    _write(path, written(found.node, found.warnings), force)
    say.faults(found.warnings)


@click.command()
def schema() -> None:
    """Print the JSON Schema of the format, for completion in editors."""
    from cvrender.schema import schema as made

    end(0, made())


def _explain(path: Path) -> None:
    """Put the schema that a new CV names beside it, where none is."""
    beside = path.with_name(_SCHEMA)
    if path != _STANDARD_OUTPUT and not beside.exists():
        from cvrender.schema import schema as made

        _put(beside, json.dumps(made(), ensure_ascii=False, indent=2) + "\n")


def _write(path: Path, text: str, force: bool) -> None:
    if path == _STANDARD_OUTPUT:
        click.echo(text, nl=False)
        return
    from cvrender.errors import UsageError

    if path.suffix not in ("", ".yaml", ".yml"):
        remedy = f"name it {path.stem}.yaml; `cvrender render` makes the documents"
        raise UsageError(f"cannot write a CV to {path}: it is written as YAML", remedy)
    if path.exists() and not force:
        raise UsageError(f"{path} already exists", "choose another name, or use --force")
    _put(path, text)


def _put(path: Path, text: str) -> None:
    from cvrender.files import atomic

    atomic.write(path, text.encode())
    echo(f"{path}: written")
