"""The inputs of the GitHub Action, from ``action.yml``."""

from __future__ import annotations

from pathlib import Path

import yaml

__all__ = ["inputs", "table"]

_ACTION = Path(__file__).parents[2] / "action.yml"


def inputs() -> dict[str, dict[str, str]]:
    """Description and default of each input."""
    found: dict[str, dict[str, str]] = yaml.safe_load(_ACTION.read_text("utf-8"))["inputs"]
    return found


def table() -> str:
    """A row for each input."""
    rows = (
        f"| `{name}` | {one['description']} | {one['default']} |" for name, one in inputs().items()
    )
    return "\n".join(("| input | meaning | default |", "|---|---|---|", *rows))
