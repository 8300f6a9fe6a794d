"""`batch` makes what is missing or changed, tells what failed, and loses nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from PIL import Image

from cvrender import batch as batches
from cvrender import pipeline
from cvrender.batch import manifest, work, workers
from cvrender.batch.versions import versions
from cvrender.cli import main
from cvrender.errors import MachineError, UsageError
from cvrender.pipeline import Job
from cvrender.production import File
from cvrender.renderers.pdf import engine
from cvrender.theme import TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CV = """\
name: {name}
sections:
  - title: Work
    bullets: ["{line}"]
"""
SHAPING = [
    "anyascii",
    "bibtexparser",
    "cssselect2",
    "cvrender",
    "font-caladea",
    "font-hanken-grotesk",
    "font-manrope",
    "font-source-sans-pro",
    "font-source-serif-pro",
    "fontpkg-spectral",
    "fonttools",
    "jinja2",
    "lxml",
    "markdown-it-py",
    "markupsafe",
    "pillow",
    "pydyf",
    "pylatexenc",
    "pypdfium2",
    "python-docx",
    "pyyaml",
    "tinycss2",
    "tinyhtml5",
    "weasyprint",
]
COMMAND = [sys.executable, "-m", "cvrender", "batch"]
DASK = [sys.executable, "-m", "dask"]
HEARD = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
UNHEARD = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
LONG = 300
"""Seconds after which a process hangs, however busy the machine is."""


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the CVs of three people, two of one name; `output` is beside it."""
    folder = tmp_path / "people"
    folder.mkdir()
    for file, name in (("a", "Ada Quill"), ("b", "Bo Finch"), ("c", "Ada Quill")):
        (folder / f"{file}.yaml").write_text(CV.format(name=name, line=f"line of {file}"))
    monkeypatch.chdir(tmp_path)
    return folder


def run(*arguments: str | Path, input: str | None = None) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `batch --to txt` in this process."""
    asked = ["batch", "--to", "txt", "--jobs", "1", *map(str, arguments)]
    done = CliRunner().invoke(main, asked, input=input)
    return done.exit_code, done.stdout, done.stderr


def states(*arguments: str | Path) -> dict[str, str]:
    """What became of each source."""
    answer = json.loads(run(*arguments, "--json")[1])
    return {Path(item["source"]).stem: item["state"] for item in answer["sources"]}


def written() -> dict[str, str]:
    """The line that each file in `output` carries as its last word."""
    return {path.name: path.read_text().split()[-1] for path in Path("output").glob("*.txt")}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_every_source_becomes_files_and_those_of_one_name_are_numbered(people: Path) -> None:
    (people / "cv.schema.json").write_text("{}")  # for editors: no source
    code, out, err = run(people)
    assert (code, err) == (0, "")
    assert out.startswith("3 made, 0 up to date, 0 failed; ")
    assert written() == {
        "Ada_Quill_CV.txt": "a",
        "Bo_Finch_CV.txt": "b",
        "Ada_Quill_CV_2.txt": "c",
    }


def test_a_single_source_waits_for_no_worker_to_start(
    people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(workers, "ProcessPoolExecutor")
    done = CliRunner().invoke(main, ["batch", "--to", "txt", "people/b.yaml"])
    assert (done.exit_code, written()) == (0, {"Bo_Finch_CV.txt": "b"})


def test_a_list_on_standard_input_is_as_good_as_arguments(people: Path) -> None:
    assert run("-", input="people/b.yaml\n\npeople/b.yaml\n")[0] == 0
    assert written() == {"Bo_Finch_CV.txt": "b"}


def test_a_bad_source_is_one_line_and_stops_no_other(people: Path) -> None:
    edit(people / "a.yaml", "sections", "sectons")
    edit(people / "b.yaml", "name: Bo Finch", "nome: 1\nmane: 2")
    code, out, err = run(people, people / "missing.yaml")
    assert code == 2
    assert err.splitlines() == [
        "people/a.yaml:2:1: unknown key `sectons`; did you mean `sections`?".replace(
            "people", str(people)
        ),
        f"{people}/b.yaml:1:1: unknown key `nome`; did you mean `name`? (and 1 more)",
        f"there is no file {people}/missing.yaml",
    ]
    assert out.startswith("1 made, 0 up to date, 3 failed; ")
    assert written() == {"Ada_Quill_CV.txt": "c"}


def test_no_document_replaces_the_source_that_it_is_made_of(tmp_path: Path) -> None:
    source = tmp_path / "Ada_Quill_CV.json"
    source.write_text('{"basics": {"name": "Ada Quill", "summary": "Wrote it."}}')
    before = source.read_bytes()
    asked = ["batch", str(source), "--to", "jsonresume", "--jobs", "1", "--output", str(tmp_path)]
    done = CliRunner().invoke(main, asked)
    assert (done.exit_code, source.read_bytes()) == (2, before)
    assert done.stderr == f"{source} is what the document is made of\n"


def test_a_second_run_makes_only_what_changed(people: Path) -> None:
    assert states(people) == {"a": "made", "b": "made", "c": "made"}
    assert states(people) == {"a": "current", "b": "current", "c": "current"}

    edit(people / "c.yaml", "line of c", "line of change")
    assert states(people) == {"a": "current", "b": "current", "c": "made"}
    assert written()["Ada_Quill_CV_2.txt"] == "change"

    (people.parent / "output" / "Bo_Finch_CV.txt").write_text("by somebody else")
    assert states(people) == {"a": "current", "b": "made", "c": "current"}

    assert states(people, "--force") == {"a": "made", "b": "made", "c": "made"}
    assert states(people, "--public") == {"a": "made", "b": "made", "c": "made"}
    assert states(people, "--public", "--set", "page.size=Letter")["a"] == "made"


def test_what_failed_is_tried_again(people: Path) -> None:
    edit(people / "a.yaml", "sections", "sectons")
    assert states(people) == {"a": "failed", "b": "made", "c": "made"}
    assert states(people) == {"a": "failed", "b": "current", "c": "current"}
    edit(people / "a.yaml", "sectons", "sections")
    assert states(people) == {"a": "made", "b": "current", "c": "current"}


def test_a_changed_picture_bibliography_theme_or_version_counts(
    people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("RGB", (8, 8)).save(people / "me.png")
    edit(people / "a.yaml", "sections:", "photo: {file: me.png, alt: Ada}\nsections:")
    (people / "p.bib").write_text("@book{x, title={T}, author={A B}, publisher={P}, year={2020}}")
    with (people / "b.yaml").open("a") as file:
        file.write("  - title: Books\n    publications: {bibtex: p.bib}\n")
    current = {"a": "current", "b": "current", "c": "current"}
    assert states(people) != states(people) == current

    Image.new("RGB", (9, 9)).save(people / "me.png")
    assert states(people) == {**current, "a": "made"}
    edit(people / "p.bib", "2020", "2021")
    assert states(people) == {**current, "b": "made"}

    mine = people.parent / "mine"
    mine.mkdir()
    (mine / "theme.yaml").write_text("extends: classic\n")
    options = (people / "c.yaml", "--theme", f"{mine}")
    assert [states(*options), states(*options)] == [{"c": "made"}, {"c": "current"}]
    edit(mine / "theme.yaml", "classic", 'classic\ncolors: {name: "#000000"}')
    assert states(*options) == {"c": "made"}

    monkeypatch.setattr(manifest, "versions", lambda: (("weasyprint", "99"),))
    assert states(people) == dict.fromkeys(current, "made")


def test_every_library_counts_that_shapes_a_document() -> None:
    engine.weasyprint()  # with its patches, for all that follows
    from weasyprint.text.ffi import pango

    found = dict(versions())
    assert {name: found[name] for name in SHAPING} == {name: version(name) for name in SHAPING}
    number = pango.pango_version()  # 15012 is 1.50.12
    assert found["Pango"] == f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    assert "pytest" not in found


def test_plug_ins_count_and_what_they_need(install: Callable[..., Path]) -> None:
    site = install("[cvrender.renderers]\nrst = mine:R\n")
    info = site / "plug_in-1.0.dist-info"
    (info / "METADATA").write_text("Name: plug-in\nVersion: 1.0\nRequires-Dist: Ink.jet (>=2)\n")
    jet = site / "ink_jet-2.1.dist-info"
    jet.mkdir()
    (jet / "METADATA").write_text("Name: ink-jet\nVersion: 2.1\n\nVersion: of the README\n")
    versions.cache_clear()
    found = dict(versions())
    versions.cache_clear()
    assert (found["plug-in"], found["ink-jet"]) == ("1.0", "2.1")


def test_a_manifest_of_somebody_else_is_replaced_by_force_alone(people: Path) -> None:
    run(people)
    path = people.parent / "output" / manifest.NAME
    for text in ("{", "[]", '{"name": "My web app"}', '{"sources": 1}'):
        path.write_text(text)
        assert run(people) == (
            2,
            "",
            "output/manifest.json is there already, and no batch wrote it\n"
            "  choose another folder, or use --force\n",
        )
        assert path.read_text() == text
        assert states(people, "--force")["a"] == "made"


def test_who_has_lost_the_manifest_replaces_nobody(people: Path) -> None:
    run(people)
    other = people / "other"
    other.mkdir()
    shutil.copy(people / "a.yaml", other)
    edit(other / "a.yaml", "line of a", "line of another")
    before = written()
    path = people.parent / "output" / manifest.NAME
    for text in (None, '{"sources": {}, "names": {}}'):
        path.unlink() if text is None else path.write_text(text)
        code, _, told = run("people/other")
        assert (code, told) == (
            2,
            "people/other/a.yaml: output/Ada_Quill_CV.txt is there already, and no batch wrote it;"
            " choose another folder, or use --force\n",
        )
        assert written() == before
    assert states(people) == {"a": "made", "b": "made", "c": "made"}  # what they hold is the same


def test_a_manifest_does_not_say_where_cvrender_is(people: Path) -> None:
    run(people)
    kept = json.loads((people.parent / "output" / manifest.NAME).read_text())
    inputs = {name for entry in kept["sources"].values() for name in entry["inputs"]}
    themes = {name for name in inputs if name.startswith("<themes>/")}
    assert themes == {f"<themes>/classic/{name}" for name in ("theme.yaml", *TEXTS)}
    assert all(name.startswith("../people/") for name in inputs - themes)


def test_an_entry_that_somebody_broke_is_as_good_as_none(people: Path) -> None:
    run(people)
    path = people.parent / "output" / manifest.NAME
    path.write_text('{"sources": {"../people/a.yaml": 1}}')
    assert states(people)["a"] == "made"


def test_any_executor_does_the_work(people: Path) -> None:
    job = Job(Path(), ("txt",), output=Path("output"))
    with ThreadPoolExecutor(2) as executor:
        results = list(batches.run(sorted(people.iterdir()), job, executor, lambda: 2))
    assert [result.exit_code for result in results] == [0, 0, 0]
    assert len(written()) == 3


def test_an_executor_that_has_no_worker_at_the_moment_gets_work_all_the_same(people: Path) -> None:
    asked = iter(range(100))  # more often than three CVs need
    job = Job(Path(), ("txt",), output=Path("output"))
    with ThreadPoolExecutor(1) as executor:
        results = list(batches.run(people.iterdir(), job, executor, lambda: 0 * next(asked)))
    assert [result.exit_code for result in results] == [0, 0, 0]


class Elsewhere(Executor):
    """Workers that have the sources, which are not here; the last work is done first."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]] = []
        self.most = 0

    def submit(self, do: Any, step: Any, /, *args: Any, **options: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((future, step, args))
        self.most = max(self.most, len(self.waiting))
        return future

    def work(self) -> None:
        if self.waiting:
            future, step, args = self.waiting.pop()
            if step is work.make:
                file = File("pdf", args[0].output / f"{args[3]}.pdf")
                future.set_result((work.Written(file, 9, "key", "digest", {}),))
            elif args[0].source.stem.endswith("7"):
                future.set_exception(UsageError(f"{args[0].source} is wrong"))
            else:
                future.set_result(work.Read({}, "", b"prepared", (("Ada_CV", b"document"),)))


def test_the_parent_hands_out_paths_alone_and_names_documents_in_the_order_of_sources(
    tmp_path: Path,
) -> None:
    sources = [Path(f"{number}.yaml") for number in range(300)]
    far, job = Elsewhere(), Job(Path(), output=tmp_path)
    outcomes = list(batches.run(sources, job, far, lambda: 64, check=far.work))
    made = {each.path: each.files[0].file.path.stem for each in outcomes if each.files}
    wrong = [path for path in sources if path.stem.endswith("7")]
    assert [each.path for each in outcomes if each.error] == wrong
    assert [made[path] for path in sources if path not in wrong] == [
        "Ada_CV",
        *(f"Ada_CV_{number}" for number in range(2, 271)),
    ]
    assert far.most <= 64


def test_what_workers_finish_while_a_run_ends_is_recorded(people: Path) -> None:
    def interrupted() -> None:
        if any(Path("output").glob("*.txt")):
            raise KeyboardInterrupt

    job = Job(Path(), ("txt",), output=Path("output"))
    with ThreadPoolExecutor(1) as executor, pytest.raises(KeyboardInterrupt):
        list(batches.run(people.iterdir(), job, executor, lambda: 3, check=interrupted))
    known = json.loads(Path("output/manifest.json").read_text())["sources"]
    outputs = {name for entry in known.values() for name in entry["outputs"]}
    assert outputs == {path.name for path in Path("output").glob("*.txt")} != set()


def test_a_source_whose_document_cannot_be_made_keeps_no_name(people: Path) -> None:
    edit(people / "a.yaml", "line of a", "\U000f0000")
    code, _, told = run("people/a.yaml", "people/c.yaml", "--to", "pdf")
    assert code == 1
    assert "people/a.yaml:4:15: none of the available fonts has the character" in told
    names = json.loads(Path("output/manifest.json").read_text())["names"]
    assert names == {"ada_quill_cv_2": "../people/c.yaml"}


def test_the_faults_of_all_documents_of_a_source_are_told(people: Path) -> None:
    edit(people / "b.yaml", "name:", "languages: [en, de]\nname:")
    edit(people / "b.yaml", '"line of b"', '{en: "\U000f0000", de: "\U000f0001"}')
    _, out, _ = run("people/b.yaml", "--language", "all", "--to", "pdf", "--json")
    faults = json.loads(out)["sources"][0]["faults"]
    assert [fault["message"][-9:] for fault in faults] == ["(U+F0000)", "(U+F0001)"]


def test_a_worker_that_does_not_have_the_files_says_so(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match=r"has no folder .*gone: No such file") as raised:
        workers._in_folder(str(tmp_path / "gone"), len, "")
    assert raised.value.remedy == "give all workers the files under the paths that they have here"


def test_there_are_as_many_workers_as_asked_for_and_61_at_most_on_windows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert batches.Workers(64, ()).number == 64
    monkeypatch.setattr(workers, "os", SimpleNamespace(name="nt"))
    assert batches.Workers(64, ()).number == 61


IMPORTED = "sorted({'docx', 'jinja2', 'pypdf', 'weasyprint'} & {*__import__('sys').modules})"


def test_a_lost_worker_of_this_machine_is_told_and_replaced_by_one_with_what_it_needs() -> None:
    with batches.Workers(2, ("txt", "html")) as pool:
        with pytest.raises(Exception, match="terminated abruptly"):
            pool.submit(os._exit, 1).result()
        assert pool.submit(eval, IMPORTED).result() == ["jinja2"]


def many(folder: Path, number: int) -> Path:
    folder.mkdir()
    for index in range(number):
        name = f"Person {index:03}"
        (folder / f"{index:03}.yaml").write_text(CV.format(name=name, line="word " * 60))
    return folder


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """``start(command)``: a process that lasts no longer than the test."""
    with ExitStack() as stack:

        def begin(command: list[str], **options: Any) -> subprocess.Popen[str]:
            process = stack.enter_context(subprocess.Popen(command, text=True, **options))
            stack.callback(process.kill)
            return process

        yield begin


def under_way(process: subprocess.Popen[str], output: Path) -> None:
    """Return as soon as there are a few finished files."""
    while len(list(output.glob("*.html"))) < 2:
        assert process.poll() is None, "it ended before two were made"
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("number", "jobs"), [(signal.SIGINT, "2"), (signal.SIGTERM, "2"), (signal.SIGHUP, "1")]
)
def test_a_signal_ends_it_cleanly_and_keeps_what_was_done(
    tmp_path: Path, start: Callable[..., subprocess.Popen[str]], number: signal.Signals, jobs: str
) -> None:
    folder, output = many(tmp_path / "in", 120), tmp_path / "output"
    options = ["--to", "html", "--jobs", jobs, "--output", str(output)]
    process = start([*COMMAND, str(folder), *options], **HEARD, start_new_session=True)
    under_way(process, output)
    if number == signal.SIGINT:  # Ctrl-C reaches the whole group
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    out, err = process.communicate(timeout=LONG)
    assert (process.returncode, err) == (128 + number, "")
    assert "not started or not finished" in out
    known = json.loads((output / manifest.NAME).read_text())["sources"]
    files = {path.name for path in output.iterdir()}
    assert {name for entry in known.values() for name in entry["outputs"]} <= files
    assert 0 < len(known) < 120
    assert not [name for name in files if name.startswith(".")]


def runs(process: str) -> bool:
    """Whether a process has not ended; the first process of a container may wait for none."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="this system has no /proc")
def test_workers_end_when_the_command_is_killed(
    tmp_path: Path, start: Callable[..., subprocess.Popen[str]]
) -> None:
    folder, output = many(tmp_path / "in", 40), tmp_path / "output"
    options = ["--to", "html", "--jobs", "2", "--output", str(output)]
    process = start([*COMMAND, str(folder), *options], **HEARD)
    under_way(process, output)
    workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    assert len(workers) >= 2
    process.kill()
    end = time.monotonic() + LONG
    while any(map(runs, workers)):
        assert time.monotonic() < end, "workers outlive the command"
        time.sleep(0.05)


def test_what_one_source_raises_is_its_own_failure(
    people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare = pipeline.prepare

    def breaks(job: Job) -> pipeline.Result:
        if job.source.name == "b.yaml":
            raise StopIteration("a bug")
        return prepare(job)

    monkeypatch.setattr(pipeline, "prepare", breaks)
    code, out, err = run(people)
    assert (code, err) == (4, f"{people}/b.yaml: cvrender failed: StopIteration: a bug\n")
    assert out.startswith("2 made, 0 up to date, 1 failed; ")


def test_a_cluster_makes_every_cv_once_even_if_a_worker_comes_late_and_one_is_killed(
    tmp_path: Path, start: Callable[..., subprocess.Popen[str]]
) -> None:
    folder, output = many(tmp_path / "in", 20), tmp_path / "output"
    where = tmp_path / "scheduler.json"
    place = ["--scheduler-file", str(where), "--no-dashboard", "--host", "127.0.0.1"]
    scheduler = start([*DASK, "scheduler", "--port", "0", *place], **UNHEARD)
    while not (where.exists() and where.read_text()):  # it is made empty, and filled then
        assert scheduler.poll() is None
        time.sleep(0.05)
    address = json.loads(where.read_text())["address"]
    options = ["--to", "html", "--cluster", address, "--output", output.name, "--json"]
    process = start([*COMMAND, folder.name, *options], **HEARD, cwd=tmp_path)
    assert process.stderr is not None
    waiting = f"the scheduler at {address} has no workers yet; waiting for one\n"
    assert process.stderr.readline() == waiting

    once = ["--nthreads", "1", "--no-nanny"]
    folders = [tmp_path / "first", tmp_path / "second"]
    workers = [
        start([*DASK, "worker", *once, "--local-directory", str(own), *place], **UNHEARD)
        for own in folders
    ]
    under_way(process, output)
    workers[0].kill()
    out, _ = process.communicate(timeout=LONG)
    answer = json.loads(out)
    assert (process.returncode, answer["made"], answer["failed"]) == (0, 20, 0)
    assert sorted(Path(item["source"]).name for item in answer["sources"]) == [
        f"{index:03}.yaml" for index in range(20)
    ]
    assert len(list(output.glob("*.html"))) == 20


def test_a_scheduler_that_is_not_there_is_a_clear_error(
    people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cvrender.batch.workers.PATIENCE", "100ms")
    code, _, err = run(people, "--cluster", "tcp://127.0.0.1:9")
    assert code == 4
    assert err.startswith("there is no Dask scheduler at tcp://127.0.0.1:9")


def test_two_of_one_name_are_told_apart_in_any_format_and_while_one_has_faults(
    people: Path,
) -> None:
    asked = ["batch", "--to", "png", "--jobs", "1", "--force"]
    for file in ("a", "c"):
        CliRunner().invoke(main, [*asked, f"people/{file}.yaml"])
    edit(people / "a.yaml", "sections", "sectons")
    CliRunner().invoke(main, [*asked, "people/a.yaml"])
    before = Path("output/Ada_Quill_CV-1.png").read_bytes()
    edit(people / "c.yaml", "line of c", "line of change")
    CliRunner().invoke(main, [*asked, "people/c.yaml"])
    made = sorted(path.name for path in Path("output").glob("*.png"))
    assert made == ["Ada_Quill_CV-1.png", "Ada_Quill_CV_2-1.png"]
    assert Path("output/Ada_Quill_CV-1.png").read_bytes() == before


def test_a_pipe_in_the_folder_is_no_source(people: Path) -> None:
    os.mkfifo(people / "d.yaml")
    assert run(people)[0] == 0
    assert len(written()) == 3
