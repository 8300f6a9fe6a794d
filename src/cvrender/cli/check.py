"""``check``: the faults of sources, for a person or for a program."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from cvrender import __version__
from cvrender.cli import options
from cvrender.cli import reporting as say
from cvrender.cli.reporting import end
from cvrender.cli.terminal import echo
from cvrender.errors import Fault, UsageError, quoted

_FORMATS = ("text", "json", "github", "sarif")
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def _explain(context: click.Context, option: click.Parameter, code: str | None) -> None:
    """Print what a code means, and end."""
    if code is None or context.resilient_parsing:
        return
    from cvrender.checks.vocabulary import near
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
        end(code, sarif(faults))
    if form == "github":
        for fault in faults:
            echo(annotation(fault))
        end(code)
    say.faults(faults)
    for source, found in checked.items():
        if not quiet and all(fault.warning for fault in found):
            echo(f"{source}: no faults")
    end(code)


def annotation(fault: Fault) -> str:
    """A workflow command that marks the line of ``fault``.

    See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
    """
    level = "warning" if fault.warning else "error"
    file = _escaped(fault.position.file).replace(":", "%3A").replace(",", "%2C")
    place = f"file={file},line={fault.position.line},col={fault.position.column}"
    return f"::{level} {place},title={fault.code}::{_escaped(_words(fault))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _words(fault: Fault) -> str:
    return f"{fault.message}; {fault.hint}" if fault.hint else fault.message


def sarif(faults: Iterable[Fault]) -> dict[str, Any]:
    """A log of one run (OASIS SARIF 2.1.0); its rules are the codes that occur."""
    from cvrender.fault_codes import meanings

    found = tuple(faults)
    codes = list(dict.fromkeys(fault.code for fault in found))
    rules = [{"id": code, "shortDescription": {"text": meanings()[code]}} for code in codes]
    driver = {"name": "cvrender", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(fault, codes.index(fault.code)) for fault in found],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(fault: Fault, rule: int) -> dict[str, Any]:
    region = {"startLine": fault.position.line, "startColumn": fault.position.column}
    file = {"artifactLocation": {"uri": _uri(fault.position.file)}, "region": region}
    return {
        "ruleId": fault.code,
        "ruleIndex": rule,
        "level": "warning" if fault.warning else "error",
        "message": {"text": _words(fault)},
        "locations": [{"physicalLocation": file}],
    }


def _uri(file: str) -> str:
    """The reference (RFC 3986) of a file: relative where its path is, as the specification asks."""
    from urllib.parse import quote

    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
