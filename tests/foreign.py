"""Files of other tools as sources, and what a reader sees of them."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from cvrender import pipeline
from cvrender.compose import compose

if TYPE_CHECKING:
    from pathlib import Path

    from cvrender.source import Source


def lines(source: Source) -> list[str]:
    """What a reader sees, links behind arrows."""
    shown = [(str(line), " ".join(line.urls)) for line in compose(source.cv).lines()]
    return [f"{words}  → {urls}" if urls else words for words, urls in shown]


def resume(folder: Path, **parts: Any) -> Source:
    """A JSON Resume of these parts, and of a name if they have none."""
    path = folder / "resume.json"
    path.write_text(json.dumps({"basics": {"name": "Alex"}, **parts}), "utf-8")
    return pipeline.read(path)


def rendercv(folder: Path, text: str) -> Source:
    """A file of RenderCV."""
    path = folder / "cv.yaml"
    path.write_text(text, "utf-8")
    return pipeline.read(path)


LEFT_OUT = ("origin", "anchor", "back", "variant", "public")


def content(part: Any) -> Any:
    """All of an Outline but where its lines stand in the source, and the web page's way back.

    Which choice of the source it is stands in no file that another program could read.
    """
    if not (is_dataclass(part) or hasattr(part, "_fields")):
        return tuple(map(content, part)) if isinstance(part, tuple) else part
    names = [each.name for each in fields(part)] if is_dataclass(part) else part._fields
    return {name: content(getattr(part, name)) for name in names if name not in LEFT_OUT}
