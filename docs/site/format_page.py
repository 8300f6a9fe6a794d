"""The reference of the format: every key of the models, its type, its meaning, an example."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from cvrender import model
from cvrender.checks import addresses, dates, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

__all__ = ["MODELS", "examples", "page"]

MODELS: tuple[type[model.Part], ...] = (
    model.CV, model.Section, model.Entry, model.Role, model.Bullet, model.Fact,
    model.Publication, model.Bibliography, model.Link, model.Photo, model.Closing,
    model.BackLink, model.Variant, model.Letter, model.Recipient, model.Passage,
)  # fmt: skip
_EXAMPLES = Path(__file__).with_name("examples.yaml")
_CHECKED = {
    addresses.url: "web address",
    addresses.page: "web address or path",
    addresses.email: "e-mail address",
    dates.date: "date",
    dates.end: "date or `present`",
    dates.date_text: "date or words",
    texts.language: "[language](languages.md#codes)",
}
"""What a text must be, by the function that checks it."""
_ALSO = {("Section", "publications"): " or [Bibliography](#bibliography)"}
"""What is read before the model sees it."""
_INTRODUCTION = """\
# The format

A CV is a mapping of keys. Only `name` and `sections` are required; an unknown key is an error, with
the nearest right one as a suggestion. `cvrender schema` prints the same as a JSON Schema, with
which editors complete and explain keys while you type.

**Text** may use `**bold**`, `*italic*`, `` `code` `` and `[links](https://example.org)`; everything
else is shown as typed. Wherever this page says *text*, there may be one for each language instead:
`{en: Engineer, sv: Ingenjör}` ([languages](languages.md)). **Dates** are `2021`, `2021-03` or
`2021-03-15` ([dates](dates.md)). Where a **list** is wanted, one value stands for a list of one.

A [letter](#letter) is a file of its own, with keys of its own ([letters](letters.md)).
"""


def page() -> str:
    """The page in Markdown; each key has an anchor, such as ``entry-start``."""
    return "\n".join((_INTRODUCTION, *map(_model, MODELS)))


def examples() -> dict[str, dict[str, str]]:
    """The lines of ``examples.yaml`` by model and key, without their indent."""
    found: dict[str, dict[str, str]] = {}
    keys: dict[str, str] = {}
    for line in _EXAMPLES.read_text("utf-8").splitlines(keepends=True):
        if line[0].isalpha():
            keys = found[line.rstrip(":\n")] = {}
        elif line[:2] == "  ":
            if line[2].isalpha():
                key = line.split(":")[0].strip()
                keys[key] = ""
            keys[key] += line[2:]
    return found


def _model(found: type[model.Part]) -> str:
    name = found.__name__
    intro = " ".join((found.__doc__ or "").split())
    shown = examples()[name]
    keys = (_key(name, key, field, shown[key]) for key, field in found.model_fields.items())
    return f"## {name} {{ #{name.lower()} }}\n\n{intro}\n\n" + "\n".join(keys)


def _key(name: str, key: str, field: FieldInfo, example: str) -> str:
    required = " · **required**" if field.is_required() else ""
    also = _ALSO.get((name, key), "")
    return f"""\
### `{key}` {{ #{name.lower()}-{key} }}

<div class="key" markdown="1">
{_type(field.annotation, field.metadata)}{also}{required}
{{ .type }}

{field.description}

```yaml
{example}```
</div>
"""


def _type(kind: Any, metadata: Any = ()) -> str:
    """What a key holds, in words."""
    checked = [_CHECKED[check] for check in map(_function, metadata) if check in _CHECKED]
    if checked:
        return checked[0]
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _type(inner[0], kind.__metadata__)
    if kind == texts.Text:
        return "text"
    if origin in (Union, UnionType):
        return " or ".join(_types(one for one in inner if one is not NoneType))
    if origin is tuple:
        return f"list of {_plural(_type(inner[0]))}"
    if origin is Literal:
        return (
            "one of " + ", ".join(f"`{word}`" for word in inner) if inner[1:] else f"`{inner[0]}`"
        )
    if origin is Mapping:
        return "[tokens](tokens.md)" if inner[1] is Any else f"{_plural(_type(inner[1]))} by name"
    if isinstance(kind, type) and issubclass(kind, model.Part):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    return "text"


def _types(kinds: Iterator[Any]) -> list[str]:
    return list(dict.fromkeys(map(_type, kinds)))


def _function(check: Any) -> Any:
    return getattr(check, "func", None)


def _plural(word: str) -> str:
    if word.startswith(("one of", "text")):
        return word.replace("text", "texts").replace("one of ", "")
    return word if word.startswith("[") else f"{word}es" if word.endswith("s") else f"{word}s"
