"""Messages: a complaint of pydantic → a Fault that says what is wrong and what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cvrender.checks.model_fields import home
from cvrender.checks.vocabulary import near, same
from cvrender.checks.wrong_type import Message, wrong_type
from cvrender.errors import QUOTE_IT, Fault, one_of, quoted
from cvrender.syntax import indentation, punctuation

if TYPE_CHECKING:
    from cvrender.checks.model_error import ModelError
    from cvrender.syntax.parse_failure import SyntaxMistake

_BOUNDS = {
    "greater_than_equal": "must be at least {ge:g}",
    "greater_than": "must be more than {gt:g}",
    "less_than_equal": "must be at most {le:g}",
    "less_than": "must be less than {lt:g}",
    "string_too_short": "is too short: the minimum length is {min_length}",
    "string_too_long": "is too long: the maximum length is {max_length}",
    "too_long": "must have at most {max_length} items",
}


def to_fault(mistake: ModelError) -> Fault:
    """The Fault for ``mistake``, at its position."""
    code, message, hint = _words(mistake)
    return Fault(mistake.position, code, message, hint)


def _words(mistake: ModelError) -> Message:
    context = mistake.context
    match mistake.kind:
        case "extra_forbidden":
            return _unknown_key(mistake)
        case "missing":
            return _missing(mistake)
        case "literal_error":
            return _unknown_value(mistake)
        case "empty" | "too_short":
            return Message("empty", f"{mistake.subject} is empty")
        case "string_pattern_mismatch":
            return _wrong_form(mistake)
    if mistake.kind.endswith(("_type", "_parsing")):
        return wrong_type(mistake)
    if bound := _BOUNDS.get(mistake.kind):
        return Message("out-of-range", f"{mistake.subject} {bound.format(**context)}")
    if "message" in context:
        return Message(mistake.kind, context["message"], context["hint"])
    return Message("wrong-value", f"{mistake.subject} is not valid: {mistake.message}")


def _missing(mistake: ModelError) -> Message:
    """A missing key; a text that ends with a colon is a key without a value."""
    below = mistake.node.value
    first = next(iter(below), "") if isinstance(below, dict) else ""
    if mistake.name == getattr(mistake.holder, "shorthand", None) and first:
        return _of(indentation.key_in_text(first))
    return Message("missing-key", f"{quoted(mistake.name)} is missing")


def _odd_start(name: str) -> Message | None:
    """What a key starts with that no key has: a space of a word processor, or its bullet."""
    if name[:1].isalnum():
        return None
    found = (
        punctuation.odd_space(name[0], 0) if name[:1].isspace() else indentation.own_bullet(name, 0)
    )
    return _of(found) if found else None


def _of(misread: SyntaxMistake) -> Message:
    return Message(misread.code, misread.message, misread.hint)


def _unknown_key(mistake: ModelError) -> Message:
    name = quoted(mistake.name)
    if odd := _odd_start(mistake.name):
        return odd
    if mistake.is_behind_a_question_mark:
        return Message("special-start", "text cannot start with `?`", QUOTE_IT)
    if mistake.is_of_an_entry:
        message = f"an item of {quoted(mistake.list_key)} must be text, not keys"
        return Message("wrong-type", message, "put what has keys of its own under `entries`")
    if mistake.is_loose_text:
        code, message, hint = _of(indentation.key_in_text(mistake.name))
        if isinstance(mistake.node.value, list):
            hint = f"write `- text: {mistake.name}`, and put `bullets:` above the list"
        return Message(code, message, hint)
    return Message("unknown-key", f"unknown key {name}", _key_hint(mistake))


def _key_hint(mistake: ModelError) -> str:
    name, known = mistake.name, mistake.holder.model_fields
    if isinstance(below := mistake.node.value, dict) and any(same(key, known) for key in below):
        return "move the keys below it up one level and remove it"
    if mistake.is_titled_by_key:
        return f"write `title: {name}` and put its content below"
    if (found := same(name, known)) == "sections" != name.casefold():
        return f"make it an item of `sections`: `- title: {name.capitalize()}`"
    if not (found or mistake.names_a_group) and (key := home(name, mistake.model)) is not None:
        return f"it belongs under {quoted(key)}" if key else "it belongs at the top level"
    if found == "end" and below is True:
        return "write `end: present`"
    if found := found or mistake.meant:
        return f"did you mean {quoted(found)}?"
    return _label_hint(mistake) if mistake.is_label else one_of(known)


def _label_hint(mistake: ModelError) -> str:
    """``- Languages: Go`` among facts, ``- GitHub: https://…`` among links."""
    other = next(key for key in mistake.holder.model_fields if key in ("text", "url"))
    pair = f"{other}: {mistake.node.value}"
    hint = f"write {quoted(f'label: {mistake.name}')} and {quoted(pair)}"
    return f"remove the `- `, or {hint}" if other == "text" else hint


def _unknown_value(mistake: ModelError) -> Message:
    allowed = mistake.allowed
    value = mistake.node.value
    if not isinstance(value, (str, bool)):
        return wrong_type(mistake)
    value = str(value).lower() if isinstance(value, bool) else value
    message = f"unknown value {quoted(value)} for {quoted(mistake.name)}"
    parts = re.split(r"[,;] *", value)
    if len(parts) > 1 and set(parts) <= set(allowed):
        return Message("unknown-value", message, f"write a list: `[{', '.join(parts)}]`")
    return Message("unknown-value", message, near(value, allowed) or one_of(allowed))


def _wrong_form(mistake: ModelError) -> Message:
    examples = mistake.field.examples if mistake.field and mistake.field.examples else []
    # A colour, of which YAML would make a comment, is shown as it must be typed.
    example = re.sub("(#.*)", r'"\1"', str(examples[0])) if examples else ""
    hint = f"write it like {quoted(example)}" if examples else ""
    value = quoted(str(mistake.node.value))
    return Message("wrong-form", f"{value} is not a valid {quoted(mistake.name)}", hint)
