"""Lines, bullets and facts as JSON Resume writes them, with the links inside them beside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cvrender.languages import between

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cvrender.outline import Bullet, Fact, Line

__all__ = [
    "Item",
    "filled",
    "highlights",
    "linked",
    "listed",
    "marked",
    "nested",
    "pairs",
    "paragraphs",
]

Item = dict[str, Any]
_OTHER_COMMA = "ar"
"""A language with a comma of its own, between words in its letters."""
_AS_LOSS = r"\d[\d.,]*\s*%"
"""What a hyphen before it would make a loss."""


def paragraphs(lines: Iterable[Line]) -> str:
    """Paragraphs as one text, with an empty line between them."""
    return "\n\n".join(map(str, lines))


def pairs(facts: Iterable[Fact]) -> list[Item]:
    """Facts as labels and texts, or what the author listed behind a label."""
    return [
        {"label": str(fact.label), "text": list(fact.text.parts) or str(fact.text)}
        for fact in facts
    ]


def listed(line: Line) -> list[str]:
    """What ``line`` lists; it reads back as the same line in every language."""
    parts = str(line).split(", ")
    with_commas = between(parts, _OTHER_COMMA) == ", "
    return list(line.parts) or (parts if with_commas else [str(line)])


def nested(bullets: Iterable[Bullet]) -> list[Any]:
    """Bullets in our own shape: a text, or a text and the bullets below it."""
    return [
        {"text": str(bullet.line), "bullets": nested(bullet.bullets)}
        if bullet.bullets
        else str(bullet.line)
        for bullet in bullets
    ]


def highlights(bullets: Iterable[Bullet]) -> list[str]:
    """Bullets as texts; those below one are marked lines of it."""
    return [
        "\n".join(
            [str(bullet.line), *(marked(str(line)) for b in bullet.bullets for line in b.lines())]
        )
        for bullet in bullets
    ]


def marked(text: str) -> str:
    """``text`` as an item of a list inside a text."""
    return f"{'•' if re.match(_AS_LOSS, text) else '-'} {text}"


def linked(*lines: Line) -> list[Item]:
    """The links of ``lines``; ``nth`` counts the same words before them, where there are any."""
    before, links = "", []
    for line in lines:
        for span in line.spans:
            if span.url:
                link: Item = {"text": span.text, "url": span.url}
                nth = before.count(span.text)
                links.append(link | {"nth": nth} if nth else link)
            before += span.text
        before += "\n"
    return links


def filled(item: Item) -> Item:
    """Without what is empty."""
    return {key: value for key, value in item.items() if value not in (None, "", [], {})}
