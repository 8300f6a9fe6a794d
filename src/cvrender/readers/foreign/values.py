"""The values of another tool's file as texts, lists and mappings of ours, each at its place."""

import re
from collections.abc import Collection

from cvrender.readers.foreign.html import clean
from cvrender.readers.foreign.rich_text import is_rich_text, markdown
from cvrender.syntax.nodes import Node

_MARKUP = re.compile(r"\*(?!\s)|[`\[]")
Parts = dict[str, Node | list[Node] | None]
"""Of a mapping of the native shape, by its keys; None and empty lists are left out."""
_WORDS_IN_KEY = re.compile(r"[_\s-]+|(?<=[a-z])(?=[A-Z])")


def folded(key: str) -> str:
    """``startDate``, ``start_date`` and ``Start date`` are one key."""
    return re.sub(r"[\s_-]", "", key).casefold()


def is_empty(node: Node | None) -> bool:
    """Whether ``node`` has nothing to show, at any depth."""
    if node is None or node.value is None:
        return True
    if isinstance(node.value, str):
        return not node.value.strip()
    if isinstance(node.value, (dict, list)):
        return all(map(is_empty, [*node.fields.values(), *node.items]))
    return False


def listed(node: Node | None) -> list[Node]:
    """The items of a list; one value is a list of one; empty ones are left out."""
    if node is None:
        return []
    items = node.items if isinstance(node.value, list) else [node]
    return [item for item in items if not is_empty(item)]


def wording(node: Node) -> str:
    """``node`` in one text: the items of a list, ``key: value`` of a mapping, with commas."""
    if is_rich_text(node):
        return clean(markdown(node))
    if isinstance(node.value, dict):
        pairs = ((key, child) for key, child in node.fields.items() if not is_empty(child))
        return ", ".join(f"{spaced(key)}: {wording(child)}" for key, child in pairs)
    if isinstance(node.value, list):
        return ", ".join(map(wording, listed(node)))
    if isinstance(node.value, bool):
        return "yes" if node.value else "no"
    return "" if node.value is None else clean(str(node.value))


def text(node: Node | None, words: str | None = None) -> Node | None:
    """``words``, or the wording of ``node``, as a node in its place; None if that is empty."""
    if node is None or not (words := wording(node) if words is None else words):
        return None
    return node.holding(words)


def strung(separator: str, *nodes: Node | None) -> str:
    """The texts of ``nodes`` joined by ``separator``; None is skipped."""
    return separator.join(str(node.value) for node in nodes if node)


def literal(words: str) -> str:
    """``words`` with the signs escaped that Markdown would interpret; a list keeps its bullets."""
    return _MARKUP.sub(r"\\\g<0>", words)


def as_markdown(node: Node, verbatim: Collection[str]) -> Node:
    """``node`` with its texts ``literal``, but for those under the keys ``verbatim``."""
    return node.reworded(
        lambda it, key: str(it.value) if key in verbatim else literal(str(it.value))
    )


def made(place: Node, **parts: Node | list[Node] | str | None) -> Node:
    """A mapping of the native shape in the place of ``place``, without None and empty lists."""
    fields = {
        key: value if isinstance(value, Node) else place.holding(value)
        for key, value in parts.items()
        if value is not None and value != []
    }
    return place.holding(fields)


def fact(label: str, words: Node, place: Node | None = None) -> Node:
    """A fact in the place of ``place``, or of its text."""
    return made(place or words, label=label, text=words)


def heading(key: str) -> str:
    """A key as a title: ``speakingEngagements`` is ``Speaking engagements``."""
    words = spaced(key)
    return words[:1].upper() + words[1:]


def spaced(key: str) -> str:
    """A key in words: ``teamSize`` is ``team size``; what is written in words stays."""
    if " " in key.strip():
        return key.strip()
    words = [word for word in _WORDS_IN_KEY.split(key) if word]
    first, *others = words or [key]
    return " ".join([first, *map(_lowered, others)])


def _lowered(word: str) -> str:
    return word if word.isupper() else word[:1].lower() + word[1:]
