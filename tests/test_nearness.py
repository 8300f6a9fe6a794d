"""Nearness: readers that go by where words stand find each entry whole, in its theme's order."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import pytest
from fuzzing import some
from judges import by_pdfminer, by_poppler
from wordfile import outline_of

from cvrender import theme as themes
from cvrender.arrangement import arrange
from cvrender.renderers import registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shared import Made

    from cvrender.outline import Entry, HeadRow, Line, Outline

READERS: dict[str, Callable[[bytes], str]] = {
    "pdfminer": by_pdfminer,
    "Poppler": by_poppler,
    "Poppler by rows": lambda data: by_poppler(data, "-layout"),
}
BEYOND = {*product(["sidebar"], ["cv", "example-full"], ["Poppler", "Poppler by rows"])}
"""Text in two columns is beyond a reader that does not know the order of the file."""
FILES = {
    *product(some(themes.names(), "classic", "sidebar"), ["cv"]),
    *product(themes.names(), ["example-full"]),
}
CASES = sorted({(*file, reader) for file, reader in product(FILES, READERS)} - BEYOND)
FOOT = re.compile(r"^.*Page \d+ of \d+$", re.MULTILINE)


def entries(outline: Outline) -> Iterator[Entry]:
    for section in outline.sections:
        yield from section.entries


def pieces(outline: Outline) -> Iterator[tuple[Line, ...]]:
    """The lines of each entry, and what a section has beside entries, below its title."""
    for section in outline.sections:
        yield from (tuple(entry.lines()) for entry in section.entries)
        yield tuple(section._replace(text=(), entries=()).lines())[1:]


def asides(outline: Outline) -> list[HeadRow]:
    """The rows with what stands at the margin where lines end, far from what it belongs to."""
    parts = [part for entry in entries(outline) for part in (entry, *entry.roles)]
    return [row for part in parts for row in part.rows if row.aside is not None]


def flat(text: str) -> str:
    """The words of ``text``, whatever stands between them."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def without(text: str, asides: list[HeadRow]) -> str:
    """``text`` without what stands aside, behind the words of its row or in a row of its own."""
    rows = [" ".join(row.split()) for row in FOOT.sub("", text).split("\n")]
    for row in asides:
        words, aside = flat(" ".join(map(str, row.words))), str(row.aside)
        rests = {
            number: flat(line.removesuffix(aside))
            for number, line in enumerate(rows)
            if line == aside or line.endswith(f" {aside}")
        }
        found = [number for number, rest in rests.items() if words.endswith(rest)]
        if found:
            number = max(found, key=lambda number: len(rests[number]))
            rows[number] = rows[number].removesuffix(aside)
    return "\n".join(rows)


@pytest.mark.unwatched
@pytest.mark.parametrize(("look", "source", "reader"), CASES)
def test_every_entry_and_every_list_stands_in_one_piece(
    made: Callable[..., Made], look: str, source: str, reader: str
) -> None:
    """Readers that keep the order of the file find more than that: see test_documents."""
    file = made("pdf", source, look)
    outline = file.outline
    rows, text = asides(outline), READERS[reader](file.data)
    far = [row.aside for row in rows]
    words = flat(without(text, rows))
    near = [
        flat(" ".join(str(line) for line in piece if line not in far)) for piece in pieces(outline)
    ]
    assert [piece for piece in near if piece not in words] == []
    assert [str(line) for line in far if flat(str(line)) not in flat(text)] == []


SHORT = """
name: Ana Example
sections:
- kind: projects
  entries:
  - {title: First tool, start: 2020-01, end: 2021-03, bullets: [Made the first thing work]}
  - {title: Second tool, start: 2021-04, end: 2022-05, bullets: [Made the second thing]}
- kind: work
  entries:
  - {title: Clerk, organization: "A & B", location: Town, start: 2018, end: 2019}
- kind: education
  entries:
  - {title: "BSc, Statistics", organization: Somewhere University, location: Town, date: 2019-06}
"""


READ = sorted({*themes.names()} - {"editorial", "sidebar"})
"""Titles that hang in a column, and what stands beside a panel, are beyond the reader."""


@pytest.mark.parametrize("theme", some(READ, "classic", "plain", "tabular", "timeline"))
def test_dates_far_from_a_short_title_follow_it_where_little_else_is_on_the_page(
    theme: str,
) -> None:
    found = themes.find(theme)
    outline = arrange(outline_of(SHORT), found.tokens)
    read = by_pdfminer(registry.load("pdf").render(outline, found))
    assert flat(read) == flat(" ".join(map(str, outline.lines())))
