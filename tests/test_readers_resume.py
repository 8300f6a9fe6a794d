"""JSON Resume and what other programs write like it: keys that mean the same are read alike."""

import json

import pytest
from foreign import lines, resume

from cvrender import networks, pipeline


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
        "the label `work` of an e-mail address is left out",
        "there are no sections: only the name and the contacts are shown",
    ]


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
    assert [warning.message for warning in source.warnings] == [
        "what a program keeps for itself (`style`, `theme`, `settings`) is left out"
    ]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"fontSize": 11, "themeOptions": {"colors": "red"}, "slug": "a-b", "userId": "u 1"},
         "`fontSize`, `themeOptions`, `slug`, `userId`"),
        ({"section_order": ["work", "skills"], "showIcons": True, "_id": "5f", "id": "6"},
         "`section_order`, `showIcons`, `_id`, `id`"),
        ({"lastModified": "1 May 2020", "pageFormat": "A4", "rating": "7"},
         "`lastModified`, `pageFormat`, `rating`"),
        ({"resumeTitle": "My CV", "customCss": "a { b: c }", "mood": "glad"},
         "`resumeTitle`, `customCss`, `mood`"),
    ],
)  # fmt: skip
def test_settings_of_a_program_are_told_at_once_and_not_shown(tmp_path, settings, told):
    hobby = {"sideQuests": "Rowing and chess", "talks_given": ["One"]}
    source = resume(tmp_path, work=["Dev"], **settings, **hobby)
    assert lines(source)[1:] == [
        *("Experience", "Dev", "Side quests", "Rowing and chess", "Talks given", "One")
    ]
    assert [warning.message for warning in source.warnings] == [
        f"what a program keeps for itself ({told}) is left out"
    ]


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({"language": "de"}, "de"),
        ({"lang": "pt-BR"}, "pt"),
        ({"locale": "fr_FR"}, "fr"),
        ({"language": "Spanish"}, "es"),
        ({"settings": {"language": "it"}}, "it"),
        ({"metadata": {"page": {"locale": "nl-NL"}}}, "nl"),
        ({"layout": {"locale": {"language": "sv"}}}, "sv"),
        ({"meta": {"language": "ja"}, "language": "de"}, "ja"),
        ({"language": "Klingon"}, "en"),
    ],
)
def test_the_language_is_taken_from_wherever_a_program_keeps_it(tmp_path, settings, language):
    assert resume(tmp_path, work=["Dev"], **settings).cv.language == language


REACTIVE = {
    "picture": {"hidden": False, "url": "", "size": 80},
    "basics": {
        "name": "Ana", "website": {"url": "https://ana.example", "label": "ana.example"},
        "customFields": [
            {"id": "018f0000-0000-7000-8000-000000000001", "text": "Car", "link": ""},
            {"id": "2", "icon": "", "text": "Blog", "link": "https://blog.example"},
            {"id": "3", "icon": "cake", "name": "Born", "value": "in Bonn"},
        ],
    },
    "summary": {"title": "About me", "columns": 1, "hidden": False, "content": "<p>Hello</p>"},
    "sections": {
        "experience": {"title": "", "columns": 1, "hidden": False, "items": [
            {"id": "1", "hidden": False, "company": "Acme", "period": "2019 - 2020",
             "website": {"url": "", "label": "Excel, Word"},
             "roles": [{"id": "r", "position": "Clerk", "period": "2019", "description": ""}]}]},
        "skills": {"title": "", "hidden": False, "keywordLayout": "inline", "layout": "default",
                   "keepTogether": True, "items": [
                       {"id": "s", "hidden": False, "name": "Web", "level": 0,
                        "keywords": ["JS"]}]},
        "awards": {"title": "", "hidden": False, "items": []},
        "interests": {"title": "Fun", "hidden": False, "items": [
            {"id": "i", "hidden": False, "name": "Chess", "keywords": []}]},
    },
    "customSections": [
        {"id": "c1", "type": "projects", "title": "Talks", "hidden": False, "items": [
            {"id": "t", "hidden": False, "name": "My talk", "period": "2020"}]},
        {"id": "c2", "type": "cover-letter", "title": "Letter", "hidden": False, "items": [
            {"id": "l", "hidden": False, "recipient": "<p>To</p>", "content": "<p>Dear</p>"}]},
        {"id": "c3", "type": "summary", "title": "Aims", "hidden": False, "items": [
            {"id": "a", "hidden": False, "content": "<p>More.</p>"}]},
    ],
}  # fmt: skip


def test_a_file_of_reactive_resume_shows_words_and_no_settings(tmp_path):
    source = resume(tmp_path, **REACTIVE, metadata={"template": "onyx", "notes": "x"})
    assert lines(source) == [
        *("Ana", "Car", "Born: in Bonn", "ana.example  → https://ana.example"),
        "Blog: blog.example  → https://blog.example",
        *("About me", "Hello", "Experience", "Acme", "2019 – 2020", "Links", "Excel, Word"),
        *("Clerk", "2019"),
        *("Skills", "Web", "JS", "Fun", "Chess", "Talks", "My talk", "2020", "Aims", "More."),
    ]
    assert [warning.message for warning in source.warnings] == [
        "`Letter`, which its program hides, is left out",
    ]


@pytest.mark.parametrize(
    "layout",
    [
        {"pages": [{"main": ["c1", "summary"], "sidebar": ["skills"]}, {"main": ["experience"]}]},
        [[["c1", "summary"], ["skills"]], [["experience"], []]],
    ],
    ids=["5", "4"],
)
def test_the_layout_of_reactive_resume_orders_and_hides_sections(tmp_path, layout):
    source = resume(tmp_path, **REACTIVE, metadata={"layout": layout})
    titles = [section.title or section.kind for section in source.cv.sections]
    assert titles == ["Talks", "About me", "skills", "work"]
    hidden = [w.message for w in source.warnings if "which its program hides" in w.message]
    assert hidden == [
        f"`{title}`, which its program hides, is left out" for title in ("Fun", "Letter", "Aims")
    ]


def test_the_layout_of_yamlresume_orders_and_names_sections(tmp_path):
    path = tmp_path / "resume.yaml"
    written = (
        "content:\n  basics: {name: A, summary: Hello}\n  work: [{name: Acme}]\n"
        "  education: [{institution: U}]\n  skills: [{name: Go}]\n"
    )
    sections = "sections: {order: [skills, education, summary], aliases: {work: Jobs}}"
    for layout in (f"layout:\n  {sections}", f"layouts:\n  - engine: latex\n    {sections}"):
        path.write_text(written + layout)
        assert lines(pipeline.read(path)) == [
            *("A", "Skills", "Go", "Education", "U", "Summary", "Hello", "Jobs", "Acme")
        ]


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
        "a numeric level beside one in words is left out"
    ]


def test_keys_that_name_their_own_part_and_a_theme_are_known(tmp_path):
    job = {"position": "Clerk", "company": "A", "jobLocation": "Gijón"}
    school = {"institution": "B", "area": "Maths", "schoolLocation": "Barcelona"}
    source = resume(tmp_path, work=[job], education=[school], metaTheme="professional")
    assert lines(source)[1:5] == ["Experience", "Clerk", "A", "Gijón"]
    assert lines(source)[5:] == ["Education", "Maths", "B", "Barcelona"]
    assert [warning.message for warning in source.warnings] == [
        "what a program keeps for itself (`metaTheme`) is left out"
    ]


def test_the_words_of_a_link_are_told_where_only_its_address_is_shown(tmp_path):
    link = {"label": "Our site", "href": "https://a.example"}
    source = resume(tmp_path, work=[{"position": "Clerk", "url": link}])
    assert lines(source)[2:] == ["Clerk", "a.example  → https://a.example"]
    (warning,) = source.warnings
    assert warning.message == "the link text `Our site` is left out"
    same = {"label": "a.example", "href": "https://a.example"}
    assert resume(tmp_path, work=[{"position": "Clerk", "url": same}]).warnings == ()


def test_the_points_of_a_publication_and_those_below_them_are_paragraphs(tmp_path):
    points = ["One", {"text": "Two", "bullets": ["Deep"]}]
    source = resume(tmp_path, publications=[{"name": "Paper", "highlights": points}])
    assert lines(source)[2:] == ["Paper", "One", "Two", "Deep"]
    assert source.warnings == ()


def test_a_text_may_be_written_with_keys_of_which_the_others_are_reported(tmp_path):
    job = {
        "position": "Clerk",
        "summary": [{"content": "Kept books.", "mood": "glad"}, "And sold."],
    }
    source = resume(tmp_path, work=[job])
    assert lines(source)[2:] == ["Clerk", "Kept books.", "And sold."]
    assert [warning.message for warning in source.warnings] == [
        "`mood` has no place in a CV and is left out"
    ]


def test_a_mapping_from_names_to_items_holds_entries_even_if_one_is_empty(tmp_path):
    voyage = {"startDate": "2019", "endDate": "2020", "summary": "By boat."}
    source = resume(tmp_path, voyages={"Crete": voyage, "Rhodes": ""})
    assert lines(source)[1:] == ["Voyages", "Crete", "2019 – 2020", "By boat."]


def test_texts_beside_the_items_of_a_section_are_facts_and_lists_are_reported(tmp_path):
    talks = {"items": [{"title": "Looms"}], "note": "All by heart.", "moods": ["glad"]}
    source = resume(tmp_path, talks=talks)
    assert lines(source)[1:] == ["Talks", "Looms", "Note", "All by heart."]
    assert [warning.message for warning in source.warnings] == [
        "`moods` has no place in a CV and is left out"
    ]


def test_a_section_under_a_second_spelling_of_a_key_is_shown_too(tmp_path):
    source = resume(tmp_path, work=["Clerk"], Work=["Guard"])
    assert lines(source)[1:] == ["Experience", "Clerk", "Work", "Guard"]
    assert source.warnings == ()


def test_sections_of_the_same_title_stay_two(tmp_path):
    custom = [{"title": "Sailing", "items": [{"name": name}]} for name in ("Crete", "Rhodes")]
    source = resume(tmp_path, sections={"work": {"items": ["Clerk"]}}, customSections=custom)
    assert lines(source)[1:] == [
        "Experience",
        "Clerk",
        *("Sailing", "Crete"),
        *("Sailing", "Rhodes"),
    ]
