"""Model errors: a complaint of pydantic with the nodes and the model at its place."""

from collections.abc import Iterator
from enum import Enum, auto
from functools import cached_property
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from cvrender.checks.vocabulary import meant
from cvrender.errors import Position, quoted
from cvrender.syntax.nodes import KeyPath, Node


class Key(Enum):
    """What an unknown key is."""

    WORD = auto()
    """A key that is misspelled, misplaced or does not exist."""
    TEXT = auto()
    """A text with a colon in it, in a list of texts: ``- Terraform: networking``."""
    QUESTION = auto()
    """A text behind ``- ? ``, which YAML takes for a key without a value."""
    OF_ENTRY = auto()
    """One of several keys of an item that must be text."""
    TITLE = auto()
    """The title of a section, with its content as the value: ``- Skills: [Go]``."""
    LABEL = auto()
    """The label of a link or fact, with what it labels as the value: ``- GitHub: https://…``."""


class ModelError:
    """A complaint of pydantic and the nodes on the path to it.

    ``kind`` is pydantic's type of error, ``trail`` the nodes along ``path`` with the step to each,
    ``node`` the last of them, ``name`` the last key on the path, ``holder`` the model of the
    mapping that an unknown or missing key belongs to.
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
        self.name = next((step for step in reversed(self.path) if isinstance(step, str)), "")
        self.holder = model_at(model, self.path[:-1])

    @property
    def position(self) -> Position:
        at_key = self.kind == "extra_forbidden" or "at_key" in self.context
        is_label = self.path[-1:] == ("label",) and self.trail[-1][0] != "label"
        if not (at_key or (is_label and self.kind != "missing")) or self.node.key is None:
            return self.node.inside(str(self.context.get("words", "")) or "\0")
        of_item = self.key in (Key.QUESTION, Key.OF_ENTRY)
        return self.trail[-2][1].position if of_item else self.node.key

    @property
    def subject(self) -> str:
        """What the author calls the place: a key, or an item of one."""
        step = self.trail[-1][0]
        if isinstance(step, str):
            return quoted(step) if step else "the file"
        keys = [key for key, _ in self.trail if isinstance(key, str) and key]
        return f"an item of {quoted(keys[-1])}" if keys else "an item"

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
        known = self.holder.model_fields
        has_titles = any(item.child("title") for item in self.node.items)
        is_sections = has_titles and "sections" in known and self.root.child("sections") is None
        return meant(self.name, known) or ("sections" if is_sections else "")

    @cached_property
    def key(self) -> Key | None:
        """What an unknown key is; None for other errors."""
        if self.kind != "extra_forbidden":
            return None
        beside, known = self.trail[-2][1], self.holder.model_fields
        shorthand = getattr(self.holder, "shorthand", None)
        if (
            shorthand
            and shorthand not in beside.fields
            and (not self.meant or self.name != self.name.lower())
        ):
            behind = beside.position._replace(column=beside.position.column + len("? "))
            if self.node.value is None and self.node.key == behind:
                return Key.QUESTION
            return Key.OF_ENTRY if len(beside.fields) > 1 else Key.TEXT
        is_bare = self.node.value is None and "title" not in beside.fields
        if "page_break" in known and (len(beside.fields) == 1 or is_bare):
            return Key.TITLE
        is_item = "label" in known and isinstance(self.path[-2], int)
        if is_item and not self.meant and isinstance(self.node.value, str):
            return Key.LABEL
        return Key.WORD


def _literals(annotation: Any) -> Iterator[str]:
    """The words of each ``Literal`` in a type such as ``tuple[Literal["a", "b"], ...] | None``."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
        return
    for inner in get_args(annotation):
        yield from _literals(inner)


def _trail(root: Node, path: KeyPath) -> list[tuple[str | int, Node]]:
    """The nodes on the path; a single value that was wrapped as a list has no first item."""
    trail = root.trail(path)
    wrapped = len(path) > 1 and path[-1] == 0 and len(trail) == len(path) + 1
    if wrapped and isinstance(trail[-2][1].value, dict):
        trail.pop()
    return trail


def home(name: str, root: type[BaseModel]) -> str | None:
    """The key of the model that has a field ``name``, nearest to ``root``; empty for ``root``."""
    seen: set[type[BaseModel]] = set()
    level: list[tuple[str, type[BaseModel]]] = [("", root)]
    while level:
        for key, model in level:
            if name in model.model_fields:
                return key
        seen.update(model for _, model in level)
        level = [
            (key, inner)
            for _, model in level
            for key, field in model.model_fields.items()
            if (inner := _inner(field.annotation)) and inner not in seen
        ]
    return None


def model_at(model: type[BaseModel], path: KeyPath) -> type[BaseModel]:
    """The model that describes the mapping at ``path``."""
    here = model
    for step in path:
        if isinstance(step, str) and step in here.model_fields:
            here = _inner(here.model_fields[step].annotation) or here
    return here


def is_model(annotation: Any) -> bool:
    """Whether a value of this type is a mapping that a model describes."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _inner(annotation: Any) -> type[BaseModel] | None:
    if is_model(annotation):
        found: type[BaseModel] = annotation
        return found
    return next(filter(None, map(_inner, get_args(annotation))), None)
