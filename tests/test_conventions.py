"""A convention sets what is customary where a CV is sent to, and says what is not."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import cvrender
from cvrender import api, cli, conventions, languages, pipeline, theme
from cvrender.errors import SourceError, UsageError
from cvrender.model import CONTACTS, KINDS

ROOT = Path(__file__).parents[1]
CV = """\
name: Ada Brandt
email: ada@brandt.example
phone: "+49 89 5550123"
details: ["Geburtsdatum: 4. Mai 1990", married, Driving licence]
photo: {file: me.jpg, alt: Ada}
language: de
sections:
  - kind: work
    entries:
      - {title: Engineer, start: 2019-03, end: present, facts: {Hours per week: "40"}}
      - organization: Acme
        roles:
          - {title: Lead, start: 2017-01, end: 2019-02, summary: 40 hours a week}
          - {title: Clerk, start: 2015, end: 2016-12}
  - kind: education
    entries: [{title: Diploma, date: 2014}]
  - title: Zur Person
    facts: {Familienstand: ledig}
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "data" / "zoe.jpg", tmp_path / "me.jpg")
    path = tmp_path / "cv.yaml"
    path.write_text(CV, "utf-8")
    return path


def told(source: Path, name: str) -> list[str]:
    """Line, column and first words of each warning, up to the reason."""
    faults = api.check(source, convention=name)
    return [f"{f.position.line}:{f.position.column} {f.message.partition(':')[0]}" for f in faults]


def test_a_federal_job_asks_for_hours_and_months_and_refuses_a_photo(source: Path) -> None:
    assert told(source, "us-federal") == [
        "1:7 there is no `location`",
        "4:11 `Geburtsdatum",
        "4:40 `married` is personal",
        "5:8 there is a photo",
        "10:17 `Engineer` has no `organization`",
        "14:21 `Clerk` has no months",
        "14:21 `Clerk` does not say how many hours a week it took",
        "18:28 `Familienstand` is personal",
    ]


def test_what_is_refused_in_one_country_is_asked_for_in_another(source: Path) -> None:
    assert told(source, "de") == [
        "1:7 there is no `location`",
        "14:21 `Clerk` has no months",
        "16:23 `Diploma` has no months",
    ]
    assert told(source, "fr") == [
        "4:40 `married` is about your family",
        "18:28 `Familienstand` is about your family",
    ]
    assert "4:11 `Geburtsdatum" in told(source, "uk")
    assert "4:11 `Geburtsdatum" not in told(source, "jp")


def test_a_warning_names_the_convention_the_reason_and_what_to_do(source: Path) -> None:
    fault = next(fault for fault in api.check(source, convention="uk") if "photo" in fault.message)
    assert (fault.code, fault.warning) == ("convention-refuses", True)
    assert str(fault) == (
        f"{source}:5:8: warning: there is a photo: none is expected (uk);"
        " leave it out, or list `photo` under `private` and render with `--public`"
    )


def test_what_is_private_is_not_held_against_a_public_document(source: Path) -> None:
    source.write_text(CV + "private: [photo, details]\n", "utf-8")
    job = pipeline.Job(source, ("txt",), convention="uk", public=True)
    messages = [fault.message for fault in pipeline.prepare(job).warnings]
    assert [message for message in messages if "photo" in message or "married" in message] == []


def test_strict_stops_at_what_is_not_customary(source: Path) -> None:
    job = pipeline.Job(source, ("txt",), convention="uk", strict=True)
    with pytest.raises(SourceError, match=re.escape("there is a photo: none is expected (uk)")):
        pipeline.prepare(job)
    run = CliRunner().invoke(cli.main, ["check", str(source), "--for", "uk", "--strict"])
    assert run.exit_code == 1


def test_a_variant_may_be_sent_elsewhere_than_the_cv(source: Path) -> None:
    source.write_text(CV + "convention: jp\nvariants: {abroad: {convention: uk}}\n", "utf-8")
    names = {fault.message[-4:] for fault in api.check(source)}
    assert names == {"(jp)", "(uk)"}
    selected = pipeline.composed(pipeline.Job(source, variants=("abroad",)), pipeline.read(source))
    assert [chosen.convention for chosen, _ in selected] == ["uk"]


@pytest.mark.parametrize(
    ("key", "named", "size", "style"),
    [
        ("", "us-federal", "Letter", "numeric"),
        ("convention: us-federal", None, "Letter", "numeric"),
        ("convention: us-federal\ndesign: {page: {size: A4}}", None, "A4", "numeric"),
        ("design: {page: {size: A4}}", "us-federal", "Letter", "numeric"),
        ("convention: de\ntheme: modern", "us-federal", "Letter", "numeric"),
        ("", None, "A4", "short"),
    ],
)
def test_the_command_comes_before_the_design_of_a_cv_and_that_before_its_convention(
    source: Path, key: str, named: str | None, size: str, style: str
) -> None:
    source.write_text(f"{CV}{key}\n", "utf-8")
    job = pipeline.Job(source, ("txt",), convention=named)
    (document,) = pipeline.prepare(job).documents
    tokens = document.theme.tokens
    assert (tokens.page.size, tokens.dates.style) == (size, style)


@pytest.mark.parametrize(
    ("key", "named", "option", "used"),
    [
        ("", "us-federal", None, "plain"),
        ("theme: modern", "us-federal", None, "plain"),
        ("theme: modern\nconvention: us-federal", None, None, "modern"),
        ("convention: us-federal", None, None, "plain"),
        ("", "us-federal", "compact", "compact"),
        ("theme: modern", "us", None, "modern"),
    ],
)
def test_a_convention_has_a_theme_where_nothing_nearer_names_one(
    source: Path, key: str, named: str | None, option: str | None, used: str
) -> None:
    source.write_text(f"{CV}{key}\n", "utf-8")
    job = pipeline.Job(source, ("txt",), convention=named, theme=option)
    (document,) = pipeline.prepare(job).documents
    assert document.theme.name == used


def test_more_pages_than_are_read_are_warned_of(source: Path) -> None:
    many = "\n".join(f"      - Sold {number} hats" for number in range(110))
    source.write_text(f"{CV}  - title: More\n    bullets:\n{many}\n", "utf-8")
    job = pipeline.Job(source, ("pdf",), convention="us-federal", design=("fit=off",))
    result = pipeline.make(job)
    (fault,) = (fault for fault in result.warnings if fault.code == "convention-pages")
    assert str(fault) == (
        f"{source}:1:1: warning: Ada_Brandt_CV.pdf has 3 pages:"
        " USAJOBS refuses more than two since September 27, 2025 (us-federal);"
        " `--set pages=2` fits them in where it can, or cut something"
    )


def test_a_convention_that_is_none_is_named_with_the_nearest(source: Path) -> None:
    with pytest.raises(UsageError) as caught:
        cvrender.check(source, convention="usa")
    assert (caught.value.message, caught.value.remedy) == (
        "there is no convention `usa`",
        "did you mean `us`?",
    )


@pytest.mark.parametrize("name", conventions.names())
def test_the_file_of_a_convention_names_what_there_is(name: str) -> None:
    convention = conventions.load(name)
    design = conventions.design(name)
    theme.find(convention.theme or "classic", designs=(design,) if design else ())
    for rule in (*convention.expected, *convention.unwanted):
        assert set(rule.labels) <= set(languages.load("en").labels)
        assert set(rule.of) <= set(KINDS)
        assert re.compile(rule.pattern)
        assert rule.source.startswith("https://")
        assert rule.part in ("detail", "link", *CONTACTS) or rule.of
