"""Of a web page counts what a person sees; hidden words do not stand for lost ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cvrender.extract import extract
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Made

    from cvrender.extract import Extract


def read(body: str, css: str = "") -> Extract:
    page = f"<!doctype html><title>Title</title><style>{css}</style><body>{body}"
    (read,) = extract(page.encode())
    return read


HIDDEN = [
    ("<p hidden>gone</p>", ""),
    ("<p style='display:none'>gone</p>", ""),
    ("<p style='VISIBILITY: Hidden'>gone</p>", ""),
    ("<div style='display: none'><section><p>gone</p></section></div>", ""),
    ("<p class='a b'>gone</p>", ".a { display: none }"),
    ("<p class=a>gone</p>", "i, .a { opacity: 0 }"),
    ("<p class=a>gone</p>", "body > .a { font-size: 0px }"),
    ("<p class=a>gone</p>", "@media screen { .a { display: none } }"),
    ("<p class=a>gone</p>", "@supports (display: grid) { .a { visibility: collapse } }"),
    ("<p id=a class=b>gone</p>", "#a { display: none } .b { display: block }"),
    ("<script>gone</script><template>gone</template><nav>gone</nav>", ""),
    ("<p style='color: #fff'>gone</p>", ""),
    ("<p style='color: #FEFEFE'>gone</p>", ""),
    ("<p style='color: white'>gone</p>", "div { color: red }"),
    ("<p style='color: rgb(255, 255, 255)'>gone</p>", ""),
    ("<p style='color: transparent'>gone</p>", ""),
    ("<p style='color: rgba(0, 0, 0, 0)'>gone</p>", ""),
    ("<p style='color: #00000000'>gone</p>", ""),
    ("<p class=a>gone</p>", ".a { position: absolute; left: -9999px }"),
    ("<p class=a>gone</p>", ".a { text-indent: -999em }"),
    ("<p class=a>gone</p>", ".a { transform: translateX(-9999px) }"),
    ("<p class=a>gone</p>", ".a { position: absolute; clip: rect(0, 0, 0, 0) }"),
    ("<p class=a>gone</p>", ".a { clip-path: inset(50%) }"),
    ("<p class=a>gone</p>", ".a { font-size: 1px }"),
    ("<dialog>gone</dialog><!-- gone -->", ""),
]

SHOWN = [
    ("<p class=a>kept</p>", "@media print { .a { display: none } }"),
    ("<p class=a>kept</p>", "@media (max-width: 400px) { .a { display: none } }"),
    ("<p class=a>kept</p>", ".a { display: none } p.a { display: block }"),
    ("<p class=a style='display: block'>kept</p>", ".a { display: none }"),
    ("<p class=a>kept</p>", ".a::before { display: none }"),
    ("<p class=a>kept</p>", ".a { opacity: 0.9; font-size: 0.8em }"),
    ("<p class=a>kept</p>", "::unknown(x { display: none } .b { display: none }"),
    ("<p aria-hidden=true>kept</p>", ""),
    ("<p style='color: #fff; background: #000'>kept</p>", ""),
    ("<div class=a><p style='color: white'>kept</p></div>", ".a { background-color: navy }"),
    ("<p style='color: rgba(0, 0, 0, 0.9); text-indent: -12px; left: -1em'>kept</p>", ""),
    ("<p style='color: #f00; clip: rect(0, 90px, 90px, 0)'>kept</p>", ""),
]


@pytest.mark.parametrize(("body", "css"), HIDDEN)
def test_what_is_hidden_is_not_read(body: str, css: str) -> None:
    assert read(f"<p>before</p>{body}<p>after</p>", css).text == "before\nafter"


@pytest.mark.parametrize(("body", "css"), SHOWN)
def test_what_is_shown_is_read(body: str, css: str) -> None:
    assert read(f"<p>before</p>{body}<p>after</p>", css).text == "before\nkept\nafter"


def test_hidden_links_are_not_counted() -> None:
    links = read("<a href=x>a</a><div hidden><a href=y>b</a></div><a href=z hidden>c</a>").links
    assert links == (("x", "a"),)


def test_blocks_stand_on_lines_of_their_own() -> None:
    body = "<dl><dt>a</dt><dd>b</dd></dl>c <em>d</em>\n e<br>f<table><tr><td>g<td>h</table>"
    assert read(body).text == "a\nb\nc d e\nf\ng\nh"


def test_a_line_that_a_page_hides_is_missing(made: Callable[..., Made]) -> None:
    page = made("html")
    whole = page.data.decode()
    hidden = whole.replace('<p class="headline">', '<p class="headline" style="opacity:0">')
    assert hidden != whole
    (report,) = (verify(page.outline, read) for read in extract(hidden.encode()))
    assert [(finding.kind, str(finding.line)) for finding in report.findings] == [
        ("missing", str(page.outline.headline))
    ]
