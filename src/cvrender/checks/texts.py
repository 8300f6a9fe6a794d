"""Texts: the checks of a text, in one language or in several.

A check returns what the author wrote, or raises a pydantic error with a ``message`` and a ``hint``.
"""

import re
from collections.abc import Mapping
from typing import Any
from unicodedata import category

from pydantic_core import PydanticCustomError

from cvrender import inline, languages
from cvrender.checks.rejection import reject
from cvrender.errors import did_you_mean, listing, quoted

Text = str | Mapping[str, str]
"""A text of the author, or one per language (``{en: …, de: …}``)."""

MAX_TEXT = 20_000
"""Characters of one text: a bound on the time that its Markdown takes."""
MAX_LINE = 500
"""Characters of a text without paragraphs: a name, a title, a label."""
MAX_WORD = 1_000
"""Characters without a break opportunity; some readers of PDFs fail on longer words."""

_SPACELESS = (  # Thai, Lao, Burmese and Khmer, and what East Asia writes
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff"
)
_INVISIBLE = ("Cc", "Cf", "Cn", "Cs", "Zl", "Zp")
_JOINERS = "\u200c\u200d"  # spelling in Persian, Hindi and others
_LONG_WORD = rf"[^\s{_SPACELESS}]{{{MAX_WORD + 1}}}"
_UNPRINTABLE = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]"


def characters(text: str) -> str:
    """``text`` if all its characters are printable and its links safe; empty if it is blank."""
    if len(text) > MAX_TEXT:
        message = f"this text has {len(text):,} characters: at most {MAX_TEXT:,} are allowed"
        reject("too-large", message)
    if len(text) > MAX_WORD and (word := re.search(_LONG_WORD, text)):
        message = f"the word starting with {quoted(word[0], 20)} has more than {MAX_WORD:,} letters"
        reject("too-large", message, "split it with spaces", words=word[0])
    if not text.isprintable() and (bad := re.search(_UNPRINTABLE, text)):
        message = f"the character U+{ord(bad.group()):04X} cannot be printed"
        reject("bad-character", message, "remove it", words=bad[0])
    if urls := inline.bad_links(text):
        links = f"the link{'s' if len(urls) > 1 else ''} {listing(map(quoted, urls))}"
        message = f"unsupported scheme in {links}"
        reject("bad-link", message, "use http:, https:, mailto: or tel:", words=urls[0])
    return text if text.strip() else ""


def visible(value: str) -> str:
    """``value``, an address or a word of a design, without control and invisible characters."""
    for char in value if not value.isprintable() else "":
        if category(char) in _INVISIBLE and char not in _JOINERS:
            message = f"the character U+{ord(char):04X} is not allowed here"
            reject("bad-character", message, "remove it")
    return value


def is_localized(value: Any) -> bool:
    """Whether ``value`` is one text per language."""
    known = languages.codes()
    return isinstance(value, Mapping) and bool(value) and all(key in known for key in value)


def text(value: Any) -> Text:
    """A text, or one per language."""
    if isinstance(value, str):
        return characters(value)
    if isinstance(value, Mapping) and _speaks(value):
        return {key: _one_language(key, text) for key, text in value.items()}
    raise PydanticCustomError("text_type", "must be text")


def _speaks(value: Mapping[str, Any]) -> bool:
    """Whether a mapping is one of languages: a key is a code, or all of several are tags."""
    if any(key in languages.codes() for key in value):
        return True
    return len(value) > 1 and all(map(languages.of_tag, value))


def _one_language(key: str, text: Any) -> str:
    if key not in languages.codes():
        from cvrender.checks import tags  # most CVs name a language by its code

        message = f"unknown language {quoted(key)}"
        hint = did_you_mean(languages.of_tag(key)) or tags.hint(key)  # texts know no regions
        reject("unknown-language", message, hint, at=key, at_key=True)
    if not isinstance(text, str):
        raise PydanticCustomError("text_type", "must be text", {"at": key})
    return characters(text)


def by_language(value: Text | None) -> Mapping[str, str]:
    """The words in each language; those of one text are of none, and nothing has no words."""
    return {"": value} if isinstance(value, str) else value or {}


def filled(value: Text) -> Text:
    """A text that is not blank in any language; invisible characters are blank."""
    for key, words in by_language(value).items():
        if not inline.readable(words).strip():
            raise PydanticCustomError("empty", "is empty", {"at": key})
    return value


def short(value: Text, most: int = MAX_LINE) -> Text:
    """A text that fits a few lines, in every language."""
    for key, words in by_language(value).items():
        if len(words) > most:
            message = f"this text has {len(words):,} characters: at most {most} are allowed"
            reject("too-large", message, at=key)
    return value


def language(value: Any) -> Any:
    """The tag of a language that has a file in ``languages``, such as ``de`` or ``de-AT``."""
    if isinstance(value, str) and value not in languages.codes():
        from cvrender.checks import tags  # most CVs name a language by its code

        tags.required(value)
    return value


def distinct(value: tuple[str, ...]) -> tuple[str, ...]:
    """The tags of languages, of which no two differ by their regions alone."""
    known: dict[str, str] = {}
    for at, tag in enumerate(value):
        if (first := known.setdefault(languages.of_tag(tag), tag)) != tag:
            message = f"{quoted(tag)} is the same language as {quoted(first)} to us"
            reject("same-language", message, "keep one of them", at=at)
    return value
