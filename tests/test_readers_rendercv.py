"""RenderCV's files: every entry is shown, whatever its type and whatever it lacks."""

from pathlib import Path

import pytest
from foreign import lines, rendercv

from cvrender.compose import compose


def test_a_rendercv_entry_without_a_name_is_shown_with_its_first_line_for_one(
    tmp_path: Path,
) -> None:
    source = rendercv(
        tmp_path,
        "cv:\n  name: A\n  sections:\n    work:\n      - highlights: [One, Two]\n"
        "        date: 2020\n"
        "    publications:\n      - {authors: [B, C], journal: J, date: 2019}\n",
    )
    assert lines(source) == ["A", "Work", "One", "2020", "Two", "Publications", "J", "2019", "B, C"]
    assert [str(warning).rpartition("yaml:")[2] for warning in source.warnings] == [
        "5:22: warning: this has no name: `One` is used instead",
        "8:36: warning: this has no name: `J` is used instead",
    ]


def test_underscores_at_the_edges_of_words_are_emphasis_in_rendercv(tmp_path: Path) -> None:
    source = rendercv(
        tmp_path,
        "cv:\n  name: A\n  social_networks: [{network: GitHub, username: _a_}]\n"
        "  sections:\n    notes: ['_One two_ of snake_case, __init__ and _x']\n",
    )
    document = compose(source.cv)
    ((spans,),) = ([line.spans for line in section.text] for section in document.sections)
    assert [(span.text, span.italic) for span in spans] == [
        ("One two", True),
        (" of snake_case, __init__ and _x", False),
    ]
    assert [str(contact.line) for contact in document.contacts] == ["GitHub: github.com/_a_"]


def test_an_empty_form_prints_nothing(tmp_path: Path) -> None:
    source = rendercv(
        tmp_path,
        "cv:\n  name: A\n  phone: 'tel:'\n  social_networks: [{network: '', username: ''}]\n"
        "  sections:\n    work: [{company: '', position: '', end_date: present, highlights: []}]\n"
        "    skills: [{label: 'Math:', details: Sums}]\n",
    )
    assert (lines(source), source.warnings) == (["A", "Skills", "Math", "Sums"], ())


def test_a_rendercv_section_of_keys_is_one_of_facts(tmp_path: Path) -> None:
    source = rendercv(
        tmp_path, "cv:\n  name: A\n  sections:\n    skills: {Tools: [Go, C], Area: Sums}\n"
    )
    assert lines(source) == ["A", "Skills", "Tools", "Go, C", "Area", "Sums"]
    assert source.warnings == ()


def test_keys_that_yaml_merges_are_merged_in_files_of_other_tools(tmp_path):
    source = rendercv(
        tmp_path,
        "cv:\n  name: A\n  sections:\n    work:\n"
        "      - &base {company: Acme, position: Dev, location: Bonn}\n"
        "      - {<<: *base, position: Lead}\n",
    )
    assert lines(source) == ["A", "Work", "Dev", "Acme", "Bonn", "Lead", "Acme", "Bonn"]
    assert source.warnings == ()


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ("{go: [{label: L, details: }, {label: '', details: D}]}", ["Go", "L", "D"]),
        ("{go: [{name: P, number: US 1, date: 2020}]}", ["Go", "P", "2020", "Number", "US 1"]),
        ("{go: [{name: N, details: D, date: 2020}]}", ["Go", "N", "2020", "D"]),
        ("[{go: [x]}, {go on: [y]}]", ["Go", "x", "go on", "y"]),
        ("{go: [x]}\n  skills: [y]\n  summary: z", ["Go", "x", "Skills", "y", "Summary", "z"]),
        ("\n  custom_sections: [{title: Mine, entries: [{name: P}]}]", ["Mine", "P"]),
    ],
)
def test_sections_of_rendercv_keep_every_line_in_odd_shapes(sections, expected, tmp_path):
    source = rendercv(tmp_path, f"cv:\n  name: N\n  sections: {sections}\n")
    assert lines(source)[1:] == expected
    assert source.warnings == ()


def test_numbered_items_keep_their_numbers(tmp_path):
    sections = (
        "{one: [{number: A}, {number: B - C}],"
        " two: [{reversed_number: D}, {reversed_number: E}, {reversed_number: F}]}"
    )
    source = rendercv(tmp_path, f"cv:\n  name: N\n  sections: {sections}\n")
    assert lines(source)[1:] == ["One", "1. A", "2. B - C", "Two", "3. D", "2. E", "1. F"]
    assert source.warnings == ()


def test_only_the_points_below_an_entry_are_split_at_a_dash(tmp_path):
    source = rendercv(
        tmp_path,
        "cv:\n  name: N\n  sections:\n    training:\n"
        "      - bullet: '2024 - Scuba course (City pool)'\n      - bullet: Go - C\n"
        "    experience:\n      - company: B\n        highlights: [Tools - Go - C, 2019 - 2020]\n",
    )
    assert lines(source)[1:] == [
        *("Training", "2024 - Scuba course (City pool)", "Go - C"),
        *("Experience", "B", "Tools", "Go", "C", "2019 - 2020"),
    ]


def test_roles_at_one_company_are_roles(tmp_path):
    role = "{position: Clerk, start_date: 2018, end_date: 2018-06, highlights: [Filed]}"
    source = rendercv(
        tmp_path,
        f"cv:\n  name: N\n  sections:\n    experience: [{{company: B, roles: [{role}]}}]\n",
    )
    assert lines(source)[1:] == ["Experience", "B", "Clerk", "2018 – Jun 2018", "Filed"]
    assert source.warnings == ()


def test_old_rendercv_files_say_their_language_by_the_word_for_an_open_end(tmp_path):
    source = rendercv(
        tmp_path,
        "cv: {name: A, sections: {berufserfahrung: [{company: B, start_date: 2020}], x: [y]}}\n"
        "locale_catalog: {present: heute}\n",
    )
    assert lines(source) == ["A", "Berufserfahrung", "B", "2020 – heute", "X", "y"]
    assert source.cv.sections[0].title is None


def test_items_of_several_types_keep_their_order_or_it_is_told(tmp_path):
    source = rendercv(
        tmp_path,
        "cv:\n  name: A\n  sections:\n    one: [{bullet: B}, text]\n"
        "    two: [{name: N}, text, {bullet: B}]\n",
    )
    assert lines(source) == ["A", "One", "B", "text", "Two", "text", "N", "B"]
    assert [str(warning).rpartition("yaml:")[2] for warning in source.warnings] == [
        "5:10: warning: texts, entries, publications, lists and facts of one section"
        " are shown in this order"
    ]
