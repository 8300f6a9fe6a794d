"""YAML layout: where in the text of a file each value stands, with its key, its dash and its style.

Only for a text that ``syntax`` has read: its bounds hold here, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, Literal

import yaml

from cvrender.errors import Position
from cvrender.syntax.tree_builder import PARSER
from cvrender.syntax.yaml_parser import with_plain_ends

_ANCHOR = re.compile(r"&\S+\s+")

Kind = Literal["scalar", "map", "list", "alias"]


@dataclass(slots=True)
class Place:
    """A value in a text, from the index ``start`` to ``end``; behind it nothing is its own."""

    kind: Kind
    start: int
    end: int = 0
    style: str = ""
    """Of a scalar: nothing for plain, else its quotes, ``|`` or ``>``."""
    flow: bool = False
    """Whether it stands inside brackets or braces, or in front of them."""
    key: int | None = None
    """Where its key starts, in a mapping."""
    key_end: int = 0
    key_style: str = ""
    dash: int | None = None
    """Where its dash stands, in a list without brackets."""
    parent: Place | None = None
    children: list[Place] = field(default_factory=list)

    @property
    def first(self) -> int:
        """Where what belongs to it starts: its dash, its key, or itself."""
        if self.dash is not None:
            return self.dash
        return self.start if self.key is None else self.key

    @property
    def inside(self) -> bool:
        """Whether it stands inside brackets or braces."""
        return self.parent is not None and self.parent.flow


class Layout:
    """The places of all values of ``text``, a YAML document (JSON is one, too)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: dict[tuple[int, bool], Place] = {}
        """By start, and whether it is a scalar."""
        self._events: Iterator[Any] = yaml.parse(with_plain_ends(text), Loader=PARSER)
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                self._place(next(self._events), None)

    def at(self, position: Position, scalar: bool) -> Place | None:
        """The scalar, or the list or mapping, that starts at ``position``."""
        return self.places.get((offset(self.text, position), scalar))

    def _place(self, event: Any, parent: Place | None) -> Place:
        start, end = event.start_mark.index, event.end_mark.index
        flow = parent is not None and parent.flow
        if isinstance(event, yaml.AliasEvent):
            return Place("alias", start, end, flow=flow, parent=parent)
        if isinstance(event, yaml.ScalarEvent):
            end = start + len(self.text[start:end].rstrip())
            place = Place("scalar", start, end, event.style or "", flow, parent=parent)
            if anchor := _ANCHOR.match(self.text, start):
                place.start = anchor.end()
        else:
            flow = flow or (bool(event.flow_style) and end > start)
            is_map = isinstance(event, yaml.MappingStartEvent)
            place = Place("map" if is_map else "list", start, flow=flow, parent=parent)
            (self._pairs if is_map else self._items)(place)
        self.places[start, place.kind == "scalar"] = place
        return place

    def _pairs(self, place: Place) -> None:
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._place(event, place)
            value = self._place(next(self._events), place)
            value.key, value.key_end, value.key_style = key.start, key.end, key.style
            place.children.append(value)
        self._close(place, event)

    def _items(self, place: Place) -> None:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            item = self._place(event, place)
            if not place.flow:
                item.dash = self.text.rfind("-", 0, item.start)
            place.children.append(item)
        self._close(place, event)

    def _close(self, place: Place, event: Any) -> None:
        ends = (max(child.end, child.key_end) for child in place.children)
        place.end = event.end_mark.index if place.flow else max(ends, default=place.start)


def offset(text: str, position: Position) -> int:
    """The index in ``text`` of a line and a column."""
    ends = (match.end() for match in re.finditer(r"\r\n|\r|\n", text))
    start = next(islice(chain([0], ends), position.line - 1, None))
    return start + position.column - 1
