"""What a person starts from: a new CV, one converted from another tool, and the schema."""

import json
import re
from pathlib import Path
from shutil import which

import editor
import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from fuzzing import THOROUGH, some
from hypothesis import given, settings
from hypothesis import strategies as st

from cvrender import __version__, model, pipeline, starters
from cvrender import theme as themes
from cvrender.checks.validate import validate
from cvrender.cli import main
from cvrender.cli.starters import SAMPLES
from cvrender.errors import CvrenderError, Position
from cvrender.renderers import registry
from cvrender.renderers.pdf.printing import fills
from cvrender.schema import letter_schema, schema, theme_schema
from cvrender.syntax import parse_yaml
from cvrender.syntax.nodes import Node
from cvrender.yaml_value import with_value
from cvrender.yaml_writer import ORDER, written

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "tests" / "sources"
EVERY = [
    ROOT / "data" / "cv.yaml",
    ROOT / "data" / "example-full.yaml",
    SOURCES / "odd-resume.json",
    SOURCES / "odd-rendercv.yaml",
]


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


class Typed(yaml.SafeLoader):
    """YAML as editors read it: numbers are numbers, dates are texts."""


Typed.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if not pair[0].endswith("timestamp")]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def complaints(text):
    """The place of each mistake."""
    errors = jsonschema.Draft202012Validator(schema()).iter_errors(yaml.load(text, Typed))
    return [error.json_path for error in errors]


def test_a_new_cv_has_no_faults_and_uses_no_unknown_key(tmp_path):
    path, explained = tmp_path / "me.yaml", tmp_path / "cv.schema.json"
    result = run("new", path)
    following = f"edit me.yaml, then run `cvrender render {path}`\n"
    assert result.output == f"{path}: written\n{explained}: written\n{following}"
    assert result.exit_code == 0
    assert explained.read_text("utf-8") == run("schema").stdout
    source = pipeline.read(tmp_path / "me.yaml")
    assert source.warnings == ()
    assert [section.kind for section in source.cv.sections] == [
        "summary", "work", "education", "projects", "skills", None,
    ]  # fmt: skip
    assert complaints((tmp_path / "me.yaml").read_text("utf-8")) == []


@pytest.mark.parametrize("command", [["new"], ["convert", EVERY[0]]])
def test_an_old_schema_beside_the_cv_is_renewed_and_somebody_elses_stays(command, tmp_path):
    explained = tmp_path / "cv.schema.json"
    explained.write_text('{\n  "title": "cvrender CV",\n  "type": "object"\n}\n')
    assert run(*command, tmp_path / "me.yaml").exit_code == 0
    assert explained.read_text("utf-8") == run("schema").stdout
    explained.write_text("my own")
    assert run(*command, tmp_path / "you.yaml").exit_code == 0
    assert explained.read_text() == "my own"


def test_new_then_render_makes_the_documents_in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("new").output.endswith("edit cv.yaml, then run `cvrender render`\n")
    assert run("render", "--to", "txt").exit_code == 0
    assert (tmp_path / "output" / "Your_Name_CV.txt").is_file()


@pytest.mark.parametrize(
    ("tag", "language", "size"),
    [
        ("en", "en", "A4"),
        ("en-US", "en", "Letter"),
        ("fr_CA", "fr", "Letter"),
        ("de-AT", "de", "A4"),
        ("zh-TW", "zh-Hant", "A4"),
    ],
)
@pytest.mark.parametrize("sample", [(), ("--sample", "student")], ids=["blank", "sample"])
def test_a_new_cv_has_the_name_language_theme_and_paper_that_are_asked_for(
    tag, language, size, sample, tmp_path
):
    options = ("--name", "Zoë: Ö", "--language", tag, "--theme", "modern", *sample)
    assert run("new", tmp_path / "cv.yaml", *options).exit_code == 0
    prepared = pipeline.prepare(pipeline.Job(tmp_path / "cv.yaml", ("txt",)))
    cv, tokens = prepared.source.cv, prepared.documents[0].theme.tokens
    assert (cv.name, cv.language, cv.theme) == ("Zoë: Ö", language, "modern")
    assert tokens.page.size == size


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--language", "xx"), "unknown language `xx`\n  expected one of: ar, cs, "),
        (("--theme", "clasic"), "there is no theme `clasic`\n  did you mean `classic`?\n"),
        (("--sample", "pilot"), "'pilot' is not one of 'student', 'engineer'"),
        (("--full", "--sample", "student"), "`--full` is an example of its own\n"),
    ],
)
def test_what_a_new_cv_cannot_be_is_a_mistake_in_the_command(options, message, tmp_path):
    result = run("new", tmp_path / "cv.yaml", *options)
    assert result.exit_code == 2
    assert message in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_is_an_invented_person_without_faults(sample, tmp_path):
    run("new", tmp_path / "cv.yaml", "--sample", sample)
    source = pipeline.read(tmp_path / "cv.yaml")
    assert source.warnings == ()
    text = (tmp_path / "cv.yaml").read_text("utf-8")
    assert complaints(text) == []
    assert {address.partition("@")[2] for address in source.cv.email} == {"example.org"}


LONGEST = "student"
"""The sample that fills a page in every theme if any of them does, within two lines."""
ROOMY, PARTED = "tabular", "sidebar"
"""The theme that takes the most room, and that of which a part of the page may be full."""


@pytest.mark.parametrize(
    ("look", "size"),
    [
        *((name, "A4") for name in some(themes.names(), ROOMY, PARTED, "editorial")),
        ("modern", "Letter"),
    ],
)
def test_a_sample_is_one_page_in_every_theme(look, size, tmp_path):
    """Fitted where it has to be; a page that is not full is never made two: see test_last_page."""
    for sample in SAMPLES if THOROUGH or look == PARTED else (LONGEST,):
        (tmp_path / "cv.yaml").write_bytes(starters.sample(sample, "", "", "")[starters.CV])
        job = pipeline.Job(tmp_path / "cv.yaml", theme=look, design=(f"page.size={size}",))
        (document,) = pipeline.prepare(job).documents
        pdf = registry.load("pdf")
        pages = fills(document.outline_for(pdf), document.theme)
        if len(pages) > 1:
            fitted = document.fitted()
            pages = fills(fitted.outline_for(pdf), fitted.theme)
        assert len(pages) == 1, sample


def test_the_tour_is_the_example_with_all_that_it_names(tmp_path):
    assert run("new", tmp_path / "cv.yaml", "--full", "--name", "Bo Ek").exit_code == 0
    source = pipeline.read(tmp_path / "cv.yaml")
    assert (source.cv.name, source.warnings) == ("Bo Ek", ())
    assert {path.name for path in source.inputs} == {"cv.yaml", "papers.bib", "zoe.jpg"}
    (tmp_path / "papers.bib").write_text("mine")
    refused = run("new", tmp_path / "other.yaml", "--full")
    assert (refused.exit_code, (tmp_path / "papers.bib").read_text()) == (2, "mine")
    assert not (tmp_path / "other.yaml").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("theme: classic # which\n", "theme: modern # which\n"),
        ("theme:   'classic'\r\nname: A\r\n", "theme:   'modern'\r\nname: A\r\n"),
        ('{"theme": "classic", "name": "A"}\n', '{"theme": "modern", "name": "A"}\n'),
        ("{name: A, theme: classic}\n", "{name: A, theme: modern}\n"),
        ("{theme: classic , name: A}\n", "{theme: modern , name: A}\n"),
        ('# mine\n{"name": "A"}\n', '# mine\n{"theme": "modern", "name": "A"}\n'),
        ("theme: >-\n  classic\nname: A\n", "theme: >-\n  modern\nname: A\n"),
        ("name: A # me\nsections: []\n", "name: A # me\ntheme: modern\nsections: []\n"),
        ("name: A", "name: A\ntheme: modern\n"),
        ("name: &a classic\ntheme: *a\n", None),
    ],
)
def test_one_value_is_edited_and_all_else_stays_as_it_is_typed(before, after):
    if after is None:
        with pytest.raises(CvrenderError):
            with_value(before, ("theme",), "modern")
    else:
        assert with_value(before, ("theme",), "modern") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: A\nsections: []\n", "name: A\ndesign:\n  sizes:\n    body: 11pt\nsections: []\n"),
        (
            "design:\n    # mine\n    palette: teal # sea\nname: A\n",
            "design:\n    # mine\n    sizes:\n      body: 11pt\n    palette: teal # sea\nname: A\n",
        ),
        (
            "design:\n  sizes:\n    name: 20pt\r\nname: A\n",
            "design:\n  sizes:\n    body: 11pt\r\n    name: 20pt\r\nname: A\n",
        ),
        ("design: {sizes: {body: 9pt}}\n", "design: {sizes: {body: 11pt}}\n"),
        (
            "design: {sizes: {name: 20pt}} # big\n",
            "design: {sizes: {body: 11pt, name: 20pt}} # big\n",
        ),
        ("design: {}\n", "design: {sizes: {body: 11pt}}\n"),
        (
            '{"name": "A", "design": {"palette": "teal"}}\n',
            '{"name": "A", "design": {"sizes": {"body": "11pt"}, "palette": "teal"}}\n',
        ),
        (
            "design:\n  sizes:\n    body: >-\n      9pt\n",
            "design:\n  sizes:\n    body: >-\n      11pt\n",
        ),
        ("design: {sizes: &same {body: 9pt}, spacing: *same}\n", None),
    ],
)
def test_a_value_in_a_group_is_edited_or_added_where_it_belongs(before, after):
    if after is None:
        with pytest.raises(CvrenderError) as error:
            with_value(before, ("design", "sizes", "body"), "11pt")
        assert error.value.remedy == "write `design.sizes.body: 11pt` yourself"
    else:
        assert with_value(before, ("design", "sizes", "body"), "11pt") == after


@pytest.mark.parametrize("command", [["new"], ["convert", EVERY[0]]])
def test_a_file_that_is_there_stays_unless_forced(command, tmp_path):
    path = tmp_path / "cv.yaml"
    path.write_text("mine")
    refused = run(*command, path)
    assert (refused.exit_code, path.read_text()) == (2, "mine")
    assert refused.stderr == f"{path} already exists\n  choose another name, or use --force\n"
    assert run(*command, path, "--force").exit_code == 0
    assert pipeline.read(path).cv.name


@pytest.mark.parametrize("source", EVERY, ids=lambda path: path.name)
def test_a_converted_cv_reads_back_as_the_same_and_is_tidy(source, tmp_path):
    for photo in source.parent.glob("*.jpg"):
        (tmp_path / photo.name).write_bytes(photo.read_bytes())
    result = run("convert", source, tmp_path / "cv.yaml")
    assert result.exit_code == 0
    again = pipeline.read(tmp_path / "cv.yaml")
    assert again.cv == pipeline.read(source).cv
    assert again.warnings == ()
    text = (tmp_path / "cv.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=cv.schema.json\n")
    assert [line for line in text.splitlines() if len(line) > 100 and "#" not in line] == []
    assert complaints(text) == []


def test_a_converted_cv_can_be_printed_and_is_written_as_a_person_would(tmp_path):
    source = tmp_path / "resume.json"
    job = {"name": "Acme", "position": "Clerk", "startDate": "2013-13", "endDate": "2014"}
    job["highlights"] = ["Sold: shoes", "word " * 25, "Led\n- two", "'tis", "• • so"]
    resume = {"basics": {"name": "Alex", "phone": 12}, "work": [{**job, "mood": "sunny"}]}
    source.write_text(json.dumps({**resume, "skills": [{"name": "Go", "keywords": ["a", "b, c"]}]}))
    assert (
        run("convert", source, "-").stdout
        == """\
# yaml-language-server: $schema=cv.schema.json
#
# What could not be taken over from resume.json:
#   line 1: `mood` has no place in a CV and is left out

name: Alex
phone: 12

sections:
  - kind: work
    entries:
      - title: Clerk
        organization: Acme
        # was: `2013-13` is not a date: 2013 is shown
        start: 2013
        end: 2014
        bullets:
          - "Sold: shoes"
          - >-
            word word word word word word word word word word word word word word word word word
            word word word word word word word word
          - text: Led
            bullets:
              - two
          - "'tis"
          - • so

  - kind: skills
    facts:
      Go: [a, "b, c"]
"""
    )


HERE = Position("cv.yaml", 1, 1)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), min_size=1)


def tree(value):
    if isinstance(value, dict):
        return Node({key: tree(child) for key, child in value.items()}, HERE)
    if isinstance(value, list):
        return Node([tree(child) for child in value], HERE)
    return Node(value, HERE)


@settings(max_examples=60)
@given(st.lists(TEXTS, min_size=1), TEXTS)
def test_any_text_is_typed_so_that_it_reads_back(texts, long):
    value = {"keywords": texts, "bullets": [*texts, " ".join([long] * 30)], "title": long}
    assert parse_yaml(written(tree(value)), "cv.yaml").plain() == value


def test_every_key_of_the_format_has_its_place_in_a_written_file():
    models = (
        model.CV, model.Section, model.Entry, model.Role, model.Publication, model.Bibliography,
        model.Bullet, model.Fact, model.Link, model.Photo, model.Closing,
        model.BackLink, model.Variant,
    )  # fmt: skip
    keys = {key for found in models for key in found.model_fields}
    assert set(ORDER) == keys
    assert len(ORDER) == len(keys)


def test_the_schema_beside_the_cv_is_fresh():
    kept = (ROOT / "data" / "cv.schema.json").read_text("utf-8")
    assert json.loads(kept) == json.loads(run("schema").stdout), "run `make schema`"
    jsonschema.Draft202012Validator.check_schema(json.loads(kept))


@pytest.mark.parametrize("name", ["cv.yaml", "example-full.yaml"])
def test_the_schema_accepts_the_shipped_sources(name):
    assert complaints((ROOT / "data" / name).read_text("utf-8")) == []


REFUSED = {
    "name: A\nsections: [{titel: B}]": "$.sections[0]",
    "name: A\nsections: [{kind: wrok}]": "$.sections[0].kind",
    "name: A\nlanguage: xx\nsections: [{title: B}]": "$.language",
    "sections: [{title: B}]": "$",
    "name: A\ndesign: {colors: {acent: x}}\nsections: [{title: B}]": "$.design",
}


@pytest.mark.parametrize("text", REFUSED)
def test_the_schema_refuses_what_is_refused(text):
    assert complaints(text) == [REFUSED[text]]


ACCEPTED = """\
name: {en: A, de: B}
languages: [en, de]
email: a@example.org
phone:
design: {line_height: 1.3, colors: {accent: "#112233"}}
sections:
  - title: Work
    tags: lead
    facts: {Since: 2019, Tools: [Go, C]}
    bullets: [One, {en: Two, de: Zwei}, {text: Three, bullets: [Four]}]
    publications: {bibtex: papers.bib, only: key}
    entries: [{title: Clerk, start: 2020, keywords: Go}]
"""


def test_the_schema_accepts_the_short_forms_that_are_read():
    assert complaints(ACCEPTED) == []


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("email: ada at example.org", True),
        ("email: [ada@example.org, ada]", True),
        ("email: ada@example.org", False),
        ("website: example.org", True),
        ("website: ftp://example.org", True),
        ("website: http://localhost:8000/a", False),
        ("website: ' mailto:ada@example.org '", False),
        ("sections: [{title: A, entries: [{title: B, start: 2020-13}]}]", True),
        ("sections: [{title: A, entries: [{title: B, start: May 2020}]}]", True),
        ("sections: [{title: A, entries: [{title: B, start: 2020, end: 2021-02-03}]}]", False),
        ("sections: [{title: A, entries: [{title: B, start: 2020-05, end: present}]}]", False),
        ("sections: [{title: A, entries: [{title: B, start: 2020-05, end: today}]}]", True),
        ("sections: [{title: A, entries: [{title: B, date: 5/2020}]}]", False),
        ("sections: [{title: A, entries: [{title: B, date: 5/6/2020}]}]", True),
        ("sections: [{title: A, entries: [{title: B, date: 2020/21}]}]", False),
        ("sections: [{title: A, entries: [{title: B, date: Summer 2020}]}]", False),
        ("sections: [{title: A, bullets: [{Sold: shoes}]}]", True),
        ("design: {colors: {accent: red}}", True),
        ("design: {sizes: {name: 12}}", True),
        ("design: {sizes: {name: 12pt}}", False),
    ],
)
def test_an_editor_marks_what_check_refuses(line, refused, tmp_path):
    text = f"name: Ada\n{line}\n"
    if not line.startswith("sections"):
        text += "sections: [{title: A, text: B}]\n"
    (tmp_path / "cv.yaml").write_text(text, "utf-8")
    assert bool(complaints(text)) is refused
    assert run("check", tmp_path / "cv.yaml").exit_code == int(refused)


@pytest.mark.skipif(
    not (editor.SERVER.exists() and which("node")),
    reason="there is no yaml-language-server here: npm ci --prefix .ci",
)
def test_an_editor_marks_mistakes_as_they_are_typed_and_nothing_else(tmp_path):
    path = tmp_path / "cv.yaml"
    assert run("new", path, "--sample", "engineer").exit_code == 0
    text = path.read_text("utf-8").replace("headline:", "headlin:")
    at = text.splitlines().index(next(line for line in text.splitlines() if "start: " in line))
    lines = text.splitlines()
    lines[at] = f"{lines[at].partition('start: ')[0]}start: 2020-13"
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("\n".join(lines), "utf-8")
    known = "write it like 2020, 2020-03 or 2020-03-15"
    headlin = next(number for number, line in enumerate(lines, 1) if line.startswith("headlin:"))
    assert editor.marks(path, wrong) == [
        [],
        [(headlin, "Property headlin is not allowed."), (at + 1, known)],
    ]


def test_the_schema_of_a_theme_accepts_the_shipped_ones_and_marks_mistakes():
    whole = json.loads(run("schema", "--theme").stdout)
    validator = jsonschema.Draft202012Validator(whole)
    for path in (ROOT / "themes").glob("*/theme.yaml"):
        validator.validate(yaml.load(path.read_text("utf-8"), Typed))
    wrong = {"colors": {"accent": "red", "acent": "#112233"}, "sizes": {"name": 12}, "extend": "a"}
    assert sorted(error.json_path for error in validator.iter_errors(wrong)) == [
        "$", "$.colors", "$.colors.accent", "$.sizes.name",
    ]  # fmt: skip


def test_the_snippets_that_an_editor_offers_are_a_cv():
    parts = schema()["$defs"]
    bodies = {
        name: [
            json.loads(re.sub(r"\$\{\d+:(.*?)\}", r"\1", json.dumps(offered["body"])))
            for offered in parts[name]["defaultSnippets"]
        ]
        for name in ("Section", "Entry", "Role")
    }
    roles = [{"title": "A", "roles": bodies["Role"]}]
    sections = [*bodies["Section"], {"title": "A", "entries": [*bodies["Entry"], *roles]}]
    text = json.dumps({"name": "Ada", "sections": sections})
    assert complaints(text) == []
    assert validate(parse_yaml(text, "cv.yaml"), model.CV)


def test_every_validator_reads_the_patterns_of_the_schemas():
    """ECMA-262 with the flag u, which Ajv and check-jsonschema set, knows fewer escapes."""
    whole = json.dumps([schema(), letter_schema(), theme_schema()])
    found = {
        json.loads(f'"{text}"') for text in re.findall(r'"pattern": "((?:[^"\\]|\\.)*)"', whole)
    }
    assert any("@" in pattern for pattern in found)
    for pattern in found:
        assert set(re.findall(r"\\(.)", pattern)) <= set("dDwWsSbBnrtvf^$\\.*+?()[]{}|/")
        assert set(re.findall(r"\(\?(<?.)", pattern)) <= {":", "=", "!", "<=", "<!"}


def test_the_schemas_say_which_version_they_are_of():
    assert schema()["$id"] == f"tag:cvrender,2026:cv:{__version__}"
    assert theme_schema()["$id"] == f"tag:cvrender,2026:theme:{__version__}"


EXPLAINED = (
    *("Section", "Entry", "Role", "Publication", "Bibliography", "Bullet", "Fact", "Link"),
    *("Photo", "Closing", "BackLink", "Variant"),
)


def test_the_schema_explains_keys_and_lists_what_they_may_be():
    section = schema()["$defs"]["Section"]["properties"]
    kinds = section["kind"]["enum"]
    assert kinds == [*model.KINDS, None]
    assert section["kind"]["description"].startswith("What the section contains")
    whole = schema()
    assert whole["properties"]["theme"]["examples"] == list(themes.names())
    parts = {name: part.get("properties", {}) for name, part in whole["$defs"].items()}
    assert set(EXPLAINED) < set(parts)
    parts["CV"] = whole["properties"]
    assert [
        (name, key)
        for name, properties in parts.items()
        for key, told in properties.items()
        if not told.get("description")
    ] == []
    entry = whole["$defs"]["Entry"]["properties"]
    assert entry["start"]["examples"] == ["2021", "2021-03", "2021-03-15"]
