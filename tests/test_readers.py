"""Files of other tools are sources like any other; nothing in them is lost without a word.

``tests/sources/*.txt`` say what is read of the file of that name: a line a text, links behind
arrows, and below the rule what the author is told.
"""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from foreign import lines, resume

from cvrender import pipeline
from cvrender.errors import SourceError, stop_at
from cvrender.readers import registry
from cvrender.syntax import parse

SOURCES = Path(__file__).parent / "sources"
ODD = ("odd-resume.json", "odd-rendercv.yaml")


def read(path, monkeypatch):
    monkeypatch.chdir(path.parent)
    return pipeline.read(Path(path.name))


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_is_read_and_what_is_left_out_is_told(name, monkeypatch):
    source = read(SOURCES / name, monkeypatch)
    expected = (SOURCES / name).with_suffix(".txt").read_text("utf-8").splitlines()
    assert [*lines(source), "---", *map(str, source.warnings)] == expected
    assert all(warning.warning for warning in source.warnings)


def texts(value, path=()):
    """The leaves of a source that are texts, with the keys that lead to them."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from texts(child, (*path, key))
    elif isinstance(value, list):
        for child in value:
            yield from texts(child, path)
    elif isinstance(value, str) and value.strip() and path[0] not in ("meta", "$schema"):
        yield path, value


def bare(text):
    return "".join(char for char in text if char.isalnum())


@pytest.mark.parametrize("name", ODD)
def test_every_text_of_an_odd_file_is_shown_or_named(name, monkeypatch):
    written = parse((SOURCES / name).read_bytes(), name)[0].plain()
    source = read(SOURCES / name, monkeypatch)
    shown = bare("".join(lines(source)))
    told = " ".join(map(str, source.warnings))
    changed = {"summary", "startDate", "endDate", "date", "start_date", "end_date", "website"}
    lost = [
        (path, text)
        for path, text in texts(written)
        if path[-1] not in {*changed, "fontawesome_icon", "theme", "language"}
        and not all(bare(part) in shown for part in text.removeprefix("https://").split("@"))
        and text not in told
        and not any(f"`{key}`" in told or f".{key}`" in told for key in path)
    ]
    assert lost == []


def test_json_resume_written_as_yaml_reads_the_same(tmp_path, monkeypatch):
    written = yaml.load((SOURCES / ODD[0]).read_text("utf-8"), yaml.BaseLoader)
    (tmp_path / "resume.yaml").write_text(yaml.safe_dump(written, sort_keys=False), "utf-8")
    again = read(tmp_path / "resume.yaml", monkeypatch)
    assert lines(again)[:20] == lines(read(SOURCES / ODD[0], monkeypatch))[:20]


def test_a_link_that_may_not_be_followed_is_shown_as_written_and_told(tmp_path):
    path = tmp_path / "resume.json"
    path.write_text(
        '{"basics": {"name": "Alex"},\n "work": [{"name": "Acme",\n'
        '  "summary": "See [this](javascript:alert) and [that](notes.txt)."}]}',
        "utf-8",
    )
    source = pipeline.read(path)
    assert lines(source)[-1] == "See [this](javascript:alert) and [that](notes.txt)."
    assert [str(warning).removeprefix(str(path)) for warning in source.warnings] == [
        ":3:14: warning: the link to `javascript:alert` is shown as written",
        ":3:14: warning: the link to `notes.txt` is shown as written",
    ]


def test_a_resume_that_a_list_or_one_key_holds_is_read(tmp_path):
    path = tmp_path / "resume.json"
    for text in ('[{"basics": {"name": "Alex"}}]', '{"resume": {"basics": {"name": "Alex"}}}'):
        path.write_text(text, "utf-8")
        assert lines(pipeline.read(path)) == ["Alex"]
    path.write_text('{"basics": [{"name": "Alex"}], "work": ["Dev"], "skills": ["Go"]}', "utf-8")
    assert lines(pipeline.read(path)) == ["Alex", "Experience", "Dev", "Skills", "Go"]


def test_a_resume_that_names_nobody_is_a_fault_at_the_empty_name(tmp_path):
    path = tmp_path / "resume.json"
    path.write_text('{"basics": {\n  "name": ""}, "skills": ["Go"]}', "utf-8")
    with pytest.raises(SourceError) as caught:
        pipeline.read(path)
    assert [str(fault) for fault in caught.value.faults] == [f"{path}:2:11: `name` is empty"]


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        ("name: A\nsections: [{title: B}]", "native"),
        ("name: A", "native"),
        ("cv: {name: A}", "rendercv"),
        ("basics: {name: A}", "jsonresume"),
        ('{"work": [], "skills": []}', "jsonresume"),
        ('{"$schema": "https://example.org/resume-schema.json"}', "jsonresume"),
        ('{"personalInfo": {"fullName": "A"}}', "jsonresume"),
        ('{"workExperience": [], "skills": []}', "jsonresume"),
        ('[{"basics": {"name": "A"}}]', "jsonresume"),
        ('{"resume": {"basics": {"name": "A"}}}', "jsonresume"),
        ('{"resume": {"basics": {"name": "A"}}, "more": "B"}', "native"),
        ('{"cv": {"work": [], "skills": []}}', "rendercv"),
        ("cv:", "rendercv"),
        ("cv: A", "native"),
    ],
)
def test_a_format_is_recognised_by_its_content(text, reader):
    assert registry.recognise(parse(text.encode(), "file")[0]).name == reader


def test_a_file_that_does_not_say_its_language_has_that_of_its_texts(tmp_path: Path) -> None:
    said = "تطوير منصة الدفع وإدارة فريق الدعم"
    job = {"position": "مدير", "startDate": "2020", "summary": said}
    source = resume(tmp_path, work=[job])
    assert source.cv.language == "ar"
    (warning,) = source.warnings
    assert warning.message == "the file names no language: Arabic is used, as in its texts"
    assert warning.hint == 'name it: `"meta": {"language": "ar"}`'
    assert resume(tmp_path, work=[job], meta={"language": "ar"}).warnings == ()
    for tag, code in {
        "en-GB": "en",
        "zh-TW": "zh-Hant",
        "zh_Hant_HK": "zh-Hant",
        "zh-CN": "zh",
    }.items():
        assert resume(tmp_path, work=[job], meta={"language": tag}).cv.language == code
    path = tmp_path / "cv.yaml"
    path.write_text(f"cv:\n  name: A\n  sections: {{work: [{said}]}}\n", "utf-8")
    source = pipeline.read(path)
    assert source.cv.language == "ar"
    assert [warning.hint for warning in source.warnings] == ["name it: `locale: {language: ar}`"]


def test_a_language_that_we_have_no_words_in_is_told(tmp_path: Path) -> None:
    told = "English is used"
    source = resume(tmp_path, work=[{"name": "Acme"}], meta={"language": "tlh"})
    assert (source.cv.language, source.warnings[0].message) == (
        "en",
        f"unknown language `tlh`: {told}",
    )
    path = tmp_path / "cv.yaml"
    path.write_text("cv: {name: A, sections: {a: [b]}}\nlocale: {language: klingon}\n")
    source = pipeline.read(path)
    assert (source.cv.language, source.warnings[-1].message) == (
        "en",
        f"unknown language `klingon`: {told}",
    )


@pytest.mark.parametrize(
    "thin",
    [
        "cv: {name: A}",
        "cv: {name: A, sections: }",
        "basics: {name: A}\nwork: []",
        "{name: A, sections: []}",
    ],
)
def test_a_file_that_holds_a_person_alone_is_read_with_a_warning(thin: str, tmp_path: Path) -> None:
    path = tmp_path / "cv.yaml"
    path.write_text(thin)
    source = pipeline.read(path)
    assert lines(source) == ["A"]
    assert [warning.message for warning in source.warnings] == [
        "there are no sections: only the name and the contacts are shown"
    ]


def test_the_cv_of_an_al_folio_site_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    source = read(SOURCES / "al-folio.yml", monkeypatch)
    assert lines(source) == [
        *("Ada Example", "General Information", "Date of Birth", "14 March 1979"),
        *("Languages", "English, German"),
        *("Education", "PhD", "2005", "University of Bonn", "One.", "Two", "Sub one", "Sub two"),
        *("Experience", "Professor", "2008 – 2009", "University of Ghent", "A chair"),
        *("Honors and Awards", "First Prize", "2011", "Second Prize", "2011"),
        *("Academic Interests", "Topic 1.", "Description 1., Description 2."),
        *("Other Interests", "Hobbies: Hobby 1, Hobby 2"),
    ]
    assert source.warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        "basics: {name: A}\nwork:\n  - summary: Leave #Currently away\n",
        "cv:\n  name: A\n  sections:\n    a:\n      - Leave #Currently away\n",
    ],
)
def test_a_comment_that_may_be_text_is_no_fault_in_the_file_of_another_tool(
    text: str, tmp_path: Path
) -> None:
    path = tmp_path / "cv.yaml"
    path.write_text(text)
    source = pipeline.read(path)
    assert lines(source)[-1] == "Leave"
    tight = [warning for warning in source.warnings if warning.code == "tight-comment"]
    assert ["put the text in quotes" in warning.hint for warning in tight] == [True]
    path.write_text("name: A\nsections: [{title: B, text: C}]\nheadline: D #E\n")
    with pytest.raises(SourceError, match="drops it from the text"):
        pipeline.read(path)


@pytest.mark.parametrize(
    ("parts", "keys"),
    [
        ({"hat_data": {"sold": [{"t": "x"}]}}, "`hat_data` is no key of it"),
        ({"first": ["a b"], "second": {"a": "b"}}, "`first` and `second` are no keys of it"),
        ({"hat_data": {"a": "b"}, "skills": ["Go"]}, ""),
        ({"summary": "Words.", "skills": ["Go"]}, ""),
    ],
)
def test_a_resume_of_a_shape_of_its_own_is_told_what_is_recognised(tmp_path, parts, keys):
    told = [(w.code, w.message) for w in resume(tmp_path, **parts).warnings]
    message = f"only the person is recognised, as JSON Resume: {keys}, shown as typed"
    assert told == [("unknown-shape", message)] * bool(keys)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("candidate: {a: b}\nposts: [c]", "unknown-shape"),
        ("nmae: A\nsectoins: []", "unknown-key"),
        ("fullname: A\nheadlnie: B", "unknown-key"),
    ],
)
def test_a_file_of_keys_that_nobody_knows_is_told_in_one_sentence(tmp_path, text, code):
    path = tmp_path / "cv.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError) as error:
        pipeline.read(path)
    assert {fault.code for fault in error.value.faults} - {"missing-key"} == {code}


def test_strict_makes_no_fault_of_the_order_of_another_tools_file(tmp_path):
    jobs = [{"position": f"P{it}", "startDate": it, "endDate": it} for it in ("2001", "2002")]
    source = resume(tmp_path, work=jobs)
    assert [(w.code, w.hint) for w in source.warnings] == [("other-order", "move it up")]
    stop_at(source.warnings)
    with pytest.raises(SourceError):
        stop_at(tuple(replace(w, code="oldest-first") for w in source.warnings))


def test_objects_where_a_text_is_usual_lose_nothing_and_show_no_key(tmp_path):
    def leaf(text, **more):
        return {"type": "text", "text": text, **more}

    def block(kind, *held):
        return {"type": kind, "content": [*held]}

    point = block("listItem", block("paragraph", leaf("one")))
    hello = block("paragraph", leaf("Hello "), leaf("you", marks=[{"type": "bold"}]))
    lexical = {"root": {"type": "root", "children": [{"children": [{"text": "Lexical"}]}]}}
    job = {
        "name": {"text": "Acme", "url": "https://acme.example"},
        "position": {"title": "Lead", "level": "Senior"},
        "description": lexical,
        "highlights": [
            {"bullet": "Only"},
            {"achievement": "Won", "metrics": ["10 %", "2x"]},
            {"text": "Above", "subpoints": ["a", "b"]},
            {"type": "paragraph", "children": [{"text": "Slate "}, {"text": "b", "italic": True}]},
        ],
    }
    person = {
        "name": "A",
        "label": {"text": "Engineer"},
        "summary": block("doc", hello, block("bulletList", point)),
    }
    skills = [{"category": "Cloud", "skills": {"aws": "good", "gcp": "ok"}}]
    source = resume(tmp_path, basics=person, work=[job], skills=skills)
    assert lines(source) == [
        "A", "Engineer", "Summary", "Hello you", "one", "Experience", "Lead (Senior)",
        "Acme  → https://acme.example", "Lexical", "Only", "Won (10 %, 2x)", "Above", "a", "b",
        "Slate b", "Skills", "Cloud", "aws: good, gcp: ok",
    ]  # fmt: skip
    assert source.warnings == ()
