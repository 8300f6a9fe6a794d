"""The looks of a RenderCV file → tokens of ours; ``design.toml`` says which mean which."""

import re
from collections.abc import Iterator
from typing import Any

from cvrender import languages, theme
from cvrender.data_file import table
from cvrender.errors import SourceError
from cvrender.readers.foreign.values import folded, is_empty, wording
from cvrender.syntax.nodes import Node

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(pt|mm|cm|in|em)")
_RGB = re.compile(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)")
_SIGNS = ("bullets.character", "bullets.nested", "header.separator")
_BODY = 10.0
"""The size of RenderCV's text in points where it is not given."""
_ABOVE_LEADING = 0.66
"""The height of a line in Typst without its leading, from the capitals' top to the baseline."""
_STYLES = {
    "MONTH_NAME": "long",
    "MONTH_ABBREVIATION": "short",
    "MONTH": "numeric",
    "YEAR": "year",
}
"""The names in RenderCV's templates, the first that is there says the style."""
Tokens = dict[str, Node]
"""Values by the paths of tokens, such as ``page.margin.top``."""


def _table() -> dict[str, dict[str, Any]]:
    """``tokens``: the paths of theirs by those of ours; ``values``: what their words mean.

    ``months``: the paths of the names of months, in short and written out.
    """
    return table(__file__, "design.toml")


def design(looks: dict[str, Node], code: str) -> tuple[Node | None, list[str]]:
    """The ``design`` of a CV, and the paths of what has no token here or a value out of range.

    ``looks`` are ``design``, whose paths have no name before them, ``locale`` and ``settings``;
    ``code`` is the CV's language.
    """
    groups = (_leaves(node, "" if key == "design" else key) for key, node in looks.items())
    given = dict(leaf for group in groups for leaf in group)
    place = next(iter(looks.values()))
    valid = _valid(_found(given), place)
    taken = {name for token in valid for name in _table()["tokens"].get(token, ())}
    if months := valid.get("dates.months"):
        taken.update(*_table()["months"].values())
        usual = languages.load(code).dates
        if tuple(map(wording, months.items)) in (usual.months, usual.long_months):
            del valid["dates.months"]
    rest = [name for name in given if name not in taken and name != "theme"]
    return (_nested(valid, place) if valid else None), rest


def _found(given: dict[str, Node]) -> Tokens:
    """Our tokens of what is ``given``, by its paths; their values may be out of range."""
    found: Tokens = {}
    for token, names in _table()["tokens"].items():
        name = next((name for name in names if name in given), "")
        if name and (value := _meant(token, name, given[name], found)):
            found[token] = given[name].holding(value)
    short, long = _table()["months"].values()
    style = found.get("dates.style")
    names = (*long, *short) if style and style.value == "long" else (*short, *long)
    if months := next((given[name] for name in names if name in given), None):
        found["dates.months"] = months
    return found


def _leaves(node: Node, path: str = "") -> Iterator[tuple[str, Node]]:
    for key, child in node.fields.items():
        inner = f"{path}.{key}".strip(".").replace("-", "_")
        if child.fields:
            yield from _leaves(child, inner)
        elif not is_empty(child):
            yield inner, child


def _meant(ours: str, name: str, node: Node, found: Tokens) -> str:
    """The value of our token that ``node`` means; empty if there is none."""
    words = str(node.value).strip() if not isinstance(node.value, bool) else wording(node)
    words = {"yes": "true", "no": "false"}.get(words, words)
    if known := _table()["values"].get(ours):
        if ours == "footer.show" and "PAGE_NUMBER" in words:
            return "name-and-pages" if "NAME" in words.replace("_NAME", "") else "pages"
        if name.startswith("disable"):
            words = {"true": "false", "false": "true"}.get(words, words)
        return str(known.get(folded(words).replace("(", ""), ""))
    if ours in _SIGNS:
        return words if len(words) == 1 else ""
    match ours:
        case "dates.present":
            return words
        case "dates.style":
            return _date_style(words)
        case "line_height":
            return _line_height(words)
    return _color(words) if ours.startswith("colors.") else _length(words, found.get("sizes.body"))


def _date_style(template: str) -> str:
    """The style of dates that a template of names such as ``MONTH_NAME YEAR`` has."""
    found = (style for names, style in _STYLES.items() if re.search(names, template))
    return next(found, "")


def _line_height(words: str) -> str:
    """A leading in ems as a multiple of the font size: from the top of one line to the next."""
    match = re.fullmatch(r"(\d*\.?\d+) ?em", words)
    return f"{float(match[1]) + _ABOVE_LEADING:.3g}" if match else ""


def _color(words: str) -> str:
    if match := _RGB.fullmatch(words):
        return "#" + "".join(f"{min(int(part), 255):02x}" for part in match.groups())
    words = {"black": "#000000", "white": "#ffffff"}.get(words, words)
    return words.lower() if re.fullmatch(r"#[0-9a-fA-F]{6}", words) else ""


def _length(words: str, body: Node | None) -> str:
    """A length in our units; ``em`` is the size of the text."""
    match = _LENGTH.fullmatch(words)
    if match is None or match[2] != "em":
        return "".join(match.groups()) if match else ""
    size = _LENGTH.fullmatch(str(body.value)) if body else None
    return f"{float(match[1]) * (float(size[1]) if size else _BODY):.4g}pt"


def _valid(found: Tokens, place: Node) -> Tokens:
    """The tokens of ``found`` that a theme accepts."""
    while found:
        try:
            theme.find("classic", designs=(_nested(found, place),))
        except SourceError as error:
            wrong = {fault.position for fault in error.faults}
            kept = {token: node for token, node in found.items() if node.position not in wrong}
            found = kept if len(kept) < len(found) else {}
        else:
            break
    return found


def _nested(tokens: Tokens, place: Node) -> Node:
    """``tokens`` by their groups."""
    groups: dict[str, Tokens] = {}
    for token, node in tokens.items():
        group, _, below = token.partition(".")
        groups.setdefault(group, {})[below] = node
    return place.holding(
        {
            group: inner[""] if "" in inner else _nested(inner, place)
            for group, inner in groups.items()
        }
    )
