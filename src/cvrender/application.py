"""Application: a letter with the CV of its sender behind it, as one PDF.

Each is fitted, laid out and held against its source by itself; the file is good if both are.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from cvrender import pipeline, verification
from cvrender.errors import CvrenderError, Fault, GlyphError, LostLinesError, UsageError
from cvrender.extract import extract_parts, extract_untrusted
from cvrender.job import Job
from cvrender.outline import Outline
from cvrender.page_warnings import page_warnings
from cvrender.production import Along, Document, File, held
from cvrender.renderers import registry as renderers
from cvrender.result import Result
from cvrender.source import Source
from cvrender.verify import Report, likeness

_PDF = ("pdf",)


def make(
    job: Job, cvs: Iterable[Path] = (), source: Source | None = None, along: Along = iter
) -> Result:
    """A PDF of each letter of ``job``, whose source is a letter, with the CV; nothing is written.

    ``cvs`` are files that must be that CV; ``source`` is the job's, where it has been read;
    ``along`` as for ``pipeline.make``. Raises SourceError and UsageError.
    """
    job = replace(job, formats=_PDF)
    letters = pipeline.prepare(job, source)
    require_letter(letters.source)
    cv = letters.source.inputs[1]
    for path in cvs:
        if path.resolve() != cv.resolve():
            raise UsageError(f"{path} is not the CV of {job.source}", f"its `cv:` names {cv}")
    if len(job.variants) > 1 or "all" in job.variants:
        raise UsageError("`--together` makes one variant", "ask for one after the other")
    codes = dict.fromkeys(map(_spoken, letters.documents))
    spoken = {code: cv_behind(job, cv, code) for code in codes}
    looks = dict.fromkeys(w for each in (letters, *spoken.values()) for w in each.warnings)
    documents = (*letters.documents, *(each.documents[0] for each in spoken.values()))
    whole = letters._replace(documents=documents, warnings=tuple(looks))
    files: list[File] = []
    paging: list[Fault] = []
    for letter in along(letters.documents):
        behind = spoken[_spoken(letter)]
        with pipeline.glyphs_located(whole):
            file, parts = _produced((letter, *behind.documents), job)
        files.append(file)
        for part, result in zip(parts, (letters, behind), strict=False):
            paging += page_warnings([part], result.source, result.documents)
    warnings = (*whole.warnings, *dict.fromkeys(paging))
    return pipeline.finish(whole._replace(warnings=warnings), files, job)


def require_letter(source: Source) -> None:
    """Raise UsageError where ``source`` has no letter."""
    if source.letter is None:
        raise UsageError(f"{source.path} is a CV: `together` puts one behind a letter")


def verify(job: Job, letter: Source, data: bytes) -> tuple[Report, ...]:
    """Hold a PDF against ``letter``, and what stands behind it against the CV; Reports on both.

    The CV begins at the page from which on most of it stands. Raises LostLinesError.
    """
    sheets = max((each.sheets for each in extract_untrusted(data)), key=len)
    pages = [text for text, _ in sheets]
    if len(pages) < 2:
        raise LostLinesError("it has no page for a CV behind a letter")
    path = letter.inputs[1]
    cv = pipeline.read(path, job.overlay)
    asked = replace(job, source=path, recipients=None, languages=cv.cv.spoken)
    letters, cvs = _outlines(job, letter), _outlines(asked, cv)

    def alike(first: int) -> int:
        parts = ((letters, pages[:first]), (cvs, pages[first:]))
        return sum(max(likeness(o, "\n".join(text)) for o in outlines) for outlines, text in parts)

    first = max(range(1, len(pages)), key=alike)
    found = extract_parts(data, (first, len(pages) - first), untrusted=True)
    return _summed(
        verification.verify_extracts(each, source, extracts)
        for each, source, extracts in zip((job, asked), (letter, cv), found, strict=True)
    )


def _outlines(job: Job, source: Source) -> list[Outline]:
    return [outline for _, outline in pipeline.composed(job, source)]


def _spoken(document: Document) -> str:
    return document.outline.language.code


def cv_behind(job: Job, path: Path, code: str) -> Result:
    """The CV at ``path``, in the language ``code`` where it has that, else in its own."""
    source = pipeline.read(path, job.overlay)
    languages = (code,) if code in source.cv.spoken else ()
    asked = replace(job, source=path, recipients=None, name="", languages=languages)
    return pipeline.prepare(asked, source)


def _produced(documents: tuple[Document, ...], job: Job) -> tuple[File, list[File]]:
    """The PDF of ``documents``, a letter and a CV, and what is found of each in it."""
    letter = documents[0]
    stem = letter.stem if job.name else f"{letter.stem}_CV"
    file = File("pdf", job.output / f"{stem}.pdf")
    fitted = [document.fitted() for document in documents]
    try:
        pages, data = _rendered(fitted)
        file = replace(file, data=data, pages=sum(pages))
        untrusted = not all(document.theme.trusted for document in fitted)
        extracts = extract_parts(data, pages, untrusted)
    except GlyphError:
        raise
    except CvrenderError as error:
        return replace(file, error=error), []
    parts = [held(one, file, found) for one, found in zip(fitted, extracts, strict=True)]
    return replace(file, reports=_summed(part.reports for part in parts)), parts


def _rendered(fitted: list[Document]) -> tuple[tuple[int, ...], bytes]:
    """How many pages each document has, and the PDF; in the sandbox for a theme of a stranger."""
    from cvrender.renderers.pdf.printing import joined

    renderer = renderers.load("pdf")
    parts = [(document.outline_for(renderer), document.theme) for document in fitted]
    strange = (theme for _, theme in parts if not theme.trusted)
    head, _, data = joined(parts, next(strange, parts[0][1])).partition(b"\n")
    return tuple(json.loads(head)), data


def _summed(parts: Iterable[tuple[Report, ...]]) -> tuple[Report, ...]:
    """One report of each reader on all ``parts``."""
    reports: dict[str, Report] = {}
    for report in (report for part in parts for report in part):
        if before := reports.get(report.reader):
            findings = (*before.findings, *report.findings)
            total, found = before.total + report.total, before.found + report.found
            report = Report(report.reader, total, found, findings, before.ordered)
        reports[report.reader] = report
    return tuple(reports.values())
