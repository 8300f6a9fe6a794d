"""Arguments and options that several commands share, each declared once."""

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


def _given(context: click.Context, option: click.Parameter, given: Any) -> Any:
    """The files that are named; without any, the CV of this folder."""
    from cvrender.cli.sources import default

    if given or context.resilient_parsing:
        return given
    return default() if option.nargs == 1 else (default(),)


_SOURCE = click.Path(path_type=Path, readable=False, allow_dash=True)
_BESIDE = click.Path(path_type=Path, dir_okay=False)

source = click.argument("source", type=_SOURCE, required=False, callback=_given)
sources = click.argument("sources", type=_SOURCE, nargs=-1, callback=_given)
as_json = click.option(
    "--json", "as_json", is_flag=True, help="Print the result as one JSON document."
)
quiet = click.option("-q", "--quiet", is_flag=True, help="Print faults and warnings only.")
strict = click.option("--strict", is_flag=True, help="Treat warnings as faults.")
theme = click.option(
    "--theme",
    metavar="NAME|FOLDER|FILE",
    shell_complete=completed("themes"),
    help="The theme to use instead of the one that the source names.",
)
convention = click.option(
    "--for",
    "convention",
    metavar="CONVENTION",
    shell_complete=completed("conventions"),
    help="Follow what is customary where the CV is sent to: us-federal, us, uk, de, fr or jp.",
)
file = click.option(
    "-o",
    "file",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Write one document to FILE, in the format of its suffix; - is standard output.",
)
together = click.option("--together", is_flag=True, help="Put the CV behind a letter, in one PDF.")
overlay = click.option(
    "--overlay",
    type=_BESIDE,
    metavar="FILE",
    help="A file of keys that win over SOURCE's, such as a phone number kept elsewhere.",
)
recipients = click.option(
    "--recipients",
    type=_BESIDE,
    metavar="FILE",
    help="A table (CSV) of the people that the letter goes to, in place of its own.",
)


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

        known = Job.__dataclass_fields__
        fields: dict[str, Any] = {name: options.pop(name) for name in known if name in options}
        if options.get("together"):
            formats = formats or _JOINED
            if formats != _JOINED:
                hint = "render a Word file of each without it"
                raise UsageError("`--together` makes a PDF", hint)
        if file := options.get("file"):
            from cvrender.cli.single_file import fields_for

            _require_alone("output", "name")
            fields |= fields_for(file, formats)
        fields = {"source": Path(), "formats": formats or _FORMATS, **fields}
        return command(job=Job(**fields), **options)

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
