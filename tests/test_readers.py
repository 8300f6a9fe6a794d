"""Files of other tools are sources like any other; nothing in them is lost without a word.

``tests/sources/*.txt`` say what is read of the file of that name: a line a text, links behind
arrows, and below the rule what the author is told.
"""

import json
from pathlib import Path

import pytest
import yaml

from cvrender import pipeline
from cvrender.compose import compose
from cvrender.errors import SourceError
from cvrender.readers import registry
from cvrender.readers.foreign import networks
from cvrender.readers.foreign.prose import Item, item, prose
from cvrender.syntax import jsontext
from cvrender.syntax.jsontext import parse_json
from cvrender.syntax.yamltext import parse_yaml

SOURCES = Path(__file__).parent / "sources"
ODD = ("odd-resume.json", "odd-rendercv.yaml")


def read(path, monkeypatch):
    monkeypatch.chdir(path.parent)
    return pipeline.read(Path(path.name))


def lines(source):
    """What a reader sees, links behind arrows."""
    return [
        "  → ".join([str(line), *(" ".join(line.urls),) * bool(line.urls)])
        for line in compose(source.cv).lines()
    ]


def resume(tmp_path, **parts):
    path = tmp_path / "resume.json"
    path.write_text(json.dumps({"basics": {"name": "Alex"}, **parts}), "utf-8")
    return pipeline.read(path)


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
    written = jsontext.read((SOURCES / name).read_text("utf-8"), name)[0].plain()
    source = read(SOURCES / name, monkeypatch)
    shown = bare("".join(lines(source)))
    told = " ".join(map(str, source.warnings))
    changed = {"summary", "startDate", "endDate", "date", "start_date", "end_date", "website"}
    lost = [
        (path, text)
        for path, text in texts(written)
        if path[-1] not in {*changed, "fontawesome_icon"}
        and not all(bare(part) in shown for part in text.removeprefix("https://").split("@"))
        and text not in told
        and not any(f"`{key}`" in told for key in path)
    ]
    assert lost == []


def test_json_resume_written_as_yaml_reads_the_same(tmp_path, monkeypatch):
    written = yaml.load((SOURCES / ODD[0]).read_text("utf-8"), yaml.BaseLoader)
    (tmp_path / "resume.yaml").write_text(yaml.safe_dump(written, sort_keys=False), "utf-8")
    again = read(tmp_path / "resume.yaml", monkeypatch)
    assert lines(again)[:20] == lines(read(SOURCES / ODD[0], monkeypatch))[:20]


OPEN = ({}, {"endDate": None}, {"endDate": ""}, {"endDate": "Present"}, {"endDate": "now"})


@pytest.mark.parametrize("end", OPEN, ids=str)
def test_a_job_without_an_end_goes_on(end, tmp_path):
    job = {"name": "Acme", "position": "Clerk", "startDate": "2020-03-01", **end}
    source = resume(tmp_path, work=[job])
    assert lines(source) == ["Alex", "Experience", "Clerk", "Mar 2020 – present", "Acme"]
    assert source.warnings == ()


DATES = {
    "2013-00-00": "2013",
    "2013-05-00": "May 2013",
    "2013-05-17T10:00:00Z": "May 2013",
    "05/2013": "May 2013",
    "Sept 2013": "Sep 2013",
    "2013-": "2013",
    "12/25/2013": "Dec 2013",
    "25/12/2013": "Dec 2013",
    "20131225": "Dec 2013",
    "1387929600": "Dec 2013",
    "1387929600000": "Dec 2013",
    "2013年5月": "May 2013",
    "2013년 5월": "May 2013",
    "2013年": "2013",
    "2013/14": "2013/14",
    "2013-05/2014-06": "May 2013 – Jun 2014",
    "1392-05": "1392/05",
    "۱۳۹۲/۰۵": "۱۳۹۲/۰۵",
    "٢٠١٣": "٢٠١٣",
    "Spring 2013": "Spring 2013",
    "2013-13-40": "2013",
    "0000-00-00": "",
    "n/a": "",
    "soon": "soon",
}


TOLD = {"2013-13-40", "0000-00-00", "n/a", "soon", "۱۳۹۲/۰۵", "٢٠١٣"}


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        ({"startDate": "Mar 2019", "endDate": "Present · 5 yrs 2 mos"}, "Mar 2019 – present"),
        ({"startDate": "2019-03", "endDate": False}, "Mar 2019 – present"),
        ({"period": {"start": "2019", "end": "2020"}}, "2019 – 2020"),
        ({"startDate": "2010", "graduationDate": "2014-05"}, "2010 – May 2014"),
        ({"graduationYear": 2014}, "2014"),
        ({"date": {"year": 2014, "month": 5}}, "May 2014"),
    ],
)
def test_dates_under_odd_keys_are_read(dates, shown, tmp_path):
    source = resume(tmp_path, education=[{"institution": "U", **dates}])
    assert lines(source)[3:] == [shown]
    assert source.warnings == ()


@pytest.mark.parametrize("date", DATES)
def test_a_date_in_an_odd_shape_is_read_as_far_as_it_goes(date, tmp_path):
    source = resume(tmp_path, awards=[{"title": "Prize", "date": date}])
    assert lines(source)[3:] == [DATES[date]] * bool(DATES[date])
    assert len(source.warnings) == (date in TOLD)


@pytest.mark.parametrize("start", ["since 2013", "seit März 2013", "2013 –"])
def test_a_start_that_says_since_goes_on(start, tmp_path):
    source = resume(tmp_path, work=[{"position": "Clerk", "startDate": start}])
    assert lines(source)[-1] == ("Mar " if "März" in start else "") + "2013 – present"
    assert source.warnings == ()


def test_an_end_before_its_start_is_shown_as_written_and_told_once(tmp_path):
    job = {"position": "Clerk", "startDate": "2020-05", "endDate": "2019-02"}
    source = resume(tmp_path, work=[job])
    assert lines(source)[-1] == "2020-05 – 2019-02"
    (warning,) = map(str, source.warnings)
    assert "`2020-05 – 2019-02` is shown as it is written" in warning


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
        ":3:14: warning: the link to `javascript:alert` is shown as it is written",
        ":3:14: warning: the link to `notes.txt` is shown as it is written",
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
    parse = parse_json if text.startswith("{") else parse_yaml
    assert registry.recognise(parse(text, "file")).name == reader


def test_lines_of_a_text_are_paragraphs_and_marked_ones_bullets():
    found = prose(
        "Kept a plant running, every day of the year and also on most of the nights\n"
        "of it.\nThen:\n- sold it\n  - twice\n* left"
    )
    assert found.paragraphs == [
        "Kept a plant running, every day of the year and also on most of the nights of it.",
        "Then:",
    ]
    assert found.items == [Item("sold it", [Item("twice")]), Item("left")]


def test_what_stands_between_and_behind_bullets_stays_there():
    found = prose("As a lead:\n- hired\n- taught\n\nAs a clerk:\n·filed\n\nAll of it gladly.")
    assert found.paragraphs == []
    assert found.items == [
        Item("As a lead:", [Item("hired"), Item("taught")]),
        Item("As a clerk:", [Item("filed")]),
        Item("All of it gladly."),
    ]


@pytest.mark.parametrize(
    "text", ["-5 °C in the lab", "*really* good", "a - b", "C++ <vector<int>>", "+ 5 % a year"]
)
def test_a_line_that_only_looks_like_a_bullet_or_a_tag_is_kept(text):
    assert prose(text).text == item(text).text == text


def test_what_is_told_of_a_person_beside_addresses_is_a_detail(tmp_path):
    basics = {
        "name": "Alex Doe", "prefix": "Dr.", "suffix": "PhD", "nationality": "Dutch",
        "url": "https://a.example", "website": "https://b.example",
        "profiles": {"github": "alex", "skype": "alex.doe", "x": {"username": "alex"}},
    }  # fmt: skip
    source = resume(tmp_path, basics=basics, work={"Acme": {"position": "Clerk"}})
    assert lines(source) == [
        "Dr. Alex Doe, PhD",
        "Nationality: Dutch",
        "Skype: alex.doe",
        "a.example  → https://a.example",
        "b.example  → https://b.example",
        "GitHub: github.com/alex  → https://github.com/alex",
        "X: x.com/alex  → https://x.com/alex",
        "Experience",
        "Clerk",
        "Acme",
    ]
    assert source.warnings == ()


def test_an_item_says_under_labels_what_it_has_keys_of_its_own_for(tmp_path):
    project = {
        "name": "Loom", "repo": "github.com/ada/loom", "tech": ["Go"], "languages": ["C"],
        "links": [{"name": "Demo", "url": "https://d.example"}], "advisor": "Mary S.",
    }  # fmt: skip
    paper = {"name": "On Looms", "journal": "Q", "volume": 3, "issue": "2", "pages": "1-9"}
    boss = {"name": "Boss", "private": True}
    source = resume(tmp_path, projects=[project], publications=[paper], references=[boss])
    assert lines(source)[1:] == [
        "Projects",
        "Loom",
        "Advisor",
        "Mary S.",
        "Repository",
        "github.com/ada/loom  → https://github.com/ada/loom",
        "Links",
        "Demo  → https://d.example",
        "Go, C",
        "Publications",
        "On Looms",
        "Q 3 (2), 1-9",
    ]
    assert [warning.message for warning in source.warnings] == [
        "a reference that is private is left out"
    ]


def test_a_page_on_a_network_is_known_by_its_name():
    assert networks.page("Stack Overflow", "12/a") == "https://stackoverflow.com/users/12/a"
    assert networks.page("Mastodon", "@me@a.example") == "https://a.example/@me"
    assert networks.page("Mastodon", "me") == ""
    assert networks.page("Unheard of", "me") == ""


def test_a_rendercv_entry_without_a_name_is_shown_with_its_first_line_for_one(
    tmp_path: Path,
) -> None:
    path = tmp_path / "cv.yaml"
    path.write_text(
        "cv:\n  name: A\n  sections:\n    work:\n      - highlights: [One, Two]\n"
        "        date: 2020\n"
        "    publications:\n      - {authors: [B, C], journal: J, date: 2019}\n"
    )
    source = pipeline.read(path)
    assert lines(source) == ["A", "Work", "One", "2020", "Two", "Publications", "J", "2019", "B, C"]
    assert [str(warning).rpartition("yaml:")[2] for warning in source.warnings] == [
        "5:22: warning: this has no name; `One` stands for one",
        "8:36: warning: this has no name; `J` stands for one",
    ]


def test_underscores_at_the_edges_of_words_are_emphasis_in_rendercv(tmp_path: Path) -> None:
    path = tmp_path / "cv.yaml"
    path.write_text(
        "cv:\n  name: A\n  social_networks: [{network: GitHub, username: _a_}]\n"
        "  sections:\n    notes: ['_One two_ of snake_case, __init__ and _x']\n"
    )
    document = compose(pipeline.read(path).cv)
    ((spans,),) = ([line.spans for line in section.text] for section in document.sections)
    assert [(span.text, span.italic) for span in spans] == [
        ("One two", True),
        (" of snake_case, __init__ and _x", False),
    ]
    assert [str(contact.line) for contact in document.contacts] == ["GitHub: github.com/_a_"]


def test_a_file_that_does_not_say_its_language_has_that_of_its_texts(tmp_path: Path) -> None:
    said = "تطوير منصة الدفع وإدارة فريق الدعم"
    job = {"position": "مدير", "startDate": "2020", "summary": said}
    assert resume(tmp_path, work=[job]).cv.language == "ar"
    for tag, code in {
        "en-GB": "en",
        "zh-TW": "zh-Hant",
        "zh_Hant_HK": "zh-Hant",
        "zh-CN": "zh",
    }.items():
        assert resume(tmp_path, work=[job], meta={"language": tag}).cv.language == code
    path = tmp_path / "cv.yaml"
    path.write_text(f"cv:\n  name: A\n  sections: {{work: [{said}]}}\n", "utf-8")
    assert pipeline.read(path).cv.language == "ar"


def test_a_language_that_we_have_no_words_in_is_told(tmp_path: Path) -> None:
    told = "is no language we know; English stands in"
    source = resume(tmp_path, work=[{"name": "Acme"}], meta={"language": "nb-NO"})
    assert (source.cv.language, source.warnings[0].message) == ("en", f"`nb-NO` {told}")
    path = tmp_path / "cv.yaml"
    path.write_text("cv: {name: A, sections: {a: [b]}}\nlocale: {language: danish}\n")
    source = pipeline.read(path)
    assert (source.cv.language, source.warnings[-1].message) == ("en", f"`danish` {told}")


def test_an_empty_form_prints_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cv.yaml"
    path.write_text(
        "cv:\n  name: A\n  phone: 'tel:'\n  social_networks: [{network: '', username: ''}]\n"
        "  sections:\n    work: [{company: '', position: '', end_date: present, highlights: []}]\n"
        "    skills: [{label: 'Math:', details: Sums}]\n"
    )
    source = pipeline.read(path)
    assert (lines(source), source.warnings) == (["A", "Skills", "Math", "Sums"], ())


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
        "there are no sections, so that only the name and the contacts are shown"
    ]


def test_a_rendercv_section_of_keys_is_one_of_facts(tmp_path: Path) -> None:
    path = tmp_path / "cv.yaml"
    path.write_text("cv:\n  name: A\n  sections:\n    skills: {Tools: [Go, C], Area: Sums}\n")
    source = pipeline.read(path)
    assert lines(source) == ["A", "Skills", "Tools", "Go, C", "Area", "Sums"]
    assert source.warnings == ()


def test_items_that_stand_a_key_deeper_keep_the_order_of_the_file(tmp_path):
    keys = ("list", "sets", "items", "entries", "history")
    source = resume(tmp_path, skills={key: [{"name": key, "keywords": ["a"]}] for key in keys})
    assert lines(source)[2::2] == [*keys]


def test_ways_to_reach_a_person_stand_in_a_list_in_items_or_under_names(tmp_path):
    basics = {
        "name": {"first": "Ana", "last": "García", "prefix": "Dr."},
        "email": {"work": "ana@work.example", "home": ""},
        "phone": [{"type": "home", "number": "111"}, "tel:+34-600-000"],
        "url": {"label": "", "href": "https://ana.example"},
        "websites": {"Blog": "blog.example"},
    }
    source = resume(tmp_path, basics=basics)
    assert lines(source) == [
        "Dr. Ana García",
        "ana@work.example  → mailto:ana@work.example",
        "111 (home)  → tel:111",
        "+34 600 000  → tel:+34600000",
        "ana.example  → https://ana.example",
        "Blog: blog.example  → https://blog.example",
    ]
    assert [warning.message for warning in source.warnings] == [
        "`work`, as an e-mail address is called, is left out",
        "there are no sections, so that only the name and the contacts are shown",
    ]


def test_keys_that_yaml_merges_are_merged_in_files_of_other_tools(tmp_path):
    path = tmp_path / "cv.yaml"
    path.write_text(
        "cv:\n  name: A\n  sections:\n    work:\n"
        "      - &base {company: Acme, position: Dev, location: Bonn}\n"
        "      - {<<: *base, position: Lead}\n"
    )
    source = pipeline.read(path)
    assert lines(source) == ["A", "Work", "Dev", "Acme", "Bonn", "Lead", "Acme", "Bonn"]
    assert source.warnings == ()


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ("{go: [{label: L, details: }, {label: '', details: D}]}", ["Go", "L", "D"]),
        ("{go: [{number: One}, {number: Two}]}", ["Go", "1. One", "2. Two"]),
        ("{go: [{reversed_number: B}, {reversed_number: A}]}", ["Go", "2. B", "1. A"]),
        ("{go: [{name: P, number: US 1, date: 2020}]}", ["Go", "P", "2020", "Number", "US 1"]),
        ("{go: [{name: N, details: D, date: 2020}]}", ["Go", "N", "2020", "D"]),
        ("[{go: [x]}, {go on: [y]}]", ["Go", "x", "go on", "y"]),
        ("{go: [x]}\n  skills: [y]\n  summary: z", ["Go", "x", "Skills", "y", "Summary", "z"]),
        ("\n  custom_sections: [{title: Mine, entries: [{name: P}]}]", ["Mine", "P"]),
    ],
)
def test_sections_of_rendercv_keep_every_line_in_odd_shapes(sections, expected, tmp_path):
    path = tmp_path / "cv.yaml"
    path.write_text(f"cv:\n  name: N\n  sections: {sections}\n")
    source = pipeline.read(path)
    assert lines(source)[1:] == expected
    assert source.warnings == ()


def test_sections_that_stand_below_one_key_are_read_as_in_reactive_resume(tmp_path):
    job = {"company": "Acme", "date": "2019 - 2020", "summary": "<ul><li><p>One</p></li></ul>"}
    sections = {
        "summary": {"name": "Summary", "visible": True, "content": "<p>Hello</p>"},
        "experience": {"name": "Experience", "visible": True, "items": [job]},
    }
    source = resume(tmp_path, sections=sections, metadata={"template": "onyx"})
    assert lines(source)[1:] == ["Summary", "Hello", "Experience", "Acme", "2019 – 2020", "One"]
    assert [str(warning).split(": ", 2)[2] for warning in source.warnings] == []


def test_what_builders_of_resumes_write_is_known(tmp_path):
    path = tmp_path / "resume.json"
    job = {"jobTitle": "Lead", "companyName": "Acme", "since": "2019", "achievements": ["Won", "-"]}
    paper = {"title": "P", "journal": "J", "volume": 1, "publisher": "ACM"}
    course = {"course": "Sums", "institution": "U", "term": "Fall 2020"}
    whole = {
        "personalInfo": {"fullName": "Nora"},
        "professionalSummary": "Sings.",
        "workExperience": [job],
        "teaching": [course],
        "publications": [paper],
    }
    path.write_text(json.dumps(whole))
    source = pipeline.read(path)
    assert lines(source) == [
        *(
            "Nora",
            "Professional summary",
            "Sings.",
            "Experience",
            "Lead",
            "2019 – present",
            "Acme",
            "Won",
        ),
        *("Teaching", "Sums", "Fall 2020", "U", "Publications", "P", "J 1, ACM"),
    ]
    assert source.warnings == ()


def test_what_a_program_hides_is_left_out_and_told(tmp_path):
    jobs = [
        {"id": "a1", "visible": True, "company": "Acme", "position": "Clerk", "icon": "x"},
        {"id": "a2", "visible": False, "company": "Secret", "position": "Spy"},
    ]
    section = {"name": "Work history", "visible": True, "items": jobs}
    custom = {"b1": {"name": "Own One", "visible": True, "items": [{"visible": True, "name": "N"}]}}
    source = resume(tmp_path, sections={"experience": section, "custom": custom})
    assert lines(source)[1:] == ["Work history", "Clerk", "Acme", "Own One", "N"]
    assert [warning.message for warning in source.warnings] == [
        "`Secret`, which its program hides, is left out"
    ]


def test_a_file_of_yamlresume_is_read_in_the_language_of_its_locale(tmp_path):
    path = tmp_path / "resume.yaml"
    path.write_text(
        "content:\n  basics: {name: A, summary: '- b'}\n"
        "  profiles: [{network: github, username: a}]\n"
        "  work: [{name: Acme, position: Dev, startDate: 'Nov 1, 2020', endDate: ''}]\n"
        "locale: {language: de}\n"
    )
    assert lines(pipeline.read(path)) == [
        *("A", "GitHub: github.com/a  → https://github.com/a", "Profil", "b"),
        *("Berufserfahrung", "Dev", "Nov. 2020 – heute", "Acme"),
    ]


def test_what_a_theme_or_a_program_keeps_for_itself_is_no_section(tmp_path):
    source = resume(tmp_path, work=["Dev"], style={"color": "red"}, theme="even", settings={"a": 1})
    assert lines(source)[1:] == ["Experience", "Dev"]
    assert len(source.warnings) == 3


def test_items_by_their_names_may_be_texts_or_have_keys(tmp_path):
    projects = {"Loom": "Weaves.", "Mill": {"url": "https://m.example"}, "Fair": "2019"}
    assert lines(resume(tmp_path, projects=projects))[1:] == [
        *("Projects", "Loom", "Weaves.", "Mill", "m.example  → https://m.example", "Fair", "2019")
    ]


def test_a_level_stands_behind_the_name_in_words_rather_than_in_numbers(tmp_path):
    skills = [
        {"name": "Web", "description": "Advanced", "level": 4, "keywords": ["JS", "TS"]},
        {"name": "Go", "level": "expert", "years": 10, "keywords": [{"name": "gin", "level": "B"}]},
        {"name": "C", "level": 0},
    ]
    source = resume(tmp_path, skills=skills)
    assert lines(source)[1:] == [
        *("Skills", "C", "Web (Advanced)", "JS, TS", "Go (expert, 10 years)", "gin (B)")
    ]
    assert [warning.message for warning in source.warnings] == [
        "a level in numbers beside one in words is left out"
    ]


def test_old_rendercv_files_say_their_language_by_the_word_for_an_open_end(tmp_path):
    path = tmp_path / "cv.yaml"
    path.write_text(
        "cv: {name: A, sections: {berufserfahrung: [{company: B, start_date: 2020}], x: [y]}}\n"
        "locale_catalog: {present: heute}\n"
    )
    source = pipeline.read(path)
    assert lines(source) == ["A", "Berufserfahrung", "B", "2020 – heute", "X", "y"]
    assert source.cv.sections[0].title is None


def test_a_duration_without_a_range_and_a_range_told_twice_lose_nothing(tmp_path):
    jobs = [
        {"position": "A", "date": "2010 (3 months)"},
        {"position": "B", "date": "2018 – 2019", "startDate": "2018", "endDate": "2019"},
    ]
    source = resume(tmp_path, work=jobs)
    assert lines(source)[2:] == ["A", "2010 (3 months)", "B", "2018 – 2019"]
    assert source.warnings == ()


def test_keys_that_name_their_own_part_and_a_theme_are_known(tmp_path):
    job = {"position": "Clerk", "company": "A", "jobLocation": "Gijón"}
    school = {"institution": "B", "area": "Maths", "schoolLocation": "Barcelona"}
    source = resume(tmp_path, work=[job], education=[school], metaTheme="professional")
    assert lines(source)[1:5] == ["Experience", "Clerk", "A", "Gijón"]
    assert lines(source)[5:] == ["Education", "Maths", "B", "Barcelona"]
    assert [warning.message for warning in source.warnings] == [
        "`metaTheme` has no place in a CV and is left out"
    ]


def test_items_of_several_types_keep_their_order_or_it_is_told(tmp_path):
    path = tmp_path / "cv.yaml"
    path.write_text(
        "cv:\n  name: A\n  sections:\n    one: [{bullet: B}, text]\n"
        "    two: [{name: N}, text, {bullet: B}]\n"
    )
    source = pipeline.read(path)
    assert lines(source) == ["A", "One", "B", "text", "Two", "text", "N", "B"]
    assert [str(warning).rpartition("yaml:")[2] for warning in source.warnings] == [
        "5:10: warning: texts, entries, publications, lists and facts of one section"
        " are shown in this order"
    ]


def test_the_words_of_a_link_are_told_where_only_its_address_is_shown(tmp_path):
    link = {"label": "Our site", "href": "https://a.example"}
    source = resume(tmp_path, work=[{"position": "Clerk", "url": link}])
    assert lines(source)[2:] == ["Clerk", "a.example  → https://a.example"]
    (warning,) = source.warnings
    assert warning.message == "`Our site`, the words of a link, is left out"
    same = {"label": "a.example", "href": "https://a.example"}
    assert resume(tmp_path, work=[{"position": "Clerk", "url": same}]).warnings == ()


def test_the_points_of_a_publication_and_those_below_them_are_paragraphs(tmp_path):
    points = ["One", {"text": "Two", "bullets": ["Deep"]}]
    source = resume(tmp_path, publications=[{"name": "Paper", "highlights": points}])
    assert lines(source)[2:] == ["Paper", "One", "Two", "Deep"]
    assert source.warnings == ()
