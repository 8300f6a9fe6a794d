"""Python API: a CV as a path, a text, bytes or a mapping → its faults, its documents, its proof.

``import cvrender`` offers what is here; see there for what is public and stable. The commands
``render``, ``watch``, ``verify`` and ``check`` call it, too: ``made`` and ``verify_files`` give
them all that is known of each file, where ``render`` and ``verify_document`` give its bytes or its
proof.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from cvrender.errors import CvrenderError, Fault, LostLinesError, SourceError, UsageError, stop_at
from cvrender.files import named
from cvrender.source import Source, of, read

if TYPE_CHECKING:
    from cvrender.extract.process import ReaderProcess
    from cvrender.job import Job
    from cvrender.model import CV, Letter
    from cvrender.production import Along, File
    from cvrender.result import Result
    from cvrender.verify import Report

SourceLike = str | bytes | PathLike[str] | Mapping[str, Any]
"""A CV or a letter: a path, its bytes, its text or its keys.

A ``str`` with a line break is text, not a path. What it names, such as a photo or the CV of a
letter, is looked for beside a path, and for all else in the working folder.
"""


class Options(TypedDict, total=False):
    """The fields of ``Job`` that say what a document shows and how; see there."""

    theme: str | None
    convention: str | None
    design: tuple[str, ...]
    variants: tuple[str, ...]
    languages: tuple[str, ...]
    public: bool
    anonymous: bool
    strict: bool
    trust_theme: bool
    overlay: Path | None
    recipients: Path | None
    name: str


def load(source: SourceLike, *, overlay: Path | None = None) -> CV:
    """The CV that ``source`` holds. Raises SourceError with every fault in it.

    The keys of the file ``overlay`` win over its own, here and below. Raises UsageError for a
    letter.
    """
    found = _read(source, overlay)
    if found.letter is not None:
        raise UsageError(f"{found.path} is a letter, not a CV", "use `load_letter`")
    return found.cv


def load_letter(
    source: SourceLike, *, overlay: Path | None = None, recipients: Path | None = None
) -> Letter:
    """The letter that ``source`` holds. Raises SourceError with every fault in it and in its CV.

    The people in the table (CSV) ``recipients`` win over its own, here and below. Raises UsageError
    for a CV.
    """
    found = _read(source, overlay, recipients)
    if found.letter is None:
        raise UsageError(f"{found.path} is a CV, not a letter", "use `load`")
    return found.letter


def check(
    source: SourceLike,
    *,
    strict: bool = False,
    convention: str | None = None,
    overlay: Path | None = None,
    recipients: Path | None = None,
) -> tuple[Fault, ...]:
    """The faults of ``source``, or its warnings; ``strict`` makes faults of these.

    ``convention`` is where it is sent to, else the CV's own. Raises UsageError where there is no
    such file or convention.
    """
    try:
        found = _read(source, overlay, recipients)
        customs = _unconventional(found, convention)
        warnings = (*found.warnings, *customs, *found.theme_warnings)
        if strict:
            stop_at(warnings)
    except SourceError as error:
        return error.faults
    return warnings


def render(
    source: SourceLike,
    formats: str | Sequence[str] = ("pdf", "docx"),
    *,
    together: bool = False,
    **options: Unpack[Options],
) -> dict[str, bytes]:
    """The documents of ``source`` by file name; nothing is written, and each is verified.

    ``together`` puts the CV behind a letter, in one PDF whatever the formats. Raises SourceError,
    UsageError, MachineError, and LostLinesError where a document lacks lines.
    """
    found, job = _asked(source, together, options)
    names = (formats,) if isinstance(formats, str) else tuple(formats)
    result = made(replace(job, formats=names), together=together, source=found)
    return {file.path.name: _proven(file) for file in result.files}


def made(
    job: Job,
    *,
    together: bool = False,
    cvs: Iterable[Path] = (),
    source: Source | None = None,
    reader: ReaderProcess | None = None,
    along: Along = iter,
) -> Result:
    """What ``render`` gives the bytes of: each file with its reports, and all warnings.

    What fails in one format stands in its File. ``cvs`` are files that must be the CV behind the
    letter; ``source`` is the job's, where it has been read, and ``reader`` a process that reads
    PDFs back, which one that renders often keeps. ``along`` gives the documents one after the
    other, and can tell how far it is.
    """
    if together:
        from cvrender import application

        return application.make(job, cvs, source, along)
    from cvrender import pipeline  # checking does without it

    return pipeline.make(job, reader, source, along)


def verify_document(
    source: SourceLike,
    document: bytes | PathLike[str],
    *,
    together: bool = False,
    **options: Unpack[Options],
) -> tuple[Report, ...]:
    """Hold a finished document against ``source``: a Report of each library that reads it.

    ``options`` are those by which it was made, ``together`` with the CV behind a letter. Markdown
    is known by the suffix of its path. Raises LostLinesError where the document cannot be read.
    """
    found, job = _asked(source, together, options)
    if isinstance(document, bytes):
        return _held(found, job, together, document)
    path = Path(document)
    return _held(found, job, together, named.read(path), path.suffix)


def verify_files(
    source: SourceLike,
    documents: Iterable[Path],
    *,
    together: bool = False,
    **options: Unpack[Options],
) -> tuple[Source, tuple[File, ...]]:
    """``verify_document`` for several: each File has its reports, or why it cannot be read."""
    found, job = _asked(source, together, options)
    return found, tuple(_verified(found, job, together, path) for path in documents)


def _verified(source: Source, job: Job, together: bool, path: Path) -> File:
    from cvrender.production import File

    try:
        data = named.read(path)
        return File("", path, data, reports=_held(source, job, together, data, path.suffix))
    except CvrenderError as error:
        return File("", path, error=error)


def _held(
    source: Source, job: Job, together: bool, data: bytes, suffix: str = ""
) -> tuple[Report, ...]:
    if together:
        from cvrender import application

        return application.verify(job, source, data)
    from cvrender import verification

    return verification.verify_file(job, source, data, suffix)


def _asked(source: SourceLike, together: bool, options: Options) -> tuple[Source, Job]:
    """The source as read, and what is asked of it. Raises UsageError for a CV without a letter."""
    found = _read(source, options.get("overlay"), options.get("recipients"))
    if together:
        from cvrender import application

        application.require_letter(found)
    from cvrender.job import Job  # checking does without it

    return found, Job(found.path, **options)


def _unconventional(source: Source, convention: str | None) -> tuple[Fault, ...]:
    """What is not customary, in the whole CV and in each variant with a convention of its own."""
    variants = [name for name, variant in source.cv.variants.items() if variant.convention]
    if not (convention or source.cv.convention or variants):
        return ()  # checking does without the themes
    from cvrender.job import Job
    from cvrender.pipeline import composed, unconventional

    whole = Job(source.path, convention=convention)
    jobs = (whole, *(replace(whole, variants=(name,)) for name in variants if not convention))
    documents = (document for job in jobs for document in composed(job, source))
    return unconventional(documents, source)


def _read(source: SourceLike, overlay: Path | None, recipients: Path | None = None) -> Source:
    if isinstance(source, Mapping):
        text = json.dumps(source, ensure_ascii=False, indent=1, default=str)
        return of(text.encode(), Path("<mapping>"), overlay, recipients)
    if isinstance(source, bytes):
        return of(source, Path("<bytes>"), overlay, recipients)
    if isinstance(source, str) and "\n" in source:
        return of(source.encode(), Path("<text>"), overlay, recipients)
    return read(Path(source), overlay, recipients)


def _proven(file: File) -> bytes:
    """The bytes of ``file``. Raises what prevented it, or LostLinesError."""
    if file.error is not None:
        raise file.error
    lost = [f.message for report in file.reports for f in report.findings if f.loss]
    if lost:
        raise LostLinesError(f"{file.path.name} lacks lines of the source: {'; '.join(lost)}")
    return file.data
