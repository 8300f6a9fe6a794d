"""How long whole commands, rebuilds and batches take; nothing is asserted. Run by ``make bench``.

Each command runs once unmeasured (byte code, file cache), then in turns with the others, so that
a busy moment of the machine falls on all of them alike. ``cpu`` is the processor time of all its
processes, user and system, which depends less on what else the machine does. ``--compare`` adds
another program's command to them, and columns of what each takes of its time.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import re
import resource
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from chromium import PROGRAM, Chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

CVRENDER = str(Path(sys.executable).with_name("cvrender"))
SOURCE = str(Path(__file__).parents[1] / "data" / "cv.yaml")
PACKAGES = ("cvrender", "weasyprint", "python-docx")
KEYS = ("median", "min", "max", "processor")
WATCHED = """
window.replaced = [];
new MutationObserver(() => replaced.push(Date.now()))
  .observe(document.querySelector("#sheet"), {attributes: true});
"""


def main() -> None:
    options = argparse.ArgumentParser(description="Time whole cvrender commands.")
    options.add_argument("--runs", type=int, default=10, help="timed runs of each command")
    options.add_argument("--compare", metavar="COMMAND", help="time this command beside them")
    options.add_argument("--rebuilds", type=int, default=100, help="builds in one process")
    options.add_argument("--saves", type=int, default=15, help="saves that a browser shows")
    options.add_argument("--people", type=int, default=120, help="CVs of the batch")
    options.add_argument("--json", action="store_true", help="print one JSON document")
    options.add_argument("--growth", action="store_true", help="measure longer CVs, nothing else")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if chosen.growth:
            sys.stdout.writelines(growth(Path(folder)))
            return
        asked = commands(folder)
        if chosen.compare:
            asked[chosen.compare] = shlex.split(chosen.compare)
        timings = measure(asked, chosen.runs)
        results = {
            name: {**summary([run.wall for run in runs]), "processor": processor_time(runs)}
            for name, runs in timings.items()
        }
        document = {
            "machine": machine(),
            "runs": chosen.runs,
            "milliseconds": results,
            "compared": chosen.compare,
            "rebuilds": rebuilds(Path(folder), chosen.rebuilds),
            "saves": saves(Path(folder), chosen.saves) if PROGRAM else None,
            "batch": batches(Path(folder), chosen.people),
        }
    sys.stdout.write(json.dumps(document, indent=2) + "\n" if chosen.json else table(document))


def commands(folder: str) -> dict[str, list[str]]:
    render = [CVRENDER, "render", SOURCE, "--output", folder]
    mine = Path(folder, "mine")  # looks like the built-in one, and nobody trusts it
    mine.mkdir()
    (mine / "theme.yaml").write_text("extends: classic\n", "utf-8")
    return {
        "render to PDF + DOCX": render,
        "the same in a theme of one's own": [*render, "--theme", str(mine)],
        "render to PDF": [*render, "--to", "pdf"],
        "render to DOCX": [*render, "--to", "docx"],
        "check": [CVRENDER, "check", SOURCE],
        "--help": [CVRENDER, "--help"],
        "python -c pass": [sys.executable, "-c", "pass"],
    }


def rebuilds(folder: Path, number: int) -> dict[str, float]:
    """Builds of one process that stays, as `watch` makes them, and what they add to its memory."""
    from cvrender import pipeline
    from cvrender.extract.process import ReaderProcess

    gc.set_threshold(500_000, 20, 100)  # as in the process of a command
    job = pipeline.Job(Path(SOURCE), output=folder)
    taken = []
    with ReaderProcess() as reader:
        for _ in range(10):
            pipeline.render(job, reader)
            gc.collect()
        before = memory()
        for _ in range(number):
            start = time.perf_counter()
            pipeline.render(job, reader)
            taken.append(time.perf_counter() - start)
            gc.collect()  # as between two saves
    growth = round(memory() - before, 1)
    return {"number": number, **summary(taken), "growth in MB": growth}


def saves(folder: Path, number: int) -> dict[str, float]:
    """From a save to the new picture of the page in a browser."""
    source, text = folder / "typed.yaml", Path(SOURCE).read_text("utf-8")
    source.write_text(text, "utf-8")
    command = [CVRENDER, "preview", str(source), "--headless"]
    taken = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as preview:
        assert preview.stdout is not None
        with Chromium(folder / "profile") as browser:
            browser.open(preview.stdout.readline().split()[0])
            browser.until("document.images.length")
            browser.evaluate(WATCHED)
            for count in range(number):
                time.sleep(1)  # a person saves seldom, and asking the browser takes time of its own
                saved = time.time()
                source.write_text(text.replace("scalable", f"scalable {count}"), "utf-8")
                time.sleep(1)
                taken.append(browser.until(f"replaced[{count}]") / 1000 - saved)
        preview.terminate()
    return {"number": number, **summary(taken)}


def memory() -> float:
    """The most memory that this process has had, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def batches(folder: Path, number: int) -> dict[str, float]:
    """CVs a second as PDF and Word file, with one process and with two, and a run without work."""
    people = folder / "people"
    people.mkdir()
    text = Path(SOURCE).read_text("utf-8")
    for index in range(number):
        cv = re.sub(r"^name: .*", f"name: Person {index}", text, flags=re.MULTILINE)
        (people / f"{index:05}.yaml").write_text(cv, "utf-8")
    command = [CVRENDER, "batch", str(people), "--output", str(folder / "made"), "--jobs"]
    seconds([*command, "2"])
    one, two = seconds([*command, "1", "--force"]), seconds([*command, "2", "--force"])
    rates = {"one process": number / one, "two processes": number / two, "gain": one / two}
    idle = seconds([*command, "2"])
    return {"number": number, **{k: round(v, 2) for k, v in rates.items()}, "idle": round(idle, 2)}


ENTRY = """\
      - title: Engineer {0}
        organization: Works {0}
        start: {1}
        end: {1}
        bullets:
          - Measured the load of bridge {0} and wrote down what it bears in a storm
          - Drew {0} plans, of which the town has built three within a year
          - Taught apprentices to read them and to tell a rivet from a bolt
"""
PAGES, BULLETS = (1, 2, 4, 8, 16, 32, 64), (10, 100, 1000)
A_PAGE = 13
"""Entries, about; the first page has one less."""


def growth(folder: Path) -> Iterator[str]:
    """How processor time and memory grow with a CV, as a table in Markdown."""
    yield "| CV | pages | processor, s | a page, s | memory, MB |\n|---|---:|---:|---:|---:|\n"
    for number in PAGES:
        entries = [ENTRY.format(i, 2020 - i % 50) for i in range(A_PAGE * number - 1)]
        text = f"  - title: Work\n    kind: work\n    entries:\n{''.join(entries)}"
        yield grown(folder, f"{len(entries)} entries", text)
    for number in BULLETS:
        bullets = "".join(f"      - Built bridge {i} for the town\n" for i in range(number))
        yield grown(folder, f"{number} bullets", f"  - title: Work\n    bullets:\n{bullets}")


def grown(folder: Path, what: str, sections: str) -> str:
    """A row of the table: the best of two runs."""
    source = folder / "cv.yaml"
    source.write_text(f"name: Ada Brandt\nsections:\n{sections}", "utf-8")
    command = [CVRENDER, "render", str(source), "--output", str(folder), "--json"]
    runs = [measured([*command, "--set", "fit=off"]) for _ in range(2)]
    processor, memory = (min(each) for each in list(zip(*runs, strict=True))[:2])
    pages = runs[0][2]
    each = f"{processor:.2f} | {processor / pages:.2f} | {memory:.0f}"
    return f"| {what} | {pages} | {each} |\n"


def measured(command: list[str]) -> tuple[float, float, int]:
    """The seconds of processor time that a command takes, its most MB, and the PDF's pages.

    The most memory is that of one of its processes.
    """
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.read())
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, told
    pages = next(file["pages"] for file in told["files"] if file["pages"])
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, pages


class Run(NamedTuple):
    """What a command took in seconds."""

    wall: float
    processor: float


def measure(commands: dict[str, list[str]], runs: int) -> dict[str, list[Run]]:
    """Every timed run. A command that fails ends the whole measurement."""
    for command in commands.values():
        timed(command)
    timings: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            timings[name].append(timed(command))
    return timings


def timed(command: list[str]) -> Run:
    before, start = of_children(), time.perf_counter()
    result = subprocess.run(command, capture_output=True, text=True)
    taken = Run(time.perf_counter() - start, of_children() - before)
    if result.returncode:
        sys.exit(f"{' '.join(command)} ended with {result.returncode}:\n{result.stderr}")
    return taken


def of_children() -> float:
    """The processor time of all processes that have ended below this one."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def seconds(command: list[str]) -> float:
    return timed(command).wall


def processor_time(runs: list[Run]) -> float:
    return round(1000 * statistics.median(run.processor for run in runs), 1)


def summary(seconds: list[float]) -> dict[str, float]:
    values = {"median": statistics.median(seconds), "min": min(seconds), "max": max(seconds)}
    return {name: round(1000 * value, 1) for name, value in values.items()}


def machine() -> dict[str, str | int | None]:
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }


def processor() -> str:
    """The model's name; Python itself tells it on few systems."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown processor"


def table(document: dict[str, Any]) -> str:
    machine = document["machine"]
    versions = (f"{name} {machine[name]}" for name in PACKAGES)
    rows = {**document["milliseconds"], **stays(document)}
    other = document["milliseconds"].get(document["compared"])
    width = max(map(len, rows))
    lines = [
        f"{machine['processor']}, {machine['cores']} cores, {machine['system']}",
        f"Python {machine['python']}, {', '.join(versions)}",
        "",
        f"{'milliseconds':{width}}  median     min     max     cpu"
        f"{'   ratio  of cpu' if other else ''}",
    ]
    for name, of in rows.items():
        numbers = "".join(f" {of[key]:7.0f}" if key in of else 8 * " " for key in KEYS)
        both = ("median", "processor") if other else ()
        ratio = "".join(f"{of[key] / other[key]:8.2f}" for key in both if key in of)
        lines.append(f"{name:{width}}{numbers}{ratio}")
    warm, many = document["rebuilds"], document["batch"]
    lines += [
        "",
        f"{document['runs']} runs of each command, {warm['number']} rebuilds, {many['number']} CVs;"
        f" the rebuilds add {warm['growth in MB']} MB",
        f"a batch makes {many['one process']:.1f} CVs a second with one process,"
        f" {many['two processes']:.1f} with two ({many['gain']:.2f} times)",
    ]
    return "\n".join(lines) + "\n"


def stays(document: dict[str, Any]) -> dict[str, dict[str, float]]:
    """What a process takes that stays, as rows of the table."""
    saved, many = document["saves"], document["batch"]
    shown = {"save to new picture in the browser": saved} if saved else {}
    return {
        "rebuild of PDF + DOCX": document["rebuilds"],
        **shown,
        "CV of a batch, one process": {"median": 1000 / many["one process"]},
        "CV of a batch, two processes": {"median": 1000 / many["two processes"]},
        "batch in which all is up to date": {"median": 1000 * many["idle"]},
    }


if __name__ == "__main__":
    main()
