"""Patch: a change to private parts of another library, which fits the versions it was tested with.

A patch that does not fit switches off alone, and nothing else with it: the library then does what
it does as shipped, and ``misfit`` says why.
"""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["Patch", "installed", "patch"]

_misfits: dict[Patch, str] = {}
"""Why each patch that was asked for is off in this process; empty for one that is on."""


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """One change. Its docstring says what it does and why the library needs it."""

    run: Callable[..., Any]
    tested: Mapping[str, str]
    """The versions of each library that it was tested with: ``70 or 71`` is any 70.x or 71.x."""
    reaches: Mapping[str, tuple[str, ...]]
    """``module:name`` of what it uses, with the parameters that a function must have."""
    loss: str
    """What the user loses without it; empty where it only saves time."""
    report: str
    """The title of the section of ``docs/upstream.md`` that reports it to the library."""
    guard: str
    """The test that fails without it, from the folder ``tests``."""

    @property
    def name(self) -> str:
        return str(self.run.__name__)

    @property
    def fits(self) -> bool:
        return not self.misfit()

    def misfit(self) -> str:
        """Why it is off, in words; empty where it fits. Imports what it reaches."""
        if self not in _misfits:
            _misfits[self] = self.unknown_version() or next(filter(None, self._changed()), "")
        return _misfits[self]

    def unknown_version(self) -> str:
        """Which library has a version that it was not tested with; imports none."""
        for library, tested in self.tested.items():
            version = installed(library)
            if not any(f"{version}.".startswith(f"{one}.") for one in tested.split(" or ")):
                return f"cvrender was tested with {library} {tested}, not with {version}"
        return ""

    def switch_off(self, reason: str) -> None:
        _misfits[self] = reason

    def __call__(self, *arguments: Any) -> None:
        """Make the change, if it fits."""
        if self.fits:
            self.run(*arguments)

    def _changed(self) -> Iterator[str]:
        for path, parameters in self.reaches.items():
            module, _, name = path.partition(":")
            yield _change(module, name, parameters)


def patch(
    *,
    tested: Mapping[str, str],
    reaches: Mapping[str, tuple[str, ...]],
    loss: str,
    report: str,
    guard: str,
) -> Callable[[Callable[..., Any]], Patch]:
    """Make a Patch of the function that changes the library."""
    return lambda run: Patch(run, tested, reaches, loss, report, guard)


def installed(library: str) -> str:
    """The version of a library: of the one imported, or else of the one installed."""
    if library in sys.modules:
        return str(sys.modules[library].__version__)
    from importlib.metadata import version  # 15 ms

    return version(library)


def _change(module: str, name: str, parameters: tuple[str, ...]) -> str:
    """How ``module.name`` differs from what a patch knows; empty where it does not."""
    try:
        found: Any = importlib.import_module(module)
        for part in name.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError):
        return f"{module.partition('.')[0]} has no {module}.{name}"
    if parameters and _parameters(found) != parameters:
        return f"{module}.{name} does not take ({', '.join(parameters)})"
    return ""


def _parameters(function: Any) -> tuple[str, ...]:
    """The names of its positional parameters; none of what is not written in Python."""
    code = getattr(function, "__code__", None)
    return code.co_varnames[: code.co_argcount] if code else ()
