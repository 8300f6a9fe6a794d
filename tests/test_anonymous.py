"""`--anonymous`: nothing that is made of a CV tells whose it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pikepdf
import pytest
from commands import one_document, run
from fuzzing import examples
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from unpacked import told

from cvrender import api, pipeline, source, theme
from cvrender.anonymity import anonymous
from cvrender.compose import compose
from cvrender.errors import SourceError, UsageError
from cvrender.identity import Identity
from cvrender.inline import Span
from cvrender.line import Line
from cvrender.model import CV
from cvrender.names import initials
from cvrender.pull import pull
from cvrender.renderers import registry
from cvrender.renderers.json_resume import document
from cvrender.variants import Choice

if TYPE_CHECKING:
    from pathlib import Path

    from cvrender.extract.process import ReaderProcess

ANEZKA = """\
name: Anežka Lindqvist-Okafor
headline: Staff Engineer
email: zlo77@mailer.example
phone: +46 70 123 45 67
location: Kungsgatan 7, Uddevalla
details: [Born 3 May 1985, Swedish citizen]
website: https://okaflind.example
links: [{url: https://github.com/zlo77, label: GitHub}]
photo: {file: lindqvist.jpg, alt: Anežka Lindqvist-Okafor}
closing: {text: "Uddevalla, 2 May 2026", signature: {file: lindqvist.jpg, alt: Lindqvist}}
back: {url: https://okaflind.example/cv, label: Okafor}
sections:
  - kind: summary
    text: Builds ledgers; [a talk](https://lindqvist.example/talk) says how.
  - kind: work
    entries:
      - title: Staff Engineer
        organization: Nordlys Payments AB
        anonymous: a Nordic payment company
        location: Gothenburg
        url: https://nordlys.example
        start: 2021-09
        end: present
        bullets: [Led nine product teams]
  - kind: publications
    publications:
      - title: What the ledger taught us
        authors: [Amara Diallo, A. Lindqvist-Okafor]
        doi: 10.1000/ledger
        url: https://okaflind.example/paper
        date: 2020
  - kind: references
    entries: [{title: Bo Bergqvist, organization: Nordlys, facts: {Phone: 070 765 43 21}}]
"""
SECRETS = (
    *(
        "Anežka",
        "Anezka",
        "Lindqvist",
        "Okafor",
        "zlo77",
        "mailer.example",
        "okaflind",
        "123 45 67",
    ),
    *("701234567", "Kungsgatan", "Uddevalla", "1985", "Swedish", "Nordlys", "Gothenburg"),
    *("10.1000", "lindqvist.example", "Bergqvist", "765 43"),
)


def of_nobody(folder: Path, text: str = ANEZKA, **options: object) -> pipeline.Job:
    """A job that makes an anonymous text of ``text``, which stands in a file of her name."""
    folder.mkdir(exist_ok=True)
    path = folder / "anežka-lindqvist.yaml"
    path.write_text(text, "utf-8")
    if "lindqvist.jpg" in text:
        exif = Image.Exif()
        exif[0x013B] = "Lindqvist"  # the artist
        Image.new("RGB", (40, 40), "red").save(folder / "lindqvist.jpg", exif=exif)
    job = pipeline.Job(path, ("txt",), anonymous=True, output=folder / "out")
    return replace(job, **options)


def text_of(job: pipeline.Job) -> str:
    (file,) = pipeline.make(job).files
    assert file.exit_code == 0
    return file.data.decode()


def revealed(words: str, role: str = "paragraph", **keys: object) -> tuple[str, ...]:
    """What a text of that role tells of the person that ``keys`` are of."""
    cv = CV.model_validate({"name": "Jane Doe", "sections": [], **keys})
    return Identity(cv).told(Line((Span(words),), role))  # type: ignore[arg-type]


def test_no_byte_of_any_file_tells_whose_it_is(tmp_path: Path, reader: ReaderProcess) -> None:
    job = of_nobody(tmp_path / "lindqvist", formats=registry.names())
    files = pipeline.render(job, reader).files
    assert {file.exit_code for file in files} == {0}
    assert {file.path.name.partition(".")[0].partition("-1")[0] for file in files} == {"A_L-O_CV"}
    assert told(job.output, SECRETS) == []
    pipeline.render(replace(job, anonymous=False, formats=("html",), output=tmp_path / "whole"))
    assert {word for _, word in told(tmp_path / "whole", SECRETS)} == set(SECRETS)


def test_the_rest_stays_as_it_is(tmp_path: Path) -> None:
    assert text_of(of_nobody(tmp_path)).split("\n\n\n") == [
        "A. L.-O.\nStaff Engineer",
        "Summary\n\nBuilds ledgers; a talk says how.",
        "Experience\n\nStaff Engineer, Sep 2021 – present\na Nordic payment company\n"
        "- Led nine product teams",
        "Publications\n\nWhat the ledger taught us, 2020\nAmara Diallo, A. L.-O.\n",
    ]


@pytest.mark.parametrize("heading", ["kind: references", "title: References", "title: Referenzen"])
def test_references_are_left_out_by_kind_or_usual_title(tmp_path: Path, heading: str) -> None:
    people = f"- {{{heading}, entries: [{{title: Bo Berg}}]}}"
    text = f"name: Jane Doe\nlanguage: de\nsections:\n  {people}\n  - {{title: A, text: Sums.}}\n"
    assert text_of(of_nobody(tmp_path, text)).split() == ["J.", "D.", "A", "Sums."]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Jane Doe", "J. D."),
        ("Dr. rer. nat. Jane Q. van der Doe, MBA", "J. Q. D."),
        ("Jean-Luc O'Brien", "J.-L. O."),
        ("William “Bill” Henry Gates III", "W. H. G."),
        ("Doe, Jane", "J. D."),
        ("Zoë (she/her) Ångström", "Z. Å."),
        ("Madonna", "M."),
        ("danah boyd", "D. B."),
        ("Иван Петров", "И. П."),
        ("Ελένη Παππά", "Ε. Π."),
        ("محمد الحسن", "م. ا."),
        ("कुमार शर्मा", "कु. श."),
        ("山田 太郎", ""),
        ("김철수", ""),
        ("4711", ""),
    ],
)
def test_initials_are_those_of_the_words_that_are_no_title_and_no_particle(
    name: str, short: str
) -> None:
    assert initials(name) == short


def test_an_author_may_say_what_stands_for_the_name(tmp_path: Path) -> None:
    text = ANEZKA.replace("headline", "anonymous: {en: Candidate 4711, de: Person 4711}\nheadline")
    text = text.replace("sections:", "languages: [en, de]\nsections:", 1)
    made = pipeline.make(of_nobody(tmp_path, text, languages=("all",))).files
    assert [file.path.stem for file in made] == ["Candidate_4711_CV_en", "Candidate_4711_CV_de"]
    assert [file.data.decode().partition("\n")[0] for file in made] == [
        "Candidate 4711",
        "Person 4711",
    ]
    assert "Amara Diallo, Candidate 4711" in made[0].data.decode()


def test_a_name_without_initials_asks_for_what_stands_for_it(tmp_path: Path) -> None:
    cv = "name: 山田 太郎\nsections: [{title: 職歴, text: 経理}]\n"
    with pytest.raises(SourceError) as error:
        pipeline.make(of_nobody(tmp_path, cv))
    assert str(error.value).endswith(
        "1:7: `山田 太郎` has no initials to stand for it; write beside `name` what does:"
        " `anonymous: Candidate 1`"
    )
    assert text_of(of_nobody(tmp_path, f"anonymous: 応募者A\n{cv}")).startswith("応募者A\n")
    both = cv.replace("山田 太郎", "{ja: 山田 太郎, en: Taro Yamada}")
    assert text_of(of_nobody(tmp_path, both)).startswith("T. Y.\n")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("jane doe and janedoe", ("Jane Doe",)),
        ("JANE DOE", ("Jane Doe",)),
        ("DOE, Jane", ("Jane Doe",)),
        ("Jane led nine people", ("Jane",)),
        ("Led by Ms. Doe's team", ("Doe",)),
        ("Janes Arbeit", ("Jane",)),
        ("a doe, DOE, Janitor, mundane, Doerr", ()),
        ("write to x@y.example, https://z.example", ("x@y.example", "https://z.example")),
        ("see www.z.example and doi:10.1000/a1", ("www.z.example", "10.1000/a1")),
        ("call +44 20 7946 0958", ("+44 20 7946 0958",)),
        ("on github.com/z, linkedin.com/in/z-4711.", ("github.com/z", "linkedin.com/in/z-4711")),
        ("a/b, and/or, Node.js/Express, docs.md/x, react@18.2.0, me@host", ()),
        ("1,000,000 users, +35 % from 2015–2019, Node.js, @home, C++", ()),
    ],
)
def test_a_name_an_address_and_a_number_are_found_in_a_text(
    words: str, found: tuple[str, ...]
) -> None:
    assert revealed(words) == found


@pytest.mark.parametrize(
    ("name", "words", "found"),
    [
        ("Zoë Müller-Lüdenscheidt", "Mueller, Zoe and Ludenscheidt", 3),
        ("Anna Long", "a long white paper", 0),
        ("Will Power", "Will does", 1),
        ("Bo Li", "Li and Bo", 0),
        ("Bo Li", "by bo li", 1),
        ("Иван Петров", "вместе с Петровым; Ivan", 2),
        ("Ludwig van Beethoven", "a van, Beethoven", 1),
        ("Madonna", "MADONNA", 1),
        ("danah boyd", "danah", 1),
        ("محمد الحسن", "قاد محمد الفريق", 1),
        ("山田 太郎", "山田は経理です。", 1),
        ("王伟", "王伟负责, 国王", 1),
        ("Dr. Jane Doe, MBA", "Dr. Who, MBA", 0),
        ('William "Bill" Gates', "Bill was there", 1),
        ("Jane O’Brien", "O'Brien", 1),
    ],
)
def test_a_name_is_found_as_its_script_and_language_write_it(
    name: str, words: str, found: int
) -> None:
    assert len(revealed(words, name=name)) == found


def test_what_others_are_called_is_no_persons_name() -> None:
    assert revealed("Jane Street", "organization") == ()
    assert revealed("Doe Consulting", "organization") == ("Doe",)
    assert revealed("Doe Run, Missouri", "location") == ()
    assert revealed("Jane Doe Park", "location") == ("Jane Doe",)


def test_own_numbers_places_and_accounts_are_found_however_they_are_written() -> None:
    keys = {
        "phone": "+46 70 123 45 67",
        "location": "Kungsgatan 7, Uddevalla",
        "website": "https://janes.example",
        "links": [{"url": "https://github.com/zlo77"}, {"url": "https://github.com/doe"}],
    }
    assert revealed("070-1234567", **keys) == ("+46 70 123 45 67",)
    assert revealed("at kungsgatan 7, uddevalla", **keys) == ("Kungsgatan 7, Uddevalla",)
    assert revealed("janes.example/blog", **keys) == ("https://janes.example",)
    assert revealed("ZLO77 on GitHub", **keys) == ("zlo77",)
    assert revealed("a doe in Uddevalla", **keys) == ()


@pytest.mark.parametrize(
    ("organization", "words", "found"),
    [
        ("Nordlys Payments AB", "joined nordlys payments", True),
        ("Nordlys Payments AB", "a payments company", False),
        ("Müller GmbH & Co. KG", "bei Mueller", True),
        ("Target", "Targets and a target", True),
        ("Target", "the target", False),
        ("HP", "at HP.", True),
        ("日本電気", "日本電気の", True),
    ],
)
def test_an_organization_of_another_wording_is_found_in_a_text(
    organization: str, words: str, found: bool
) -> None:
    entry = {"organization": organization, "anonymous": "a company"}
    sections = [{"title": "Work", "entries": [entry]}]
    assert bool(revealed(words, sections=sections)) is found


LEAKS = """\
name: Jane Doe
anonymous: Jane D.
headline: Jane's own
keywords: [Doe]
variants: {nordlys: {exclude: [long]}}
theme: classic
languages: [en, de]
sections:
  - title: About Doe
    text: {en: Builds., de: Jane baut.}
  - title: Work
    entries:
      - title: Engineer
        organization: Nordlys
        anonymous: formerly Nordlys
        facts: {Mail: jane@doe.example}
        bullets: [{text: At Nordlys, tags: [long]}]
      - organization: Nordlys
        roles: [{title: Doe's deputy}]
"""


def test_all_texts_that_tell_it_are_refused_at_once_each_with_its_place(tmp_path: Path) -> None:
    job = of_nobody(tmp_path, LEAKS, languages=("all",))
    with pytest.raises(SourceError) as error:
        pipeline.render(job)
    assert [(f.position.line, f.position.column) for f in error.value.faults] == [
        *[(2, 12), (3, 11), (4, 11), (9, 12), (10, 29), (15, 20), (16, 23), (17, 26)],
        *[(18, 23), (19, 25)],
    ]
    assert {fault.code for fault in error.value.faults} == {"told-identity"}
    told_twice = error.value.faults[-2]
    assert told_twice.message == "this text reveals `Nordlys`: it is not anonymous"
    assert told_twice.hint == (
        "write beside the organization what stands for it: `anonymous: a bank`"
    )
    assert not job.output.exists()
    with pytest.raises(SourceError) as error:
        pipeline.render(replace(job, variants=("nordlys",)))
    lines = [fault.position.line for fault in error.value.faults]
    assert (5 in lines, 17 in lines) == (True, False)  # the variant's name is in the file's


def test_the_command_says_what_to_do(folder: Path) -> None:
    (folder / "ada.yaml").write_text("name: Ada Brandt\nsections: [{title: A, text: By Ada}]\n")
    done = run("render", "ada.yaml", "--to", "txt", "--anonymous")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (
        1,
        "ada.yaml:2:29: this text reveals `Ada`: it is not anonymous;"
        " remove it to render with `--anonymous`",
    )


def test_an_author_of_the_same_family_name_is_somebody_else_if_the_initials_differ(
    tmp_path: Path,
) -> None:
    text = "name: Jane Doe\nsections: [{title: P, publications: [{title: T, authors: [%s]}]}]\n"
    others = "John Q. Roe, Maria Doe, 'Doe, Jane', J. Doe"
    assert "John Q. Roe, Maria Doe, J. D., J. D." in text_of(of_nobody(tmp_path, text % others))
    with pytest.raises(SourceError, match="`Doe`"):
        pipeline.make(of_nobody(tmp_path, text % "Joan Doe"))
    spanish = text.replace("Jane Doe", "Gabriela García Márquez")
    assert "Gabriel Paz, L. García" in text_of(
        of_nobody(tmp_path, spanish % "Gabriel Paz, L. García")
    )
    with pytest.raises(SourceError, match="`García`"):
        pipeline.make(of_nobody(tmp_path, spanish % "G. García"))
    hungarian = text.replace("Jane Doe", "Nagy János")
    with pytest.raises(SourceError, match="`Nagy`"):
        pipeline.make(of_nobody(tmp_path, hungarian % "János Kis, Nagy J"))


def test_roles_at_an_organization_of_another_wording_have_no_place() -> None:
    role = {"title": "Clerk", "location": "Leeds", "start": "2020"}
    entry = {"organization": "A & B", "anonymous": "a bank", "location": "Leeds", "roles": [role]}
    cv = CV.model_validate({"name": "Jane Doe", "sections": [{"title": "W", "entries": [entry]}]})
    (section,) = anonymous(cv).sections
    assert section.entries[0].organization == "a bank"
    assert "Leeds" not in section.model_dump_json()
    assert "Leeds" in cv.model_dump_json()


def test_nothing_that_tells_who_it_is_is_expected_by_a_convention(tmp_path: Path) -> None:
    text = "name: Jane Doe\nsections: [{title: About, text: Sums.}]\n"
    job = of_nobody(tmp_path, text, convention="de")
    assert pipeline.make(job).warnings == ()
    whole = pipeline.make(replace(job, anonymous=False)).warnings
    assert {fault.code for fault in whole} == {"convention-expects"}


def test_a_letter_is_refused(tmp_path: Path) -> None:
    of_nobody(tmp_path)
    letter = tmp_path / "letter.yaml"
    letter.write_text("cv: anežka-lindqvist.yaml\nletter: Dear all,\n", "utf-8")
    with pytest.raises(UsageError) as error:
        pipeline.make(pipeline.Job(letter, ("txt",), anonymous=True))
    assert error.value.message == f"{letter} is a letter, which tells who writes it"
    assert error.value.remedy == "render its CV with `--anonymous`"


def test_two_persons_with_the_same_initials_have_a_file_each_and_no_list_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("Jane Doewell", "Jack Drewitt"):
        path = tmp_path / f"{name.replace(' ', '-').lower()}.yaml"
        path.write_text(f"name: {name}\nsections: [{{title: W, text: About {path.stem[1]}}}]\n")
    asked = ("batch", ".", "--to", "txt", "--anonymous", "--jobs", "1")
    for _ in range(2):
        assert run(*asked).exit_code == 0
        made = {file.name: file.read_text() for file in (tmp_path / "output").glob("*.txt")}
        assert sorted(made) == ["J_D_CV.txt", "J_D_CV_2.txt"]
    assert told(tmp_path / "output", ["Doewell", "Drewitt", "jane", "jack"]) == []


def test_a_finished_file_is_held_against_the_anonymous_cv(tmp_path: Path) -> None:
    job = of_nobody(tmp_path)
    (file,) = pipeline.render(job).files
    done = run("verify", str(job.source), str(file.path), "--anonymous", "--json")
    assert (done.exit_code, one_document(done.stdout)["files"][0]["good"]) == (0, True)


def test_a_finished_file_that_tells_whose_it_is_is_not_good(tmp_path: Path) -> None:
    """As text, and as Word and PDF editors write who used them."""
    job = of_nobody(tmp_path, formats=("docx", "pdf", "html"))
    word, pdf, page = (file.path for file in pipeline.render(job).files)
    typed, saved = docx.Document(str(word)), docx.Document(str(word))
    typed.add_paragraph("Lindqvist-Okafor, Anežka")
    typed.save(str(tmp_path / "typed.docx"))
    saved.core_properties.last_modified_by = "anezka lindqvist-okafor"
    saved.save(str(tmp_path / "by.docx"))
    with pikepdf.open(pdf) as opened:
        opened.docinfo["/Creator"] = "Word of Anežka Lindqvist-Okafor"
        opened.save(tmp_path / "by.pdf")
    meta = '<head><meta name="author" content="Anežka Lindqvist-Okafor">'
    (tmp_path / "by.html").write_text(page.read_text("utf-8").replace("<head>", meta), "utf-8")
    for name in ("typed.docx", "by.docx", "by.pdf", "by.html"):
        _, (held,) = api.verify_files(job.source, [tmp_path / name], anonymous=True)
        told = {each.message for report in held.reports for each in report.findings if each.loss}
        assert (name, told) == (name, {"reveals whose it is: “Anežka Lindqvist-Okafor”"})
        assert held.exit_code == 3


def test_a_theme_that_has_the_name_in_it_is_found_out(tmp_path: Path) -> None:
    look = tmp_path / "look"
    look.mkdir()
    (look / "theme.yaml").write_text("description: Mine.\nextends: classic\n")
    there = (theme.built_in() / "classic" / "page.html.j2").read_text("utf-8")
    mine = there.replace("</body>", "<p>Anežka Lindqvist-Okafor</p></body>")
    assert mine != there
    (look / "page.html.j2").write_text(mine, "utf-8")
    job = of_nobody(tmp_path, formats=("html",), theme=str(look))
    (file,) = pipeline.make(job).files
    assert file.exit_code == 3
    assert "reveals whose it is" in str(file.reports)
    (named,) = pipeline.make(replace(job, formats=("txt",), theme="classic")).files
    assert named.exit_code == 0
    look.rename(tmp_path / "okafor")
    with pytest.raises(SourceError, match="this text reveals `Okafor`"):
        pipeline.make(replace(job, theme=str(tmp_path / "okafor")))


def test_an_anonymous_word_file_changes_nothing_in_its_source(tmp_path: Path) -> None:
    job = of_nobody(tmp_path, formats=("docx",))
    for design in ((), ("files.attachment=false",)):
        (file,) = pipeline.render(replace(job, design=design)).files
        with pytest.raises(UsageError) as error:
            pull(pipeline.Job(job.source), file.path)
        message = f"an anonymous file does not say what {job.source} says: no edit is taken over"
        assert error.value.message == message
        assert error.value.remedy == "have a file edited that was made without `--anonymous`"


def test_what_an_anonymous_word_file_carries_is_the_anonymous_cv(tmp_path: Path) -> None:
    (file,) = pipeline.render(of_nobody(tmp_path, formats=("docx",))).files
    done = run("convert", str(file.path), str(tmp_path / "out" / "again.yaml"))
    assert done.exit_code == 0
    (tmp_path / "out" / "cv.schema.json").unlink()
    file.path.unlink()
    assert told(tmp_path / "out", SECRETS) == []
    assert source.read(tmp_path / "out" / "again.yaml").cv.name == "A. L.-O."


ALPHABETS = ("abcdefghijklmnopqrstuvwxyzäöüßéčřøåñłžı", "абвгдежиклмнопрстуфхцяіїьй", "αβγδεζηθλς")
CASELESS = ("אבגדהוזחטםןץ", "ابتثجحخدذرزسشعغفقكلمنهوي", "कखगघचछजझटठडढणतथ")
WORDS = st.sampled_from((*ALPHABETS, *CASELESS)).flatmap(
    lambda letters: st.text(letters, min_size=4, max_size=9).map(str.capitalize)
)


@given(st.lists(WORDS, min_size=2, max_size=4), st.sampled_from((" ", "-", "_", ", ")))
@examples(60)
def test_every_word_of_any_name_is_found_and_is_in_no_anonymous_file(
    words: list[str], between: str
) -> None:
    name = " ".join(words)
    paper = {"title": "A paper", "authors": [name, words[-1] + ", " + " ".join(words[:-1])]}
    about = {"title": "About", "text": "It is said.", "publications": [paper]}
    cv = CV.model_validate({"name": name, "email": "x@y.example", "sections": [about]})
    outline = compose(cv, Choice(anonymous=True))
    written = document(outline).decode()
    assert [word for word in words if word in written] == []
    identity = Identity(cv)
    assert [line for line in outline.lines() if identity.told(line)] == []
    for words_told in (*words, between.join(words), name.upper(), f"({words[0]}’s)"):
        assert identity.told(Line((Span(f"It is {words_told}: so."),)))


@given(st.text(max_size=40))
@examples(200)
def test_any_name_has_initials_or_none_and_no_word_of_it_is_whole(name: str) -> None:
    short = initials(name)
    assert all(len(part) < 5 for part in short.replace("-", " ").split())
    identity = Identity(CV.model_construct(name=name, sections=[]))
    assert identity.told(Line((Span("It is said."),))) == ()
