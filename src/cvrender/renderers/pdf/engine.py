"""WeasyPrint: its import with the patches, and its one FontConfiguration; for the PDF alone."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from cvrender import sandbox, system
from cvrender.errors import Fault, MachineError
from cvrender.renderers import fonts as print_fonts

if TYPE_CHECKING:
    from cvrender.renderers.pdf.patches.patch import Patch
    from cvrender.theme import Theme

HOMEBREW = "/opt/homebrew/lib:/usr/local/lib:/usr/lib"


@cache
def weasyprint() -> Any:
    """The module. Raises MachineError where a library that it loads is missing."""
    import logging

    from cvrender.renderers.pdf import patches  # who makes a page alone needs none

    of_import = (*patches.selectors.PATCHES, *patches.imports.PATCHES)
    try:
        with contextlib.redirect_stdout(io.StringIO()), _homebrew_searched():
            module = _imported(of_import)  # where it fails it prints advice
    except OSError as error:
        raise _not_loaded(error) from error
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    patches.apply()
    return module


@cache
def fonts() -> Any:
    """The one FontConfiguration of this process: each new one would cost 30 ms and 260 kB."""
    weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    from cvrender.renderers.pdf.patches import fontconfig

    configuration = FontConfiguration()
    fontconfig.fonts_are_removed_at_exit(configuration)
    return configuration


def has_family(family: str) -> bool:
    """Whether Fontconfig knows a font family of this name; True where it cannot be asked."""
    return bool(sandbox.printed(_has_family, family))


def _has_family(family: str) -> bytes:
    from cvrender.renderers.pdf.patches import fontconfig

    weasyprint()
    return b"" if fontconfig.family_lookup(family) is False else b"yes"


def absent_families(theme: Theme) -> Iterator[Fault]:
    """A warning for each family of ``theme`` that is not here: another one is printed."""
    for family, position in theme.families:
        if family in print_fonts.FAMILIES or family in theme.css or has_family(family):
            continue
        message = f"the font `{family}` is not installed: another one is used"
        hint = f"install it, or use one of {', '.join(print_fonts.FAMILIES)}"
        yield Fault(position, "absent-font", message, hint, warning=True)


def _not_loaded(error: OSError) -> MachineError:
    missing = system.missing_libraries()
    if not missing:
        return MachineError(f"WeasyPrint cannot be loaded: {error}", "`cvrender doctor` tells more")
    names = " and ".join(missing)
    message = f"the PDF needs {names}, which this system lacks"
    return MachineError(message, f"install it: {system.how_to_install(missing)}")


def _imported(patches: Iterable[Patch]) -> Any:
    """Import WeasyPrint with as many of the ``patches`` of its import as it takes."""
    chosen = [each for each in patches if each.fits]
    while chosen:
        try:
            return _import(chosen)
        except Exception as error:  # a release that needs more than it gets
            chosen.pop().switch_off(f"weasyprint cannot be imported with it: {error}")
            _forget("weasyprint")
    return _import(())


def _import(chosen: Iterable[Patch]) -> Any:
    with contextlib.ExitStack() as stack:
        for each in chosen:
            stack.enter_context(each.run())
        return importlib.import_module("weasyprint")


def _forget(package: str) -> None:
    """Drop what a failed import left half made."""
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        del sys.modules[name]


@contextlib.contextmanager
def _homebrew_searched() -> Iterator[None]:
    """Let every Python on macOS search Homebrew's folders, as only Homebrew's own does."""
    variable = "DYLD_FALLBACK_LIBRARY_PATH"
    if sys.platform != "darwin" or variable in os.environ:
        yield
        return
    os.environ[variable] = HOMEBREW
    try:
        yield
    finally:
        del os.environ[variable]
