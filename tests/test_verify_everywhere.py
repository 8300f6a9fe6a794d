"""Each line of a whole CV, any word of it and any text: harm is found wherever it is done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvrender import languages
from cvrender.extract import Extract
from cvrender.inline import Span
from cvrender.outline import Bullet, Line, Outline, Section
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from shared import Made


@pytest.fixture(scope="module")
def shipped(made: Callable[..., Made]) -> tuple[Outline, list[str]]:
    """The CV with most kinds of lines, and its text, a line each."""
    outline = made("txt", "example-full").outline
    return outline, [str(line) for line in outline.lines()]


def losses(outline: Outline, lines: list[str]) -> list[tuple[str, str]]:
    """The kind and the line of each loss in a text of these lines."""
    links = tuple((url, words) for line in outline.lines() for words, url in line.links)
    findings = verify(outline, Extract("", "\n".join(lines), links)).findings
    return [(f.kind, str(f.line)) for f in findings if f.kind not in ("character", "name")]


def harmed(lines: list[str], harm: Callable[[str], str], start: int) -> Iterator[str]:
    """Every tenth line as ``harm`` leaves it; none where that is empty."""
    for i, line in enumerate(lines):
        if i % 10 != start:
            yield line
        elif left := harm(line):
            yield left


every_tenth_line = pytest.mark.parametrize("start", range(10))
"""From each start on: each line is harmed once, and those around it are whole."""


@every_tenth_line
def test_each_line_that_is_taken_away_is_missed(
    shipped: tuple[Outline, list[str]], start: int
) -> None:
    outline, lines = shipped
    left = list(harmed(lines, lambda line: "", start))
    assert losses(outline, left) == [("missing", line) for line in lines[start::10]]


@every_tenth_line
def test_each_line_that_is_said_again_is_named(
    shipped: tuple[Outline, list[str]], start: int
) -> None:
    outline, lines = shipped
    twice = list(harmed(lines, lambda line: f"{line}\n{line}", start))
    assert losses(outline, twice) == [("repeated", line) for line in lines[start::10]]


@every_tenth_line
def test_each_line_that_changes_places_is_named(
    shipped: tuple[Outline, list[str]], start: int
) -> None:
    outline, lines = shipped
    swapped, places = [*lines], range(start or 10, len(lines) - 1, 10)
    for i in places:
        swapped[i], swapped[i + 1] = lines[i + 1], lines[i]
    found = losses(outline, swapped)
    assert [kind for kind, _ in found] == ["moved"] * len(places)
    assert all(line in lines[i : i + 2] for i, (_, line) in zip(places, found, strict=True))


def broken(line: str, damage: str) -> str:
    """A short line, and an address, may be read in pieces."""
    if len(line) < 8 or "/" in line:
        return line
    return re.sub(r"(?<=\w\w)(?=\w)", damage, line, count=1)


@every_tenth_line
@pytest.mark.parametrize("damage", ["- ", " ", "\u00ad", "\ufffd", "x"])
def test_each_word_that_is_broken_is_named(
    shipped: tuple[Outline, list[str]], damage: str, start: int
) -> None:
    outline, lines = shipped
    found = losses(outline, list(harmed(lines, lambda line: broken(line, damage), start)))
    hit = [line for line in lines[start::10] if broken(line, damage) != line]
    assert found == [("garbled", line) for line in hit]


PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Co")), min_size=1).map(
    lambda text: " ".join(text.split()) or "a"
)


def outline_of(name: str, texts: list[str]) -> Outline:
    title, *bullets = [Line((Span(text),), "bullet") for text in texts]
    section = Section(title, "section-1", bullets=tuple(Bullet(line) for line in bullets))
    return Outline(Line((Span(name),)), None, (), (section,), languages.load("en"))


@given(PLAIN, st.lists(PLAIN, min_size=1, max_size=8), st.sampled_from(["\n", "\n• ", "\n- "]))
def test_any_text_against_itself_is_clean(name: str, texts: list[str], between: str) -> None:
    outline = outline_of(name, texts)
    text = between.join(str(line) for line in outline.lines())
    report = verify(outline, Extract("", text))
    assert report.findings == ()
    assert report.found == report.total


@given(PLAIN, st.lists(PLAIN, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_where_lines_are_broken_does_not_matter(
    name: str, texts: list[str], random: Random
) -> None:
    outline = outline_of(name, texts)
    text = "\n".join(str(line) for line in outline.lines())
    broken = "".join(random.choice("\n ") if letter == " " else letter for letter in text)
    assert verify(outline, Extract("", broken)).good


@given(
    st.lists(st.sampled_from(["Go", "Go, C++", "Stack", "C++", "Stack: Go"]), min_size=2), st.data()
)
def test_a_line_less_is_a_line_less(texts: list[str], data: st.DataObject) -> None:
    outline = outline_of("Ada", texts)
    lines = [str(line) for line in outline.lines()]
    lost = data.draw(st.integers(1, len(lines) - 1))
    text = "\n".join(line for i, line in enumerate(lines) if i != lost)
    assert not verify(outline, Extract("", text)).good
