"""Text is inline Markdown where that is meant, and otherwise literal, to the last character."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvrender.inline import Span, bad_links, parse

LITERAL = [
    "C#",
    "C++",
    "vector<int>",
    "Map<String, Foo>",
    "<AI>",
    "5*3*2",
    "2 * 3 * 4",
    "a*b*c",
    "**kwargs and *args",
    "int *p, **q",
    "snake_case_name",
    "__init__",
    "_emphasis_",
    "#hashtag",
    "# no heading",
    "- no list",
    "* no list",
    "1. no list",
    "> no quote",
    "AT&T",
    "&amp; &lt; &#65;",
    "$100",
    "$x$",
    "100 %",
    "~",
    "~~kept~~",
    r"\n",
    r"C:\new\temp",
    "{{ x }}",
    "{% if %}",
    "“double” ‘single’ „low“ «angle» 'plain' \"plain\"",
    "ne\u200dver",  # zero-width joiner
    "نمی\u200cخواهم",  # zero-width non-joiner
    "a\u00a0b",  # no-break space
    "五*三",
    "https://example/a_b*c*d",
    "ftp://example.org www.example.org example.org",
    "xhttps://example.org",
    "an unclosed `tick",
    "an unclosed *star",
    "an [unclosed bracket",
    "array[i] (j)[k]",
    "[]",
    "[x]",
    "[a][b]",
    "[a]: http://x",
    "[](http://x)",
    "[ ](http://x)",
    "[a]()",
    '[a](http://x "title")',
    "[a](http://x 'title')",
    "![alt]",
    "<http://x>",
    "<b>bold</b>",
    "<http://> https://. https:// x",
    "<javascript:alert(1)>",
    "(c) (tm) -- ... +-",
]


READABLE = {
    "Py\u200bthon": "Python",
    "\ufeffType\u200bScript": "TypeScript",
    "Kuber\u2060netes": "Kubernetes",
    "C\u2063#": "C#",
    "a\u2028b\u2029c\x85d": "a b c d",
    "\ufffcone": "one",
    "lost \ufffd": "lost \ufffd",
    "Hi\U000e0049\U000e0067\U000e006e": "Hi",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f Leeds": (
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f Leeds"
    ),
    "cafe\u0301 Zu\u0308rich": "caf\u00e9 Z\u00fcrich",
    "\u1112\u1161\u11ab": "\ud55c",
    "\ufa19\u6237": "\ufa19\u6237",
    "\u1781\u17d2\u200b\u1798": "\u1781\u17d2\u200b\u1798",
    "\u1781\u200bA": "\u1781A",
    "\u0646\u0645\u06cc\u200c\u062e": "\u0646\u0645\u06cc\u200c\u062e",
    "so\u00adft \ufb01ne": "soft fine",
}


@pytest.mark.parametrize("text", READABLE)
def test_words_are_whole_and_composed_however_they_were_copied(text: str) -> None:
    assert parse(text) == (Span(READABLE[text]),)


@pytest.mark.parametrize("text", LITERAL)
def test_what_is_no_markup_is_text(text: str) -> None:
    assert parse(text) == (Span(text),)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("**bold**", [Span("bold", bold=True)]),
        ("*italic*", [Span("italic", italic=True)]),
        ("***both***", [Span("both", bold=True, italic=True)]),
        ("(*aside*), *end*.", [
            Span("("), Span("aside", italic=True), Span("), "), Span("end", italic=True), Span("."),
        ]),
        ("**a *b* c**", [
            Span("a ", bold=True), Span("b", bold=True, italic=True), Span(" c", bold=True),
        ]),
        ("日本**語**です", [Span("日本"), Span("語", bold=True), Span("です")]),
        ("한국*어*입니다", [Span("한국"), Span("어", italic=True), Span("입니다")]),
        ("**a **b** c**", [Span("a b c", bold=True)]),
        ("`a_b*c*`", [Span("a_b*c*", code=True)]),
        ("`vector<int>`", [Span("vector<int>", code=True)]),
        ("`` ` ``", [Span("`", code=True)]),
        ("[words](http://x)", [Span("words", url="http://x")]),
        ("[words]( http://x )", [Span("words", url="http://x")]),
        ("[*a* b](http://x/y_z)", [
            Span("a", italic=True, url="http://x/y_z"), Span(" b", url="http://x/y_z"),
        ]),
        ("**[a](http://x)**", [Span("a", bold=True, url="http://x")]),
        ("[a](<http://x/y z>)", [Span("a", url="http://x/y%20z")]),
        ("[a](http://x/(y))", [Span("a", url="http://x/(y)")]),
        ("see ![a](http://x)", [Span("see !"), Span("a", url="http://x")]),
        ("[a [b](http://x) c](http://y)", [
            Span("[a "), Span("b", url="http://x"), Span(" c](http://y)"),
        ]),
        (r"\*not\* \`this\` \[one\](x)", [Span("*not* `this` [one](x)")]),
    ],
)  # fmt: skip
def test_markup_becomes_spans(text: str, spans: list[Span]) -> None:
    assert list(parse(text)) == spans


@pytest.mark.parametrize(
    ("text", "words", "url"),
    [
        ("see <https://a.example/z> now", "https://a.example/z", "https://a.example/z"),
        ("(https://a.example/b_(c)), and", "https://a.example/b_(c)", "https://a.example/b_(c)"),
        ("a https://a.example/b*c*_d?e=f&g#h.", *2 * ["https://a.example/b*c*_d?e=f&g#h"]),
        ("https://a.example/…", *2 * ["https://a.example/"]),
        ("„https://a.example“", *2 * ["https://a.example"]),
        ("参照：https://a.example/b。次", *2 * ["https://a.example/b"]),
        ("https://müller.example/a", "https://müller.example/a", "https://xn--mller-kva.example/a"),
        ("HTTPS://почта.рф!", "HTTPS://почта.рф", "HTTPS://xn--80a1acny.xn--p1ai"),
        ("<mailto:a@b.example>", "a@b.example", "mailto:a@b.example"),
        ("[x](https://пример.рф/)", "x", "https://xn--e1afmkfd.xn--p1ai/"),
    ],
)
def test_an_address_by_itself_is_linked_whole(text: str, words: str, url: str) -> None:
    assert [(span.text, span.url) for span in parse(text) if span.url] == [(words, url)]


def test_an_address_is_emphasized_like_the_words_around_it_and_is_none_in_code() -> None:
    assert parse("**by https://a.example** `https://b.example`") == (
        Span("by ", bold=True),
        Span("https://a.example", bold=True, url="https://a.example"),
        Span(" "),
        Span("https://b.example", code=True),
    )


def test_white_space_is_one_space_and_none_at_the_ends() -> None:
    assert parse("  one\n  two\t three \n") == (Span("one two three"),)


def test_soft_hyphens_are_dropped() -> None:
    assert parse("sub\u00admissions") == (Span("submissions"),)


def test_ligatures_are_the_letters_that_they_join() -> None:
    assert parse("\ufb01nance, o\ufb03ce, \ufb02ow") == (Span("finance, office, flow"),)


@pytest.mark.parametrize("text", ["", "  \n ", "\u00ad"])
def test_nothing_gives_no_span(text: str) -> None:
    assert parse(text) == ()


def test_links_to_follow_are_http_https_mailto_and_tel() -> None:
    good = "[a](http://x) [b](HTTPS://x) [c](mailto:a@b) [d](tel:1)"
    bad = "[e](javascript:alert) [f](file:///etc/passwd) [g](page.html) [h](//x)"
    assert bad_links(good) == ()
    assert bad_links(bad) == ("//x", "file:///etc/passwd", "javascript:alert", "page.html")


UNMARKED = st.text(
    st.characters(
        exclude_characters="*`[\u00ad\ufb00\ufb01\ufb02\ufb03\ufb04",
        exclude_categories=("Cs", "Cc"),
    )
)
WORDS = st.text("ab yz.,;:!?()-–/&<>_~#'\"\\{}$%日éя", min_size=1).filter(
    lambda text: text == text.strip() and "  " not in text and text[-1] != "\\"
)


@given(UNMARKED)
def test_text_without_star_tick_and_bracket_arrives_character_for_character(text: str) -> None:
    folded = re.sub("[ ]+", " ", text).strip(" ")
    assert "".join(span.text for span in parse(text)) == folded


@given(st.text("ab *`[]()\\_!, "))
def test_no_letter_is_lost_whatever_the_markup(text: str) -> None:
    told = "".join(span.text + (span.url or "") for span in parse(text))
    # Each span of a link has its address: a letter of it may be told more than once.
    assert all(told.count(letter) >= text.count(letter) for letter in "ab_!,")


@given(WORDS, st.sampled_from(["**", "*", "`"]))
def test_marked_words_arrive_as_they_are(words: str, mark: str) -> None:
    spans = parse(f"x {mark}{words}{mark} y")
    assert "".join(span.text for span in spans).replace(mark, "") == f"x {words} y"
