"""Spans → the inline Markdown that ``inline.parse`` reads as the same spans."""

import re
from itertools import takewhile

from cvrender import inline
from cvrender.inline import Span

_MARKUP = re.compile(r"[*`\[\]]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_PARTING_A_TARGET = frozenset(" ()<>")
_STYLES = ("url", "bold", "italic")


def written(spans: tuple[Span, ...]) -> str:
    """Markdown for ``spans``: the words as they are wherever they are no markup.

    Emphasis that no Markdown can spell is left out; words and links never are.
    """
    words = "".join(span.text for span in spans)
    if spans == (inline.Span(words),) and not _MARKUP.search(words):
        return words
    for candidate in (words, _marked(spans)):
        if inline.parse(candidate) == spans:
            return candidate
    return _marked(tuple(span._replace(bold=False, italic=False, code=False) for span in spans))


def _marked(spans: tuple[Span, ...]) -> str:
    """``spans`` inside their marks; of nested ones the mark of the most spans stands outside."""
    text = ""
    while spans:
        runs = {style: _run(spans, style) for style in _STYLES if getattr(spans[0], style)}
        if runs:
            style = max(runs, key=runs.__getitem__)
            inside, spans = spans[: runs[style]], spans[runs[style] :]
            text += _wrapped(inside, style)
        else:
            text += _plain(spans[0])
            spans = spans[1:]
    return text


def _run(spans: tuple[Span, ...], style: str) -> int:
    """How many spans from the first on are alike in ``style``."""
    first = getattr(spans[0], style)
    return len(list(takewhile(lambda span: getattr(span, style) == first, spans)))


def _wrapped(spans: tuple[Span, ...], style: str) -> str:
    """``spans``, which are alike in ``style``, between its marks."""
    match style:
        case "url":
            inner = _marked(tuple(span._replace(url=None) for span in spans))
            return f"[{inner}]({_target(spans[0].url or '')})"
        case "bold":
            return f"**{_marked(tuple(span._replace(bold=False) for span in spans))}**"
        case _:
            return f"*{_marked(tuple(span._replace(italic=False) for span in spans))}*"


def _plain(span: Span) -> str:
    """Words without emphasis; code in more backticks than it has in a row (CommonMark, 6.1)."""
    if not span.code:
        return _MARKUP.sub(r"\\\g<0>", span.text)
    runs = re.findall("`+", span.text)
    fence = "`" * (max(map(len, runs), default=0) + 1)
    pad = " " if "`" in (span.text[0], span.text[-1]) else ""
    return f"{fence}{pad}{span.text}{pad}{fence}"


def _target(url: str) -> str:
    spelled = _ENTITY.sub("&amp;", url)
    return spelled if _PARTING_A_TARGET.isdisjoint(url) else f"<{spelled}>"
