"""What a person sees of a web page: its words, without navigation and what the page hides.

An element is hidden by its kind, by the attribute ``hidden``, or by CSS, the page's own or its
``style`` attribute: ``display: none``, ``visibility: hidden``, ``opacity: 0``, ``font-size: 0``.
Rules for other media than screens are not a person's who looks at one, and rules that depend on
the screen may be another person's: neither hides anything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["seen"]

_QUIET = ("script", "style", "template", "head", "nav", "dialog")
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt"),
    *("figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li"),
    *("main", "ol", "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul"),
}
_HIDING = {
    "display": re.compile("none"),
    "visibility": re.compile("hidden|collapse"),
    "opacity": re.compile(r"0(\.0*)?%?"),
    "font-size": re.compile(r"0(\.0*)?(%|[a-z]+)?"),
}
_SCREENS = re.compile(r"(only )?(all|screen)?")

Declarations = dict[str, str]


def seen(data: bytes) -> tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The words, a line a block, of a page in UTF-8.

    Then the target and words of each link, and the alternative text of each picture.
    """
    from cssselect2 import ElementWrapper
    from lxml import html

    root = html.document_fromstring(data.decode("utf-8", "replace"))
    match = _matcher("\n".join(style.text or "" for style in root.iter("style")))
    hidden = {
        element.etree_element
        for element in ElementWrapper.from_html_root(root).iter_subtree()
        if _is_hidden(element.etree_element, match(element))
    }
    text = re.sub(r"[ \t\r\n]*\n[ \t\r\n]*", "\n", "".join(_words(root, hidden)))
    links, pictures = (
        [one for one in root.iter(tag) if hidden.isdisjoint((one, *one.iterancestors()))]
        for tag in ("a", "img")
    )
    targets = ((link.get("href", ""), "".join(_words(link, hidden))) for link in links)
    return text.strip(), tuple(targets), tuple(picture.get("alt", "") for picture in pictures)


def _is_hidden(element: Any, rules: Iterable[Any]) -> bool:
    """Whether the element is hidden for itself; what is inside it is hidden with it."""
    declared: Declarations = {}
    for *_, declarations in rules:
        declared |= declarations
    declared |= _declarations(element.get("style", ""))
    return (
        element.tag in _QUIET
        or element.get("class") == "skip"
        or (element.get("hidden") is not None and "display" not in declared)
        or any(_HIDING[name].fullmatch(value) for name, value in declared.items())
    )


def _matcher(css: str) -> Any:
    from cssselect2 import Matcher, SelectorError, compile_selector_list

    matcher = Matcher()
    for prelude, declarations in _rules(css):
        try:
            selectors = compile_selector_list(prelude)
        except SelectorError:
            continue  # a browser skips such a rule too
        for selector in selectors:
            if selector.pseudo_element is None:
                matcher.add_selector(selector, declarations)
    return matcher.match


def _rules(css: Any) -> Iterator[tuple[Any, Declarations]]:
    """The rules for screens that could hide something."""
    import tinycss2

    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            if declarations := _declarations(rule.content):
                yield rule.prelude, declarations
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "layer", "supports"):
            condition = tinycss2.serialize(rule.prelude).strip()
            if rule.lower_at_keyword != "media" or _SCREENS.fullmatch(condition):
                yield from _rules(rule.content or [])


def _declarations(css: Any) -> Declarations:
    import tinycss2

    items = tinycss2.parse_blocks_contents(css, skip_comments=True, skip_whitespace=True)
    return {
        item.lower_name: tinycss2.serialize(item.value).strip().lower()
        for item in items
        if item.type == "declaration" and item.lower_name in _HIDING
    }


def _words(element: Any, hidden: set[Any]) -> Iterator[str]:
    if not isinstance(element.tag, str) or element in hidden:
        return
    around = "\n" if element.tag in _BLOCKS else ""
    yield around
    yield re.sub(r"\s+", " ", element.text or "")
    for child in element:
        yield from _words(child, hidden)
        yield re.sub(r"\s+", " ", child.tail or "")
    yield around
