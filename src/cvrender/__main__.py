"""Entry point of the command: ``cvrender`` and ``python -m cvrender`` start here."""

from __future__ import annotations

import gc
import io
import os
import sys
from types import ModuleType


def start() -> None:
    """Run the command line in a process that lives for one command.

    Nearly all objects live until the end, so garbage is collected rarely, and not at the exit. The
    output is UTF-8 in every locale: names and quotes need it, and JSON must be.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None where it was closed
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    gc.set_threshold(500_000, 20, 100)
    _disable_plugins_of_pydantic()
    try:
        from cvrender.cli import main

        main(prog_name="cvrender")
    except KeyboardInterrupt:  # before the command could answer it
        sys.exit("Aborted!")
    finally:
        gc.freeze()


def _disable_plugins_of_pydantic() -> None:
    """Replace pydantic's loader of plug-ins, whose import alone takes 30 ms of ``check``'s 200.

    It imports ``importlib.metadata``, and ``email`` with it, also where no plug-in is wanted: see
    ``docs/upstream.md``. Where a release of pydantic moves the module, the variable still holds.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    none = ModuleType("pydantic.plugin._loader")
    vars(none)["get_plugins"] = tuple
    sys.modules.setdefault(none.__name__, none)


if __name__ == "__main__":
    start()
