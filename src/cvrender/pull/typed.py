"""Typed: a change → the texts of the source that may have it, the nearest first."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from cvrender import inline
from cvrender.checks.texts import is_localized
from cvrender.extract.word_paragraphs import canonical
from cvrender.inline import Span
from cvrender.pull.belonging import (
    CannotPlaceError,
    bullets_behind,
    container,
    dates_in,
    entries_behind,
    is_said,
)
from cvrender.pull.change import Change
from cvrender.pull.dates_meant import meant
from cvrender.pull.entries import Added
from cvrender.pull.present import Present, Slot
from cvrender.pull.wording import reworded, verbatim
from cvrender.renderers.json_resume.markdown import written
from cvrender.syntax import parse_yaml
from cvrender.syntax.nodes import KeyPath, Node
from cvrender.yaml_edit import (
    commented,
    removed,
    renamed,
    retyped,
    with_group,
    with_item,
    with_pair,
)
from cvrender.yaml_layout import Layout, Place

_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_VERBATIM = ("email", "phone", "website", "url", "doi", "date")
_FACT = re.compile(r"(.+?)\s*:\s+(.+)", re.DOTALL)


def without(path: KeyPath, role: str, present: Present) -> Iterator[str]:
    """Texts of the source that may not have what stands at ``path``. Raises CannotPlaceError."""
    return _Editor(present).removed(path, role)


def typed(change: Change, present: Present) -> Iterator[str]:
    """Texts of the source that may have ``change``. Raises CannotPlaceError."""
    editor = _Editor(present)
    assert change.slot is not None
    match change.kind:
        case "changed":
            return editor.changed(change, change.slot)
        case "removed":
            return editor.item_removed(change, change.slot)
        case "added":
            return editor.added(change, change.slot)
        case "comment":
            path = change.slot.origin
            node = editor.root.at(path[:-1] if path[-1:] == ("label",) else path)  # a whole fact
            return commented(present.text, editor.place(node), change.new)


class _Editor:
    def __init__(self, present: Present) -> None:
        self.present, self.text = present, present.text
        self.root = present.source.node
        self.layout = Layout(present.text)
        self.file = str(present.source.path)

    def place(self, node: Node) -> Place:
        """Where ``node`` stands in the text. Raises CannotPlaceError."""
        if node.position.file != self.file:
            message = f"its value stands in {node.position.file}, line {node.position.line}"
            raise CannotPlaceError(message)
        is_scalar = not isinstance(node.value, (dict, list))
        place = self.layout.at(node.position, is_scalar)
        if place is None or place.kind == "alias":
            raise CannotPlaceError("its value is typed in a way that is not edited")
        return place

    def value(self, path: KeyPath, part: int | None = None) -> tuple[str | int, Node]:
        """The text at ``path`` in the language of the document, with its key.

        Raises CannotPlaceError.
        """
        step, node = self.root.trail(path)[-1]
        if part is not None and path[:1] == ("links",):
            key = ("label", "url")[part]
            return key, node.child(key) or node
        if part is not None and node.items:
            node, step = node.items[part], part
        if isinstance(node.value, dict) and is_localized(node.plain()):
            language = self.present.outline.language.code
            spoken = node.child(language)
            if spoken is None:
                raise CannotPlaceError(
                    f"the source has this text in other languages than {language}"
                )
            node = spoken
        if not isinstance(node.value, str):
            raise CannotPlaceError("its value is not one text in the source")
        return step, node

    def changed(self, change: Change, slot: Slot) -> Iterator[str]:
        path = slot.origin
        if change.role == "dates" and (found := self.dates(change.new, path)) is not None:
            return found
        trail = self.root.trail(path)
        if change.role == "section-title" and trail[-1][0] != "title":
            return with_pair(self.text, self.place(trail[-1][1]), "title", change.new)
        if change.role == "label" and trail[-1][0] != "label":
            label, node = trail[-1]
            place = self.place(node)
            return chain.from_iterable(
                renamed(self.text, place, key) for key in reworded(str(label), change.new)
            )
        key, value = self.value(path, change.part)
        if key in _VERBATIM or path[0] in ("email", "phone"):
            return self.retyped(
                value, verbatim(str(value.value), canonical(change.old), change.new)
            )
        return self.retyped(value, self.markdown(str(value.value), slot, change))

    def retyped(self, node: Node, wanted: Iterable[str]) -> Iterator[str]:
        place = self.place(node)
        for text in wanted:
            yield from retyped(self.text, place, str(node.value), text)

    def markdown(self, text: str, slot: Slot, change: Change) -> Iterator[str]:
        """``text`` with ``change`` in its paragraph of the number in ``slot``."""
        start, end = self.paragraph(text, slot)
        for each in reworded(text[start:end], change.new, change.emphasis):
            yield text[:start] + each + text[end:]

    def paragraph(self, text: str, slot: Slot) -> tuple[int, int]:
        """From where to where the paragraph of ``slot`` stands in ``text``."""
        if slot.origin[-1] not in ("text", "summary") or "bullets" in slot.origin:
            return 0, len(text)
        marks = [0, *(at for gap in _PARAGRAPH.finditer(text) for at in gap.span()), len(text)]
        parts = [
            (a, b) for a, b in zip(marks[::2], marks[1::2], strict=True) if inline.parse(text[a:b])
        ]
        return parts[slot.number] if slot.number < len(parts) else (0, len(text))

    def dates(self, new: str, path: KeyPath) -> Iterator[str] | None:
        """Other dates; None where ``new`` is free words."""
        trail = self.root.trail(path)
        group = trail[-2][1] if len(trail) > 1 else self.root
        wanted = dates_in(meant(new, *self.present.dates), group)
        if not wanted:
            return None
        pairs = [(key, date) for key, date in wanted.items() if not is_said(group.child(key), date)]
        return self.dated(group, pairs)

    def dated(self, group: Node, pairs: list[tuple[str, str]]) -> Iterator[str]:
        """The text with each of ``pairs`` in ``group``, the last in the file first."""
        known = [
            (self.place(node), str(node.value), date)
            for key, date in pairs
            if (node := group.child(key))
        ]
        text = self.text
        for place, old, date in sorted(known, key=lambda each: -each[0].start):
            text = next(retyped(text, place, old, date))
        for key, date in pairs:
            if group.child(key) is None:
                layout = Layout(text)
                there = layout.at(group.position, scalar=False)
                if there is None:
                    raise CannotPlaceError("its value is typed in a way that is not edited")
                beside = next((n for n, name in enumerate(group.fields, 1) if name == "start"), 0)
                text = next(with_pair(text, there, key, date, beside))
        yield text

    def item_removed(self, change: Change, slot: Slot) -> Iterator[str]:
        """The text without an item of a list, or one of several paragraphs."""
        node = self.root.at(slot.origin)
        if change.part is not None and node.items:
            return removed(self.text, self.place(node.items[change.part]))
        _, value = self.value(slot.origin)
        text = str(value.value)
        start, end = self.paragraph(text, slot)
        before, behind = text[:start].rstrip(), text[end:].lstrip("\n")
        tail = "" if behind else text[len(text.rstrip()) :]
        return self.retyped(value, ["\n\n".join(filter(None, (before, behind))) + tail])

    def removed(self, path: KeyPath, role: str) -> Iterator[str]:
        """The text without what stands at ``path``."""
        if role != "dates" or path[-1] not in ("start", "end", "date"):
            return removed(self.text, self.place(self.root.at(path)))
        group = self.root.at(path[:-1]).fields
        places = [self.place(group[key]) for key in ("start", "end", "date") if key in group]
        text = self.text
        for place in sorted(places, key=lambda place: -place.first):
            text = next(removed(text, place))
        return iter([text])

    def added(self, change: Change, slot: Slot) -> Iterator[str]:
        if change.entry is not None:
            return self.entry(slot.origin, change.entry)
        markdown = change.markdown or written((Span(change.new),))
        if change.part is not None:
            return self.item(slot.origin, change.part, markdown)
        match change.role:
            case "bullet":
                path, index = bullets_behind(slot.origin, change.depth)
                self.require_no_bullets_between(slot.origin, change.depth)
                return self.item(path, index, markdown)
            case "fact":
                return self.fact(slot.origin, change.new)
        return self.more(slot, markdown)

    def entry(self, path: KeyPath, entry: Added) -> Iterator[str]:
        """The text with one more entry, or role, behind the line at ``path``."""
        path, index = entries_behind(path, "roles" if entry.is_role else "entries")
        trail = self.root.trail(path)
        if trail[-1][0] != path[-1]:
            raise CannotPlaceError("there is no entry yet where it would stand")
        value = parse_yaml(json.dumps(entry.value), "")
        return with_group(self.text, self.place(trail[-1][1]), index, value)

    def require_no_bullets_between(self, path: KeyPath, depth: int) -> None:
        """Raise CannotPlaceError where a bullet parts the one above it from those below that."""
        is_bullet = path.count("bullets") == depth and path[-1] == "text"
        if is_bullet and self.root.at(path[:-1]).child("bullets"):
            raise CannotPlaceError("it parts a bullet from the bullets below it")

    def item(self, path: KeyPath, index: int, markdown: str) -> Iterator[str]:
        """The text with one more in the list at ``path``, which may not be there yet."""
        trail = self.root.trail(path)
        if trail[-1][0] == path[-1] and trail[-1][1].value:
            return with_item(self.text, self.place(trail[-1][1]), index, markdown)
        group = self.root.at(path[:-1])
        if not isinstance(group.value, dict):
            raise CannotPlaceError("the bullet above it has no list below it yet")
        return with_pair(self.text, self.place(group), str(path[-1]), [markdown])

    def fact(self, path: KeyPath, words: str) -> Iterator[str]:
        found = _FACT.fullmatch(words)
        at = next((n for n, step in enumerate(path) if step == "facts"), None)
        facts = self.root.at(path[: at + 1]) if at is not None else self.root
        if found is None or at is None or not facts.fields:
            raise CannotPlaceError("it is not a label and a text below others")
        label, text = (written((Span(part),)) for part in found.groups())
        return with_pair(self.text, self.place(facts), label, text, int(path[at + 1]) + 1)

    def more(self, slot: Slot, markdown: str) -> Iterator[str]:
        """One more paragraph: of the text that the line before it belongs to, or the first."""
        path = slot.origin
        if path[-1] in ("text", "summary") and "bullets" not in path and "facts" not in path:
            _, value = self.value(path)
            text = str(value.value)
            _, end = self.paragraph(text, slot)
            return self.retyped(value, [f"{text[:end].rstrip()}\n\n{markdown}{text[end:]}"])
        group = container(path)
        key = "text" if len(group) == 2 else "summary"
        if (node := self.root.at(group).child(key)) is not None:
            return self.retyped(node, [f"{markdown}\n\n{node.value}"])
        return with_pair(self.text, self.place(self.root.at(group)), key, markdown)
