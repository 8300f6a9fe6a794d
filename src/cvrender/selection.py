"""Selection: what a job asks of a source → the variants and languages to produce, and their themes.

A job may ask for several variants in several languages; each combination is one Selection, with
the theme that it is set in and the stem of its file names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from cvrender import conventions, layouts
from cvrender import theme as themes
from cvrender.anonymity import stand_in
from cvrender.checks.texts import Text, by_language
from cvrender.checks.vocabulary import near
from cvrender.compose import name
from cvrender.dates import today
from cvrender.errors import SourceError, UsageError, one_of, quoted
from cvrender.files.named import is_portable
from cvrender.inline import plain_text
from cvrender.job import Job
from cvrender.languages import codes
from cvrender.model import ALL
from cvrender.source import Source
from cvrender.theme import Theme
from cvrender.theme.layers import option
from cvrender.variants import Choice

if TYPE_CHECKING:
    from cvrender.model import Recipient

_LONGEST_STEM = 120  # characters; no system takes more than 255 bytes, and others follow


class Selection(NamedTuple):
    """One document that is asked for: its file names without suffix, what it shows and how.

    Of a letter there is one for each of its recipients.

    ``convention`` is the name of that which it follows.
    """

    stem: str
    choice: Choice
    theme: Theme
    convention: str | None = None


def select(job: Job, source: Source) -> tuple[Selection, ...]:
    """A Selection for each variant and language that ``job`` asks for.

    Raises UsageError for a variant, a language or a theme that does not exist, SourceError for a
    theme with faults.
    """
    cv = source.cv
    if job.anonymous:
        _require_stand_in(source)
    also = () if cv.languages else codes()  # texts of one language, with our words in another
    variants = _known("variant", job.variants, cv.variants) or (None,)
    called = {tag: code for code, tag in cv.tags.items()}
    asked = tuple(called.get(name, name) for name in job.languages)
    languages = _known("language", asked, cv.spoken, also) or cv.spoken[:1]
    found = {variant: _theme(job, source, variant) for variant in variants}
    names_language = len(languages) > 1 or languages != cv.spoken[:1]
    usual = usual_name(source, variants[0] is not None, names_language)
    person = slug(name(cv, job.anonymous))
    dated = {variant: theme.tokens.dates.wording for variant, theme in found.items()}
    choices = (
        Choice(variant, language, job.public, dated[variant], anonymous=job.anonymous)
        for variant in variants
        for language in languages
    )
    selections = tuple(
        Selection(
            _stem(job.name or usual, person, choice, found[choice.variant].name, whom),
            choice,
            found[choice.variant],
            None if source.letter else _convention(job, source, choice.variant),
        )
        for each in choices
        for choice, whom in _sent(each, source, found[each.variant], job.day)
    )
    told = ("variant", "language", *(["organization"] if source.letter else []))
    _require_different((selection.stem for selection in selections), told)
    return selections


def _require_stand_in(source: Source) -> None:
    """Raise where nothing can stand for the name: UsageError for a letter, else SourceError."""
    if source.letter is not None:
        hint = "render its CV with `--anonymous`"
        raise UsageError(f"{source.path} is a letter, which tells who writes it", hint)
    if stand_in(source.cv) is None:
        message = f"{quoted(_first(source.cv.name))} has no initials to stand for it"
        hint = "write beside `name` what does: `anonymous: Candidate 1`"
        place = source.node.at(("name",)).position
        raise SourceError.at(place, "no-initials", message, hint)


def usual_name(source: Source, varies: bool, names_language: bool) -> str:
    """The pattern of file names where none is asked for."""
    kind = "{name}_Letter_{organization}" if source.letter else "{name}_CV"
    return kind + "_{variant}" * varies + "_{language}" * names_language


def _sent(choice: Choice, source: Source, theme: Theme, day: str) -> Iterator[tuple[Choice, str]]:
    """``choice`` for each recipient of a letter, and what a file name has of each."""
    letter = source.letter
    if letter is None:
        yield choice._replace(day=day or today()), ""
        return
    paper, language = theme.tokens.page.size, str(choice.language)
    layout = layouts.chosen(theme.tokens.letter.layout, language, paper)
    for number, words in enumerate(_called(letter.to) or [""]):
        yield choice._replace(recipient=number, day=day or today(), layout=layout), words


def _called(recipients: Iterable[Recipient]) -> list[str]:
    """What file names call each of ``recipients``: no two of them have the same.

    The organization alone, or the person; both, where one organization has several; a number for
    the rest.
    """
    parts = [tuple(map(_first, (to.organization, to.name))) for to in recipients]
    short = [slug(organization or name) for organization, name in parts]
    count = Counter(map(str.casefold, short))
    words = [
        slug(f"{' '.join(each)}") if count[one.casefold()] > 1 else one
        for one, each in zip(short, parts, strict=True)
    ]
    seen = Counter[str]()
    for index, one in enumerate(words):
        seen[one.casefold()] += 1
        if (number := seen[one.casefold()]) > 1:
            words[index] = f"{one}_{number}".strip("_")
    return words


def _first(text: Text | None) -> str:
    """The words of a text, or of the first of its languages."""
    return plain_text(next(iter(by_language(text).values()), ""))


def _known(
    what: str, names: tuple[str, ...], known: Iterable[str], also: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """``names``, each once; ``all`` stands for every known one. Raises UsageError.

    ``also`` may be asked for by name.
    """
    every = tuple(known)
    for asked in names:
        if asked not in (*every, *also, ALL):
            hint = near(asked, (*every, *also)) or one_of(every)
            raise UsageError(f"the CV has no {what} `{asked}`", hint)
    return every if ALL in names else tuple(dict.fromkeys(names))


def _theme(job: Job, source: Source, variant: str | None) -> Theme:
    """The theme of ``_found``, with the trust that the job has in it."""
    found = _found(job, source, variant)
    return replace(found, trusted=True) if job.trust_theme else found


def _found(job: Job, source: Source, variant: str | None) -> Theme:
    """The job's theme, else the variant's, else the CV's, with the overrides of both.

    A convention comes before what the source says if the job names it, else after.
    """
    convention = _convention(job, source, variant)
    named = job.theme or _named_theme(job, source, variant)
    if not job.design and convention is None and named in source.themes:
        return source.themes[named]
    own = (source.node.at(("design",)),) if source.cv.design else ()
    changed = conventions.design(convention) if convention else None
    customs = (changed,) if changed else ()
    ranked = (*own, *customs) if job.convention else (*customs, *own)
    designs = (*ranked, *map(option, job.design))
    asked = job.theme is not None
    return themes.find(named, themes.places(source.folder), designs, source.folder, asked)


def _named_theme(job: Job, source: Source, variant: str | None) -> str:
    """The theme that the source names for ``variant``, or that the convention has."""
    convention = _convention(job, source, variant)
    customary = conventions.load(convention).theme if convention else None
    chosen = source.cv.variants[variant].theme if variant else None
    own = chosen or (source.cv.theme if "theme" in source.cv.model_fields_set else None)
    ranked = (customary, own) if job.convention else (own, customary)
    return next(filter(None, ranked), source.cv.theme)


def _convention(job: Job, source: Source, variant: str | None) -> str | None:
    """The job's convention, else the variant's, else the CV's. Raises UsageError."""
    if job.convention:
        known = conventions.names()
        if job.convention not in known:
            hint = near(job.convention, known) or one_of(known)
            raise UsageError(f"there is no convention {quoted(job.convention)}", hint)
        return job.convention
    chosen = source.cv.variants[variant].convention if variant else None
    return chosen or source.cv.convention


def installed(job: Job, source: Source) -> Iterator[Theme]:
    """Each installed theme, with the overrides of the CV and of ``job``."""
    for theme in themes.names():
        yield _theme(replace(job, theme=theme), source, None)


def _stem(pattern: str, person: str, choice: Choice, theme: str, organization: str) -> str:
    """The file name, without suffix, that ``pattern`` gives. Raises UsageError."""
    values = {
        "name": person,
        "variant": choice.variant or "",
        "language": str(choice.language),
        "theme": theme,
        "organization": organization,
    }
    if unknown := set(re.findall(r"\{(.*?)\}", pattern)) - set(values):
        hint = one_of([f"{{{field}}}" for field in values])
        raise UsageError(f"unknown field `{{{min(unknown)}}}` in the name `{pattern}`", hint)
    if not organization:
        pattern = pattern.replace("_{organization}", "")
    stem = re.sub(r"\{(\w+)\}", lambda field: values[field[1]], pattern).strip("_ .")
    if not (is_portable(stem) and stem.isprintable()) or re.search(r'[\\/:*?"<>|]', stem):
        hint = "the folder is `--output`'s" if "/" in stem else "use letters, digits, `-` and `_`"
        raise UsageError(f"{quoted(pattern)} is not a valid file name", hint)
    return stem or "CV"


def _require_different(stems: Iterable[str], fields: Iterable[str]) -> None:
    """Raise UsageError where two documents would have one name; ``fields`` may differ in them."""
    for stem, number in Counter(map(str.casefold, stems)).items():
        if number > 1:
            *first, last = (f"{{{field}}}" for field in fields)
            hint = f"let the name contain {', '.join(first)} or {last}"
            raise UsageError(f"{number} documents would be named `{stem}`", hint)


def slug(person: str) -> str:
    """``Zoë Müller-Lüdenscheidt`` → ``Zoe_Muller-Ludenscheidt``: ASCII, safe in every system."""
    if not person.isascii():
        from anyascii import anyascii

        person = anyascii(person)
    words = re.findall(r"[A-Za-z0-9-]+", person.replace("'", "").replace(".-", "-"))
    return "_".join(words)[:_LONGEST_STEM].rstrip("_-")
