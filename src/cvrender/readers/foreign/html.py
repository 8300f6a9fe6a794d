"""HTML in the texts of other tools → Markdown, every word of it."""

from __future__ import annotations

import html
import re

from cvrender import inline

__all__ = ["clean", "lost_looks"]

_TAGS = (
    "a|abbr|b|blockquote|br|center|cite|code|del|div|em|font|h[1-6]|i|ins|kbd|li|mark|ol|p|pre|q|s"
    "|section|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul"
)
# Nothing in these runs past the next tag, so that no text takes longer than it is.
_TAG = re.compile(rf"<(/?)({_TAGS})\b[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LINK = re.compile(
    r"<a\s[^<>]{0,2000}?\bhref\s?=\s?[\"']([^\"'<>]*+)[\"'][^<>]*+>((?:(?!</?a\b).)*+)</a\s*>",
    re.IGNORECASE | re.DOTALL,
)
_POWER = re.compile(r"<sup\b[^<>]*>\s*([+-]?\d+[+-]?)\s*</sup\s*>", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOST = {"s", "strike", "del", "sub", "sup", "table"}
"""Tags that Markdown has nothing for."""
_MARKS: tuple[tuple[str, str], ...] = (
    (r"<!--.{0,2000}?-->", ""),
    (r"<br\s*/?>", "\n"),
    (r"<li\b[^<>]*>\s*(?:<(?:p|div)\b[^<>]*>\s*)*", "\n• "),
    (r"</t[dh]\s*>\s*<t[dh]\b[^<>]*>", ", "),
    (r"</?(?:p|div|ul|ol|h[1-6]|blockquote|pre|section|center|table|tr)\b[^<>]*>", "\n\n"),
    (r"</?(?:b|strong)\b[^<>]*>", "**"),
    (r"</?(?:i|em)\b[^<>]*>", "*"),
    (r"</?code\b[^<>]*>", "`"),
    (rf"</?(?:{_TAGS})\b[^<>]*>", ""),
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});", re.IGNORECASE)
"""With its semicolon: ``R&D`` and the parts of an address are none."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(text: str) -> str:
    """``text`` without white space around it and controls in it; as Markdown where it is HTML.

    Each row of a table is a paragraph. ``&amp;`` and its like mean their letters in any text.
    """
    if _BREAK.search(text) or _closed(text):
        text = _POWER.sub(lambda match: match[1].translate(_RAISED), _LINK.sub(_link, text))
        for tag, mark in _MARKS:
            text = re.sub(tag, mark, text, flags=re.IGNORECASE | re.DOTALL)
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return _CONTROL.sub(" ", text).strip()


def lost_looks(text: str) -> list[str]:
    """The tags in ``text`` whose words are shown, and whose looks Markdown has nothing for."""
    return [tag for tag in _closed(_POWER.sub("", text)) if tag in _LOST]


def _closed(text: str) -> list[str]:
    """The names of the tags that are opened and closed in ``text``, each once."""
    opened: set[str] = set()
    closed: dict[str, None] = {}
    for end, name in _TAG.findall(text):
        if not end:
            opened.add(name.lower())
        elif name.lower() in opened:
            closed[name.lower()] = None
    return list(closed)


def _link(match: re.Match[str]) -> str:
    url = html.unescape(match[1])
    scheme = url.partition(":")[0].lower()
    return f"[{match[2]}]({url})" if scheme in inline.SCHEMES else match[2]
