"""A web page read by lxml: the words that a person sees, without its navigation.

An element is hidden by its kind, by the attribute ``hidden``, or by CSS, the page's own or its
``style`` attribute: ``display: none``, ``visibility: hidden``, ``opacity: 0``, no or almost no
``font-size``, a place far outside the page, a clip that leaves nothing, a transparent colour, or
white where no background is set.
Rules for other media than screens, and rules that depend on the size of the screen, hide nothing:
somebody may see those words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cvrender.extract.base import Extract, FileFormat, errors_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_START = re.compile(rb"\s*<(!doctype html|html)", re.IGNORECASE)
_HIDDEN_TAGS = ("script", "style", "template", "head", "nav", "dialog")
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt"),
    *("figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li"),
    *("main", "ol", "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul"),
}
_PLACES = (
    *("left", "right", "top", "bottom", "inset-inline-start", "inset-inline-end"),
    *("text-indent", "margin-left", "margin-top", "margin-inline-start"),
)
_HIDING = {
    "display": re.compile("none"),
    "visibility": re.compile("hidden|collapse"),
    "opacity": re.compile(r"0(\.0*)?%?"),
    "font-size": re.compile(r"0(\.0*)?(%|[a-z]+)?|[01](\.\d+)?(px|pt)"),
    "color": re.compile(r"transparent|rgba?\(.*[,/] *0(\.0*)?%?\)|#([0-9a-f]{6}0|[0-9a-f]{3})0"),
    "clip": re.compile(r"rect\( *[01](px)?([ ,]+[01](px)?)* *\)"),
    "clip-path": re.compile(r"inset\( *(50|100)%.*\)|(circle|ellipse)\( *0[ %a-z)].*"),
    "transform": re.compile(r".*translate\w*\( *-\d{3,}.*|.*scale\w*\( *0 *[,)].*"),
    **dict.fromkeys(_PLACES, re.compile(r"-\d{3,}(\.\d*)?[a-z%]*")),
}
_WHITE = re.compile(r"white|#f[a-f]?f[a-f]?f[a-f]?|rgba?\( *25\d[, ]+25\d[, ]+25\d\b.*")
"""A colour that nobody sees where no background is set."""
_BACKGROUNDS = ("background", "background-color", "background-image")
_DECLARED = (*_HIDING, *_BACKGROUNDS)
_SCREENS = re.compile(r"(only )?(all|screen)?")

Declarations = dict[str, str]


@errors_as("cannot read the web page")
def _read(data: bytes) -> Extract:
    """The visible words of a page in UTF-8, a line a block, its links and pictures."""
    from cssselect2 import ElementWrapper
    from lxml import html

    root = html.document_fromstring(data.decode("utf-8", "replace"))
    match = _matcher("\n".join(style.text or "" for style in root.iter("style")))
    declared = {
        element.etree_element: _declared(element.etree_element, match(element))
        for element in ElementWrapper.from_html_root(root).iter_subtree()
    }
    hidden = {element for element in declared if _is_hidden(element, declared)}
    text = re.sub(r"[ \t\r\n]*\n[ \t\r\n]*", "\n", "".join(_words(root, hidden)))
    links, pictures = (
        [one for one in root.iter(tag) if hidden.isdisjoint((one, *one.iterancestors()))]
        for tag in ("a", "img")
    )
    return Extract(
        "lxml",
        text.strip(),
        tuple((link.get("href", ""), "".join(_words(link, hidden))) for link in links),
        pictures=tuple(picture.get("alt", "") for picture in pictures),
    )


def _declared(element: Any, rules: Iterable[Any]) -> Declarations:
    """What style sheets and the attribute ``style`` declare of the element itself."""
    declared: Declarations = {}
    for *_, declarations in rules:
        declared |= declarations
    return declared | _declarations(element.get("style", ""))


def _is_hidden(element: Any, declared: dict[Any, Declarations]) -> bool:
    """Whether the element itself is hidden; what it contains is hidden with it."""
    own = declared[element]
    return (
        element.tag in _HIDDEN_TAGS
        or element.get("class") == "skip"
        or (element.get("hidden") is not None and "display" not in own)
        or any(name in _HIDING and _HIDING[name].fullmatch(value) for name, value in own.items())
        or (bool(_WHITE.fullmatch(own.get("color", ""))) and _is_on_paper(element, declared))
    )


def _is_on_paper(element: Any, declared: dict[Any, Declarations]) -> bool:
    around = (element, *element.iterancestors())
    return not any(name in declared[each] for each in around for name in _BACKGROUNDS)


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
    """The rules for screens that may hide something: a prelude and its declarations each."""
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
        if item.type == "declaration" and item.lower_name in _DECLARED
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


FORMAT = FileFormat("html", lambda data, suffix: _START.match(data[:200]) is not None, (_read,))
