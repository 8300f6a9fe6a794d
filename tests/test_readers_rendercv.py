"""RenderCV's files: every entry is shown, whatever its type and whatever it lacks."""

from calendar import month_name
from pathlib import Path

import pytest
from foreign import lines, rendercv

from cvrender import pipeline
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
    assert lines(source)[1:] == [
        *("One", "1.", "A", "2.", "B - C", "Two", "3.", "D", "2.", "E", "1.", "F")
    ]
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


def design(tmp_path, looks, more=""):
    """The design that is read of these looks, and what is told."""
    source = rendercv(tmp_path, f"cv: {{name: A, sections: {{a: [b]}}}}\ndesign: {looks}\n{more}")
    return dict(source.cv.design), [warning.message for warning in source.warnings]


def test_looks_of_rendercv_are_tokens_of_ours(tmp_path):
    found, told = design(
        tmp_path,
        """
  theme: sb2nov
  page: {size: us-letter, top_margin: 0.7in, left_margin: 2 cm, show_footer: false}
  colors: {body: "rgb(0, 0, 0)", name: "#004F90", section_titles: "rgb(0, 79, 144)", links: black}
  typography:
    alignment: justified
    font_family: Source Sans 3
    font_size: {body: 9pt, section_titles: 1.4em, name: 30 pt}
    bold: {name: true, section_titles: false}
  header: {alignment: left, space_below_connections: 0.5cm, connections: {separator: "|"}}
  section_titles: {type: with_full_line, line_thickness: 0.5pt, space_above: 0.5cm}
  entries: {highlights: {bullet: "◦", nested_bullet: "-"}}""",
    )
    assert found == {
        "page": {"size": "Letter", "margin": {"top": "0.7in", "left": "2cm"}},
        "fonts": {"body": "Source Sans Pro", "heading": "Source Sans Pro"},
        "sizes": {"body": "9pt", "name": "30pt", "section": "12.6pt"},
        "colors": {
            "text": "#000000", "name": "#004f90", "accent": "#004f90", "link": "#000000",
        },
        "text": {"align": "justify"},
        "header": {"align": "left", "weight": "bold", "separator": "|"},
        "headings": {
            "weight": "regular", "align": "left", "rule": "below", "rule_width": "0.5pt",
        },
        "bullets": {"character": "◦", "nested": "-"},
        "spacing": {"header": "0.5cm", "section": "0.5cm"},
        "footer": {"show": "none"},
    }  # fmt: skip
    assert told == []


@pytest.mark.parametrize(
    ("looks", "found"),
    [
        ("{page_size: letterpaper, font_size: 10pt, text_alignment: left-aligned}",
         {"page": {"size": "Letter"}, "sizes": {"body": "10pt"}, "text": {"align": "left"}}),
        ("{disable_page_numbering: true, color: '#123456'}",
         {"footer": {"show": "none"},
          "colors": {"name": "#123456", "accent": "#123456", "link": "#123456"}}),
        ("{margins: {page: {top: 2 cm}}, page_numbering_style: Page PAGE_NUMBER of TOTAL_PAGES}",
         {"page": {"margin": {"top": "2cm"}}, "footer": {"show": "pages"}}),
        ("{text: {font_size: 11pt, font_family: Source Serif 4}}",
         {"sizes": {"body": "11pt"}, "fonts": {"body": "Source Serif Pro"}}),
        ("{section_titles: {type: with-parial-line}, page: {show_page_numbering: true}}",
         {"headings": {"align": "left", "rule": "below"}, "footer": {"show": "name-and-pages"}}),
    ],
    ids=["1 page", "1 colour", "1 margins", "2.2 text", "2.2 titles"],
)  # fmt: skip
def test_looks_of_older_rendercv_are_tokens_of_ours(tmp_path, looks, found):
    assert design(tmp_path, looks) == (found, [])


MONTHS = "[a, b, c, d, e, f, g, h, i, j, k, l]"
LONG = f"[{', '.join(month_name[1:])}]"


@pytest.mark.parametrize(
    ("looks", "more", "found"),
    [
        ("{typography: {line_spacing: 0.6em}}", "", {"line_height": "1.26"}),
        ("{header: {photo_width: 3.5cm, photo_position: right, connections: {show_icons: false}}}",
         "", {"contacts": {"icons": "false"}, "photo": {"size": "3.5cm", "place": "right"}}),
        ("{templates: {single_date: MONTH_NAME YEAR}}", "", {"dates": {"style": "long"}}),
        ("{templates: {single_date: MONTH_IN_TWO_DIGITS/YEAR}}", "",
         {"dates": {"style": "numeric"}}),
        ("{theme: classic}", "locale_catalog: {date_style: YEAR, present: today}",
         {"dates": {"style": "year", "present": "today"}}),
        ("{templates: {single_date: MONTH_NAME YEAR}}", f"locale: {{month_names: {MONTHS}}}",
         {"dates": {"style": "long", "months": [*"abcdefghijkl"]}}),
        ("{theme: classic}", f"locale: {{month_names: [], month_abbreviations: {MONTHS}}}",
         {"dates": {"months": [*"abcdefghijkl"]}}),
        ("{theme: classic}", f"locale_catalog: {{full_names_of_months: {LONG}, present: now,"
         f" abbreviations_for_months: {MONTHS}}}",
         {"dates": {"months": [*"abcdefghijkl"], "present": "now"}}),
        ("{templates: {single_date: MONTH_NAME YEAR}}", f"locale: {{month_names: {LONG}}}",
         {"dates": {"style": "long"}}),
        ("{sections: {space_between_text_based_entries: 0.3em}}", "locale: {present: now}",
         {"dates": {"present": "now"}, "spacing": {"paragraph": "3pt"}}),
    ],
)  # fmt: skip
def test_more_looks_and_the_words_of_a_locale_are_tokens_of_ours(tmp_path, looks, more, found):
    assert design(tmp_path, looks, more) == (found, [])


def test_a_degree_is_worded_as_the_locale_says(tmp_path):
    school = "{institution: U, area: Physics, degree: BSc}"
    cv = f"cv: {{name: A, sections: {{education: [{school}]}}}}\n"
    for phrase, shown in (
        ("DEGREE in AREA", "BSc in Physics"),
        ("AREA (DEGREE)", "Physics (BSc)"),
        ("DEGREE", "BSc, Physics"),
    ):
        source = rendercv(tmp_path, f"{cv}locale: {{phrases: {{degree_with_area: {phrase}}}}}")
        assert lines(source)[2] == shown


def test_looks_without_a_token_are_one_warning_that_is_never_fatal(tmp_path):
    found, told = design(
        tmp_path,
        "{page: {size: b5, left_margin: 20cm}, header: {photo_width: wide, alignment: right},"
        " colors: {body: hsl(1)}, entries: {highlights: {bullet: xx}}}",
        "locale: {language: english, month_names: [A, B]}\nsettings: {current_date: today}\n",
    )
    assert found == {}
    assert told == [
        "some looks of RenderCV have no counterpart here: `design.page.size`,"
        " `design.page.left_margin`, `design.header.photo_width`, `design.header.alignment`,"
        " `design.colors.body`, `design.entries.highlights.bullet`, `locale.month_names`,"
        " `settings.current_date`"
    ]
    job = pipeline.Job(tmp_path / "cv.yaml", ("txt",), output=tmp_path, strict=True)
    assert [warning.code for warning in pipeline.render(job).warnings] == ["other-looks"]


@pytest.mark.parametrize("key", ["settings", "rendercv_settings"])
def test_bold_keywords_are_bold_in_texts_and_not_in_addresses(tmp_path, key):
    source = rendercv(
        tmp_path,
        "cv:\n  name: Go\n  sections:\n    a: [Go and C++ on https://go.example/Go]\n"
        "    b: [{company: Go, highlights: [Gopher, '**Go**', go, Go.]}]\n"
        f"{key}: {{bold_keywords: [Go, C++]}}\n",
    )
    first, second = source.cv.sections
    assert first.text == "**Go** and **C++** on https://go.example/Go"
    assert [bullet.text for bullet in second.entries[0].bullets] == [
        "Gopher", "**Go**", "go", "**Go**.",
    ]  # fmt: skip
    assert source.cv.name == second.entries[0].organization == "Go"
