"""Texts of a source → lines: the words in one language, their Markdown as spans."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from cvrender import inline, languages, model
from cvrender.checks.texts import Text
from cvrender.inline import Span
from cvrender.languages.language import Language
from cvrender.model import CV
from cvrender.outline import Bullet, Line, Photo, Role
from cvrender.syntax.nodes import KeyPath
from cvrender.variants import Choice, shown

_PARAGRAPH = re.compile(r"\n[ \t]*\n")
Files = Mapping[KeyPath, bytes]
"""The contents of pictures, by the keys that lead to each."""
NO_FILES: Files = MappingProxyType({})


class Texts:
    """What the composers of a CV and of a letter have in common, for one choice of its readings."""

    def __init__(self, cv: CV, choice: Choice, files: Files) -> None:
        self.cv, self.choice, self.files = cv, choice, files
        self.variant = cv.variants[choice.variant] if choice.variant else None
        self.private = frozenset(cv.private) if choice.public else frozenset()
        self.language = choice.language or cv.spoken[0]

    def spoken(self) -> Language:
        """The language of the document, as its author calls it."""
        return languages.load(self.language).tagged(self.cv.tags.get(self.language, self.language))

    def words(self, text: Text) -> str:
        """``text`` in the chosen language, else in the first of the CV's that it has, else any."""
        if isinstance(text, str):
            return text
        known = (text.get(language, "") for language in (self.language, *self.cv.spoken))
        return next(filter(str.strip, known), next(iter(text.values())))

    def line(self, text: Text | None, role: Role, origin: KeyPath) -> Line | None:
        return worded(self.words(text), role, origin) if text else None

    def required(self, text: Text, role: Role, origin: KeyPath) -> Line:
        """The line of a required text; empty where Markdown leaves nothing of it."""
        return self.line(text, role, origin) or Line((Span(""),), role, origin)

    def paragraphs(self, text: Text | None, origin: KeyPath) -> tuple[Line, ...]:
        parts = _PARAGRAPH.split(self.words(text)) if text else []
        return tuple(line for part in parts if (line := worded(part, "paragraph", origin)))

    def picture(self, picture: model.Photo | None, path: KeyPath) -> Photo | None:
        if picture is None or path not in self.files:
            return None
        alt = self.required(picture.alt, "photo", (*path, "alt"))
        return Photo(self.files[path], str(alt))

    def bullets(self, bullets: tuple[model.Bullet, ...], path: KeyPath) -> tuple[Bullet, ...]:
        return tuple(
            Bullet(
                self.required(bullet.text, "bullet", (*path, i, "text")),
                self.bullets(bullet.bullets, (*path, i, "bullets")),
            )
            for i, bullet in shown(self.variant, bullets)
        )

    def keywords(self, keywords: tuple[Text, ...], role: Role, path: KeyPath) -> Line | None:
        words = [self.words(keyword) for keyword in keywords]
        comma = languages.between(words, self.language)
        line = worded(comma.join(words), role, path)
        parts = tuple(map(inline.plain_text, words))
        if line and comma.join(parts) != str(line):  # emphasis from one to the next
            parts = (str(line),)
        return line._replace(parts=parts) if line else None


def numbered(bullets: tuple[Bullet, ...], numbering: str | None) -> tuple[Bullet, ...]:
    """``bullets`` with their numbers: ``up`` from 1, or ``down`` to it."""
    if numbering is None:
        return bullets
    count = len(bullets)
    numbers = range(1, count + 1) if numbering == "up" else range(count, 0, -1)
    return tuple(
        bullet._replace(number=Line((Span(f"{number}."),), "number", bullet.line.origin))
        for bullet, number in zip(bullets, numbers, strict=True)
    )


def worded(words: str, role: Role, origin: KeyPath) -> Line | None:
    """The line of ``words``, which are Markdown; None where that leaves nothing of them."""
    spans = inline.parse(words)
    return Line(spans, role, origin) if spans else None


def literal(text: str, role: Role, origin: KeyPath, url: str | None = None) -> Line:
    """A line of a value that is not Markdown."""
    return Line((Span(inline.readable(text), url=url),), role, origin)
