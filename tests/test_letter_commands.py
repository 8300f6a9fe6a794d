"""The commands around a letter: new, schema, convert and what else differs from a CV's."""

from __future__ import annotations

import json
from shutil import which
from threading import Event, Timer
from typing import TYPE_CHECKING

import editor
import jsonschema
import pytest
import yaml
from commands import BYRON, run

from cvrender import api, languages, starters
from cvrender.live.preview import Preview
from cvrender.live.watch import builds
from cvrender.pipeline import Job
from cvrender.schema import letter_schema

if TYPE_CHECKING:
    from pathlib import Path

LETTER = """\
cv: cv.yaml
date: 2026-11-30
to: {name: Ms Grace Hopper, organization: Navy}
letter: I can do sums for the {organization}.
"""


@pytest.fixture
def desk(desk: Path) -> Path:
    """It has a letter, too."""
    (desk / "letter.yaml").write_text(LETTER, "utf-8")
    return desk


def complaints(text: str) -> list[str]:
    """The place of each mistake in a letter, as an editor sees it."""
    errors = jsonschema.Draft202012Validator(letter_schema()).iter_errors(
        yaml.load(text, yaml.BaseLoader)
    )
    return [error.json_path for error in errors]


def test_a_new_letter_is_from_the_cv_of_its_folder_and_in_its_language(desk: Path) -> None:
    (desk / "cv.yaml").rename(desk / "ada.yaml")
    (desk / "ada.yaml").write_text(f"{BYRON}language: de\n", "utf-8")
    (desk / "letter.yaml").unlink()
    told = run("new", "letter.yaml")
    assert (told.exit_code, told.stdout) == (
        0,
        "letter.yaml: written\nletter.schema.json: written\n"
        "edit letter.yaml, then run `cvrender render letter.yaml`\n",
    )
    assert run("render", "letter.yaml", "--strict", "--to", "txt").exit_code == 0
    (made,) = (desk / "output").iterdir()
    assert made.name == "Ada_Byron_Letter_Nordlicht_Messtechnik_GmbH.txt"
    words = made.read_text("utf-8")
    assert "Bewerbung als Softwareentwicklerin\n\nSehr geehrte Frau Berg,\n\ngern bewerbe" in words


@pytest.mark.parametrize("code", languages.codes())
def test_a_new_letter_in_any_language_has_no_fault_and_no_warning(desk: Path, code: str) -> None:
    path = desk / f"letter-{code}.yaml"
    path.write_bytes(starters.letter(path, "cv.yaml", "en", code, ""))
    assert api.check(path, strict=True) == ()
    text = path.read_text("utf-8")
    assert ("\nlanguage: " in text) is (code != "en")
    assert [line for line in text.splitlines() if len(line) > 100] == []
    assert complaints(text) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("letter.yaml",), "letter.yaml already exists\n  choose another name, or use --force\n"),
        (
            ("my-letter.yaml", "--name", "Ada"),
            "a letter has its sender from the CV\n  leave out --name, --sample or --full\n",
        ),
        (
            ("acme/letter.yaml",),
            "there is no CV in acme\n"
            "  a letter is from cv.yaml beside it, or above it with its folder under `letters`\n",
        ),
        (
            ("--letter", "a.yaml", "--language", "xx"),
            f"unknown language `xx`\n  expected one of: {', '.join(languages.codes())}\n",
        ),
    ],
)
def test_what_prevents_a_new_letter_is_told(
    desk: Path, arguments: tuple[str, ...], message: str
) -> None:
    told = run("new", *arguments)
    assert (told.exit_code, told.stderr) == (2, message)
    assert {path.name for path in desk.iterdir()} == {"cv.yaml", "letter.yaml"}


def test_a_new_letter_below_a_cv_that_opens_its_folder_is_from_it(desk: Path) -> None:
    (desk / "cv.yaml").write_text(f"{BYRON}letters: applications\n", "utf-8")
    path = "applications/navy/letter.yaml"
    assert run("new", path).exit_code == 0
    assert "\ncv: ../../cv.yaml\n" in (desk / path).read_text("utf-8")
    assert run("check", path, "--strict").stdout == f"{path}: no faults\n"


def test_a_letter_can_be_asked_for_by_an_option_in_a_language_and_a_theme(desk: Path) -> None:
    arguments = ("--letter", "lettre.yaml", "--language", "fr-CA", "--theme", "modern")
    assert run("new", *arguments).exit_code == 0
    assert "cv: cv.yaml\nlanguage: fr\ntheme: modern\nto:" in (desk / "lettre.yaml").read_text()


def test_a_command_without_a_source_takes_the_cv_and_not_the_letter_beside_it(desk: Path) -> None:
    (desk / "cv.yaml").rename(desk / "ada.yaml")
    (desk / "letter.yaml").write_text(LETTER.replace("cv.yaml", "ada.yaml"), "utf-8")
    assert run("check").stdout == "ada.yaml: no faults\n"


def test_a_letter_is_not_converted_and_the_command_for_its_cv_is_told(desk: Path) -> None:
    told = run("convert", "letter.yaml", "a.yaml")
    assert (told.exit_code, told.stderr) == (
        2,
        "letter.yaml is a letter, and only a CV is converted\n"
        "  convert its CV: `cvrender convert cv.yaml a.yaml`\n",
    )


WRONG = {
    "letter: A": "$",
    "cv: cv.yaml\nto: {nam: A}": "$.to",
    "cv: cv.yaml\nlanguage: xx": "$.language",
    "cv: cv.yaml\nsections: []": "$",
    "cv: cv.yaml\ndesign: {colors: {acent: x}}": "$.design",
    "cv: cv.yaml\nletter: [{txt: A}]": "$.letter",
}


@pytest.mark.parametrize("text", WRONG)
def test_the_schema_of_letters_refuses_what_is_refused(text: str) -> None:
    assert complaints(text) == [WRONG[text]]


def test_the_schema_of_letters_accepts_every_form_that_is_read() -> None:
    letter = """
cv: cv.yaml
to: [Navy, {en: Navy, de: Marine}, {name: A, address: B, values: {what: C}}]
letter: [A, {en: B, de: C}, {text: D, bullets: [E, {text: F}], tags: long}]
signature: {file: a.png, alt: A}
design: {letter: {layout: us}}
"""
    assert complaints(letter) == []


def test_the_schema_of_letters_explains_each_key_and_has_no_part_of_a_cv_alone() -> None:
    whole = json.loads(run("schema", "--letter").stdout)
    assert (whole["title"], whole == letter_schema()) == ("cvrender letter", True)
    assert "Section" not in whole["$defs"]
    parts = {**whole["$defs"], "Letter": whole}
    assert [
        (name, key)
        for name in ("Letter", "Recipient", "Passage")
        for key, told in parts[name]["properties"].items()
        if not told.get("description")
    ] == []
    assert run("schema", "--letter", "--theme").exit_code == 2


def test_a_preview_shows_a_letter_and_saves_its_looks_into_it(desk: Path) -> None:
    variants = "variants: {long: {theme: modern}}\n"
    (desk / "cv.yaml").write_text(variants + BYRON, "utf-8")
    preview = Preview(Job(desk / "letter.yaml"))
    preview.choose("plain", "long", None, {"sizes.body": "11pt"})
    state = preview.state()
    assert (state["pages"], state["title"], state["unsaved"]) == (1, "Ada Byron", True)
    assert (state["variants"], state["faults"]) == (["long"], ())
    preview.save()
    state = preview.state()
    assert (state["faults"], state["unsaved"], state["values"]["sizes.body"]) == (
        *((), False),
        "11pt",
    )
    assert preview.snapshot
    assert preview.snapshot.document.theme.name == "plain"
    assert (desk / "letter.yaml").read_text("utf-8") == (
        f"{LETTER}design:\n  sizes:\n    body: 11pt\ntheme: plain\n"
    )
    assert (desk / "cv.yaml").read_text("utf-8") == variants + BYRON


def test_a_preview_shows_one_of_several_letters_in_a_layout(desk: Path) -> None:
    several = "to: [Navy, {name: Ms Grace Hopper, organization: Army}]\n"
    (desk / "letter.yaml").write_text(f"cv: cv.yaml\n{several}letter: I add.\n", "utf-8")
    preview = Preview(Job(desk / "letter.yaml"))
    preview.choose(None, None, None, {"letter.layout": "us"}, "Ada_Byron_Letter_Army")
    state = preview.state()
    assert state["recipients"] == ["Ada_Byron_Letter_Navy", "Ada_Byron_Letter_Army"]
    assert (state["recipient"], state["values"]["letter.layout"]) == ("Ada_Byron_Letter_Army", "us")
    text = preview.text()
    assert text
    assert "Dear Ms Hopper:" in text.decode()


def test_a_letter_is_rendered_again_when_its_cv_or_its_table_is_saved(desk: Path) -> None:
    (desk / "people.csv").write_text("organization\nNavy\n", "utf-8")
    stop, letter = Event(), desk / "letter.yaml"
    patience = Timer(60, stop.set)  # a change that is not seen would be waited for without end
    patience.start()
    job = Job(letter, ("txt",), output=desk / "output", recipients=desk / "people.csv")
    words = (
        build.result.files[0].data.decode() if build.result else str(build.error)
        for build in builds(job, stop)
    )
    assert "Ada Byron" in next(words)
    (desk / "cv.yaml").write_text(BYRON.replace("Ada", "Eda"), "utf-8")
    assert "Eda Byron" in next(words)
    (desk / "people.csv").write_text("organisation\nArmy\n", "utf-8")
    assert "nothing fills `{organization}`" in next(words)
    (desk / "people.csv").write_text("organization\nArmy\n", "utf-8")
    assert "for the Army." in next(words)
    patience.cancel()
    stop.set()
    assert next(words, "") == ""


@pytest.mark.skipif(
    not (editor.SERVER.exists() and which("node")),
    reason="there is no yaml-language-server here: npm ci --prefix .ci",
)
def test_an_editor_marks_nothing_in_a_new_letter_and_a_key_that_is_none(desk: Path) -> None:
    path = desk / "a-letter.yaml"
    assert run("new", path.name).exit_code == 0
    text = path.read_text("utf-8").replace("\nsubject:", "\nsubjct:")
    wrong = path.with_name("wrong.yaml")
    wrong.write_text(text, "utf-8")
    line = text.splitlines().index('subjct: "Application: {role}"') + 1
    assert editor.marks(path, wrong) == [[], [(line, "Property subjct is not allowed.")]]
