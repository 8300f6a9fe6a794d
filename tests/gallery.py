"""What README and docs show of each theme: a CV of its own, as PDF, in Word and on the web.

Run by ``make gallery``: renders each ``examples/gallery/THEME.yaml``, and the letters there, into
``docs/gallery/`` and draws the first page of each file. LibreOffice, where there is one, draws Word
files; they look as in Word where Carlito and Caladea stand in for Calibri and Cambria. Chromium
draws web pages.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pypdfium2
from chromium import PROGRAM, Chromium
from PIL import Image, ImageDraw, ImageOps

from cvrender import theme as themes
from cvrender.live.server import serve
from cvrender.pipeline import Job

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "examples" / "gallery"
GALLERY = ROOT / "docs" / "gallery"
LETTERS = {f"{path.stem}-letter": path for path in sorted(SOURCES.glob("letters/*.yaml"))}
CVRENDER = Path(sys.executable).with_name("cvrender")

PAGE = (595, 842)
"""Pixels of an A4 page: one for each point."""
SCREEN, PHONE = 1000, 390
"""Width of a browser's window in pixels."""
GLASS = (366, 776)
"""Pixels of a phone's screen in a picture of the size of a page."""
GROUND, INK, FRAME = "#eef0f3", "#1f2328", "#d0d7de"
EVERY_SCREEN = "modern"
"""The theme whose web page is shown on a dark screen and on a phone, too."""
WINDOW = (1180, 720)
CHOOSE = """{ const list = document.querySelector('[data-token=palette]');
    list.value = 'teal'; list.dispatchEvent(new Event('change')) }"""
COLOURS = 64
"""Text on paper needs no more."""


def main() -> None:
    GALLERY.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda name: show(name, Path(folder, name)), (*themes.names(), *LETTERS)))
        if PROGRAM:
            with Chromium(Path(folder, "chromium")) as browser:
                for name in themes.names():
                    browse(browser, name, Path(folder, name, f"{name}.html"))
                save(preview(browser, Path(folder, "cv.yaml")), "preview")


def show(name: str, folder: Path) -> None:
    """Render a CV or a letter, keep the PDF and the Word file, and draw their first pages."""
    formats = ("--to", "pdf", "--to", "docx", "--to", "html")
    source = LETTERS.get(name, SOURCES / f"{name}.yaml")
    run(CVRENDER, "render", "--strict", source, "--output", folder, "--name", name, *formats)
    pdf, word = folder / f"{name}.pdf", folder / f"{name}.docx"
    for file in (pdf, word):
        shutil.copy(file, GALLERY)
    save(drawn(pdf), f"{name}-pdf")
    if shutil.which("soffice"):
        save(drawn(printed(word)), f"{name}-word")


def drawn(pdf: Path) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        picture: Image.Image = document[0].render(scale=1).to_pil()
        return picture.convert("RGB")


def printed(word: Path) -> Path:
    """``word`` as LibreOffice prints it, under a profile of its own."""
    profile = f"-env:UserInstallation={(word.parent / 'profile').as_uri()}"
    folder = word.parent / "printed"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, word)
    return folder / word.with_suffix(".pdf").name


def browse(browser: Chromium, name: str, page: Path) -> None:
    """Draw the top of a web page."""
    browser.open(page.as_uri(), SCREEN)
    save(seen(browser, SCREEN, PAGE), f"{name}-web")
    if name == EVERY_SCREEN:
        browser.open(page.as_uri(), SCREEN, dark=True)
        save(seen(browser, SCREEN, PAGE), f"{name}-dark")
        browser.open(page.as_uri(), PHONE)
        save(held(seen(browser, PHONE, GLASS)), f"{name}-phone")


def seen(browser: Chromium, width: int, size: tuple[int, int]) -> Image.Image:
    """What a fine screen of ``width`` shows of its page, in ``size``."""
    height = width * size[1] // size[0]
    browser.call(
        "Emulation.setDeviceMetricsOverride",
        width=width, height=height, deviceScaleFactor=2, mobile=True,
    )  # fmt: skip
    picture = Image.open(io.BytesIO(browser.picture())).convert("RGB")
    return picture.crop((0, 0, 2 * width, 2 * height)).resize(size, Image.Resampling.LANCZOS)


def held(screen: Image.Image) -> Image.Image:
    """A telephone with that screen, in a picture of the size of a page."""
    picture = Image.new("RGB", PAGE, GROUND)
    left, top = ((PAGE[side] - screen.size[side]) // 2 for side in (0, 1))
    body = (left - 12, top - 22, left + screen.width + 11, top + screen.height + 21)
    ImageDraw.Draw(picture).rounded_rectangle(body, 34, INK)
    picture.paste(screen, (left, top))
    return picture


def preview(browser: Chromium, source: Path) -> Image.Image:
    """The page of `cvrender preview`, with other colours chosen than the CV has."""
    run(CVRENDER, "new", source, "--sample", "engineer")
    server, state = serve(Job(source))
    Thread(target=server.serve_forever, daemon=True).start()
    browser.open(f"http://127.0.0.1:{server.server_port}/", WINDOW[0])
    browser.until("document.images.length")
    browser.evaluate(CHOOSE)
    browser.until("!document.querySelector('#save').hidden && document.images[0].complete")
    browser.until(f"document.querySelector('#sheet').dataset.version == {state.version}")
    shot = Image.open(io.BytesIO(browser.picture())).convert("RGB")
    browser.open("about:blank")
    server.shutdown()
    server.server_close()
    return shot.crop((0, 0, min(shot.width, WINDOW[0]), WINDOW[1]))


def save(picture: Image.Image, name: str) -> None:
    path = GALLERY / f"{name}.png"
    framed = ImageOps.expand(picture, 1, FRAME)
    reduced = framed.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    reduced.save(path, optimize=True)
    sys.stdout.write(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB\n")


def run(*command: str | Path) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
