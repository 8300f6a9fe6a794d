"""Of a web page counts what a person sees; hidden words do not stand for lost ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cvrender.extract import extract
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared import Made

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
    ("<del>gone</del><s>gone</s><noscript>gone</noscript><p popover>gone</p>", ""),
    ("<p><font color=white>gone</font></p>", ""),
    ("<p class=a>gone</p>", "body { background: #fff } .a { color: snow }"),
    ("<p class=a>gone</p>", ":root { --x: #222 } body { background: var(--x) } .a { color: #111 }"),
    ("<p class=a>gone</p>", ".a { color: var(--none, var(--y, #fffffe)) }"),
    ("<div class=a><p>gone</p></div>", ".a { background: navy; color: #000070 }"),
    ("<p class=a>gone</p>", ".a { background-color: currentcolor }"),
    ("<p class=a>gone</p>", ".a { color: hsl(60 100% 97%) } p { color: red }"),
    ("<p class=a>gone</p>", ".a { -webkit-text-fill-color: transparent; color: red }"),
    ("<p class=a>gone</p>", ".a { color: red !important; color: rgb(0 0 0 / 0) !important }"),
    ("<div style='opacity: 30%'><p class=a>gone</p></div>", ".a { opacity: 0.2 }"),
    ("<p class=a>gone</p>", ".a { filter: blur(1px) opacity(0%) }"),
    ("<p class=a>gone</p>", ".a { font: 0/0 a }"),
    ("<div style='font-size: 20%'><p class=a>gone</p></div>", ".a { font-size: 1em }"),
    ("<p class=a>gone</p>", ".a { zoom: 1% }"),
    ("<p class=a>gone</p>", ".a { position: fixed; right: -200vw }"),
    ("<p class=a>gone</p>", ".a { position: absolute; left: 5000px }"),
    ("<p class=a>gone</p>", ".a { margin-left: -100em }"),
    ("<p class=a>gone</p>", ".a { text-indent: 200%; overflow: hidden; white-space: nowrap }"),
    ("<p class=a>gone</p>", ".a { transform: rotate(3deg) scale(0.01) }"),
    ("<p class=a>gone</p>", ".a { transform: rotateX(90deg) }"),
    ("<p class=a>gone</p>", ".a { translate: 0 -3000px }"),
    ("<p class=a>gone</p>", ".a { scale: 0 }"),
    ("<p class=a>gone</p>", ".a { max-height: 0; overflow: hidden }"),
    ("<p class=a>gone</p>", ".a { width: 1px; height: 1px; overflow: clip }"),
    ("<p class=a>gone</p>", ".a { clip-path: polygon(0 0, 0 0, 0 0) }"),
    ("<p class=a>gone</p>", ".a { mask-image: linear-gradient(transparent, transparent) }"),
    ("<p class=a>gone</p>", ".a { content-visibility: hidden }"),
    ("<p class=a>gone</p>", ".a { text-decoration: red line-through }"),
    ("<p class=a>gone</p>", ".a { letter-spacing: -1em }"),
    ("<p class=a>gone</p>", "@media (min-width: 1px) { .a { display: none } }"),
    ("<p class=a>gone</p>", "@media only screen and (max-width: 9999px) { .a { display: none } }"),
    ("<p class=a>gone</p>", "@media not print { .a { display: none } }"),
    ("<p class=a>gone</p>", "@media (400px <= width) { .a { display: none } }"),
    ("<p class=a>gone</p>", "@media print, (prefers-color-scheme: light) { .a { color: white } }"),
    ("<p class=a>gone</p>", "body { @media (min-width: 1px) { .a { display: none } } }"),
    ("<p class=a>gone</p>", "body { & > .a { color: white } }"),
    ("<p class=a>gone</p>", "body { > .a, .b { color: white } }"),
    ("<p class=a>gone</p>", ".a { color: red; @supports (display: grid) { color: white } }"),
    ("<p class=a>gone</p>", ".b { color: red } body { p { &.a { display: none } } }"),
    ("<p class=a>gone</p>", "@layer a { body { @layer b { .a { display: none } } } }"),
    ("<details><p>gone</p>gone</details>", ""),
    ("<details><div><details open><p>gone</p></details></div></details>", ""),
    ("<svg><text fill=none>gone</text></svg>", ""),
    ("<svg fill=white><g><text>gone</text></g></svg>", ""),
    ("<svg><text class=a>gone</text></svg>", ".a { fill: #fefefe }"),
    ("<svg><text fill-opacity=0>gone</text></svg>", ""),
    ("<svg><text opacity=.05>gone</text><text font-size=1>gone</text></svg>", ""),
    ("<svg><text x=-9000>gone</text><text y=9000>gone</text></svg>", ""),
    ("<svg width=0 height=0><text>gone</text></svg>", ""),
    ("<svg><text display=none>gone</text><g visibility=hidden><text>gone</text></g></svg>", ""),
    ("<svg><defs><text>gone</text></defs><desc>gone</desc><title>gone</title></svg>", ""),
    ("<p class=a>gone</p>", "@layer a { @container (width > 1px) { .a { display: none } } }"),
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
    ("<div class=a><p style='visibility: visible'>kept</p></div>", ".a { visibility: hidden }"),
    ("<div class=a><p style='font-size: 12px'>kept</p></div>", ".a { font-size: 0 }"),
    ("<div class=a><p style='color: red'>kept</p></div>", ".a { color: white }"),
    ("<p class=a>kept</p>", ".a { color: white; background: linear-gradient(navy, blue) }"),
    ("<p class=a>kept</p>", ".a { color: #777; background: #fff; letter-spacing: -0.02em }"),
    ("<p class=a>kept</p>", ".a { color: black !important } p.a { color: white }"),
    ("<p class=a>kept</p>", ".a { left: -9999px; max-height: 0; opacity: 0.5 }"),
    ("<p class=a>kept</p>", ".a { color: color(display-p3 1 1 1); width: 1px }"),
    ("<p class=a>kept</p>", ":root { --x: var(--x) } .a { display: var(--x) }"),
    ("<p class=a>kept</p>", "@media (prefers-color-scheme: dark) { .a { color: white } }"),
    ("<p class=a>kept</p>", "@media (width < 40rem), (unheard-of) { .a { display: none } }"),
    ("<p class=a>kept</p>", ".a { overflow: hidden; height: 2em; clip-path: inset(2%) }"),
    ("<p class=a>kept</p>", "body { @media print { .a { display: none } } }"),
    ("<p class=a>kept</p>", "p.a { color: black } body { & .a { &:not(p) { color: white } } }"),
    ("<p class=a>kept</p>", "i { .a { display: none } & + .a { display: none } }"),
    ("<details open><p>kept</p></details>", ""),
    ("<details><summary>kept</summary><p>gone</p><summary>gone</summary></details>", ""),
    ("<svg width=90 height=20><text x=3 y=9 fill=navy>kept</text></svg>", ""),
    ("<div style='color: white'><svg><text>kept</text></svg></div>", ""),
    ("<p class=a>kept</p>", ".a { transform: translate(-50%, 2em) rotate(90deg) scale(1.05) }"),
]


@pytest.mark.parametrize(("body", "css"), HIDDEN)
def test_what_is_hidden_is_not_read(body: str, css: str) -> None:
    assert read(f"<p>before</p>{body}<p>after</p>", css).text == "before\nafter"


@pytest.mark.parametrize(("body", "css"), SHOWN)
def test_what_is_shown_is_read(body: str, css: str) -> None:
    assert read(f"<p>before</p>{body}<p>after</p>", css).text == "before\nkept\nafter"


def test_rules_without_end_in_each_other_are_read_in_no_time() -> None:
    css = "a, b { & & & { " * 60 + "display: none" + "} }" * 60
    assert read("<a>kept</a>", f"{css} .a {{ x: y }}").text == "kept"


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
