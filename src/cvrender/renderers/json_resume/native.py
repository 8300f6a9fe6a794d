"""Outline → the CV in the native shape: what a YAML source of the same document would say.

Each line goes to its ``origin``, the path of its value in a source, so that a new field of the
model needs nothing here. Of a list there is what the document shows. Texts are Markdown.
"""

from collections.abc import Iterator
from typing import Any

from cvrender.inline import Span
from cvrender.names import same_person
from cvrender.outline import Contact, Fact, Line, Outline, Section
from cvrender.renderers.json_resume.markdown import written
from cvrender.syntax.nodes import KeyPath


def native(outline: Outline) -> dict[str, Any]:
    """The keys of a YAML source, with their values as mappings, lists and texts."""
    tree: dict[str | int, Any] = {}
    for path, value in _values(outline):
        if path:  # else it is in no source
            _put(tree, path, value)
    tree.setdefault("sections", {})
    keywords = {"keywords": list(outline.keywords)} if outline.keywords else {}
    return {**_listed(tree), "language": outline.language.tag, **keywords}


def _values(outline: Outline) -> Iterator[tuple[KeyPath, Any]]:
    """What the source says and where, in reading order."""
    yield ("name",), written(outline.name.spans)
    if outline.headline is not None:
        yield ("headline",), written(outline.headline.spans)
    for contact in outline.contacts:
        yield contact.line.origin, _contact(contact)
    for section in outline.sections:
        path = section.title.origin[:-1]
        settings = {
            "kind": section.kind,
            "page_break": "before" if section.break_before else None,
            "numbering": section.numbering,
        }
        yield from (((*path, key), value) for key, value in settings.items() if value)
        for line in section.unarranged().lines():
            yield from _value(line, outline)
        for fact in _facts(section):
            if fact.level is not None:
                yield (*fact.label.origin[:-1], "level"), fact.level
    if outline.closing is not None:
        yield from _value(outline.closing.line, outline)


def _facts(section: Section) -> Iterator[Fact]:
    """Those of the section, its entries and their roles."""
    yield from section.facts
    for entry in section.entries:
        for part in (entry, *entry.roles):
            yield from part.facts


def _contact(contact: Contact) -> str | dict[str, str]:
    line = contact.line
    match contact.kind:
        case "email" | "phone":
            return str(line)
        case "website":
            return line.urls[0]
        case "link":
            return _link(line)
        case _:
            return written(line.spans)


def _link(line: Line) -> dict[str, str]:
    """A page elsewhere; a colon parts its label from its address."""
    *label, address = line.spans
    if label:
        label[-1] = label[-1]._replace(text=label[-1].text.removesuffix(": "))
    shown = tuple(span for span in label if span.text)
    return {**({"label": written(shown)} if shown else {}), "url": address.url or ""}


def _value(line: Line, outline: Outline) -> Iterator[tuple[KeyPath, Any]]:
    match line.role:
        case "dates":
            yield from _dates(line)
        case "url":
            yield line.origin, line.urls[0]
        case "doi":
            yield line.origin, str(line).removeprefix("doi:")
        case "authors":
            yield line.origin, [_author(spans, outline) for spans in line.pieces()]
        case _ if line.parts:
            yield line.origin, list(map(written, line.pieces()))
        case _:
            yield line.origin, written(line.spans)


def _dates(line: Line) -> Iterator[tuple[KeyPath, str]]:
    """One date or free words; or start and end, of which the start may be empty."""
    if len(line.iso) < 2:
        yield line.origin, "".join(line.iso) or str(line)
        return
    for key, date in zip(("start", "end"), line.iso, strict=True):
        if date:
            yield (*line.origin[:-1], key), date


def _author(spans: tuple[Span, ...], outline: Outline) -> str:
    """A name; that of the CV's person is set in bold by itself."""
    if same_person("".join(span.text for span in spans), str(outline.name)):
        spans = tuple(span._replace(bold=False) for span in spans)
    return written(spans)


def _put(tree: dict[str | int, Any], path: KeyPath, value: Any) -> None:
    """``value`` at ``path``; a text where one stands already is its next paragraph."""
    *steps, last = path
    for step in steps:
        tree = tree.setdefault(step, {})
    before = tree.get(last)
    tree[last] = value if before is None else f"{before}\n\n{value}"


def _listed(tree: Any) -> Any:
    """``tree`` with lists for what has numbers as keys, and a text for a bullet that is one."""
    if not isinstance(tree, dict):
        return tree
    children = {key: _listed(child) for key, child in tree.items()}
    if all(isinstance(key, int) for key in children):
        return list(children.values())
    return children["text"] if set(children) == {"text"} else children
