"""What a renderer is: one typed record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cvrender.outline import Outline
from cvrender.theme import Theme

__all__ = ["Render", "Renderer"]

Render = Callable[[Outline, Theme], bytes]


@dataclass(frozen=True, slots=True)
class Renderer:
    """A format: its name, the suffix of its files, and the function that sets an Outline.

    ``render`` gives the bytes of a whole file. It opens no output file, reads no option and prints
    nothing; it raises MachineError when something it needs is not on the machine.
    """

    name: str
    suffix: str
    title: str
    render: Render
