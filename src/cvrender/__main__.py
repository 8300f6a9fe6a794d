"""Entry point of the command: ``cvrender`` and ``python -m cvrender`` start here."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cvrender import startup

_DECIDING = ("-h", "--h", "-o", "--to")
"""How the options begin that may mean that no PDF is made: ``--help``, ``-o``, ``--to``."""


def start() -> None:
    """Run the command line in a process that lives for one command.

    Nearly all objects live until the end, so garbage is collected rarely, and what is left is not
    freed. The output is UTF-8 in every locale: names and quotes need it, and JSON must be.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None where it was closed
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    startup.prepare(startup.ONE_COMMAND)
    try:
        with _press(sys.argv[1:]):
            from cvrender.cli import main

            main(prog_name="cvrender")
    except KeyboardInterrupt:  # before the command could answer it
        sys.exit("Aborted!")
    except SystemExit as end:
        startup.leave(end.code)
        raise


@contextmanager
def _press(arguments: list[str]) -> Iterator[None]:
    """Start the process that prints before the command line is imported, which takes 25 ms.

    Not where ``arguments`` leave open whether anything is printed: ``render`` then starts it.
    """
    if arguments[:1] != ["render"] or any(each.startswith(_DECIDING) for each in arguments):
        yield
        return
    from cvrender import sandbox

    with sandbox.kept(forks=True):
        sandbox.expect_press(reads=True)
        yield


if __name__ == "__main__":
    start()
