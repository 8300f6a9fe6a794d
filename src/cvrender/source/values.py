"""Values of a letter: places in its texts that none fills, and values that fill no place."""

from collections import Counter
from collections.abc import Iterator

from cvrender.checks.vocabulary import near
from cvrender.errors import Fault, quoted
from cvrender.model import VALUE, Letter
from cvrender.model.letter import NAMED
from cvrender.syntax.nodes import Node

_WITHOUT = ("cv", "date", "values", "language", "languages", "theme", "design")
"""The keys of a letter whose texts hold no places for values."""


def unfilled(letter: Node) -> Iterator[Fault]:
    """A fault for each place in a text of ``letter`` that a letter to somebody leaves empty."""
    common, recipients = _names(letter), _recipients(letter)
    each = [(*common, *_names(to), *_own(to)) for to in recipients] or [common]
    for key, part in letter.fields.items():
        if key not in ("to", *_WITHOUT):
            yield from _empty(part, each, recipients)
    for recipient, names in zip(recipients, each, strict=False):
        for key, part in recipient.fields.items():
            if key != "values":
                yield from _empty(part, [names], [recipient])


def unused(letter: Letter, node: Node) -> tuple[Fault, ...]:
    """A warning for each value of ``letter``, read from ``node``, that no text asks for.

    A column of a table is one place, however many rows have a value in it.
    """
    told: dict[Fault, None] = {}
    parts = [part for key, part in node.fields.items() if key not in _WITHOUT]
    texts = (str(text.value) for part in parts for text in part.texts())
    asked = {name for text in texts for name in VALUE.findall(text)}
    for holder in (node, *_recipients(node)):
        values = holder.fields.get("values")
        for name, value in (values.fields if values else {}).items():
            if name not in asked:
                message = f"no text has a place for {quoted(name)}"
                hint = near(name, sorted(asked)) or f"write `{{{name}}}` where it belongs"
                place = value.key or value.position
                told[Fault(place, "unused-value", message, hint, warning=True)] = None
    return tuple(told)


def _empty(part: Node, each: list[tuple[str, ...]], to: list[Node]) -> Iterator[Fault]:
    """The faults of the texts in ``part``: ``each`` letter, ``to`` somebody, knows other names."""
    known = tuple(dict.fromkeys(name for names in each for name in names))
    for text in part.texts():
        for name in dict.fromkeys(VALUE.findall(str(text.value))):
            having = Counter(name in names for names in each)
            if not having[False]:
                continue
            message = f"nothing fills {quoted(f'{{{name}}}')}"
            hint = near(name, known) or f"write `values: {{{name}: …}}`, or `\\{{` for a brace"
            if having[True]:
                first = next(at for at, names in zip(to, each, strict=True) if name not in names)
                message += f" in {having[False]} of {len(each)} letters"
                hint = f"give {first.position} a value of that name"
            yield Fault(text.inside(f"{{{name}}}"), "unfilled-value", message, hint)


def _names(holder: Node) -> tuple[str, ...]:
    values = holder.fields.get("values")
    return tuple(values.fields) if values else ()


def _own(recipient: Node) -> tuple[str, ...]:
    """The values that ``recipient`` is itself; a text is an organization."""
    if isinstance(recipient.value, str):
        return ("organization",)
    return tuple(key for key in NAMED if (at := recipient.fields.get(key)) and at.value)


def _recipients(letter: Node) -> list[Node]:
    to = letter.fields.get("to")
    return (to.items or [to]) if to else []
