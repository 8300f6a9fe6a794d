"""HTML in the texts of other tools, read by lxml → Markdown. Every word stays."""

import html
import re
from typing import Any

from cvrender.web_address import SCHEMES, scheme

_TAGS = (
    "a|abbr|b|blockquote|br|center|cite|code|del|div|em|font|h[1-6]|i|ins|kbd|li|mark|ol|p|pre|q|s"
    "|section|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul"
)
"""What makes HTML of a text; anything else in angle brackets is words: ``vector<int>``."""
# Nothing in these runs past the next tag, so that no text takes longer than it is.
_TAG = re.compile(rf"<(/?)({_TAGS})\b[^<>]*>", re.IGNORECASE)
_LITERAL = re.compile(rf"<(?!/?(?:{_TAGS})\b[^<>]*>)", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.{0,2000}?-->", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});", re.IGNORECASE)
"""With its semicolon: ``R&D`` and the parts of an address are none."""
_AMPERSAND = re.compile(rf"{_ENTITY.pattern}|&", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-)+-/:-@^_{|}~])")
"""What other Markdown frees by a backslash, and LaTeX too, but for what is markup in ours."""
_LATEX = re.compile(
    r"\\[a-zA-Z]{2,}\{[^{}\n]*\}|(?<![\\\w])\$[^$\n]{0,80}[\\^_][^$\n]{0,80}(?<!\\)\$"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DIGITS = re.compile(r"\s*([+-]?\d+[+-]?)\s*")
_SMALL = {
    "sup": str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
    "sub": str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋"),
}
_LOST = ("s", "strike", "del", "sub", "sup", "table")
"""Tags that Markdown has nothing for."""
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_BLOCKS = {
    "blockquote", "center", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "section",
    "table", "tr", "ul",
}  # fmt: skip


def clean(text: str) -> str:
    """``text`` without white space around it and controls in it; as Markdown where it is HTML.

    Each row of a table is a paragraph. Entities and escaped signs mean their letters in any text.
    """
    text = _CONTROL.sub(" ", text)
    text = _markdown(text) if _is_html(text) else _decoded(text)
    return _ESCAPED.sub(r"\1", _CONTROL.sub(" ", text)).strip()


def latex(text: str) -> str:
    """The first command or formula of LaTeX in ``text``; empty without any."""
    found = _LATEX.search(text) if "\\" in text or "$" in text else None
    return found[0] if found else ""


def lost_looks(text: str) -> list[str]:
    """The tags in ``text`` whose words are shown, and whose looks Markdown has nothing for."""
    found = _tree(_escaped(text)).iter(*_LOST) if _is_html(text) else ()
    return list(dict.fromkeys(element.tag for element in found if not _small(element)))


def _is_html(text: str) -> bool:
    """Whether ``text`` has a line break of HTML, or a tag that is opened and then closed."""
    opened: set[str] = set()
    for end, name in _TAG.findall(text):
        if name.lower() == "br" or (end and name.lower() in opened):
            return True
        if not end:
            opened.add(name.lower())
    return False


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def _escaped(text: str) -> str:
    """``text`` as HTML in which nothing but the tags that we know is markup."""
    text = _AMPERSAND.sub(lambda match: html.escape(_decoded(match[0])), _COMMENT.sub("", text))
    return _LITERAL.sub("&lt;", text)


def _tree(escaped: str) -> Any:
    from lxml import etree  # few texts are HTML

    return etree.fromstring(f"<div>{escaped}</div>", etree.HTMLParser())


def _markdown(text: str) -> str:
    """HTML as Markdown; its words alone where libxml2 drops some, as of what is nested deeply."""
    escaped = _escaped(text)
    words = html.unescape(_TAG.sub(" ", escaped))
    tree = _tree(escaped)
    read = "".join(tree.itertext())
    return _inner(tree) if "".join(read.split()) == "".join(words.split()) else words


def _inner(element: Any) -> str:
    """The Markdown of what ``element`` holds."""
    text: str = element.text or ""
    for child in element:
        text += _element(child, text[-1:]) + (child.tail or "")
    return text


def _element(element: Any, before: str) -> str:
    """The Markdown of ``element``, behind the character ``before``."""
    if digits := _small(element):
        return digits
    inner = _inner(element)
    match element.tag:
        case "br":
            return "\n"
        case "li":
            return f"\n• {_number(element)}{inner.strip()}"
        case "td" | "th" if element.getnext() is not None:
            return f"{inner}, "
        case "a":
            return _link(inner, element.get("href", ""))
        case tag if tag in _BLOCKS:
            return f"\n\n{inner}\n\n"
        case tag if tag in _MARKS:
            return _emphasized(inner, _MARKS[tag], before, _after(element))
        case _:
            return inner


def _number(item: Any) -> str:
    """What a numbered list shows before ``item``; empty in a list of bullets."""
    outer = item.getparent()
    if outer is None or outer.tag != "ol" or item.get("data-list") == "bullet":
        return ""  # the editor Quill has bullets in numbered lists
    start = outer.get("start", "1")
    before = len(list(item.itersiblings("li", preceding=True)))
    return f"{(int(start) if start.isdecimal() else 1) + before}. "


def _after(element: Any) -> str:
    """The first character behind ``element`` on its line."""
    following = element.getnext()
    if element.tail or following is None or following.tag in (*_BLOCKS, "br", "li"):
        return (element.tail or "")[:1]
    return next(following.itertext(), "")[:1]


def _emphasized(words: str, mark: str, before: str, after: str) -> str:
    """Each line of ``words`` between marks; none where a letter touches them: they would show."""
    touched = before.isalnum() and not words[:1].isspace()
    if touched or (after.isalnum() and not words[-1:].isspace()):
        return words
    return re.sub(r"\S(?:.*\S)?", rf"{mark}\g<0>{mark}", words)


def _small(element: Any) -> str:
    """A power or an index in small digits; empty where ``element`` is none."""
    digits = _DIGITS.fullmatch(element.text or "") if element.tag in _SMALL else None
    return digits[1].translate(_SMALL[element.tag]) if digits and not len(element) else ""


def _link(words: str, url: str) -> str:
    shown = words.strip()
    return f"[{shown}]({url.strip()})" if shown and scheme(url) in SCHEMES else words
