"""Outline → Markdown (CommonMark 0.31) that parses to the same words.

A character is escaped only where it would be markup, so that the file itself is easy to read too.
Each text stands on one line.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from cvrender.inline import Span
from cvrender.outline import Bullet, Entry, Fact, Line, Outline, Section
from cvrender.outline.letter import Letter
from cvrender.renderers.base import Renderer, shown
from cvrender.theme import Theme

_MARKUP = re.compile(r"([\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;))")
_BLOCK = re.compile(r"^(?:\d{1,9}(?=[.)](?:\s|$))|(?=[#>=]|[-+](?:[\s\-]|$)))")
_CLOSING_HASHES = re.compile(r"(?:^|(?<=\s))(?=#+$)")
_DESTINATION = re.compile(r"(?=[\\<>])|&(?=#?\w+;)")
_UNSAFE = frozenset(" ()<>")
_BREAK = "\\\n"
_DELIMITERS = {
    (False, False): "",
    (False, True): "*",
    (True, False): "**",
    (True, True): "***",
}
"""By whether words are bold and italic."""


def render(outline: Outline, theme: Theme) -> bytes:
    """The document as UTF-8, with a line feed at each line's end."""
    return ("\n\n".join(filter(None, _document(shown(outline, theme)))) + "\n").encode()


def _document(outline: Outline) -> Iterator[str]:
    yield _heading(1, outline.name)
    yield from _paragraphs(outline.headline)
    yield _block_start(" · ".join(_inline(contact.line.spans) for contact in outline.contacts))
    for section in outline.sections:
        yield from _section(section)
    if outline.closing is not None:
        yield from _paragraphs(outline.closing.line)
    if outline.letter is not None:
        yield from _letter(outline.letter)


def _letter(letter: Letter) -> Iterator[str]:
    for block in letter.head:
        if block == (letter.subject,):
            yield _heading(2, block[0])
        else:
            yield _BREAK.join(_paragraphs(*block))
    for passage in letter.passages:
        yield from _paragraphs(passage.text)
        yield _list(passage.bullets, ())
    yield from _paragraphs(letter.closing, letter.signer)
    if letter.enclosures is not None:
        yield _list((), (letter.enclosures,))


def _section(section: Section) -> Iterator[str]:
    yield _heading(2, section.title)
    yield from _paragraphs(*section.text)
    for entry in section.entries:
        yield from _entry(entry, 3)
    yield _list(section.bullets, section.facts)


def _entry(entry: Entry, level: int) -> Iterator[str]:
    yield _heading(level, entry.title)
    first, *others = entry.rows
    below = (", ".join(_inline(line.spans) for line in row.lines()) for row in others)
    yield _BREAK.join((*_paragraphs(first.aside), *map(_block_start, below)))
    yield from _paragraphs(*entry.summary)
    yield _list(entry.bullets, entry.facts)
    yield from _paragraphs(entry.keywords)
    for role in entry.roles:
        yield from _entry(role, level + 1)


def _heading(level: int, line: Line) -> str:
    return f"{'#' * level} {_CLOSING_HASHES.sub(_escape, _inline(line.spans))}"


def _paragraphs(*lines: Line | None) -> Iterator[str]:
    yield from (_block_start(_inline(line.spans)) for line in lines if line is not None)


def _list(bullets: Iterable[Bullet], facts: Iterable[Fact]) -> str:
    return "\n".join((*_bullets(bullets), *map(_fact, facts)))


def _bullets(bullets: Iterable[Bullet], indent: str = "") -> Iterator[str]:
    for bullet in bullets:
        # Markdown counts on from the first number of a list: as text, each stays what it is.
        number = (*bullet.number.spans, Span(" ")) if bullet.number else ()
        yield f"{indent}- {_block_start(_inline((*number, *bullet.line.spans)))}"
        yield from _bullets(bullet.bullets, f"{indent}  ")


def _fact(fact: Fact) -> str:
    label = (span._replace(bold=True) for span in fact.label.spans)
    return f"- {_block_start(_inline((*label, Span(': '), *fact.text.spans)))}"


def _block_start(text: str) -> str:
    """``text`` at the start of a block, escaped where it would become a list or a heading."""
    return _BLOCK.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return f"{match[0]}\\"


def _inline(spans: Iterable[Span]) -> str:
    text = ""
    for span, following in pairwise(chain(spans, (Span(""),))):
        text += _span(span, text[-1:], following.text[:1])
        if following.url and text.endswith("!"):
            text = f"{text[:-1]}\\!"  # with the link's bracket it would be an image
    return text.strip(" ")


def _span(span: Span, before: str, after: str) -> str:
    """``span`` between the characters ``before`` and ``after``; spaces at its ends stay outside.

    Emphasis is left out where a letter or another delimiter touches it (CommonMark 6.2).
    """
    core = span.text.strip()
    if not core:
        return span.text
    lead, _, tail = span.text.partition(core)
    words = _code(core) if span.code and before != "`" else _MARKUP.sub(r"\\\1", core)
    is_bare = span.url == core and not span.code
    words = f"<{core}>" if is_bare else words
    if _may_touch_emphasis(lead or before) and _may_touch_emphasis(tail or after):
        delimiter = _DELIMITERS[span.bold, span.italic]
        words = f"{delimiter}{words}{delimiter}"
    if span.url and not is_bare:
        words = f"[{words}]({_target(span.url)})"
    return f"{lead}{words}{tail}"


def _may_touch_emphasis(neighbour: str) -> bool:
    return not (neighbour.isalnum() or neighbour in ("*", "_"))


def _code(text: str) -> str:
    """``text`` as code, between more backticks than it has in a row."""
    runs = re.findall("`+", text)
    fence = "`" * (max(map(len, runs), default=0) + 1)
    pad = " " if runs else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _target(url: str) -> str:
    spelled = _DESTINATION.sub(lambda match: "&amp;" if match[0] else "\\", url)
    return spelled if _UNSAFE.isdisjoint(url) else f"<{spelled}>"


RENDERER = Renderer("md", ".md", "Markdown", render)
