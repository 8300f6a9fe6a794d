"""How long whole commands take, from the first fork to the exit; nothing is asserted.

Each command runs once unmeasured (byte code, file cache), then in turns with the others, so that
a busy moment of the machine falls on all of them alike. Run by ``make bench``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

CVRENDER = str(Path(sys.executable).with_name("cvrender"))
SOURCE = str(Path(__file__).parents[1] / "data" / "cv.yaml")
PACKAGES = ("cvrender", "weasyprint", "python-docx")


def main() -> None:
    options = argparse.ArgumentParser(description="Time whole cvrender commands.")
    options.add_argument("--runs", type=int, default=10, help="timed runs of each command")
    options.add_argument("--json", action="store_true", help="print one JSON document")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        timings = measure(commands(folder), chosen.runs)
    results = {name: summary(seconds) for name, seconds in timings.items()}
    document = {"machine": machine(), "runs": chosen.runs, "milliseconds": results}
    sys.stdout.write(json.dumps(document, indent=2) + "\n" if chosen.json else table(document))


def commands(folder: str) -> dict[str, list[str]]:
    render = [CVRENDER, "render", SOURCE, "--output", folder]
    return {
        "render to PDF + DOCX": [*render, "--to", "pdf", "--to", "docx"],
        "render to PDF": [*render, "--to", "pdf"],
        "render to DOCX": [*render, "--to", "docx"],
        "check": [CVRENDER, "check", SOURCE],
        "--help": [CVRENDER, "--help"],
        "python -c pass": [sys.executable, "-c", "pass"],
    }


def measure(commands: dict[str, list[str]], runs: int) -> dict[str, list[float]]:
    """Seconds of every timed run. A command that fails ends the whole measurement."""
    for command in commands.values():
        seconds(command)
    timings: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            timings[name].append(seconds(command))
    return timings


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    result = subprocess.run(command, capture_output=True, text=True)
    taken = time.perf_counter() - start
    if result.returncode:
        sys.exit(f"{' '.join(command)} ended with {result.returncode}:\n{result.stderr}")
    return taken


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
    width = max(map(len, document["milliseconds"]))
    lines = [
        f"{machine['processor']}, {machine['cores']} cores, {machine['system']}",
        f"Python {machine['python']}, {', '.join(versions)}",
        "",
        f"{'milliseconds':{width}}  median     min     max",
    ]
    for name, of in document["milliseconds"].items():
        lines.append(f"{name:{width}} {of['median']:7.0f} {of['min']:7.0f} {of['max']:7.0f}")
    lines.append(f"whole processes, {document['runs']} runs of each")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
