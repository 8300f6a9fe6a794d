"""The Python API: signatures, fields and docstrings of all that ``import cvrender`` offers."""

from __future__ import annotations

import inspect
import re
from dataclasses import is_dataclass
from typing import Any

import cvrender
from cvrender.api import Options

__all__ = ["reference"]


def reference() -> str:
    """A section for the functions, the values and the errors, in this order."""
    named = {name: getattr(cvrender, name) for name in cvrender.__all__}
    functions = {name: one for name, one in named.items() if inspect.isfunction(one)}
    classes = {name: one for name, one in named.items() if inspect.isclass(one)}
    errors = {name: one for name, one in classes.items() if issubclass(one, Exception)}
    values = {name: one for name, one in classes.items() if name not in errors}
    values["Options"] = Options
    groups = (("Functions", functions), ("Values", values), ("Errors", errors))
    return "\n".join(
        f"## {title}\n\n" + "\n".join(_member(name, one) for name, one in group.items())
        for title, group in groups
        if group
    )


def _member(name: str, member: Any) -> str:
    head = f"### `{name}` {{ #{name} }}\n"
    if inspect.isfunction(member):
        head += f"\n```{{.python .no-copy}}\n{_signature(name, member)}\n```\n"
    return f"{head}\n{_said(member)}\n{_fields(member)}"


def _signature(name: str, function: Any) -> str:
    """On one line, or with a line for each parameter where that is long."""
    signature = inspect.signature(function)
    line = _unquoted(f"{name}{signature}")
    if len(line) <= 76:
        return line
    parameters = "".join(f"    {each},\n" for each in map(str, signature.parameters.values()))
    result = f" -> {signature.return_annotation}" if signature.return_annotation else ""
    return _unquoted(f"{name}(\n{parameters}){result}")


def _unquoted(signature: str) -> str:
    """Annotations that Python keeps as text, without its quotes."""
    return re.sub(r"(: |-> )'([^']*)'", r"\1\2", signature)


def _said(member: Any) -> str:
    """The docstring as Markdown; of an error, with the exit code of a command that it ends."""
    text = re.sub(r"``(.+?)``", r"`\1`", inspect.getdoc(member) or "")
    code = getattr(member, "exit_code", None)
    return f"{text}\n" if code is None else f"{text} Exit code {code}.\n"


def _fields(member: Any) -> str:
    if hasattr(member, "model_fields"):
        return "Its attributes are [the keys of the format](format.md).\n"
    if not (is_dataclass(member) or hasattr(member, "_fields") or member is Options):
        return ""
    named = inspect.get_annotations(member).items()
    rows = "\n".join(f"| `{name}` | `{_type(kind)}` |" for name, kind in named)
    return f"| field | type |\n|---|---|\n{rows}\n"


def _type(annotation: Any) -> str:
    annotation = getattr(annotation, "__forward_arg__", annotation)
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return text.replace("|", "\\|")
