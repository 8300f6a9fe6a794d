"""Folders in which themes stand: a project's, the user's own, the built-in ones, and packages'."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from cvrender.errors import MachineError
from cvrender.plugins import points

GROUP = "cvrender.themes"


@cache
def built_in() -> Path:
    """The folder of the built-in themes: in the package, or at the root of a checkout.

    Raises MachineError where the installation has lost it.
    """
    package = Path(__file__).parents[1]
    for folder in (package / "themes", package.parents[1] / "themes"):
        if folder.is_dir():
            return folder
    raise MachineError("the built-in themes are missing", "reinstall cvrender")


def places(beside: Path) -> tuple[Path, ...]:
    """The folders where themes are looked for; the first that has the name wins.

    ``themes/`` in the folder ``beside`` and in the working folder, the user's own, the built-in
    ones; after all of them, installed packages.
    """
    return (beside / "themes", Path("themes"), *_mine(), built_in())


def _mine() -> tuple[Path, ...]:
    """The user's own themes: the folders of CVRENDER_THEMES, or one in the user's configuration.

    That is XDG Base Directory's, macOS's or Windows'; a user without a home has none.
    """
    if chosen := os.environ.get("CVRENDER_THEMES"):
        return tuple(map(Path, filter(None, chosen.split(os.pathsep))))
    variable = {"darwin": "", "win32": "APPDATA"}.get(sys.platform, "XDG_CONFIG_HOME")
    below = "Library/Application Support" if sys.platform == "darwin" else ".config"
    with suppress(RuntimeError):
        folder = os.environ.get(variable) or Path.home() / below
        return (Path(folder, "cvrender", "themes"),)
    return ()


@cache
def packages() -> tuple[Path, ...]:
    """The folders of themes in installed packages: entry points of ``cvrender.themes``.

    Each names a package whose folder holds themes; the package is not imported.
    """
    from importlib.util import find_spec

    found = []
    for point in points(GROUP):
        top, *below = point.module.split(".")
        spec = find_spec(top)
        roots = spec.submodule_search_locations if spec else None
        found += [Path(root, *below) for root in roots or ()]
    return tuple(found)


def installed() -> tuple[Path, ...]:
    """The folders of the themes that are built in, and of those in installed packages."""
    return (built_in(), *packages())


def names(folders: tuple[Path, ...] | None = None) -> tuple[str, ...]:
    """The themes in ``folders`` (None: the built-in ones) and in installed packages, sorted."""
    everywhere = (*((built_in(),) if folders is None else folders), *packages())
    return tuple(sorted({name for folder in everywhere for name in _names_in(folder)}))


def _names_in(folder: Path) -> Iterator[str]:
    """The themes in ``folder``; none where it cannot be read."""
    with suppress(OSError):
        yield from (path.parent.name for path in folder.glob("*/theme.yaml"))


def is_trusted(folder: Path) -> bool:
    """Built in, the user's own, or installed. A folder beside a source may be anybody's."""
    if inside(folder, built_in()):
        return True
    return any(inside(folder, root) for root in (*_mine(), *packages()))


def inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
