"""Right-to-left text leaves what is written with signs as it is; lines run as most words do."""

from __future__ import annotations

import pytest
from lxml import html

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
