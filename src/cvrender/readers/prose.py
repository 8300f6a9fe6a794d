"""Texts of other tools → ours: HTML as Markdown, lines as paragraphs and bullets."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from cvrender import inline

__all__ = ["Item", "Prose", "clean", "item", "prose"]

_TAGS = "a|b|strong|i|em|u|code|p|div|span|ul|ol|li|h[1-6]"
_IS_HTML = re.compile(rf"<({_TAGS})\b[^>]*>.*</\1\s*>|<br\s*/?>", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"<a\b[^>]*?href\s*=\s*[\"']([^\"']*)[\"'][^>]*>(.*?)</a\s*>", re.I | re.S)
_MARKS: tuple[tuple[str, str], ...] = (
    (r"<br\s*/?>", "\n"),
    (r"<li\b[^>]*>", "\n- "),
    (r"</?(?:p|div|ul|ol|h[1-6])\b[^>]*>", "\n\n"),
    (r"</?(?:b|strong)\b[^>]*>", "**"),
    (r"</?(?:i|em)\b[^>]*>", "*"),
    (r"</?code\b[^>]*>", "`"),
    (rf"</?(?:{_TAGS})\b[^>]*>", ""),
)
_ITEM = re.compile(r"(\s*)[-*+•·▪●○■‣◦–—➢➤✓✔](?:\s+|(?<=[•▪●■➢➤✓✔]))(\S.*)")
_STARTS_ANEW = re.compile(r"\s*(?:\d{1,2}[.)]\s|[A-Z][\w ]{1,30}:\s)")
_ENDS = re.compile(r"[.!?:;…]['\")\]”]*$")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SHORT = 60


@dataclass(slots=True)
class Item:
    """A bullet and the bullets below it."""

    text: str
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Prose:
    """What a text of several lines holds."""

    paragraphs: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraphs as one text of ours."""
        return "\n\n".join(self.paragraphs)


def clean(text: str) -> str:
    """``text`` without white space around it and controls in it; as Markdown where it is HTML."""
    if _IS_HTML.search(text):
        text = _LINK.sub(_link, text)
        for tag, mark in _MARKS:
            text = re.sub(tag, mark, text, flags=re.IGNORECASE)
        text = html.unescape(text)
    return _CONTROL.sub(" ", text).strip()


def _link(match: re.Match[str]) -> str:
    url = html.unescape(match[1])
    scheme = url.partition(":")[0].lower()
    return f"[{match[2]}]({url})" if scheme in inline.SCHEMES else match[2]


def prose(text: str) -> Prose:
    """Read the lines of ``text``: marked ones are bullets, the others paragraphs.

    A line break ends a paragraph where the line above is short or ends a sentence: texts that were
    broken to fit a width run on.
    """
    found = Prose()
    above = ""
    for line in text.splitlines():
        words = line.strip()
        if (match := _ITEM.fullmatch(line.rstrip())) and ("\n" in text or match[1]):
            _add_item(found.items, match[2], len(match[1]))
        elif words and found.items and line[:1].isspace() and above:
            _last(found.items).text += f" {words}"
        elif words and found.paragraphs and not found.items and _runs_on(above, words):
            found.paragraphs[-1] += f" {words}"
        elif words:
            found.paragraphs.append(words)
        above = words
    return found


def item(text: str) -> Item:
    """A bullet whose further lines, if marked, are bullets below it."""
    first, _, rest = text.partition("\n")
    match = _ITEM.fullmatch(first)
    below = prose(f"\n{rest}")  # one marked line is a list here
    words = [match[2] if match else first.strip(), *below.paragraphs]
    return Item(" ".join(words), [Item(inner.text) for inner in _flat(below.items)])


def _add_item(items: list[Item], text: str, indent: int) -> None:
    nested = indent >= 2 and items
    (items[-1].items if nested else items).append(Item(text))


def _flat(items: list[Item]) -> list[Item]:
    return [flat for outer in items for flat in (outer, *_flat(outer.items))]


def _last(items: list[Item]) -> Item:
    return items[-1].items[-1] if items[-1].items else items[-1]


def _runs_on(above: str, words: str) -> bool:
    broken = len(above) >= _SHORT and not _ENDS.search(above)
    return broken and not _STARTS_ANEW.match(words)
