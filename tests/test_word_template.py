"""CVs in Word templates that other programs made: theirs stays, ours goes into their styles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from commands import run
from judges import (
    FOR_LIBREOFFICE,
    OPEN_XML_SDK,
    W,
    by_document_xml,
    by_pdfium,
    open_xml_finds,
    open_xml_sdk_finds,
)
from letterheads import COVER, SECTION, STYLES, by_python_docx, edited, in_word, logo, text
from letterheads import by_libreoffice as made_by_libreoffice
from lxml import etree
from wordfile import WP, WordFile, outline_of, png, text_of, value

from cvrender import pipeline
from cvrender import theme as themes
from cvrender.batch import work
from cvrender.errors import SourceError, UsageError
from cvrender.extract import extract
from cvrender.job import Job
from cvrender.outline import Photo
from cvrender.production import Document, File, held, render_format
from cvrender.renderers.word import RENDERER
from cvrender.theme.word_template import WordTemplate

if TYPE_CHECKING:
    from collections.abc import Callable

    from cvrender.theme import Theme

CV = """\
name: Mara Lindqvist
headline: Platform Engineer
email: mara@example.org
sections:
  - title: Experience
    entries:
      - title: Developer
        organization: Kartverket
        start: 2011
        end: 2018
        summary: Geodata.
        bullets: [{text: Led the move., bullets: [In 6 minutes.]}, Kept it.]
      - {title: Trainee, organization: Nordvind AB, date: 2010}
  - title: Skills
    facts: {Languages: "Go, C++"}
"""
MAKERS = ("word", "libreoffice", "python-docx")


@pytest.fixture
def templates(
    once: Callable[..., bytes], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], bytes]:
    """A template of each maker."""

    def made(maker: str) -> bytes:
        if maker == "libreoffice":
            folder = tmp_path_factory.mktemp("letterhead")
            return once("letterhead", lambda: made_by_libreoffice(folder))
        return in_word() if maker == "word" else by_python_docx()

    return made


def theme_of(template: bytes) -> Theme:
    """The theme that a template is by itself."""
    classic = themes.find("classic")
    tokens = classic.tokens.changed(word={"template": "agency.dotx"})
    known = WordTemplate(Path("agency.dotx"), template)
    return replace(classic, name="agency", tokens=tokens, word_template=known)


def file_of(template: bytes, source: str = CV) -> bytes:
    """The Word file of ``source`` in ``template``, which holds every line and nothing else."""
    outline = replace(outline_of(source), day="28 May 2026")
    document = Document("", outline, theme_of(template))
    data = render_format(document, "docx")
    (report,) = held(document, File("docx", Path("cv.docx")), extract(data)).reports
    assert report.findings == ()
    return data


def filled(template: bytes, source: str = CV) -> WordFile:
    return WordFile(file_of(template, source))


def told(template: bytes) -> list[str]:
    """What is said of ``template``, without its place."""
    return [fault.message for fault in RENDERER.warnings(theme_of(template))]


def test_paragraphs_stand_in_the_styles_that_the_template_has_under_any_id() -> None:
    body = filled(in_word()).body
    styled = [
        (value(each, "pPr/pStyle"), text_of(each).replace("\u00a0", " "))
        for each in body.iter(f"{W}p")
    ]
    assert styled == [
        ("Titel", "Kandidatenprofil"),
        (None, "für Kunden von Falk & Partner: Mara Lindqvist, Platform Engineer"),
        (None, "Hamburg, 28 May 2026"),
        ("Titel", "Mara Lindqvist"),
        ("Untertitel", "Platform Engineer"),
        ("Contacts", "mara@example.org"),
        ("berschrift1", "Experience"),
        ("berschrift2", "Developer, Kartverket\t2011 – 2018"),
        ("Standard", "Geodata."),
        ("Aufzhlungszeichen", "Led the move."),
        ("ListBullet2", "In 6 minutes."),
        ("Aufzhlungszeichen", "Kept it."),
        ("berschrift2", "Trainee, Nordvind AB\t2010"),
        ("berschrift1", "Skills"),
        ("Fact", "Languages: Go, C++"),
        (None, "Vertraulich. Weitergabe nur mit unserem Einverständnis."),
    ]


def test_a_style_whose_name_is_translated_is_known_by_its_id() -> None:
    styles = STYLES.replace('"heading 1"', '"Überschrift 1"').replace("berschrift1", "Heading1")
    title = filled(in_word(styles=styles)).paragraph("Experience")
    assert value(title, "pPr/pStyle") == "Heading1"


def test_page_header_footer_logo_theme_and_styles_stay() -> None:
    template = in_word()
    before, after = WordFile(template), filled(template)
    assert after.parts["word/media/image1.png"] == logo()
    section = f".//{W}sectPr/{W}pgMar"
    assert after.body.find(section).attrib == before.body.find(section).attrib
    for part in ("word/theme/theme1.xml", "word/header1.xml"):
        assert canonical(after, part) == canonical(before, part)
    for name in ("Standard", "Titel", "berschrift1", "Aufzhlungszeichen"):
        assert etree.tostring(after.style(name)) == etree.tostring(before.style(name))
    (footer,) = after.xml("word/footer1.xml")
    assert text_of(footer) == "Profil von Mara Lindqvist\tSeite 1"
    assert [code.text for code in footer.iter(f"{W}instrText")] == [" PAGE "]


def canonical(file: WordFile, part: str) -> bytes:
    return etree.tostring(file.xml(part), method="c14n")


def test_nothing_that_is_set_by_hand_overrides_the_looks_of_a_style_of_theirs() -> None:
    file = filled(in_word())
    theirs = {each.get(f"{W}styleId") for each in WordFile(in_word()).xml("word/styles.xml")}
    tags = {
        part.tag.removeprefix(W)
        for each in file.body.iter(f"{W}p")
        if value(each, "pPr/pStyle") in theirs and text_of(each) != "Led the move."
        for part in each.find(f"{W}pPr")
    }
    assert tags == {"pStyle", "keepNext", "tabs"}
    sizes = {size.get(f"{W}val") for size in file.body.iter(f"{W}sz", f"{W}color", f"{W}rFonts")}
    assert sizes == set()


def test_what_is_added_has_the_fonts_and_colours_of_the_template() -> None:
    file = filled(in_word())
    contacts, dates = file.style("Contacts"), file.style("Dates")
    assert (value(contacts, "basedOn"), value(contacts, "rPr/rFonts")) == ("Standard", None)
    assert value(contacts, "pPr/spacing", "after") is None
    assert value(dates, "basedOn") == "Absatz"
    assert value(dates, "rPr/color", "themeColor") == "text2"
    assert value(dates, "rPr/color") == "5A4A42"
    assert value(dates, "rPr/sz") == "21"
    names = {each.get(f"{W}styleId") for each in file.xml("word/styles.xml")}
    assert not names & {"Heading1", "Title", "Normal", "Chip", "Salutation"}


def test_what_is_added_is_like_running_text_where_that_has_a_style_of_its_own() -> None:
    own = (
        '<w:style w:type="paragraph" w:styleId="Textkrper"><w:name w:val="Body Text"/>'
        '<w:basedOn w:val="Standard"/><w:pPr><w:spacing w:after="140"/></w:pPr>'
        '<w:rPr><w:rFonts w:ascii="Verdana" w:hAnsi="Verdana"/><w:sz w:val="19"/></w:rPr></w:style>'
    )
    file = filled(in_word(styles=STYLES.replace("</w:styles>", f"{own}</w:styles>")))
    contacts, dates = file.style("Contacts"), file.style("Dates")
    assert value(file.paragraph("Geodata."), "pPr/pStyle") == "Textkrper"
    assert value(contacts, "basedOn") == "Textkrper"
    assert value(contacts, "pPr/spacing", "after") == "0"
    assert value(dates, "rPr/sz") == "19"


def test_lists_of_theirs_keep_their_bullets_and_ours_have_numbers_of_their_own() -> None:
    file = filled(in_word())
    assert value(file.paragraph("Led"), "pPr/numPr/numId") is None
    number = value(file.style("ListBullet2"), "pPr/numPr/numId")
    numbering = file.xml("word/numbering.xml")
    lists = {each.get(f"{W}numId"): value(each, "abstractNumId") for each in numbering}
    assert (lists["4"], lists[number]) == ("0", "1")
    signs = [each.get(f"{W}val") for each in numbering.iter(f"{W}lvlText")]
    assert signs[:3] == ["▪", "•", "–"]


def test_a_bullet_style_without_a_list_is_given_ours() -> None:
    styles = STYLES.replace('<w:numPr><w:numId w:val="4"/></w:numPr>', "")
    file = filled(in_word(styles=styles))
    assert value(file.paragraph("Led"), "pPr/numPr/numId") == "5"


def test_words_of_the_cv_are_in_its_language_and_those_of_the_template_in_theirs() -> None:
    file = filled(in_word())
    assert value(file.paragraph("Geodata."), "r/rPr/lang") == "en-US"
    assert file.paragraph("Vertraulich").find(f".//{W}lang") is None
    german = filled(in_word(), f"language: de\n{CV}")
    assert [*german.body.iter(f"{W}lang")] == []


def test_dates_end_where_the_text_of_the_template_does() -> None:
    narrow = SECTION.replace('w:right="1418"', 'w:right="4418"')
    tab = "pPr/tabs/tab"
    assert value(filled(in_word()).paragraph("Developer"), tab, "pos") == "9070"
    file = filled(in_word(section=narrow))
    assert value(file.paragraph("Developer"), tab, "pos") == "6070"
    columns = SECTION.replace("</w:sectPr>", '<w:cols w:num="2" w:space="570"/></w:sectPr>')
    file = filled(in_word(section=columns))
    assert value(file.paragraph("Developer"), tab, "pos") == "4250"
    unlike = '<w:cols><w:col w:w="3000"/><w:col w:w="5000"/></w:cols></w:sectPr>'
    file = filled(in_word(section=SECTION.replace("</w:sectPr>", unlike)))
    assert value(file.paragraph("Developer"), tab, "pos") == "3000"
    cell = (
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid><w:tr><w:tc><w:tcPr>'
        f'<w:tcW w:w="5000" w:type="dxa"/></w:tcPr>{text("{{cv}}")}</w:tc></w:tr></w:tbl>'
    )
    assert value(filled(in_word(cell)).paragraph("Developer"), tab, "pos") == "4784"


def test_a_cover_sheet_of_its_own_section_stays_one() -> None:
    cover = text("Cover", before=SECTION.replace("1985", "5000"))
    file = filled(in_word(cover + text("{{cv}}")))
    tops = [each.get(f"{W}top") for each in file.body.iter(f"{W}pgMar")]
    assert tops == ["5000", "1985"]
    ends = filled(in_word(text("{{cv}}", before=SECTION) + text("Behind")))
    holding = [
        text_of(p) for p in ends.body.iter(f"{W}p") if p.find(f"{W}pPr/{W}sectPr") is not None
    ]
    assert holding == ["Languages: Go, C++"]


def test_names_in_braces_are_filled_in_text_boxes_too() -> None:
    box = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        '<wp:extent cx="914400" cy="914400"/><wp:docPr id="7" name="Box"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        "<wps:wsp><wps:cNvSpPr/><wps:spPr/><wps:txbx><w:txbxContent>"
        f"{text('For {{ Na|me }}')}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice></mc:AlternateContent>"
        "</w:r></w:p>"
    )
    file = filled(in_word(box + text("{{cv}}")))
    boxed = file.body.find(f".//{W}txbxContent")
    assert "".join(each.text or "" for each in boxed.iter(f"{W}t")) == "For Mara Lindqvist"


def test_a_cv_without_a_headline_leaves_its_place_empty() -> None:
    file = filled(in_word(), CV.replace("headline: Platform Engineer\n", ""))
    assert text_of(file.paragraph("für")) == "für Kunden von Falk & Partner: Mara Lindqvist, "


def test_a_photo_stands_above_the_name_and_no_two_drawings_have_one_number() -> None:
    outline = outline_of(CV)
    document = Document(
        "", replace(outline, photo=Photo(png(80, 100), "Mara")), theme_of(in_word())
    )
    file = WordFile(render_format(document, "docx"))
    assert [each.get("id") for each in file.body.iter(f"{WP}docPr")] == ["2"]
    assert len([name for name in file.parts if name.startswith("word/media/")]) == 2
    styles = [value(each, "pPr/pStyle") for each in file.body.iter(f"{W}p")]
    assert styles[3:5] == ["Photo", "Titel"]


def test_a_cv_from_right_to_left_is_one_in_a_template_of_the_other_direction() -> None:
    file = filled(in_word(), "language: he\n" + CV.replace("Geodata.", "שלום"))
    assert file.paragraph("שלום").find(f"{W}pPr/{W}bidi") is not None


def test_the_same_template_and_cv_give_the_same_bytes() -> None:
    assert file_of(in_word()) == file_of(in_word())


def test_properties_are_the_persons_and_none_are_the_agencys() -> None:
    template = in_word(
        parts={
            "docProps/app.xml": (
                "application/vnd.openxmlformats-officedocument.extended-properties+xml",
                '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
                'extended-properties"><Manager>Anna Falk</Manager></Properties>',
            )
        }
    )
    file = filled(template)
    assert b"Falk" not in file.parts["docProps/app.xml"]
    assert b"<dc:creator>Mara Lindqvist</dc:creator>" in file.parts["docProps/core.xml"]


@pytest.mark.parametrize("maker", MAKERS)
def test_a_template_of_any_maker_is_filled_and_nothing_is_wrong_with_the_file(
    maker: str, templates: Callable[[str], bytes], tmp_path: Path
) -> None:
    template = templates(maker)
    data = file_of(template)
    assert "{{" not in by_document_xml(data)
    heading = "berschrift1" if maker == "word" else "Heading1"
    assert value(WordFile(data).paragraph("Experience"), "pPr/pStyle") == heading
    before, after = tmp_path / "before.dotx", tmp_path / "after.docx"
    before.write_bytes(template)
    after.write_bytes(data)
    known = open_xml_finds(before) if maker == "libreoffice" else []  # misplaced elements
    assert open_xml_finds(after) == known
    if OPEN_XML_SDK and maker == "word":  # it takes as long as all else here
        assert open_xml_sdk_finds(after) == []


FOR_LIBREOFFICE["letterhead-word"] = lambda: file_of(in_word())
FOR_LIBREOFFICE["letterhead-python-docx"] = lambda: file_of(by_python_docx())


def test_libreoffice_prints_them_with_cover_header_and_small_print(
    in_libreoffice: dict[str, bytes],
) -> None:
    words = by_pdfium(in_libreoffice["letterhead-word"])
    order = ("Kandidatenprofil", "Platform Engineer\r\nmara@", "Experience", "C++", "Vertraulich")
    places = [words.index(each) for each in order]
    assert places == sorted(places)
    assert "Profil von Mara Lindqvist" in words
    others = by_pdfium(in_libreoffice["letterhead-python-docx"])
    assert "Submitted by Greenleaf for Mara Lindqvist" in others


@pytest.fixture
def agency(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a CV and a template."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cv.yaml").write_text(CV, "utf-8")
    (tmp_path / "agency.dotx").write_bytes(in_word())
    return tmp_path


def test_a_template_is_a_theme_and_its_files_hold_later_and_on_another_day(
    agency: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    made = run("render", "cv.yaml", "--theme", "agency.dotx", "--to", "docx")
    finished = "output/Mara_Lindqvist_CV.docx"
    assert (made.exit_code, made.stderr) == (0, "")
    assert "17 of 17 lines, in order\n" in made.stdout
    assert "Hamburg, 28 May 2026" in by_document_xml(Path(finished).read_bytes())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    done = run("verify", "cv.yaml", finished, "--theme", "agency.dotx")
    assert (done.exit_code, done.stdout) == (0, f"{finished}: 17 of 17 lines, in order\n")


def test_text_that_is_none_of_the_templates_is_told(agency: Path) -> None:
    new = {b"Kandidatenprofil": b"Kandidatin", b"Profil von": b"Akte von"}
    Path("cv.docx").write_bytes(edited(file_of(in_word()), new))
    told = run("verify", "cv.yaml", "cv.docx", "--theme", "agency.dotx").stdout
    assert "the first line is “Kandidatin für Kunden" in told
    assert "stands in a footer, not in the source: “Akte von Mara Lindqvist Seite 1”" in told


def test_an_edit_of_a_filled_file_comes_back(agency: Path) -> None:
    new = {b"Geodata.": b"Geodata and maps."}
    Path("cv.docx").write_bytes(edited(file_of(in_word()), new, "word/document.xml"))
    pulled = run("pull", "cv.yaml", "cv.docx", "--write")
    assert pulled.exit_code == 0, pulled.output
    assert "summary: Geodata and maps." in Path("cv.yaml").read_text("utf-8")


def test_pages_follow_the_theme_below_and_that_is_told_once_where_a_template_is_all_there_is(
    agency: Path,
) -> None:
    (prepared,) = pipeline.prepare(Job(Path("cv.yaml"), theme="agency.dotx")).documents
    known = [*pipeline._unlike_template(prepared, ("pdf", "docx", "html", "txt"))]
    assert [str(fault) for fault in known] == [
        "agency.dotx:1:1: warning: the Word template shapes the Word file of a CV alone: PDF and"
        " Web page follow `classic`; to choose another, let a theme say"
        " `word: {template: agency.dotx}`"
    ]
    assert [*pipeline._unlike_template(prepared, ("docx", "txt"))] == []


def test_a_theme_may_have_a_template_in_its_folder_and_looks_of_its_own(agency: Path) -> None:
    folder = agency / "themes" / "falk"
    folder.mkdir(parents=True)
    (agency / "agency.dotx").rename(folder / "letterhead.dotx")
    (folder / "theme.yaml").write_text(
        "description: Falk\nextends: modern\nword: {template: letterhead.dotx}\n"
    )
    job = Job(Path("cv.yaml"), theme="falk")
    prepared = pipeline.prepare(job)
    (document,) = prepared.documents
    assert document.theme.word_template.path == Path("themes/falk/letterhead.dotx")
    assert document.theme.tokens.colors == themes.find("modern").tokens.colors
    assert folder / "letterhead.dotx" in {path.resolve() for path in prepared.inputs}
    assert [*pipeline._unlike_template(document, ("pdf", "docx"))] == []


def test_a_batch_makes_a_file_that_may_show_the_day_anew_on_the_next(
    agency: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    assert work._until(pipeline.prepare(Job(Path("cv.yaml"), theme="agency.dotx"))) == "2026-05-29"


@pytest.mark.parametrize("key", ["theme: agency.dotx", "design: {word: {template: agency.dotx}}"])
def test_a_cv_may_name_a_template_beside_it(agency: Path, key: str) -> None:
    Path("cv.yaml").write_text(f"{key}\n{CV}", "utf-8")
    (document,) = pipeline.prepare(Job(Path("cv.yaml"))).documents
    assert document.theme.word_template.data == Path("agency.dotx").read_bytes()


@pytest.mark.parametrize("key", ["theme: {}", "design: {{word: {{template: {}}}}}"])
def test_a_cv_may_name_no_template_elsewhere(agency: Path, key: str) -> None:
    (agency / "below").mkdir()
    for name in ("../agency.dotx", str(agency / "agency.dotx")):
        Path("below/cv.yaml").write_text(f"{key.format(name)}\n{CV}", "utf-8")
        with pytest.raises(SourceError, match=r"is outside|there is no Word template"):
            pipeline.prepare(Job(Path("below/cv.yaml")))


def test_a_person_may_name_a_template_anywhere(agency: Path) -> None:
    (agency / "below").mkdir()
    (agency / "cv.yaml").rename(agency / "below" / "cv.yaml")
    job = Job(Path("below/cv.yaml"), theme=str(agency / "agency.dotx"))
    (document,) = pipeline.prepare(job).documents
    assert (document.theme.name, document.theme.trusted) == ("agency", False)
    with pytest.raises(UsageError, match=r"there is no Word template `agenci\.dotx`"):
        pipeline.prepare(replace(job, theme="agenci.dotx"))


def test_a_template_in_the_persons_own_folder_of_themes_is_trusted(
    agency: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = agency / "mine"
    mine.mkdir()
    (agency / "agency.dotx").rename(mine / "agency.dotx")
    monkeypatch.setenv("CVRENDER_THEMES", str(mine))
    (document,) = pipeline.prepare(Job(Path("cv.yaml"), theme="agency.dotx")).documents
    assert document.theme.trusted


def test_a_letter_follows_the_theme_and_that_is_told(agency: Path) -> None:
    Path("letter.yaml").write_text("cv: cv.yaml\nletter: Hello.\n", "utf-8")
    job = Job(Path("letter.yaml"), theme="agency.dotx", trust_theme=True)
    (document,) = pipeline.prepare(job).documents
    assert "Kandidatenprofil" not in by_document_xml(render_format(document, "docx"))
    (fault,) = pipeline._unlike_template(document, ("docx",))
    assert fault.message == (
        "the Word template shapes the Word file of a CV alone: Word follows `classic`"
    )


PLACES = {
    in_word(COVER): [
        "the Word template does not say where the CV goes, which is set at its end; write"
        " `{{cv}}` in a paragraph of its own"
    ],
    in_word(text("{{cv}}") + text("{{nmae}}")): [
        "the placeholder `{{nmae}}` is not known; did you mean `name`?"
    ],
    in_word(text("{{cv}}") * 2): [
        "`{{cv}}` has no effect here; write it once, in a paragraph of its own"
    ],
    in_word(text("{{cv}}"), footer=text("{{street}}")): [
        "the placeholder `{{street}}` is not known; expected one of: {{cv}}, {{name}},"
        " {{headline}}, {{date}}"
    ],
    in_word(text("")): [],
}


@pytest.mark.parametrize(("template", "said"), PLACES.items())
def test_what_is_wrong_with_the_braces_is_told(template: bytes, said: list[str]) -> None:
    assert told(template) == said


def test_a_letterhead_without_a_place_for_the_cv_is_filled_from_its_beginning() -> None:
    assert text_of(filled(in_word(text(""))).body[0]) == "Mara Lindqvist"
