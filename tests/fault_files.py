"""Each file in ``faults/`` holds one mistake; docs/faults.md says what is reported for it."""

from __future__ import annotations

from pathlib import Path

from cvrender.errors import SourceError
from cvrender.languages import codes
from cvrender.model import KINDS
from cvrender.source import read

__all__ = ["DOCS", "FAULTS", "SOURCES", "expected", "reported"]

FAULTS = Path(__file__).parent / "faults"
DOCS = Path(__file__).parents[1] / "docs" / "faults.md"
SOURCES = sorted(path.name for path in FAULTS.glob("*.yaml"))
_GROWING = (", ".join(KINDS), ", ".join(codes()))
"""Lists that are abridged, so that a new kind or language changes no expected message."""


def reported(source: str) -> list[str]:
    """Each fault of a file in the working folder: ``file:line:column: message; hint [code]``."""
    try:
        read(Path(source))
    except SourceError as error:
        return [_abridged(f"{fault} [{fault.code}]") for fault in error.faults]
    return []


def _abridged(message: str) -> str:
    for listed in _GROWING:
        message = message.replace(listed, "…")
    return message


def expected() -> list[str]:
    """What docs/faults.md says is reported for the files, one line each."""
    _, block, _ = DOCS.read_text("utf-8").split("```\n")
    return block.splitlines()
