"""Languages: all that differs between the languages a CV can be written in, one TOML file each.

The files say which languages there are; `en.toml` explains the keys.
"""

import re
from collections.abc import Iterable
from unicodedata import category

from cvrender.errors import MachineError
from cvrender.languages.loader import codes, load

__all__ = ["between", "codes", "kind_titled", "label", "load", "names", "of_tag", "title"]


def between(items: Iterable[str], code: str) -> str:
    """The separator of ``items`` in a line: the language's own where one is in its letters.

    ``code`` may be one that we do not know, or empty: a comma separates then.
    """
    has_own = any(category(char) == "Lo" for item in items for char in item)
    return load(code).comma if has_own and code in codes() else ", "


def title(kind: str, code: str) -> str:
    """The title of a section of ``kind`` where its author gave none; English if untranslated."""
    titles = load(code).titles
    if kind not in titles and kind not in (titles := load("en").titles):
        raise MachineError(f"languages/en.toml: missing key `titles.{kind}`")
    return titles[kind]


def label(name: str, code: str) -> str:
    """The label called ``name`` in the language. Raises MachineError if its file lacks it."""
    labels = load(code).labels
    if name not in labels:
        raise MachineError(f"languages/{code}.toml: missing key `labels.{name}`")
    return labels[name]


def kind_titled(words: str, code: str) -> str:
    """The kind of section that has ``words`` for its title in the language; empty if none has."""
    kinds = {title.casefold(): kind for kind, title in load(code).titles.items()}
    return kinds.get(words.casefold(), "")


def names() -> dict[str, str]:
    """The codes of all languages by their names, in English and their own, in lower case."""
    known = map(load, codes())
    return {
        name.casefold(): language.code
        for language in known
        for name in (language.name, language.english, *language.also)
    }


def of_tag(tag: str) -> str:
    """The code of the language that a tag such as ``de-AT`` or ``zh_TW`` means; empty if unknown.

    A language may claim subtags for itself: ``zh-TW`` is ``zh-Hant``.
    """
    if tag in codes():
        return tag
    base, *subtags = re.split("[-_]", tag.casefold())
    related = [code for code in codes() if code.partition("-")[0] == base]
    claimed = (code for code in related if not set(subtags).isdisjoint(load(code).subtags))
    return next(claimed, base if base in related else "")
