"""Places: the parts of a postal address → one text that says nothing twice, and back."""

import re

from cvrender.data_file import table

COMMA = re.compile(r", |[、،，]\s*")
"""Of every language: a text may be in another one than its document."""
_STRAY = r"\s*[,;،、，]?\s*\n\s*|(?:\s*[,;،、，]\s*){2,}"
_POSTAL_CODE = (
    r"(?:[A-Z]{1,2}-)?\d{3,6}(?:[- ]\d{2,4})?"
    r"|[A-Z]\d[A-Z] \d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}"  # Canada, the United Kingdom
)
_WITH_CODE = rf"({_POSTAL_CODE}) ([^\d]+)|([^\d]+) ({_POSTAL_CODE})"
"""A postal code before the name of a city, or behind that of a state."""
_AMERICAN_PHONE = r"\s*(?:\+?1[-. ]?)?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b"
_STATES = (
    "A[BLRZ]|BC|C[AOT]|DC|FL|GA|HI|I[ADL]|K[SY]|LA|M[ABDEINOST]|N[BCDEHJMVY]|O[HKNR]|PA|QC|RI|S[CD]"
    "|T[NX]|UT|V[AT]|W[AIVY]"
)
"""Those of the United States and the provinces of Canada. ``DE`` and ``IN`` are countries, unless a
number to call is American: more people live there."""
_BOTH = frozenset(("DE", "IN"))


def _countries() -> dict[str, list[str]]:
    return table(__file__, "countries.toml")


def distinct(parts: list[str]) -> list[str]:
    """``parts`` without stray commas, and without what another part says as well."""
    tidy = [re.sub(_STRAY, ", ", part).strip(" ,;\n") for part in parts]
    kept: list[str] = []
    for part in filter(None, tidy):
        if not _names(part) & {name for other in kept for name in _said(other)}:
            kept.append(part)
    return kept


def _said(part: str) -> set[str]:
    """``part`` and each text between its commas, in lower case."""
    return {words.strip().casefold() for words in (part, *part.split(","))}


def _names(part: str) -> set[str]:
    """``part`` in lower case; of the code of a country its names, too."""
    return {part.casefold(), *_countries().get(part.upper(), ())}


def parts(place: str, phone: str = "") -> dict[str, str]:
    """The parts of a postal address by the keys that JSON Resume has for them.

    Those are ``address``, ``postalCode``, ``city``, ``region``, ``countryCode``. Every word of
    ``place`` is under one of them; the code of a country that is named is there beside its name.
    A state and a country may have one code: a number to call tells them apart.
    """
    found: dict[str, str] = {}
    names = [name for part in COMMA.split(place) for name in _without_code(part.strip(), found)]
    if len(names) > 1 and (code := _country(names, phone)):
        found["countryCode"] = code
        if names[-1] == code:
            names.pop()
    street = [name for name in names[:-1] if re.search(r"\d", name)]
    if len(names) - len(street) < 1 or names[: len(street)] != street:
        street = []
    city, *regions = names[len(street) :] or [""]
    given = {"address": ", ".join(street), "city": city, "region": ", ".join(regions), **found}
    return {key: words for key, words in given.items() if words}


def _without_code(part: str, found: dict[str, str]) -> list[str]:
    """``part`` without the postal code in it, which goes to ``found``."""
    if "postalCode" in found:
        return [part]
    if re.fullmatch(_POSTAL_CODE, part):
        found["postalCode"] = part
        return []
    if match := re.fullmatch(_WITH_CODE, part):
        found["postalCode"] = match[1] or match[4]
        return [match[2] or match[3]]
    return [part]


def _country(names: list[str], phone: str) -> str:
    """The code of the country that the last of ``names`` is, if it is one and no state."""
    last = names[-1]
    if last in _countries():
        is_state = re.fullmatch(_STATES, last) or (
            last in _BOTH and re.match(_AMERICAN_PHONE, phone)
        )
        return "" if is_state and len(names) == 2 else last
    return country(last)


def country(words: str) -> str:
    """The code (ISO 3166-1) of the country whose code or name ``words`` are; empty if none."""
    known = _countries()
    named = (code for code, names in known.items() if words.casefold() in names)
    return words.upper() if words.upper() in known else next(named, "")
