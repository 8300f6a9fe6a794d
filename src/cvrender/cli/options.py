"""Arguments and options that several commands share, each declared once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from cvrender.errors import UsageError

Command = TypeVar("Command", bound=Any)

_FORMATS, _JOINED = ("pdf", "docx"), ("pdf",)
"""What is made where no format is asked for; and of a letter with its CV."""


def completed(kind: str) -> Callable[[click.Context, click.Parameter, str], list[Any]]:
    """What a shell offers for a value: ``formats``, ``themes`` …, as ``completion`` knows them."""

    def offered(context: click.Context, option: click.Parameter, start: str) -> list[Any]:
        from cvrender.cli import completion

        return completion.offered(kind, context, start)

    return offered


def source(command: Command) -> Command:
    """``SOURCE``, by default the CV of this folder."""
    kind = click.Path(path_type=Path, readable=False, allow_dash=True)
    return click.argument("source", type=kind, required=False, callback=_source)(command)


def sources(command: Command) -> Command:
    """``SOURCES``, by default the CV of this folder alone."""
    kind = click.Path(path_type=Path, readable=False, allow_dash=True)
    return click.argument("sources", type=kind, nargs=-1, callback=_sources)(command)


def _sources(
    context: click.Context, option: click.Parameter, given: tuple[Path, ...]
) -> tuple[Path, ...]:
    from cvrender.cli.sources import default

    return given if given or context.resilient_parsing else (default(),)


def _source(context: click.Context, option: click.Parameter, given: Path | None) -> Path | None:
    from cvrender.cli.sources import default

    return given if given or context.resilient_parsing else default()


def as_json(command: Command) -> Command:
    """``--json``: one document on standard output and nothing else there."""
    words = "Print the result as one JSON document."
    return click.option("--json", "as_json", is_flag=True, help=words)(command)


def quiet(command: Command) -> Command:
    """``--quiet``: what is good is not reported."""
    words = "Print faults and warnings only."
    return click.option("-q", "--quiet", is_flag=True, help=words)(command)


def strict(command: Command) -> Command:
    """``--strict``: what would be a warning is a fault."""
    words = "Treat warnings as faults."
    return click.option("--strict", is_flag=True, help=words)(command)


def theme(command: Command) -> Command:
    """``--theme``, a name, a folder or a Word template."""
    words = "The theme to use instead of the one that the source names."
    offered = completed("themes")
    return click.option("--theme", metavar="NAME|FOLDER|FILE", shell_complete=offered, help=words)(
        command
    )


def convention(command: Command) -> Command:
    """``--for``, the name of a convention."""
    words = "Follow what is customary where the CV is sent to: us-federal, us, uk, de, fr or jp."
    offered = completed("conventions")
    return click.option(
        "--for", "convention", metavar="CONVENTION", shell_complete=offered, help=words
    )(command)


def output(command: Command) -> Command:
    """``--output`` and ``--name``, for a command that writes documents."""
    folder = click.Path(path_type=Path, file_okay=False)
    words = "The folder to write the documents to."
    output = click.option(
        "--output", type=folder, default="output", show_default=True, metavar="FOLDER", help=words
    )
    fields = "{name}, {variant}, {language}, {theme} or {organization}"
    words = f"Their names without suffix, with {fields} in it."
    return output(click.option("--name", default="", metavar="PATTERN", help=words)(command))


def file(command: Command) -> Command:
    """``-o``: one file, or standard output."""
    kind = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
    words = "Write one document to FILE, in the format of its suffix; - is standard output."
    return click.option("-o", "file", type=kind, metavar="FILE", help=words)(command)


def together(command: Command) -> Command:
    """``--together``: a letter with the CV of its sender."""
    words = "Put the CV behind a letter, in one PDF."
    return click.option("--together", is_flag=True, help=words)(command)


def overlay(command: Command) -> Command:
    """``--overlay``: keys that are kept elsewhere."""
    kind = click.Path(path_type=Path, dir_okay=False)
    words = "A file of keys that win over SOURCE's, such as a phone number kept elsewhere."
    return click.option("--overlay", type=kind, metavar="FILE", help=words)(command)


def recipients(command: Command) -> Command:
    """``--recipients``: to whom a letter goes."""
    kind = click.Path(path_type=Path, dir_okay=False)
    words = "A table (CSV) of the people that the letter goes to, in place of its own."
    return click.option("--recipients", type=kind, metavar="FILE", help=words)(command)


def choice(command: Command) -> Command:
    """``--variant``, ``--language``, ``--anonymous`` …: which readings of the source are meant."""
    for option in reversed(_CHOICE):
        command = option(command)
    return command


def job(command: Command) -> Any:
    """What is to be made: SOURCE and the options of ``render``, handed over as one ``job``."""
    return source(jobs(command))


def jobs(command: Command) -> Any:
    """The options of ``render`` alone, for a command that has several sources."""

    @wraps(command)
    def with_job(formats: tuple[str, ...], **options: Any) -> Any:
        from cvrender.job import Job

        fields = {name: options.pop(name) for name in _FIELDS if name in options}
        source = options.pop("source", Path())
        if options.get("together"):
            formats = formats or _JOINED
            if formats != _JOINED:
                hint = "render a Word file of each without it"
                raise UsageError("`--together` makes a PDF", hint)
        if file := options.get("file"):
            from cvrender.cli.single_file import fields_for

            _require_alone("output", "name")
            fields |= fields_for(file, formats)
        fields = {"formats": formats or _FORMATS, **fields}
        return command(job=Job(source, **fields), **options)

    with_job = portal(with_job)
    for option in reversed(_OPTIONS):
        with_job = option(with_job)
    return choice(recipients(strict(with_job)))


def portal(command: Command) -> Any:
    """``--no-links`` and ``--no-attachment``, handed over as overrides of tokens."""

    @wraps(command)
    def with_design(design: tuple[str, ...] = (), **options: Any) -> Any:
        refused = tuple(f"files.{name}=false" for name in _REFUSED if options.pop(f"no_{name}"))
        return command(design=(*design, *refused), **options)

    for name, words in reversed(_REFUSED.items()):
        with_design = click.option(f"--no-{name}", is_flag=True, help=words)(with_design)
    return with_design


def _require_alone(*names: str) -> None:
    """Raise UsageError where ``-o`` is given together with one of these options."""
    source = click.get_current_context().get_parameter_source
    if name := next((name for name in names if source(name) is _TYPED), None):
        raise click.UsageError(f"Use -o or --{name}, not both.")


_TYPED = click.core.ParameterSource.COMMANDLINE
_FIELDS = (
    "theme",
    "convention",
    "design",
    "output",
    "name",
    "overlay",
    "recipients",
    "variants",
    "languages",
    "public",
    "anonymous",
    "strict",
    "trust_theme",
)
_CHOICE = (
    click.option(
        "--variant",
        "variants",
        multiple=True,
        metavar="NAME",
        shell_complete=completed("variants"),
        help="Render this variant of the CV, or `all`; repeatable.",
    ),
    click.option(
        "--language",
        "languages",
        multiple=True,
        metavar="CODE",
        shell_complete=completed("languages"),
        help="Render this language of the CV, or `all`; repeatable.",
    ),
    click.option("--public", is_flag=True, help="Leave out what the CV calls private."),
    click.option(
        "--anonymous", is_flag=True, help="Leave out who it is: initials, and no contacts or photo."
    ),
    overlay,
    convention,
)
_REFUSED = {
    "links": "Leave out links, which some portals refuse; their words stay.",
    "attachment": "Leave out the JSON Resume in PDF and Word file.",
}
_OPTIONS = (
    click.option(
        "--to",
        "formats",
        multiple=True,
        metavar="FORMAT",
        shell_complete=completed("formats"),
        help="A format: pdf, docx, html …; repeatable.",
    ),
    theme,
    click.option(
        "--set",
        "design",
        multiple=True,
        metavar="TOKEN=VALUE",
        shell_complete=completed("tokens"),
        help="Override a theme token: colors.accent=#0b6e4f, page.size=Letter …; repeatable.",
    ),
    click.option(
        "--trust-theme",
        is_flag=True,
        help="Render a theme of your own without the sandbox, in less time.",
    ),
)
