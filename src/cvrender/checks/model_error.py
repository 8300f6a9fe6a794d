"""One complaint of pydantic, with the nodes at its place in the source."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from cvrender.checks.model_fields import is_group, model_at
from cvrender.checks.vocabulary import meant
from cvrender.errors import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

    from cvrender.errors import Position
    from cvrender.syntax.nodes import KeyPath, Node


class ModelError:
    """A complaint of pydantic and the nodes on the path to it.

    ``kind`` is pydantic's type of error, ``trail`` the nodes along ``path`` with the step to each,
    ``node`` the last of them.
    """

    def __init__(self, detail: ErrorDetails, root: Node, model: type[BaseModel]) -> None:
        self.kind = detail["type"]
        self.message = detail["msg"]
        self.context: dict[str, Any] = detail.get("ctx", {})
        at = self.context.get("at", "")
        self.path: KeyPath = (*detail["loc"], at) if at != "" else detail["loc"]
        self.root, self.model = root, model
        self.trail = _trail(root, self.path)
        self.node = self.trail[-1][1]

    @property
    def position(self) -> Position:
        at_key = self.kind == "extra_forbidden" or "at_key" in self.context
        is_label = self.path[-1:] == ("label",) and self.trail[-1][0] != "label"
        if not (at_key or (is_label and self.kind != "missing")) or self.node.key is None:
            return self.node.position
        item = self.trail[-2][1].position
        is_whole = self.is_behind_a_question_mark or self.is_of_an_entry
        return item if is_whole else self.node.key

    @property
    def name(self) -> str:
        """The last key on the way here."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")

    @property
    def subject(self) -> str:
        """What the author calls the place: a key, or an item of one."""
        step = self.trail[-1][0]
        if isinstance(step, str):
            return quoted(step) if step else "the file"
        keys = [key for key, _ in self.trail if isinstance(key, str) and key]
        return f"an item of {quoted(keys[-1])}" if keys else "an item"

    @cached_property
    def holder(self) -> type[BaseModel]:
        """The model of the mapping that an unknown or missing key belongs to."""
        return model_at(self.model, self.path[:-1])

    @property
    def field(self) -> FieldInfo | None:
        return self.holder.model_fields.get(self.name)

    @property
    def allowed(self) -> list[str]:
        """The words that the annotation of the field allows (``Literal``), however deep."""
        return list(_literals(self.field.annotation)) if self.field else []

    @cached_property
    def meant(self) -> str:
        """For an unknown key: the known one that is meant, by its name or by what it holds."""
        found = meant(self.name, self.holder.model_fields)
        return found or ("sections" if self.holds_sections else "")

    @property
    def holds_sections(self) -> bool:
        """Whether an unknown key at the top stands for the sections, which are missing."""
        titled = (item.child("title") for item in self.node.items)
        absent = "sections" in self.holder.model_fields and self.root.child("sections") is None
        return absent and any(titled)

    @property
    def names_a_group(self) -> bool:
        """Whether keys stand below what is called so at the top, and none do here."""
        field = self.model.model_fields.get(self.name)
        return not self.node.fields and field is not None and is_group(field.annotation)

    @property
    def is_behind_a_question_mark(self) -> bool:
        """``- ? who sold hats``: YAML takes the words for a key that has no value."""
        item, key = self.trail[-2][1].position, self.node.key
        behind = replace(item, column=item.column + len("? "))
        return self.is_loose_text and self.node.value is None and key == behind

    @property
    def is_of_an_entry(self) -> bool:
        """An unknown key beside others, of a list that takes texts."""
        return self.is_loose_text and len(self.trail[-2][1].fields) > 1

    @property
    def list_key(self) -> str:
        """The key of the list that the item here stands in."""
        return next(step for step in reversed(self.path[:-1]) if isinstance(step, str))

    @property
    def names_its_holder(self) -> bool:
        """Whether an unknown key stands for what is missing beside it: a text, label or title."""
        return self.is_loose_text or self.is_label or self.is_titled_by_key

    @property
    def is_loose_text(self) -> bool:
        """An unknown key that is a text with a colon in it, like ``- Terraform: networking``."""
        shorthand = getattr(self.holder, "shorthand", None)
        return shorthand is not None and (not self.meant or self.name != self.name.lower())

    @property
    def is_label(self) -> bool:
        """An unknown key that stands for the label of a link or a fact, with what it labels."""
        labelled = "label" in self.holder.model_fields and isinstance(self.path[-2], int)
        return labelled and not self.meant and isinstance(self.node.value, str)

    @property
    def is_titled_by_key(self) -> bool:
        """``- Skills: [Go]``: the only key of a section is its title, or one with no value."""
        if "page_break" not in self.holder.model_fields or len(self.trail) < 2:
            return False
        beside = self.trail[-2][1].plain()
        return len(beside) == 1 or (self.node.value is None and "title" not in beside)


def _literals(annotation: Any) -> Iterator[str]:
    """The words of each ``Literal`` in a type such as ``tuple[Literal["a", "b"], ...] | None``."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
        return
    for inner in get_args(annotation):
        yield from _literals(inner)


def _trail(root: Node, path: KeyPath) -> list[tuple[str | int, Node]]:
    """The nodes on the way; a single value that was wrapped as a list has no first item."""
    trail = root.trail(path)
    wrapped = len(path) > 1 and path[-1] == 0 and len(trail) == len(path) + 1
    if wrapped and isinstance(trail[-2][1].value, dict):
        trail.pop()
    return trail
