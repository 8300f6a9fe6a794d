"""Reader process: reads PDFs back in a second process, beside a running render."""

from typing import Self

from cvrender.errors import LostLinesError
from cvrender.extract import extract
from cvrender.extract.base import Extract, from_json, to_json
from cvrender.sandbox.limits import EndedError


class ReaderProcess:
    """A second process that imports pypdf and PDFium while a PDF is still being rendered.

    The imports take 0.2 s; then it reads the PDF while the caller renders the Word file. Send one
    PDF and receive its Extracts before sending the next. A context manager: leaving it ends the
    process.
    """

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        from cvrender.sandbox.process import Child

        self._child = Child(forks=False, imports=("pypdf", "pypdfium2", __name__))

    def send(self, data: bytes) -> None:
        """Start to read a finished PDF; returns at once."""
        import pickle

        self._child.begin(pickle.dumps((_read, data)), is_limited=False)

    def receive(self) -> tuple[Extract, ...]:
        """What each reader found in the PDF that was sent. Raises LostLinesError."""
        try:
            fault, _, found = self._child.answer().partition(b"\n")
        except EndedError:
            self._child.close()
            self._start()
            fault, found = b"", b""
        if fault != b"{}":
            raise LostLinesError("the PDF cannot be read back")
        return from_json(found)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._child.close()


def _read(data: bytes) -> bytes:
    return to_json(extract(data)).encode()
