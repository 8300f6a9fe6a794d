"""``render``: sources → verified documents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cvrender import sandbox
from cvrender.cli import options
from cvrender.cli import reporting as say
from cvrender.cli.json_output import output_json, warnings_json
from cvrender.cli.reporting import end
from cvrender.cli.single_file import STANDARD_OUTPUT
from cvrender.cli.terminal import launch, progress
from cvrender.errors import Fault, SourceError, UsageError

if TYPE_CHECKING:
    from cvrender.job import Job
    from cvrender.production import Along
    from cvrender.result import Result


@click.command()
@options.sources
@options.jobs
@options.file
@options.output
@options.together
@click.option("--force", is_flag=True, help="Replace a text of this name that is not the CV.")
@click.option("--open", "shows", is_flag=True, help="Open the first document.")
@options.as_json
@options.quiet
def render(
    sources: tuple[Path, ...],
    job: Job,
    file: Path | None,
    together: bool,
    force: bool,
    shows: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Render SOURCES to PDF and Word, and verify each file.

    Each is a CV or a letter; cv.yaml, data/cv.yaml or the only CV in this folder, if none is named;
    - is standard input.
    """
    printed = file == STANDARD_OUTPUT
    if printed and as_json:
        raise UsageError("`-o -` and `--json` both need standard output", "use one of them")
    if file is not None and len(sources) > 1 and not together:
        message = f"`-o` writes one document, and there are {len(sources)} sources"
        raise UsageError(message, "name one, or write to a folder: `--output`")
    along = iter if quiet or as_json or printed else progress
    with _press(job.formats, together):
        results = [_joined(sources, job, along)] if together else _made(sources, job, along)
        sandbox.dismiss()
        _require_names(results)
        results = [_written(result, job, file, force) for result in results]
    files = [each for result in results for each in result.files]
    code = max((each.exit_code for each in files), default=0)
    if shows and code == 0 and not printed:
        launch(str(files[0].path))
    warnings = tuple(dict.fromkeys(w for result in results for w in result.warnings))
    if as_json:
        told = [
            output_json(each.source.position, file, len(file.data))
            for each in results
            for file in each.files
        ]
        end(code, {"files": told, **warnings_json(warnings)})
    say.faults(warnings)
    for result in results:
        for each in result.files:
            if each.exit_code or not (quiet or printed):
                say.output(result.source, each, err=printed)
    end(code)


@contextmanager
def _press(formats: tuple[str, ...], together: bool) -> Iterator[None]:
    """Start a process that prints, where one is needed, before the source is read."""
    with sandbox.kept(forks=True):
        if "pdf" in formats:
            word = ("cvrender.renderers.word.file",) if "docx" in formats else ()
            reader = ("pypdf",) if together else ()
            others = ("pypdfium2", "cvrender.renderers.pdf.patches")
            sandbox.expect_press(reads=True, meanwhile=(*word, *others, *reader))
        yield


def _made(sources: tuple[Path, ...], job: Job, along: Along) -> list[Result]:
    """The documents of each source. Raises SourceError with the faults of all."""
    from cvrender import api

    made: list[Result] = []
    faults: list[Fault] = []
    for source in dict.fromkeys(sources):
        try:
            made.append(api.made(replace(job, source=source), along=along))
        except SourceError as error:
            faults += error.faults
    if faults:
        raise SourceError(tuple(dict.fromkeys(faults)))
    return made


def _joined(sources: tuple[Path, ...], job: Job, along: Along) -> Result:
    """The letter among ``sources`` with its CV. Raises UsageError where they do not belong so."""
    from cvrender import api
    from cvrender.source import holds_letter

    letters = [each for each in sources if holds_letter(each)]
    if len(letters) != 1:
        message = f"`--together` takes one letter and its CV, and there are {len(letters)} letters"
        raise UsageError(message, "name one letter; it names its CV")
    others = tuple(each for each in sources if each != letters[0])
    return api.made(replace(job, source=letters[0]), together=True, cvs=others, along=along)


def _require_names(results: list[Result]) -> None:
    """Raise UsageError where several sources would write one file."""
    owners: dict[Path, Path] = {}
    for result in results:
        for path in dict.fromkeys(each.path for each in result.files):
            other = owners.setdefault(path, result.source.path)
            if other != result.source.path:
                message = f"{other} and {result.source.path} would both become {path}"
                raise UsageError(message, "render one after the other, to folders of their own")


def _written(result: Result, job: Job, file: Path | None, force: bool) -> Result:
    """``result`` with its files where they belong."""
    from cvrender.cli.single_file import require_ours, to_standard_output, without_number

    if file == STANDARD_OUTPUT:
        return result._replace(files=to_standard_output(result.files))
    if file is not None:
        result = result._replace(files=without_number(result.files, result.documents[0].stem))
    if job.name and not force:
        require_ours(result.files)
    return result.written()
