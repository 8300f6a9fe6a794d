"""Conformance: a tagged PDF that is both PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).

WeasyPrint makes the first; what it lacks for that, and all of the second, is added by patches. The
CV's data are attached as JSON Resume. A file without them is PDF/A-2a (ISO 19005-2), which allows
no such attachment and is otherwise the same.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from cvrender.dates import moment
from cvrender.renderers.pdf import engine

_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)


def write(document: Any, resume: bytes | None, spoken: Iterable[tuple[str, int]] = ()) -> bytes:
    """WeasyPrint's ``document`` as the bytes of a file, with no date but SOURCE_DATE_EPOCH's.

    ``resume`` is attached; it is empty for a letter, and None where none is wanted. ``spoken`` are
    the languages of a document of several parts, each with its number of pages.
    """
    from cvrender.renderers.pdf import patches  # who makes a page alone needs none

    def finish(_: Any, pdf: Any) -> None:
        patches.speak(pdf, spoken)
        patches.finish(pdf)

    if dated := moment():
        document.metadata.created = document.metadata.modified = f"{dated:%Y-%m-%dT%H:%M:%SZ}"
    pdf: bytes = document.write_pdf(
        attachments=[_source(document, resume, dated or _UNDATED)] if resume else None,
        finisher=finish,
        pdf_variant="pdf/a-2a" if resume is None else "pdf/a-3a",
        pdf_identifier=b"cvrender",
    )
    return pdf


def _source(document: Any, resume: bytes, dated: datetime) -> Any:
    """The attachment. PDF/A-3 asks for its date."""
    return engine.weasyprint().Attachment(
        string=resume.decode(),
        url_fetcher=document.url_fetcher,
        name="resume.json",
        description="JSON Resume",
        created=dated,
        modified=dated,
        relationship="Source",
    )
