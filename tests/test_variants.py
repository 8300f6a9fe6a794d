"""One source, many readers: what a variant shows, and what of a source has no effect."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pytest

from cvrender import pipeline
from cvrender.errors import SourceError, UsageError
from cvrender.extract import extract

if TYPE_CHECKING:
    from pathlib import Path

    from cvrender.extract import Extract
    from cvrender.extract.process import ReaderProcess

DISABLE = pikepdf.ObjectStreamMode.disable

SOURCE = """\
name: Alex Doe
headline: Engineer
variants:
  backend: {include: [go], exclude: [old], headline: Backend Engineer, sections: [Stack, work]}
  lead: {exclude: go}
sections:
  - kind: work
    entries:
      - {title: Plain, bullets: [always, {text: go only, tags: go}]}
      - {title: Old go, tags: [go, old]}
      - organization: Acme
        roles: [{title: Role for go, tags: go}]
  - title: Stack
    facts:
      - {label: Go, text: "1.22", tags: go}
  - {title: End, text: Bye}
"""
ALL = [
    *("Work", "Plain", "always", "go only", "Old go", "Acme", "Role for go"),
    *("Stack", "Go", "1.22", "End", "Bye"),
]


@pytest.fixture
def source(tmp_path: Path) -> pipeline.Source:
    return written(tmp_path, SOURCE)


def written(folder: Path, text: str) -> pipeline.Source:
    (folder / "cv.yaml").write_text(text, "utf-8")
    return pipeline.read(folder / "cv.yaml")


def lines(source: pipeline.Source, *variants: str) -> list[list[str]]:
    job = pipeline.Job(source.path, variants=variants)
    documents = pipeline.prepare(job).documents
    return [[str(line) for line in document.outline.lines()][1:] for document in documents]


def test_without_a_variant_everything_is_shown(source: pipeline.Source) -> None:
    assert lines(source) == [["Engineer", "Experience", *ALL[1:]]]


def test_a_variant_shows_what_is_untagged_or_included_and_not_excluded(
    source: pipeline.Source,
) -> None:
    assert lines(source, "backend") == [
        [
            *("Backend Engineer", "Stack", "Go", "1.22"),
            *("Experience", "Plain", "always", "go only", "Acme", "Role for go", "End", "Bye"),
        ]
    ]


def test_what_a_variant_empties_goes_with_its_heading(source: pipeline.Source) -> None:
    assert lines(source, "lead") == [["Engineer", "Experience", "Plain", "always", "End", "Bye"]]


def test_files_name_their_variant(source: pipeline.Source) -> None:
    job = pipeline.Job(source.path, variants=("all",))
    stems = [document.stem for document in pipeline.prepare(job).documents]
    assert stems == ["Alex_Doe_CV_backend", "Alex_Doe_CV_lead"]


def test_an_unknown_variant_is_named_with_what_was_meant(source: pipeline.Source) -> None:
    with pytest.raises(UsageError, match="the CV has no variant `backen`") as caught:
        lines(source, "backen")
    assert caught.value.remedy == "did you mean `backend`?"


WARNED = """\
languages: [en, de]
name: Alex
headline: {en: Engineer}
variants:
  a: {include: [gone, go], sections: [nowhere]}
sections:
  - title: {en: Work, de: Arbeit, fr: Travail}
    bullets: [{text: x, tags: go}, {text: y, tags: goo}]
  - title: Tools
    bullets: [{text: z, tags: goo}]
"""
WARNINGS = [
    "3:11: warning: missing `de` text: the `en` one is shown",
    "5:17: warning: nothing has the tag `gone`; did you mean `go`?",
    "5:39: warning: no section has the title or kind `nowhere`",
    "7:39: warning: `fr` is not one of the CV's languages;"
    " write `languages: [en, de, fr]` at the top",
    "8:52: warning: no variant includes or excludes the tag `goo`; did you mean `go`?",
    "9:5: warning: the variant `a` leaves this section empty; "
    "tag the section itself if this is intended",
]


def test_what_has_no_effect_is_a_warning_at_its_place(tmp_path: Path) -> None:
    source = written(tmp_path, WARNED)
    assert [str(fault).removeprefix(f"{source.path}:") for fault in source.warnings] == WARNINGS


def test_strict_makes_faults_of_warnings_and_writes_nothing(tmp_path: Path) -> None:
    source = written(tmp_path, WARNED)
    job = pipeline.Job(source.path, output=tmp_path / "output", strict=True)
    with pytest.raises(SourceError) as caught:
        pipeline.render(job)
    assert len(caught.value.faults) == len(WARNINGS)
    assert not (tmp_path / "output").exists()


def test_strict_makes_a_fault_of_what_will_not_look_as_it_should(tmp_path: Path) -> None:
    source = written(tmp_path, "name: A\nsections: [{title: B}]\n")
    pale = ("colors.text=#dddddd",)
    job = pipeline.Job(source.path, ("docx",), output=tmp_path, strict=True, design=pale)
    with pytest.raises(SourceError, match="#dddddd"):
        pipeline.render(job)


def test_language_and_languages_exclude_each_other(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="`language` and `languages` cannot be used together"):
        written(tmp_path, "name: A\nlanguage: de\nlanguages: [en]\nsections: [{title: B}]\n")


@pytest.mark.parametrize("name", ["all", "a b", "../x", "é"])
def test_a_variant_has_a_name_that_can_stand_in_a_file_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match="is not a valid name for a variant"):
        written(tmp_path, f"name: A\nvariants: {{'{name}': {{}}}}\nsections: [{{title: B}}]\n")


PRIVATE = """\
name: Alex Doe
email: [alex@doe.example, secret@doe.example]
phone: +49 30 901820
location: Hidden Street 7
details: [Born in May]
website: https://doe.example
private: [phone, location, details, website]
sections: [{title: Work, text: Builds.}]
"""


@pytest.mark.parametrize("form", ["pdf", "docx", "html", "txt", "md"])
def test_what_is_private_is_in_no_public_file(
    tmp_path: Path, reader: ReaderProcess, form: str
) -> None:
    source = written(tmp_path, PRIVATE)
    job = pipeline.Job(source.path, formats=(form,), output=tmp_path, public=True)
    (output,) = pipeline.render(job, reader).files
    data = output.path.read_bytes()
    parts = [data]
    if form == "docx":
        with zipfile.ZipFile(output.path) as package:
            parts = [package.read(name) for name in package.namelist()]
    if form == "pdf":
        with pikepdf.open(output.path) as pdf:
            pdf.save(tmp_path / "plain.pdf", compress_streams=False, object_stream_mode=DISABLE)
        parts = [(tmp_path / "plain.pdf").read_bytes(), *map(as_bytes, extract(data))]
    for secret in (b"901820", b"Hidden Street", b"Born in May", b"//doe.example"):
        assert [part for part in parts if secret in part] == []
    assert any(b"alex@doe.example" in part for part in parts)


def as_bytes(read: Extract) -> bytes:
    links = (part or "" for link in read.links or () for part in link)
    return " ".join((read.text, *links)).encode()


def test_a_cv_in_one_language_can_be_set_with_our_words_in_another(tmp_path: Path) -> None:
    job = "name: A\n%ssections: [{kind: work, entries: [{title: B, start: 2020-03}]}]\n"
    for languages, known in ("", True), ("languages: [en, fr]\n", False):
        source = written(tmp_path, job % languages)
        asked = pipeline.Job(source.path, ("txt",), languages=("de",))
        if known:
            (document,) = pipeline.prepare(asked).documents
            shown = [str(line) for line in document.outline.lines()]
            assert shown == ["A", "Berufserfahrung", "B", "März 2020 – heute"]
        else:
            with pytest.raises(UsageError, match="the CV has no language `de`"):
                pipeline.prepare(asked)
