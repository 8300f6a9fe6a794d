"""Preview: the state of a live page, rebuilt at every save. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Condition, Event, RLock
from typing import TYPE_CHECKING, Any

from cvrender import pipeline, theme
from cvrender.errors import CvrenderError, SourceError, unexpected
from cvrender.extract.pdf import by_pdfium, page_count
from cvrender.live.watch import repeat_on_change
from cvrender.production import render_format
from cvrender.renderers.png import sketch

if TYPE_CHECKING:
    from pathlib import Path

    from cvrender.pipeline import Job, Result
    from cvrender.production import Document


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The last good build: what was prepared, and the first of its documents as PDF."""

    prepared: Result
    pdf: bytes
    pages: int

    @property
    def document(self) -> Document:
        return self.prepared.documents[0]


class Preview:
    """What the browser shows; ``version`` counts the builds, good or not.

    Its methods may be called from several threads.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.version = 0
        self.snapshot: Snapshot | None = None
        self.faults: tuple[str, ...] = ()
        self.changed = Condition()
        self.rendering = RLock()  # Pango and PDFium must not be called by two threads at once
        self.stop = Event()

    def choose(self, theme: str | None, variant: str | None, language: str | None) -> None:
        """Show another theme, variant or language; None is what the source itself says."""
        self.job = replace(
            self.job,
            theme=theme,
            variants=(variant,) if variant else (),
            languages=(language,) if language else (),
        )
        self.build()

    def build(self) -> tuple[None, tuple[Path, ...], CvrenderError | None]:
        """Render the first document of the job; after a fault the last good build stays."""
        with self.rendering:
            try:
                prepared = pipeline.prepare(self.job)
                with pipeline.glyphs_located(prepared):
                    pdf = render_format(prepared.documents[0], "pdf")
                self.snapshot = Snapshot(prepared, pdf, page_count(pdf))
                self.publish(())
                return None, prepared.inputs, None
            except Exception as raised:  # the next save may mend it
                error = raised if isinstance(raised, CvrenderError) else unexpected(raised)
                faults = error.faults if isinstance(error, SourceError) else (error,)
                self.publish(tuple(map(str, faults)))
                return None, (), error

    def publish(self, faults: tuple[str, ...]) -> None:
        """Wake the browsers: a build has ended, with these faults."""
        with self.changed:
            self.faults = faults
            self.version += 1
            self.changed.notify_all()

    def watch(self) -> None:
        """Build, and again after each burst of changes, until ``stop`` is set."""
        for _ in repeat_on_change(self.job.source, self.build, self.stop):
            pass

    def state(self) -> dict[str, Any]:
        """What the page's script needs, as JSON."""
        snapshot, job = self.snapshot, self.job
        return {
            "version": self.version,
            "faults": self.faults,
            "pages": snapshot.pages if snapshot else 0,
            "title": snapshot.document.outline.title if snapshot else str(job.source),
            "themes": theme.names(),
            "variants": list(snapshot.prepared.source.cv.variants) if snapshot else [],
            "languages": list(snapshot.prepared.source.cv.spoken) if snapshot else [],
            "theme": job.theme,
            "variant": next(iter(job.variants), None),
            "language": next(iter(job.languages), None),
        }

    def picture(self, index: int, width: int) -> bytes | None:
        """A page as BMP, ``width`` pixels wide; None where there is no such page."""
        with self.rendering:
            if self.snapshot is None or not 0 <= index < self.snapshot.pages:
                return None
            return sketch(self.snapshot.pdf, index, width)

    def web(self) -> bytes | None:
        """The web page."""
        with self.rendering:
            return render_format(self.snapshot.document, "html") if self.snapshot else None

    def text(self) -> bytes | None:
        """The PDF's text as a program reads it."""
        with self.rendering:
            return by_pdfium(self.snapshot.pdf).text.encode() if self.snapshot else None
