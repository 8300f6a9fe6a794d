"""Sections run from the newest to the oldest where they are asked to, and are advised to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from cvrender.compose import compose
from cvrender.source import read

if TYPE_CHECKING:
    from pathlib import Path


def section(folder: Path, **keys: Any) -> tuple[list[str], list[tuple[int, str]]]:
    """The titles of a section's entries as shown, and its warnings with their lines."""
    path = folder / "cv.json"
    lines = [json.dumps(entry) for entry in keys.pop("entries", [])]
    more = json.dumps(keys)[1:-1]
    head = f'{{"name": "Ada", "sections": [{{"title": "A", {more}{"," if more else ""} "entries": ['
    path.write_text("\n".join((head, ",\n".join(lines), "]}]}")))
    source = read(path)
    shown = [str(entry.title) for entry in compose(source.cv).sections[0].entries]
    return shown, [(fault.position.line - 1, fault.code) for fault in source.warnings]


def entry(title: str, **dates: Any) -> dict[str, Any]:
    return {"title": title, **dates}


ASCENDING = [
    [entry("a", start="2010", end="2012"), entry("b", start="2012", end="2014")],
    [entry("a", date="2010"), entry("b", date="Summer 2011")],
    [entry("a", end="2010-05"), entry("b", start="2009")],
    [entry("a", date="2010-05"), entry("-"), entry("b", date="2010-06")],
    [entry("a", roles=[entry("r", end="2010")]), entry("b", end="2011")],
    [entry("a", date={"en": "May 2010"}), entry("b", start="2012", end="present")],
]


@pytest.mark.parametrize("entries", ASCENDING)
def test_the_oldest_first_is_one_warning_at_the_newer_entry(
    tmp_path: Path, entries: list[dict[str, Any]]
) -> None:
    shown, warnings = section(tmp_path, entries=entries)
    assert shown == [entry["title"] for entry in entries]
    assert warnings == [(len(entries), "oldest-first")]


DESCENDING = [
    [entry("b", start="2012", end="present"), entry("a", start="2015")],
    [entry("b", date="2010"), entry("a", date="2010-06")],
    [entry("b", date="2011"), entry("-"), entry("-", date="soon"), entry("a", date="2010")],
    [entry("a"), entry("b")],
    [],
]


@pytest.mark.parametrize("entries", DESCENDING)
def test_the_newest_first_in_any_precision_is_no_warning(
    tmp_path: Path, entries: list[dict[str, Any]]
) -> None:
    assert "oldest-first" not in [code for _, code in section(tmp_path, entries=entries)[1]]


def test_a_section_is_sorted_where_it_says_so_and_undated_entries_come_last(
    tmp_path: Path,
) -> None:
    entries = [
        entry("undated"),
        entry("2012 to 2014", start="2012", end="2014"),
        entry("since 2010", start="2010", end="present"),
        entry("2013 to 2014", start="2013", end="2014"),
        entry("since 2015", start="2015"),
        entry("2014-06", date="2014-06"),
        entry("undated, too"),
    ]
    assert section(tmp_path, order="newest", entries=entries) == (
        [
            "since 2015", "since 2010", "2014-06", "2013 to 2014", "2012 to 2014", "undated",
            "undated, too",
        ],
        [],
    )  # fmt: skip


def test_publications_of_a_bibtex_file_are_sorted_too(tmp_path: Path) -> None:
    papers = (f"@article{{p{year}, title={{T{year}}}, year={year}}}" for year in (2001, 2020, 2010))
    (tmp_path / "a.bib").write_text("\n".join(papers))
    text = "name: A\nsections: [{title: P, order: newest, publications: {bibtex: a.bib}}]\n"
    for order, titles in (("", ["T2001", "T2020", "T2010"]), ("ed", ["T2020", "T2010", "T2001"])):
        (tmp_path / "cv.yaml").write_text(text if order else text.replace("order: newest, ", ""))
        source = read(tmp_path / "cv.yaml")
        shown = compose(source.cv).sections[0].entries
        assert [str(item.title) for item in shown] == titles
        assert [warning.code for warning in source.warnings] == ["oldest-first"] * (not order)


def test_another_order_than_the_newest_first_is_unknown(tmp_path: Path) -> None:
    from cvrender.errors import SourceError

    with pytest.raises(SourceError, match="unknown value `oldest` for `order`; expected `newest`"):
        section(tmp_path, order="oldest")
