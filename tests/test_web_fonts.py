"""A web page brings its fonts: small, and whole for its own words; test_web shows it."""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont

from cvrender import system
from cvrender import theme as themes
from cvrender.renderers import font_subset, fonts, registry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from shared import Made

    from cvrender.outline import Outline

FACE = re.compile(
    r'font-family: "(?P<family>[^"]+)"; src: url\("data:font/woff;base64,(?P<data>[^"]+)"\);'
    r" font-weight: (?P<weight>\d+); font-style: (?P<slope>\w+);"
)
MOST = 300_000
"""Bytes of a page, its picture included."""

every_theme = pytest.mark.parametrize("look", themes.names())


def faces(page: bytes) -> dict[tuple[str, int, str], TTFont]:
    """The fonts of ``page`` by family, weight and slope."""
    return {
        (face["family"], int(face["weight"]), face["slope"]): TTFont(
            BytesIO(b64decode(face["data"])), checkChecksums=2
        )
        for face in FACE.finditer(page.decode())
    }


def rendered(outline: Outline, look: str = "classic") -> bytes:
    return registry.load("html").render(outline, themes.find(look))


def test_the_faces_that_a_page_uses_are_in_it(outlined: Callable[[str], Outline]) -> None:
    outline = outlined("{name: A, sections: [{title: T, text: B **C**}]}")
    assert sorted(faces(rendered(outline))) == [
        ("Source Sans Pro", 400, "italic"),
        ("Source Sans Pro", 400, "normal"),
        ("Source Sans Pro", 600, "normal"),
        ("Source Sans Pro", 700, "normal"),
        ("Source Serif Pro", 600, "normal"),
    ]


def test_a_font_has_the_characters_of_the_page_and_no_others(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined("{name: Zoë, sections: [{title: Straße, bullets: [Ж – e\u0301]}]}")
    font = faces(rendered(outline))["Source Sans Pro", 400, "normal"]
    shown = "".join(map(chr, sorted(font.getBestCmap())))
    ascii, others = shown[:95], shown[95:]
    assert ascii.isascii()
    assert others == "\xa0·ÉËßéëЖ–•"
    assert "fpgm" not in font


@every_theme
def test_a_page_with_a_picture_and_its_fonts_is_small(made: Callable[..., Made], look: str) -> None:
    page = made("html", "example-full", look).data
    assert len(faces(page)) >= 3
    assert len(page) < MOST


def test_characters_that_no_print_font_has_are_left_to_the_visitor(
    outlined: Callable[[str], Outline],
) -> None:
    page = rendered(outlined("{name: 山田太郎, sections: [{title: 職歴, text: 開発 😀}]}"))
    assert {*"山職開😀"}.isdisjoint(
        chr(code) for font in faces(page).values() for code in font.getBestCmap()
    )
    assert len(page) < 120_000


def test_a_family_that_is_no_print_font_is_only_named(
    outlined: Callable[[str], Outline], tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "theme.yaml").write_text(
        "extends: classic\nfonts: {body: Inter, heading: Inter}\n", "utf-8"
    )
    page = rendered(outlined("{name: A, sections: [{title: T, text: W}]}"), str(folder))
    assert faces(page) == {}
    assert b'--font-body: "Inter";' in page


def test_without_harfbuzz_the_font_has_the_same_characters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    face = fonts.face("Source Sans Pro")
    found = []
    for _ in range(2):
        data = font_subset.subset(face, "Zoë 71 %")
        assert data == font_subset.subset(face, "Zoë 71 %")
        font = TTFont(BytesIO(data))
        found.append((set(font.getBestCmap()), font["hmtx"][font.getBestCmap()[ord("Z")]]))
        monkeypatch.setattr(system, "library", lambda name: None)
    assert found[0] == found[1]
    assert found[0][0] == {ord(character) for character in "Zoë 71%"}
