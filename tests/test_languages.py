"""One source in five languages and four scripts: each text in its place, in every format."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
import yaml
from judges import W, by_document_xml, by_lxml, by_pdfium, by_pypdf
from lxml import etree, html

import cvrender
from cvrender import languages, pipeline
from cvrender import theme as themes
from cvrender.compose import compose
from cvrender.errors import MachineError, SourceError
from cvrender.extract import extract
from cvrender.languages.loader import read
from cvrender.model import KINDS
from cvrender.renderers import registry
from cvrender.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cvrender.outline import Outline

pytestmark = pytest.mark.xdist_group("languages")
SOURCE = Path(__file__).parent / "sources" / "languages.yaml"
SPOKEN = ("en", "de", "ru", "ar", "ja")
UNSEEN = {"languages", "kind", "start", "end", "date"}


@cache
def fonts_lack(language: str) -> bool:
    found = shutil.which("fc-list") and subprocess.run(
        ["fc-list", f":lang={language}"], capture_output=True, check=True
    )
    return not (found and found.stdout)


with_fonts = [
    pytest.param(
        language,
        marks=pytest.mark.skipif(fonts_lack(language), reason=f"no font at hand has {language}"),
    )
    for language in SPOKEN
]
left_to_right = pytest.mark.parametrize(
    "language", [param for param in with_fonts if param.values != ("ar",)]
)
"""Readers of PDFs give Arabic back in pieces; other tests look at it."""
every_language = pytest.mark.parametrize("language", with_fonts)


@cache
def document(language: str) -> pipeline.Document:
    job = pipeline.Job(SOURCE, languages=(language,))
    (document,) = pipeline.prepare(job).documents
    return document


@cache
def made(form: str, language: str) -> bytes:
    return registry.load(form).render(document(language).outline, document(language).theme)


def leaves(value: object, language: str, key: str = "") -> Iterator[str]:
    """The texts of the source in one language, as they are seen; dates are worded elsewhere."""
    if isinstance(value, dict) and language in value:
        yield re.sub(r"[*]", "", value[language])
    elif isinstance(value, dict):
        for inner, item in value.items():
            yield from leaves(item, language, inner)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, language, key)
    elif key not in UNSEEN:
        yield re.sub(r"^https?://", "", str(value))


def expected(language: str) -> list[str]:
    return list(leaves(yaml.safe_load(SOURCE.read_text("utf-8")), language))


def assert_in_order(text: str, language: str) -> None:
    """White space apart: where lines break, Japanese has none."""
    rest = "".join(text.split())
    for leaf in expected(language):
        _, found, rest = rest.partition("".join(leaf.split()))
        assert found, f"“{leaf}” is missing or out of order"


@pytest.mark.parametrize("language", SPOKEN)
def test_every_text_stands_in_its_place_in_word(language: str) -> None:
    assert_in_order(by_document_xml(made("docx", language)), language)


@pytest.mark.parametrize("language", SPOKEN)
def test_every_text_stands_in_its_place_on_the_web(language: str) -> None:
    assert_in_order(by_lxml(made("html", language)), language)


@pytest.mark.parametrize("language", SPOKEN)
def test_every_text_stands_in_the_json_resume_and_reads_back_in_its_place(
    language: str, tmp_path: Path
) -> None:
    data = made("jsonresume", language)
    resume = json.loads(data)
    assert resume["meta"]["language"] == language
    assert [leaf for leaf in expected(language) if leaf not in data.decode()] == []
    (tmp_path / "resume.json").write_bytes(data)
    again = compose(pipeline.read(tmp_path / "resume.json").cv)
    assert_in_order("".join(map(str, again.lines())), language)


@left_to_right
def test_every_text_stands_in_its_place_in_the_pdf(language: str) -> None:
    assert_in_order(by_pdfium(made("pdf", language)), language)


@pytest.mark.skipif(fonts_lack("ar"), reason="no font at hand has Arabic")
def test_every_arabic_word_stands_in_the_pdf() -> None:
    text = by_pypdf(made("pdf", "ar"))
    asked = [word for leaf in expected("ar") for word in re.findall(r"\w+", leaf)]
    assert [word for word in asked if word not in text] == []


@every_language
@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_verify_finds_every_line(form: str, language: str) -> None:
    outline = document(language).outline
    reports = [verify(outline, read) for read in extract(made(form, language))]
    assert [report.findings for report in reports] == [()] * len(reports)


@pytest.mark.parametrize(
    ("language", "title", "capitals"),
    [("tr", "Eğitim", "EĞİTİM"), ("de", "Größe", "GRÖSSE"), ("en", "Title", "TITLE")],
)
def test_a_title_stands_in_the_capitals_of_its_language_and_verify_knows_them(
    outlined: Callable[[str], Outline], language: str, title: str, capitals: str
) -> None:
    outline = outlined(f"name: Ada\nlanguage: {language}\nsections: [{{title: {title}, text: a}}]")
    theme = themes.find("compact")
    data = registry.load("pdf").render(outline, theme)
    assert by_pdfium(data).split() == ["Ada", capitals, "a"]
    reports = [verify(outline, read, theme.typesetting) for read in extract(data)]
    assert [report.findings for report in reports] == [(), (), ()]


def test_arabic_runs_from_right_to_left_on_the_page_and_in_word() -> None:
    page = html.fromstring(made("html", "ar").decode())
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    with zipfile.ZipFile(io.BytesIO(made("docx", "ar"))) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    assert body.find(f".//{W}sectPr/{W}bidi") is not None


def test_english_inside_an_arabic_page_runs_from_left_to_right() -> None:
    page = html.fromstring(made("html", "ar").decode())
    turned = {bdi.text_content(): bdi.get("dir") for bdi in page.iter("bdi")}
    assert turned["Rivers that remember"] == "ltr"
    assert turned["+49 30 901820"] == "ltr"
    assert set(turned.values()) == {"ltr"}


def test_files_of_other_languages_than_the_first_name_theirs() -> None:
    def stems(*languages: str) -> list[str]:
        job = pipeline.Job(SOURCE, languages=languages)
        return [document.stem for document in pipeline.prepare(job).documents]

    assert stems() == ["Lina_Haddad_CV"]
    assert stems("en") == ["Lina_Haddad_CV"]
    assert stems("ar") == ["Lina_Haddad_CV_ar"]
    assert stems("en", "ja") == ["Lina_Haddad_CV_en", "Lina_Haddad_CV_ja"]
    assert stems("all") == [f"Lina_Haddad_CV_{language}" for language in SPOKEN]


TITLED = (
    "summary", "highlights", "work", "education", "projects", "volunteer", "awards", "certificates",
    "publications", "talks", "patents", "skills", "languages", "interests", "references",
)  # fmt: skip
"""Kinds of sections that are translated into every language."""
ENGLISH = Path(str(languages.__file__)).with_name("en.toml").read_text("utf-8")


@pytest.mark.parametrize("language", languages.codes())
def test_our_own_words_are_there_in_every_language(language: str) -> None:
    ours = languages.load(language)
    titles = [ours.titles[kind] for kind in TITLED]
    assert ours.titles.keys() <= set(KINDS)
    assert re.findall(r"\{.*?\}", ours.page) == ["{page}", "{pages}"]
    assert all([ours.present, ours.skip, ours.contact, *titles])
    assert len(set(titles)) == len(titles)
    if language != "en":
        english = [languages.title(kind, "en") for kind in TITLED]
        assert sum(map(str.__eq__, titles, english)) <= 4


@pytest.mark.parametrize(
    ("language", "work", "education", "skills"),
    [
        ("de", "Berufserfahrung", "Ausbildung", "Kenntnisse"),
        ("fr", "Expérience professionnelle", "Formation", "Compétences"),
        ("es", "Experiencia profesional", "Formación académica", "Competencias"),
        ("ru", "Опыт работы", "Образование", "Навыки"),
        ("ar", "الخبرة المهنية", "التعليم", "المهارات"),
        ("ja", "職務経歴", "学歴", "スキル"),
    ],
)
def test_titles_are_those_that_cvs_have(
    language: str, work: str, education: str, skills: str
) -> None:
    found = [languages.title(kind, language) for kind in ("work", "education", "skills")]
    assert found == [work, education, skills]


def test_a_language_file_is_told_everything_that_is_wrong_with_it(tmp_path: Path) -> None:
    mistakes = {
        'present = "present"': 'presnt = "present"', '"ltr"': '"up"', 'comma = ", "': "comma = 1",
        '"Jan", ': "", "until = [": "until = [1, ", 'tag = "en-US"': "",
    }  # fmt: skip
    text = ENGLISH
    for right, wrong in mistakes.items():
        assert right in text
        text = text.replace(right, wrong)
    file = tmp_path / "xx.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(MachineError) as caught:
        read(file)
    assert str(caught.value).splitlines() == [
        f"{file}: unknown key `presnt`",
        f"{file}: `direction` must be one of ltr, rtl",
        f"{file}: `comma` must be a string",
        f"{file}: missing key `present`",
        f"{file}: `dates.months` must have 12 items, and has 11",
        f"{file}: missing key `word.tag`",
        f"{file}: `reading.until` must be an array of strings",
    ]
    file.write_text("name = English", "utf-8")
    with pytest.raises(MachineError, match=rf"^{re.escape(str(file))}: "):
        read(file)


def test_a_kind_without_a_title_has_the_english_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "en.toml").write_text(ENGLISH, "utf-8")
    (tmp_path / "de.toml").write_text(ENGLISH.replace('work = "Experience"', ""), "utf-8")
    monkeypatch.setattr(languages, "load", lambda code: read(tmp_path / f"{code}.toml"))
    assert languages.title("work", "de") == "Experience"
    monkeypatch.setattr(languages, "load", languages.load)
    source = tmp_path / "cv.yaml"
    source.write_text("name: A\nlanguage: de\nsections:\n  - kind: work\n    text: x\n", "utf-8")
    assert [*map(str, pipeline.read(source).warnings)] == [
        f"{source}:4:11: warning: languages/de.toml has no `titles.work`:"
        " the English title is shown; give the section a `title`"
    ]


def test_a_kind_without_any_title_is_named_with_the_file_that_lacks_it() -> None:
    with pytest.raises(MachineError, match=r"^languages/en.toml: missing key `titles.unheard-of`$"):
        languages.title("unheard-of", "de")


@pytest.mark.parametrize("code", languages.codes())
def test_a_language_has_every_label_and_one_that_it_lacks_is_named(code: str) -> None:
    english, own = (languages.load(each).labels for each in ("en", code))
    assert list(own) == list(english)
    assert all(own.values())
    assert own["years"].format(7) != own["years"]
    with pytest.raises(MachineError, match=rf"languages/{code}\.toml: missing key `labels\.nope`"):
        languages.label("nope", code)


IN_A_REGION = """
name: Ada
languages: [en-GB, de-AT]
sections:
  - kind: work
    entries: [{title: {en: Baker, de: Bäckerin}, start: 2020-01, end: 2021-03}]
"""


@pytest.mark.parametrize(
    ("language", "tag", "dates"),
    [("en", "en-GB", "Jan 2020 – Mar 2021"), ("de-AT", "de-AT", "Jan. 2020 – März 2021")],
)
def test_a_document_is_in_the_language_of_its_region_and_has_our_words_of_the_language(
    language: str, tag: str, dates: str
) -> None:
    forms = ("pdf", "docx", "html", "jsonresume")
    files = cvrender.render(IN_A_REGION, forms, languages=(language,))
    pdf, word, page, data = files.values()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == tag
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        styles, about = map(package.read, ("word/styles.xml", "docProps/core.xml"))
    assert etree.fromstring(styles).find(f"{W}docDefaults//{W}lang").attrib == {f"{W}val": tag}
    assert etree.fromstring(about).findtext("{http://purl.org/dc/elements/1.1/}language") == tag
    assert html.fromstring(page).get("lang") == tag
    resume = json.loads(data)
    assert (resume["meta"]["language"], resume["x-cvrender"]["cv"]["language"]) == (tag, tag)
    assert dates in by_lxml(page)


@pytest.mark.parametrize(
    ("tag", "word"),
    [("zh-HK", "zh-HK"), ("zh-Hant-MO", "zh-MO"), ("zh-Hant", "zh-TW"), ("es-419", "es-419")],
)
def test_word_is_told_the_region_without_the_script(tag: str, word: str) -> None:
    language = languages.load(languages.of_tag(tag)).tagged(tag)
    assert (language.tag, language.word.tag) == (tag, word)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("en_GB", "en-GB"),
        ("pt-br", "pt-BR"),
        ("en-UK", "en-GB"),
        ("de-DE-1996", "de-DE"),
        ("en-EU", "en"),
        ("zh_hant_hk", "zh-Hant-HK"),
    ],
)
def test_a_tag_is_written_as_bcp_47_has_it(written: str, meant: str) -> None:
    text = "name: Ada\nlanguage: {}\nsections: [{{title: B, text: C}}]"
    with pytest.raises(SourceError, match=rf"unknown language `{written}`; did you mean `{meant}`"):
        cvrender.load(text.format(written))
    assert cvrender.load(text.format(meant)).language == meant
