"""Texts of other tools: their lines are paragraphs and bullets, and every word stays."""

import pytest

from cvrender.readers.foreign.prose import Item, item, prose


def test_lines_of_a_text_are_paragraphs_and_marked_ones_bullets():
    found = prose(
        "Kept a plant running, every day of the year and also on most of the nights\n"
        "of it.\nThen:\n- sold it\n  - twice\n* left"
    )
    assert found.paragraphs == [
        "Kept a plant running, every day of the year and also on most of the nights of it.",
        "Then:",
    ]
    assert found.items == [Item("sold it", [Item("twice")]), Item("left")]


def test_what_stands_between_and_behind_bullets_stays_there():
    found = prose("As a lead:\n- hired\n- taught\n\nAs a clerk:\n·filed\n\nAll of it gladly.")
    assert found.paragraphs == []
    assert found.items == [
        Item("As a lead:", [Item("hired"), Item("taught")]),
        Item("As a clerk:", [Item("filed")]),
        Item("All of it gladly."),
    ]


@pytest.mark.parametrize(
    "text", ["-5 °C in the lab", "*really* good", "a - b", "C++ <vector<int>>", "+ 5 % a year"]
)
def test_a_line_that_only_looks_like_a_bullet_or_a_tag_is_kept(text):
    assert prose(text).text == item(text).text == text
