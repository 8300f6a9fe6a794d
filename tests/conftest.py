"""Files that many tests look at, each made once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from cvrender import pipeline, theme
from cvrender.compose import compose
from cvrender.model import CV
from cvrender.positions import parse_yaml
from cvrender.renderers import registry
from cvrender.validate import validate

if TYPE_CHECKING:
    from collections.abc import Callable

    from cvrender.outline import Outline

ROOT = Path(__file__).parents[1]

settings.register_profile("fuzz", max_examples=20_000, deadline=None, print_blob=True)


@dataclass(frozen=True)
class Made:
    """One source in one format and theme, as bytes and as a file."""

    outline: Outline
    data: bytes
    path: Path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Made]:
    """``made("pdf", "cv")``: the file that a format gives of ``data/cv.yaml``."""
    folder = tmp_path_factory.mktemp("made")

    @cache
    def make(form: str, source: str = "cv", look: str = "classic") -> Made:
        chosen = theme.find(look)
        outline = compose(pipeline.read(ROOT / "data" / f"{source}.yaml").cv)
        outline = outline.led_by(chosen.tokens.sidebar.sections)
        renderer = registry.load(form)
        data = renderer.render(outline, chosen)
        path = folder / f"{source}-{look}{renderer.suffix}"
        path.write_bytes(data)
        return Made(outline, data, path)

    return make


@pytest.fixture(scope="session")
def outlined() -> Callable[[str], Outline]:
    """The Outline of a source given as YAML."""
    return lambda text: compose(validate(parse_yaml(text, "cv.yaml"), CV))
