"""What the texts of an anonymous CV, and its finished files, tell of its person all the same."""

from collections.abc import Iterable, Iterator

from cvrender.errors import Fault, Position, SourceError, listing, quoted
from cvrender.identity.clues import Identity
from cvrender.inline import Span
from cvrender.line import Line
from cvrender.outline import Outline
from cvrender.privacy import shown
from cvrender.syntax.nodes import Node

__all__ = ["Identity", "check_anonymous"]


def check_anonymous(
    identity: Identity, outlines: Iterable[Outline], themes: Iterable[str], node: Node
) -> None:
    """Raise SourceError where anonymous ``outlines`` tell who the person is.

    ``node`` is what they were read from. Files hold the names of ``themes`` and variants, too.
    """
    of_themes = ((_identifier(theme, "theme"), "") for theme in themes)
    lines = (*(each for outline in outlines for each in _held(outline)), *of_themes)
    told = {
        (_position(line, language, node), words): _hint(line, node)
        for line, language in lines
        if (words := identity.told(line))
    }
    message = "this text reveals {}: it is not anonymous"
    faults = [
        Fault(place, "told-identity", message.format(listing(map(quoted, words))), hint)
        for (place, words), hint in told.items()
    ]
    if faults:
        raise SourceError(tuple(faults))


def _held(outline: Outline) -> Iterator[tuple[Line, str]]:
    """What files hold of ``outline``, the name of its variant, too, each with its language."""
    yield from ((line, outline.language.code) for line in shown(outline))
    if outline.variant:
        yield _identifier(outline.variant, "variants", outline.variant), ""


def _identifier(name: str, *path: str) -> Line:
    """The line of a name that has no capitals where a person's has."""
    return Line((Span(name.title()),), origin=path)


def _position(line: Line, language: str, node: Node) -> Position:
    """Where ``line`` stands in the source; where it has another wording, that of this."""
    found = _wording(line, node) or node.at(line.origin)
    return (found.child(language) or found).position


def _wording(line: Line, node: Node) -> Node | None:
    is_reworded = line.origin[-1:] in (("name",), ("organization",))
    return node.at(line.origin[:-1]).child("anonymous") if is_reworded else None


def _hint(line: Line, node: Node) -> str:
    if line.role in ("organization", "organization-title") and _wording(line, node) is None:
        return "write beside the organization what stands for it: `anonymous: a bank`"
    return "remove it to render with `--anonymous`"
