"""What stands at the edge of a line changes it, unless it is what the theme writes there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from wordfile import outline_of

from cvrender import theme as themes
from cvrender.extract import Extract, extract
from cvrender.renderers import registry
from cvrender.theme import Typesetting
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from cvrender.outline import Outline

SOURCE = """
name: Ada Brandt
headline: Analyst at 7
email: ada@brandt.example
phone: +49 30 123
sections:
  - title: Work
    entries:
      - title: Manager
        organization: Engine & Co
        location: Bonn
        start: 2019-02
        end: 2021-06
        summary: Saved $4
        bullets: [Led a team of 12, "9", Go]
        facts: {Score: "4.8", Level: "9"}
  - title: Tools
    facts: {Langs: "C++, C#", Since: "1999"}
"""
FORMS = ("txt", "md", "html", "docx", "pdf")


@pytest.fixture(scope="module")
def outline(outlined: Callable[[str], Outline]) -> Outline:
    return outlined(SOURCE)


@pytest.fixture(scope="module")
def read_in(outline: Outline) -> Callable[[str, str], list[Extract]]:
    """What is read in the file of a format and a theme, but for a PDF's attachment."""
    kept: dict[tuple[str, str], list[Extract]] = {}

    def read_in(form: str, look: str) -> list[Extract]:
        if (form, look) not in kept:
            renderer = registry.load(form)
            data = renderer.render(outline, themes.find(look))
            read = extract(data, renderer.suffix)
            kept[form, look] = [each for each in read if not each.source_values]
        return kept[form, look]

    return read_in


def losses(outline: Outline, read: Extract, look: str) -> list[tuple[str, str]]:
    report = verify(outline, read, themes.find(look).typesetting)
    return [(finding.kind, str(finding.line)) for finding in report.findings]


EDGES = [
    ("team of 12", "team of 12,000.", "Led a team of 12"),
    ("team of 12", "team of 12 %", "Led a team of 12"),
    ("team of 12", "team of 12+", "Led a team of 12"),
    ("team of 12", "team of 12 or more", "Led a team of 12"),
    ("$4", "$4.000.", "Saved $4"),
    ("$4", "$4,", "Saved $4"),
    ("Saved $4", "-Saved $4", "Saved $4"),
    ("Level: 9", "Level: -9", "9"),
    ("Level: 9", "Level: 1.9", "9"),
    ("Level: 9", "Level: 9%", "9"),
    ("Level: 9", "Level: ~9", "9"),
    ("Level: 9", "Level: <9>", "9"),
    ("Level: 9", "Level: about 9", "9"),
    ("Score: 4.8", "Score: 4.8 of 5.0", "4.8"),
    ("Score: 4.8", "Score: 4.8°", "4.8"),
    ("Score: 4.8", "Score: ≥4.8", "4.8"),
    ("Score:", "Score?:", "Score"),
    ("Go", "Go#", "Go"),
    ("Go", "Go++", "Go"),
    ("Go", "Go!", "Go"),
    ("Go", "#Go", "Go"),
    ("C#", "C##", "C++, C#"),
    ("Tools", "Tools:", "Tools"),
    ("Manager", "(Manager)", "Manager"),
    ("Analyst at 7", "Analyst at 7.5", "Analyst at 7"),
    ("Analyst at 7", "Analyst at 7½", "Analyst at 7"),
    ("1999", "1999–", "1999"),
    ("team of 12", "team of 12–", "Led a team of 12"),
    ("team of 12", "team of 12 -", "Led a team of 12"),
    ("Saved $4", "Saved $4 –", "Saved $4"),
    ("Level: 9", "Level:: 9", "Level"),
    ("Bonn", "Bonn–", "Bonn"),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("look", ["classic", "plain", "academic", "compact"])
def test_a_whole_file_has_no_finding(
    outline: Outline, read_in: Callable[[str, str], list[Extract]], form: str, look: str
) -> None:
    assert [losses(outline, read, look) for read in read_in(form, look)] in ([[]], [[], []])


@pytest.mark.parametrize(("old", "new", "line"), EDGES)
def test_a_sign_at_the_edge_of_a_line_is_a_loss_of_that_line(
    outline: Outline,
    read_in: Callable[[str, str], list[Extract]],
    old: str,
    new: str,
    line: str,
) -> None:
    for read in (read for form in FORMS for read in read_in(form, "classic")):
        *_, place = re.finditer(old.replace(": ", r":\s+").replace("$", r"\$"), read.text)
        text = f"{read.text[: place.start()]}{new}{read.text[place.end() :]}"
        changed = replace(read, text=text)
        ((kind, named),) = losses(outline, changed, "classic")
        assert (kind, named) in (("garbled", line), ("merged", line)), (read.reader, kind, named)


@pytest.mark.parametrize(
    ("look", "bullet", "kinds"),
    [
        ("classic", "•", []),
        ("classic", "–", []),
        ("academic", "–", []),
        ("academic", "·", []),
        ("academic", "•", ["garbled"]),
        ("classic", "+", ["garbled"]),
        ("classic", "1.", ["garbled"]),
    ],
)
def test_a_bullet_is_that_of_the_theme(
    outlined: Callable[[str], Outline], look: str, bullet: str, kinds: list[str]
) -> None:
    outline = outlined("name: Ada\nsections: [{title: Work, bullets: ['9']}]")
    read = Extract("pdfium", f"Ada\nWork\n{bullet} 9", drawn=True)
    assert [kind for kind, _ in losses(outline, read, look)] == kinds


def test_a_bullet_has_a_blank_behind_it_and_a_sign_has_none(
    outlined: Callable[[str], Outline],
) -> None:
    outline = outlined("name: Ada\nsections: [{title: Work, bullets: ['9', '-9']}]")
    theme = themes.find("classic").typesetting._replace(bullets=frozenset("-"))
    for text, found in (("- 9\n- -9", True), ("-9\n- -9", False), ("- 9\n- 9", False)):
        assert verify(outline, Extract("text", f"Ada\nWork\n{text}"), theme).good == found


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Ada\n✆ 117 / x@y.example\nWork\n(Led it)", True),
        ("Ada\n117 ★ x@y.example\n» Work «\n✓ Led it.", True),
        ("Ada\n117 x@y.example\nWork\nLed it 5", False),
        ("Ada\n117% x@y.example\nWork\nLed it", False),
        ("Ada\n-117 x@y.example\nWork\nLed it", False),
    ],
)
def test_a_page_of_somebody_else_may_set_signs_apart(
    outlined: Callable[[str], Outline], text: str, good: bool
) -> None:
    outline = outlined(
        "name: Ada\nphone: '117'\nemail: x@y.example\nsections: [{title: Work, bullets: [Led it]}]"
    )
    outline = replace(outline, contacts=outline.contacts[::-1])
    assert verify(outline, Extract("lxml", text), Typesetting(capitals=None)).good == good


def test_text_in_a_row_of_its_own_is_a_note(outline: Outline) -> None:
    text = "\n".join(map(str, outline.lines())).replace("Work", "Seen\nWork")
    report = verify(outline, Extract("text", text))
    assert ([finding.kind for finding in report.findings], report.good) == (["extra"], True)


def test_a_dash_before_a_number_is_no_bullet_of_a_page_that_has_others() -> None:
    outline = outline_of("name: A B\nsections: [{title: T, bullets: ['9', '4 of 5']}]")
    page, text = ("A B\nT\n• 9\n• 4 of 5", "A B\nT\n- 9\n- 4 of 5")
    kinds = {
        words: [it.kind for it in verify(outline, Extract("r", words, drawn=drawn)).findings]
        for words, drawn in ((page, True), (page.replace("• 9", "- 9"), True), (text, False))
    }
    assert list(kinds.values()) == [[], ["garbled"], []]
