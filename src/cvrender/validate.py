"""Data with places → a validated model, or every fault at once, in the author's words."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from cvrender.errors import Fault, SourceError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from cvrender.positions import Node, Path

__all__ = ["near", "validate"]

Model = TypeVar("Model", bound=BaseModel)


def validate(node: Node, model: type[Model]) -> Model:
    """Build ``model`` from ``node``; raise SourceError with a placed fault for each mistake."""
    try:
        return model.model_validate(node.plain())
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise SourceError(tuple(_fault(detail, node, model) for detail in details)) from error


def near(word: str, known: list[str] | tuple[str, ...]) -> str:
    """``did you mean `x`?`` for the nearest known word, or nothing."""
    found = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return f"did you mean `{found[0]}`?" if found else ""


def _fault(detail: ErrorDetails, node: Node, model: type[BaseModel]) -> Fault:
    path: Path = detail["loc"]
    context = detail.get("ctx", {})
    if "at" in context:
        path = (*path, context["at"])
    message, hint = _words(detail, path, model)
    target = node.at(path)
    at_key = detail["type"] == "extra_forbidden"
    position = target.key if at_key and target.key else target.position
    return Fault(position, detail["type"].replace("_", "-"), message, hint)


def _words(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> tuple[str, str]:
    context = detail.get("ctx", {})
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    match detail["type"]:
        case "extra_forbidden":
            known = list(_model_at(model, path[:-1]).model_fields)
            return f"`{name}` is no key here", near(name, known) or f"known: {', '.join(known)}"
        case "missing":
            return f"`{name}` is missing", ""
        case "literal_error":
            words = context["expected"]
            return f"`{detail['input']}` is not known for `{name}`", f"one of {words}"
        case "tuple_type" | "list_type":
            return f"`{name}` must be a list", "start each item with `- `"
        case "model_type" | "mapping_type" | "dict_type":
            return f"`{name}` must have keys below it", ""
        case "string_type" | "text_type":
            return f"`{name}` must be text", ""
        case "empty":
            return f"`{name}` is empty", ""
        case "too_short":
            return f"`{name}` is empty", ""
    meant = context.get("meant")
    return detail["msg"], f"did you mean `{meant}`?" if meant else ""


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """The model that describes the mapping at ``path``."""
    here = model
    for step in path:
        if isinstance(step, str) and step in here.model_fields:
            here = _inner(here.model_fields[step].annotation) or here
    return here


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_inner, get_args(annotation))), None)
