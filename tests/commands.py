"""`cvrender` as people start it, and the small CVs of the folders where it runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner

from cvrender.cli import main

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from click.testing import Result

ADA = """\
name: Ada Brandt
email: ada@brandt.example
sections:
  - title: Work
    bullets:
      - Planned the difference engine
      - Wrote the first program
"""

BYRON = """\
name: Ada Byron
email: ada@example.org
sections: [{title: Work, bullets: [Engines]}]
"""
"""The CV in ``desk``, whose sender writes letters."""

WITHOUT_PANGOFT2 = """\
import ctypes
load = ctypes.CDLL
def refuse(name, *args, **options):
    if "libpangoft2" in name:
        raise OSError(f"{name}: cannot open shared object file")
    return load(name, *args, **options)
ctypes.CDLL = refuse
raise OSError("cannot load library 'libpangoft2-1.0-0'")
"""
"""A package ``weasyprint`` that cannot be loaded, as on a machine without this library."""


SEVERAL = (
    "-c",
    """
import sys
from cvrender import startup
from cvrender.__main__ import start
startup.leave = lambda _: None
ends = []
for command in sys.argv[1:]:
    sys.argv[1:] = command.split()
    try:
        start()
    except SystemExit as end:
        ends.append(end.code or 0)
sys.exit(max(ends))
""",
)
"""One process that runs command after command; none may hold a file open for the next."""


def run(*arguments: str, input: str | None = None) -> Result:
    """Run ``cvrender`` in this process."""
    result = CliRunner().invoke(main, arguments, input=input, prog_name="cvrender")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def start(
    *arguments: str,
    program: tuple[str, str] = ("-m", "cvrender"),
    path: Path | None = None,
    env: Mapping[str, str] = os.environ,
    **options: Any,
) -> subprocess.CompletedProcess[str]:
    """Run ``cvrender`` in a process of its own, with ``path`` in front of all packages."""
    paths = [str(path)] if path else []
    if before := os.environ.get("PYTHONPATH"):
        paths.append(before)
    result = subprocess.run(
        [sys.executable, *program, *arguments],
        env={**env, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
        **options,
    )
    assert "Traceback" not in result.stderr
    return result


def one_document(text: str) -> Mapping[str, Any]:
    """``text`` as the one JSON document that it must be."""
    document = json.loads(text)
    assert isinstance(document, dict)
    return document


def files(folder: Path) -> set[str]:
    """The files in the output folder, hidden ones too."""
    return {path.name for path in (folder / "output").iterdir()}
