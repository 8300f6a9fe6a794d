"""Patch: a change to private parts of another library, which fits the versions it was tested with.

A patch that does not fit switches off alone: the library then does what it does as shipped, and
``misfit`` says why. ``docs/upstream.md`` has a section for each, with the test that guards it.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import resolve_name
from typing import Any

TESTED = {
    "weasyprint": ("70",), "pydyf": ("0.13",), "fontTools": ("4",), "cffi": ("1", "2"),
    "cssselect2": ("0.8", "0.9", "0.10"),
}  # fmt: skip
"""The versions that all patches were tested with: ``70`` is any 70.x."""
_misfits: dict[Patch, str] = {}
"""Why each patch that was asked for is off in this process; empty for one that is on."""


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """One change. The docstring of ``run`` says what it does, and why the library needs it."""

    run: Callable[..., Any]
    libraries: tuple[str, ...]
    """Those of ``TESTED`` whose version matters."""
    reaches: tuple[str, ...]
    """What it uses: ``module:name``, with ``(parameters)`` where they matter."""
    loss: str
    """What the user loses without it; empty where it only saves time."""

    @property
    def name(self) -> str:
        return str(self.run.__name__)

    @property
    def fits(self) -> bool:
        return not self.misfit()

    def misfit(self) -> str:
        """Why it is off, in words; empty where it fits. Imports what it reaches."""
        if self not in _misfits:
            for library in self.libraries:  # which then has its version; its metadata take 15 ms
                import_module(library)
            changes = (self.unknown_version(), *map(_change, self.reaches))
            _misfits[self] = next(filter(None, changes), "")
        return _misfits[self]

    def unknown_version(self) -> str:
        """Which library has a version that it was not tested with; imports none."""
        for library in self.libraries:
            version, tested = installed(library), TESTED[library]
            if not f"{version}.".startswith(tuple(f"{one}." for one in tested)):
                return f"cvrender was tested with {library} {' or '.join(tested)}, not {version}"
        return ""

    def switch_off(self, reason: str) -> None:
        _misfits[self] = reason

    def __call__(self, *arguments: Any) -> Any:
        """Make the change; None where it does not fit."""
        return self.run(*arguments) if self.fits else None


def patch(
    *libraries: str, reaches: tuple[str, ...] = (), loss: str = ""
) -> Callable[[Callable[..., Any]], Patch]:
    """Make a Patch of the function that changes the library."""
    return lambda run: Patch(run, libraries, reaches, loss)


def installed(library: str) -> str:
    """The version of a library: of the one imported, or else of the one installed."""
    if library in sys.modules:
        return str(sys.modules[library].__version__)
    from importlib.metadata import version  # 15 ms

    return version(library)


def _change(reached: str) -> str:
    """How the library differs from what a patch ``reaches``; empty where it does not."""
    path, _, parameters = reached.removesuffix(")").partition("(")
    name = path.replace(":", ".")
    try:
        found = resolve_name(path)
    except (ImportError, AttributeError):
        return f"{path.partition('.')[0]} has no {name}"
    if parameters and ", ".join(inspect.getfullargspec(found).args) != parameters:
        return f"{name} does not take ({parameters})"
    return ""
