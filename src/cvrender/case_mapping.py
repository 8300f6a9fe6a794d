"""Case mapping: a text in capitals, as its language has them."""

_DOTTED_I = ("az", "tr")
"""Languages in which a small i keeps its dot as a capital."""


def upper(text: str, language: str) -> str:
    """``text`` in capitals, by Unicode's SpecialCasing: ``ß`` becomes ``SS``, Turkish ``i`` ``İ``.

    It is what ``text-transform: uppercase`` gives (CSS Text 3, 2.1), in WeasyPrint and in browsers.
    ``language`` is a BCP 47 tag.
    """
    if language.split("-")[0] in _DOTTED_I:
        text = text.replace("i", "İ")
    return text.upper()


def needs_more_letters(text: str, language: str) -> bool:
    """Whether its capitals are more letters, as of ``ß``: a word processor gets them wrong."""
    return len(upper(text, language)) != len(text)
