"""Dates meant: the words of a date or a span, as a reader edited them → ISO 8601.

Words that the document itself would use are read exactly, in every language; others as those of
another tool's file are.
"""

import re
from itertools import product

from cvrender.dates import PRESENT, STYLES, Wording, certain, one, span
from cvrender.extract.word_paragraphs import canonical
from cvrender.readers.foreign import date_text

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_OPEN = re.compile(r"^[\s–—-]+|[\s–—-]+$")
_MOST = 2
"""Years in the words of a span."""

_USUAL = Wording()


def meant(words: str, language: str, wording: Wording = _USUAL) -> tuple[str, ...]:
    """One date, or start and end, of which the start may be empty; nothing for free words.

    ``wording`` is the document's.
    """
    words = certain(canonical(words), language)
    if found := _worded(words, language, wording):
        return found
    if both := date_text.span(words) or date_text.open_start(words):
        return both
    date = date_text.iso(_OPEN.sub("", words))
    is_span = date and _OPEN.search(words) and date != PRESENT
    return (("", date) if is_span else (date,)) if date else ()


def _worded(words: str, language: str, wording: Wording) -> tuple[str, ...]:
    """The dates of which the document would say exactly ``words``."""
    years = _YEAR.findall(words)
    if not years or len(years) > _MOST:
        return ()
    months = ("", *(f"-{month:02}" for month in range(1, 13)))
    first, *others = (list(map("".join, product([year], months))) for year in years)
    lasts = others[0] if others else ["", PRESENT]
    for wording in (wording._replace(style=style) for style in STYLES):
        for date in first if not others else ():
            if canonical(one(date, language, wording)) == words:
                return (date,)
            if canonical(span(None, date, language, wording)) == words:
                return "", date
        for start, end in product(first, lasts):
            if end and canonical(span(start, end, language, wording)) == words:
                return start, end
    return ()


def says(said: object, shown: str, words: str, language: str, wording: Wording = _USUAL) -> bool:
    """Whether a document that has ``said`` dates says what ``words`` mean, or more exactly.

    ``shown`` is how it words them.
    """
    wanted = meant(words, language, wording)
    if _is_certain(shown, language) and not _is_certain(words, language):
        return False
    if not isinstance(said, tuple) or not wanted:
        return said == words
    there, sought = (list(dict.fromkeys(filter(None, each))) for each in (said, wanted))
    return len(there) == len(sought) and all(map(str.startswith, there, sought))


def _is_certain(words: str, language: str) -> bool:
    return certain(canonical(words), language) == canonical(words)
