"""Messages: a complaint of pydantic → a Fault that says what is wrong and what to do."""

import re
from collections.abc import Callable

from cvrender.checks.model_error import Key, ModelError, home, is_model
from cvrender.checks.vocabulary import near, same
from cvrender.checks.wrong_type import Message, wrong_type
from cvrender.errors import QUOTE_IT, Fault, did_you_mean, one_of, quoted
from cvrender.syntax import indentation, punctuation
from cvrender.syntax.parse_failure import SyntaxMistake

_BOUNDS = {
    "greater_than_equal": "must be at least {ge:g}",
    "greater_than": "must be more than {gt:g}",
    "less_than_equal": "must be at most {le:g}",
    "less_than": "must be less than {lt:g}",
    "string_too_long": "is too long: the maximum length is {max_length}",
    "too_long": "must have at most {max_length} items",
}


def to_fault(mistake: ModelError) -> Fault:
    """The Fault for ``mistake``, at its position."""
    return Fault(mistake.position, *_message(mistake))


def _message(mistake: ModelError) -> Message:
    kind, context = mistake.kind, mistake.context
    if kind in _BY_KIND:
        return _BY_KIND[kind](mistake)
    if kind.endswith(("_type", "_parsing")):
        return wrong_type(mistake)
    if kind in _BOUNDS:
        return Message("out-of-range", f"{mistake.subject} {_BOUNDS[kind].format(**context)}")
    if "message" in context:
        return Message(kind, context["message"], context["hint"])
    return Message("wrong-value", f"{mistake.subject} is not valid: {mistake.message}")


def _empty(mistake: ModelError) -> Message:
    return Message("empty", f"{mistake.subject} is empty")


def _missing(mistake: ModelError) -> Message:
    """A missing key; a text that ends with a colon is a key without a value."""
    below = mistake.node.value
    first = next(iter(below), "") if isinstance(below, dict) else ""
    if mistake.name and mistake.name == getattr(mistake.holder, "shorthand", None) and first:
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
    if odd := _odd_start(mistake.name):
        return odd
    match mistake.key:
        case Key.QUESTION:
            return Message("special-start", "text cannot start with `?`", QUOTE_IT)
        case Key.OF_ENTRY:
            keys = [step for step in mistake.path[:-1] if isinstance(step, str)]
            message = f"an item of {quoted(keys[-1])} must be text, not keys"
            is_letter = keys[0] == "letter"
            hint = "put what has keys of its own under `entries`"
            return Message("wrong-type", message, "write its words" if is_letter else hint)
        case Key.TEXT:
            return _key_in_text(mistake)
    message = f"unknown key {quoted(mistake.name)}"
    return Message(
        "unknown-key", message, next(filter(None, (hint(mistake) for hint in _KEY_HINTS)))
    )


def _key_in_text(mistake: ModelError) -> Message:
    message = _of(indentation.key_in_text(mistake.name))
    if isinstance(mistake.node.value, list):
        hint = f"write `- text: {mistake.name}`, and put `bullets:` above the list"
        return message._replace(hint=hint)
    return message


def _level_hint(mistake: ModelError) -> str:
    """A key of no meaning, above keys that are known where it stands."""
    is_group = any(same(key, mistake.holder.model_fields) for key in mistake.node.fields)
    return "move the keys below it up one level and remove it" if is_group else ""


def _title_hint(mistake: ModelError) -> str:
    is_title = mistake.key is Key.TITLE
    return f"write `title: {mistake.name}` and put its content below" if is_title else ""


def _section_hint(mistake: ModelError) -> str:
    """``work:`` at the top of the file: a section's name in place of ``sections``."""
    if same(mistake.name, mistake.holder.model_fields) == "sections" != mistake.name.casefold():
        return f"make it an item of `sections`: `- title: {mistake.name.capitalize()}`"
    return ""


def _home_hint(mistake: ModelError) -> str:
    """A key of another mapping; a group of keys that holds none here is no such key."""
    known_here = same(mistake.name, mistake.holder.model_fields)
    field = mistake.model.model_fields.get(mistake.name)
    is_group = field is not None and is_model(field.annotation) and not mistake.node.fields
    key = None if known_here or is_group else home(mistake.name, mistake.model)
    if key is None:
        return ""
    return f"it belongs under {quoted(key)}" if key else "it belongs at the top level"


def _meant_hint(mistake: ModelError) -> str:
    found = same(mistake.name, mistake.holder.model_fields) or mistake.meant
    if found == "end" and mistake.node.value is True:
        return "write `end: present`"
    return did_you_mean(found)


def _label_hint(mistake: ModelError) -> str:
    """``- Languages: Go`` among facts, ``- GitHub: https://…`` among links."""
    if mistake.key is not Key.LABEL:
        return ""
    other = next(key for key in mistake.holder.model_fields if key in ("text", "url"))
    pair = f"{other}: {mistake.node.value}"
    hint = f"write {quoted(f'label: {mistake.name}')} and {quoted(pair)}"
    return f"remove the `- `, or {hint}" if other == "text" else hint


def _known_hint(mistake: ModelError) -> str:
    return one_of(mistake.holder.model_fields)


_KEY_HINTS = (
    _level_hint, _title_hint, _section_hint, _home_hint, _meant_hint, _label_hint, _known_hint,
)  # fmt: skip
"""The hints for an unknown key; the first that is not empty is given."""


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


_BY_KIND: dict[str, Callable[[ModelError], Message]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "literal_error": _unknown_value,
    "empty": _empty,
    "too_short": _empty,
    "string_too_short": _empty,
    "string_pattern_mismatch": _wrong_form,
}
"""What words the message, by pydantic's type of error."""
