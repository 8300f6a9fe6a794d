"""Registry of renderers, built in and plugged in: the entry points of ``cvrender.renderers``."""

from cvrender import plugins
from cvrender.checks.vocabulary import near
from cvrender.errors import MachineError, UsageError, one_of
from cvrender.outline import Outline
from cvrender.renderers.base import Renderer
from cvrender.theme import Theme

GROUP = "cvrender.renderers"


def _known() -> dict[str, plugins.Point]:
    return {point.name: point for point in plugins.points(GROUP)}


def names() -> tuple[str, ...]:
    """The formats that can be asked for; nothing is imported to list them."""
    return tuple(sorted(_known()))


def require(name: str) -> plugins.Point:
    """Where the renderer called ``name`` is. Raises UsageError where there is none."""
    point = _known().get(name)
    if point is None:
        raise UsageError(f"there is no format `{name}`", _hint(name))
    return point


def _hint(name: str) -> str:
    """What is meant by ``name``: several formats, one that is nearly called so, or its title."""
    several = name.split(",")
    if len(several) > 1 and set(several) <= set(names()):
        return f"ask for each: {' '.join(f'--to {one}' for one in several)}"
    titled = (one for one in names() if name.casefold() in describe(one).casefold().split())
    meant = near(name, names()) or near(next(titled, ""), names())
    return meant or one_of(names())


def load(name: str) -> Renderer:
    """The renderer called ``name``.

    Raises UsageError where there is none, MachineError where its package fails to import.
    """
    return plugins.load(require(name), Renderer, "format")


def render(theme: Theme, name: str, outline: Outline) -> bytes:
    """The bytes of ``outline`` in the format ``name``, in this process."""
    return bytes(load(name).render(outline, theme))


def describe(name: str) -> str:
    """The format's title, or why it cannot be loaded."""
    try:
        return load(name).title
    except MachineError as error:
        return error.message
