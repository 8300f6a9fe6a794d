"""Contents: the lines of a section → its text, entries, bullets and facts, as values of a CV."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cvrender.drafts import entries, head
from cvrender.drafts.rows import rows
from cvrender.drafts.sections import title
from cvrender.drafts.typed import url
from cvrender.languages import title as usual_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cvrender.drafts.entries import Group
    from cvrender.drafts.head import Head
    from cvrender.drafts.rows import Row
    from cvrender.drafts.sections import Part
    from cvrender.drafts.typed import Fields, Typed
    from cvrender.syntax.nodes import Node

_FACT = re.compile(r"([^:：\t]{1,40}?)(?:\s*[:：]\s*|\s*\t\s*)([^\t]*\S.*)", re.DOTALL)
_LEVEL = re.compile(r"([^\W\d]{3,20})\s*(?:[–—-]\s|\()\s*([^()]{2,40}?)\)?")
"""A language, and how well it is spoken: ``English (fluent)``."""
_PARTS = re.compile(r"\s+[·•|]\s+")
_MOST_WORDS = 5
"""Of a label."""
_MOST_TEXT = 15_000
"""Letters of a text; a longer one is a list."""
_WITHOUT_ENTRIES = ("summary", "skills", "languages", "interests", "publications", "references")
_OF_FACTS = ("skills", "languages", "interests")
_OF_EMPLOYERS = ("work", "education", "volunteer")
"""Kinds whose entries may have an organization and no title."""
_IN_DOUBT = "which is the title, and which the organization?"


def section(part: Part, typed: Typed, language: str) -> Node | None:
    """A section of the CV; None where it has neither a heading nor lines."""
    if part.heading is None and not part.lines:
        return None
    lines = rows(part.lines)
    before, groups = entries.grouped(lines, part.kind)
    if part.kind in _WITHOUT_ENTRIES:
        before, groups = lines, ()
    whole = part.kind == "projects"
    groups = tuple(
        each._replace(is_role=each.is_role and head.is_one(each.head)) for each in groups
    )
    heads = [head.read(group.head, whole or group.is_role) for group in groups]
    order = sum(each.order for each in heads)
    made = [_entry(*pair, order, part.kind, typed) for pair in zip(groups, heads, strict=True)]
    made = list(_with_roles(groups, made, typed))
    known = _heading(part, typed, language)
    return typed.fields(**known, **_texts(before, typed, part.kind), entries=typed.listed(made))


def _heading(part: Part, typed: Typed, language: str) -> dict[str, Node | None]:
    """The kind that a heading means, and its words, unless they are the kind's own."""
    first = part.heading or part.lines[0]
    kind = typed.verbatim(part.kind, first) if part.kind else None
    words = title(part.heading) if part.heading else ""
    is_usual = bool(part.kind) and words.casefold() == usual_title(part.kind, language).casefold()
    shown = typed.text(words, first) if words and not is_usual else None
    if not (kind or shown):
        shown = typed.text("…", first, "no heading stands above these lines")
    return {"kind": kind, "title": shown}


def _with_roles(groups: tuple[Group, ...], made: list[Node], typed: Typed) -> Iterator[Node]:
    """The entries, of which those that follow in the same employer's name are its roles."""
    at = 0
    while at < len(made):
        end = at + 1
        is_employer = {"title", "organization"} <= set(made[at].fields)
        while is_employer and end < len(made) and groups[end].is_role:
            end += 1
        if end > at + 1:
            yield _employer(made[at:end], typed)
        else:
            yield made[at]
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
    order = read.order or order
    if len(read.names) > 1 and kind == "projects" and not read.order:
        read = read._replace(names=read.names[:1], left=(*read.names[1:], *read.left))
    keys = ("organization", "title") if order < 0 else ("title", "organization")
    if len(read.names) == 1:
        is_employer = kind in _OF_EMPLOYERS and head.likes(read) < 0
        keys = ("organization" if is_employer else "title", "")
    read = head.settled(read, keys.index("organization")) if "organization" in keys else read
    names = [typed.text(name.text, name.block) for name in read.names]
    if len(names) == 2 and not order:
        typed.marks[names[0].position] = _IN_DOUBT
    made: Fields = dict(zip(keys, names, strict=False))
    if read.location is not None:
        made["location"] = typed.text(read.location.text, read.location.block)
    if read.when is not None:
        made |= {k: typed.verbatim(v, read.when.block) for k, v in read.dates.items()}
    if not names:
        first = group.head[0]
        made["title"] = typed.text(first.text, first.block, "what is this called?")
    if target := url(read.url) if read.url else "":
        made["url"] = typed.verbatim(target, group.head[0].block)
    facts = [
        typed.fields(label=typed.text(label, p.block), text=typed.text(p.text, p.block))
        for label, p in read.facts
    ]
    texts = [typed.text(piece.text, piece.block) for piece in read.left]
    below = _texts(group.body, typed, "", texts, facts)
    text = below.pop("text")
    return typed.fields(**made, summary=text, **below)


def _texts(
    lines: Iterable[Row],
    typed: Typed,
    kind: str,
    texts: Iterable[Node] = (),
    facts: Iterable[Node] = (),
) -> dict[str, Node | None]:
    """Lines that head nothing: paragraphs, bullets, and facts. Text behind bullets is one."""
    paragraphs, pairs = list(texts), list(facts)
    bullets: list[Node] = []
    all_ = list(lines)
    labelled = kind in _OF_FACTS and all(_pairs(row, kind) for row in all_ if row.kind == "item")
    for row in all_:
        known = _pairs(row, kind)
        if known and (labelled or row.kind not in ("item", "prose")):
            pairs += [_fact(pair, row, typed) for pair in known]
        elif row.kind == "item" and row.depth and bullets:
            bullets[-1] = _below(bullets[-1], typed.markdown(row.block), typed)
        elif row.kind == "item":
            bullets.append(typed.markdown(row.block))
        elif bullets:
            bullets.append(typed.markdown(row.block, "stands below the list: is it a bullet?"))
        else:
            paragraphs.append(typed.markdown(row.block))
    if kind == "publications" or sum(len(str(each.value)) for each in paragraphs) > _MOST_TEXT:
        paragraphs, bullets = [], [*paragraphs, *bullets]
    return {
        "text": typed.joined(paragraphs),
        "bullets": typed.listed(bullets),
        "facts": typed.listed(pairs),
    }


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


def _below(bullet: Node, item: Node, typed: Typed) -> Node:
    """``bullet`` with ``item`` as the last of those below it."""
    text = bullet.fields.get("text", bullet)
    below = bullet.fields.get("bullets")
    return typed.fields(text=text, bullets=typed.listed([*(below.items if below else ()), item]))
