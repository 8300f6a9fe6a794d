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
_IS_HTML = re.compile(rf"<({_TAGS})\b[^>]*>.*</\1\s*>|<br\s*/?>", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"<a\b[^>]*?href\s*=\s*[\"']([^\"']*)[\"'][^>]*>(.*?)</a\s*>", re.I | re.S)
_POWER = re.compile(r"<sup\b[^>]*>\s*([+-]?\d+[+-]?)\s*</sup\s*>", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_NO_LOOKS_OF_OURS = re.compile(r"<(s|strike|del|sub|sup|table)\b[^>]*>(?=.*</\1\s*>)", re.I | re.S)
_MARKS: tuple[tuple[str, str], ...] = (
    (r"<!--.*?-->", ""),
    (r"<br\s*/?>", "\n"),
    (r"<li\b[^>]*>\s*(?:<(?:p|div)\b[^>]*>\s*)*", "\n• "),
    (r"</t[dh]\s*>\s*<t[dh]\b[^>]*>", ", "),
    (r"</?(?:p|div|ul|ol|h[1-6]|blockquote|pre|section|center|table|tr)\b[^>]*>", "\n\n"),
    (r"</?(?:b|strong)\b[^>]*>", "**"),
    (r"</?(?:i|em)\b[^>]*>", "*"),
    (r"</?code\b[^>]*>", "`"),
    (rf"</?(?:{_TAGS})\b[^>]*>", ""),
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});", re.IGNORECASE)
"""With its semicolon: ``R&D`` and the parts of an address are none."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(text: str) -> str:
    """``text`` without white space around it and controls in it; as Markdown where it is HTML.

    Each row of a table is a paragraph. ``&amp;`` and its like mean their letters in any text.
    """
    if _IS_HTML.search(text):
        text = _POWER.sub(lambda match: match[1].translate(_RAISED), _LINK.sub(_link, text))
        for tag, mark in _MARKS:
            text = re.sub(tag, mark, text, flags=re.IGNORECASE | re.DOTALL)
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return _CONTROL.sub(" ", text).strip()


def lost_looks(text: str) -> list[str]:
    """The tags in ``text`` whose words are shown, and whose looks Markdown has nothing for."""
    found = _NO_LOOKS_OF_OURS.finditer(_POWER.sub("", text))
    return list(dict.fromkeys(match[1].lower() for match in found))


def _link(match: re.Match[str]) -> str:
    url = html.unescape(match[1])
    scheme = url.partition(":")[0].lower()
    return f"[{match[2]}]({url})" if scheme in inline.SCHEMES else match[2]
