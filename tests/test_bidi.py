"""Right-to-left text leaves what is written with signs as it is; lines run as most words do."""

from __future__ import annotations

import pytest
from lxml import html
from wordfile import W, outline_of, rendered

from cvrender import theme
from cvrender.checks.validate import validate
from cvrender.compose import compose
from cvrender.inline import Span
from cvrender.model import CV
from cvrender.outline import Line
from cvrender.renderers import registry
from cvrender.renderers.bidi import islands
from cvrender.syntax import parse_yaml


@pytest.mark.parametrize(
    ("text", "set_apart"),
    [
        ("باستخدام C++ (و Rust)", ["C++"]),
        ("خبرة في C# و.NET (مع Kubernetes, C++) منذ 2019", ["C#", ".NET", "Kubernetes, C++"]),
        ("وvector<int> [في", ["vector<int>"]),
        ("خبرة (Go (C++)) و", []),
        ("الهاتف +49 30 1234567، تابع @lina", ["+49 30 1234567", "@lina"]),
        ("فريق Platform Engineering من 12 (2019–2021) في Acme Ltd.", []),
        ("بنسبة 30% من 1,200 € في 2022/2023", []),
    ],
)
def test_what_would_come_apart_is_set_by_itself(text: str, set_apart: list[str]) -> None:
    parts = list(islands(text))
    assert "".join(part for part, _ in parts) == text
    assert [part for part, island in parts if island] == set_apart


@pytest.mark.parametrize(
    ("text", "around", "direction"),
    [
        ("Senior Engineer (مهندس أول) في الشركة", "rtl", "rtl"),
        ("Senior Engineer at Acme (برلين)", "rtl", "ltr"),
        ("مهندس Senior Backend Engineer", "rtl", "rtl"),
        ("العربية (Arabic): native", "ltr", "ltr"),
        ("نشرت بحثا في Nature عن الأنهار", "ltr", "rtl"),
        ("2019–2021", "rtl", "rtl"),
    ],
)
def test_a_line_turns_where_its_start_and_most_words_do(
    text: str, around: str, direction: str
) -> None:
    assert Line((Span(text),)).direction(around) == direction


def test_code_runs_from_left_to_right_in_an_arabic_page() -> None:
    text = "name: A\nlanguage: ar\nsections: [{title: أ, bullets: ['لغة C++ و`a[0]`']}]"
    outline = compose(validate(parse_yaml(text, "cv.yaml"), CV))
    page = html.fromstring(registry.load("html").render(outline, theme.find("classic")).decode())
    (item,) = page.iter("li")
    assert [(part.tag, part.get("dir"), part.text) for part in item] == [
        ("bdi", "ltr", "C++"),
        ("code", "ltr", "a[0]"),
    ]


@pytest.mark.parametrize(
    ("code", "text", "direction"),
    [
        ("en", "كلام عربي **مهم**.", None),
        ("en", "Plain words.", ""),
        ("he", "Led a team of 5 engineers (Haifa), then left.", "0"),
        ("he", "עבדה ב-Acme Ltd. ועברה", ""),
        ("fa", "2019–2021.", ""),
        ("ar", "Wrote `a[0]`.", "0"),
    ],
)
def test_a_paragraph_of_word_runs_as_its_line(code: str, text: str, direction: str | None) -> None:
    source = (
        f"name: A\nlanguage: {code}\nsections: [{{title: T, text: '{text}', bullets: ['{text}']}}]"
    )
    _, _, *lines = rendered(outline_of(source)).body.iter(f"{W}p")
    found = [paragraph.find(f"{W}pPr/{W}bidi") for paragraph in lines]
    assert ["" if it is None else it.get(f"{W}val") for it in found] == [direction] * 2


@pytest.mark.parametrize(
    ("place", "words", "runs"),
    [
        ("organization", "Acme Ltd.", [("Acme Ltd.", False)]),
        ("title", "Head (Sales)!", [("Head (Sales)!", False)]),
        ("organization", "בנק הפועלים בע״מ.", [("בנק הפועלים בע״מ.", True)]),
    ],
)
def test_a_line_beside_others_in_word_keeps_its_stop_at_its_end(
    place: str, words: str, runs: list[tuple[str, bool]]
) -> None:
    parts = {"title": "מהנדסת", "organization": "בנק", place: words}
    source = f"name: נטע\nlanguage: he\nsections: [{{title: א, entries: [{parts}]}}]"
    body = rendered(outline_of(source)).body
    words_of = {run: "".join(run.itertext(f"{W}t")) for run in body.iter(f"{W}r")}
    found = [(text, run.find(f"{W}rPr/{W}rtl") is not None) for run, text in words_of.items()]
    assert [run for run in found if run[0] in words] == runs
