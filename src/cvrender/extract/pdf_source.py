"""The source that a PDF carries, which anybody may have made, read in the sandbox."""

from __future__ import annotations

from cvrender import sandbox
from cvrender.errors import LostLinesError
from cvrender.extract import pdf


def carried(data: bytes) -> tuple[str, bytes] | None:
    """The name and the bytes of our own ``resume.json``, or of the XML of Europass, if attached.

    Raises LostLinesError where the PDF cannot be read, or exceeds a limit.
    """
    try:
        answer = sandbox.run("the file", pdf.carried, data)
    except sandbox.LimitError as error:
        raise LostLinesError(f"it cannot be read: reading {error}") from error
    name, _, held = answer.partition(b"\n")
    return (name.decode(), held) if name else None
