"""JSON is read with the places of its values, and its mistakes are told as a person made them."""

import json

import pytest

from cvrender.errors import SourceError
from cvrender.syntax import json_parser, parse
from cvrender.syntax.nodes import MAX_DEPTH, MAX_NODES


def said(text, file="resume.json"):
    try:
        _, faults = parse(text.encode(), file)
    except SourceError as error:
        faults = error.faults
    return [str(fault) for fault in faults]


MISTAKES = {
    '{"a": 1,}': "1:8: warning: trailing comma after the last item; remove it",
    '[1,, 2]': "1:4: unexpected second comma; remove it",
    '{"a": 1\n "b": 2}': "2:2: missing comma before this",
    '{"a" 1}': "1:6: missing colon after `a`",
    '{"a":}': "1:2: `a` has no value",
    "{'a': 1}": "1:2: JSON does not accept `'` as a quote; use \"",
    '{“a”: 1}': '1:2: JSON does not accept `“` as a quote; use "',
    "{a: 1}": "1:2: a key must be in double quotes",
    '{"a": "b\n}': "1:7: this quote is not closed on its line; "
    'close it with ", and write a line break inside the text as `\\n`',
    '{"a": "x\\uD83d"}': "1:9: `\\uD83d` is half of a surrogate pair without the other half; "
    "write the character itself",
    '{"a": "\\ude00\\uD83D"}': "1:8: `\\ude00` is half of a surrogate pair without the other half; "
    "write the character itself",
    '{"a": "\\d"}': "1:8: `\\d` is not an escape sequence in JSON; write `\\\\` for a backslash",
    '{"a": "b\tc"}': "1:9: JSON text cannot contain a tab; write `\\t`",
    '{"a": [1, 2}': "1:12: this `}` does not match `[`; close it with `]`",
    '{"a": [1, 2': "1:7: this `[` is not closed; close it with `]`",
    '{\n': "1:1: this `{` is not closed; close it with `}`",
    '{"a": None}': "1:7: `None` is not a JSON value; write `null`",
    '{"a": True}': "1:7: `True` is not a JSON value; write `true`",
    '{"a": Alex}': "1:7: this is not a JSON value; put the text in double quotes",
    '{"a": 01}': "1:7: this is not a JSON value; put the text in double quotes",
    '// me\n{}': "1:1: warning: JSON has no comments; remove them, or write the file as YAML",
    '{"a": /* 1': "1:7: this comment is not closed; close it with `*/`",
    '{"a": 1} {"b": 2}': "1:10: text after the end of the JSON document: "
    "a file holds one CV",
    '{"a": 1, "b": 2, "a": 3}': "1:18: duplicate key `a`: it is first used on line 1",
    '{"a": "\x07"}': "1:8: the character U+0007 is not allowed in text; remove it",
    "": "1:1: the file is empty",
    "[" * 99: f"1:34: nested more than {MAX_DEPTH} levels deep",
}  # fmt: skip


@pytest.mark.parametrize("text", MISTAKES, ids=lambda text: text[:16])
def test_a_mistake_in_json_is_told_at_its_place(text):
    assert said(text) == [f"resume.json:{MISTAKES[text]}"]


@pytest.mark.unwatched
def test_more_values_than_any_cv_has_are_refused(monkeypatch):
    assert MAX_NODES == 50_000
    monkeypatch.setattr(json_parser, "MAX_NODES", 5_000)
    assert said(json.dumps([0] * 5_000))[0].endswith("more than 5,000 values")


def test_values_keep_their_places_and_numbers_their_spelling():
    text = '{"name": "Zo\\u00eb \\ud83d\\ude00",\n  "score": 4.0, "open": null, "x": [true, -1e3]}'
    node = parse(text.encode(), "resume.json")[0]
    assert node.plain() == {"name": "Zoë 😀", "score": "4.0", "open": None, "x": [True, "-1e3"]}
    assert str(node.value["score"].key) == "resume.json:2:3"
    assert str(node.value["score"].position) == "resume.json:2:12"
    assert str(node.value["x"].value[1].position) == "resume.json:2:43"


def test_json_is_known_by_its_content_and_a_yaml_mapping_in_braces_stays_yaml():
    assert parse(b'{"a": "b"}', "cv.yaml")[0].plain() == {"a": "b"}
    assert parse(b"{name: Alex, tags: [a, b]}", "cv.yaml")[0].plain() == {
        "name": "Alex",
        "tags": ["a", "b"],
    }
    assert said('{"name": "Alex",}', "cv.yaml") == [
        "cv.yaml:1:16: warning: trailing comma after the last item; remove it"
    ]


def test_what_json_says_is_what_python_reads():
    text = json.dumps({"a": ["ü", "\\", '"', "\n", "\u2028", "/"], "b": {}, "c": []})
    assert parse(text.encode(), "a.json")[0].plain() == json.loads(text)


def test_comments_and_last_commas_are_told_once_and_the_rest_is_read():
    text = '# me\n{"a": [1, 2, ], // two\n "b": /* none */ "//", }\n// end'
    node, faults = parse(text.encode(), "a.json")
    assert node.plain() == {"a": ["1", "2"], "b": "//"}
    assert [(fault.position.line, fault.warning) for fault in faults] == [(1, True), (2, True)]
