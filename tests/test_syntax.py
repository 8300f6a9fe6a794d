"""Any bytes become a tree that knows its places, or faults that lie inside the text."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from judges import at_once

from cvrender.checks.validate import validate
from cvrender.errors import SourceError
from cvrender.model import CV
from cvrender.syntax import parse_yaml, tree_builder
from cvrender.syntax.decoding import MAX_BYTES, decode
from cvrender.syntax.nodes import MAX_DEPTH, MAX_NODES
from cvrender.yaml_writer import scalar

DATA = Path(__file__).parents[1] / "data"
LINES = re.compile(r"\r\n|\r|\n")

FRAGMENTS = [
    *("a", "b", "name:", "text:", "key:value", "-item", "2020-13", "https://a.b", "null", "true"),
    *("-", "?", ":", ",", "[", "]", "{", "}", '"', "'", "|", ">", ">-", "#", "#x", "---", "..."),
    *(
        "&",
        "*",
        "!",
        "%",
        "@",
        "`",
        "~",
        "<<",
        "&a",
        "*a",
        "!!str",
        "!x",
        "\\",
        "\\x",
        "\\U99999999",
    ),
    *("🙂", "é", "\u00a0", "\u2028", "\x85", "\ufeff", "\x07"),
    *(" ", "  ", "\n", "\n  ", "\n- ", "\r\n", "\r", "\t"),
]
yaml_like = st.lists(st.sampled_from(FRAGMENTS))


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], ids=["libyaml", "pure Python"])
def _parser(request, monkeypatch):
    monkeypatch.setattr(tree_builder, "PARSER", getattr(yaml, request.param))


def place_of(text, *path):
    position = parse_yaml(text, "cv.yaml").at(path).position
    return position.line, position.column


def test_libyaml_reads_where_it_is_there():
    assert tree_builder.PARSER is yaml.CSafeLoader


@pytest.mark.usefixtures("_parser")
def test_plain_words_stay_what_the_author_typed():
    text = "[010, 12:30, no, 1.10, +49123, 2025-13-01, Yes, .inf, 0x1F, 1e3]"
    typed = ["010", "12:30", "no", "1.10", "+49123", "2025-13-01", "Yes", ".inf", "0x1F", "1e3"]
    assert parse_yaml(text, "cv.yaml").plain() == typed


@pytest.mark.usefixtures("_parser")
def test_only_null_true_and_false_mean_more_and_not_in_quotes():
    text = 'a: null\nb: ~\nc:\nd: true\ne: false\nf: \'true\'\ng: ""\nh: "~"\n'
    plain = {"a": None, "b": None, "c": None, "d": True, "e": False, "f": "true", "g": "", "h": "~"}
    assert parse_yaml(text, "cv.yaml").plain() == plain


@pytest.mark.usefixtures("_parser")
def test_keys_are_text_whatever_they_look_like():
    assert list(parse_yaml("null: a\ntrue: b\n~: c\n1: d\n", "cv.yaml").plain()) == [
        *("null", "true", "~", "1")
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "byte-order mark"])
@pytest.mark.usefixtures("_parser")
def test_line_ends_and_a_byte_order_mark_change_nothing(end, mark):
    data = mark + end.join(["name: Zoë", "sections:", "  - title: Ä", ""]).encode()
    node = parse_yaml(decode(data, "cv.yaml"), "cv.yaml")
    assert node.plain() == {"name": "Zoë", "sections": [{"title": "Ä"}]}
    assert str(node.at(("name",)).position) == "cv.yaml:1:7"
    assert str(node.at(("sections", 0, "title")).position) == "cv.yaml:3:12"


@pytest.mark.usefixtures("_parser")
def test_a_fault_between_old_line_ends_is_placed_too():
    with pytest.raises(SourceError, match=r"^cv.yaml:2:3: YAML reads `name` as part of .* line 1"):
        parse_yaml("headline: x\r  name: Alex\r", "cv.yaml")


@pytest.mark.usefixtures("_parser")
def test_columns_count_characters_not_bytes():
    assert place_of("{é🙂: x, ü: y}", "ü") == (1, 12)
    assert place_of('"🙂\t🙂": [ä, 🙂, z]', "🙂\t🙂", 2) == (1, 15)


@pytest.mark.usefixtures("_parser")
def test_unusual_line_ends_are_spaces_as_editors_show_them():
    text = "a: one\u2028two\x85three\u2029four\nb: x\n"
    assert parse_yaml(text, "f").plain() == {"a": "one two three four", "b": "x"}
    assert place_of(text, "b") == (2, 4)


@pytest.mark.usefixtures("_parser")
def test_an_empty_value_stands_at_its_key_or_its_dash():
    assert place_of("a:\nb: {c: , d}\ne:\n  - x\n  -\n", "a") == (1, 1)
    assert place_of("a:\nb: {c: , d}\ne:\n  - x\n  -\n", "b", "c") == (2, 5)
    assert place_of("a:\nb: {c: , d}\ne:\n  - x\n  -\n", "e", 1) == (5, 3)


def test_steps_that_the_source_does_not_have_are_passed_over():
    node = parse_yaml("facts:\n  Languages: Go\n  Tools: make\n", "cv.yaml")
    assert str(node.at(("facts", 1, "text")).position) == "cv.yaml:3:10"
    assert str(node.at(("email", 0)).position) == "cv.yaml:1:1"


@pytest.mark.parametrize("source", ["cv.yaml", "example-full.yaml"])
def test_every_value_of_the_samples_stands_where_its_place_says(source):
    text = (DATA / source).read_text("utf-8")
    lines = text.split("\n")
    values = list(_scalars(parse_yaml(text, source)))
    for node in values:
        rest = lines[node.position.line - 1][node.position.column - 1 :]
        assert rest[0] in "\"'>|" or rest.startswith(node.value.split("\n")[0][:9])
    assert len(values) > 30


def _scalars(node):
    if isinstance(node.value, dict | list):
        children = node.value.values() if isinstance(node.value, dict) else node.value
        for child in children:
            yield from _scalars(child)
    else:
        yield node


@pytest.mark.usefixtures("_parser")
def test_a_reference_repeats_its_value():
    assert parse_yaml("a: &x {b: c}\nd: *x\n", "f").plain() == {"a": {"b": "c"}, "d": {"b": "c"}}


@pytest.mark.usefixtures("_parser")
def test_depth_is_bounded_by_what_is_repeated_too():
    inner = "&a " + "[" * (MAX_DEPTH // 2) + "]" * (MAX_DEPTH // 2)
    assert parse_yaml(f"- {inner}\n- [*a]\n", "f").plain()
    deep = "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)
    assert parse_yaml(deep, "f").plain()
    with pytest.raises(SourceError, match="nested more than 32 levels deep"):
        parse_yaml(f"[{deep}]", "f")
    with pytest.raises(SourceError, match="nested more than 32 levels deep"):
        parse_yaml(f"- {inner}\n- {'[' * 17}*a{']' * 17}\n", "f")


@pytest.mark.unwatched
def test_as_many_values_as_allowed_are_held(monkeypatch):
    assert MAX_NODES == 50_000
    monkeypatch.setattr(tree_builder, "MAX_NODES", 5_000)
    assert len(parse_yaml("- a\n" * 4_999, "f").plain()) == 4_999
    with pytest.raises(SourceError, match=re.escape("more than 5,000 values")):
        parse_yaml("- a\n" * 5_000, "f")


def test_a_file_may_be_as_large_as_allowed():
    assert decode(b"#" * MAX_BYTES, "f")
    with pytest.raises(SourceError, match="the file is larger than 2,000,000 bytes"):
        decode(b"#" * (MAX_BYTES + 1), "f")


@pytest.mark.unwatched
@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "&a [", "!x [", "a: {"])
def test_no_nesting_exhausts_the_stack_or_the_patience(opening):
    with at_once(), pytest.raises(SourceError):
        parse_yaml(opening * 50_000, "f")


@given(text=st.text())
@example(text='"\\U99999999"')
@example(text="\ud800")
def test_any_text_is_a_tree_or_faults_inside_it(text):
    for parser in (yaml.CSafeLoader, yaml.SafeLoader):
        _assert_tree_or_faults(text, parser)


@settings(max_examples=200)
@given(parts=yaml_like)
def test_any_mix_of_yaml_is_a_tree_or_faults_inside_it(parts):
    for parser in (yaml.CSafeLoader, yaml.SafeLoader):
        _assert_tree_or_faults("".join(parts), parser)


@settings(max_examples=200)
@given(parts=yaml_like)
def test_any_mix_of_yaml_is_a_cv_or_faults_inside_it(parts):
    text = "name: A\nsections:\n  - title: T\n    bullets:\n      - " + "".join(parts)
    try:
        validate(parse_yaml(text, "f"), CV)
    except SourceError as error:
        _assert_inside(text, error)


@given(data=st.binary())
def test_any_bytes_are_text_or_a_fault(data):
    try:
        text = decode(data, "f")
    except SourceError as error:
        codes = [fault.code for fault in error.faults]
    else:
        codes = []
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))
        assert wide or text.encode() == data.removeprefix(b"\xef\xbb\xbf")
    assert codes in ([], ["wrong-encoding"], ["not-text"])


def _assert_tree_or_faults(text, parser):
    usual, tree_builder.PARSER = tree_builder.PARSER, parser
    try:
        parse_yaml(text, "f").plain()
    except SourceError as error:
        _assert_inside(text, error)
    finally:
        tree_builder.PARSER = usual


def _assert_inside(text, error):
    lines = LINES.split(text)
    assert error.faults
    for fault in error.faults:
        assert 1 <= fault.position.line <= len(lines)
        assert 1 <= fault.position.column <= len(lines[fault.position.line - 1]) + 1


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_says_how_wide_the_characters_are(encoding):
    assert decode("\ufeffname: Zoë 李".encode(encoding), "f") == "name: Zoë 李"


@pytest.mark.parametrize("loader", [yaml.CBaseLoader, yaml.BaseLoader])
@example(text="señal ¿qué?")
@given(text=st.text())
def test_a_text_that_is_typed_into_a_list_is_read_by_either_parser(loader, text):
    assert yaml.load(f"[{scalar(text, flow=True)}, b]", loader) == [text, "b"]
