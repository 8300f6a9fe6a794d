"""Record: a mapping of another tool's file, whose values are taken by any of their names."""

import re
from collections.abc import Iterator

from cvrender.errors import quoted
from cvrender.places import distinct
from cvrender.readers.foreign.keys import keys
from cvrender.readers.foreign.links import address
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.prose import Item, item, prose
from cvrender.readers.foreign.rich_text import is_rich_text
from cvrender.readers.foreign.values import (
    fact,
    folded,
    is_empty,
    listed,
    made,
    spaced,
    strung,
    text,
    wording,
)
from cvrender.syntax.nodes import Node


class Record:
    """A mapping of another tool's file, whose values are taken by any of their names.

    Names are compared as ``folded`` keys. What nobody takes is reported in the end, so that
    nothing is lost without a word.
    """

    def __init__(self, node: Node, notes: Notes) -> None:
        self.node = node
        self.notes = notes
        self.pairs: list[tuple[str, Node]] = []
        """Each key as it is written, in the order of the file."""
        self.named: dict[str, Node] = {}
        """Folded names, and the first value under each that is not empty."""
        for key, child in node.fields.items():
            self.put(key, child)
        self.taken: set[str] = set()
        self.texts_taken: set[str] = set()

    def put(self, key: str, node: Node) -> None:
        """Add a value. Where another spelling of ``key`` has one, it cannot be taken by name."""
        self.pairs.append((key, node))
        if is_empty(self.peek(key)):
            self.named[folded(key)] = node

    def peek(self, name: str) -> Node | None:
        """The value under ``name``, without taking it."""
        return self.named.get(folded(name))

    def blank(self, name: str) -> Node | None:
        """An empty text in the place of ``name``, whatever stands there; None without that key."""
        node = self.peek(name)
        return node.holding("") if node else None

    def take(self, *names: str) -> Node | None:
        """The first value under one of ``names`` that is not empty and not taken yet."""
        for name in map(folded, names):
            if name in self.named and name not in self.taken:
                self.taken.add(name)
                child = self.named[name]
                if not is_empty(child):
                    self.texts_taken.add(wording(child))
                    return child
        return None

    def ignore(self, *names: str) -> None:
        """Do not report values that say nothing to a reader."""
        self.taken.update(map(folded, names))

    def unused(self) -> Iterator[tuple[str, Node]]:
        """Keys as written and their values that nobody took, but for empty ones and ``false``."""
        for key, child in self.pairs:
            name = folded(key)
            is_taken = name in self.taken and self.named[name] is child
            if not (is_taken or is_empty(child) or child.value is False):
                yield key, child

    def report_unused(self) -> None:
        """Report as left out what nobody took, unless a value that was taken says the same."""
        for key, child in self.unused():
            self.report(key, child)

    def report(self, key: str, node: Node) -> None:
        """Report one value as left out, unless a value that was taken says the same."""
        if wording(node) not in self.texts_taken:
            self.notes.left_out(node, f"{quoted(key)} has no place in a CV and")

    def says_nothing(self) -> bool:
        """Whether nothing is filled in but a ``present``."""
        children = [child for child in self.named.values() if not is_empty(child)]
        return all(wording(child).casefold() == "present" for child in children)

    def text(self, *names: str) -> Node | None:
        node = self.take(*names)
        return text(_named(node)) if node else None

    def label(self, *names: str) -> Node | None:
        """A text that a colon will follow."""
        node = self.text(*names)
        return text(node, wording(node).rstrip(":：") or wording(node)) if node else None

    def texts(self, *names: str) -> list[Node]:
        """The texts of a list; one value is a list of one."""
        return [words for child in listed(self.take(*names)) if (words := text(child))]

    def each(self, *names: str) -> list[Node]:
        """The texts under all of ``names``, in their order."""
        return [words for name in names if (words := self.text(name))]

    def words(self, *names: str) -> list[Node]:
        """Keywords: of a list its items, of a text what its commas separate."""
        node = self.take(*names)
        if node is not None and node.fields:
            pairs = ((key, several(child)) for key, child in node.fields.items())
            return [child.holding(f"{key}: {wording(child)}") for key, child in pairs if child]
        if node is not None and isinstance(node.value, str):
            parts = re.split(r",\s+|\n", wording(node))
            return [node.holding(part) for part in parts if part.strip()]
        return [words for child in listed(node) if (words := text(_named(child)))]

    def facts(self, **labels: str) -> list[Node]:
        """A fact for each key of ``labels`` that is there, under its label."""
        pairs = ((label, self.take(name)) for name, label in labels.items())
        return [fact(label, words) for label, node in pairs if (words := several(node))]

    def url(self, *names: str) -> Node | None:
        """A web address. Reports what is not one, and the text of a link; one without is kept."""
        node = self.take(*names)
        if node is None:
            return None
        found = address(node, self.notes)
        label = text(node.child("label"))
        if label and found is None:
            self.put("linkText", label)  # shown as a fact
        elif label and not (found and wording(label) in wording(found)):
            self.notes.left_out(label, f"the link text {quoted(wording(label))}")
        return found

    def location(self, *names: str) -> Node | None:
        """A place as one text; one in parts is joined in the order of an address."""
        node = self.take(*names)
        if node is None or not node.fields:
            return text(node, ", ".join(distinct([wording(node)]))) if node else None
        parts = Record(node, self.notes)
        named = parts.each("address", "street", "city", "region", "state", "postalCode", "zip")
        country = parts.text("country", "countryName") or parts.text("countryCode")
        parts.ignore("countryCode" if country else "")
        named += [words for _, child in parts.unused() if (words := text(child))]
        if country:
            named.append(country)
        return text(node, self.notes.listing(distinct([str(words.value) for words in named])))

    def prose(self, *names: str) -> tuple[Node | None, list[Node]]:
        """The paragraphs under all of ``names`` in turn, and the bullets among them."""
        paragraphs: list[str] = []
        bullets: list[Node] = []
        place = None
        for name in names:
            for node in listed(self.take(name)):
                place = place or node
                found = prose(wording(self._text_of(node)))
                paragraphs += filter(None, [found.text])
                for words in found.behind:
                    said = f"{quoted(words)} stands behind a list and is shown before it"
                    self.notes.changed(node, said)
                bullets += [_bullet(node, one) for one in found.items]
        return text(place, "\n\n".join(paragraphs)), bullets

    def _text_of(self, node: Node) -> Node:
        """``node``, or the text in a mapping that stands for one; reports the mapping's others."""
        if set(keys("text")).isdisjoint(node.fields) or is_rich_text(node):
            return node
        inner = Record(node, self.notes)
        found = inner.take(*keys("text")) or Node(None, node.position)
        inner.report_unused()
        return found

    def bullets(self, *names: str, split: str = "") -> list[Node]:
        """The bullets under all of ``names``: the items of a list, or the lines of one text.

        ``split`` is a pattern of what separates a bullet from those below it on one line.
        """
        found = []
        for name in names:
            node = self.take(name)
            if node is not None and isinstance(node.value, str):
                read = prose(wording(node))
                before, behind = (map(Item, rows) for rows in (read.paragraphs, read.behind))
                found += [_bullet(node, one) for one in (*before, *read.items, *behind)]
            else:
                found += [bullet for child in listed(node) for bullet in bullets(child, split)]
        return found


def bullets(node: Node, split: str = "") -> list[Node]:
    """The bullets in one item of a list: a text, a group of texts, or a mapping."""
    if is_rich_text(node):
        return _marked(node, split)
    if node.items:
        return [bullet for child in listed(node) for bullet in bullets(child, split)]
    return _grouped(node, split) if node.fields else _marked(node, split)


def _marked(node: Node, split: str) -> list[Node]:
    """A bullet with those below it; none where only its mark was written."""
    lines = wording(node)
    lines = re.sub(split, "\n- ", lines) if split and "\n" not in lines else lines
    return [] if re.fullmatch(r"[-*+•·–—\s]*", lines) else [_bullet(node, item(lines))]


def _grouped(node: Node, split: str) -> list[Node]:
    """The bullets in a mapping, below a bullet of what its other keys say."""
    group = Record(node, Notes())
    inner = group.bullets(*keys("below"), split=split)
    line = _line(group)
    if not line:
        return inner
    words = Node(line, node.position)
    return [made(node, text=words, bullets=inner)] if inner else [words]


def _line(record: Record) -> str:
    """A mapping in one line: ``name: description (level, other: …)``."""
    head = record.text(*keys("heads"))
    rest = record.text("description", "summary", "details", "value", "text", "highlight")
    level = map(wording, record.each("level", "fluency"))
    page = record.take("url", "href", "website", "link") if head else None
    if page and head and (url := address(page, Notes())):
        head = text(head, f"[{wording(head)}]({url.value})")
    record.ignore("id", "order", "flavor")
    words = strung(": ", head, rest)
    alone = len(record.pairs) == 1 or bool(words)
    others = ", ".join(filter(None, [*level, *(_member(*it, alone) for it in record.unused())]))
    return f"{words} ({others})" if words and others else words or others


def _member(key: str, node: Node, labelled: bool) -> str:
    """A further member of a mapping, behind its key where it would say too little alone."""
    words = ", ".join(wording(_named(child)) for child in listed(node))
    says_itself = node.items or folded(key) in keys("saying") or not labelled
    return words if says_itself else f"{spaced(key)}: {words}"


def _bullet(place: Node, one: Item) -> Node:
    words = Node(one.text, place.position)
    inner = [_bullet(place, below) for below in one.items]
    return made(place, text=words, bullets=inner) if inner else words


def joined(node: Node | None) -> Node | None:
    """The text of ``node``; of a list its items, each on one line."""
    return text(node, ", ".join(wording(_named(child)) for child in listed(node)))


def several(node: Node | None) -> Node | None:
    """The text of ``node``; of a list the texts of its items, if there are several."""
    items = [words for child in listed(node) if (words := text(_named(child)))]
    if node is None or len(items) < 2:
        return items[0] if items else None
    return node.holding(items)


def _named(node: Node) -> Node:
    """A keyword as one text, also where it is written with keys."""
    rich = not node.fields or is_rich_text(node)
    return node if rich else node.holding(_line(Record(node, Notes())))
