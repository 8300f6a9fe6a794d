"""What a single value may be: a text, a date, an address, a language; and the words when it is not.

Each check takes what the author wrote and gives it back, or raises a pydantic error that carries
``message`` and ``hint`` for the author; ``at`` leads further into the value, where the fault is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, NoReturn, get_args
from urllib.parse import urlsplit

from pydantic_core import PydanticCustomError

from cvrender import dates, inline
from cvrender.errors import quoted

__all__ = ["LANGUAGES", "MAX_TEXT", "Language", "Text"]

Language = Literal[
    "ar", "cs", "de", "en", "es", "fa", "fr", "he", "hi", "it",
    "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "uk", "zh",
]  # fmt: skip
"""Those that our own words (present, page, section titles) are translated into."""
LANGUAGES: tuple[str, ...] = get_args(Language)

Text = str | Mapping[str, str]
"""Words of the author: one text, or one text per language (``{en: …, de: …}``)."""

MAX_TEXT = 20_000
"""Characters of one text; Markdown of any length would cost any time."""
MAX_LINE = 500
"""Characters of what has no paragraphs: a name, a title, a label."""
MAX_WORD = 1_000
"""Characters without a place to break; readers of PDFs stumble over more."""
MAX_DATE = 100
"""Characters of a date in free words."""
MAX_URL = 2_000
"""Characters of an address; browsers know no longer ones."""

_SPACELESS = (  # Thai, Lao, Burmese and Khmer, and what East Asia writes
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff"
)
# Patterns are compiled where one is needed first: few CVs need more than three of these.
_LONG_WORD = rf"[^\s{_SPACELESS}]{{{MAX_WORD + 1}}}"
_UNPRINTABLE = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
_EMAIL = r"[^\s@<>()\[\],;:\"]+@[^\s@.<>,;]+(\.[^\s@.<>,;]+)+"
_LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1
_NUMBER = r"\+?\(?\d(?:[\s()./\-–]*\d){2,}"
_LONG_NUMBER = 6
"""Digits of which it is a number to call and no hour."""
_HOST = r"[^\s./:@]+(\.[^\s./:@]+)+|localhost"
_SCHEME = r"(?i:([a-z][a-z0-9+.-]*):(?!\d))"
_SLASHES = r"(?i:(https?)(:?/{1,2}|:)(?!/))"

_MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
]  # fmt: skip
_NOW = frozenset(
    {
        dates.PRESENT, "now", "current", "currently", "today", "ongoing", "till date", "to date",
        "heute", "jetzt", "aktuell", "aujourd'hui", "aujourd’hui", "actuel", "présent", "presente",
        "actual", "actualidad", "actualmente", "hoy", "oggi", "attuale", "in corso", "atual",
        "hoje", "heden", "nu", "pågående", "obecnie", "dnes", "současnost", "сейчас",
        "по настоящее время", "н.в.", "зараз", "günümüz", "halen", "现在", "至今", "現在", "현재",
    }
)  # fmt: skip
_RANGE = (
    r"(.{4,20}?)\s*"
    r"(?:[–—]|\s-\s|(?<=\d{4})-(?=\d{4})|\b(?:to|until|till|bis|à|au|a|hasta)\b)"
    r"\s*(.{3,20})"
)
_OPEN_START = r"(?i:(?:since|from|seit|ab|depuis|desde|dal) (.{4,20})|(.{4,20}?)\s*[–—-])"
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_DATE_LIKE = r"\d{1,4}([-/.]\d{1,4}){0,2}"
_SPELLINGS = (
    r"(?P<y>\d{4})[-/. ](?P<m>\d{1,2})(?:[-/. ](?P<d>\d{1,2}))?(?:T[\d:.Z+-]+)?",
    r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})?",
    r"(?P<y>\d{4}) ?[年년](?: ?(?P<m>\d{1,2}) ?[月월](?: ?(?P<d>\d{1,2}) ?[日일])?)?",
    r"(?P<m>\d{1,2})[-/. ](?P<y>\d{4})",
    r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})",
    r"(?P<m>\d{1,2})/(?P<d>1[3-9]|[23]\d)/(?P<y>\d{4})",  # up to 12 it may be the month
    r"(?P<d>1[3-9]|[23]\d)/(?P<m>\d{1,2})/(?P<y>\d{4})",
    r"(?P<name>[^\W\d_]{3,12})\.?,? (?P<y>\d{4})",
    r"(?P<y>\d{4}),? (?P<name>[^\W\d_]{3,12})\.?",
    r"(?P<d>\d{1,2})\.? (?P<name>[^\W\d_]{3,12})\.?,? (?P<y>\d{4})",
    r"(?P<name>[^\W\d_]{3,12})\.? (?P<d>\d{1,2}),? (?P<y>\d{4})",
)


def wrong(code: str, message: str, hint: str = "", **context: str | bool) -> NoReturn:
    """Raise what ``validate`` turns into a Fault."""
    raise PydanticCustomError(code, "{message}", {"message": message, "hint": hint, **context})


def did_you_mean(meant: str) -> str:
    return f"did you mean {quoted(meant)}?" if meant else ""


def characters(text: str) -> str:
    """``text``, if every character can be printed and every link in it may be followed.

    Blanks alone say nothing, and are as good as no text.
    """
    if len(text) > MAX_TEXT:
        message = f"this text has {len(text):,} characters"
        wrong("too-large", message, f"no text of a CV has more than {MAX_TEXT:,}")
    if len(text) > MAX_WORD and (word := re.search(_LONG_WORD, text)):
        message = (
            f"the word that starts with {quoted(word[0], 20)} has more than {MAX_WORD:,} letters"
        )
        wrong("too-large", message, "part it with spaces")
    if not text.isprintable() and (bad := re.search(_UNPRINTABLE, text)):
        message = f"the character U+{ord(bad.group()):04X} cannot be printed"
        wrong("bad-character", message, "remove it")
    if urls := inline.bad_links(text):
        message = f"the link {quoted(urls[0])} is not one to follow"
        wrong("bad-link", message, "it must start with http:, https:, mailto: or tel:")
    return text if text.strip() else ""


def is_localized(value: Any) -> bool:
    """Whether ``value`` is one text per language."""
    return isinstance(value, Mapping) and bool(value) and all(key in LANGUAGES for key in value)


def text(value: Any) -> Text:
    """A text, or one per language."""
    if isinstance(value, str):
        return characters(value)
    if isinstance(value, Mapping) and any(key in LANGUAGES for key in value):
        return {key: _one_language(key, text) for key, text in value.items()}
    raise PydanticCustomError("text_type", "must be text")


def _one_language(key: str, text: Any) -> str:
    if key not in LANGUAGES:
        message = f"{quoted(key)} stands among languages and is none that we know"
        wrong("unknown-language", message, _language_hint(key), at=key, at_key=True)
    if not isinstance(text, str):
        raise PydanticCustomError("text_type", "must be text", {"at": key})
    return characters(text)


def filled(value: Text) -> Text:
    """A text that says something, in every language; soft hyphens say nothing."""
    texts = {"": value} if isinstance(value, str) else value
    for key, words in texts.items():
        if not words.replace("\u00ad", "").strip():
            raise PydanticCustomError("empty", "is empty", {"at": key})
    return value


def short(value: Text, most: int = MAX_LINE) -> Text:
    """A text that fits a few lines, in every language."""
    texts = {"": value} if isinstance(value, str) else value
    for key, words in texts.items():
        if len(words) > most:
            message = f"this has {len(words):,} characters"
            wrong("too-large", message, f"shorten it to {most} at most", at=key)
    return value


def date(value: str) -> str:
    """``2021``, ``2021-03`` or ``2021-03-15``, and a day of the calendar (ISO 8601)."""
    value = value.strip()
    match = dates.PATTERN.fullmatch(value)
    if match is None:
        message = f"{quoted(value)} is no date" if value.strip() else "there is no date here"
        wrong("bad-date", message, _date_hint(value))
    if gap := _gap(match):
        wrong("bad-date", f"{quoted(value)} is no date", gap)
    return value


def _gap(match: re.Match[str]) -> str:
    """Why a date that looks like one is not on the calendar; empty if it is."""
    from calendar import monthrange

    year, month, day = (int(part or 1) for part in match.groups())
    if year == 0:
        return "there is no year 0"
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    if not 1 <= day <= monthrange(year, month)[1]:
        return f"{_MONTHS[month - 1].capitalize()} {year} has no day {day}"
    return ""


def _date_hint(value: str) -> str:
    if meant := meant_date(value):
        return did_you_mean(meant)
    if match := re.fullmatch(_RANGE, value.strip()):
        start, end = (meant_date(part) for part in match.groups())
        if start and end:
            return f"write `start: {start}` and `end: {end}`"
    if (match := re.fullmatch(_OPEN_START, value.strip())) and (
        start := meant_date(match[1] or match[2])
    ):
        return f"write `start: {start}` and `end: present`"
    if year := re.search(_YEAR, value):
        words = f", or keep the words as {quoted(f'date: {value}')}"
        is_free = is_academic_year(value) or not re.fullmatch(_DATE_LIKE, value.strip())
        return f"write `{year[0]}` or `{year[0]}-03`{words if is_free else ''}"
    return "write `2020`, `2020-03` or `2020-03-15`"


def meant_date(value: str) -> str:
    """The date that ``value`` spells in another way, or nothing."""
    words = " ".join(value.split())
    if words.casefold() in _NOW:
        return dates.PRESENT
    spelled = (re.fullmatch(pattern, words, re.IGNORECASE) for pattern in _SPELLINGS)
    meant = (_spelled(match.groupdict()) for match in spelled if match)
    found = next(filter(None, meant), "")
    return words if dates.PATTERN.fullmatch(words) else found


def _spelled(parts: dict[str, str | None]) -> str:
    name, number = parts.get("name"), parts.get("m")
    month = _month(name.casefold()) if name else int(number or 0)
    day = f"-{int(parts['d'] or 0):02d}" if parts.get("d") else ""
    written = f"{parts['y']}-{month:02d}{day}" if name or number else str(parts["y"])
    match = dates.PATTERN.fullmatch(written)
    return written if match and not _gap(match) else ""


def _month(name: str) -> int:
    """The number of a month by its name, or the beginning of its English one; 0 if it is none."""
    english = (i for i, month in enumerate(_MONTHS, 1) if month.startswith(name[:4]))
    return next(english, 0) or _months().get(name, 0)


@cache
def _months() -> dict[str, int]:
    """The names of months in all languages that we know, long and short."""
    from babel import Locale  # slow, and needed for a mistake only

    found: dict[str, int] = {}
    for code in LANGUAGES:
        for names in Locale(code).months.values():
            for width in ("wide", "abbreviated"):
                for number, month in names.get(width, {}).items():
                    found.setdefault(str(month).rstrip(".").casefold(), number)
    return found


def date_text(value: Any) -> Text:
    """A date, or free words like ``Summer 2020`` and ``2015/16``."""
    words = text(value)
    if isinstance(words, str) and re.fullmatch(_DATE_LIKE, words.strip()):
        return words.strip() if is_academic_year(words) else date(words.strip())
    return short(words, MAX_DATE)


def is_academic_year(words: str) -> bool:
    """Whether two years that follow each other stand there; ``2009/10`` may be an October."""
    match = re.fullmatch(r"(\d{4})[/-](\d{4}|1[3-9]|[2-9]\d)", words.strip())
    return bool(match and str(int(match[1]) + 1).endswith(match[2]))


def end(value: str) -> str:
    """A date, or ``present``."""
    return value if value == dates.PRESENT else date(value)


def email(value: str) -> str:
    """An e-mail address: a name, ``@``, and a host with a dot."""
    value = value.strip()
    if len(value) > _LONGEST_EMAIL:
        message = f"{quoted(value)} is no e-mail address"
        wrong("bad-email", message, f"none is longer than {_LONGEST_EMAIL} characters")
    if not re.fullmatch(_EMAIL, value):
        spoken = re.sub(r"\s*(?:\(at\)|\[at\]|\bat\b)\s*", "@", value)
        meant = re.search(_EMAIL, re.sub(r"\s*(?:\(dot\)|\[dot\]|\bdot\b)\s*", ".", spoken))
        hint = did_you_mean(meant[0]) if meant else "write it like `name@example.org`"
        wrong("bad-email", f"{quoted(value)} is no e-mail address", hint)
    return value


def url(value: str) -> str:
    """An address with the scheme http, https, mailto or tel."""
    value = value.strip()
    if len(value) > MAX_URL:
        message = f"this address has {len(value):,} characters"
        wrong("too-large", message, f"no browser follows one of more than {MAX_URL:,}")
    scheme, _, rest = value.partition(":")
    if scheme.lower() in ("mailto", "tel") and rest.strip():
        return value
    if _is_web(value):
        return value
    known = scheme.lower() in inline.SCHEMES
    if (foreign := re.match(_SCHEME, value)) and not known:
        from difflib import get_close_matches  # here, too: for a mistake

        meant = get_close_matches(foreign[1].lower(), inline.SCHEMES, n=1, cutoff=0.7)
        hint = did_you_mean(meant[0] + value[foreign.end(1) :] if meant else "")
        message = f"{quoted(value)} is not one to follow"
        wrong("bad-scheme", message, hint or "start it with http:, https:, mailto: or tel:")
    wrong("bad-url", f"{quoted(value)} is no web address", _url_hint(value))


def _is_web(value: str) -> bool:
    if re.search(r"\s", value) or not value.lower().startswith(("http://", "https://")):
        return False
    try:
        host = urlsplit(value).hostname
    except ValueError:
        return False
    return bool(host and re.fullmatch(_HOST, host))


def _url_hint(value: str) -> str:
    if re.search(r"\s", value.strip()):
        return "it has a space in it"
    words = value.strip().strip("<>")
    if len(words) <= _LONGEST_EMAIL and re.fullmatch(_EMAIL, words):
        return did_you_mean(f"mailto:{words}")
    if (match := re.match(_SLASHES, words)) and _is_web(
        meant := f"{match[1]}://{words[match.end() :]}"
    ):
        return did_you_mean(meant)
    if _is_web(meant := words) or _is_web(meant := f"https://{words}"):
        return did_you_mean(meant)
    return "write it like `https://example.org`"


def dialled(phone: str) -> str | None:
    """The ``tel:`` address (RFC 3966) of the first number in ``phone``; None where there is none.

    A ``(0)`` behind a country's code is not dialled; ``on request, after 5 pm`` is no number.
    """
    found = (
        match[0]
        for part in re.split(r"\s/\s|[,;|]", phone)
        for match in [*re.finditer(_NUMBER, part)]
    )
    digits = [re.sub(r"(?<=\d) ?\(0\)|[^\d+]", "", number) for number in found]
    longest = max(digits, key=lambda number: min(len(number), _LONG_NUMBER), default="")
    return f"tel:{longest}" if longest else None


def page(value: str) -> str:
    """An address, or a path on the same site."""
    return url(value) if re.match(_SCHEME, value) or value.startswith("//") else value


def language(value: Any) -> Any:
    """A language that has a translation, by its ISO 639-1 code."""
    if isinstance(value, str) and value not in LANGUAGES:
        wrong("unknown-language", f"{quoted(value)} is no language we know", _language_hint(value))
    return value


def _language_hint(value: str) -> str:
    code = re.split("[-_]", value)[0].lower()
    meant = code if code in LANGUAGES else _named_language(value.casefold())
    return did_you_mean(meant) or f"known: {', '.join(LANGUAGES)}"


def _named_language(name: str) -> str:
    """The code of a language by its English or its own name."""
    # Imported here: slow, and needed for a mistake only.
    from difflib import get_close_matches

    from babel import Locale

    own = {str(Locale(code).get_language_name(code)).casefold(): code for code in LANGUAGES}
    english = {str(Locale(code).get_language_name("en")).casefold(): code for code in LANGUAGES}
    names = own | english
    found = get_close_matches(name[:40], names, n=1, cutoff=0.75)
    return names[found[0]] if found else ""
