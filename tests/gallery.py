"""The first page of every theme, as PDF and as Word file, drawn small enough for a README.

Run by ``make gallery``. The Word file is drawn by LibreOffice, where there is one.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

from cvrender import theme

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "data" / "cv.yaml"
GALLERY = ROOT / "docs" / "gallery"
CVRENDER = Path(sys.executable).with_name("cvrender")
PIXELS_PER_POINT = 1.4
COLOURS = 48


def main() -> None:
    GALLERY.mkdir(parents=True, exist_ok=True)
    for name in theme.names():
        with tempfile.TemporaryDirectory() as folder:
            draw_theme(name, Path(folder))


def draw_theme(name: str, folder: Path) -> None:
    run(CVRENDER, "render", SOURCE, "--theme", name, "--output", folder)
    (pdf,) = folder.glob("*.pdf")
    draw(pdf, GALLERY / f"{name}-pdf.png")
    if shutil.which("soffice"):
        (word,) = folder.glob("*.docx")
        draw(printed(word), GALLERY / f"{name}-word.png")


def printed(word: Path) -> Path:
    """``word`` as LibreOffice prints it, under a profile of its own."""
    profile = f"-env:UserInstallation={(word.parent / 'profile').as_uri()}"
    folder = word.parent / "printed"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, word)
    return folder / word.with_suffix(".pdf").name


def draw(pdf: Path, picture: Path) -> None:
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=PIXELS_PER_POINT).to_pil()
    image.quantize(COLOURS).save(picture, optimize=True)
    sys.stdout.write(f"{picture.relative_to(ROOT)}: {picture.stat().st_size / 1000:.0f} kB\n")


def run(*command: str | Path) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
