"""``-o FILE``: one document where a person wants it, or on standard output."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cvrender.errors import MachineError, UsageError, one_of

if TYPE_CHECKING:
    from cvrender.production import File

STANDARD_OUTPUT = Path("-")
_TEXTS = {".txt": 1, ".md": 1, ".json": 2}
"""Suffixes of texts, with the number of lines that a CV in this format starts with every time."""


def fields_for(file: Path, formats: tuple[str, ...]) -> dict[str, Any]:
    """The folder, the name and the format of a Job that writes ``file``. Raises UsageError."""
    if len(formats) > 1:
        raise UsageError("`-o` writes one format", "name one, or write to a folder: `--output`")
    if file == STANDARD_OUTPUT:
        if not formats:
            raise UsageError("`-o -` does not say which format", "name it: `--to pdf`")
        return {"formats": formats}
    from cvrender.renderers import registry  # for few commands

    (name,) = formats or (_format_of(file),)
    suffix = registry.load(name).suffix
    if file.suffix != suffix:
        raise UsageError(f"{file} is not a name for the format `{name}`", f"end it in {suffix}")
    return {"formats": (name,), "output": file.parent, "name": file.stem}


def _format_of(file: Path) -> str:
    """The format whose files end as ``file`` does."""
    from cvrender.renderers import registry

    suffixes: dict[str, str] = {}
    for name in registry.names():
        try:
            suffixes.setdefault(registry.load(name).suffix, name)
        except MachineError:  # a plug-in that is broken has no suffix
            continue
    if file.suffix not in suffixes:
        raise UsageError(f"no format has the suffix of {file}", one_of(tuple(suffixes)))
    return suffixes[file.suffix]


def without_number(files: tuple[File, ...], stem: str) -> tuple[File, ...]:
    """``files``; of a format with a file for each page, an only one has no number in its name."""
    if len(files) > 1:
        return files
    path = files[0].path.with_name(f"{stem}{files[0].path.suffix}")
    return (replace(files[0], path=path, is_last_page=False),)


def to_standard_output(files: tuple[File, ...]) -> tuple[File, ...]:
    """Write the one file there, also one that lacks lines, as to the disk. Raises UsageError."""
    if len(files) > 1:
        message = f"standard output takes one file, and there are {len(files)}"
        raise UsageError(message, "choose one variant and one language, or write to a folder")
    sys.stdout.buffer.write(files[0].data)
    return (replace(files[0], path=STANDARD_OUTPUT),)


def require_ours(files: tuple[File, ...]) -> None:
    """Raise UsageError where a text that is not this CV has the name of one of ``files``."""
    for file in files:
        count = _TEXTS.get(file.path.suffix, 0)
        if count and file.path.is_file() and file.data:
            with file.path.open("rb") as there:
                head = [there.readline(10_000) for _ in range(count)]
            if head != file.data.splitlines(keepends=True)[:count]:
                message = f"{file.path} is there already, and is not this CV"
                raise UsageError(message, "choose another name, or use --force")
