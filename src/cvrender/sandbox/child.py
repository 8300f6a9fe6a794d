"""The child's part: do what comes, piece by piece, and answer."""

from __future__ import annotations

import contextlib
import importlib
import json
import pickle
from dataclasses import asdict
from typing import IO, TYPE_CHECKING, Any

from cvrender.errors import CvrenderError, GlyphError, LostLinesError, SourceError, UsageError
from cvrender.sandbox import FILE, MEMORY, SECONDS, read, write

if TYPE_CHECKING:
    from collections.abc import Iterable


def _answer(request: bytes) -> bytes:
    """The child's answer: a line of JSON, and what was made if there is anything."""
    work, *args = pickle.loads(request)  # noqa: S301  # from the process that started this
    try:
        return b"{}\n" + bytes(work(*args))
    except MemoryError:
        return b""
    except Exception as error:
        return json.dumps(_report(error)).encode()


def _report(error: Exception) -> dict[str, Any]:
    """``error`` as ``_raise_reported`` takes it."""
    match error:
        case SourceError():
            return {"faults": list(map(asdict, error.faults))}
        case GlyphError():
            return {"missing": error.missing}
        case LostLinesError():
            return {"lost": error.message}
        case UsageError():
            return {"asked": error.message, "remedy": error.remedy}
        case CvrenderError():
            return {"message": error.message, "remedy": error.remedy}
    return {"failed": f"{type(error).__name__}: {error}"}


def _limit() -> None:
    """Limit this process, where the system has limits; the parent's clock holds everywhere.

    The seconds are those from now on.
    """
    with contextlib.suppress(ImportError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + 1 + SECONDS
        limits = {
            "RLIMIT_AS": (MEMORY, MEMORY),
            "RLIMIT_CPU": (seconds, resource.RLIM_INFINITY),
            "RLIMIT_FSIZE": (FILE, FILE),
            "RLIMIT_CORE": (0, 0),
        }
        for name, most in limits.items():
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(getattr(resource, name), most)


def _make_ready(name: str) -> None:
    """Import the module ``name``, or call the function that ``module:function`` names."""
    module, _, function = name.partition(":")
    found = importlib.import_module(module)
    if function:
        getattr(found, function)()


def serve(asked: IO[bytes], answered: IO[bytes], names: Iterable[str] = ()) -> None:
    """Make ``names`` ready, then work until nothing more comes."""
    for name in names:
        with contextlib.suppress(ImportError, CvrenderError):  # the work itself will say so
            _make_ready(name)
    while True:
        is_limited, request = read(asked)
        if is_limited:
            _limit()
        if not (request and (answer := _answer(request))):
            break  # the other process has ended, or this one has filled its memory
        write(answered, answer)
