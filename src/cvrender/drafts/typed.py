"""Typed: lines of a file as values of a CV, each with its place, and marks at what is a guess."""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from cvrender.checks import addresses
from cvrender.checks.rejection import accepted
from cvrender.checks.texts import MAX_WORD
from cvrender.errors import Position
from cvrender.extract.block import Block
from cvrender.inline import Span, merged
from cvrender.renderers.json_resume.markdown import written
from cvrender.syntax.nodes import Node

_LONG_WORD = re.compile(rf"\S{{{MAX_WORD - 1}}}(?=\S)")
_SPACE = re.compile(r"\s+")
Fields = dict[str, Node]


class Typed:
    """Makes the values of the file ``name``; ``marks`` are the guesses, by the places of values."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.marks: dict[Position, str] = {}

    def text(self, words: str, block: Block, mark: str = "") -> Node:
        """``words`` of ``block``, literally; ``mark`` says what is doubtful of it."""
        plain = _SPACE.sub(" ", words).strip()
        return self._placed(written((Span(plain),)), plain, block, mark)

    def verbatim(self, words: str, block: Block, mark: str = "") -> Node:
        """``words`` of ``block`` under a key that takes no Markdown."""
        return self._placed(words.strip(), words, block, mark)

    def markdown(self, block: Block, mark: str = "") -> Node:
        """The whole of ``block`` with what is emphasized in it, unless all of it is."""
        spans = tuple(map(_safe, block.spans))
        if block.bold:
            spans = tuple(span._replace(bold=False) for span in spans)
        return self._placed(written(_stripped(spans)), block.text, block, mark)

    def joined(self, nodes: Iterable[Node]) -> Node | None:
        """Paragraphs of ``nodes`` as one text."""
        texts = list(nodes)
        words = "\n\n".join(str(node.value) for node in texts)
        return texts[0].holding(words) if texts else None

    def listed(self, nodes: list[Node]) -> Node | None:
        return nodes[0].holding(nodes) if nodes else None

    def fields(self, **parts: Node | None) -> Node:
        """A mapping of the parts that there are."""
        there = {key: node for key, node in parts.items() if node is not None}
        first = next(iter(there.values()), None)
        return Node(there, first.position if first else Position(self.name, 1, 1))

    def _placed(self, value: str, words: str, block: Block, mark: str) -> Node:
        value = _LONG_WORD.sub(r"\g<0> ", value)
        column = block.text.find(words[:20]) + 1
        place = Position(self.name, block.number, column or len(block.text) + 1)
        if mark and value:
            self.marks[place] = mark
        return Node(value, place)


def url(words: str) -> str:
    """The web or e-mail address that ``words`` are, with a scheme; empty if they are none."""
    candidate = words if re.match(r"(?i)https?://|mailto:|tel:", words) else f"https://{words}"
    return accepted(addresses.url, candidate)


def is_email(words: str) -> bool:
    """Whether ``words`` are an e-mail address that a CV can have."""
    return accepted(addresses.email, words) == words


def _safe(span: Span) -> Span:
    """``span`` with a link that a CV can have; one that it cannot is no link."""
    plain = span._replace(text=_SPACE.sub(" ", span.text))
    target = url(span.url) if span.url else ""
    is_own = bool(target) and _bare(target) == _bare(plain.text.strip())
    return plain._replace(url=None if is_own else target or None)


def _bare(address: str) -> str:
    """An address as it may be typed: without its scheme, and without a slash at its end."""
    return re.sub(r"^(?:https?://|mailto:|tel:)?(?:www\.)?|/$", "", address)


def _stripped(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """``spans`` without blanks at both ends; marks stand at words, and not at blanks."""
    found: list[Span] = []
    for span in spans:
        core = span.text.strip()
        before, _, behind = span.text.partition(core) if core else (span.text, "", "")
        found += [Span(before), span._replace(text=core), Span(behind)]
    kept = [span for span in found if span.text]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    return tuple(merged(_bridged(kept)))


def _bridged(spans: list[Span]) -> Iterator[Span]:
    """``spans``, of which a blank between two that look alike looks like them."""
    before: Span | None = None
    for span, after in zip_longest(spans, spans[1:]):
        if before and after and before.looks == after.looks and not span.text.strip():
            span = before._replace(text=span.text)
        yield span
        before = span
