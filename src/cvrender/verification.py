"""Verification: a finished file, perhaps edited since, held against its source.

How it was set is not known: the nearest of what its source could have become counts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from cvrender import dates, layouts, pipeline
from cvrender.arrangement import arrange
from cvrender.dates import STYLES, today
from cvrender.extract import Extract, extract_template, extract_untrusted
from cvrender.identity import Identity
from cvrender.job import Job
from cvrender.outline import Outline
from cvrender.selection import Selection, installed
from cvrender.source import Source
from cvrender.theme import CAPITALS, Theme, Typesetting
from cvrender.theme.scale import scales
from cvrender.verify import Report, disclosed, likeness, verify, without_letterhead

_OLDEST = 3_000
"""Days for which it can be told when a document was made."""
_NEAREST = 3
"""Orders of lines that a finished file is held against, of all in which it may have been set."""


def verify_file(job: Job, source: Source, data: bytes, suffix: str) -> tuple[Report, ...]:
    """Hold a finished file against its source: a Report of each of its readers.

    Raises LostLinesError where it cannot be read.
    """
    return verify_extracts(job, source, extract_untrusted(data, suffix))


def verify_extracts(job: Job, source: Source, extracts: tuple[Extract, ...]) -> tuple[Report, ...]:
    """Hold what readers found in a finished file against its source: a Report of each.

    Where ``job`` makes several choices, the one that the file comes nearest to counts; and so for
    the order of sections, the wording of dates and capitals, which its theme decided.
    """
    text = max((extract.text for extract in extracts), key=len, default="")
    composed = pipeline.composed(replace(job, day=job.day or _day_of(source, text)), source)
    documents = [_expecting(each, source, extracts) for each in composed]
    held = _held(
        [outline for _, outline in documents], [chosen.theme for chosen, _ in documents], extracts
    )
    if not any(all(report.good for report in reports) for reports in held):
        choices = (chosen.choice for chosen, _ in documents)
        wordings = ((each, each.dates._replace(style=s)) for each in choices for s in STYLES)
        outlines = [source.composed(each._replace(dates=dates)) for each, dates in wordings]
        held += _held(outlines, list(installed(job, source)), extracts)
    nearest = min(held, key=lambda reports: sum(len(report.findings) for report in reports))
    if not job.anonymous:
        return nearest
    identity, outline = Identity(source.cv), documents[0][1]
    pairs = zip(nearest, extracts, strict=True)
    return tuple(disclosed(report, extract, outline, identity) for report, extract in pairs)


def _day_of(source: Source, text: str) -> str:
    """The latest day (ISO 8601) that a finished letter without a date of its own may bear.

    ``text`` is the file's; empty where no day of the last years stands in it as a letter has it.
    """
    if source.letter is None or source.letter.date:
        return ""
    patterns = [(code, pattern) for code in source.cv.spoken for pattern in layouts.patterns(code)]
    latest, folded = date.fromisoformat(today()), " ".join(text.split())
    days = (f"{latest - timedelta(age)}" for age in range(_OLDEST))
    return next((d for d in days if any(dates.day(d, *each) in folded for each in patterns)), "")


def _expecting(
    document: tuple[Selection, Outline], source: Source, extracts: tuple[Extract, ...]
) -> tuple[Selection, Outline]:
    """``document`` as of the day on which it called as much expected as a finished file does.

    What is expected becomes less from day to day.
    """
    chosen, outline = document
    word = outline.language.dates.expected.format(date="").strip(" ()（）")
    said = max(extract.text.count(word) for extract in extracts)

    def missed(outline: Outline) -> int:
        return abs(said - sum(str(line).count(word) for line in outline.lines()))

    if not missed(outline):
        return document
    choices = (chosen.choice._replace(day=day) for day in _days_before(outline))
    dated = ((chosen._replace(choice=each), source.composed(each)) for each in choices)
    return min((document, *dated), key=lambda each: missed(each[1]))


def _days_before(outline: Outline) -> Iterator[str]:
    """Days (ISO 8601) of the last years, one before each end in ``outline``."""
    now = date.fromisoformat(today())
    oldest, latest = f"{now - timedelta(_OLDEST)}", f"{now}"
    ends = {line.iso[-1] for line in outline.lines() if line.iso}
    return (day for day in (*sorted(ends, reverse=True), oldest) if oldest <= day <= latest)


def _held(
    outlines: Iterable[Outline], themes: Sequence[Theme], extracts: tuple[Extract, ...]
) -> list[tuple[Report, ...]]:
    """The reports on the outlines in the orders that come nearest, set as in ``themes``.

    A file may also have been set by a theme that has changed since. Reports without findings are
    the last: nothing comes nearer.
    """
    orders = dict.fromkeys(order for outline in outlines for order in _orders(outline, themes))
    text = max((extract.text for extract in extracts), key=len, default="")
    alike = sorted(orders, key=lambda order: likeness(order, text), reverse=True)
    # Of text from right to left, readers give the words of a row in an order of their own.
    most = _NEAREST if all(outline.direction == "ltr" for outline in orders) else len(alike)
    templates = {theme.word_template: theme for theme in themes if theme.word_template}
    brought = [extract_template(theme) for theme in templates.values()] or [None]
    settings = dict.fromkeys((*(theme.typesetting for theme in themes), *_unknown(themes)))
    held: list[tuple[Report, ...]] = []
    for outline, template, typesetting in product(alike[:most], brought, settings):
        alone = (without_letterhead(each, template, outline) for each in extracts)
        held.append(tuple(verify(outline, each, typesetting) for each in alone))
        if not any(report.findings for report in held[-1]):
            break
    return held


def _orders(outline: Outline, themes: Sequence[Theme]) -> Iterator[Outline]:
    """``outline`` in each order in which a file of one of ``themes`` may hold it.

    How many entries have a head in one row depends on the scale at which the file was set.
    """
    sidebars = ((), *(theme.tokens.sidebar.sections for theme in themes))
    sizes = (tokens for theme in themes for tokens in scales(theme))
    heads = dict.fromkeys((outline, *(arrange(outline, tokens) for tokens in sizes)))
    return (order.led_by(kinds) for kinds in sidebars for order in heads)


def _unknown(themes: Sequence[Theme]) -> Iterator[Typesetting]:
    """All that ``themes`` and the built-in ones add to words, with each choice of capitals.

    Links that none of ``themes`` has are unwanted: a job, or a source, asks for that.
    """
    known = (Typesetting(), *(theme.typesetting for theme in themes))
    bullets = frozenset[str]().union(*(one.bullets for one in known))
    separators = frozenset[str]().union(*(one.separators for one in known))
    joints = frozenset[str]().union(*(one.joints for one in known))
    links = any(theme.typesetting.links for theme in themes)
    return (Typesetting(capitals, bullets, separators, joints, links) for capitals in CAPITALS)
