"""Any text, through every reader and every format: each character arrives, or a fault names it."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from fuzzing import examples
from hypothesis import given
from hypothesis import strategies as st

from cvrender import theme
from cvrender.checks.validate import validate
from cvrender.compose import compose
from cvrender.errors import GlyphError, SourceError
from cvrender.extract import extract
from cvrender.model import CV
from cvrender.readers import bibliography
from cvrender.readers import registry as readers
from cvrender.renderers import registry
from cvrender.syntax import parse
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


SECTION = st.lists(TEXTS, min_size=10, max_size=10).map(
    lambda text: {
        "title": text[0],
        "entries": [
            {
                "title": text[1],
                "organization": text[2],
                "location": text[3],
                "date": text[4],
                "summary": text[5],
                "bullets": [{"text": text[6], "bullets": [text[7]]}],
                "keywords": [text[8]],
            }
        ],
        "facts": {text[8]: text[9]},
    }
)
"""Any text in any place of a section of cvrender's own shape."""
JOB = st.lists(TEXTS, min_size=4, max_size=4).map(
    lambda text: {
        "name": text[0],
        "company": text[0],
        "position": text[1],
        "summary": text[2],
        "highlights": [text[3], text[0]],
    }
)
"""Any text in any place of a job as JSON Resume and RenderCV write it."""
FORMATS = {
    "own": '{"name": "Ada", "sections": [\n%s\n]}',
    "bullets": '{"name": "Ada", "sections": [{"title": "Work", "bullets": [\n%s\n]}]}',
    "json resume": '{"basics": {"name": "Ada"}, "work": [\n%s\n]}',
    "rendercv": '{"cv": {"name": "Ada", "sections": {"Work": [\n%s\n]}}}',
}
"""Of what a source consists, an item a line."""


def outlined(text: str) -> Outline:
    node, known = parse(text.encode("utf-8", "surrogatepass"), "cv.json")
    return compose(validate(readers.translate(node).node, CV, known))


def sound(form: str, items: list[Any]) -> Outline | None:
    """The Outline of the items in which no fault is found; each fault names the line of one."""
    while items:
        try:
            return outlined(FORMATS[form] % ",\n".join(map(json.dumps, items)))
        except SourceError as error:
            faulty = {fault.position.line - 2 for fault in error.faults}
        left = [item for index, item in enumerate(items) if index not in faulty]
        if left == items:
            assert not any(map(words, items)), "the faults stand in no item"
            return None
        items = left
    return None


def words(item: Any) -> str:
    """All texts of an item."""
    inner = item.values() if isinstance(item, dict) else item
    return item if isinstance(item, str) else "".join(map(words, inner))


def arrived(outline: Outline, form: str) -> None:
    """Every line stands in the file, to the last character, or a fault names what does not."""
    try:
        data = registry.load(form).render(outline, theme.find("classic"))
    except (GlyphError, SourceError):
        return
    for read in extract(data, registry.load(form).suffix):
        report = verify(outline, read)
        assert report.good, (form, report.findings)


@examples(3, 1_000)
@given(st.lists(SECTION, min_size=20, max_size=20))
def test_any_text_arrives_in_every_quick_format(sections: list[Any]) -> None:
    outline = sound("own", sections)
    for form in QUICK if outline else ():
        arrived(outline, form)


@pytest.mark.unwatched
@examples(2, 100)
@given(st.lists(TEXTS, min_size=120, max_size=120))
def test_any_text_arrives_in_a_pdf_or_is_named(texts: list[str]) -> None:
    """First every character that no font has is named; then what is left is set and read back."""
    while outline := sound("bullets", texts):
        try:
            pdf = registry.load("pdf").render(outline, theme.find("classic"))
            break
        except GlyphError as error:
            missing = set(error.missing)
        assert missing & set("".join(texts))
        texts = [text for text in texts if not missing & set(text)]
    for read in extract(pdf, ".pdf") if outline else ():
        lost = {finding.line for finding in verify(outline, read).findings}
        kept = "\n".join(str(line) for line in outline.lines() if line not in lost)
        assert not Counter(letters(kept)) - Counter(letters(read.text))


def letters(text: str) -> str:
    """What no reader of a PDF may change unnoticed, whatever it does to marks and ligatures."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))


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


@examples(50)
@given(st.dictionaries(st.sampled_from(["basics", "work", "cv", "skills", "sections"]), JSON))
def test_any_data_is_a_cv_or_faults(data: dict[str, Any]) -> None:
    try:
        outline = outlined(json.dumps(data))
    except SourceError:
        return
    arrived(outline, "html")


@examples(3, 1_000)
@given(st.lists(JOB, min_size=20, max_size=20), st.sampled_from(["json resume", "rendercv"]))
def test_any_text_of_others_arrives_in_every_quick_format(jobs: list[Any], form: str) -> None:
    outline = sound(form, jobs)
    for quick in QUICK if outline else ():
        arrived(outline, quick)


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


@pytest.mark.unwatched
@pytest.mark.parametrize("form", [*QUICK, "pdf"])
@pytest.mark.parametrize(
    "data",
    [
        {"name": "Ada", "sections": [{"title": "A", "text": "y" * 1_000}]},
        {"name": "y" * 500, "website": f"https://example.org/{'y' * 1_900}", "sections": LONG},
        {"name": "Ada", "sections": [{"title": "A", "bullets": ["Did it."] * 100}]},
        {"name": "Ada", "sections": [{"title": "", "text": "", "entries": [], "facts": {}}]},
        {"name": "", "headline": "", "email": [], "sections": []},
    ],
    ids=["words", "lines", "100 bullets", "empty section", "empty everything"],
)
def test_a_source_of_any_measure_arrives_or_has_faults(data: dict[str, Any], form: str) -> None:
    try:
        outline = outlined(json.dumps(data))
    except SourceError:
        return
    arrived(outline, form)


@pytest.mark.unwatched
@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", '{"a": '])
def test_nesting_without_end_is_a_fault(opening: str) -> None:
    with pytest.raises(SourceError):
        parse(opening.encode() * 5_000, "cv.yaml")


@examples(50)
@given(st.text(st.one_of(st.sampled_from("@{}=,\"\\'~$ \n"), CHARACTERS), max_size=60))
def test_any_bibliography_is_publications_or_faults(text: str) -> None:
    source = "name: Ada\nsections: [{title: A, publications: {bibtex: a.bib}}]\n"
    node, _ = parse(source.encode(), "cv.yaml")
    bibliography.expanded(
        node, lambda _: f"@article{{a, title = {{{text}}}}}\n{text}".encode("utf-8", "replace")
    )
