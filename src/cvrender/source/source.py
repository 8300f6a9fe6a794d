"""Source: a file as read: the CV, the position of each value, the files it names, and warnings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cvrender.errors import Fault, Position
from cvrender.syntax.nodes import KeyPath, Node
from cvrender.theme import Theme
from cvrender.variants import Choice

if TYPE_CHECKING:
    from cvrender.model import CV, Letter
    from cvrender.outline import Line, Outline


class Source(NamedTuple):
    """A source as read.

    ``files`` holds the bytes of its pictures, by the keys that lead to each. ``inputs`` are the
    paths of all files that were read, the source itself first. ``themes`` holds those that it
    names, with its own overrides, by name; a built-in theme without any has not been read.

    Of a ``letter``, ``cv`` is its sender's, with the letter's looks and language; ``node`` is what
    that was read from, and has the letter under the key ``letter``.
    """

    path: Path
    cv: CV
    node: Node
    warnings: tuple[Fault, ...] = ()
    files: Mapping[KeyPath, bytes] = {}
    inputs: tuple[Path, ...] = ()
    themes: Mapping[str, Theme] = {}
    letter: Letter | None = None

    @property
    def folder(self) -> Path:
        """Where the CV stands, and themes beside it."""
        return Path(self.node.position.file).parent if self.letter else self.path.parent

    def composed(self, choice: Choice) -> Outline:
        """What a reader sees of it."""
        if self.letter is not None:
            from cvrender.compose.letter import compose_letter

            return compose_letter(self.letter, self.cv, choice, self.files)
        from cvrender.compose import compose  # checking does without it

        return compose(self.cv, choice, self.files)

    @property
    def theme_warnings(self) -> tuple[Fault, ...]:
        """The warnings of all its themes, each once."""
        return tuple(dict.fromkeys(w for theme in self.themes.values() for w in theme.warnings))

    def position(self, line: Line) -> Position:
        """Where in the source file a line of the Outline stands."""
        return self.node.at(line.origin).position
