"""Doctor: what this machine has of all that cvrender uses, what is missing, and what that costs."""

import platform
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from cvrender import __version__, languages, system

_WRITERS = {"weasyprint": "WeasyPrint", "python-docx": "python-docx"}
_DRAWN = "no PDF, PNG or preview of pages"
_COSTS = {
    "libharfbuzz-subset": "the fonts of PDFs are reduced by fontTools, which takes longer",
    "LibreOffice": "`cvrender preview` shows no pages of the Word file",
    "distributed": "`cvrender batch --cluster` needs it: pip install 'cvrender[dask]'",
}
_BUNDLED = ("LATIN", "CYRILLIC", "SPACE", "COMBINING")
"""The scripts of the fonts that come with cvrender."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that cvrender uses: its version, empty where it is missing, and what that costs."""

    name: str
    version: str
    cost: str = ""
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All parts, and the command that installs what is missing; empty where nothing is."""

    parts: tuple[Part, ...]
    remedy: str

    @property
    def exit_code(self) -> int:
        """4, a failure of the machine, where something is missing that is needed."""
        return 4 if any(part.is_needed and not part.version for part in self.parts) else 0


def diagnose() -> Diagnosis:
    missing = system.missing_libraries()
    unset = [code for code in languages.codes() if _lacks_font(code)]
    remedy = system.how_to_install(missing, unset) if missing or unset else ""
    named = (("cvrender", __version__), *list(writers())[:-1])
    parts = (Part(name, found, is_needed=True) for name, found in named)
    office = Part("LibreOffice", "found" if system.libreoffice() else "", _COSTS["LibreOffice"])
    others = (*_libraries(missing), *_fonts(unset), office, _optional("distributed"))
    return Diagnosis((*parts, *others), remedy)


def writers() -> Iterator[tuple[str, str]]:
    """What writes the documents, each with its version; none of it is imported."""
    yield "Python", platform.python_version()
    yield from ((name, version(package)) for package, name in _WRITERS.items())
    yield "Pango", system.pango_version() or "missing"


def _libraries(missing: tuple[str, ...]) -> Iterator[Part]:
    found = system.pango_version()
    for name in system.LIBRARIES:
        here = "" if name in missing else found if "pango" in name else "found"
        yield Part(name, here, _COSTS.get(name, _DRAWN), is_needed=name not in _COSTS)


def _fonts(unset: list[str]) -> Iterator[Part]:
    """The fonts for all languages in one Part, or one for each that has none."""
    if not unset:
        yield Part("fonts", f"for all {len(languages.codes())} languages")
    for code in unset:
        cost = f"a CV in {languages.load(code).english} cannot be printed"
        yield Part(f"font for {code}", "", cost)


def _lacks_font(code: str) -> bool:
    """Whether no font here has the letters in which the language writes its own name."""
    letters = {char for char in languages.load(code).name if char.isalpha()}
    foreign = {char for char in letters if not unicodedata.name(char).startswith(_BUNDLED)}
    return bool(foreign) and system.lacks_font("".join(foreign))


def _optional(package: str) -> Part:
    try:
        found = version(package)
    except PackageNotFoundError:
        found = ""
    return Part(package, found, _COSTS[package])
