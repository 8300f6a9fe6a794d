"""Inline Markdown → spans. Bold, italic, code and links; every other character is literal.

The grammar is CommonMark's, narrowed for CVs: ``*`` and ``**`` mark emphasis at word boundaries
only (``5*3*2`` is a product), underscores are letters, HTML and entities are text, and a line is
never a list or a heading. A backslash frees ``*``, a backtick or a bracket, and is literal
elsewhere. A link without words, or with a title that no reader would see, is text. An address by
itself is a link (GitHub Flavored Markdown, 6.9), in angle brackets, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import east_asian_width, normalize

from cvrender.web_address import SCHEMES, addresses, href, scheme

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_MARKUP = re.compile(r"[*`\[]")
_STARS = re.compile(r"\*+")
_SPACE = re.compile(r"[ \t\r\n]+")
_INVISIBLE = "\u00ad\u180e\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffc"
"""Soft hyphens, joiners, marks of order and of objects: they break words apart for programs."""
_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
TAGS = re.compile(rf"({_FLAG})|[\U000e0000-\U000e007f]+")
"""Invisible letters; behind a black flag they are the emoji of a region (Unicode TS 51)."""
_SPACELESS = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"  # Thai, Lao, Burmese, Khmer
_DROPPED = re.compile(
    rf"[{_INVISIBLE}]|(?<!{_SPACELESS})\u200b|\u200b(?!{_SPACELESS})"  # U+200B parts words there
)
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
"""Pasted from PDFs; searches do not find their letters."""
_LINE_ENDS = dict.fromkeys((0x85, 0x2028, 0x2029), " ")
_SAME_IN_NFC = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f])")
"""Ideographs of names, of which NFC makes others."""
_FREED = frozenset("*`[]")


class Span(NamedTuple):
    """A run of text set alike; ``url`` makes it a link."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    url: str | None = None

    @property
    def looks(self) -> tuple[bool, bool, bool, str | None]:
        """How it is set: all but its text."""
        return self.bold, self.italic, self.code, self.url


def readable(text: str) -> str:
    """``text`` as every file shows it: letters composed (NFC), and none that is invisible."""
    if text.isascii():
        return text
    shown = TAGS.sub(r"\1", _DROPPED.sub("", text)).translate(_LIGATURES | _LINE_ENDS)
    parts = _SAME_IN_NFC.split(shown)
    parts[::2] = [normalize("NFC", part) for part in parts[::2]]
    return "".join(parts)


def parse(text: str) -> tuple[Span, ...]:
    """Read ``text`` as inline Markdown.

    White space, line breaks too, is folded to one space.
    """
    folded = _SPACE.sub(" ", readable(text)).strip(" ")
    if not folded:
        return ()
    spans: Iterable[Span] = (Span(folded),)
    if _MARKUP.search(folded):
        spans = merged(_spans(_markdown().parseInline(folded)[0].children or []))
    return tuple(linked for span in spans for linked in _linked(span))


def plain_text(text: str) -> str:
    """The words of ``text``, which is Markdown."""
    return "".join(span.text for span in parse(text))


def bad_links(text: str) -> tuple[str, ...]:
    """The link targets in ``text`` whose scheme is not one of SCHEMES."""
    urls = {span.url for span in parse(text) if span.url is not None}
    return tuple(sorted(url for url in urls if scheme(url) not in SCHEMES))


@cache
def _markdown() -> MarkdownIt:
    # Imported here: most CVs have no markup, and the library costs 60 ms to import.
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("zero")
    markdown.inline.ruler.at("escape", _escape)
    markdown.inline.ruler.at("emphasis", _emphasis)
    markdown.inline.ruler.at("link", _link)
    markdown.enable(["escape", "backticks", "emphasis", "link", "balance_pairs", "fragments_join"])
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


def _escape(state: Any, silent: bool) -> bool:
    """Let a backslash free only what could be markup here; elsewhere it is a character."""
    if state.src[state.pos] != "\\" or state.src[state.pos + 1 : state.pos + 2] not in _FREED:
        return False
    if not silent:
        state.pending += state.src[state.pos + 1]
    state.pos += 2
    return True


def _emphasis(state: Any, silent: bool) -> bool:
    """CommonMark's emphasis for ``*`` with the word-boundary rule it gives to ``_``.

    Between letters of scripts that part no words (Chinese, Japanese) it is CommonMark's own.
    """
    marker = state.src[state.pos]
    if silent or marker != "*":
        return False
    run = _STARS.match(state.src, state.pos)
    around = state.src[: state.pos][-1:] + state.src[run.end() if run else state.pos :][:1]
    scanned = state.scanDelims(state.pos, any(map(_is_wide, around)))
    for _ in range(scanned.length):
        _delimit(state, marker, scanned)
    state.pos += scanned.length
    return True


def _delimit(state: Any, marker: str, scanned: Any) -> None:
    """One star, of which the library finds the other of its pair."""
    from markdown_it.rules_inline.state_inline import Delimiter

    token = state.push("text", "", 0)
    token.content = marker
    state.delimiters.append(
        Delimiter(
            marker=ord(marker),
            length=scanned.length,
            token=len(state.tokens) - 1,
            end=-1,
            open=scanned.can_open,
            close=scanned.can_close,
        )
    )


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF" and character.isalpha()


def _link(state: Any, silent: bool) -> bool:
    """CommonMark's inline link, where nothing of what is written would get lost."""
    from markdown_it.rules_inline.link import link

    if state.src[state.pos] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos, True)
    if end < 0 or not state.src[state.pos + 1 : end].strip():
        return False
    rest = re.compile(r"\( *").match(state.src, end + 1)
    if rest is None:
        return False
    target = state.md.helpers.parseLinkDestination(state.src, rest.end(), state.posMax)
    closed = target.ok and re.compile(r" *\)").match(state.src, target.pos)
    return bool(closed and link(state, silent))


def _spans(tokens: list[Any]) -> Iterator[Span]:
    depth = {"strong": 0, "em": 0}
    url: str | None = None
    for token in tokens:
        kind = token.type.partition("_")[0]
        if kind in depth:
            depth[kind] += token.nesting
        elif kind == "link":
            url = str(token.attrs["href"]) if token.nesting == 1 else None
        else:
            is_code = token.type == "code_inline"
            yield Span(token.content, depth["strong"] > 0, depth["em"] > 0, is_code, url)


def merged(spans: Iterable[Span]) -> Iterator[Span]:
    """``spans``, of which those that look alike are one."""
    written = (span for span in spans if span.text)
    for looks, alike in groupby(written, key=lambda span: span.looks):
        yield Span("".join(span.text for span in alike), *looks)


def _linked(span: Span) -> Iterator[Span]:
    """``span`` in parts, of which each address by itself is a link."""
    at = 0
    for start, end, address in () if span.code or span.url else addresses(span.text):
        if start > at:
            yield span._replace(text=span.text[at:start])
        yield span._replace(text=address.partition("mailto:")[2] or address, url=href(address))
        at = end
    if at < len(span.text):
        yield span._replace(text=span.text[at:]) if at else span
