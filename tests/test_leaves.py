"""Whole CVs of any shape: each text that their author typed stands in its place, in every format.

The texts are those that programs which make CVs stumble over. Who judges a file did not write it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from foreign import content
from fuzzing import examples
from hypothesis import given
from hypothesis import strategies as st
from judges import by_document_xml, by_lxml, by_markdown_it, by_pdfium, by_pypdf

from cvrender import theme
from cvrender.checks.validate import validate
from cvrender.compose import compose
from cvrender.extract import extract
from cvrender.model import CV
from cvrender.readers import registry as readers
from cvrender.renderers import registry
from cvrender.syntax import parse
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvrender.outline import Outline

pytestmark = pytest.mark.unwatched  # whole CVs of every kind run the lines that single ones run

WORDS = {
    "en": [
        *("C#", "C++", "vector<int>", "Map<String, Foo>", "<AI>", "5*3*2", "snake_case", "a__b__"),
        *("#hashtag", "AT&T", "&amp;", "&#65;", "$100", "100 %", "~", "\\n", "{{ x }}", "{% if %}"),
        *("“so”", "'so'", '"so"', "it’s", "1. One", "-so", "> so", "a|b", "e\u0301", "Ångström"),
        *("https://so.example/a_b", "[x]", "(y)", "<!-- z -->", "</p>", "%s", "C:\\new", "Łódź"),
    ],
    "de": ["Größe", "Straße", "„Maß“", "R&D", "Fa. Öhler & Söhne", "50 €", "«Züge»", "§ 5", "C++"],
    "ru": ["Инженер", "ёлка", "«Заря»", "C++", "СССР", "№ 5", "по-русски", "Й"],
    "ja": ["東京", "エンジニア", "C++", "さくら「花」", "ﾊﾝｶｸ", "令和５年"],
    "ar": ["مهندسة", "القاهرة", "C++", "لغة", "٢٠٢٠", "كُتُب"],
}
SHOWN = (
    *("name", "headline", "phone", "title", "authors", "venue", "doi", "organization", "location"),
    *(
        "details",
        "url",
        "summary",
        "label",
        "text",
        "entries",
        "publications",
        "bullets",
        "facts",
        "keywords",
    ),
    *("roles", "sections"),
)
"""The keys of what is typed, dates apart, in the order in which a page shows them."""
KINDS = ["work", "education", "skills", "languages", "interests", "references", "awards", "talks"]


@st.composite
def cvs(draw: st.DrawFn, languages: tuple[str, ...] = tuple(WORDS)) -> dict[str, Any]:
    """A CV in cvrender's own shape."""
    language = draw(st.sampled_from(languages))
    parts = st.lists(st.sampled_from(WORDS[language]), min_size=1, max_size=4)
    text = parts.map(" ".join)
    texts = st.lists(text, max_size=2)
    facts = st.lists(st.fixed_dictionaries({"label": text, "text": text}), max_size=2)
    below = st.fixed_dictionaries({"text": text, "bullets": texts})
    bullets = st.lists(st.one_of(text, below), max_size=2)
    dates = st.sampled_from([{}, {"date": "2020"}, {"start": "2019-05"}, {"end": "2012"}])
    told = {"summary": text, "bullets": bullets, "facts": facts, "keywords": texts}
    named = {"organization": text, "location": text, "url": st.just("https://so.example/x")}

    def dated(**optional: Any) -> st.SearchStrategy[dict[str, Any]]:
        shape = st.fixed_dictionaries({"title": text}, optional=optional)
        return st.builds(lambda one, when: one | when, shape, dates)

    jobs = {"roles": st.lists(dated(**told), max_size=2)}
    paper = {"authors": texts, "venue": text, "doi": st.just("10.1000/so"), "summary": text}
    papers = st.fixed_dictionaries({"title": text}, optional=paper)
    section = st.fixed_dictionaries(
        {"title": text, "kind": st.sampled_from(KINDS)},
        optional={
            "text": text,
            "entries": st.lists(dated(**named, **told, **jobs), max_size=2),
            "publications": st.lists(papers, max_size=1),
            "bullets": bullets,
            "facts": facts,
        },
    )
    whole = st.fixed_dictionaries(
        {"name": text, "language": st.just(language)},
        optional={
            "headline": text,
            "phone": st.just(["+49 30 12"]),
            "location": text,
            "details": texts,
        },
    )
    return draw(whole) | {"sections": draw(st.lists(section, min_size=1, max_size=3))}


def leaves(value: Any, key: str = "") -> Iterator[str]:
    """The texts of a CV as they are seen, in their order."""
    if isinstance(value, dict):
        for inner in filter(value.get, SHOWN):
            yield from leaves(value[inner], inner)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, key)
    else:
        yield value.removeprefix("https://") if key == "url" else value


def outlined(data: dict[str, Any]) -> Outline:
    node, _ = parse(json.dumps(data).encode(), "cv.json")
    return compose(validate(readers.translate(node).node, CV))


def made(outline: Outline, form: str) -> bytes:
    return registry.load(form).render(outline, theme.find("classic"))


def by_json(data: bytes) -> str:
    """The texts, with commas as between the words of a list."""

    def texts(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            for inner in value.values() if isinstance(value, dict) else value:
                yield from texts(inner)

    return ", ".join(texts(json.loads(data)))


def unspaced(text: str) -> str:
    """``text`` without white space: where lines break, Japanese has none."""
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))


def assert_in_order(text: str, data: dict[str, Any]) -> None:
    rest = unspaced(text)
    for leaf in leaves(data):
        _, found, rest = rest.partition(unspaced(leaf))
        assert found, f"“{leaf}” is missing or out of order"


def assert_verified(outline: Outline, file: bytes, form: str) -> None:
    for read in extract(file, registry.load(form).suffix):
        assert verify(outline, read).good, form


IN_ORDER = {"docx": by_document_xml, "html": by_lxml, "md": by_markdown_it, "txt": bytes.decode}


@examples(10)
@given(cvs())
def test_every_text_of_a_cv_stands_in_its_place_and_verify_finds_it(data: dict[str, Any]) -> None:
    outline = outlined(data)
    for form, read in IN_ORDER.items():
        file = made(outline, form)
        assert_in_order(read(file), data)
        assert_verified(outline, file, form)


@examples(4, 1_000)
@given(cvs(("en", "de", "ru")))
def test_every_text_of_a_cv_stands_in_its_place_in_a_pdf(data: dict[str, Any]) -> None:
    pdf = made(outlined(data), "pdf")
    assert_in_order(by_pypdf(pdf), data)
    assert_in_order(by_pdfium(pdf), data)


@examples(15)
@given(cvs())
def test_every_text_of_a_cv_stands_in_its_json_resume_which_reads_back(
    data: dict[str, Any],
) -> None:
    outline = outlined(data)
    file = made(outline, "jsonresume")
    text = unspaced(by_json(file))
    for leaf, count in Counter(map(unspaced, leaves(data))).items():
        assert text.count(leaf) >= count, f"“{leaf}” is missing"
    assert_verified(outline, file, "jsonresume")
    assert content(outlined(json.loads(file))) == content(outline)
