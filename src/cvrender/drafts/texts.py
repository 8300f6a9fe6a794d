"""Texts: the lines that head nothing → paragraphs, bullets and facts, as values of a CV."""

import re
from collections.abc import Iterable

from cvrender.drafts.rows import Row
from cvrender.drafts.typed import Typed
from cvrender.syntax.nodes import Node

_FACT = re.compile(r"([^:：\t]{1,40}?)(?:\s*[:：]\s*|\s*\t\s*)([^\t]*\S.*)", re.DOTALL)
_LEVEL = re.compile(r"([^\W\d]{3,20})\s*(?:[–—-]\s|\()\s*([^()]{2,40}?)\)?")
"""A language, and how well it is spoken: ``English (fluent)``."""
_PARTS = re.compile(r"\s+[·•|]\s+")
_MOST_WORDS = 5
"""Of a label."""
_MOST_TEXT = 15_000
"""Letters of a text; a longer one is a list."""
_OF_FACTS = ("skills", "languages", "interests")
_BELOW = "stands below the list: is it a bullet?"


def told(
    lines: Iterable[Row],
    typed: Typed,
    kind: str,
    texts: Iterable[Node] = (),
    facts: Iterable[Node] = (),
) -> dict[str, Node | None]:
    """The ``text``, the ``bullets`` and the ``facts`` in lines of a section of ``kind``.

    ``texts`` and ``facts`` come first. What stands below bullets is one.
    """
    paragraphs, bullets, pairs = list(texts), list[Node](), list(facts)
    rows = list(lines)
    is_labelled = kind in _OF_FACTS and all(_pairs(row, kind) for row in rows if row.kind == "item")
    for row in rows:
        known = _pairs(row, kind) if is_labelled or row.kind not in ("item", "prose") else []
        if known:
            pairs += [_fact(pair, row, typed) for pair in known]
        elif row.kind == "item" or bullets:
            _add(bullets, row, typed)
        else:
            paragraphs.append(typed.markdown(row.block))
    if kind == "publications" or sum(len(str(each.value)) for each in paragraphs) > _MOST_TEXT:
        paragraphs, bullets = [], [*paragraphs, *bullets]
    lists = {"bullets": typed.listed(bullets), "facts": typed.listed(pairs)}
    return {"text": typed.joined(paragraphs), **lists}


def _add(bullets: list[Node], row: Row, typed: Typed) -> None:
    """One more bullet, or one below the last."""
    if row.kind == "item" and row.depth and bullets:
        last = bullets[-1]
        below = last.fields.get("bullets")
        items = [*(below.items if below else ()), typed.markdown(row.block)]
        bullets[-1] = typed.fields(text=last.fields.get("text", last), bullets=typed.listed(items))
    else:
        bullets.append(typed.markdown(row.block, "" if row.kind == "item" else _BELOW))


def _pairs(row: Row, kind: str) -> list[tuple[str, str]]:
    """The labels and texts of a line, several in a section of facts; none if it says more."""
    parts = _PARTS.split(row.text) if kind in _OF_FACTS else [row.text]
    if kind == "languages" and ":" not in row.text:
        parts = [part for each in parts for part in re.split(r",\s+", each)]
    patterns = (_FACT, _LEVEL) if kind == "languages" else (_FACT,)
    found = [next(filter(None, (p.fullmatch(part) for p in patterns)), None) for part in parts]
    pairs = [(match[1], match[2]) for match in found if match and _is_pair(match)]
    return pairs if len(pairs) == len(parts) else []


def _is_pair(match: re.Match[str]) -> bool:
    return not match[2].startswith("//") and len(match[1].split()) <= _MOST_WORDS


def _fact(pair: tuple[str, str], row: Row, typed: Typed) -> Node:
    label, text = pair
    return typed.fields(label=typed.text(label, row.block), text=typed.text(text, row.block))
