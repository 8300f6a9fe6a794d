"""The process of the command: ``cvrender`` and ``python -m cvrender`` start here."""

from __future__ import annotations

import gc
import io
import os
import sys
from types import ModuleType

__all__ = ["start"]


def start() -> None:
    """Run the command line in a process that lives for one command.

    Nearly all that is made lives until the end, so collections find little: they are rare, and at
    the exit there is none. What is printed is UTF-8 in every locale: names and quotes are, and
    JSON must be.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None where it was closed
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    gc.set_threshold(500_000, 20, 100)
    _have_no_plug_ins_of_pydantic()
    try:
        from cvrender.cli import main

        main(prog_name="cvrender")
    except KeyboardInterrupt:  # before the command could answer it
        sys.exit("Aborted!")
    finally:
        gc.freeze()


def _have_no_plug_ins_of_pydantic() -> None:
    """Stand in for the module that looks for them in every package that is installed.

    This program has no use for any, and its import alone, with all of ``email``, takes a tenth of
    ``check``. Where pydantic asks another module in a later release, the variable still holds.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    none = ModuleType("pydantic.plugin._loader")
    vars(none)["get_plugins"] = tuple
    sys.modules.setdefault(none.__name__, none)


if __name__ == "__main__":
    start()
