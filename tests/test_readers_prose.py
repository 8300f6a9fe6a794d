"""Texts of other tools: their lines are paragraphs and bullets, and every word stays."""

import pytest
from foreign import lines, resume

from cvrender.readers.foreign.html import clean
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
    ]
    assert found.behind == ["All of it gladly."]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- fast\n- small\n\nOpen to work.", ["Open to work.", "fast", "small"]),
        ("Did:\n* a\n\nThen b\nwas done.", ["Then b", "was done.", "Did:", "a"]),
        ("<p>Ran it.</p><ul><li>one</li></ul><p>Left.</p>", ["Ran it.", "Left.", "one"]),
        ("<ul><li>one<ol><li>deep</li></ol></li></ul>Left.", ["Left.", "one", "1. deep"]),
        ("• A\n• B\n\nProse one.\n\n• C\nProse two.", ["Prose two.", "A", "B", "Prose one.", "C"]),
        ("+ a line that is broken at some width and that goes on\n  below\n\nEnd",
         ["End", "a line that is broken at some width and that goes on below"]),
    ],
)  # fmt: skip
def test_prose_behind_a_list_is_a_paragraph_before_it_and_told(tmp_path, text, shown):
    source = resume(tmp_path, work=[{"position": "Clerk", "summary": text}])
    assert lines(source)[3:] == shown
    assert source.warnings
    for warning in source.warnings:
        assert "stands behind a list and is shown before it" in warning.message


@pytest.mark.parametrize(
    "text",
    ["Taught:\n- sums\nLed:\n- looms", "Intro.\n\nTaught\n- sums\n\nLed\n- looms"],
    ids=["ends in a colon", "is short and stands apart"],
)
def test_a_line_above_bullets_heads_them_if_it(text):
    *_, first, second = prose(text).items
    assert [first.text.strip(":"), second.text.strip(":")] == ["Taught", "Led"]
    assert (first.items, second.items) == ([Item("sums")], [Item("looms")])


def test_a_long_line_above_bullets_without_a_colon_heads_nothing():
    head = "Sixty letters and more stand here, so this is a sentence of its own"
    found = prose(f"{head}\n- sums\n\n{head}\n- looms")
    assert (found.items, found.behind) == ([Item("sums"), Item("looms")], [head])


@pytest.mark.parametrize(
    "text", ["-5 °C in the lab", "*really* good", "a - b", "C++ <vector<int>>", "+ 5 % a year"]
)
def test_a_line_that_only_looks_like_a_bullet_or_a_tag_is_kept(text):
    assert prose(text).text == item(text).text == text


@pytest.mark.parametrize(
    ("text", "shown", "told"),
    [
        ("<p>One <s>two</s></p>", ["One two"], ["s"]),
        ("<table><tr><th>Go</th><td>ten years</td></tr><tr><td>C</td></tr></table>",
         ["Go, ten years", "C"], ["table"]),
        ("10<sup>6</sup> m<sup>-2</sup>", ["10⁶ m⁻²"], []),
        ("1<sup>st</sup> in H<sub>2</sub>O", ["1st in H₂O"], ["sup"]),
        ("<blockquote>“Fine”<!-- really --></blockquote>", ["“Fine”"], []),
        ("R&amp;D &#8211; Caf&eacute;, AT&T; a&b", ["R&D – Café, AT&T; a&b"], []),
        ("C++ <vector<int>> and a <b c", ["C++ <vector<int>> and a <b c"], []),
    ],
)  # fmt: skip
def test_words_in_html_are_shown_without_its_tags_and_lost_looks_are_told(
    tmp_path, text, shown, told
):
    source = resume(tmp_path, work=[{"position": "Clerk", "summary": text}])
    assert lines(source)[3:] == shown
    assert [warning.message for warning in source.warnings] == [
        f"the words in `<{tag}>` are shown as plain text" for tag in told
    ]


def test_a_text_of_links_that_never_close_is_read_as_it_stands():
    """The time would tell of a pattern that looks at all of them for each of them."""
    text = "<a href='" * 20_000
    assert clean(f"<p>One</p>{text}") == f"One\n\n{text}"


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a<b> bold </b>word, <i>\nlines\nof it</i>", "a **bold** word, \n*lines*\n*of it*"),
        ("<p>un<b>believ</b>able, <b>Team:</b>six</p>", "unbelievable, Team:six"),
        ("<b>a</b><b>b</b> <b>c</b><p>d</p>", "ab **c**\n\nd"),
        ("<ul><li><p>One</p></li><li>Two<ul><li>a</li></ul></li></ul>", "• One\n• Two\n\n\n• a"),
        ("<a href='https://x.y/?a=1&copy=2'>x</a> <a href='javascript:y'>y</a>",
         "[x](https://x.y/?a=1&copy=2) y"),
        ("One</div><div>Two</div> &lt;three&gt; <four>", "One\n\n\n\nTwo\n\n <three> <four>"),
    ],
)  # fmt: skip
def test_html_is_markdown_with_every_word(text, markdown):
    assert clean(text) == markdown


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "sup"])
def test_of_html_that_is_nested_too_deeply_the_words_are_read(tag):
    closed = "".join(f"</{name}>" for name in reversed(tag.split("><")))
    assert clean(f"<{tag}>" * 3_000 + "word" + closed * 3_000) == "word"
