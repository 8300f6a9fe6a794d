"""Reader process: reads PDFs back in a second process, beside a running render.

The process itself is ``python -m cvrender.extract.process``.
"""

import contextlib
import struct
import sys
from typing import Self

from cvrender import startup
from cvrender.errors import LostLinesError
from cvrender.extract.base import Extract, from_json, to_json
from cvrender.extract.dispatch import extract

_LENGTH = struct.Struct(">Q")


class ReaderProcess:
    """A second process that imports pypdf and PDFium while a PDF is still being rendered.

    The imports take 0.2 s; then it reads the PDF while the caller renders the Word file. Send one
    PDF and receive its Extracts before sending the next. A context manager: leaving it ends the
    process.
    """

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        import subprocess

        command = [sys.executable, "-P", "-m", "cvrender.extract.process"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
        )

    def send(self, data: bytes) -> None:
        """Start to read a finished PDF; returns at once."""
        if self._process.poll() is not None:  # the one before crashed it
            self._process.communicate()
            self._start()
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(_LENGTH.pack(len(data)) + data)
            self._process.stdin.flush()

    def receive(self) -> tuple[Extract, ...]:
        """What each reader found in the PDF that was sent. Raises LostLinesError."""
        assert self._process.stdout is not None
        printed = self._process.stdout.readline()
        if not printed:
            self._process.wait()  # so that the next ``send`` notices that it has ended
            raise LostLinesError("the PDF cannot be read back")
        return from_json(printed)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()


def _serve() -> None:
    """Read PDFs from standard input, each behind its length, and print a line of JSON for each."""
    import pypdf  # noqa: F401  # while the first file is still being made
    import pypdfium2  # noqa: F401

    while head := sys.stdin.buffer.read(_LENGTH.size):
        data = sys.stdin.buffer.read(*_LENGTH.unpack(head))
        sys.stdout.write(to_json(extract(data)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    startup.prepare(startup.MANY_DOCUMENTS)
    _serve()
