"""Validation: parsed data with positions → a model, or all faults at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from cvrender.errors import Fault, SourceError
from cvrender.syntax.nodes import KeyPath, Node

if TYPE_CHECKING:
    from cvrender.checks.model_error import ModelError

MAX_FAULTS = 100
MAX_MISTAKES = 1_000
"""The number of faults reported, and of pydantic's complaints examined for them."""

Model = TypeVar("Model", bound=BaseModel)


def validate(node: Node, model: type[Model], known: tuple[Fault, ...] = ()) -> Model:
    """Validate ``node`` as ``model``; raise SourceError with a fault for each mistake.

    ``known`` are faults that reading found already; they are raised together with the others.
    """
    try:
        valid = model.model_validate(node.plain())
    except ValidationError as error:
        from cvrender.checks.model_error import ModelError  # few sources need it

        details = error.errors(include_url=False)[:MAX_MISTAKES]
        mistakes = [ModelError(detail, node, model) for detail in details]
        raise SourceError((*known, *_faults(mistakes, known))) from error
    if known:
        raise SourceError(known)
    return valid


def _faults(mistakes: list[ModelError], known: tuple[Fault, ...]) -> list[Fault]:
    """The faults in file order, without those that are consequences of others."""
    from cvrender.checks.messages import to_fault  # few sources need it
    from cvrender.checks.model_error import Key

    silenced = {fault.position for fault in known}
    unknown = [mistake for mistake in mistakes if mistake.kind == "extra_forbidden"]
    meant = {(mistake.path[:-1], mistake.meant) for mistake in unknown}
    meant |= {(mistake.path[:-1], key) for mistake in unknown for key in mistake.node.fields}
    loose = {mistake.path[:-1] for mistake in unknown if mistake.key is not Key.WORD}
    left = [
        mistake
        for mistake in mistakes
        if not (mistake.position in silenced or _follows(mistake, meant, loose))
    ]
    left.sort(key=lambda mistake: mistake.position)
    faults = list(_hinted_once(dict.fromkeys(to_fault(mistake) for mistake in left[:MAX_FAULTS])))
    if len(left) > MAX_FAULTS:
        message = "more mistakes follow from here on; they are not listed"
        faults.append(Fault(left[MAX_FAULTS].position, "more-faults", message))
    return faults


def _hinted_once(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The faults; the same list of all known keys is a hint of the first one only."""
    hints: set[str] = set()
    for fault in faults:
        lists = fault.code == "unknown-key" and fault.hint.startswith("expected ")
        yield replace(fault, hint="") if lists and fault.hint in hints else fault
        hints.add(fault.hint)


def _follows(mistake: ModelError, meant: set[tuple[KeyPath, str]], loose: set[KeyPath]) -> bool:
    """Whether ``mistake`` follows from another: a key is missing because it is misspelled."""
    if mistake.kind == "too_short":
        return bool(mistake.node.value)
    parent = mistake.path[:-1]
    if mistake.kind == "missing":
        return parent in loose or (parent, mistake.name) in meant
    if mistake.kind in ("unnamed", "untitled", "missing-key"):
        keys = ("title", "organization", "kind", "bibtex", "csl")
        named = any((parent, key) in meant for key in keys)
        return named or parent in loose
    return False
