"""The lists of a JSON Resume → sections, in the order of the file."""

from typing import Any

from cvrender.checks.vocabulary import same
from cvrender.data_file import table
from cvrender.errors import listing, quoted
from cvrender.languages import kind_titled
from cvrender.model import KINDS
from cvrender.readers.foreign.entries import labelled
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import (
    Parts,
    folded,
    heading,
    is_empty,
    listed,
    made,
    spaced,
    strung,
    text,
    wording,
)
from cvrender.readers.json_resume.entries import entry, paper
from cvrender.readers.json_resume.lists import listed_items, named_lists, references
from cvrender.syntax.nodes import Node

_NAMING = {"title", "name", "position", "event", "organization", "company", "institution"}
_ITEMS = {"history", "items", "list", "sets", "entries"}
"""Keys under which some tools keep the items of a section."""
_NO_CONTENT = ("$schema",)
LANGUAGE_KEYS = ("language", "lang", "locale")
"""Keys that declare the language of a file."""
_UNLIKE_TITLE = {"achievements", "courses", "honors", "honours", "licenses"}
"""Keys of a kind whose words are not those of its title."""


def _keys() -> dict[str, Any]:
    """``programs``: keys of looks and of the file; ``kinds``: the kinds of other keys."""
    return table(__file__, "keys.toml")


def sections(root: Record) -> list[Node]:
    """A section for each list, mapping and text, in the order of the file; reports the rest."""
    root.ignore(*_NO_CONTENT)
    settings = _settings(root)
    found: list[Node] = []
    used = {"summary"}
    strange: list[tuple[str, Node]] = []
    for key, node in root.unused():
        if key in settings:
            continue
        if key.startswith(("x-", "_")) or not isinstance(node.value, (list, dict, str)):
            root.report(key, node)
            continue
        kind = kind_of(key)
        parts = _section(node, kind, root.notes)
        if any(parts.values()):
            untitled = bool(kind) and kind not in used and _adds_nothing(key, kind, root)
            title = own_title(node, kind) or (None if untitled else text(node, heading(key)))
            used.add(kind)
            found.append(made(node, title=title, kind=kind or None, **parts))
            if not kind and own_title(node, kind) is None:
                strange.append((key, node))
    if used <= {"summary", ""}:
        _report_strange(strange, root.notes)
    return found


def _report_strange(strange: list[tuple[str, Node]], notes: Notes) -> None:
    """Report keys that become sections, where the file has no key of a section that is known."""
    if strange:
        keys = listing(quoted(key) for key, _ in strange)
        verb = "is no key of it" if len(strange) == 1 else "are no keys of it"
        message = f"only the person is recognised, as JSON Resume: {keys} {verb}, shown as typed"
        hint = "rename them to `work`, `education`, `skills` …: https://jsonresume.org/schema"
        notes.unknown(strange[0][1], message, hint)


def _settings(root: Record) -> dict[str, Node]:
    """The keys that a program keeps for itself; reports them all at once."""
    settings = {key: node for key, node in root.unused() if _is_setting(key, node)}
    lost = {key: node for key, node in settings.items() if folded(key) not in LANGUAGE_KEYS}
    if lost:
        keys = ", ".join(map(quoted, lost))
        first = min(lost.values(), key=lambda node: node.position)
        root.notes.left_out(first, f"what a program keeps for itself ({keys})")
    return settings


def _is_setting(key: str, node: Node) -> bool:
    """Whether the key is one of a program, or one word stands below a key of no kind."""
    if kind_of(key) or (node.items and all(item.fields for item in node.items)):
        return False
    if {*spaced(key).casefold().split()} <= {*_keys()["programs"]}:
        return True
    return not (node.fields or node.items) and len(wording(node).split()) == 1


def own_title(node: Node, kind: str) -> Node | None:
    """The title that a section has beside its items or its text, if it says more than its kind."""
    if not {*_ITEMS, "content"} & set(map(folded, node.fields)):
        return None
    title = text(node.child("title")) or text(node.child("name"))
    is_usual = title and kind in (wording(title).casefold(), kind_titled(wording(title), "en"))
    return None if is_usual and kind else title


def _adds_nothing(key: str, kind: str, root: Record) -> bool:
    """Whether ``key`` says no more than its kind, and no other key is of that kind."""
    others = folded(key) in _UNLIKE_TITLE or root.peek(kind) is not None
    return folded(key) == kind or not others


def synonym(key: str) -> str:
    """The kind that a folded key is another word for; ``key`` itself where there is none."""
    kinds: dict[str, str] = _keys()["kinds"]
    return kinds.get(key, key)


def kind_of(key: str) -> str:
    """The kind of section that ``key`` means; empty if it means none."""
    return same(key, KINDS) or same(synonym(folded(key)), KINDS)


def _section(node: Node, kind: str, notes: Notes) -> Parts:
    if isinstance(node.value, str):
        words, bullets = Record(Node({"text": node}, node.position), notes).prose("text")
        return {"text": words, "bullets": bullets}
    if content := node.child("content"):
        return _section(content, kind, notes)
    if _ITEMS & set(map(folded, node.fields)):
        return _nested(node, kind, notes)
    if kind in ("skills", "languages", "interests"):
        return named_lists(node, notes)
    if node.fields and not kind and _holds_facts(node):
        return {"facts": labelled(node)}
    items = listed_items(node)
    if kind == "publications":
        papers = (paper(item, notes) for item in items)
        return {"publications": [found for found in papers if found]}
    return references(items, notes) if kind == "references" else _entries(items, kind, notes)


def _holds_facts(node: Node) -> bool:
    """Whether a mapping holds facts, and not one item or several items by their names."""
    whole = all(item.fields for item in node.fields.values() if not is_empty(item))
    return not whole and not _NAMING & set(map(folded, node.fields))


def _entries(items: list[Node], kind: str, notes: Notes) -> Parts:
    """Mappings are entries, all else bullets."""
    records = [Record(item, notes) for item in items if item.fields]
    return {
        "entries": [found for record in records if (found := entry(record, kind))],
        "bullets": [words for item in items if not item.fields and (words := text(item))],
    }


def _nested(node: Node, kind: str, notes: Notes) -> Parts:
    """A section whose items stand one key deeper, beside a text about all of them."""
    record = Record(node, notes)
    items = [item for name in record.named if name in _ITEMS for item in listed(record.take(name))]
    words, bullets = record.prose("summary", "description", "text")
    record.ignore("name", "title")
    parts = _section(node.holding(items), kind, notes)
    beside = {key: child for key, child in record.unused() if isinstance(child.value, str)}
    facts = [*labelled(node.holding(beside)), *_nodes(parts.get("facts"))]
    record.ignore(*beside)
    record.report_unused()
    whole = strung("\n\n", words, *_nodes(parts.get("text")))
    bullets = [*bullets, *_nodes(parts.get("bullets"))]
    return {**parts, "text": text(node, whole), "bullets": bullets, "facts": facts}


def _nodes(part: list[Node] | Node | None) -> list[Node]:
    return part if isinstance(part, list) else [part] if part else []
