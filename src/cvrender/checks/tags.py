"""Language tags (BCP 47): the check of a language that a CV names, with or without a region."""

import re

from cvrender import languages, places
from cvrender.checks.rejection import reject
from cvrender.errors import did_you_mean, one_of, quoted

_SCRIPTS = ("Hans", "Hant")
"""Those in which one of our languages is written in two ways."""


def required(tag: str) -> None:
    """Reject a tag whose language has no file in ``languages``, or that is written otherwise."""
    if tag != _canonical(tag):
        reject("unknown-language", f"unknown language {quoted(tag)}", hint(tag))


def pattern() -> str:
    """What a tag with a script or a region looks like, as a regular expression."""
    bases = dict.fromkeys(code.partition("-")[0] for code in languages.codes())
    return rf"^({'|'.join(bases)})(-({'|'.join(_SCRIPTS)}))?(-([A-Z]{{2}}|[0-9]{{3}}))?$"


def hint(tag: str) -> str:
    """What ``tag`` probably means, else the languages that there are."""
    meant = _canonical(tag) or _named(tag.casefold())
    return did_you_mean(meant) or one_of(languages.codes())


def _canonical(tag: str) -> str:
    """``tag`` as it should be written, without what is unknown of it; empty if all of it is."""
    base, *subtags = re.split("[-_]", tag)
    scripts = [each.title() for each in subtags if each.title() in _SCRIPTS]
    regions = filter(None, map(_region, subtags))
    known = "-".join((base.lower(), *scripts[:1], *list(regions)[:1]))
    return known if languages.of_tag(tag) else ""


def _region(subtag: str) -> str:
    """A region of the UN by its number, or a country by its code or a name such as ``UK``."""
    return subtag if re.fullmatch("[0-9]{3}", subtag) else places.country(subtag)


def _named(name: str) -> str:
    """The code of a language by its English or its own name, or nearly so; empty if unknown."""
    from difflib import get_close_matches  # slow, and needed for a mistake only

    names = languages.names()
    found = get_close_matches(name[:40], names, n=1, cutoff=0.75)
    return names[found[0]] if found else ""
