"""The first page of every theme, as PDF, in Word and on the web, drawn small enough for a README.

Run by ``make gallery``. Word files are drawn by LibreOffice, where there is one; they look as in
Word where Carlito and Caladea stand in for Calibri and Cambria. Web pages are drawn by Chromium.
``overview.png`` shows all themes side by side, the PDF above the Word file.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from threading import Thread

import pypdfium2
from chromium import PROGRAM, Chromium
from PIL import Image, ImageDraw, ImageFont, ImageOps

from cvrender.live.server import serve
from cvrender.pipeline import Job

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "data" / "example-full.yaml"
GALLERY = ROOT / "docs" / "gallery"
CVRENDER = Path(sys.executable).with_name("cvrender")
FONT = Path(str(files("font_source_sans_pro"))) / "files" / "SourceSansPro-Semibold.ttf"
NAMES = (
    "classic",
    "modern",
    "sidebar",
    "executive",
    "editorial",
    "compact",
    "academic",
    "tabular",
    "timeline",
    "plain",
)
FORMATS = ("pdf", "word")

PIXELS_PER_POINT = 1.3
SCREEN = 1000
"""Width of a browser's window in pixels."""
WINDOW = (1180, 720)
CHOOSE = """{ const list = document.querySelector('[data-token=palette]');
    list.value = 'teal'; list.dispatchEvent(new Event('change')) }"""
COLOURS = 160
LARGEST = 150_000
"""Bytes of a picture."""

THUMBNAIL = (234, 331)
GAP, TITLE = 18, 34
PAPER, FRAME, INK = "#f3f4f6", "#c4c9d0", "#1f2328"


def main() -> None:
    GALLERY.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(2) as pool:
        pages = dict(zip(NAMES, pool.map(first_pages, NAMES), strict=True))
    for name, pictures in pages.items():
        for form, picture in pictures.items():
            save(picture, GALLERY / f"{name}-{form}.png")
    save(overview(pages), GALLERY / "overview.png")
    if PROGRAM:
        save(preview(), GALLERY / "preview.png")


def first_pages(name: str) -> dict[str, Image.Image]:
    """The first page in each format that can be drawn here."""
    with tempfile.TemporaryDirectory() as folder:
        formats = ("--to", "pdf", "--to", "docx", "--to", "html")
        run(CVRENDER, "render", SOURCE, "--theme", name, "--output", folder, *formats)
        (pdf,) = Path(folder).glob("*.pdf")
        pictures = {"pdf": drawn(pdf)}
        if shutil.which("soffice"):
            (word,) = Path(folder).glob("*.docx")
            pictures["word"] = drawn(printed(word))
        if PROGRAM:
            (page,) = Path(folder).glob("*.html")
            pictures["web"] = browsed(page, pictures["pdf"].size)
        return pictures


def browsed(page: Path, size: tuple[int, int]) -> Image.Image:
    """The top of a web page on a light screen."""
    with Chromium(page.parent / "chromium") as browser:
        browser.open(page.as_uri(), SCREEN)
        picture = Image.open(io.BytesIO(browser.picture())).convert("RGB")
    width = picture.width  # less than asked for by the scroll bar
    return picture.crop((0, 0, width, width * size[1] // size[0])).resize(
        size, Image.Resampling.LANCZOS
    )


def preview() -> Image.Image:
    """The page of `cvrender preview`, with other colours chosen than the CV has."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "cv.yaml")
        run(CVRENDER, "new", source, "--sample", "engineer")
        server, state = serve(Job(source))
        Thread(target=server.serve_forever, daemon=True).start()
        with Chromium(Path(folder, "chromium")) as browser:
            browser.open(f"http://127.0.0.1:{server.server_port}/", WINDOW[0])
            browser.until("document.images.length")
            browser.evaluate(CHOOSE)
            browser.until("!document.querySelector('#save').hidden && document.images[0].complete")
            browser.until(f"document.querySelector('#sheet').dataset.version == {state.version}")
            shot = Image.open(io.BytesIO(browser.picture())).convert("RGB")
        state.stop.set()
        server.shutdown()
        server.server_close()
    return shot.crop((0, 0, min(shot.width, WINDOW[0]), WINDOW[1]))


def printed(word: Path) -> Path:
    """``word`` as LibreOffice prints it, under a profile of its own."""
    profile = f"-env:UserInstallation={(word.parent / 'profile').as_uri()}"
    folder = word.parent / "printed"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, word)
    return folder / word.with_suffix(".pdf").name


def drawn(pdf: Path) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        picture: Image.Image = document[0].render(scale=PIXELS_PER_POINT).to_pil()
        return picture.convert("RGB")


def overview(pages: dict[str, dict[str, Image.Image]]) -> Image.Image:
    """A column for each theme, below its name a row for each format."""
    width, height = (length + GAP for length in THUMBNAIL)
    sheet = Image.new("RGB", (GAP + width * len(pages), TITLE + height * len(FORMATS)), PAPER)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(FONT), 19)
    for column, (name, pictures) in enumerate(pages.items()):
        left = GAP + column * width
        pen.text((left + THUMBNAIL[0] / 2, TITLE / 2), name, INK, font, anchor="mm")
        for row, form in enumerate(FORMATS):
            if form in pictures:
                thumbnail = ImageOps.expand(ImageOps.fit(pictures[form], THUMBNAIL), 1, FRAME)
                sheet.paste(thumbnail, (left - 1, TITLE + row * height - 1))
    return sheet


def save(picture: Image.Image, path: Path) -> None:
    """As few colours as it takes: text on paper needs no more."""
    colours = COLOURS
    while True:
        reduced = picture.quantize(colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        reduced.save(path, optimize=True)
        if path.stat().st_size <= LARGEST or colours == 4:
            break
        colours //= 2
    sys.stdout.write(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB\n")


def run(*command: str | Path) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
