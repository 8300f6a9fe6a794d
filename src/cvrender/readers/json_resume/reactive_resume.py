"""Files of Reactive Resume (4 and 5), YAMLResume and programs with their layout → JSON Resume.

Their sections stand below one key, hidden parts are marked as such, each item has settings of the
screen, and the order of the sections stands apart from them.
"""

from collections.abc import Iterator

from cvrender.errors import Position, quoted
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import folded, is_empty, listed, strung, text, wording
from cvrender.syntax.nodes import Node

_NOT_CONTENT = {"sections", "customsections", "metadata"}
_SCREEN_SETTINGS = {
    "columns", "display", "hidden", "icon", "iconcolor", "id", "keeptogether", "keywordlayout",
    "layout", "order", "separatelinks", "showlinkintitle", "startonnewpage", "visible",
}  # fmt: skip
_NAMING = {"name", "title", "company", "institution", "organization", "language", "network"}
_HIDING = (("visible", False), ("hidden", True), ("display", False))
_LETTER = "cover-letter"
_YAML_RESUME = (("layout", "sections"), ("layouts", 0, "sections"))
Ranks = dict[Position, int]
"""The ranks of sections by their places in the file."""


def unpacked(node: Node, notes: Notes) -> tuple[Record, Ranks]:
    """The record of ``node`` with all sections at its top, and the ranks that its layout gives.

    What its program hides is left out and reported. A file of another program keeps its keys.
    """
    held = {folded(key): child for key, child in node.fields.items()}
    parts = held.get("sections")
    if parts is None or not isinstance(parts.value, dict):
        return _of_yaml_resume(node, notes)
    pairs = {key: child for key, child in node.fields.items() if folded(key) not in _NOT_CONTENT}
    root = Record(_shown(node.holding(pairs), notes, of_program=True), notes)
    layout = [wording(name) for name in node.at(("metadata", "layout")).texts()]
    layout = layout if len(node.trail(("metadata", "layout"))) == 3 else []
    summary = root.peek("summary")
    ranks = {summary.position: layout.index("summary")} if summary and "summary" in layout else {}
    custom = (("custom", section) for section in listed(held.get("customsections")))
    for key, section in (*parts.fields.items(), *custom):
        for name, titled, inner in _sections(key, section):
            if titled == _LETTER or (layout and name not in layout):
                _is_hidden(inner.holding({**inner.fields, "hidden": inner.holding(True)}), notes)
            elif not _is_hidden(inner, notes):
                root.put(titled, _shown(inner, notes, of_program=True))
                ranks |= {inner.position: layout.index(name)} if layout else {}
    return root, ranks


def _of_yaml_resume(node: Node, notes: Notes) -> tuple[Record, Ranks]:
    """The sections under the titles, and with the ranks, that a layout of YAMLResume gives them."""
    shown, ranks = _shown(node, notes), {}
    for path in _YAML_RESUME:
        if len(node.trail(path)) > len(path):
            layout = node.at(path)
            titles = (layout.child("aliases") or layout).fields
            pairs = {
                key: child.holding({"title": titles[key], "items": child})
                if child.items and key in titles
                else child
                for key, child in shown.fields.items()
            }
            shown = shown.holding(pairs)
            about = shown.at(("basics", "summary"))
            order = [wording(name) for name in listed(layout.child("order"))]
            ranks = {
                (about if name == "summary" else pairs.get(name, about)).position: rank
                for rank, name in enumerate(order)
            }
    return Record(shown, notes), ranks


def _sections(key: str, node: Node) -> Iterator[tuple[str, str, Node]]:
    """What stands under ``key``: one section, or sections under titles of their own.

    Each with its name in the layout and the key that it gets.
    """
    children = node.fields
    if children and all(isinstance(child.value, dict) for child in children.values()):
        for name, inner in children.items():
            for _, titled, section in _sections("custom", inner):
                yield f"{key}.{name}", titled, section
    elif key == "custom":
        kind = wording(node.child("type") or node.holding(""))
        titled = wording(node.child("title") or node.child("name") or node.holding(""))
        pairs = {name: child for name, child in children.items() if name != "type"}
        texts = [text(item.child("content")) for item in listed(node.child("items"))]
        if texts and (whole := text(node, strung("\n\n", *texts))):
            pairs = {**pairs, "items": node.holding(None), "content": whole}
        yield wording(node.child("id") or node), kind or titled or key, node.holding(pairs)
    else:
        yield key, key, node


def _shown(node: Node, notes: Notes, of_program: bool = False) -> Node:
    """``node`` without what is hidden, and without the settings of a screen."""
    if isinstance(node.value, list):
        kept = (child for child in node.items if not _is_hidden(child, notes))
        return node.holding([_shown(child, notes, of_program) for child in kept])
    if not isinstance(node.value, dict):
        return node
    keys = {folded(key) for key in node.fields}
    is_bare = of_program or keys & {"visible", "hidden"}
    bare = _SCREEN_SETTINGS if is_bare else {"display"}
    pairs = {
        key: _shown(child, notes, of_program)
        for key, child in node.fields.items()
        if not (folded(key) in bare or _is_hidden(child, notes))
    }
    return node.holding(pairs)


def _is_hidden(node: Node, notes: Notes) -> bool:
    """Whether ``node`` says so of itself. Reports it as left out, if it holds anything else."""
    pairs = node.fields
    values = {folded(key): child.value for key, child in pairs.items()}
    if not any(values.get(key) is value for key, value in _HIDING):
        return False
    if not all(is_empty(child) or folded(key) in _SCREEN_SETTINGS for key, child in pairs.items()):
        named = next((pairs[key] for key in pairs if folded(key) in _NAMING), node)
        notes.left_out(node, f"{quoted(wording(named))}, which its program hides,")
    return True
