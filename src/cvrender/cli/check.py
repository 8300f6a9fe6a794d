"""``check``: the faults of sources, for a person or for a program."""

from pathlib import Path

import click

from cvrender.cli import options
from cvrender.cli import reporting as say
from cvrender.cli.reporting import end
from cvrender.cli.terminal import echo

_FORMATS = ("text", "json", "github", "sarif")


def _explain(context: click.Context, option: click.Parameter, code: str | None) -> None:
    """Print what a code means, and end."""
    if code is None or context.resilient_parsing:
        return
    from cvrender.checks.vocabulary import near
    from cvrender.errors import UsageError, quoted
    from cvrender.fault_codes import meanings

    if code not in meanings():
        raise UsageError(f"there is no fault {quoted(code)}", near(code, list(meanings())))
    echo(f"{code}: {meanings()[code]}")
    end(0)


@click.command()
@options.sources
@options.strict
@options.convention
@options.overlay
@options.recipients
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="For a person, for programs, as annotations of GitHub Actions, or as SARIF 2.1.0.",
)
@click.option(
    "--explain",
    metavar="CODE",
    is_eager=True,
    expose_value=False,
    callback=_explain,
    shell_complete=options.completed("codes"),
    help="Print what the code of a fault means.",
)
@options.as_json
@options.quiet
def check(
    sources: tuple[Path, ...],
    strict: bool,
    convention: str | None,
    overlay: Path | None,
    recipients: Path | None,
    form: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Report every fault in SOURCES without rendering them.

    Without SOURCES, the CV of this folder is checked; - is standard input.
    """
    from cvrender import api

    checked = {
        source: api.check(
            source, strict=strict, convention=convention, overlay=overlay, recipients=recipients
        )
        for source in sources
    }
    faults = [fault for found in checked.values() for fault in found]
    code = int(any(not fault.warning for fault in faults))
    if as_json or form == "json":
        from cvrender.cli.json_output import checked_json

        end(code, checked_json(faults))
    if form == "sarif":
        from cvrender.cli.fault_formats import sarif

        end(code, sarif(faults))
    if form == "github":
        from cvrender.cli.fault_formats import annotation

        for fault in faults:
            echo(annotation(fault))
        end(code)
    say.faults(faults)
    for source, found in checked.items():
        if not quiet and all(fault.warning for fault in found):
            echo(f"{source}: no faults")
    end(code)
