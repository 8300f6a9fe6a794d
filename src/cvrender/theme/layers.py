"""Layers: tokens laid over those of a theme, with what a palette and a paper say of others.

An option sets one: ``--set colors.accent=#0b6e4f``.
"""

from contextlib import suppress

from cvrender.data_file import table
from cvrender.errors import Position, UsageError, quoted
from cvrender.syntax import parse_yaml
from cvrender.syntax.nodes import Node
from cvrender.theme.measures import PAGE_SIZES, to_points


def laid(lower: Node, upper: Node) -> Node:
    """``upper`` over ``lower``, mapping by mapping.

    A word for a group that has a ``mode`` is its mode: ``fit: off``. A palette stands for its
    colours, which those beside it override. The margins below are for the
    paper below: on a narrower one they shrink with it.
    """
    return _over(_on_paper(lower, upper), _with_colors(upper))


def _over(lower: Node, upper: Node) -> Node:
    if "mode" in lower.fields and isinstance(upper.value, str):
        upper = upper.holding({"mode": upper})
    if not (isinstance(upper.value, dict) and isinstance(lower.value, dict)):
        return upper
    merged: dict[str, Node] = dict(lower.value)
    for key, node in upper.value.items():
        merged[key] = _over(merged[key], node) if key in merged else node
    return upper.holding(merged)


def palettes() -> dict[str, dict[str, str]]:
    """The colours of each palette, by its name."""
    return table(__file__, "palettes.toml")


def _with_colors(layer: Node) -> Node:
    """``layer`` with the colours of its palette, each at the palette's place."""
    palette = layer.fields.get("palette")
    if palette is None or str(palette.value) not in palettes():
        return layer
    chosen = palettes()[str(palette.value)]
    colors = {name: palette.holding(color) for name, color in chosen.items()}
    return _over(palette.holding({"colors": palette.holding(colors)}), layer)


def _on_paper(lower: Node, upper: Node) -> Node:
    """``lower`` with its margins for the paper that ``upper`` names."""
    page, chosen = (layer.fields.get("page", layer) for layer in (lower, upper))
    before, after = _width(page), _width(chosen)
    if not before or not after or after >= before:
        return lower
    margins = page.fields.get("margin", page)
    shrunk = {side: _times(length, after / before) for side, length in margins.fields.items()}
    return lower.holding(
        {**lower.fields, "page": page.holding({**page.fields, "margin": margins.holding(shrunk)})}
    )


def _width(page: Node) -> float | None:
    """The width of the paper in points; None where a layer does not say it."""
    size = page.fields.get("size")
    return PAGE_SIZES.get(str(size.value), (None,))[0] if size else None


def _times(length: Node, factor: float) -> Node:
    with suppress(ValueError):  # that it is no length is told where tokens are checked
        return length.holding(f"{to_points(str(length.value)) * factor:.2f}pt")
    return length


def option(text: str) -> Node:
    """``name=value``, dots between the names of groups; faults are placed within the option.

    Raises UsageError where there is no ``=``.
    """
    path, equals, value = text.partition("=")
    if not equals or not all(path.split(".")):
        message = f"expected NAME=VALUE for --set, found {quoted(text)}"
        raise UsageError(message, "for example: --set page.size=Letter")
    file = f"--set {text}"
    position = Position(file, 1, len(path) + 2)
    node = parse_yaml(value, file) if value.startswith("[") else Node(value, position)
    column = len(path)
    for name in reversed(path.split(".")):
        column -= len(name)
        key = Position(file, 1, column + 1)
        node = Node({name: Node(node.value, node.position, key)}, key)
        column -= 1
    return node
