"""Files of other tools as sources, and what a reader sees of them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cvrender import pipeline
from cvrender.compose import compose

if TYPE_CHECKING:
    from pathlib import Path

    from cvrender.outline import Outline
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


def content(outline: Outline) -> Any:
    """All of an Outline but where its lines stand in the source, and the web page's way back.

    Which choice of the source it is stands in no file that another program could read.
    """
    left_out = ("origin", "anchor", "back", "variant", "public")

    def without_places(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return {key: value for key, value in pairs if key not in left_out}

    return asdict(outline, dict_factory=without_places)
