"""The process of the command: ``cvrender`` and ``python -m cvrender`` start here."""

from __future__ import annotations

import gc
import io
import os
import sys

__all__ = ["start"]


def start() -> None:
    """Run the command line in a process that lives for one command.

    Nearly all that is made lives until the end, so collections find little: they are rare, and at
    the exit there is none. pydantic's plug-ins, of which this program has no use, are looked for
    in every package that is installed: they are not looked for. What is printed is UTF-8 in
    every locale: names and quotes are, and JSON must be.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None where it was closed
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    gc.set_threshold(50_000, 20, 100)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from cvrender.cli import main

    try:
        main(prog_name="cvrender")
    finally:
        gc.freeze()


if __name__ == "__main__":
    start()
