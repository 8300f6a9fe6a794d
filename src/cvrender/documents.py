"""What is asked for of a source → the documents to set: which readings, in which looks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cvrender import theme as themes
from cvrender.checks.vocabulary import near
from cvrender.compose import compose, name
from cvrender.errors import Fault, SourceError, UsageError, quoted
from cvrender.model import ALL
from cvrender.privacy import disclosed, secrets
from cvrender.theme.overrides import option
from cvrender.variants import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cvrender.outline import Outline
    from cvrender.renderers.base import Renderer
    from cvrender.source import Source
    from cvrender.theme import Theme

__all__ = ["Document", "Job", "documents", "file_stem", "inputs", "reordered"]

_LONGEST_STEM = 120  # characters; no system takes more than 255 bytes, and others follow


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be made of a source.

    ``theme`` None means the one that the source names. ``variants`` and ``languages`` may say
    ``all``; empty, they mean the whole CV and its first language. ``public`` leaves out what is
    private; ``strict`` makes faults of warnings.
    """

    source: Path
    formats: tuple[str, ...] = ("pdf", "docx")
    theme: str | None = None
    output: Path = Path("output")
    variants: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    public: bool = False
    strict: bool = False
    design: tuple[str, ...] = ()
    """Tokens to change, as ``colors.accent=#0b6e4f``; they win over the source's."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document to set: the name of its files without suffix, its content and its looks."""

    stem: str
    outline: Outline
    theme: Theme

    @property
    def led(self) -> Outline:
        """The content as it is read where the theme's sidebar stands beside the text."""
        return self.outline.led_by(self.theme.tokens.sidebar.sections)

    def read_in(self, renderer: Renderer) -> Outline:
        """The content in the order in which a file of this format holds it."""
        return self.led if renderer.columns else self.outline


def documents(job: Job, source: Source) -> tuple[Document, ...]:
    """What is to be set of ``source``: one Document for each choice that ``job`` makes.

    Raises UsageError for a variant or a language that the source does not have, SourceError where
    a public document would tell what is private.
    """
    cv = source.cv
    variants = _asked("variant", job.variants, cv.variants) or (None,)
    languages = _asked("language", job.languages, cv.spoken) or cv.spoken[:1]
    stem = file_stem(name(cv))
    name_language = len(languages) > 1 or languages != cv.spoken[:1]
    found = {variant: _theme(job, source, variant) for variant in variants}
    asked = tuple(
        Document(
            "_".join(filter(None, (stem, variant, language if name_language else None))),
            compose(cv, Choice(variant, language, job.public), source.files),
            found[variant],
        )
        for variant in variants
        for language in languages
    )
    return _kept_private(asked, source) if job.public else asked


def reordered(job: Job, source: Source, asked: Iterable[Document]) -> Iterator[Outline]:
    """The contents ``asked`` for in the order of every theme at hand."""
    for known in themes.names():
        theme = _theme(replace(job, theme=known), source, None)
        yield from (replace(document, theme=theme).led for document in asked)


def _kept_private(asked: tuple[Document, ...], source: Source) -> tuple[Document, ...]:
    """``asked``, if no text of it tells what is private; else raises SourceError."""
    known = secrets(source.cv)
    told = (pair for document in asked for pair in disclosed(document.outline, known))
    faults = [
        Fault(
            source.node.at(origin).position,
            "told-private",
            f"{quoted(secret)} is private, and `--public` would show it in this text",
            "leave it out here",
        )
        for origin, secret in dict.fromkeys(told)
    ]
    if faults:
        raise SourceError(tuple(sorted(faults, key=lambda fault: fault.position)))
    return asked


def _asked(what: str, names: tuple[str, ...], known: Iterable[str]) -> tuple[str, ...]:
    """The names asked for, each once; ``all`` stands for every known one."""
    every = tuple(known)
    for asked in names:
        if asked not in (*every, ALL):
            hint = near(asked, every) or (f"known: {', '.join(every)}" if every else "")
            raise UsageError(f"the CV has no {what} `{asked}`", hint)
    return every if ALL in names else tuple(dict.fromkeys(names))


def _theme(job: Job, source: Source, variant: str | None) -> Theme:
    chosen = source.cv.variants[variant].theme if variant else None
    named = job.theme or chosen or source.cv.theme
    if not job.design and named in source.themes:
        return source.themes[named]
    own = (source.node.at(("design",)),) if source.cv.design else ()
    designs = (*own, *map(option, job.design))
    places = themes.places(source.path.parent)
    return themes.find(named, places, designs)


def inputs(source: Source, prepared: Iterable[Document]) -> tuple[Path, ...]:
    """The files that decide what ``source`` becomes: its own, and its themes'."""
    folders = dict.fromkeys(folder for document in prepared for folder in document.theme.folders)
    return (*source.inputs, *(path for folder in folders for path in sorted(folder.iterdir())))


def file_stem(person: str) -> str:
    """``Zoë Müller-Lüdenscheidt`` → ``Zoe_Muller-Ludenscheidt_CV``: ASCII, safe in every system."""
    if not person.isascii():
        from anyascii import anyascii

        person = anyascii(person)
    words = re.findall(r"[A-Za-z0-9-]+", person.replace("'", ""))
    return f"{'_'.join(words)[:_LONGEST_STEM].rstrip('_-')}_CV".lstrip("_")
