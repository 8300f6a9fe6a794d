"""``new``, ``convert`` and ``schema``: what a person starts from."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cvrender.cli import options
from cvrender.cli import reporting as say
from cvrender.cli.reporting import end
from cvrender.cli.single_file import STANDARD_OUTPUT
from cvrender.cli.terminal import echo, json_text
from cvrender.errors import UsageError

if TYPE_CHECKING:
    from cvrender.drafts import Draft

_FINISHED = (".doc", ".docm", ".docx", ".dotx", ".odt", ".pdf", ".rtf")
"""Suffixes of files that are no sources, and may be read as one."""
SAMPLES = ("student", "engineer", "manager", "academic")
"""Invented people, each on one page."""

_force = click.option("--force", is_flag=True, help="Overwrite existing files.")


@click.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--letter", "is_letter", is_flag=True, help="Create a letter, from a CV beside it.")
@click.option("--name", default="", metavar="NAME", help="Your name.")
@click.option(
    "--language",
    default="",
    metavar="CODE",
    shell_complete=options.completed("every language"),
    help="The language, such as de or en-US; the country decides the paper.",
)
@options.theme
@click.option("--sample", type=click.Choice(SAMPLES), help="Start from an invented person.")
@click.option("--full", is_flag=True, help="Start from an example that uses every feature.")
@_force
def new(
    path: Path | None,
    is_letter: bool,
    name: str,
    language: str,
    theme: str | None,
    sample: str | None,
    full: bool,
    force: bool,
) -> None:
    """Create a commented CV or letter to start from.

    PATH defaults to cv.yaml; if it is called letter, as in letter-acme.yaml, a letter is created. A
    JSON Schema for editors is written beside it.
    """
    from cvrender import starters
    from cvrender import theme as themes

    is_letter = is_letter or (path is not None and "letter" in path.stem.casefold())
    path = path or Path("letter.yaml" if is_letter else starters.CV)
    if theme:
        themes.find(theme, themes.places(path.parent))
    if is_letter:
        if name or sample or full:
            raise UsageError(
                "a letter has its sender from the CV", "leave out --name, --sample or --full"
            )
        _new_letter(path, language, theme or "", force)
        return
    if full and (sample or language):
        raise UsageError("`--full` is an example of its own", "leave out the other option")
    if full:
        made = starters.tour(name, theme or "")
    else:
        made = starters.sample(sample or "blank", name, language, theme or "")
    beside = {path.with_name(file): data for file, data in made.items() if file != starters.CV}
    _write({path: made[starters.CV], **beside}, force)
    if path != STANDARD_OUTPUT:
        _refresh_schema(path)
        source = "" if path == Path("cv.yaml") else f" {path}"
        echo(f"edit {path.name}, then run `cvrender render{source}`")


def _new_letter(path: Path, language: str, theme: str, force: bool) -> None:
    """Write a letter at ``path``, from the CV of its folder, or from one above that lets it."""
    from cvrender import starters
    from cvrender.source import read

    cv = _sender(path)
    name = Path(os.path.relpath(cv, path.parent)).as_posix()
    made = starters.letter(path, name, read(cv).cv.spoken[0], language, theme)
    _write({path: made}, force)
    if path != STANDARD_OUTPUT:
        _refresh_schema(path, letter=True)
        echo(f"edit {path.name}, then run `cvrender render {path}`")


def _sender(letter: Path) -> Path:
    """The CV that a letter is from. Raises UsageError."""
    from cvrender.cli.sources import default
    from cvrender.source.consent import allowed_cv

    try:
        return default(letter.parent)
    except UsageError as error:
        above = (folder / "cv.yaml" for folder in letter.parent.resolve().parents)
        if found := next((cv for cv in above if allowed_cv(cv, letter)), None):
            return found
        hint = "a letter is from cv.yaml beside it, or above it with its folder under `letters`"
        raise UsageError(error.message, hint) from error


@click.command()
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@_force
def convert(source: Path, path: Path, force: bool) -> None:
    """Convert SOURCE from any supported format to YAML.

    It may be a file of RenderCV, JSON Resume or Europass, or the ZIP file that LinkedIn gives to
    its users. The result is written to PATH, or to standard output if PATH is -. A Word file or PDF
    that cvrender wrote carries its source, and gives it back, as a PDF of Europass does; of another
    one a draft is made, which holds every line of it, and marks what is guessed.
    """
    from cvrender.source import read
    from cvrender.yaml_writer import written

    if source.suffix.lower() in _FINISHED:
        from cvrender.drafts import drafted, restored
        from cvrender.files import named

        data = named.read(source)
        carried = restored(data, source)
        if carried is None:
            _write_draft(drafted(data, source), source, path, force)
            return
        found = carried
    else:
        found = read(source)
    if found.letter is not None:
        message = f"{source} is a letter, and only a CV is converted"
        raise UsageError(message, f"convert its CV: `cvrender convert {found.inputs[1]} {path}`")
    _write({path: written(found.node, found.warnings).encode()}, force)
    if path != STANDARD_OUTPUT:
        _refresh_schema(path)
    say.faults(found.warnings)


def _write_draft(draft: Draft, source: Path, path: Path, force: bool) -> None:
    """Write a draft, and say what of ``source`` it holds."""
    _write({path: draft.yaml.encode()}, force)
    is_aside = path == STANDARD_OUTPUT
    if not is_aside:
        _refresh_schema(path)
    placed = draft.lines - len(draft.left)
    guesses = f"{draft.guesses} guess{'es are' if draft.guesses != 1 else ' is'} marked"
    echo(f"{source}: {placed} of {draft.lines} lines placed, {guesses}", err=is_aside)
    for line in draft.left:
        where = f" ({line.place})" if line.place else ""
        echo(f"  left over, as a comment at the end: “{line.text}”{where}", err=True)


@click.command()
@click.option("--letter", is_flag=True, help="The schema of a letter instead.")
@click.option("--theme", is_flag=True, help="The schema of a theme's theme.yaml instead.")
def schema(letter: bool, theme: bool) -> None:
    """Print the JSON Schema of the format, for completion in editors."""
    from cvrender import schema as schemas

    if letter and theme:
        raise UsageError("`--letter` and `--theme` are two schemas", "ask for one of them")
    made = schemas.letter_schema if letter else schemas.theme_schema if theme else schemas.schema
    end(0, made())


def _write(files: Mapping[Path, bytes], force: bool) -> None:
    """Write a CV, which comes first, and the files that it names; all of them or none."""
    path = next(iter(files))
    if path == STANDARD_OUTPUT:
        click.echo(files[path], nl=False)
        return
    if path.suffix not in ("", ".yaml", ".yml"):
        remedy = f"name it {path.stem}.yaml; `cvrender render` makes the documents"
        raise UsageError(f"cannot write a CV to {path}: it is written as YAML", remedy)
    for file, data in files.items():
        if file.exists() and not force and (file == path or file.read_bytes() != data):
            raise UsageError(f"{file} already exists", "choose another name, or use --force")
    for file, data in files.items():
        _put(file, data)


def _refresh_schema(path: Path, *, letter: bool = False) -> None:
    """Put the schema that a CV or a letter names beside it, unless somebody else's has its name."""
    from cvrender import schema as schemas

    made = schemas.letter_schema() if letter else schemas.schema()
    beside = path.with_name("letter.schema.json" if letter else "cv.schema.json")
    text = json_text(made) + "\n"
    if beside.exists():
        there = beside.read_text("utf-8", "replace")
        if there == text or f'"title": {json.dumps(made["title"])}' not in there:
            return
    _put(beside, text.encode())


def _put(path: Path, data: bytes) -> None:
    from cvrender.files import atomic

    atomic.write(path, data)
    echo(f"{path}: written")
