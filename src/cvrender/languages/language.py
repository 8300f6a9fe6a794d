"""Language: the typed content of a language file; `en.toml` explains its keys."""

from collections.abc import Mapping
from typing import Literal, NamedTuple, Self


class Dates(NamedTuple):
    """How dates are written; each ``between_*`` joins the two ends of a span.

    ``expected`` is the wording of a date that is not certain yet. ``numeric`` takes a month of two
    digits. ``long`` and ``long_months`` are those of months that are written out; empty where
    ``month`` and ``months`` serve.
    """

    year: str
    month: str
    numeric: str
    months: tuple[str, ...]
    between_years: str
    between_dates: str
    expected: str
    long: str = ""
    long_months: tuple[str, ...] = ()


class Starter(NamedTuple):
    """What a new letter holds: an invented recipient, and what to write."""

    name: str
    organization: str
    address: tuple[str, ...]
    role: str
    subject: str
    text: str


class Letter(NamedTuple):
    """How letters are written; ``months`` are those of a date with a day, where they differ."""

    date: str
    place: str
    anybody: str
    named: str
    closing: str
    enclosures: str
    openings: Mapping[str, str]
    starter: Starter
    months: tuple[str, ...] = ()
    first: str = ""
    subject: str = "{subject}"


class Reading(NamedTuple):
    """How people write dates in lower case, in a CV or in a file of another tool."""

    months: tuple[tuple[str, ...], ...] = ()
    present: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()


class Detection(NamedTuple):
    """What tells a text in this language from one in another."""

    scripts: tuple[str, ...] = ()
    letters: str = ""
    words: str = ""
    default: bool = False


class Word(NamedTuple):
    """The tag (BCP 47, with a region) and the fonts that Microsoft Word has for the language."""

    tag: str
    east_asian_font: str = ""
    complex_font: str = ""


class Levels(NamedTuple):
    """What the texts on a level of a language begin with, from the lowest level to the highest."""

    basic: tuple[str, ...] = ()
    limited: tuple[str, ...] = ()
    working: tuple[str, ...] = ()
    fluent: tuple[str, ...] = ()
    native: tuple[str, ...] = ()


class Language(NamedTuple):
    """A language that a CV can be written in; ``titles`` are keyed by the kind of a section.

    As text it is its code (BCP 47).
    """

    code: str
    tag: str
    """What a document says of itself (BCP 47): the code, or with a region what its author wrote."""
    name: str
    english: str
    direction: Literal["ltr", "rtl"]
    comma: str
    present: str
    page: str
    skip: str
    contact: str
    copy: str
    copied: str
    download: str
    titles: Mapping[str, str]
    labels: Mapping[str, str]
    letter: Letter
    dates: Dates
    word: Word
    reading: Reading = Reading()
    detection: Detection = Detection()
    levels: Levels = Levels()
    line_height: float = 1.0
    """The least that the letters of its script need, as a multiple of their size."""
    also: tuple[str, ...] = ()
    subtags: tuple[str, ...] = ()

    def tagged(self, tag: str) -> Self:
        """The same under ``tag``, as the author wrote it; the tag for Word gets its region."""
        region = tag.rpartition("-")[2]
        has_region = region.isupper() or region.isdecimal()
        known = f"{self.word.tag.partition('-')[0]}-{region}" if has_region else self.word.tag
        return self._replace(tag=tag, word=self.word._replace(tag=known))

    def __str__(self) -> str:
        return self.code

    def __hash__(self) -> int:
        return hash(self.code)
