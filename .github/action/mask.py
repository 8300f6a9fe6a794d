"""Masks what the overlay says in the log, the annotations and the summary of the job.

The runner masks the secret itself as a whole; what is told of a fault quotes a part of it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST = 4
"""Characters: shorter words stand in any log."""


def main(path: str) -> None:
    text = Path(path).read_text("utf-8")
    for word in sorted({*typed(text), *meant(text)}):
        sys.stdout.write(f"::add-mask::{word.replace('%', '%25')}\n")


def typed(text: str) -> Iterator[str]:
    """What stands behind each key as it is typed, also where the whole is no YAML."""
    for line in text.splitlines():
        value = (line.partition(": ")[2] or line).strip().removeprefix("- ")
        if len(value) >= SHORTEST and not value.endswith(":"):
            yield value


def meant(text: str) -> Iterator[str]:
    """Each text of the YAML, line by line."""
    try:
        yield from _lines(yaml.safe_load(text))
    except (yaml.YAMLError, RecursionError):
        return


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _lines(each)
    elif value is not None:
        yield from (line for line in str(value).splitlines() if len(line) >= SHORTEST)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main(sys.argv[1])
