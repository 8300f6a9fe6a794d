"""A CV that somebody else's program wrote becomes a draft: nothing is lost, guesses are marked."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
import strangers
from commands import run
from hypothesis import given
from hypothesis import strategies as st
from judges import FOR_LIBREOFFICE, by_document_xml, by_pdfminer

import cvrender
from cvrender import sandbox
from cvrender.compose import compose
from cvrender.drafts import Draft, drafted
from cvrender.errors import LostLinesError
from cvrender.extract import pdf_blocks
from cvrender.renderers.pdf import engine
from cvrender.source import of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cvrender.model import Entry

OLD = Path("old.docx")
RUTH = """\
# yaml-language-server: $schema=cv.schema.json
# guessed: which letters are capitals?
name: Ruth Mbeki
email: ruth@example.org
location: Nairobi, Kenya
links:
  - url: https://linkedin.com/in/mbeki
language: en

sections:
  - kind: summary
    title: Profile
    text: Nurse who keeps wards calm. Ten years at two hospitals, five of them as a head of twelve.

  - kind: work
    title: Work Experience
    entries:
      - title: Ward Manager
        organization: Uhuru Hospital
        location: Nairobi
        start: 2019-01
        end: present
        bullets:
          - Leads 12 nurses
          - Halved the waiting time
      - title: Staff Nurse
        organization: Lake Clinic
        location: Kisumu
        start: 2013
        end: 2018
        bullets:
          - Trained 38 people

  - kind: education
    entries:
      - title: BSc Nursing
        organization: University of Nairobi
        start: 2009
        end: 2013

  - kind: languages
    facts:
      English: native
      Swahili: native
      French: B1
"""


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read in a child process is read here: one start less for each file."""

    def at_once(subject: str, work: Callable[..., bytes], *args: object, keep: Any = None) -> bytes:
        return work(*args)

    monkeypatch.setattr(sandbox, "run", at_once)


def draft(*paragraphs: str, **parts: str) -> Draft:
    return drafted(strangers.by_hand(*paragraphs, parts=parts), OLD)


def entries(made: Draft, section: int = 0) -> list[dict[str, Any]]:
    """The entries of a section by their keys, without lists."""
    node = of(made.yaml.encode(), OLD.with_suffix(".yaml")).node
    plain = node.plain()["sections"][section]["entries"]
    return [{key: value for key, value in one.items() if key != "bullets"} for one in plain]


def unseen(written: str, made: Draft) -> set[str]:
    """The words of a file that neither the draft has nor the CV that it is."""
    shown = compose(of(made.yaml.encode(), OLD.with_suffix(".yaml")).cv)
    there = strangers.words([made.yaml, *map(str, shown.lines())])
    return strangers.words([written]) - there


def cv(made: Draft) -> dict[str, Any]:
    plain = of(made.yaml.encode(), OLD.with_suffix(".yaml")).node.plain()
    assert isinstance(plain, dict)
    return plain


def test_bold_capitals_and_dates_at_a_tab_become_sections_and_entries() -> None:
    made = draft(*strangers.CAPITALS)
    assert made == Draft(RUTH, lines=14, left=(), guesses=1)


@pytest.mark.usefixtures("in_process")
def test_styles_of_word_tell_headings_entries_and_lists() -> None:
    made = drafted(strangers.by_styles(), OLD)
    person = ("name", "headline", "email", "phone", "location", "links")
    assert {key: cv(made)[key] for key in person} == {
        "name": "Ines Falk",
        "headline": "Data Engineer",
        "email": "ines.falk@example.org",
        "phone": "+49 30 901820",
        "location": "Berlin, Germany",
        "links": [{"url": "https://github.com/falk"}],
    }
    assert cv(made)["sections"][0]["entries"] == [
        {
            "title": "Data Engineer",
            "organization": "Nordlicht GmbH",
            "location": "Berlin",
            "start": "2021-03",
            "end": "present",
            "bullets": ["Built C# tools", "Led 3"],
        },
        {
            "title": "Junior Developer",
            "organization": "Hafen AG",
            "location": "Hamburg",
            "start": "2018-06",
            "end": "2021-02",
            "bullets": ["Cut costs by 12 %"],
        },
    ]
    assert cv(made)["sections"][2] == {
        "kind": "skills",
        "facts": {"Languages": "Python, SQL", "Tools": "Git, Kafka"},
    }
    assert (made.lines, made.left, made.guesses) == (17, (), 0)


@pytest.mark.usefixtures("in_process")
def test_a_sidebar_in_a_table_is_read_by_itself() -> None:
    made = drafted(strangers.with_sidebar(), OLD)
    assert [section["kind"] for section in cv(made)["sections"]] == ["skills", "work"]
    assert (cv(made)["name"], cv(made)["location"]) == ("Omar Haddad", "Leeds, United Kingdom")
    assert [(e["title"], e["organization"], e["start"]) for e in entries(made, 1)] == [
        ("Technician", "Aire Motors", "2019"),
        ("Apprentice", "Aire Motors", "2016"),
    ]
    assert (made.lines, made.left) == (13, ())


@pytest.mark.usefixtures("in_process")
def test_a_list_in_the_columns_of_a_table_is_of_its_section() -> None:
    columns = (("Welding", "Robots"), ("Drawing", "Sums"))
    cells = ("".join(map(strangers.paragraph, column)) for column in columns)
    table = f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"
    made = draft("Omar Haddad", "**SKILLS**", "All that a shop needs:", table, "**AWARDS**", "None")
    text = "All that a shop needs:\n\nWelding\n\nRobots\n\nDrawing\n\nSums"
    assert cv(made)["sections"][0] == {"kind": "skills", "text": text}


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("sign", ["–</p><p>", "–\n", "</p><p>– ", " bis</p><p>"])
def test_dates_in_a_narrow_cell_may_be_broken_in_two(sign: str) -> None:
    written = f"10/2015{sign}02/2019".split("</p><p>")
    cells = (written, ("**Werkstudent**", "Hafen AG, Hamburg", "• Baut"))
    row = "".join(f"<w:tc>{''.join(map(strangers.paragraph, cell))}</w:tc>" for cell in cells)
    table = f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"
    made = draft("Jonas Krämer", "**BERUFLICHER WERDEGANG**", table)
    keys = ("title", "organization", "location", "start", "end")
    assert [tuple(each.get(key) for key in keys) for each in entries(made)] == [
        ("Werkstudent", "Hafen AG", "Hamburg", "2015-10", "2019-02")
    ]
    assert made.left == ()


FOR_LIBREOFFICE.update(
    {name: lambda name=name: strangers.by_libreoffice()[name] for name in strangers.PAGES}
)


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        (
            "german",
            "de",
            [
                ("Softwareentwickler", "Elbwerk GmbH", "Dresden", "2019-03", "present"),
                ("Werkstudent", "Hafen AG", "Hamburg", "2015-10", "2019-02"),
            ],
        ),
        ("arabic", "ar", [("مهندسة برمجيات", "شركة النيل", None, "2019", "2023")]),
        ("chinese", "zh", [("软件工程师", "蓝天科技有限公司", None, "2019-04", "present")]),
    ],
)
@pytest.mark.usefixtures("in_process")
def test_files_of_libreoffice_in_other_languages(
    in_libreoffice: dict[str, bytes], name: str, language: str, expected: list[Any], form: str
) -> None:
    data = in_libreoffice[name] if form == "pdf" else strangers.by_libreoffice()[name]
    made = drafted(data, OLD.with_suffix(f".{form}"))
    keys = ("title", "organization", "location", "start", "end")
    assert [tuple(each.get(key) for key in keys) for each in entries(made)] == expected
    assert cv(made)["language"] == language
    lost = {"chinese": {"至今"}}.get(name, set())  # the date says it in another word
    if form == "pdf" and name == "arabic":
        assert made.left == ()  # other readers know no order of its letters
    else:
        assert unseen(by_document_xml(data) if form == "docx" else by_pdfminer(data), made) <= lost


@pytest.mark.usefixtures("in_process")
def test_text_boxes_are_read_once_and_what_is_hidden_or_deleted_is_not() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret keywords</w:t></w:r></w:p>"
    tracked = (
        "<w:p><w:del><w:r><w:delText>Lost </w:delText></w:r></w:del><w:ins><w:r><w:t>Won a prize"
        "</w:t></w:r></w:ins></w:p>"
    )
    contact = strangers.box("**SKILLS**", "Welding and robots")
    made = draft("Omar Haddad", contact, "**AWARDS**", tracked, hidden)
    assert cv(made)["sections"] == [
        {"kind": "skills", "text": "Welding and robots"},
        {"kind": "awards", "text": "Won a prize"},
    ]
    assert (made.lines, made.left) == (5, ())


@pytest.mark.usefixtures("in_process")
def test_white_words_are_read_where_a_shape_may_be_behind_them() -> None:
    white = '<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Welding</w:t></w:r></w:p>'
    made = draft("Omar Haddad", strangers.box("**SKILLS**", white), "**AWARDS**", "None so far")
    assert cv(made)["sections"][0] == {"kind": "skills", "text": "Welding"}
    assert "Welding" not in draft("Omar Haddad", "**SKILLS**", white, "Robots").yaml


@pytest.mark.usefixtures("in_process")
def test_links_are_kept_and_emphasis_within_a_line() -> None:
    relations = (
        '<R xmlns="r"><A Id="r1" Target="https://tarn.example/"/>'
        '<A Id="r2" Target="javascript:alert(1)"/></R>'
    )
    link = '<w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
    link += 'relationships" r:id="{}">{}</w:hyperlink>'
    shown = [link.format(f"r{n}", strangers.run(t)) for n, t in ((1, "Tarn"), (2, "click"))]
    line = f"<w:p>{strangers.run('See ')}{shown[0]}{strangers.run(' or ')}{shown[1]}</w:p>"
    made = draft(
        "Ada",
        "**SUMMARY**",
        line,
        "A **very** long [day]",
        **{"word/_rels/document.xml.rels": relations},
    )
    text = "See [Tarn](https://tarn.example/) or click\n\nA **very** long \\[day\\]"
    assert cv(made)["sections"] == [{"kind": "summary", "text": text}]


@pytest.mark.usefixtures("in_process")
def test_a_footer_is_left_over_and_listed_at_the_end_and_a_header_is_the_persons() -> None:
    parts = {
        f"word/{kind}1.xml": f"<w:hdr {strangers.NAMESPACES}>{strangers.paragraph(text)}</w:hdr>"
        for kind, text in (("header", "ada@example.org"), ("footer", "Page 1 of 2"))
    }
    made = draft("Ada Brandt", "**EDUCATION**", "MSc, Universität Hamburg\t2014", **parts)
    assert cv(made)["email"] == "ada@example.org"
    assert [tuple(line) for line in made.left] == [("Page 1 of 2", "a footer")]
    assert made.yaml.endswith(
        "\n\n# Lines of old.docx that have found no place:\n#   Page 1 of 2  (a footer)\n"
    )


@pytest.mark.usefixtures("in_process")
def test_a_guess_has_a_comment_and_the_words_of_other_entries_decide() -> None:
    lines = ("Ada Brandt", "**AWARDS**", "**Blue Ribbon**, Quilt Circle\t2019")
    made = draft(*lines)
    assert made.guesses == 1
    assert "      # guessed: which is the title, and which the organization?\n" in made.yaml
    decided = draft(
        "Ada Brandt",
        "**WORK**",
        "**Quilt Circle**, Weaver\t2019",
        "• Wove",
        "**Loom GmbH**, Dyer\t2018",
    )
    assert entries(decided) == [
        {"title": "Weaver", "organization": "Quilt Circle", "date": "2019"},
        {"title": "Dyer", "organization": "Loom GmbH", "date": "2018"},
    ]
    assert decided.guesses == 0


@pytest.mark.usefixtures("in_process")
def test_several_roles_below_one_employer_stay_together() -> None:
    made = draft(
        "Ada Brandt",
        "**WORK EXPERIENCE**",
        "**Engine & Co**\tLondon",
        "Lead Engineer\t2021 – present",
        "• Led",
        "Engineer\t2018 – 2021",
        "• Built",
    )
    assert cv(made)["sections"][0]["entries"] == [
        {
            "organization": "Engine & Co",
            "location": "London",
            "roles": [
                {"title": "Lead Engineer", "start": "2021", "end": "present", "bullets": ["Led"]},
                {"title": "Engineer", "start": "2018", "end": "2021", "bullets": ["Built"]},
            ],
        }
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("7008393685", {"phone": "7008393685"}),
        (
            "Mobile: +49 170 1234567 | Email: a@b.example",
            {"phone": "+49 170 1234567", "email": "a@b.example"},
        ),
        (
            "GitHub: github.com/omar",
            {"links": [{"label": "GitHub", "url": "https://github.com/omar"}]},
        ),
        ("www.haddad.example", {"website": "https://www.haddad.example"}),
        ("Leeds, United Kingdom", {"location": "Leeds, United Kingdom"}),
        ("Address: 1 Harbour Road, Leeds", {"location": "1 Harbour Road, Leeds"}),
        ("Date of birth: 4 May 1990", {"details": ["Date of birth: 4 May 1990"]}),
        ("Welder and fitter", {"headline": "Welder and fitter"}),
    ],
)
@pytest.mark.usefixtures("in_process")
def test_contacts_are_known_by_their_form_and_by_labels(
    line: str, expected: dict[str, Any]
) -> None:
    made = draft("Omar Haddad", line, "**SKILLS**", "Welding")
    told = {key: value for key, value in cv(made).items() if key not in ("language", "sections")}
    assert told == {"name": "Omar Haddad", **expected}
    assert made.left == ()


@pytest.mark.parametrize(
    ("written", "dates"),
    [
        ("03/2019 – heute", {"start": "2019-03", "end": "present"}),
        ("seit März 2019", {"start": "2019-03", "end": "present"}),
        ("abr. de 2022 – hoy", {"start": "2022-04", "end": "present"}),
        ("Jun ’19 – Dec ’20", {"start": "2019-06", "end": "2020-12"}),
        ("1st September 2019 to 31st August 2020", {"start": "2019-09-01", "end": "2020-08-31"}),
        ("2019年4月至今", {"start": "2019-04", "end": "present"}),
        ("Summer 2019", {"date": "Summer 2019"}),
        ("WS 2015/16", {"date": "WS 2015/16"}),
        ("expected May 2027", {"date": "expected May 2027"}),
    ],
)
@pytest.mark.usefixtures("in_process")
def test_dates_are_read_as_people_write_them(written: str, dates: dict[str, str]) -> None:
    made = draft("Ada", "**EDUCATION**", f"**Diploma**\t{written}")
    assert entries(made) == [{"title": "Diploma", **dates}]
    assert (made.lines, made.left) == (3, ())


FRAGMENTS = (
    "Experience", "EDUCATION", "Skills:", "Languages", "2019 – 2021", "Mar 2020 - present",
    "since 2018", "Acme GmbH", "Engineer", "Berlin, Germany", "a@b.co", "+49 30 1234567", "(", "*",
    "https://x.example/a", "Label: a, b", "•", "- ", "**", "[x](javascript:a)", "`code`", " | ",
    "大学", "工作经历", "2019年4月", "Curriculum Vitae", "Name", "99999", "...", "Summer 2019", "[",
    "expected 2027", "\ue000", "\t", "\n", ", ",
    "Responsible for a great many things, and for the people who did them every single day.",
)  # fmt: skip
WORDS = st.sampled_from(FRAGMENTS) | st.text(st.characters(exclude_categories=("C",)), max_size=9)
TEXTS = st.lists(WORDS, max_size=5).map(" ".join)
ROWS = st.lists(st.lists(TEXTS, min_size=1, max_size=3), min_size=1, max_size=2)


def _table(rows: list[list[str]]) -> str:
    xml = ""
    for row in rows:
        cells = (f"<w:tc>{strangers.paragraph(f' {text}')}</w:tc>" for text in row)
        xml += f"<w:tr>{''.join(cells)}</w:tr>"
    return f"<w:tbl>{xml}</w:tbl>"


@pytest.mark.usefixtures("in_process")
@given(st.lists(TEXTS.map(lambda text: f" {text}") | ROWS.map(_table), max_size=8))
def test_no_word_of_any_file_is_lost_and_every_draft_is_a_cv(paragraphs: list[str]) -> None:
    data = strangers.by_hand(*paragraphs)
    if not any(map(str.isprintable, "".join(by_document_xml(data).split()))):
        with pytest.raises(LostLinesError, match="it has no words"):
            drafted(data, OLD)
        return
    made = drafted(data, OLD)
    assert unseen(by_document_xml(data), made) <= {
        "mar",
        "present",
        "since",
        "年",
        "月",
        "name",
    }  # keys say these


@pytest.mark.usefixtures("in_process")
def test_a_printed_page_is_read_by_columns_with_broken_lines_joined() -> None:
    data = engine.weasyprint().HTML(string=strangers.PRINTED).write_pdf()
    made = drafted(data, OLD.with_suffix(".pdf"))
    assert (cv(made)["email"], cv(made)["location"]) == (
        "omar@example.org",
        "Leeds, United Kingdom",
    )
    skills, work = cv(made)["sections"]
    assert skills["text"] == "Welding, robots, drawings and the calm of a long night shift"
    assert work["entries"] == [
        {
            "title": "Technician",
            "organization": "Aire Motors",
            "start": "2019-03",
            "end": "present",
            "bullets": [
                "Kept two lines running through a winter in which no spare parts came for the old "
                "press and wrote down how, for whoever has to do that the next time",
                "Taught three apprentices",
            ],
        },
        {
            "title": "Apprentice",
            "organization": "Aire Motors",
            "start": "2016",
            "end": "2019",
            "summary": "See [the report](https://aire.example/report).",
        },
    ]
    assert [line.text for line in made.left] == ["Page 1 of 2", "Page 2 of 2"]
    assert unseen(by_pdfminer(data), made) == {"director", "everything"}  # in the paper's colour


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("tells_metrics", [True, False])
@pytest.mark.parametrize("line_height", ["1.2", "1.6", "2.2"])
def test_lines_of_an_entry_are_known_in_any_font_and_line_height(
    line_height: str, tells_metrics: bool
) -> None:
    data = engine.weasyprint().HTML(string=strangers.ROWS % line_height).write_pdf()
    data = data if tells_metrics else strangers.without_metrics(data)
    made = drafted(data, OLD.with_suffix(".pdf"))
    assert cv(made)["sections"][0]["entries"] == [
        {
            "title": "Technician",
            "organization": "Aire Motors",
            "location": "Leeds",
            "start": "2019-03",
            "end": "present",
            "bullets": [
                "Kept two lines running through a winter in which no spare parts came for the old "
                "press, and taught three apprentices"
            ],
        },
        {
            "title": "Apprentice",
            "organization": "Humber Works",
            "location": "Hull",
            "start": "2016-01",
            "end": "2019-03",
        },
    ]
    assert made.left == ()


def test_letters_that_a_pdf_draws_itself_are_as_high_as_they_look() -> None:
    found = pdf_blocks.blocks(strangers.of_own_letters())
    assert [line.text for line in found] == ["leiter im boot bei dem roten tor"]


def _locked() -> bytes:
    file = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(file, encryption=pikepdf.Encryption(owner="o", user="u"))
    return file.getvalue()


def _empty() -> bytes:
    file = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(file)
    return file.getvalue()


@pytest.mark.usefixtures("in_process")
def test_convert_writes_the_draft_and_says_what_it_holds(tmp_path: Path) -> None:
    old, made = tmp_path / "old.docx", tmp_path / "cv.yaml"
    old.write_bytes(strangers.by_hand(*strangers.CAPITALS, "Ruth Mbeki"))
    told = run("convert", str(old), str(made))
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.splitlines() == [
        f"{made}: written",
        f"{tmp_path / 'cv.schema.json'}: written",
        f"{old}: 15 of 15 lines placed, 1 guess is marked",
    ]
    assert run("check", str(made)).exit_code == 0
    assert run("convert", str(old), str(made)).stderr.startswith(f"{made} already exists\n")
    printed = run("convert", str(old), "-")
    assert printed.stdout == made.read_text("utf-8")
    assert printed.stderr == f"{old}: 15 of 15 lines placed, 1 guess is marked\n"


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_jobs_degrees_and_projects_of_a_file_of_ours_come_back_from_its_words(
    form: str, tmp_path: Path
) -> None:
    sample = Path(cvrender.__file__).with_name("samples") / "engineer.yaml"
    source, old, made = (tmp_path / name for name in ("engineer.yaml", f"old.{form}", "cv.yaml"))
    text, fitted, rest = sample.read_text("utf-8").partition("design: {pages: 1}")
    assert fitted
    source.write_text(f"{text}design: {{}}{rest}", "utf-8")
    as_it_is = ("--no-attachment", "--set", "fit=off")
    told = run("render", str(source), "--to", form, *as_it_is, "-o", str(old))
    assert told.exit_code == 0
    assert run("convert", str(old), str(made)).exit_code == 0
    before, after = (of(path.read_bytes(), path).cv for path in (source, made))
    person = ("name", "headline", "email", "phone", "location", "website")
    assert [getattr(after, key) for key in person] == [getattr(before, key) for key in person]
    assert [section.kind for section in after.sections] == [s.kind for s in before.sections]
    heads = [[heading(entry) for s in cv.sections for entry in s.entries] for cv in (before, after)]
    assert heads[0] == heads[1]


def heading(entry: Entry) -> tuple[object, ...]:
    """What an entry and its roles are called, where they were, and when."""
    roles = ((role.title, role.start, role.end) for role in entry.roles)
    return (entry.title, entry.organization, entry.start, entry.end, entry.date, *roles)


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "old.rtf",
            b"{\\rtf1 Ada}",
            "this is an RTF file, which is not read: save it as .docx or PDF",
        ),
        ("old.pdf", _locked(), "cannot read the PDF: it is encrypted; save it without a password"),
        (
            "old.pdf",
            _empty(),
            "this PDF has no words for programs: it is a scan, or made of shapes",
        ),
        ("old.docx", b"PK\x03\x04 broken", "cannot read the Word file: it is damaged"),
        ("old.docx", strangers.by_hand(" "), "it has no words"),
        (
            "old.docx",
            strangers.packed({"word/document.xml": '<document xmlns="http://purl.oclc.org/x"/>'}),
            "cannot read the Word file: it is Strict Open XML; save it as a Word document of the "
            "usual kind",
        ),
    ],
)
def test_what_cannot_be_read_is_told(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    told = run("convert", str(tmp_path / name), "-")
    assert (told.exit_code, told.stdout, told.stderr.splitlines()[0]) == (3, "", said)


def test_a_pdf_of_ours_gives_its_source_back(made: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "old.pdf").write_bytes(made("pdf", "cv", "classic").data)
    assert run("convert", str(tmp_path / "old.pdf"), str(tmp_path / "cv.yaml")).exit_code == 0
    source = of((tmp_path / "cv.yaml").read_bytes(), tmp_path / "cv.yaml")
    original = Path(__file__).parents[1] / "data" / "cv.yaml"
    assert source.cv.sections == of(original.read_bytes(), original).cv.sections
