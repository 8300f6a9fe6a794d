"""Messages between a process and its child: pieces of work, answers, and errors as data."""

import struct
from dataclasses import asdict
from typing import IO, Any

from cvrender import errors
from cvrender.sandbox.limits import MEMORY

_HEAD = struct.Struct(">?Q")
"""Of what is sent: whether the work has limits, and the number of bytes that follow."""


def write(pipe: IO[bytes], data: bytes, is_limited: bool = False) -> None:
    """Send ``data`` to the other process."""
    pipe.write(_HEAD.pack(is_limited, len(data)) + data)
    pipe.flush()


def read(pipe: IO[bytes]) -> tuple[bool, bytes]:
    """What ``write`` wrote; no data where the other process ended before it was done."""
    head = pipe.read(_HEAD.size)
    is_limited, size = _HEAD.unpack(head) if len(head) == _HEAD.size else (False, 0)
    data = pipe.read(size) if size <= MEMORY else b""
    return is_limited, data if len(data) == size else b""


def report(error: Exception) -> dict[str, Any]:
    """``error`` as ``raise_reported`` takes it."""
    match error:
        case errors.SourceError():
            return {"faults": list(map(asdict, error.faults))}
        case errors.GlyphError():
            return {"missing": error.missing}
        case errors.LostLinesError():
            return {"lost": error.message}
        case errors.UsageError():
            return {"asked": error.message, "remedy": error.remedy}
        case errors.CvrenderError():
            return {"message": error.message, "remedy": error.remedy}
    return {"failed": f"{type(error).__name__}: {error}"}


def raise_reported(subject: str, report: dict[str, Any]) -> None:
    """Raise the error that the child reported, if it did."""
    match report:
        case {"faults": faults}:
            raise errors.SourceError(tuple(_fault(**fault) for fault in faults))
        case {"missing": missing}:
            raise errors.GlyphError(missing)
        case {"lost": message}:
            raise errors.LostLinesError(message)
        case {"asked": message, "remedy": remedy}:
            raise errors.UsageError(message, remedy)
        case {"message": message, "remedy": remedy}:
            raise errors.MachineError(message, remedy)
        case {"failed": failure}:
            raise errors.MachineError(f"{subject} failed: {failure}", "tell the people who made it")


def _fault(position: tuple[str, int, int], **rest: Any) -> errors.Fault:
    return errors.Fault(position=errors.Position(*position), **rest)
