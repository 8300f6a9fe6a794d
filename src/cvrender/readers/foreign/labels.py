"""Labels: what the values under keys of other tools' files are called in a CV."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def labels() -> dict[str, dict[str, str]]:
    """The labels by their keys: of ``facts``, ``pages``, a ``person`` and a ``reference``."""
    return tomllib.loads(Path(__file__).with_name("labels.toml").read_text("utf-8"))
