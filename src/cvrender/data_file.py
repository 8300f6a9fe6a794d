"""Data files: the TOML tables that stand beside the modules that use them."""

import json
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32


@cache
def table(module: str, name: str) -> dict[str, Any]:
    """The table in the file ``name`` in the folder of ``module``, which is its ``__file__``."""
    return parsed(Path(module).with_name(name))


def parsed(path: Path) -> dict[str, Any]:
    """The table in the TOML file at ``path``. Raises ValueError where it is not TOML.

    It is parsed once a machine: tomllib takes 3 ms to import and 1 ms for each of our files.
    """
    from cvrender.cache import cached  # `check` needs no table where nothing is wrong

    data = path.read_bytes()
    found: dict[str, Any] = json.loads(
        cached(f"table-{path.stem}-{crc32(data):08x}", lambda: _json(data.decode("utf-8")))
    )
    return found


def _json(text: str) -> bytes:
    import tomllib

    return json.dumps(tomllib.loads(text)).encode()
