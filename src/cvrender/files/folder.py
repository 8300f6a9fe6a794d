"""The folder of a source: the files that the source names come from there and nowhere else."""

from pathlib import Path, PureWindowsPath

from cvrender.errors import SourceError, quoted
from cvrender.syntax.nodes import Node

MAX_BYTES = 10_000_000


def is_network_path(name: str) -> bool:
    r"""Whether ``name`` is of a share, as in ``\\server\share``.

    Windows would sign in there, with the user's name, if it is only asked whether the file exists.
    """
    return PureWindowsPath(name).drive.startswith("\\\\")


class Folder:
    """The folder that a source stands in; ``files`` collects the paths that were asked for.

    ``remedy`` is for a file outside.
    """

    def __init__(
        self,
        path: Path,
        called: str = "the CV's folder",
        remedy: str = "copy it into that folder",
    ) -> None:
        self.path, self.called, self.remedy = path, called, remedy
        self.files: dict[Path, None] = {}

    def read(self, name: Node) -> bytes:
        """The bytes of the file that ``name`` names; links are followed and must stay inside.

        Raises SourceError at the place of the name.
        """
        called = quoted(str(name.value))
        self.files[self.path / str(name.value)] = None
        file = self._file(name, called)
        try:
            if file.stat().st_size > MAX_BYTES:
                message = f"{called} is larger than {MAX_BYTES:,} bytes"
                raise SourceError.at(name.position, "file-too-large", message, "use a smaller file")
            return file.read_bytes()
        except OSError as error:
            message = f"cannot read {called}: {error.strerror}"
            raise SourceError.at(name.position, "unreadable-file", message) from error

    def _file(self, name: Node, called: str) -> Path:
        root = self.path.resolve()
        elsewhere = is_network_path(str(name.value))
        try:
            file = root if elsewhere else (root / str(name.value)).resolve()
            there = file.is_file()
        except (OSError, ValueError, RuntimeError):  # a name too long, a NUL in it, a ring of links
            file, there = root, False
        if elsewhere or not file.is_relative_to(root):
            message = f"{called} is outside {self.called}"
            raise SourceError.at(name.position, "foreign-file", message, self.remedy)
        if not there:
            message, hint = f"there is no file {called}", f"give its path relative to {self.called}"
            raise SourceError.at(name.position, "unknown-file", message, hint)
        return file
