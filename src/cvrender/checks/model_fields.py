"""Model fields: which model describes the mapping at a path, and which one has a key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from cvrender.syntax.nodes import KeyPath


def home(name: str, root: type[BaseModel]) -> str | None:
    """The key of the model that has a field ``name``, nearest to ``root``; empty for ``root``."""
    seen: set[type[BaseModel]] = set()
    level: list[tuple[str, type[BaseModel]]] = [("", root)]
    while level:
        for key, model in level:
            if name in model.model_fields:
                return key
        seen.update(model for _, model in level)
        level = [pair for _, model in level for pair in _inside(model) if pair[1] not in seen]
    return None


def _inside(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    for key, field in model.model_fields.items():
        if (inner := _inner(field.annotation)) is not None:
            yield key, inner


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
