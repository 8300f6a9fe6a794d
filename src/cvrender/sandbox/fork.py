"""Fork: a child that is a copy of this process, and so need not import what this one has."""

import gc
import os
import signal
import tempfile
from collections.abc import Iterable


class Forked:
    """Stands in for ``subprocess.Popen``. For a process of one thread, without WeasyPrint."""

    def __init__(self, names: Iterable[str], folder: str) -> None:
        asked, ask = os.pipe()
        answered, answer = os.pipe()
        self._number = os.fork()
        if self._number == 0:
            os.close(ask)
            os.close(answered)
            _serve(asked, answer, names, folder)
        os.close(asked)
        os.close(answer)
        self.stdin = os.fdopen(ask, "wb")
        self.stdout = os.fdopen(answered, "rb")

    def kill(self) -> None:
        os.kill(self._number, signal.SIGKILL)  # not waited for yet, it has its number still

    def wait(self) -> None:
        os.waitpid(self._number, 0)


def _serve(asked: int, answer: int, names: Iterable[str], folder: str) -> None:
    """The child's part; it never returns, and runs nothing that its parent does at its end."""
    from cvrender.sandbox.child import serve

    try:
        gc.freeze()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nowhere, number)
        tempfile.tempdir = folder
        serve(os.fdopen(asked, "rb"), os.fdopen(answer, "wb"), names)
    finally:
        os._exit(0)
