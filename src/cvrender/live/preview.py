"""Preview: the state of a live page, rebuilt at every save.

Nothing is written but, when it is asked for, the chosen theme and tokens into the source.
"""

from codecs import BOM_UTF8
from collections.abc import Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from threading import Condition, Event, RLock
from typing import Any

from cvrender import pipeline, sandbox, theme
from cvrender.errors import CvrenderError, SourceError, unexpected
from cvrender.extract.pdf import by_pdfium, page_count
from cvrender.files import atomic, named
from cvrender.job import Job
from cvrender.live import design, word_pages
from cvrender.live.watch import repeat_on_change
from cvrender.production import Document, File, render_format
from cvrender.renderers.png import sketch
from cvrender.result import Result
from cvrender.syntax.decoding import MAX_BYTES, decode
from cvrender.yaml_value import with_value


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The last good build: what was prepared, and one of its documents as PDF."""

    prepared: Result
    document: Document
    fitted: Document
    """``document`` as its pages are set."""
    pdf: bytes
    pages: int


class Preview:
    """What the browser shows; ``version`` counts what was built, good or not, ``news`` all.

    Its methods may be called from several threads.
    """

    def __init__(self, job: Job) -> None:
        self.asked = self.job = job
        self.design: Mapping[str, str] = {}
        """The tokens that were chosen, which win over those of ``asked``."""
        self.recipient: str | None = None
        """The name of the file of the letter that is shown; None for the first."""
        self.version = self.news = 0
        self.built: object = None
        """What the last build was made of."""
        self.snapshot: Snapshot | None = None
        self.faults: tuple[str, ...] = ()
        self.changed = Condition()
        self.rendering = RLock()  # Pango must not be called by two threads at once
        self.drawing = RLock()  # nor PDFium
        self.stop = Event()
        self.word = word_pages.WordPages(self.tell)

    def choose(
        self,
        theme: str | None,
        variant: str | None,
        language: str | None,
        tokens: Mapping[str, str] | None = None,
        recipient: str | None = None,
    ) -> None:
        """Show another theme, variant, language, tokens or letter of several.

        None is what the source itself says, or the first.
        """
        self.design, self.recipient = tokens or {}, recipient
        self.job = replace(
            self.job,
            theme=theme,
            design=(*self.asked.design, *map("=".join, self.design.items())),
            variants=(variant,) if variant else (),
            languages=(language,) if language else (),
        )
        self.build()

    def save(self) -> None:
        """Write the chosen theme and tokens into the source.

        The theme goes into the variant, where that has its own. What prevents it is shown as a
        fault, and then nothing is written.
        """
        with self.rendering:
            if self.snapshot is None:
                return
            chosen = {("design", *path.split(".")): value for path, value in self.design.items()}
            if self.job.theme is not None:
                chosen[self._place_of_theme(self.snapshot)] = self.job.theme
            try:
                _edit(self.job.source, chosen)
            except CvrenderError as error:
                self.publish((f"{error}; {error.remedy}",))
                return
            variant = next(iter(self.job.variants), None)
            language = next(iter(self.job.languages), None)
            self.choose(None, variant, language, recipient=self.recipient)

    def _place_of_theme(self, snapshot: Snapshot) -> tuple[str, ...]:
        variant = next(iter(self.job.variants), "")
        if snapshot.prepared.source.letter is not None:
            return ("theme",)  # a letter has no variants: those of its CV are not its own to change
        own = snapshot.prepared.source.node.at(("variants", variant)).child("theme")
        return ("variants", variant, "theme") if variant and own is not None else ("theme",)

    def themes(self) -> tuple[str, ...]:
        """The themes to choose from: installed ones, the user's own, and that of the job."""
        shown = self.snapshot
        folder = shown.prepared.source.folder if shown else self.job.source.parent
        known = theme.names(theme.places(folder))
        return known if self.job.theme in (None, *known) else (str(self.job.theme), *known)

    def rebuild(self) -> tuple[None, tuple[Path, ...], CvrenderError | None]:
        """Build, unless all files hold what they held: of ``save`` the watcher hears, too."""
        with self.rendering:
            inputs = self.snapshot.prepared.inputs if self.snapshot else ()
            with suppress(CvrenderError):  # what cannot be read now is told by the build
                if not self.faults and inputs and self.built == self._made_of(inputs):
                    return None, inputs, None
            return self.build()

    def _made_of(self, inputs: tuple[Path, ...]) -> object:
        return self.job, [sha256(named.read(path)).digest() for path in inputs if path.is_file()]

    def build(self) -> tuple[None, tuple[Path, ...], CvrenderError | None]:
        """Render a document of the job; after a fault the last good build stays."""
        with self.rendering:
            try:
                prepared = pipeline.prepare(self.job)
                self._show(prepared, self._chosen(prepared.documents))
                self.built = self._made_of(prepared.inputs)
                return None, prepared.inputs, None
            except Exception as raised:  # the next save may mend it
                error = raised if isinstance(raised, CvrenderError) else unexpected(raised)
                faults = error.faults if isinstance(error, SourceError) else (error,)
                self.publish(tuple(map(str, faults)))
                return None, (), error

    def _show(self, prepared: Result, chosen: Document) -> None:
        """Show ``chosen`` as the last build was fitted, and again where something else fits it."""
        if not sandbox.has_press(chosen.theme):
            sandbox.expect_press()
        guess = self._fitted_as_before(chosen)
        if guess:
            self._print(prepared, chosen, guess)
        fitted = chosen.fitted()
        if fitted != guess:
            self._print(prepared, chosen, fitted)

    def _fitted_as_before(self, chosen: Document) -> Document | None:
        """``chosen`` in the theme that fitted the last build.

        None where that had another theme, or an outline that was changed to fit it.
        """
        last = self.snapshot
        if last is None or last.document.theme != chosen.theme:
            return None
        done = last.fitted
        alike = replace(chosen, theme=done.theme, excess=done.excess, not_beside=done.not_beside)
        return alike if done.outline == last.document.outline else None

    def _print(self, prepared: Result, chosen: Document, fitted: Document) -> None:
        with pipeline.glyphs_located(prepared):
            pdf = render_format(fitted, "pdf")
        file = File("pdf", self.job.source, pdf, excess=fitted.excess)
        shown = pipeline.finish(prepared, [file], replace(self.job, formats=("pdf",)))
        with self.drawing:
            pages = page_count(pdf)
        self.snapshot = Snapshot(shown, chosen, fitted, pdf, pages)
        self.publish(())

    def _chosen(self, documents: tuple[Document, ...]) -> Document:
        named = (document for document in documents if document.stem == self.recipient)
        return next(named, documents[0])

    def publish(self, faults: tuple[str, ...]) -> None:
        """Wake the browsers: a build has ended, with these faults."""
        with self.changed:
            self.faults = faults
            self.version += 1
        self.tell()

    def tell(self) -> None:
        """Wake the browsers: the state has changed."""
        with self.changed:
            self.news += 1
            self.changed.notify_all()

    def watch(self) -> None:
        """Build, and again after each burst of changes, until ``stop`` is set."""
        with sandbox.kept():
            sandbox.expect_press()
            for _ in repeat_on_change(self.job.source, self.rebuild, self.stop):
                pass

    def state(self) -> dict[str, Any]:
        """What the page's script needs, as JSON."""
        snapshot, job = self.snapshot, self.job
        return {
            "version": self.version,
            "file": job.source.name,
            "faults": self.faults,
            "warnings": list(map(str, snapshot.prepared.warnings)) if snapshot else [],
            "unsaved": snapshot is not None and self._is_unsaved(snapshot),
            "pages": snapshot.pages if snapshot else 0,
            "title": snapshot.document.outline.title if snapshot else str(job.source),
            "themes": self.themes(),
            "variants": list(snapshot.prepared.source.cv.variants) if snapshot else [],
            "languages": list(snapshot.prepared.source.cv.spoken) if snapshot else [],
            "theme": job.theme,
            "variant": next(iter(job.variants), None),
            "language": next(iter(job.languages), None),
            "recipients": self._recipients(),
            "recipient": self.recipient,
            "tokens": dict(design.choices(self._is_letter())),
            "values": dict(design.values(snapshot.document.theme.tokens)) if snapshot else {},
            "design": dict(self.design),
            "word": len(self.word.made) if word_pages.program() else None,
        }

    def _is_letter(self) -> bool:
        return self.snapshot is not None and self.snapshot.prepared.source.letter is not None

    def _recipients(self) -> list[str]:
        """The names of the files of several letters."""
        stems = [each.stem for each in self.snapshot.prepared.documents] if self.snapshot else []
        return stems if self._is_letter() and len(stems) > 1 else []

    def _is_unsaved(self, snapshot: Snapshot) -> bool:
        """Whether another theme or another token is shown than the source says."""
        cv, variant = snapshot.prepared.source.cv, next(iter(self.job.variants), None)
        own = cv.variants[variant].theme if variant and variant in cv.variants else None
        return bool(self.design) or self.job.theme not in (None, own or cv.theme)

    def picture(self, index: int, width: int) -> bytes | None:
        """A page as BMP, ``width`` pixels wide; None where there is no such page."""
        shown = self._shown()
        if shown is None or not 0 <= index < shown.pages:
            return None
        with self.drawing:
            return sketch(shown.pdf, index, width)

    def _shown(self) -> Snapshot | None:
        """What is shown: who asks for it before the first build has ended waits."""
        with nullcontext() if self.snapshot else self.rendering:
            return self.snapshot

    def word_pages(self) -> int | None:
        """The number of pages of the Word file; None while it is converted, 0 if it cannot be."""
        pdf = self._word_pdf()
        with self.drawing:
            return page_count(pdf) if pdf else None if pdf is None else 0

    def word_picture(self, index: int, width: int) -> bytes | None:
        """A page of the Word file as BMP; None where there is no such page."""
        pdf = self._word_pdf()
        with self.drawing:
            return sketch(pdf, index, width) if pdf and index < page_count(pdf) else None

    def _word_pdf(self) -> bytes | None:
        """The Word file as LibreOffice shows it; None while it is converted."""
        with self.rendering:
            if self.snapshot is None or word_pages.program() is None:
                return b""
            document = render_format(self.snapshot.document, "docx")
        return self.word.pdf(document)

    def web(self) -> bytes | None:
        """The web page."""
        with self.rendering:
            return render_format(self.snapshot.document, "html") if self.snapshot else None

    def text(self) -> bytes | None:
        """The PDF's text as a program reads it."""
        shown = self._shown()
        with self.drawing:
            return by_pdfium(shown.pdf).text.encode() if shown else None


def _edit(source: Path, chosen: Mapping[tuple[str, ...], str]) -> None:
    """Write each value at its path of the source file; its mode stays. Raises CvrenderError."""
    file = source.resolve()
    mode = file.stat().st_mode
    data = named.read(file, MAX_BYTES)
    text = decode(data, str(source))
    for path, value in chosen.items():
        text = with_value(text, path, value)
    atomic.write(file, (BOM_UTF8 if data.startswith(BOM_UTF8) else b"") + text.encode())
    file.chmod(mode)
