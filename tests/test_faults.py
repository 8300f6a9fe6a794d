"""One file for each mistake a person makes, and exactly what is said about it."""

import ast
import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from fault_files import FAULTS, SOURCES, expected, reported
from fuzzing import THOROUGH
from judges import at_once

import cvrender
from cvrender import cli
from cvrender.checks.validate import MAX_FAULTS, validate
from cvrender.errors import SourceError
from cvrender.fault_codes import meanings
from cvrender.languages import codes
from cvrender.model import CV
from cvrender.source import read
from cvrender.syntax import parse, tree_builder

EXPECTED = expected()
PACKAGE = Path(cvrender.__file__).parent


@pytest.fixture(autouse=True)
def _among_the_sources(monkeypatch):
    monkeypatch.chdir(FAULTS)


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], ids=["libyaml", "pure Python"])
def _parser(request, monkeypatch):
    monkeypatch.setattr(tree_builder, "PARSER", getattr(yaml, request.param))


def expected_of(source):
    return [line for line in EXPECTED if line.startswith(f"{source}:")]


def faults_in(text):
    try:
        node, known = parse(text.encode(), "cv.yaml")
        validate(node, CV, known)
    except SourceError as error:
        return [str(fault) for fault in error.faults]
    return []


@pytest.mark.parametrize("source", [name for name in SOURCES if "bomb" not in name])
def test_a_mistake_is_named_at_its_place_and_once(source):
    assert reported(source) == expected_of(source)


@pytest.mark.skipif(not THOROUGH, reason="make fuzz runs it")
def test_the_slow_parser_leads_to_the_same_messages(monkeypatch):
    monkeypatch.setattr(tree_builder, "PARSER", yaml.SafeLoader)
    assert [line for source in SOURCES for line in reported(source)] == EXPECTED


def test_the_documentation_lists_one_message_for_each_source_in_order():
    assert [line.partition(":")[0] for line in EXPECTED] == SOURCES
    assert len(SOURCES) >= 250


@pytest.mark.unwatched
@pytest.mark.parametrize("source", [name for name in SOURCES if "bomb" in name])
def test_a_bomb_ends_at_once_and_is_named_at_its_place(source):
    with at_once():
        told = reported(source)
    assert told == expected_of(source)


@pytest.mark.parametrize(
    ("text", "sign"),
    [("• Sold hats", "•"), ("– Sold hats", "–"), ("-5 % of costs", ""), ("−1", "")],
)
def test_a_bullet_that_came_with_its_text_is_warned_of(text, sign, tmp_path):
    source = tmp_path / "cv.yaml"
    source.write_text(f"name: A\nsections:\n  - title: B\n    bullets:\n      - {text}\n", "utf-8")
    message = (
        f"warning: the text starts with its own bullet, `{sign}`; remove it: the theme adds one"
    )
    assert [str(warning) for warning in read(source).warnings] == [
        f"{source}:5:9: {message}" for _ in sign
    ]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("'**Led a team'", "**"),
        ("see [the shop](https://hats.example", "]("),
        ("see [the shop] (https://hats.example)", "] ("),
        ("<b>Led</b> a team", "<b>"),
        ("see <https://hats.example/a> and https://hats.example/b", ""),
        ("write to <mailto:a@hats.example>", ""),
        ("Hats &amp; caps", "&amp;"),
        ('"Led:\\n- a team\\n- two"', "-"),
        ("'**Led** `**kwargs` 2 ** 3, R&D; vector<int>, <AI>'", ""),
        ('"Led a team,\\nfrom 2 - 3 people"', ""),
    ],
)
def test_what_looks_like_markup_and_is_none_is_warned_of(text, mark, tmp_path):
    source = tmp_path / "cv.yaml"
    source.write_text(f"name: A\nsections:\n  - title: B\n    text: {text}\n", "utf-8")
    told = [str(warning).split(": ", 2) for warning in read(source).warnings]
    marks = [re.match("`(.*?)` ", message)[1] for _, _, message in told]
    assert marks == [mark] * bool(mark)


def test_an_entity_may_be_meant_as_its_character(tmp_path):
    source = tmp_path / "cv.yaml"
    source.write_text("name: A\nsections:\n  - title: B\n    text: R&amp;D\n", "utf-8")
    message = "warning: `&amp;` is shown as typed; type the character itself"
    assert [str(warning) for warning in read(source).warnings] == [f"{source}:4:11: {message}"]


@pytest.mark.parametrize(
    ("name", "warned"),
    [("“Ana Souza”", True), ("„Ana“", True), ("“Ana” or “Ann”", False), ("’90s O’Neil", False)],
)
def test_curly_quotes_around_a_name_are_warned_of(name, warned, tmp_path):
    source = tmp_path / "cv.yaml"
    source.write_text(f"name: {name}\nsections: [{{title: B, text: “So.”}}]\n", "utf-8")
    message = f"warning: the quotes around `{name}` are shown as part of the text"
    told = [f'{source}:1:7: {message}; remove them, or use plain ones: "'] if warned else []
    assert [str(warning) for warning in read(source).warnings] == told


@pytest.mark.parametrize(
    ("date", "hint"),
    [
        ("2020-01 - 2021-02", "write `start: 2020-01` and `end: 2021-02`"),
        ("2020-01 – now", "write `start: 2020-01` and `end: present`"),
        ("expected 2026-05", "write the month in words"),
        ("2021-02 - 2020-01", "write the month in words"),
        ("2020-01", ""),
        ("expected May 2026, ISO 9001-2015", ""),
    ],
)
def test_a_date_for_machines_in_free_words_is_warned_of(date, hint, tmp_path):
    source = tmp_path / "cv.yaml"
    text = (
        f"name: A\nsections:\n  - title: B\n    entries:\n      - title: C\n        date: {date}\n"
    )
    source.write_text(text, "utf-8")
    told = f"{source}:6:15: warning: `{date}` is shown as typed; {hint}"
    assert [str(warning) for warning in read(source).warnings] == ([told] if hint else [])


def test_what_is_known_is_listed_once():
    text = "name: A\nzzz: 1\nyyy: 2\nsections: [{title: B, qqq: 3}]\n"
    assert [fault.partition("; expected one of: ")[0] for fault in faults_in(text)] == [
        "cv.yaml:2:1: unknown key `zzz`",
        "cv.yaml:3:1: unknown key `yyy`",
        "cv.yaml:4:23: unknown key `qqq`",
    ]
    assert ["expected one of" in fault for fault in faults_in(text)] == [True, False, True]


SEVERAL = """\
name: Alex
emial: alex@example.org
sections:
  - title: Work
    entries:
      - title: "Clerk
        start: 2020
  - title: Other
    bulets: [Sold hats]
  - title: Third
    bullets:
      - @home
  - kind: skils
language: english
"""


@pytest.mark.usefixtures("_parser")
def test_where_yaml_gives_up_the_other_parts_are_judged_all_the_same(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("cv.yaml").write_text(SEVERAL, "utf-8")
    assert [fault.partition(" [")[0] for fault in reported("cv.yaml")] == [
        "cv.yaml:2:1: unknown key `emial`; did you mean `email`?",
        'cv.yaml:6:16: this quote is not closed on its line; close it with "',
        "cv.yaml:9:5: unknown key `bulets`; did you mean `bullets`?",
        "cv.yaml:12:9: text cannot start with `@`; put the text in quotes",
        "cv.yaml:13:11: unknown value `skils` for `kind`; did you mean `skills`?",
        "cv.yaml:14:11: unknown language `english`; did you mean `en`?",
    ]


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(
    "text",
    [
        "name: 'Alex\nsections:\n  - title: A\n    text: b\n",
        "name: Alex\nsections:\n  - title: 'A\n",
        "name: Alex\nsections:\n  - title: &a A\n    text: *a\n  - {title: *a, text: [}\n",
        "name: Alex\nsections: [\n  - title: A\n",
    ],
)
def test_what_may_stand_in_a_broken_part_is_not_called_missing(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("cv.yaml").write_text(text, "utf-8")
    assert len(reported("cv.yaml")) == 1


HASTY = """\
name:Ana Souza
email:ana@souza.example
sections:
  - title: "Work
    bullets:
      -Sold hats
      - Sold "many" caps
  - title: Skills
    entries:
      - title: Clerk
        start: 2020-13
"""


@pytest.mark.usefixtures("_parser")
def test_a_quote_that_is_not_closed_and_keys_without_space_hide_nothing_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("cv.yaml").write_text(HASTY, "utf-8")
    assert [fault.partition(" [")[0] for fault in reported("cv.yaml")] == [
        "cv.yaml:1:5: missing space after `name:`",
        "cv.yaml:2:6: missing space after `email:`",
        'cv.yaml:4:12: this quote is not closed on its line; close it with "',
        "cv.yaml:6:7: `bullets` must be a list; put a space after `-`",
        "cv.yaml:11:16: `2020-13` is not a date: there is no month 13",
    ]


LOOKS = """\
name: @Alex
theme: clasic
photo: {file: none.jpg, alt: Alex}
design:
  colors: {accent: bluee, ground: white}
sections:
  - title: Work: here
    bulets: [Sold hats]
    entries:
      - title: Clerk
        start: 2020: May
        end: 2020-13
  - {title: Papers, publications: {bibtex: none.bib}}
"""


@pytest.mark.usefixtures("_parser")
def test_beside_mistakes_of_syntax_all_others_are_told_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("cv.yaml").write_text(LOOKS, "utf-8")
    assert [fault.partition(": ")[0] for fault in reported("cv.yaml")] == [
        "cv.yaml:1:7",
        "cv.yaml:2:8",
        "cv.yaml:3:15",
        "cv.yaml:5:20",
        "cv.yaml:5:27",
        "cv.yaml:7:16",
        "cv.yaml:8:5",
        "cv.yaml:11:20",
        "cv.yaml:12:14",
        "cv.yaml:13:44",
    ]


def test_all_mistakes_are_told_at_once_in_file_order_and_nothing_twice():
    text = """\
nam: Alex
email: [alex@example.org, alex]
sections:
  - titel: Work
    entries:
      - positon: Engineer
        start: 2020-13
        end: 2019
      - company: ACME
        start: 2021
        end: 2020
        end: 2022
        bulets: [One]
      - title:
        start: 2021
        bullets:
          - Go: fast
          -
"""
    assert faults_in(text) == [
        "cv.yaml:1:1: unknown key `nam`; did you mean `name`?",
        "cv.yaml:2:27: `alex` is not an e-mail address; write it like `name@example.org`",
        "cv.yaml:4:5: unknown key `titel`; did you mean `title`?",
        "cv.yaml:6:9: unknown key `positon`; did you mean `title`?",
        "cv.yaml:7:16: `2020-13` is not a date: there is no month 13",
        "cv.yaml:9:9: unknown key `company`; did you mean `organization`?",
        "cv.yaml:11:14: the end (2020) is before the start (2021)",
        "cv.yaml:12:9: duplicate key `end`: it is first used on line 11",
        "cv.yaml:13:9: unknown key `bulets`; did you mean `bullets`?",
        "cv.yaml:14:9: an entry needs a `title` or an `organization`",
        "cv.yaml:17:13: YAML reads `Go:` as a key; put the text in quotes",
        "cv.yaml:18:11: an item of `bullets` is empty",
    ]


def test_mistakes_of_syntax_that_spoil_a_line_each_are_told_at_once():
    text = """\
name: Alex
sections:
  - title: Work: here
    text: "Did" this
    bullets:
      - Led: a team: five
      - @home
      - 'Rock 'n' roll'
      - Fine.
"""
    assert [fault.partition("; ")[0] for fault in faults_in(text)] == [
        "cv.yaml:3:16: unquoted text cannot contain a colon followed by a space",
        "cv.yaml:4:17: the text continues after its closing quote",
        "cv.yaml:6:20: unquoted text cannot contain a colon followed by a space",
        "cv.yaml:7:9: text cannot start with `@`",
        "cv.yaml:8:16: the text continues after its closing quote",
    ]


def test_more_mistakes_than_anybody_reads_are_cut_in_file_order():
    text = "name: Alex\nsections:\n" + "  - nonsense: 1\n" * 400 + "email: alex\n"
    faults = faults_in(text)
    assert len(faults) == MAX_FAULTS + 1
    assert faults[-1] == "cv.yaml:103:5: more mistakes follow from here on; they are not listed"


def test_a_message_is_one_harmless_line_whatever_the_author_typed():
    text = f'name: Alex\nlanguage: "\\e[31m red \\n {"x" * 500}"\nsections: [{{title: A}}]\n'
    value = f"U+001B[31m red {'x' * 44}…"
    message = f"unknown language `{value}`; expected one of: {', '.join(codes())}"
    assert faults_in(text) == [f"cv.yaml:2:11: {message}"]


PLACES = {
    "Fault": 1,
    "at": 1,  # SourceError.at
    "SyntaxMistake": 1,
    "fault": 1,
    "unmet": 0,
    "stop": 1,
    "reject": 0,
    "Message": 0,
    "Excess": 0,
}
"""Where a code stands among the arguments of a call."""
CALL = re.compile(rf"\b({'|'.join(PLACES)})\(")


def test_every_code_that_is_raised_or_shown_by_a_source_is_listed_and_no_other():
    texts = (path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    raised = {code for text in texts if CALL.search(text) for code in _raised_in(text)}
    shown = {re.search(r"\[([\w-]+)\]$", line)[1] for line in EXPECTED}
    assert raised | shown == set(meanings())


def _raised_in(text):
    """The codes among the constants of one module."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Name(id=name), args=args) if name in PLACES:
                given = args[PLACES[name] :][:1]
            case ast.Call(func=ast.Attribute(attr=name), args=args) if name in PLACES:
                given = args[PLACES[name] :][:1]
            case _:
                continue
        codes = (value.value for value in given if isinstance(value, ast.Constant))
        yield from (code for code in codes if isinstance(code, str))


def test_the_command_line_says_the_same_and_ends_with_1():
    source = "unknown-key.yaml"
    told = CliRunner().invoke(cli.main, ["check", source])
    message = "unknown key `headlin`; did you mean `headline`?"
    shown = "    2 | headlin: Engineer\n      | ^\n"
    assert (told.exit_code, told.stderr) == (1, f"{source}:2:1: {message}\n{shown}")
    asked = CliRunner().invoke(cli.main, ["check", source, "--json"])
    assert json.loads(asked.stdout)["faults"] == [
        {
            "file": source,
            "line": 2,
            "column": 1,
            "code": "unknown-key",
            "message": "unknown key `headlin`",
            "hint": "did you mean `headline`?",
        }
    ]


@pytest.mark.parametrize(("name", "warned"), [("Alex Doe,", 1), ("Alex Doe, PhD", 0)])
def test_a_comma_at_the_end_of_a_name_is_warned_of(name, warned, tmp_path):
    source = tmp_path / "cv.yaml"
    source.write_text(f"name: {name}\nsections:\n  - title: B\n    bullets: [C]\n")
    message = "warning: `Alex Doe,` ends with `,`, which is shown; remove it"
    assert [str(told) for told in read(source).warnings] == [f"{source}:1:7: {message}"] * warned


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Bad \ufffd char", "U+FFFD stands for a character that was lost with its encoding"),
        ("\ufffc Photo", "U+FFFC stands for an object that was not copied"),
        ("Hi\U000e0041", "this text holds invisible tag characters (U+E0000 to U+E007F)"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e007f", None),
        ("caf\u00e9", None),
    ],
)
def test_what_stands_for_something_lost_or_hidden_is_warned_of(tmp_path, text, message):
    path = tmp_path / "cv.yaml"
    path.write_text(f"name: A\nsections: [{{title: B, bullets: [{text}]}}]\n", "utf-8")
    told = [(w.position.line, w.position.column, w.message) for w in read(path).warnings]
    assert told == ([(2, 33, message)] if message else [])
