"""What a renderer is: one typed record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cvrender.errors import Fault

if TYPE_CHECKING:
    from cvrender.outline import Outline
    from cvrender.theme import Theme
    from cvrender.theme.tokens import Tokens

__all__ = ["MARK", "Render", "Renderer", "always", "shown"]

MARK = "cvrender"
"""What a file says that made it."""

Render = Callable[["Outline", "Theme"], bytes]


@dataclass(frozen=True, slots=True)
class Renderer:
    """A format: its name, the suffix of its files, and the function that sets an Outline.

    ``render`` gives the bytes of a whole file. It opens no output file, reads no option and prints
    nothing; it raises MachineError when something it needs is not on the machine. Where ``split``
    is given, the files that it makes of those bytes are written in their stead, numbered. Those
    that bear MARK in their first kilobyte are removed when a later run makes fewer.
    """

    name: str
    suffix: str
    title: str
    render: Render
    split: Callable[[bytes], tuple[bytes, ...]] | None = None
    warnings: Callable[[Theme], Iterable[Fault]] = lambda theme: ()
    """What of a theme will not look as it should in this format."""
    arranged: bool = False
    """Whether it sets the heads of entries as the theme arranges them. Others, of texts without
    looks, are given an Outline with title and dates over organization and place."""
    columns: Callable[[Tokens], bool] = lambda tokens: False
    """With which tokens a theme's sidebar stands beside the text. What is in it is read first,
    then, and so ``render`` is given an Outline that begins with it; the others have the author's
    order."""
    paged: bool = False
    """Whether its files have pages: what it is given is fitted into them."""
    letters: bool = True
    """Whether it sets letters, too."""


def always(tokens: Tokens) -> bool:
    """``columns`` of a format whose sidebars are never a part of the text."""
    return True


def shown(outline: Outline, theme: Theme) -> Outline:
    """What a page, a Word file or Markdown shows of ``outline``: its links, if the theme has them.

    Data keep their addresses.
    """
    return outline if theme.tokens.files.links else outline.unlinked()
