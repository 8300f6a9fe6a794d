"""Styles of a web page: what its style sheets and attributes declare of each element.

The cascade is followed for a usual screen, 1280 by 800 pixels and light (CSS Cascade 4, Media
Queries 4): rules for paper, for phones or for the dark do not count.
"""

import operator
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

Declarations = dict[str, str]
"""The values of properties, in lower case; those of shorthands as they are written."""

_Rule = tuple[str, dict[str, tuple[str, bool]]]
"""Selectors, and their declarations: a value each, and whether it is important."""
_SCREEN = {"width": 1280.0, "height": 800.0}
_FACTS = {
    "prefers-color-scheme: light", "orientation: landscape", "hover: hover", "hover",
    "pointer: fine", "color", "scripting: enabled", "prefers-reduced-motion: no-preference",
}  # fmt: skip
_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
    "=": operator.eq, ":": operator.eq, "min": operator.ge, "max": operator.le,
}  # fmt: skip
_LIMIT = re.compile(r"(?:(min|max)-)?(width|height)\s*([<>]?=|[<>]|:)\s*(.+)")
_UNITS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "vw": 12.8, "vh": 8.0, "ch": 8.0}
_DEEPEST, _LONGEST = 8, 10_000
"""Of rules in each other: how many, and how many characters their selectors have."""
_CONDITIONAL = ("media", "container", "supports", "layer")
_ATTRIBUTES = {"color": "color", "bgcolor": "background-color", "background": "background-image"}
"""Attributes of HTML that are styles (WHATWG HTML, 15)."""
DRAWING = ("svg", "g", "switch", "text", "tspan", "textpath")
"""Elements of a drawing (SVG 2) that letters may stand in."""
_DRAWN = {
    name: name
    for name in (
        "fill", "fill-opacity", "opacity", "font-size", "display", "visibility", "transform",
        "clip-path", "mask", "letter-spacing", "text-decoration", "width", "height", "x", "y",
    )
}  # fmt: skip
"""Their attributes that are styles; some are lengths without a unit."""


def declared(root: Any, names: Collection[str]) -> dict[Any, Declarations]:
    """What is declared of each element below ``root``, parents first.

    Of the properties called one of ``names``, and of custom ones.
    """
    from cssselect2 import ElementWrapper

    css = "\n".join(style.text or "" for style in root.iter("style"))
    match = _matcher(_rules(css, names))
    elements = ElementWrapper.from_html_root(root).iter_subtree()
    return {
        element.etree_element: _declared(element.etree_element, match(element), names)
        for element in elements
    }


def pixels(length: str, whole: float = 16.0) -> float | None:
    """A length in pixels; ``whole`` is that of which a percentage or an em is a part."""
    match = re.match(r"([+-]?[\d.]+(?:e[+-]?\d+)?)(px|pt|rem|em|vw|vh|ch|%|)$", length.strip())
    try:
        number = float(match[1]) if match else None
    except ValueError:
        return None
    if match is None or number is None or (number and not match[2]):
        return None
    per_unit = {"%": whole / 100, "em": whole, "": 0.0}
    return number * per_unit.get(match[2], _UNITS.get(match[2], 0.0))


def _declared(element: Any, rules: Iterable[Any], names: Collection[str]) -> Declarations:
    own = [{name: (value, False)} for name, value in _attributes(element)]
    sheets = [declarations for *_, declarations in rules]
    style = element.get("style")
    everything = (*own, *sheets, _declarations(style, names) if style else {})
    return {
        name: value
        for wanted in (False, True)  # what is important wins
        for declarations in everything
        for name, (value, important) in declarations.items()
        if important == wanted
    }


def _attributes(element: Any) -> Iterator[tuple[str, str]]:
    names = _DRAWN if element.tag in DRAWING else _ATTRIBUTES
    return ((names[name], value.lower()) for name, value in element.items() if name in names)


def _matcher(rules: Iterator[_Rule]) -> Any:
    from cssselect2 import Matcher, SelectorError, compile_selector_list

    matcher = Matcher()
    for prelude, declarations in rules:
        try:
            selectors = compile_selector_list(prelude)
        except SelectorError:
            continue  # a browser skips such a rule too
        for selector in selectors:
            if selector.pseudo_element is None:
                matcher.add_selector(selector, declarations)
    return matcher.match


def _rules(css: Any, names: Collection[str]) -> Iterator[_Rule]:
    """The rules that apply: a prelude and its declarations each."""
    import tinycss2

    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            yield from _nested(tinycss2.serialize(rule.prelude), rule.content, names)
        elif _is_met(rule):
            yield from _rules(rule.content or [], names)


def _nested(selectors: str, css: Any, names: Collection[str], depth: int = 0) -> Iterator[_Rule]:
    """The rule of ``selectors``, and those that stand in it (CSS Nesting 1)."""
    import tinycss2

    if declarations := _declarations(css, names):
        yield selectors, declarations
    for item in tinycss2.parse_blocks_contents(css, skip_comments=True, skip_whitespace=True):
        if depth == _DEEPEST or len(selectors) > _LONGEST:
            return
        if item.type == "qualified-rule":
            inner = _below(selectors, tinycss2.serialize(item.prelude).strip())
            yield from _nested(inner, item.content, names, depth + 1)
        elif _is_met(item):
            yield from _nested(selectors, item.content or [], names, depth + 1)


def _below(selectors: str, inner: str) -> str:
    """The selectors of a rule inside another one."""
    around = f":is({selectors})"
    if "&" in inner:
        return inner.replace("&", around)
    return f"{around} {inner}" if inner[:1] in ">+~" else f"{around} :is({inner})"


def _is_met(rule: Any) -> bool:
    """Whether the rules in an at-rule apply."""
    import tinycss2

    if rule.type != "at-rule" or rule.lower_at_keyword not in _CONDITIONAL:
        return False
    condition = tinycss2.serialize(rule.prelude).strip().lower()
    is_query = rule.lower_at_keyword in ("media", "container")
    return applies(condition) if is_query else not condition.startswith("not")


def _declarations(css: Any, names: Collection[str]) -> dict[str, tuple[str, bool]]:
    import tinycss2

    items = tinycss2.parse_blocks_contents(css, skip_comments=True, skip_whitespace=True)
    return {
        item.lower_name: (tinycss2.serialize(item.value).strip().lower(), item.important)
        for item in items
        if item.type == "declaration"
        and (item.lower_name in names or item.lower_name.startswith("--"))
    }


def applies(query: str) -> bool:
    """Whether a media query list holds for the screen; what is not known does not."""
    return any(map(_holds, query.split(",")))


def _holds(query: str) -> bool:
    words = query.strip()
    if negated := words.startswith("not "):
        words = words.removeprefix("not ")
    kind = re.match(r"[a-z-]*", words.removeprefix("only "))
    features = re.findall(r"\(([^()]*)\)", words)
    holds = (not kind or kind[0] in ("", "all", "screen")) and all(map(_has, features))
    return holds != negated


def _has(feature: str) -> bool:
    turned = re.fullmatch(r"(.+?)\s*([<>]=?)\s*(width|height)", feature.strip())
    words = feature.strip()
    if turned:
        words = f"{turned[3]} {turned[2].translate(str.maketrans('<>', '><'))} {turned[1]}"
    if match := _LIMIT.fullmatch(words):
        limit = pixels(match[4])
        compared = _COMPARED[match[1] or match[3]]
        return limit is not None and compared(_SCREEN[match[2]], limit)
    return words in _FACTS
