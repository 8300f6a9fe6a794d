"""Rich text as editors keep it (ProseMirror, Slate, Lexical, Portable Text) → lines of Markdown.

A tree of mappings: those that hold others are blocks or marks, the leaves have a ``text``.
"""

from collections.abc import Iterator

from cvrender.syntax.nodes import Node

_HOLDING = ("children", "content", "nodes", "root")
_INLINE = ("link", "a", "text", "span", "autolink")
_MARKS = {"bold": "**", "strong": "**", "italic": "*", "em": "*", "code": "`"}


def is_rich_text(node: Node) -> bool:
    """Whether ``node`` is a block of an editor, or a list of blocks."""
    if node.items:
        return all(item.fields and is_rich_text(item) for item in node.items)
    held = _held(node)
    return bool(held) and all(_is_leaf(child) or is_rich_text(child) for child in held)


def markdown(node: Node) -> str:
    """The text of ``node``: a paragraph for each block, items of lists behind ``•``."""
    return "".join(_blocks(node)).strip()


def _held(node: Node) -> list[Node]:
    found = (node.child(name) for name in _HOLDING)
    return next(((it.items or [it]) for it in found if it and (it.items or it.fields)), [])


def _is_leaf(node: Node) -> bool:
    text = node.child("text") or node.child("value")
    is_text = text is not None and isinstance(text.value, str)
    return is_text or (bool(node.fields) and set(node.fields) <= {"type", "attrs", "version"})


def _blocks(node: Node) -> Iterator[str]:
    for item in node.items or [node]:
        held, kind = _held(item), _kind(item)
        if not held:
            yield _leaf(item)
            continue
        inner = "".join(text for child in held for text in _blocks(child))
        if kind in _INLINE:
            yield inner
        elif "item" in kind or kind == "li":
            yield f"\n• {inner.strip()}"
        else:
            yield f"\n\n{inner.strip()}\n\n"


def _kind(node: Node) -> str:
    named = node.child("type") or node.child("_type") or node.child("nodeType")
    return str(named.value).lower() if named else ""


def _leaf(node: Node) -> str:
    text = node.child("text") or node.child("value")
    if text is None:
        return "\n" if "break" in _kind(node).lower() else ""
    words = str(text.value)
    named = {str(mark.value) for mark in node.at(("marks",)).texts()} | set(node.fields)
    mark = next((sign for name, sign in _MARKS.items() if name in named), "")
    core = words.strip()
    return words.replace(core, f"{mark}{core}{mark}", 1) if core and mark else words
