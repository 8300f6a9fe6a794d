"""The themes that a source names, each with the source's own overrides of its tokens."""

from collections.abc import Iterator
from pathlib import Path

from cvrender.errors import Fault, SourceError, UsageError
from cvrender.syntax.nodes import Node
from cvrender.theme.discovery import DEFAULT, Theme, settle
from cvrender.theme.folders import places


def named_themes(tree: Node, folder: Path) -> tuple[dict[str, Theme], tuple[Fault, ...]]:
    """The themes that ``tree`` names, by name, and what is wrong with them.

    ``folder`` is where the source stands. A built-in theme without overrides is not among them: it
    can be right unread.
    """
    design = tree.child("design")
    designs = (design,) if design and isinstance(design.value, dict) else ()
    folders = places(folder)
    themes: dict[str, Theme] = {}
    faults: list[Fault] = []
    for name in _names(tree):
        theme, wrong = _settled(name, folders, designs, folder)
        faults += wrong
        if theme is not None:
            themes[str(name.value)] = theme
    return themes, tuple(faults)


def _settled(
    name: Node, folders: tuple[Path, ...], designs: tuple[Node, ...], beside: Path
) -> tuple[Theme | None, tuple[Fault, ...]]:
    """The theme called as ``name`` says, or the faults that prevent it."""
    try:
        return settle(str(name.value), folders, designs, beside), ()
    except UsageError as error:
        unknown = Fault(name.position, "unknown-theme", error.message, error.remedy)
        # Every theme has the same tokens: the overrides can be checked with any of them.
        _, others = _settled(Node(DEFAULT, name.position), folders, designs, beside)
        return None, (unknown, *others)
    except SourceError as error:
        return None, error.faults


def _names(tree: Node) -> Iterator[Node]:
    """The names of themes: the one at the top, or else the default, and those of variants."""
    variants = tree.at(("variants",)).value
    names = [("variants", name) for name in variants] if isinstance(variants, dict) else []
    for path in ((), *names):
        named = tree.at(path).child("theme") or (None if path else Node(DEFAULT, tree.position))
        if named is not None and isinstance(named.value, str):
            yield named
