"""Any text, through every reader and every format: each character arrives, or a fault names it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from fuzzing import examples
from hypothesis import example, given
from hypothesis import strategies as st

from cvrender import jsontext, theme
from cvrender.compose import compose
from cvrender.errors import GlyphError, SourceError
from cvrender.extract import extracts
from cvrender.model import CV
from cvrender.readers import bibtex
from cvrender.readers import registry as readers
from cvrender.renderers import registry
from cvrender.validate import validate
from cvrender.verify import verify

if TYPE_CHECKING:
    from cvrender.outline import Outline

SLOW = {"pdf", "png"}
QUICK = [name for name in registry.names() if name not in SLOW and name != "jsonresume"]
ODD = (
    "\0\a\b\t\n\v\f\r\x1b\x7f\x85\xa0\xad",  # controls, spaces, the soft hyphen
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2066\u2069\u2060\ufeff",  # bidi and invisible
    "\u2028\u2029\u3000\u1680\u2003",  # separators
    "\u0301\u0308\u20e3\u0e33\u0bcd\u1100\u1161\u11a8",  # combining, Thai, Tamil, Hangul
    "\ud800\udfff\ufffe\uffff\U0010ffff\ue000\ufffd",  # surrogates, non-characters, private
    "ﬁﬂſßẞİıΐŉ",  # ligatures, and letters that change their number
    "שלוםأهلا12٣",  # right to left, digits
    "日本語中文한국어👩\u200d💻🇸🇪1️⃣",
    "*_`[](){}<>&;#@!|\\/~^$%\"':-–—.,·•",  # marks of YAML, Markdown, HTML, CSS
)
CHARACTERS = st.one_of(
    st.sampled_from("".join(ODD)), st.characters(), st.sampled_from("abc XYZ 09.,-")
)
TEXTS = st.one_of(st.text(CHARACTERS, max_size=30), st.sampled_from(ODD))


@st.composite
def sources(draw: st.DrawFn) -> dict[str, Any]:
    """A CV in cvrender's own shape, any text in any place."""
    text = draw(st.lists(TEXTS, min_size=12, max_size=12))
    bullet = {"text": text[0], "bullets": [text[1]]}
    entry = {
        "title": text[2],
        "organization": text[3],
        "location": text[4],
        "date": draw(st.one_of(st.just("2020"), TEXTS)),
        "summary": text[5],
        "bullets": [bullet],
        "keywords": [text[6]],
    }
    return {
        "name": draw(st.one_of(st.just("Ada"), TEXTS)),
        "headline": text[7],
        "location": text[8],
        "sections": [
            {"title": text[9] or "Work", "entries": [entry]},
            {"title": "Facts", "facts": {text[10]: text[11]}},
        ],
    }


def outlined(data: dict[str, Any]) -> Outline | None:
    """The Outline of a source, or None where faults name what is wrong with it."""
    try:
        node, known = jsontext.read(json.dumps(data), "cv.json")
        return compose(validate(readers.translate(node).node, CV, known))
    except SourceError:
        return None


def arrived(outline: Outline, form: str) -> None:
    """Every line stands in the file, to the last character, or a fault names what does not."""
    try:
        data = registry.load(form).render(outline, theme.find("classic"))
    except (GlyphError, SourceError):
        return
    for extract in extracts(data, registry.load(form).suffix):
        report = verify(outline, extract)
        assert report.good, (form, report.findings)


@examples(25)
@given(sources())
def test_any_text_arrives_in_every_quick_format(data: dict[str, Any]) -> None:
    outline = outlined(data)
    if outline is not None:
        for form in QUICK:
            arrived(outline, form)


@examples(8, 1_000)
@given(sources())
def test_any_text_arrives_in_a_pdf_or_is_named(data: dict[str, Any]) -> None:
    outline = outlined(data)
    if outline is None:
        return
    try:
        pdf = registry.load("pdf").render(outline, theme.find("classic"))
    except GlyphError as undrawn:
        missing = set(undrawn.missing)
    else:
        missing = {character for extract in extracts(pdf, ".pdf") for character in extract.text}
        assert all(verify(outline, extract) for extract in extracts(pdf, ".pdf"))
    assert missing & set("".join(map(str, outline.lines())))


KEYS = [
    *("basics", "name", "label", "email", "phone", "url", "profiles", "network", "summary"),
    *("work", "position", "startDate", "highlights", "education", "cv", "sections", "company"),
    *("start_date", "design", "locale", "title", "entries", "bullets", "facts", "text", "roles"),
]
JSON = st.recursive(
    st.one_of(TEXTS, st.none(), st.booleans(), st.floats(), st.integers()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=12,
)


@examples(100)
@given(st.dictionaries(st.sampled_from(["basics", "work", "cv", "skills", "sections"]), JSON))
def test_any_data_is_a_cv_or_faults(data: dict[str, Any]) -> None:
    outline = outlined(data)
    if outline is not None:
        arrived(outline, "html")


@examples(25)
@given(TEXTS, TEXTS, st.sampled_from(["basics", "cv"]))
@example("\ud800", "\u202e", "basics")
def test_any_text_of_others_is_a_cv_or_faults(name: str, text: str, kind: str) -> None:
    foreign = {
        "basics": {
            "basics": {"name": name, "label": text, "summary": text},
            "work": [{"name": text, "position": name, "highlights": [text], "startDate": "2020"}],
            "skills": [{"name": text, "keywords": [name]}],
        },
        "cv": {
            "cv": {
                "name": name,
                "sections": {text: [{"company": name, "position": text, "highlights": [text]}]},
            }
        },
    }
    outline = outlined(foreign[kind])
    if outline is not None:
        for form in QUICK:
            arrived(outline, form)


LONG = [
    {
        "title": "s" * 500,
        "entries": [
            {
                "title": "t" * 500,
                "organization": "o" * 500,
                "location": "l" * 500,
                "date": "d" * 100,
            }
        ],
        "facts": {"f" * 500: "x" * 1_000},
    }
]
"""The longest lines that are let in, each of one word."""


@pytest.mark.parametrize("form", [*QUICK, "pdf"])
@pytest.mark.parametrize(
    "data",
    [
        {"name": "Ada", "sections": [{"title": "A", "text": "y" * 1_000}]},
        {"name": "y" * 500, "website": f"https://example.org/{'y' * 1_900}", "sections": LONG},
        {"name": "Ada", "sections": [{"title": "A", "bullets": ["Did it."] * 500}]},
        {"name": "Ada", "sections": [{"title": "", "text": "", "entries": [], "facts": {}}]},
        {"name": "", "headline": "", "email": [], "sections": []},
    ],
    ids=["words", "lines", "500 bullets", "empty section", "empty everything"],
)
def test_a_source_of_any_measure_arrives_or_has_faults(data: dict[str, Any], form: str) -> None:
    outline = outlined(data)
    if outline is not None:
        arrived(outline, form)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", '{"a": ', "  " * 20 + "a:\n"])
def test_nesting_without_end_is_a_fault(opening: str) -> None:
    with pytest.raises(SourceError):
        jsontext.read(opening * 100_000, "cv.yaml")


@examples(100)
@given(st.text(st.one_of(st.sampled_from("@{}=,\"\\'~$ \n"), CHARACTERS), max_size=60))
def test_any_bibliography_is_publications_or_faults(text: str) -> None:
    source = "name: Ada\nsections: [{title: A, publications: {bibtex: a.bib}}]\n"
    node, _ = jsontext.read(source, "cv.yaml")
    bibtex.expanded(
        node, lambda _: f"@article{{a, title = {{{text}}}}}\n{text}".encode("utf-8", "replace")
    )
