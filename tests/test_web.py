"""The web page in a real browser: accessible, still, at home on any screen and on paper."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pypdfium2
import pytest
from chromium import PROGRAM
from fuzzing import some
from judges import PACKAGES, by_pdfium, by_pypdf
from lxml import html
from shared import composed

from cvrender import pipeline
from cvrender import theme as themes
from cvrender.production import Document, render_format
from cvrender.renderers import registry
from cvrender.renderers.html import css_tokens, web_css
from cvrender.syntax import parse_yaml
from cvrender.theme.color import contrast
from cvrender.theme.layers import palettes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from chromium import Chromium
    from shared import Made

    from cvrender.outline import Outline
    from cvrender.theme import Theme

AXE = PACKAGES / "axe-core" / "axe.min.js"
OF_COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of axe whose answer a dark screen may change."""
WIDTHS = (320, 400, 1200)

pytestmark = pytest.mark.xdist_group("browser")
every_theme = pytest.mark.parametrize("look", themes.names())
some_themes = pytest.mark.parametrize(
    "look",
    some(themes.names(), "classic", "modern", "sidebar", "tabular", "timeline"),
    scope="module",  # a page is shown once
)
"""One of each kind of page; the colours and sizes of the others are tried as tokens."""
in_a_browser = pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium here")
by_axe = pytest.mark.skipif(
    not AXE.is_file(), reason="there is no axe-core here: npm ci --prefix .ci"
)


def rendered(outline: Outline, look: str = "classic") -> html.HtmlElement:
    return html.fromstring(registry.load("html").render(outline, themes.find(look)).decode())


def person(page: html.HtmlElement) -> dict[str, object]:
    (script,) = page.xpath("//script[@type='application/ld+json']")
    found: dict[str, object] = json.loads(script.text)
    return found


@in_a_browser
@by_axe
@some_themes
def test_axe_finds_nothing_on_a_phone_and_on_a_dark_screen(
    browser: Chromium, made: Callable[..., Made], look: str
) -> None:
    browser.show(made("html", "example-full", look).path.as_uri())
    browser.evaluate(AXE.read_text("utf-8"))
    for width, dark, rules in ((400, False, {}), (1200, True, {"runOnly": OF_COLOURS})):
        browser.screen(width, dark)
        asked = json.dumps({"resultTypes": ["violations"], "selectors": False, **rules})
        found = browser.evaluate(f"axe.run({asked})")
        told = [
            (rule["id"], node["html"], node.get("failureSummary"))
            for rule in found["violations"]
            for node in rule["nodes"]
        ]
        assert told == []
        assert len(found["passes"]) > (0 if rules else 20)


@in_a_browser
@some_themes
def test_no_screen_is_too_narrow_and_nothing_is_fetched(
    browser: Chromium, made: Callable[..., Made], look: str
) -> None:
    browser.show(made("html", "example-full", look).path.as_uri())
    for width in WIDTHS:
        browser.screen(width)
        wide = browser.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"the page is {wide} pixels wider than a screen of {width}"
    assert [url for url in browser.requests if not url.startswith(("file:", "data:"))] == []


@in_a_browser
@some_themes
def test_a_dark_screen_shows_light_letters(
    browser: Chromium, made: Callable[..., Made], look: str
) -> None:
    style = "getComputedStyle(document.documentElement)"
    shown = {}
    browser.show(made("html", "example-full", look).path.as_uri())
    for dark in (False, True):
        browser.screen(dark=dark)
        colors = browser.evaluate(f"[{style}.color, {style}.backgroundColor]")
        shown[dark] = [sum(map(int, re.findall(r"\d+", color)[:3])) for color in colors]
    assert shown[False][0] < 200 < shown[False][1]
    assert shown[True][1] < 100 < shown[True][0]


@in_a_browser
def test_the_first_key_shows_the_way_past_the_top(
    browser: Chromium, made: Callable[..., Made]
) -> None:
    browser.open(made("html", "cv").path.as_uri(), 400)
    place = "document.querySelector('.skip').getBoundingClientRect()"
    assert browser.evaluate(f"{place}.right") < 0
    browser.press("Tab")
    assert browser.evaluate("document.activeElement.textContent") == "Skip to content"
    assert 0 <= browser.evaluate(f"{place}.left") < browser.evaluate(f"{place}.right") <= 400


def test_the_way_back_stands_before_the_content_and_on_the_web_only(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined(
        "{name: A, back: {url: /about, label: ← About}, sections: [{title: T, text: W}]}"
    )
    page = rendered(outline)
    (link,) = page.xpath("//nav[following-sibling::main]/a")
    assert (link.get("href"), link.text_content()) == ("/about", "← About")
    pdf = registry.load("pdf").render(outline, themes.find("classic"))
    with pypdfium2.PdfDocument(pdf) as document:
        assert "About" not in document[0].get_textpage().get_text_bounded()


def test_a_page_without_a_way_back_has_no_navigation(made: Callable[..., Made]) -> None:
    assert html.fromstring(made("html").data.decode()).xpath("//nav") == []


@every_theme
def test_the_page_is_one_file_that_runs_its_own_script_alone(
    made: Callable[..., Made], look: str
) -> None:
    page = html.fromstring(made("html", "example-full", look).data.decode())
    assert list(page.iter("link", "iframe", "object", "embed", "audio", "video")) == []
    data, script = page.iter("script")
    assert data.get("type") == "application/ld+json"
    digest = b64encode(sha256(script.text.encode()).digest()).decode()
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.split("; ")[:2] == ["default-src 'none'", f"script-src 'sha256-{digest}'"]
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []
    css = page.xpath("string(//style)")
    assert "@import" not in css
    assert re.findall(r"url\((?!\"?data:)", css) == []


def test_landmarks_and_names_are_there(made: Callable[..., Made]) -> None:
    page = html.fromstring(made("html", "example-full").data.decode())
    assert page.get("lang") == "en"
    assert len(page.xpath("//main")) == 1
    assert page.xpath("//body/*[1]/@href") == ["#content"]
    named = [page.get_element_by_id(s.get("aria-labelledby")).tag for s in page.iter("section")]
    assert named == ["h2"] * 16


def test_machines_are_told_the_person_that_is_shown(made: Callable[..., Made]) -> None:
    page = html.fromstring(made("html", "example-full").data.decode())
    assert person(page) == {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": "Zoë Lindqvist-Okafor",
        "jobTitle": "Staff Engineer · Distributed Systems · Platform Reliability",
        "email": ["zoe@lindqvist.example", "zlo@alumni.chalmers.example"],
        "telephone": "+46 70 123 45 67",
        "address": "Gothenburg, Sweden",
        "url": "https://lindqvist.example",
        "sameAs": [
            "https://github.com/zoe-lindqvist",
            "https://www.linkedin.com/in/zoe-lindqvist",
        ],
        "worksFor": [
            {
                "@type": "Organization",
                "name": "Nordlys Payments",
                "url": "https://nordlys.example",
            }
        ],
        "alumniOf": [
            {"@type": "Organization", "name": "Chalmers University of Technology"},
            {"@type": "Organization", "name": "KTH Royal Institute of Technology"},
        ],
    }
    told = {meta.get("property"): meta.get("content") for meta in page.iter("meta")}
    assert told["og:type"] == "profile"
    assert told["og:title"].startswith("Zoë Lindqvist-Okafor – Staff Engineer")
    assert told["og:description"].startswith("Staff Engineer · Distributed")


def test_machines_are_not_told_what_is_left_out(made: Callable[..., Made]) -> None:
    bare = replace(made("html").outline, contacts=(), headline=None, sections=())
    assert person(rendered(bare)) == {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": "Alexandr Protasenya",
    }


def test_no_text_ends_the_script_that_it_stands_in(outlined: Callable[[str], Outline]) -> None:
    evil = "</script><script>alert(1)</script><!-- \\u2028 &"
    page = rendered(outlined(f'{{name: A, headline: "{evil}", sections: [{{title: T, text: W}}]}}'))
    assert person(page)["jobTitle"] == evil.replace(" \\u2028 ", " ")
    assert len(page.xpath("//script")) == 2


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#1f4e79", "#1f4e79", 1.0)],
)
def test_contrast_is_the_ratio_of_wcag(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio


def test_a_theme_may_look_otherwise_on_the_web_than_on_paper(
    outlined: Callable[[str], Outline], tmp_path: Path
) -> None:
    outline = outlined("{name: A, sections: [{title: T, text: W}]}")
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "theme.yaml").write_text("extends: classic\n", "utf-8")
    (folder / "screen.css").write_text("h2 { color: teal }", "utf-8")
    mine, classic = themes.find(str(folder)), themes.find("classic")
    pages = [registry.load("html").render(outline, look).decode() for look in (classic, mine)]
    assert ["h2 { color: teal }" in page for page in pages] == [False, True]
    assert [classic.screen in page for page in pages] == [True, False]
    pdfs = [registry.load("pdf").render(outline, look) for look in (classic, mine)]
    assert pdfs[0] == pdfs[1]


def colors(outline: Outline, theme: Theme) -> dict[bool, dict[str, str]]:
    """The colours that a page declares, by name: on a light screen and on a dark one."""
    css = css_tokens.declared(theme.tokens) + web_css.stylesheet(outline, theme.tokens)
    light, dark = css, css[css.index("prefers-color-scheme: dark") :]
    named = [dict(re.findall(r"--color-([\w-]+): (#\w{6})", part)) for part in (light, dark)]
    first = dict(reversed(re.findall(r"--color-([\w-]+): (#\w{6})", light)))
    return {False: first, True: first | named[1]}


@every_theme
def test_letters_stand_out_on_a_light_and_on_a_dark_screen(
    outlined: Callable[[str], Outline], look: str
) -> None:
    outline = outlined("{name: A, sections: [{title: T, text: W}]}")
    for design in ((), *((parse_yaml(f"palette: {name}", "cv.yaml"),) for name in palettes())):
        for dark, declared in colors(outline, themes.find(look, designs=design)).items():
            assert contrast("#ffffff", declared["band"]) >= 4.5, design
            for ground in ("paper", "panel") if dark else ("paper",):
                assert contrast(declared["text"], declared[ground]) >= 7, design
                found = [
                    contrast(declared[ink], declared[ground])
                    for ink in ("muted", "accent", "name", "link")
                ]
                assert min(found) >= 4.5, design


@pytest.mark.parametrize("panel", ["#ffff00", "#00ff90", "#ffffff", "#000000"])
def test_a_panel_of_any_colour_leaves_letters_lighter_than_itself_on_a_dark_screen(
    outlined: Callable[[str], Outline], panel: str
) -> None:
    design = parse_yaml(f'{{colors: {{panel: "{panel}", rule: "#3c5fd7"}}}}', "cv.yaml")
    outline = outlined("{name: A, sections: [{title: T, text: W}]}")
    declared = colors(outline, themes.find("classic", designs=(design,)))[True]
    ground = declared["panel"]
    assert contrast(declared["text"], ground) >= 7
    assert contrast(declared["rule"], "#000000") > contrast(ground, "#000000")


@every_theme
def test_what_stands_out_on_paper_stands_out_on_a_dark_screen(
    outlined: Callable[[str], Outline], look: str
) -> None:
    outline = outlined("{name: A, sections: [{title: T, text: W}]}")
    shown = colors(outline, themes.find(look))
    light, dark = shown[False], shown[True]
    inks = sorted(("text", "muted", "accent", "name"), key=lambda i: contrast(light[i], "#ffffff"))
    for dimmer, brighter in pairwise(inks):
        assert contrast(dark[dimmer], dark["panel"]) <= contrast(dark[brighter], dark["panel"]) + 1


CHARACTERS = """(() => {
  const text = document.querySelector('[data-kind="summary"] p'), style = getComputedStyle(text);
  const brush = document.createElement('canvas').getContext('2d');
  brush.font = `${style.fontSize} ${style.fontFamily}`;
  const width = brush.measureText(text.textContent).width / text.textContent.length;
  return text.getBoundingClientRect().width / width;
})()"""


@in_a_browser
@some_themes
def test_a_wide_screen_loads_the_fonts_and_shows_lines_of_65_to_75_characters(
    browser: Chromium, made: Callable[..., Made], look: str
) -> None:
    browser.show(made("html", "example-full", look).path.as_uri(), 1280)
    states = browser.evaluate("document.fonts.ready.then(all => [...all].map(f => f.status))")
    assert states.count("loaded") >= 3
    assert set(states) <= {"loaded", "unloaded"}
    assert 65 <= browser.evaluate(CHARACTERS) <= 75
    size = browser.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert 17 <= size <= 18


def place(browser: Chromium, selector: str) -> list[dict[str, float]]:
    """Where on the screen the elements stand, in the order of the page."""
    boxes: list[dict[str, float]] = browser.evaluate(
        f"[...document.querySelectorAll({selector!r})].map(e => e.getBoundingClientRect().toJSON())"
    )
    return boxes


@in_a_browser
@some_themes
def test_a_phone_shows_what_the_person_does_before_contacts_and_skills(
    browser: Chromium, made: Callable[..., Made], look: str
) -> None:
    page = made("html", "example-full", look)
    browser.show(page.path.as_uri(), 390)
    (name,), (headline,) = place(browser, "h1"), place(browser, ".headline")
    (summary,) = place(browser, '[data-kind="summary"]')
    (work,), (skills,) = (
        place(browser, '[data-kind="work"]'),
        place(browser, '[data-kind="skills"]'),
    )
    contacts = place(browser, ".contact")
    assert name["bottom"] <= headline["top"] + 1
    assert headline["bottom"] <= summary["top"] < summary["bottom"] <= contacts[0]["top"]
    assert contacts[-1]["bottom"] < work["top"] < skills["top"]


@in_a_browser
@some_themes
def test_a_phone_has_room_for_a_thumb_at_each_contact(
    browser: Chromium, made: Callable[..., Made], look: str
) -> None:
    browser.show(made("html", "example-full", look).path.as_uri(), 390)
    links = place(browser, ".contact a")
    assert len(links) == 6
    assert [round(link["height"]) for link in links] == [44] * 6
    rows = [round(contact["top"]) for contact in place(browser, ".contact")]
    assert rows == sorted(set(rows))


@in_a_browser
@some_themes
def test_a_phone_shows_dates_in_one_place(
    browser: Chromium, made: Callable[..., Made], look: str
) -> None:
    browser.show(made("html", "example-full", look).path.as_uri(), 390)
    titles = place(browser, ".head:has(.line:not(.citation) .dates) :is(h3, h4)")
    dates = place(browser, ".line:not(.citation) .dates")
    assert len(dates) > 10
    indents = "[...document.querySelectorAll('.dates')].map(e => getComputedStyle(e).paddingLeft)"
    assert set(browser.evaluate(indents)) == {"0px"}
    for title, date in zip(titles, dates, strict=True):
        assert date["left"] == title["left"]
        above, below = (date, title) if look == "timeline" else (title, date)
        assert 0 <= below["top"] - above["bottom"] < 8


@in_a_browser
@some_themes
def test_words_of_any_length_fit_a_phone(
    browser: Chromium, outlined: Callable[[str], Outline], tmp_path: Path, look: str
) -> None:
    place = "Cambridge, Massachusetts, United States of America, North America"
    outline = outlined(
        "name: Maximiliane Wolfeschlegelsteinhausenbergerdorff\n"
        "email: maximiliane.wolfeschlegelsteinhausenbergerdorff@rechenzentrale.example\n"
        "sections: [{title: Work, entries: "
        f"[{{title: Analyst, organization: A, location: '{place}'}}]}}]"
    )
    page = tmp_path / "cv.html"
    page.write_bytes(registry.load("html").render(outline, themes.find(look)))
    browser.open(page.as_uri(), 360)
    assert browser.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    size = browser.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")
    assert size >= 22


def titles_in(data: bytes, titles: list[str]) -> list[tuple[int, float, float]]:
    """The page of each title of a section, and its left and lower edge there in points."""
    found = []
    with pypdfium2.PdfDocument(data) as document:
        texts = [page.get_textpage() for page in document]
        for title in titles:
            number, at = next(
                (number, at)
                for number, text in enumerate(texts)
                if (at := text.search(title, match_whole_word=True).get_next())
            )
            left, bottom, *_ = texts[number].get_charbox(at[0])
            found.append((number, left, bottom))
    return found


A4 = (595, 842)


def sheets(data: bytes) -> list[tuple[int, ...]]:
    """Width and height of each page in points."""
    with pypdfium2.PdfDocument(data) as document:
        return [tuple(map(round, page.get_size())) for page in document]


@in_a_browser
@pytest.mark.parametrize(
    "look", some({*themes.names()} - {"sidebar"}, "editorial", "modern", "tabular", "timeline")
)
def test_a_browser_prints_what_the_pdf_shows_also_from_a_dark_screen(
    browser: Chromium, tmp_path: Path, look: str
) -> None:
    """Within a line: the PDF moves a word down where it would end a text alone.

    A page break keeps such a line from moving what stands at the edge of a page.
    """
    titles = ["Publications", "Patents", "Volunteering", "References"]
    whole = composed("example-full")
    first, *others = (each for each in whole.sections if str(each.title) in titles)
    page_two = (whole.sections[0], first._replace(break_before=True), *others)
    document = Document("cv", replace(whole, sections=page_two), themes.find(look))
    page = tmp_path / "cv.html"
    page.write_bytes(render_format(document, "html"))
    browser.open(page.as_uri(), dark=True)
    browser.evaluate("document.fonts.ready.then(() => 1)")
    printed, pdf = browser.printed(), render_format(document, "pdf")
    for here, there in zip(titles_in(printed, titles), titles_in(pdf, titles), strict=True):
        assert here == pytest.approx(there, abs=13)
    assert sheets(printed) == [A4] * 2
    # Where pypdf puts blanks depends on the browser; each letter of ffi is ours to keep.
    assert "EuropeanPatentOffice" in "".join(by_pypdf(printed).split())
    assert by_pdfium(printed).casefold().startswith("zoë lindqvist-okafor")


@in_a_browser
def test_a_printed_sidebar_stands_on_its_panel_and_the_text_beside_it_on_every_sheet(
    browser: Chromium, made: Callable[..., Made]
) -> None:
    browser.open(made("html", "example-full", "sidebar").path.as_uri(), dark=True)
    browser.evaluate("document.fonts.ready.then(() => 1)")
    data = browser.printed()
    titles = ["PROFILE", "AWARDS", "PUBLICATIONS"]
    profile, awards, publications = titles_in(data, titles)
    assert [number for number, *_ in (profile, awards, publications)] == [0, 0, 1]
    assert awards[1] + 140 < profile[1] == pytest.approx(publications[1], abs=1)
    assert sheets(data) == [A4, A4]
    assert "outsideofficehours" in "".join(by_pypdf(data).split())
    ground = themes.find("sidebar").tokens.colors.panel
    with pypdfium2.PdfDocument(data) as printed:
        assert printed[0].get_textpage().get_text_bounded().startswith("Zoë")
        drawn = [page.render().to_pil().convert("RGB") for page in printed]
    for sheet in drawn:
        for corner in ((2, 2), (2, sheet.height - 3)):
            assert "#{:02x}{:02x}{:02x}".format(*sheet.getpixel(corner)) == ground
        assert sheet.getpixel((sheet.width - 3, sheet.height - 3)) == (255, 255, 255)


@in_a_browser
def test_no_row_of_a_headline_ends_in_a_dot(browser: Chromium, made: Callable[..., Made]) -> None:
    browser.open(made("html", "example-full").path.as_uri(), 390)
    assert browser.evaluate("document.querySelector('.headline').innerText").split("\n") == [
        "Staff Engineer",
        "Distributed Systems",
        "Platform Reliability",
    ]


@in_a_browser
def test_a_button_copies_the_address_beside_it(
    browser: Chromium, outlined: Callable[[str], Outline], tmp_path: Path
) -> None:
    outline = outlined(
        "{name: A, email: a@b.example, phone: +46 70 123 45 67, website: https://b.example,"
        " language: de, sections: [{title: T, text: W}]}"
    )
    page = tmp_path / "cv.html"
    page.write_bytes(registry.load("html").render(outline, themes.find("classic")))
    browser.open(page.as_uri())
    browser.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text }")
    buttons = "[...document.querySelectorAll('.contact button')]"
    named = browser.evaluate(f"{buttons}.map(b => [b.textContent, b.ariaLabel])")
    assert named == [
        ["Kopieren", "Kopieren: a@b.example"],
        ["Kopieren", "Kopieren: +46 70 123 45 67"],
    ]
    copied = []
    for number in range(2):
        browser.evaluate(f"{buttons}[{number}].click()")
        copied.append(browser.until("window.copied"))
        assert browser.until(f"{buttons}[{number}].textContent == 'Kopiert'")
        browser.evaluate("window.copied = ''")
    assert copied == ["a@b.example", "+46 70 123 45 67"]
    assert "Kopieren" not in by_pdfium(browser.printed())


@in_a_browser
def test_no_other_script_runs_in_a_page(
    browser: Chromium, made: Callable[..., Made], tmp_path: Path
) -> None:
    page = tmp_path / "cv.html"
    text = made("html").data.decode()
    page.write_text(text.replace("</main>", "<script>window.ran = 1</script></main>"), "utf-8")
    browser.open(page.as_uri())
    assert browser.evaluate("window.ran") is None


def test_a_page_leads_to_the_files_that_its_theme_names_and_its_run_makes(
    tmp_path: Path,
) -> None:
    (tmp_path / "cv.yaml").write_text(
        "{name: Zoë A, design: {web: {download: [pdf, docx]}}, sections: [{title: T, text: W}]}",
        "utf-8",
    )
    found = []
    for formats in (("html",), ("html", "docx"), ("docx", "html", "pdf")):
        job = pipeline.Job(tmp_path / "cv.yaml", formats, "classic", output=tmp_path)
        result = pipeline.render(job)
        (page,) = (file for file in result.files if file.format == "html")
        assert page.exit_code == 0
        links = html.fromstring(page.data.decode()).xpath("//nav/a[@download]")
        found.append([(link.get("href"), link.get("aria-label")) for link in links])
        for link in links:
            assert (tmp_path / unquote(link.get("href"))).is_file()
    word = ("Zoe_A_CV.docx", "Download: DOCX")
    assert found == [[], [word], [("Zoe_A_CV.pdf", "Download: PDF"), word]]
