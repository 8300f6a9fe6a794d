"""Word pages: a Word file as LibreOffice shows it, converted beside everything else."""

import atexit
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Condition, Thread

from cvrender import system
from cvrender.files import temporary

PATIENCE = 120
"""Seconds after which LibreOffice hangs."""
_KEPT = 8


program = cache(system.libreoffice)


class WordPages:
    """Word files as PDF, each converted once; ``ready`` is called when one has become so."""

    def __init__(self, ready: Callable[[], None]) -> None:
        self.ready = ready
        self.made: dict[str, bytes] = {}
        """The PDF of each Word file by the SHA-256 of the latter; empty where it was refused."""
        self.wanted: bytes | None = None
        self.asked = Condition()
        self.started = False

    def pdf(self, document: bytes) -> bytes | None:
        """``document`` as PDF; None while it is converted, and b"" where that failed.

        Of those that wait the latest is converted: nobody looks at the others any more.
        """
        with self.asked:
            if (made := self.made.get(_key(document))) is not None:
                return made
            self.wanted = document
            self.asked.notify()
            if not self.started:
                self.started = True
                Thread(target=self._convert_all, daemon=True).start()
        return None

    def _convert_all(self) -> None:
        folder = temporary.folder("cvrender-word-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        while True:
            with self.asked:
                self.asked.wait_for(lambda: self.wanted is not None)
                document, self.wanted = self.wanted or b"", None
                known = _key(document) in self.made
            if not known:
                self._keep(document, _converted(document, folder))

    def _keep(self, document: bytes, pdf: bytes) -> None:
        with self.asked:
            self.made[_key(document)] = pdf
            for oldest in list(self.made)[:-_KEPT]:
                del self.made[oldest]
        self.ready()


def _key(document: bytes) -> str:
    return sha256(document).hexdigest()


def _converted(document: bytes, folder: Path) -> bytes:
    """``document`` as PDF, by a LibreOffice with a profile of its own: one may be open already."""
    source, made = folder / "cv.docx", folder / "cv.pdf"
    source.write_bytes(document)
    made.unlink(missing_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = (profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder))
    try:
        subprocess.run(
            [str(program()), *options, str(source)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=True,
        )
        return made.read_bytes()
    except (OSError, subprocess.SubprocessError):
        return b""
