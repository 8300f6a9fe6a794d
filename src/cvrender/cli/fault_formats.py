"""Faults in the formats of other programs: GitHub's workflow commands, and SARIF."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cvrender import __version__
from cvrender.errors import Fault
from cvrender.fault_codes import meanings

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


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
