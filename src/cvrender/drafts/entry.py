"""Entry: groups of lines, whose heads are read → the entries of a section, as values of a CV."""

from collections.abc import Iterator

from cvrender.drafts import head, texts
from cvrender.drafts.entries import Group
from cvrender.drafts.head import Head
from cvrender.drafts.typed import Fields, Typed, url
from cvrender.syntax.nodes import Node

_OF_EMPLOYERS = ("work", "education", "volunteer")
"""Kinds whose entries may have an organization and no title."""
_IN_DOUBT = "which is the title, and which the organization?"


def made(groups: tuple[Group, ...], kind: str, typed: Typed) -> Iterator[Node]:
    """The entries, of which those that follow below the name of an employer are its roles."""
    groups = tuple(it._replace(is_role=it.is_role and head.is_one(it.head)) for it in groups)
    heads = [head.read(it.head, it.is_role or kind == "projects") for it in groups]
    order = sum(each.order for each in heads)
    found = [_entry(*pair, order, kind, typed) for pair in zip(groups, heads, strict=True)]
    at = 0
    while at < len(found):
        end = at + 1
        is_employer = {"title", "organization"} <= set(found[at].fields)
        while is_employer and end < len(found) and groups[end].is_role:
            end += 1
        yield _employer(found[at:end], typed) if end > at + 1 else found[at]
        at = end


def _employer(entries: list[Node], typed: Typed) -> Node:
    """Entries as the roles of the first one's organization."""
    first, *others = entries
    common = {key: first.fields.get(key) for key in ("organization", "location", "url")}
    own = {key: node for key, node in first.fields.items() if key not in common}
    roles = [typed.fields(**own), *(_role(each, typed) for each in others)]
    return typed.fields(**common, roles=typed.listed(roles))


def _role(entry: Node, typed: Typed) -> Node:
    """An entry as a role, whose only name is its title."""
    parts = dict(entry.fields)
    names = [parts.pop(key, None) for key in ("title", "organization")]
    title, *others = filter(None, names)
    parts.pop("url", None)
    summary = typed.joined(filter(None, (*others, parts.pop("summary", None))))
    return typed.fields(title=title, **parts, summary=summary)


def _entry(group: Group, read: Head, order: int, kind: str, typed: Typed) -> Node:
    """An entry; ``order`` is what the section tells of titles and organizations."""
    if len(read.names) > 1 and kind == "projects" and not read.order:
        read = read._replace(names=read.names[:1], left=(*read.names[1:], *read.left))
    read, fields = _named(read, read.order or order, kind, typed)
    first = group.head[0]
    if not fields:
        fields["title"] = typed.text(first.text, first.block, "what is this called?")
    if read.location is not None:
        fields["location"] = typed.text(read.location.text, read.location.block)
    if read.when is not None:
        fields |= {key: typed.verbatim(date, read.when.block) for key, date in read.dates.items()}
    if target := url(read.url) if read.url else "":
        fields["url"] = typed.verbatim(target, first.block)
    facts = [
        typed.fields(label=typed.text(label, piece.block), text=typed.text(piece.text, piece.block))
        for label, piece in read.facts
    ]
    left = [typed.text(piece.text, piece.block) for piece in read.left]
    below = texts.told(group.body, typed, "", left, facts)
    return typed.fields(**fields, summary=below.pop("text"), **below)


def _named(read: Head, order: int, kind: str, typed: Typed) -> tuple[Head, Fields]:
    """The title and the organization of an entry, and its head with the place behind the latter."""
    keys = ("organization", "title") if order < 0 else ("title", "organization")
    if len(read.names) == 1:
        is_employer = kind in _OF_EMPLOYERS and head.likes(read) < 0
        keys = ("organization", "") if is_employer else ("title", "")
    if "organization" in keys:
        read = head.settled(read, keys.index("organization"))
    names = [typed.text(name.text, name.block) for name in read.names]
    if len(names) == 2 and not order:
        typed.marks[names[0].position] = _IN_DOUBT
    return read, dict(zip(keys, names, strict=False))
