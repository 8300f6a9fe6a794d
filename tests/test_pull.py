"""Edits that come back in a Word file: each is in its source, and nothing else has changed."""

from __future__ import annotations

import io
import json
import zipfile
from difflib import unified_diff
from typing import TYPE_CHECKING, Any

import pytest
from commands import one_document, run
from edited import (
    W,
    add_behind,
    by_docx,
    commented,
    copy_behind,
    delete,
    move_behind,
    named,
    parts,
    retype,
    tracked,
)
from judges import by_document_xml, by_libreoffice
from lxml import etree

from cvrender import sandbox
from cvrender.compose import compose
from cvrender.errors import LostLinesError, UsageError
from cvrender.job import Job
from cvrender.production import Document, render_format
from cvrender.pull import pull
from cvrender.pull.wording import reworded
from cvrender.selection import select
from cvrender.source import of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cvrender.pull import Outcome

SOURCE = """\
# My CV. Keep this line.
name: Mara Lindqvist
headline: "Platform Engineer" # as on the card
email: mara@example.org
location: {en: Gothenburg, sv: Göteborg}
languages: [en, sv]
links: [{label: GitHub, url: "https://github.com/mara"}]   # one is enough
variants:
  short: {include: short, headline: Engineer}
sections:
  - title: Summary
    text: |
      Builds **paved** roads in *Go*, reads `vector<int>`.

      Writes [notes](https://mara.example/notes?a=1&b=2).

  # ---- work ----
  - kind: work
    entries:
      - organization: Nordvind AB
        location: Malmö
        roles:
          - title: Principal
            start: 2022-04-01   # a Friday
            end: present
            bullets:
              - Rewrote the pass scheduler in **Rust**
              # the next one is old
              - Kept the lights
                on
              - {text: Led the move., bullets: [In 6 minutes.]}
          - title: Senior
            start: 2019
            end: 2021
            keywords: [Go, 'SQL']
      - title: Developer
        organization: Kartverket
        location: Uddevalla
        start: 2011
        end: 2018
        summary: >-
          Geodata of the
          whole country.
        facts: {Stack: C++}
        bullets:
        - Drew maps.
        - {text: Taught., tags: long}
  - title: Skills
    facts:
      Languages: Go, C++
      Databases: 'PostgreSQL'   # since 9.0
"""


@pytest.fixture(autouse=True)
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of our own are read in this process, which takes a tenth of the time."""
    monkeypatch.setattr(sandbox, "run", lambda subject, work, *arguments, **_: work(*arguments))


def word_file(source: Path, **job: Any) -> bytes:
    """The Word file of ``source``, which takes no layout of the PDF."""
    read = of(source.read_bytes(), source)
    chosen = select(Job(source, **job), read)[0]
    outline = compose(read.cv, chosen.choice, read.files)
    return render_format(Document("cv", outline, chosen.theme), "docx")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    source = tmp_path_factory.mktemp("pull") / "cv.yaml"
    source.write_text(SOURCE, "utf-8")
    return word_file(source)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "cv.yaml"
    path.write_text(SOURCE, "utf-8")
    return path


def pulled(source: Path, data: bytes, **options: Any) -> Outcome:
    path = source.with_name("edited.docx")
    path.write_bytes(data)
    return pull(Job(source, ("docx",)), path, **options)


def difference(outcome: Outcome) -> list[str]:
    """The lines that are gone from the source, and those that are new, in order."""
    before, after = outcome.before.decode().splitlines(), outcome.data.decode().splitlines()
    marked = unified_diff(before, after, n=0, lineterm="")
    return [line for line in marked if not line.startswith(("---", "+++", "@@"))]


def typed(words: str, old: str, new: str) -> Callable[[Any], Any]:
    return lambda word: retype(named(word, words), old, new)


def copied(word: Any, head: str, last: str, words: list[str], bullet: str) -> None:
    """A copy of the paragraph with ``head`` behind that with ``last``, and a bullet below it."""
    behind = copy_behind(named(word, "Drew maps"), named(word, last))
    retype(behind, "Drew maps.", bullet)
    retype(copy_behind(named(word, head), named(word, last)), *words)


EDITS: dict[str, tuple[Callable[[Any], Any], list[str]]] = {
    "words beside a mark": (
        typed("scheduler", "scheduler in Rust", "planner in Rust"),
        [
            "-              - Rewrote the pass scheduler in **Rust**",
            "+              - Rewrote the pass planner in **Rust**",
        ],
    ),
    "a word in a mark": (
        typed("scheduler", "in Rust", "in Zig"),
        [
            "-              - Rewrote the pass scheduler in **Rust**",
            "+              - Rewrote the pass scheduler in **Zig**",
        ],
    ),
    "words that look like marks": (
        typed("Drew maps", "maps", "*maps* `a` [b]"),
        ["-        - Drew maps.", r"+        - Drew \*maps\* \`a\` \[b\]."],
    ),
    "words that YAML reads otherwise": (
        typed("Drew maps", "maps.", "maps # all"),
        ["-        - Drew maps.", '+        - "Drew maps # all"'],
    ),
    "a paragraph of a block": (
        typed("Writes", "Writes notes", "Also writes notes"),
        [
            "-      Writes [notes](https://mara.example/notes?a=1&b=2).",
            "+      Also writes [notes](https://mara.example/notes?a=1&b=2).",
        ],
    ),
    "words of a folded block": (
        typed("Geodata", "whole country", "whole of Sweden"),
        ["-          whole country.", "+          whole of Sweden."],
    ),
    "a text over two lines": (
        typed("Kept the", "the lights on", "all lights on"),
        ["-              - Kept the lights", "+              - Kept all lights"],
    ),
    "a quoted text": (
        typed("Platform", "Platform", "Principal Platform"),
        [
            '-headline: "Platform Engineer" # as on the card',
            '+headline: "Principal Platform Engineer" # as on the card',
        ],
    ),
    "one language of two": (
        typed("Gothenburg", "Gothenburg", "Malmo"),
        [
            "-location: {en: Gothenburg, sv: Göteborg}",
            "+location: {en: Malmo, sv: Göteborg}",
        ],
    ),
    "the start of a span": (
        typed("Apr 2022", "Apr 2022", "March 2021"),
        [
            "-            start: 2022-04-01   # a Friday",
            "+            start: 2021-03   # a Friday",
        ],
    ),
    "both ends": (
        typed("2011", "2011 – 2018", "2010 – May 2019"),
        [
            "-        start: 2011",
            "-        end: 2018",
            "+        start: 2010",
            "+        end: 2019-05",
        ],
    ),
    "an address": (
        typed("mara@example.org", "mara@", "mara.lindqvist@"),
        ["-email: mara@example.org", "+email: mara.lindqvist@example.org"],
    ),
    "a link that is shown without its scheme": (
        typed("github.com/mara", "com/mara", "com/lindqvist"),
        [
            '-links: [{label: GitHub, url: "https://github.com/mara"}]   # one is enough',
            '+links: [{label: GitHub, url: "https://github.com/lindqvist"}]   # one is enough',
        ],
    ),
    "a label": (
        typed("PostgreSQL", "Databases", "Data stores"),
        [
            "-      Databases: 'PostgreSQL'   # since 9.0",
            "+      Data stores: 'PostgreSQL'   # since 9.0",
        ],
    ),
    "one more keyword": (
        typed("SQL", "Go, SQL", "Go, Zig, SQL"),
        ["-            keywords: [Go, 'SQL']", "+            keywords: [Go, Zig, 'SQL']"],
    ),
    "one keyword less": (
        typed("SQL", "Go, SQL", "SQL"),
        ["-            keywords: [Go, 'SQL']", "+            keywords: ['SQL']"],
    ),
    "a title that the kind gives": (
        typed("Experience", "Experience", "Work"),
        ["+    title: Work"],
    ),
    "a bullet less": (
        lambda word: delete(named(word, "Kept the")),
        ["-              - Kept the lights", "-                on"],
    ),
    "a bullet more": (
        lambda word: add_behind(named(word, "Kept the"), "Wrote C#: yes # no"),
        ['+              - "Wrote C#: yes # no"'],
    ),
    "a bullet below another": (
        lambda word: add_behind(named(word, "In 6"), "Without loss."),
        [
            "-              - {text: Led the move., bullets: [In 6 minutes.]}",
            "+              - {text: Led the move., bullets: [In 6 minutes., Without loss.]}",
        ],
    ),
    "a fact more": (
        lambda word: add_behind(named(word, "PostgreSQL"), "Clouds: Hetzner"),
        ["+      Clouds: Hetzner"],
    ),
    "a paragraph more": (
        lambda word: add_behind(named(word, "Writes"), "Sings."),
        ["+", "+      Sings."],
    ),
    "a paragraph less": (
        lambda word: delete(named(word, "Writes")),
        ["-", "-      Writes [notes](https://mara.example/notes?a=1&b=2)."],
    ),
    "an organization less": (
        typed("Kartverket", "Kartverket", ""),
        ["-        organization: Kartverket"],
    ),
    "a bullet elsewhere": (
        lambda word: move_behind(named(word, "scheduler"), named(word, "Drew maps")),
        [
            "-              - Rewrote the pass scheduler in **Rust**",
            "+        - Rewrote the pass scheduler in **Rust**",
        ],
    ),
    "an entry more": (
        lambda word: copied(word, "Developer", "Taught", ["Kartverket", "SMHI"], "Forecast."),
        [
            "+      - title: Developer",
            "+        organization: SMHI",
            "+        location: Uddevalla",
            "+        start: 2011",
            "+        end: 2018",
            "+        bullets:",
            "+          - Forecast.",
        ],
    ),
    "a role more": (
        lambda word: copied(word, "Senior", "Skills: Go", ["Senior", "Junior"], "Learnt."),
        [
            "+          - title: Junior",
            "+            start: 2019",
            "+            end: 2021",
            "+            bullets:",
            "+              - Learnt.",
        ],
    ),
    "a comment": (
        lambda word: commented(word, named(word, "Kept the"), "Bo Ek", "Shorten\nthis?"),
        ["+              # Bo Ek: Shorten this?"],
    ),
    "a tracked change": (
        lambda word: tracked(named(word, "Kept the"), "lights", "lamps"),
        ["-              - Kept the lights", "+              - Kept the lamps"],
    ),
}


@pytest.mark.parametrize("kind", EDITS)
def test_an_edit_changes_its_value_and_nothing_else(kind: str, made: bytes, source: Path) -> None:
    edit, wanted = EDITS[kind]
    outcome = pulled(source, by_docx(made, edit))
    assert (difference(outcome), outcome.left) == (wanted, ())
    source.write_bytes(outcome.data)
    again = pulled(source, by_docx(made, edit))
    assert (again.placed, again.left) == ((), ())


def below(head: str, style: str, words: str) -> Callable[[Any], Any]:
    """A paragraph in ``style`` behind that with ``head``."""

    def edit(word: Any) -> None:
        added = add_behind(named(word, head), words)
        added.style = word.styles[style]

    return edit


HEAD = "name: Ada\nsections:\n  - title: Work\n    entries:\n"
DEV = "      - title: Dev\n        organization: ACME\n"
TYPED: dict[str, tuple[str, Callable[[Any], Any], str]] = {
    "a first bullet, in braces": (
        HEAD + "      - {title: Dev, organization: ACME}\n",
        below("Dev", "List Bullet", "Coded, too."),
        HEAD + '      - {title: Dev, organization: ACME, bullets: ["Coded, too."]}\n',
    ),
    "a first bullet": (
        HEAD + DEV + "      - title: Lead\n",
        below("Dev", "List Bullet", "Coded."),
        HEAD + DEV + "        bullets:\n          - Coded.\n      - title: Lead\n",
    ),
    "a bullet above the first": (
        HEAD + DEV + "        bullets:\n        # old\n        - Slept.\n",
        below("Dev", "List Bullet", "Coded."),
        HEAD + DEV + "        bullets:\n        # old\n        - Coded.\n        - Slept.\n",
    ),
    "a bullet in brackets": (
        HEAD + DEV + "        bullets: [Coded., Slept.]\n",
        below("Dev", "List Bullet", "Woke."),
        HEAD + DEV + "        bullets: [Woke., Coded., Slept.]\n",
    ),
    "a first paragraph": (
        HEAD + DEV,
        below("Dev", "Body Text", "At home."),
        HEAD + DEV + "        summary: At home.\n",
    ),
    "a paragraph above the first": (
        HEAD + DEV + "        summary: At home.\n",
        below("Dev", "Body Text", "By day."),
        HEAD + DEV + "        summary: |-\n          By day.\n\n          At home.\n",
    ),
    "a keyword beside an only one": (
        HEAD + DEV + "        keywords: Go\n",
        typed("Skills", "Go", "Go, C"),
        HEAD + DEV + "        keywords: [Go, C]\n",
    ),
    "a keyword above the first": (
        HEAD + DEV + "        keywords: [Go, SQL]\n",
        typed("Skills", "Go, ", "C, Go, "),
        HEAD + DEV + "        keywords: [C, Go, SQL]\n",
    ),
    "an end of what goes on": (
        HEAD + DEV + "        start: 2020   # May?\n        location: Rome\n",
        typed("Dev", "present", "2021"),
        HEAD + DEV + "        start: 2020   # May?\n        end: 2021\n        location: Rome\n",
    ),
    "a single date": (
        HEAD + DEV + "        date: 2020-05\n",
        typed("Dev", "May 2020", "06/2020"),
        HEAD + DEV + "        date: 2020-06\n",
    ),
    "an end that is expected": (
        HEAD.replace("title: W", "kind: w") + DEV + "        start: 2020\n        end: 2398-05\n",
        typed("Dev", "May 2398 (", "June 2399 ("),
        HEAD.replace("title: W", "kind: w") + DEV + "        start: 2020\n        end: 2399-06\n",
    ),
    "an end that is the start, said once": (
        HEAD + DEV + "        start: 2019-12-02\n        end: 2019-12\n",
        typed("Dev", "Dec 2019", "Nov 2018"),
        HEAD + DEV + "        start: 2018-11\n        end: 2018-11\n",
    ),
    "a date in free words": (
        HEAD + DEV + "        date: Summer 2020\n",
        typed("Dev", "Summer", "Autumn"),
        HEAD + DEV + "        date: Autumn 2020\n",
    ),
    "a value in braces": (
        HEAD + "      - {title: Dev, location: Rome, date: 2020}\n",
        typed("Dev", "Rome", ""),
        HEAD + "      - {title: Dev, date: 2020}\n",
    ),
    "escapes": (
        HEAD + '      - title: "Caf\\u00e9 \\"Dev\\" Lead"\n',
        typed("Café", "Lead", 'Head "of"'),
        HEAD + '      - title: "Caf\\u00e9 \\"Dev\\" Head \\"of\\""\n',
    ),
    "an apostrophe": (
        HEAD + "      - title: 'It''s Dev'\n",
        typed("Dev", "Dev", "Ada's"),
        HEAD + "      - title: 'It''s Ada''s'\n",
    ),
    "JSON": (
        '{"name": "Ada", "sections": [{"title": "Work", "text": "Codes\\tall day"}]}\n',
        typed("Codes", "day", "night"),
        '{"name": "Ada", "sections": [{"title": "Work", "text": "Codes\\tall night"}]}\n',
    ),
    "a JSON Resume": (
        '{"basics": {"name": "Ada"}, "work": [{"name": "ACME", "highlights": ["Coded."]}]}\n',
        typed("Coded", "Coded", "Slept"),
        '{"basics": {"name": "Ada"}, "work": [{"name": "ACME", "highlights": ["Slept."]}]}\n',
    ),
}


@pytest.mark.parametrize("kind", TYPED)
def test_a_source_may_be_typed_in_any_way(kind: str, tmp_path: Path) -> None:
    before, edit, after = TYPED[kind]
    source = tmp_path / "cv.yaml"
    source.write_text(before, "utf-8")
    outcome = pulled(source, by_docx(word_file(source), edit))
    assert (outcome.data.decode(), outcome.left) == (after, ())


def all_edits(word: Any) -> None:
    """Those of ``EDITS`` that can be made together."""
    for kind in ("a word in a mark", "a quoted text", "an address", "both ends", "a bullet less"):
        EDITS[kind][0](word)


def test_edits_are_the_same_after_libreoffice_has_saved_the_file(
    made: bytes, source: Path, tmp_path: Path
) -> None:
    data = by_docx(made, all_edits)
    saved = by_libreoffice({"saved": lambda: data}, tmp_path, "docx")["saved"]
    assert b"LibreOffice" in parts(saved)["docProps/app.xml"]
    outcome = pulled(source, saved)
    assert outcome.left == ()
    assert outcome.data == pulled(source, data).data
    assert len(outcome.placed) == 5


def test_a_file_whose_part_some_program_has_dropped_is_compared_with_the_source(
    made: bytes, source: Path
) -> None:
    outcome = pulled(source, without_part(by_docx(made, all_edits)))
    assert outcome.left == ()
    assert outcome.data == pulled(source, by_docx(made, all_edits)).data


def test_a_program_may_write_blanks_for_tabs(made: bytes, source: Path) -> None:
    def edit(word: Any) -> None:
        all_edits(word)
        for tab in list(word.element.body.iter(f"{W}tab")):
            if tab.getparent().tag == f"{W}r":
                tab.tag = f"{W}t"
                tab.text = " "

    outcome = pulled(source, by_docx(made, edit))
    assert outcome.left == ()
    assert outcome.data == pulled(source, by_docx(made, all_edits)).data


def test_a_program_may_keep_neither_styles_nor_parts(made: bytes, source: Path) -> None:
    """As Google Docs is known to: headings and the numbers of lists stay."""

    def edit(word: Any) -> None:
        add_behind(named(word, "Kept the"), "Slept.")
        for properties in word.element.body.iter(f"{W}pPr"):
            style = properties.find(f"{W}pStyle")
            name = style.get(f"{W}val")
            if name.startswith("ListBullet"):
                numbers = etree.SubElement(properties, f"{W}numPr")
                etree.SubElement(numbers, f"{W}ilvl").set(f"{W}val", str(int(name[10:] or 1) - 1))
            if not name.startswith("Heading"):
                properties.remove(style)

    outcome = pulled(source, without_part(by_docx(made, edit)))
    assert (difference(outcome), outcome.left) == (["+              - Slept."], ())


def with_part(data: bytes, **changed: Any) -> bytes:
    """``data`` with other values in what it carries."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "customXml/item1.xml":
                root = etree.fromstring(part)
                root.text = json.dumps({**json.loads(root.text), **changed})
                part = etree.tostring(root)
            new.writestr(name, part)
    return stream.getvalue()


def test_what_a_file_says_of_itself_leads_nowhere_else(
    made: bytes, source: Path, tmp_path: Path
) -> None:
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "theme.yaml").write_text("this: is read\n", "utf-8")
    lies = {"theme": str(tmp_path / "away"), "language": "xx", "variant": "../x"}
    outcome = pulled(source, with_part(by_docx(made, all_edits), **lies))
    assert outcome.data == pulled(source, by_docx(made, all_edits)).data


@pytest.mark.parametrize(
    "lies",
    [
        {"lines": "x"},
        {"lines": [{"role": 1}]},
        {"paragraphs": [[[10_000, None]]]},
        {"paragraphs": [[["a"]]]},
        {"paragraphs": 5},
    ],
)
def test_what_a_file_carries_is_checked(lies: Any, made: bytes, source: Path) -> None:
    with pytest.raises(LostLinesError, match="carries of its source is damaged"):
        pulled(source, with_part(made, **lies))


def test_a_file_of_endless_text_is_refused(source: Path, made: bytes) -> None:
    def edit(word: Any) -> None:
        add_behind(named(word, "Drew maps"), "x " * 200_000)

    with pytest.raises(LostLinesError, match="more text than a CV"):
        pulled(source, by_docx(made, edit))


def without_part(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if not name.startswith("customXml"):
                new.writestr(name, old.read(name))
    return stream.getvalue()


@pytest.mark.parametrize("look", ["academic", "sidebar", "tabular", "timeline"])
def test_every_arrangement_of_a_theme_is_read(look: str, source: Path) -> None:
    data = by_docx(word_file(source, theme=look), all_edits)
    outcome = pulled(source, data)
    assert (outcome.left, len(outcome.placed)) == ((), 5)
    assert outcome.data.count(b"\n") == SOURCE.count("\n") - 2


def test_a_file_says_by_itself_which_variant_and_language_it_shows(source: Path) -> None:
    data = word_file(source, variants=("short",), languages=("sv",))

    def edit(word: Any) -> None:
        typed("Engineer", "Engineer", "Ingenjör")(word)
        typed("Göteborg", "Göteborg", "Malmö")(word)

    assert difference(pulled(source, by_docx(data, edit))) == [
        "-location: {en: Gothenburg, sv: Göteborg}",
        "+location: {en: Gothenburg, sv: Malmö}",
        "-  short: {include: short, headline: Engineer}",
        "+  short: {include: short, headline: Ingenjör}",
    ]


def test_tracked_changes_can_be_taken_as_rejected(made: bytes, source: Path) -> None:
    data = by_docx(made, EDITS["a tracked change"][0])
    outcome = pulled(source, data, rejected=True)
    assert (outcome.tracked, outcome.data.decode()) == (True, SOURCE)


def test_a_paragraph_whose_insertion_is_rejected_was_never_there(made: bytes, source: Path) -> None:
    def edit(word: Any) -> None:
        added = add_behind(named(word, "Drew maps"), "Slept.")
        run = added.runs[0]._r
        mark = etree.SubElement(etree.SubElement(added._p.pPr, f"{W}rPr"), f"{W}ins")
        inserted = etree.Element(f"{W}ins")
        run.addprevious(inserted)
        inserted.append(run)
        for each in (mark, inserted):
            each.set(f"{W}id", "901")

    assert difference(pulled(source, by_docx(made, edit))) == ["+        - Slept."]
    outcome = pulled(source, by_docx(made, edit), rejected=True)
    assert (outcome.placed, outcome.left, outcome.data.decode()) == ((), (), SOURCE)


def test_a_whole_entry_goes_unless_the_source_has_more_of_it(made: bytes, source: Path) -> None:
    def edit(word: Any) -> None:
        for words in ("Developer", "Geodata", "Stack", "Drew maps", "Taught"):
            delete(named(word, words))

    (removed,) = {
        each for each in difference(pulled(source, by_docx(made, edit))) if "title" in each
    }
    assert removed == "-      - title: Developer"
    short = word_file(source, variants=("short",))

    def edit_short(word: Any) -> None:
        for words in ("Developer", "Geodata", "Stack", "Drew maps"):
            delete(named(word, words))

    outcome = pulled(source, by_docx(short, edit_short))
    assert outcome.data.decode() == SOURCE
    assert {each.reason for each in outcome.left} == {
        "the source has more there than the file shows"
    }


LEFT: dict[str, tuple[Callable[[Any], Any], str, str]] = {
    "words that are ours": (
        typed("SQL", "Skills: Go", "Tools; Go"),
        "changed",
        "it changes what cvrender writes between two values",
    ),
    "a new entry": (
        lambda word: add_behind(named(word, "Developer"), "Intern"),
        "added",
        "nothing beside it says what it is to be",
    ),
    "no address any more": (
        typed("mara@example.org", "@example", " at example"),
        "changed",
        "the source cannot be edited so that it says this, and nothing else changes",
    ),
    "a required text less": (
        typed("Principal", "Principal", ""),
        "removed",
        "the source cannot be edited so that it says this, and nothing else changes",
    ),
}


@pytest.mark.parametrize("kind", LEFT)
def test_what_cannot_be_placed_is_told_and_changes_nothing(
    kind: str, made: bytes, source: Path
) -> None:
    edit, what, why = LEFT[kind]
    outcome = pulled(source, by_docx(made, edit))
    assert outcome.data.decode() == SOURCE
    assert [(each.change.kind, each.reason) for each in outcome.left] == [(what, why)]
    assert outcome.exit_code == 3


def test_a_source_that_has_changed_meanwhile_wins_and_both_are_told(
    made: bytes, source: Path
) -> None:
    source.write_text(SOURCE.replace("Drew maps.", "Drew sea charts."), "utf-8")
    outcome = pulled(source, by_docx(made, typed("Drew maps", "maps", "plans")))
    (left,) = outcome.left
    assert difference(outcome) == []
    assert (left.change.new, left.reason) == (
        "Drew plans.",
        "the source has changed here, too: it says “Drew sea charts.”",
    )


def test_an_edit_finds_its_value_where_it_stands_now(made: bytes, source: Path) -> None:
    lines = SOURCE.replace(
        "  - kind: work\n", "  - {title: News, bullets: [New here.]}\n  - kind: work\n"
    )
    source.write_text(lines, "utf-8")
    outcome = pulled(source, by_docx(made, typed("Drew maps", "maps", "plans")))
    assert difference(outcome) == ["-        - Drew maps.", "+        - Drew plans."]
    assert outcome.placed[0].position.line == 47


def test_comments_stand_in_their_order_above_a_value(made: bytes, source: Path) -> None:
    def edit(word: Any) -> None:
        for author in ("Bo", "Cy"):
            commented(word, named(word, "Drew maps"), author, "Why?")

    assert difference(pulled(source, by_docx(made, edit))) == [
        "+        # Bo: Why?",
        "+        # Cy: Why?",
    ]


@pytest.mark.parametrize(
    ("markdown", "new", "emphasis", "wanted"),
    [
        ("Go *Go*", "Go", (), "Go"),
        ("**Go** first", "Go and C first", (), "**Go** and C first"),
        ("**Go** first", "Go and C first", ("and", "C"), "**Go and C** first"),
        ("[Go](https://go.example) *now*", "Rust now", (), "[Rust](https://go.example) *now*"),
        ("`a b` is **c**", "a is c", (), "`a` is **c**"),
        ("very **bold** words", "very words", (), "very words"),
    ],
)
def test_words_keep_their_marks(
    markdown: str, new: str, emphasis: tuple[str, ...], wanted: str
) -> None:
    assert next(reworded(markdown, new, frozenset(emphasis))) == wanted


def test_a_value_that_stands_elsewhere_too_is_told(tmp_path: Path) -> None:
    source = tmp_path / "cv.yaml"
    hidden = "      - {title: *dev, tags: long}\n"
    variants = "variants: {short: {exclude: long}}\n"
    source.write_text(
        HEAD.replace("sections", f"{variants}sections", 1) + "      - title: &dev Dev\n" + hidden,
        "utf-8",
    )
    outcome = pulled(
        source, by_docx(word_file(source, variants=("short",)), typed("Dev", "Dev", "Lead"))
    )
    assert (outcome.data, len(outcome.left)) == (source.read_bytes(), 1)


def test_looks_are_told_and_not_taken(made: bytes, source: Path) -> None:
    def edit(word: Any) -> None:
        named(word, "Kept the").runs[0].bold = True

    outcome = pulled(source, by_docx(made, edit))
    assert outcome.data.decode() == SOURCE
    assert [words for _, words in outcome.formats] == ["“Kept the lights on” is set bold"]


def test_a_value_of_another_file_is_told_with_its_place(made: bytes, source: Path) -> None:
    overlay = source.with_name("private.yaml")
    overlay.write_text("email: mara@example.org\n", "utf-8")
    path = source.with_name("edited.docx")
    path.write_bytes(by_docx(made, EDITS["an address"][0]))
    (left,) = pull(Job(source, ("docx",), overlay=overlay), path).left
    assert left.reason == f"its value stands in {overlay}, line 1"


def test_windows_line_ends_and_a_byte_order_mark_stay(made: bytes, source: Path) -> None:
    data = b"\xef\xbb\xbf" + SOURCE.replace("\n", "\r\n").encode()
    source.write_bytes(data)
    outcome = pulled(source, by_docx(made, all_edits))
    assert outcome.left == ()
    assert outcome.data.startswith(b"\xef\xbb\xbf# My CV.")
    assert outcome.data.count(b"\r\n") == outcome.data.count(b"\n") == SOURCE.count("\n") - 2


def test_the_command_shows_a_diff_and_writes_only_when_told_to(made: bytes, source: Path) -> None:
    edited = source.with_name("edited.docx")
    edited.write_bytes(by_docx(made, EDITS["a bullet less"][0]))
    shown = run("pull", str(source), str(edited))
    assert shown.output.splitlines() == [
        f"{source}:29:17: bullet removed",
        "  - Kept the lights on",
        f"`--write` puts this into {source}",
    ]
    assert (shown.exit_code, source.read_text("utf-8")) == (0, SOURCE)
    written = run("pull", str(source), str(edited), "--write", "--json")
    backup = f"{source}~"
    document = one_document(written.output)
    assert (document["written"], document["backup"]) == (str(source), backup)
    assert document["placed"] == [
        {
            "kind": "removed",
            "role": "bullet",
            "old": "Kept the lights on",
            "new": "",
            "file": str(source),
            "line": 29,
            "column": 17,
        }
    ]
    assert (source.parent / "cv.yaml~").read_text("utf-8") == SOURCE
    assert run("pull", str(source), str(edited)).output == f"{edited} says what {source} says\n"
    verified = run("verify", str(source), str(edited))
    assert verified.exit_code == 0, verified.output


def test_a_word_file_gives_its_source_back(source: Path) -> None:
    written = source.with_name("old.docx")
    written.write_bytes(word_file(source, languages=("sv",)))
    again = source.with_name("again.yaml")
    assert run("convert", str(written), str(again)).exit_code == 0
    assert (
        run("render", str(again), "--to", "docx", "-o", f"{source.parent}/new.docx").exit_code == 0
    )
    both = [
        by_document_xml(source.with_name(name).read_bytes()) for name in ("old.docx", "new.docx")
    ]
    assert both[0] == both[1]


def test_a_file_of_another_cv_is_refused(made: bytes, source: Path) -> None:
    source.write_text("name: Bo Ek\nsections: [{title: Work, bullets: [Slept.]}]\n", "utf-8")
    with pytest.raises(UsageError, match="was not made from"):
        pulled(source, made)


def test_what_is_no_word_file_is_refused(source: Path) -> None:
    with pytest.raises(LostLinesError, match="not a Word file"):
        pulled(source, b"%PDF-1.7")


def test_a_bomb_is_refused_by_the_sandbox(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<a>" + b" " * 60_000_000)
    with pytest.raises(LostLinesError, match="holds more than"):
        pulled(source, stream.getvalue())


def test_what_a_file_carries_is_what_it_shows(source: Path) -> None:
    source.write_text(SOURCE.replace("variants:", "private: [email]\nvariants:"), "utf-8")
    data = word_file(source, variants=("short",), public=True)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        part = package.read("customXml/item1.xml").decode()
    assert "Nordvind" in part
    assert "mara@example.org" not in part
    assert "Taught" not in part
    plain = word_file(source, design=("files.attachment=false",))
    with zipfile.ZipFile(io.BytesIO(plain)) as package:
        assert [name for name in package.namelist() if "customXml" in name] == []
