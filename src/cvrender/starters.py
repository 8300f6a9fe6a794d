"""Starters: the files that a new CV or a letter begins as."""

import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template
from textwrap import wrap

from cvrender import languages
from cvrender.checks.vocabulary import near
from cvrender.errors import MachineError, UsageError, one_of, quoted
from cvrender.yaml_value import with_value
from cvrender.yaml_writer import scalar

CV = "cv.yaml"
_ON_LETTER = {
    "BZ", "CA", "CL", "CO", "CR", "DO", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE",
}  # fmt: skip
"""The countries (ISO 3166-1) whose paper is Letter: Unicode CLDR, ``paperSize``."""
_WIDTH = 100
_TOUR = ("example-full.yaml", "papers.bib", "zoe.jpg")


def sample(kind: str, name: str, language: str, theme: str) -> Mapping[str, bytes]:
    """The file of a new CV, under CV: ``blank``, which explains the format, or an invented person.

    ``language`` is a tag (BCP 47), whose country decides the paper; what is empty stays as the
    sample has it. Raises UsageError for a language that is not known.
    """
    text = (files("cvrender") / "samples" / f"{kind}.yaml").read_text("utf-8")
    country = re.search(r"[-_]([A-Za-z]{2})\b", language)
    if country and country[1].upper() in _ON_LETTER:
        text = _on_letter(text)
    return {CV: _with(text, name=name, language=_code(language), theme=theme).encode()}


def tour(name: str, theme: str) -> Mapping[str, bytes]:
    """The files of a CV that uses every feature, with comments; the CV itself is under CV."""
    folder = _tour_folder()
    source, *others = ((file, (folder / file).read_bytes()) for file in _TOUR)
    return {CV: _with(source[1].decode(), name=name, theme=theme).encode(), **dict(others)}


def letter(path: Path, cv: str, spoken: str, language: str, theme: str) -> bytes:
    """A letter at ``path`` to somebody invented, beside the CV in the file ``cv``.

    It is worded in ``language``, a tag (BCP 47), or in ``spoken``, the code of the CV's language;
    an empty ``theme`` is the CV's. Raises UsageError for a language that is not known.
    """
    code = _code(language) or spoken
    begun = languages.load(code).letter.starter
    text = (files("cvrender") / "samples" / "letter.yaml").read_text("utf-8")
    own = {"language": code if code != spoken else "", "theme": theme}
    parts = {
        "file": _typed(path.name),
        "cv": scalar(cv),
        "name": scalar(begun.name),
        "organization": scalar(begun.organization),
        "address": _listed(begun.address),
        "role": scalar(begun.role, flow=True),
        "subject": scalar(begun.subject),
        "own": "".join(f"{key}: {scalar(value)}\n" for key, value in own.items() if value),
        "text": "".join(map(_wrapped, begun.text.splitlines())),
    }
    return Template(text).substitute(parts).encode()


def _wrapped(line: str) -> str:
    """A line of a block of text, in as many as it needs."""
    further = "    " if line.startswith("- ") else "  "
    lines = wrap(line, _WIDTH, initial_indent="  ", subsequent_indent=further)
    return "\n".join(lines) + "\n"


def _typed(name: str) -> str:
    """A file's name as a shell takes it."""
    return f'"{name}"' if " " in name else name


def _listed(items: Iterable[str]) -> str:
    return f"[{', '.join(scalar(item, flow=True) for item in items)}]"


def _tour_folder() -> Traversable:
    """Where the tour is: in the package, or in ``data/`` of a checkout."""
    package = files("cvrender")
    for folder in (package / "samples", Path(str(package)).parents[1] / "data"):
        if (folder / _TOUR[0]).is_file():
            return folder
    raise MachineError("the example that uses every feature is missing", "reinstall cvrender")


def _with(text: str, **values: str) -> str:
    for key, value in values.items():
        if value:
            text = with_value(text, (key,), value)
    return text


def _code(tag: str) -> str:
    """Our code of the language that a tag means; empty if the tag is."""
    code = languages.of_tag(tag)
    if tag and not code:
        hint = near(tag, languages.codes()) or one_of(languages.codes())
        raise UsageError(f"unknown language {quoted(tag)}", hint)
    return code


def _on_letter(text: str) -> str:
    """``text`` with Letter in its ``design``."""
    opened = re.sub(r"(?m)^# (design: \{page: \{size: Letter\}\})", r"\1", text)
    return re.sub(
        r"(?m)^design: \{pages: 1\}.*", "design: {pages: 1, page: {size: Letter}}", opened
    )
