"""Publications from a BibTeX file: what is printed, and every mistake at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cvrender import pipeline
from cvrender.errors import SourceError
from cvrender.readers import bibtex

if TYPE_CHECKING:
    from pathlib import Path

PAPERS = r"""
@string{soc = {Symposium on Clouds}}
@inproceedings{leases,
  title = {Leases in $O(n^2)$ with {C\#} \& A* --- ``quoted''},
  author = {M{\"u}ller, Zo\"e and {The ATLAS Team} and others},
  booktitle = soc, year = 2022, month = oct, pages = {10--20},
  doi = {https://doi.org/10.5555/scr.1},
}
@article{books, title={Books}, author={Z. M{\"u}ller}, journal={J}, volume=3, number=2,
  date={2021-05-03}, archiveprefix={arXiv}, eprint={2101.1}}
"""
CV = "name: Zoë Müller\nsections:\n  - kind: publications\n    publications: {bibtex: p.bib}\n"


def read(folder: Path, cv: str = CV, papers: str = PAPERS) -> pipeline.Source:
    (folder / "cv.yaml").write_text(cv, "utf-8")
    (folder / "p.bib").write_text(papers, "utf-8")
    return pipeline.read(folder / "cv.yaml")


def faults(folder: Path, cv: str = CV, papers: str = PAPERS) -> list[str]:
    with pytest.raises(SourceError) as caught:
        read(folder, cv, papers)
    return [str(fault).removeprefix(f"{folder}/") for fault in caught.value.faults]


def test_entries_become_lines_with_accents_and_the_person_in_bold(tmp_path: Path) -> None:
    source = read(tmp_path)
    (document,) = pipeline.prepare(pipeline.Job(source.path)).documents
    first, second = document.outline.sections[0].entries
    assert [str(line) for line in first.lines()] == [
        "Leases in O(n^2) with C# & A* — “quoted”",
        "Oct 2022",
        "Zoë Müller, The ATLAS Team, et al.",
        "Symposium on Clouds, 10–20",
        "doi:10.5555/scr.1",
    ]
    assert [str(line) for line in second.lines()] == [
        *("Books", "May 2021", "Z. Müller", "J 3 (2)", "arxiv.org/abs/2101.1"),
    ]
    bold = [span.text for entry in (first, second) for span in entry.details[0].spans if span.bold]
    assert bold == ["Zoë Müller", "Z. Müller"]


MORE = r"""@book{edited, editor={Byron, Ada}, title={Looms}, url={http://a.example/~ada_l?x=1\&y=%20}}
@misc{page, author={Ada Byron}, title={Sums}, howpublished={\url{http://a.example/~ada}}}
@patent{patent, author={Ada Byron}, title={Engine}, number={US 12}}
@unpublished{draft, author={Ada Byron}, title={Notes}, note={To appear}}
"""


def test_addresses_are_as_written_and_editors_numbers_and_notes_are_kept(tmp_path: Path) -> None:
    source = read(tmp_path, papers=MORE)
    (document,) = pipeline.prepare(pipeline.Job(source.path)).documents
    entries = document.outline.sections[0].entries
    assert [[str(line) for line in entry.lines()] for entry in entries] == [
        ["Looms", "Ada Byron", "a.example/~ada_l?x=1&y=%20"],
        ["Sums", "Ada Byron", "http://a.example/~ada"],
        ["Engine", "Ada Byron", "US 12"],
        ["Notes", "Ada Byron", "To appear"],
    ]


def test_a_line_leads_to_the_line_of_the_file(tmp_path: Path) -> None:
    source = read(tmp_path)
    (document,) = pipeline.prepare(pipeline.Job(source.path)).documents
    title = document.outline.sections[0].entries[0].title
    assert str(source.position(title)) == f"{tmp_path}/p.bib:4:1"


def test_types_choose_for_a_section_of_each(tmp_path: Path) -> None:
    source = read(tmp_path, CV.replace("p.bib", "p.bib, types: [article, inproceedings]"))
    assert len(source.cv.sections[0].publications) == 2
    source = read(tmp_path, CV.replace("p.bib", "p.bib, types: article"))
    assert [publication.title for publication in source.cv.sections[0].publications] == ["Books"]
    assert faults(tmp_path, CV.replace("p.bib", "p.bib, types: [article, artcle]")) == [
        "cv.yaml:4:52: `p.bib` has no entry of the type `artcle`; did you mean `article`?"
    ]


def test_only_chooses_and_orders(tmp_path: Path) -> None:
    source = read(tmp_path, CV.replace("p.bib", "p.bib, only: [books, leases]"))
    titles = [publication.title for publication in source.cv.sections[0].publications]
    assert titles[0] == "Books"
    assert len(titles) == 2


def test_an_unknown_key_is_named_with_what_was_meant(tmp_path: Path) -> None:
    assert faults(tmp_path, CV.replace("p.bib", "p.bib, only: [lease]")) == [
        "cv.yaml:4:42: `p.bib` has no entry `lease`; did you mean `leases`?"
    ]


def test_mistakes_in_the_file_are_told_at_their_lines(tmp_path: Path) -> None:
    papers = (
        "@article{a, author={B C}, year={2020}}\n@article{broken, title={abc\n@misc{x, title={T}}"
    )
    assert faults(tmp_path, papers=papers) == ["p.bib:2:1: this BibTeX entry is incomplete"]
    assert faults(tmp_path, papers="@article{a, year={2020}}") == ["p.bib:1:1: `title` is missing"]


def test_braces_without_end_are_a_mistake_of_their_entry(tmp_path: Path) -> None:
    papers = "@misc{x, title={T}}\n@misc{a, title={" + "{" * 50_000 + "}" * 50_000 + "}}"
    assert faults(tmp_path, papers=papers) == [
        "p.bib:2:1: the braces of this entry are nested too deeply"
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("q.bib", "there is no file `q.bib`; give its path relative to the CV's folder"),
        (
            "../up.bib",
            "`../up.bib` is outside the CV's folder; copy it into that folder",
        ),
        ("link.bib", "`link.bib` is outside the CV's folder; copy it into that folder"),
        ("ring.bib", "there is no file `ring.bib`; give its path relative to the CV's folder"),
        ("large.bib", "`large.bib` is larger than 10,000,000 bytes; use a smaller file"),
    ],
)
def test_files_come_from_the_folder_of_the_cv_only(tmp_path: Path, name: str, message: str) -> None:
    folder = tmp_path / "cv"
    folder.mkdir()
    (tmp_path / "up.bib").write_text("@misc{x, title={T}}")
    (folder / "link.bib").symlink_to(tmp_path / "up.bib")
    (folder / "ring.bib").symlink_to(folder / "ring.bib")
    with (folder / "large.bib").open("wb") as large:
        large.truncate(10_000_001)
    found = faults(folder, CV.replace("p.bib", name))
    assert found == [f"cv.yaml:4:28: {message}"]


def test_a_file_that_cannot_be_read_is_a_fault_at_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_bytes = type(tmp_path).read_bytes

    def fail(path: Path) -> bytes:
        if path.name == "p.bib":
            raise OSError(5, "Input/output error")
        return read_bytes(path)

    monkeypatch.setattr(type(tmp_path), "read_bytes", fail)
    assert faults(tmp_path) == ["cv.yaml:4:28: cannot read `p.bib`: Input/output error"]


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"The {\TeX}book and \LaTeX{} \foo{bar}", "The TeXbook and LaTeX bar"),
        (r"See \href{http://a.example}{this} at \url{http://b_c.example}",
         "See this (http://a.example) at http://b_c.example"),
        (r"50\% of \textbf{A} {\"o}\ss{}~\`{e} \$5 \_x", "50% of A öß è $5 _x"),
    ],
)  # fmt: skip
def test_latex_is_read_as_its_words(latex: str, text: str, tmp_path: Path) -> None:
    source = read(tmp_path, papers=f"@misc{{a, title = {{{latex}}}}}")
    (document,) = pipeline.prepare(pipeline.Job(source.path)).documents
    assert str(document.outline.sections[0].entries[0].title) == text


def test_latex_that_cannot_be_read_is_a_fault_at_its_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(latex: str) -> str:
        raise IndexError

    monkeypatch.setattr(bibtex, "_converter", lambda: stumble)
    assert faults(tmp_path, papers="\n@misc{a, title = {A}}") == [
        "p.bib:2:1: the LaTeX of `a` cannot be read"
    ]


@pytest.mark.parametrize(
    ("published", "venue"),
    [
        ("arXiv:2101.1", None),
        (r"\url{https://arxiv.org/abs/2101.1}", None),
        ("Zenodo", "Zenodo"),
        ("arXiv:2101.2", "arXiv:2101.2"),
    ],
)
def test_how_a_paper_was_published_is_not_said_again_where_its_address_says_it(
    tmp_path: Path, published: str, venue: str | None
) -> None:
    paper = (
        f"@misc{{a, title={{T}}, howpublished={{{published}}}, eprinttype=arxiv, eprint=2101.1}}"
    )
    (section,) = read(tmp_path, papers=paper).cv.sections
    (found,) = section.publications
    assert (found.venue, found.url) == (venue, "https://arxiv.org/abs/2101.1")


@pytest.mark.parametrize(
    ("journal", "shown"),
    [
        ("j", "ACM Queue"),
        ("K", "ACM Queue Letters"),
        ('k # " (online)"', "ACM Queue Letters (online)"),
        ('"On " # acm # { and {C\\#}}', "On ACM and C#"),
        ("{Queue # 3}", "Queue # 3"),
        ("unknown", "unknown"),
    ],
)
def test_abbreviations_may_be_made_of_others(tmp_path: Path, journal: str, shown: str) -> None:
    strings = '@string{acm = "ACM"}\n@string{j = acm # " Queue"}\n@string{k = j # { Letters}}\n'
    paper = f"@article{{a, title={{T}}, author={{A B}}, journal={journal}, year=2020, month=jan}}"
    (section,) = read(tmp_path, papers=strings + paper).cv.sections
    (publication,) = section.publications
    assert (publication.venue, publication.date) == (shown, "2020-01")
