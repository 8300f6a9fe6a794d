"""Publications from a CSL-JSON file: what is printed, and every mistake at its line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from fuzzing import examples
from hypothesis import given
from hypothesis import strategies as st

from cvrender import pipeline
from cvrender.compose import compose
from cvrender.errors import SourceError
from cvrender.readers import csl

if TYPE_CHECKING:
    from pathlib import Path

    from cvrender.errors import Fault
    from cvrender.syntax.nodes import Node

CV = "name: Zoë Müller\nsections:\n  - kind: publications\n    publications: {csl: p.json}\n"
ZOTERO = """[
  {
    "id": "http://zotero.org/users/1/items/ABC",
    "type": "article-journal",
    "abstract": "<p>Long.</p>", "ISSN": "1234-5678", "source": "Zotero", "language": "en",
    "container-title": "Journal of <i>E. coli</i> & Co",
    "DOI": "https://doi.org/10.5555/jfs.2021.9",
    "URL": "https://doi.org/10.5555/jfs.2021.9",
    "volume": "9", "issue": 2, "page": "118-131",
    "note": "Citation Key: old\\nBest paper",
    "title": "CO<sub>2</sub> in <i>E. coli</i>: <span class=\\"nocase\\">A</span> to A* [sic]",
    "author": [
      {"family": "Müller", "given": "Z."},
      {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van", "suffix": "Jr."},
      {"literal": "The ATLAS Team"},
      {"family": "王", "given": "小明"}
    ],
    "editor": [{"family": "Byron", "given": "Ada"}],
    "issued": {"date-parts": [["2021", 3, 5]]},
    "citation-key": "coli"
  },
  {"id": 7, "type": "thesis", "title": "Looms", "genre": "PhD thesis", "publisher": "ETH",
   "issued": {"literal": "Spring 2020"}, "URL": "looms.example/x", "event-place": "Rome"}
]"""


def read(folder: Path, papers: str = ZOTERO, cv: str = CV) -> pipeline.Source:
    (folder / "cv.yaml").write_text(cv, "utf-8")
    (folder / "p.json").write_text(papers, "utf-8")
    return pipeline.read(folder / "cv.yaml")


def lines(source: pipeline.Source) -> list[list[str]]:
    return [
        [str(line) for line in entry.lines()] for entry in compose(source.cv).sections[0].entries
    ]


def paper(folder: Path, **fields: Any) -> list[str]:
    """What a reader sees of one entry."""
    (entry,) = lines(read(folder, json.dumps([{"id": 1, "type": "book", "title": "T", **fields}])))
    return entry


def told(folder: Path, faults: tuple[Fault, ...]) -> list[str]:
    return [str(fault).removeprefix(f"{folder}/") for fault in faults]


def faults(folder: Path, papers: str = ZOTERO, cv: str = CV) -> list[str]:
    with pytest.raises(SourceError) as caught:
        read(folder, papers, cv)
    return told(folder, caught.value.faults)


def test_an_export_of_zotero_becomes_lines_and_what_has_no_place_is_told_once(
    tmp_path: Path,
) -> None:
    source = read(tmp_path)
    assert lines(source) == [
        [
            "CO₂ in E. coli: A to A* [sic]",
            "Mar 2021",
            "Z. Müller, Ludwig van Beethoven Jr., The ATLAS Team, 王小明",
            "Journal of E. coli & Co 9 (2), 118–131, Best paper",
            "doi:10.5555/jfs.2021.9",
        ],
        ["Looms", "Spring 2020", "PhD thesis, ETH", "looms.example/x"],
    ]
    first, _ = compose(source.cv).sections[0].entries
    assert [span.text for span in first.title.spans if span.italic] == ["E. coli"]
    assert [span.text for span in first.details[0].spans if span.bold] == ["Z. Müller"]
    assert told(tmp_path, source.warnings) == [
        "p.json:18:5: warning: fields that a CV has no place for are not shown: `editor` and "
        "`event-place`"
    ]


def test_what_has_no_place_stops_nothing(tmp_path: Path) -> None:
    read(tmp_path)
    pipeline.prepare(pipeline.Job(tmp_path / "cv.yaml", strict=True))


def test_a_value_leads_to_its_place_in_the_file(tmp_path: Path) -> None:
    source = read(tmp_path)
    title = compose(source.cv).sections[0].entries[0].title
    assert str(source.position(title)) == f"{tmp_path}/p.json:11:14"


def test_only_names_citation_keys_and_ids_and_types_choose(tmp_path: Path) -> None:
    chosen = read(tmp_path, cv=CV.replace("p.json", "p.json, only: [7, coli]"))
    assert [entry[0] for entry in lines(chosen)] == [
        "Looms",
        "CO₂ in E. coli: A to A* [sic]",
    ]
    chosen = read(tmp_path, cv=CV.replace("p.json", "p.json, types: thesis"))
    assert [entry[0] for entry in lines(chosen)] == ["Looms"]
    assert faults(tmp_path, cv=CV.replace("p.json", "p.json, only: cola, types: these")) == [
        "cv.yaml:4:39: `p.json` has no entry `cola`; did you mean `coli`?",
        "cv.yaml:4:52: `p.json` has no entry of the type `these`; did you mean `thesis`?",
    ]


def test_the_newest_first_where_the_section_says_so(tmp_path: Path) -> None:
    papers = [{"title": year, "type": "book", "id": year, "issued": {"raw": year}} for year in
              ("2019", "2021")]  # fmt: skip
    source = read(tmp_path, json.dumps(papers), CV + "    order: newest\n")
    assert [entry[0] for entry in lines(source)] == ["2021", "2019"]


@pytest.mark.parametrize(
    ("issued", "shown"),
    [
        ({"date-parts": [[2021]]}, "2021"),
        ({"date-parts": [[2021, "12", 31]]}, "Dec 2021"),
        ({"date-parts": [[None]]}, None),
        ({"raw": "2021-03-04"}, "Mar 2021"),
        ({"edtf": "2021-03"}, "Mar 2021"),
        ("2021", "2021"),
    ],
)
def test_dates_are_read_in_each_of_their_forms(
    tmp_path: Path, issued: Any, shown: str | None
) -> None:
    assert paper(tmp_path, issued=issued) == ["T", *filter(None, [shown])]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ({"family": "Straußen", "given": "A.", "dropping-particle": "de"}, "A. de Straußen"),
        ({"family": "Nagy", "given": "Anna", "static-ordering": True}, "Nagy Anna"),
        ({"family": "Plato"}, "Plato"),
        ({"given": "A*", "family": "B [C]"}, "A* B [C]"),
    ],
)  # fmt: skip
def test_names_are_put_together(tmp_path: Path, name: dict[str, Any], shown: str) -> None:
    assert paper(tmp_path, author=[name]) == ["T", shown]


def test_editors_stand_for_authors_that_are_missing(tmp_path: Path) -> None:
    assert paper(tmp_path, editor=[{"family": "Byron", "given": "Ada"}]) == ["T", "Ada Byron"]


def test_what_is_not_understood_is_told(tmp_path: Path) -> None:
    entry = {
        "id": 1, "type": "artcle", "title": "x<sup>th</sup>", "DOI": "none", "URL": "no address",
        "issued": {"date-parts": [[2020], [2021]], "season": "2"},
    }  # fmt: skip
    source = read(tmp_path, json.dumps([entry], indent=0))
    assert lines(source) == [["xth", "2020"]]
    assert told(tmp_path, source.warnings) == [
        "p.json:4:9: warning: CSL has no type `artcle`: it is shown as any other; did you mean "
        "`article`?",
        "p.json:5:10: warning: the words in `<sup>` are shown as plain text",
        "p.json:6:1: warning: `none` is not a DOI and is left out",
        "p.json:7:1: warning: `no address` is not a web address and is left out",
        "p.json:13:1: warning: fields that a CV has no place for are not shown: "
        "`issued.season` and `issued`",
    ]


@pytest.mark.parametrize(
    ("papers", "message"),
    [
        ('{"basics": {}}', "p.json:1:1: this is not CSL-JSON; it is a list of entries: "
         '`[{"type": …}, …]`'),
        ("[\n3]", "p.json:2:1: this CSL-JSON entry has no fields"),
        ('[{"id": 1, "title": "A"},\n {"id": "1", "title": "B"}]',
         "p.json:2:2: `1` is the key of the entry on line 1; leave one of them out"),
        ('[{"title": "A",}\n {}]', "p.json:2:2: missing comma before this"),
    ],
)  # fmt: skip
def test_mistakes_in_the_file_are_told_at_their_places(
    tmp_path: Path, papers: str, message: str
) -> None:
    assert message in faults(tmp_path, papers)


@pytest.mark.parametrize("papers", ['{"items": [%s]}', '{"references": [%s]}', "%s"])
def test_entries_may_stand_under_a_key_or_alone(tmp_path: Path, papers: str) -> None:
    source = read(tmp_path, papers % '{"id": 1, "type": "book", "title": "T"}')
    assert lines(source) == [["T"]]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("csl: p.json, bibtex: p.bib", "cv.yaml:4:25: `csl` cannot be used together with `bibtex`; "
         "keep one of them"),
        ("only: x", "cv.yaml:4:19: `bibtex` or `csl` is missing; name the file that has the "
         "publications"),
        ("bibtex: p.json", "cv.yaml:4:28: this is no file of `bibtex`; write `csl: p.json`"),
        ("csl: p.bib", "cv.yaml:4:25: this is no file of `csl`; write `bibtex: p.bib`"),
        ("csk: p.json", "cv.yaml:4:20: unknown key `csk`; did you mean `csl`?"),
    ],
)  # fmt: skip
def test_a_section_names_one_file_by_the_key_of_its_kind(
    tmp_path: Path, asked: str, message: str
) -> None:
    assert faults(tmp_path, cv=CV.replace("csl: p.json", asked)) == [message]


WORDS = st.text(st.sampled_from("ab1 *`[]()_~$#%\"',.:-äß中"), min_size=1, max_size=40).filter(
    lambda words: words.strip()
)


@examples(100)
@given(WORDS, WORDS)
def test_any_words_of_a_title_and_a_name_arrive(title: str, name: str) -> None:
    data = json.dumps([{"type": "book", "title": title, "author": [{"literal": name}]}])
    library = csl.library(data.encode(), "p.json")
    (publication,), _ = library.publications(library.kinds)
    assert shown(publication.at(("title",))) == " ".join(title.split())
    assert shown(publication.at(("authors", 0))) == " ".join(name.split())


def shown(node: Node) -> str:
    from cvrender import inline

    return "".join(span.text for span in inline.parse(str(node.value)))
