"""A character that no font at hand can draw is named before anything is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cvrender import pipeline, theme
from cvrender.errors import GlyphError, SourceError
from cvrender.renderers import registry
from cvrender.renderers.pdf import missing_glyphs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cvrender.outline import Outline

PRIVATE = "\ue000"
UNASSIGNED = "\U0004abcd"  # in a plane that Unicode plans nothing for


def test_it_is_named_with_its_place_and_nothing_is_written(tmp_path: Path) -> None:
    source = tmp_path / "cv.yaml"
    source.write_text(
        f"name: Alex\nheadline: A{UNASSIGNED}\nsections:\n"
        f"  - title: Work\n    bullets:\n      - fine\n      - B {UNASSIGNED}\n"
    )
    job = pipeline.Job(source, formats=("docx", "pdf"), output=tmp_path / "output")
    with pytest.raises(SourceError) as caught:
        pipeline.render(job)
    words = "none of the available fonts has the character `U+4ABCD` (U+4ABCD)"
    assert [str(fault) for fault in caught.value.faults] == [
        f"{source}:2:11: {words}; remove it",
        f"{source}:7:9: {words}; remove it",
    ]
    assert not (tmp_path / "output").exists()


def test_one_that_the_theme_brings_in_is_named_too(outlined: Callable[[str], Outline]) -> None:
    outline = outlined("name: Alex\nsections: [{title: Work, bullets: [fine]}]")
    classic = theme.find("classic")
    looks = replace(classic, css=classic.css + "li::before { content: '\\e000' }")
    with pytest.raises(GlyphError, match=r"U\+E000"):
        registry.load("pdf").render(outline, looks)


@pytest.mark.parametrize(
    ("character", "remedy"),
    [
        ("中", "install a font that has it (on Debian and Ubuntu: fonts-noto-cjk)"),
        ("あ", "install a font that has it (on Debian and Ubuntu: fonts-noto-cjk)"),
        ("한", "install a font that has it (on Debian and Ubuntu: fonts-noto-cjk)"),
        ("𒀀", "install a font that has it (on Debian and Ubuntu: fonts-noto-core)"),
        ("अ", "install a font that has it (on Debian and Ubuntu: fonts-noto-core)"),
        ("🦀", "install a font that has it (on Debian and Ubuntu: fonts-noto-color-emoji)"),
        ("🏽", "install a font that has it (on Debian and Ubuntu: fonts-noto-color-emoji)"),
        ("✅", "install a font that has it (on Debian and Ubuntu: fonts-noto-color-emoji)"),
        ("\U0001fae8", "install a font that has it (on Debian and Ubuntu: fonts-noto-color-emoji)"),
        (PRIVATE, "remove it"),
        (UNASSIGNED, "remove it"),
    ],
)
def test_the_package_that_would_help_is_named(character: str, remedy: str) -> None:
    with pytest.raises(GlyphError) as caught:
        missing_glyphs.check([ord(character)])
    assert caught.value.missing == {character: remedy}


@pytest.mark.parametrize(
    "text",
    [
        "x\u200dy",
        "a\u200cb",
        "e\u0301 o\u0308\u0323",
        "\u2060a",
        "\u200f\u202aa\u202c",
        "a\ufe0f",
    ],
    ids=ascii,
)
def test_characters_that_have_no_looks_of_their_own_are_not_missing(
    outlined: Callable[[str], Outline], text: str
) -> None:
    outline = outlined(f"name: Alex\nsections: [{{title: Work, text: '{text}'}}]")
    assert registry.load("pdf").render(outline, theme.find("classic")).startswith(b"%PDF")
