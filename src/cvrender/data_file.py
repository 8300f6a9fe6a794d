"""Data files: the TOML tables that stand beside the modules that use them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any


@cache
def table(module: str, name: str) -> dict[str, Any]:
    """The table in the file ``name`` in the folder of ``module``, which is its ``__file__``."""
    import tomllib  # 3 ms, which a command that shows help does not spend

    return tomllib.loads(Path(module).with_name(name).read_text("utf-8"))
