"""Messages for values of the wrong type: a list, text or keys in place of another of them."""

import re
from typing import NamedTuple, get_origin

from cvrender.checks.dates import WRITE_A_DATE
from cvrender.checks.model_error import ModelError, model_at
from cvrender.checks.vocabulary import meant
from cvrender.dates import PRESENT
from cvrender.errors import QUOTE_IT, did_you_mean, one_of, quoted


class Message(NamedTuple):
    """What is said of a mistake: a code of ``fault_codes``, the message, and what to do."""

    code: str
    text: str
    hint: str = ""


_BETWEEN_PARTS = {"name": " ", "location": ", ", "email": ", ", "phone": ", "}
_BETWEEN_PARTS |= dict.fromkeys(("start", "end", "date"), "-")
_LIST_INSTEAD = {"summary": "bullets", "text": "bullets"}
_TIGHT_KEY = re.compile(r"([A-Za-z_]\w*):(?!//)\S")


def wrong_type(mistake: ModelError) -> Message:
    """The message for a value whose type does not fit its key."""
    value = mistake.node.value
    if not mistake.trail[1:]:
        return _wrong_root(mistake)
    if value is None:
        return Message("empty", f"{mistake.subject} is empty")
    kind = mistake.kind.partition("_")[0]
    if kind in ("tuple", "list"):
        hint = _space_hint(value) or _block_hint(value) or _items_hint(mistake)
        return Message("wrong-type", f"{mistake.subject} must be a list", hint)
    if kind in ("model", "mapping", "dict") and not isinstance(value, bool):
        return Message("wrong-type", f"{mistake.subject} must have keys", _keys_hint(mistake))
    if kind in ("float", "int", "decimal"):
        return Message("wrong-type", f"{mistake.subject} must be a number")
    if kind == "bool":
        return Message("wrong-type", f"{mistake.subject} must be true or false")
    return _not_text(mistake)


def _wrong_root(mistake: ModelError) -> Message:
    if mistake.node.value is None:
        return Message("empty-file", "the file is empty")
    first = next(iter(mistake.model.model_fields))
    hint = _space_hint(mistake.node.value) or f"start with `{first}: …`"
    return Message("not-a-mapping", "the file must consist of keys and values", hint)


def _space_hint(value: object) -> str:
    """``name:Alex`` and ``-item`` are texts to YAML."""
    if isinstance(value, str) and (match := _TIGHT_KEY.match(value)):
        return f"put a space after `{match[1]}:`"
    if isinstance(value, str) and re.match(r"-[^ \n-]", value):
        return "put a space after `-`"
    return ""


def _block_hint(value: object) -> str:
    """``bullets: |`` over a list makes one text of it."""
    is_block = isinstance(value, str) and re.match(r"- .*\n- ", value)
    return "remove the `|` or `>` above the list" if is_block else ""


def _items_hint(mistake: ModelError) -> str:
    """The hint how to turn the value into a list of the items that the key takes."""
    fields = model_at(mistake.model, mistake.path).model_fields
    first = next(iter(mistake.node.value), "") if isinstance(mistake.node.value, dict) else ""
    if isinstance(mistake.node.value, str) and {"label", "text"} <= fields.keys():
        return "write each fact on its own line, like `Languages: Go, C`"
    value = mistake.node.value
    if isinstance(value, str) and value.endswith((".bib", ".json")):
        key = "bibtex" if value.endswith(".bib") else "csl"
        return f"write {quoted(f'{key}: {value}')} on the line below"
    if not first or not first[:1].isalnum() or meant(first, fields):
        return "start each item with `- `"
    if "label" in fields:
        return f"make each an item: `- label: {first}`, with `url: …` below it"
    return f"make each an item: `- title: {first}`"


def _keys_hint(mistake: ModelError) -> str:
    value = mistake.node.value
    if isinstance(value, list) and isinstance(mistake.trail[-1][0], int):
        return "use only one `- `"
    if not mistake.kind.startswith("model"):
        return _named_hint(mistake)
    fields = model_at(mistake.model, mistake.path).model_fields
    first = next(iter(fields))
    if isinstance(value, str):
        return _space_hint(value) or _key_for(value, list(fields))
    if isinstance(value, list) and get_origin(fields[first].annotation) is tuple:
        items = ", ".join(map(str, mistake.node.plain()))
        return f"write {quoted(f'{first}: [{items}]')}"
    return one_of(fields)


def _key_for(value: str, known: list[str]) -> str:
    """The hint which of the ``known`` keys the text ``value`` belongs under."""
    if {"label", "text"} <= {*known}:
        return "give it a label and a text, or use `bullets` for a plain list"
    if "top" in known:
        sides = ", ".join(f"{side}: {value}" for side in known)
        return f"write {quoted(f'{{{sides}}}')}"
    first = "title" if "title" in known else known[0]
    return f"write {quoted(f'{first}: {value}')}"


def _named_hint(mistake: ModelError) -> str:
    """A list of names, of which each has keys below it."""
    items = mistake.node.plain()
    names = items if isinstance(items, list) and all(isinstance(one, str) for one in items) else []
    return f"make each name a key: {quoted(f'{names[0]}:')}" if names else ""


def _whole_hint(mistake: ModelError) -> str:
    """A name or a place in parts, as it is written in one."""
    between = _BETWEEN_PARTS.get(mistake.name)
    parts = mistake.node.plain()
    if not all(isinstance(part, str) for part in parts.values()):
        return ""
    if "facts" in mistake.path:
        listed = ", ".join(f"{key} ({part})" for key, part in parts.items())
        return f"write {quoted(f'[{listed}]')}"
    if between is None:
        return ""
    return f"write {quoted(between.join(part.zfill(2) for part in parts.values()))}"


def _is_parted(mistake: ModelError) -> bool:
    """Whether keys stand below a text, or one below a text that has no colons in it."""
    keys = mistake.node.fields
    return len(keys) > 1 or (bool(keys) and mistake.name in _BETWEEN_PARTS)


def _not_text(mistake: ModelError) -> Message:
    value = mistake.node.value
    if _is_parted(mistake):
        message = f"{mistake.subject} must be text, not keys"
        return Message("wrong-type", message, _whole_hint(mistake))
    if isinstance(value, dict) and value:
        key = quoted(f"{next(iter(value))}:")
        message = f"{mistake.subject} must be text, but YAML reads {key} as a key"
        return Message("wrong-type", message, QUOTE_IT)
    if isinstance(value, bool):
        word = str(value).lower()
        if mistake.name in ("start", "end"):
            means_present = value and mistake.name == "end"
            hint = did_you_mean(PRESENT) if means_present else WRITE_A_DATE
            return Message("bad-date", f"{quoted(word)} is not a date", hint)
        return Message("wrong-type", f"{mistake.subject} must be text", f"put `{word}` in quotes")
    if isinstance(value, list):
        other = _LIST_INSTEAD.get(mistake.name, f"{mistake.name}s")
        hint = f"did you mean {quoted(other)}?" if other in mistake.holder.model_fields else ""
        return Message("wrong-type", f"{mistake.subject} must be text, not a list", hint)
    return Message("wrong-type", f"{mistake.subject} must be text")
