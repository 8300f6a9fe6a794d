"""The child's part: do what comes, piece by piece, and answer."""

import contextlib
import importlib
import json
import pickle
from collections.abc import Iterable
from typing import IO

from cvrender.errors import CvrenderError
from cvrender.sandbox.limits import limit
from cvrender.sandbox.messages import read, report, write


def _answer(request: bytes) -> bytes:
    """The child's answer: a line of JSON, and what was made if there is anything."""
    work, *args = pickle.loads(request)  # noqa: S301  # from the process that started this
    try:
        return b"{}\n" + bytes(work(*args))
    except MemoryError:
        return b""
    except Exception as error:
        return json.dumps(report(error)).encode()


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
            limit()
        if not (request and (answer := _answer(request))):
            break  # the other process has ended, or this one has filled its memory
        write(answered, answer)
