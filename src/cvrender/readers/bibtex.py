"""BibTeX → publications in the native shape, each value with its line in the .bib file.

Fields that a CV does not print (abstract, keywords, file …) are ignored.
"""

import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from cvrender.errors import Fault, Position, SourceError, quoted
from cvrender.readers.base import Library
from cvrender.readers.foreign.publications import within
from cvrender.readers.foreign.values import literal
from cvrender.syntax.decoding import decode
from cvrender.syntax.nodes import Node

_CONTAINERS = (
    "journal", "journaltitle", "booktitle", "publisher", "school", "institution",
)  # fmt: skip
_LOGOS = ("TeX", "LaTeX", "LaTeXe", "BibTeX", "XeTeX", "LuaTeX")
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
_BEFORE_ADDRESS = re.compile(r"^(?:https?://(?:www\.)?|arxiv:\s*)", re.IGNORECASE)
_NESTED = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_PART = re.compile(rf'"(?:[^"{{}}]|{_NESTED})*"|{_NESTED}|[^\s"{{}}#,]+')
"""A part of a value; braces nest three deep."""


def library(data: bytes, path: str) -> Library:
    """The entries of a BibTeX file. Raises SourceError where it is not text."""
    parsed = _parsed(decode(data, path))
    entries = parsed.entries_dict
    kinds = {key: entry.entry_type.lower() for key, entry in entries.items()}
    places = (Position(path, block.start_line + 1, 1) for block in parsed.failed_blocks)
    broken = tuple(Fault(it, "bad-bibtex", "this BibTeX entry is incomplete") for it in places)
    return Library(
        kinds, lambda keys: ([_readable(entries[key], path) for key in keys], ()), broken
    )


def _parsed(text: str) -> Any:
    # Imported here: few CVs have a bibliography, and the library costs 150 ms.
    import logging

    from bibtexparser import middlewares
    from bibtexparser.entrypoint import parse_string

    class Joined(middlewares.LibraryMiddleware):
        """Abbreviations and what ``#`` joins, which the library's own does one by one."""

        def transform(self, library: Any) -> Any:
            known: dict[str, str] = {}
            for string in library.strings:
                known[string.key.lower()] = string.value = _joined(string.value, known)
            for field in (field for entry in library.entries for field in entry.fields):
                field.value = _joined(field.value, known)
            return library

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # faults say it
    stack = [
        Joined(),
        middlewares.RemoveEnclosingMiddleware(),
        middlewares.NormalizeFieldKeys(),
        middlewares.MonthIntMiddleware(),
        middlewares.SeparateCoAuthors(),
        middlewares.SplitNameParts(),
        middlewares.MergeNameParts(style="first"),
    ]
    return parse_string(text, parse_stack=stack)


def _joined(value: str, known: dict[str, str]) -> str:
    """A BibTeX value in braces: its parts, between ``#``, are in quotes, in braces, or names."""
    parts = _PART.findall(value) if "#" in value or value.lower() in known else []
    if not parts or "".join(_PART.split(value)).strip(" #\t\r\n"):
        return value
    plain = (known.get(part.lower(), part) for part in parts)
    return "{" + "".join(part[1:-1] if part[0] in '"{' else part for part in plain) + "}"


def _readable(entry: Any, file: str) -> Node:
    """The publication; pylatexenc raises errors of many types for invalid LaTeX."""
    try:
        return _Entry(entry, file).publication()
    except Exception as error:
        message = f"the LaTeX of {quoted(entry.key)} cannot be read"
        if isinstance(error, RecursionError):
            message = "the braces of this entry are nested too deeply"
        place = Position(file, entry.start_line + 1, 1)
        raise SourceError.at(place, "bad-bibtex", message) from error


class _Entry:
    """One BibTeX entry, to be made a publication."""

    def __init__(self, entry: Any, file: str) -> None:
        self.fields = {field.key: field for field in entry.fields}
        self.start, self.file = entry.start_line, file

    def publication(self) -> Node:
        by = next((key for key in ("author", "editor") if key in self.fields), "author")
        authors = self.fields[by].value if by in self.fields else ()
        values = {
            "title": self.node(self.text("title"), "title"),
            "authors": self.node(
                [self.node("et al." if it == "others" else _text(it), by) for it in authors], by
            ),
            "venue": self.node(self.venue(), *_CONTAINERS, "howpublished", "note"),
            "date": self.node(self.date(), "date", "year"),
            "doi": self.node(_DOI.sub("", self.text("doi")), "doi"),
            "url": self.node(self.address(), "url", "eprint"),
        }
        return self.node({key: value for key, value in values.items() if value.value})

    def node(self, value: Any, *keys: str) -> Node:
        """``value`` at the line of the first field of ``keys`` that exists."""
        line = next((self.fields[key].start_line for key in keys if key in self.fields), self.start)
        return Node(value, Position(self.file, line + 1, 1))

    def text(self, *keys: str) -> str:
        return next((_text(str(self.fields[key].value)) for key in keys if key in self.fields), "")

    def venue(self) -> str:
        """Journal, volume, number, pages and note: ``Queue & Log 18 (2), 10–20``."""
        numbers = self.text("volume"), self.text("number")
        return within(self.container(), *numbers, self.text("pages"), self.text("note"))

    def container(self) -> str:
        """The journal, book or publisher; else ``howpublished``, unless that is the address."""
        within, published = self.text(*_CONTAINERS), self.text("howpublished")
        is_said = self.address().endswith(_BEFORE_ADDRESS.sub("", published))
        return within or ("" if is_said else published)

    def date(self) -> str:
        """BibLaTeX's ``date``, or year and month, as ISO 8601: ``2022-10``."""
        if match := _DATE.match(self.text("date")):
            return match[0]
        year, month = self.text("year"), self.text("month")
        return f"{year}-{int(month):02d}" if _DATE.fullmatch(year) and month.isdigit() else year

    def address(self) -> str:
        """The URL, in which ``~`` and ``%`` are literal; else that of an arXiv e-print."""
        archive = self.text("archiveprefix", "eprinttype").casefold() == "arxiv"
        number = self.text("eprint")
        written = str(self.fields["url"].value) if "url" in self.fields else ""
        url = _bare(written.replace("\\url", "")).strip()
        return url or (f"https://arxiv.org/abs/{number}" if archive and number else "")


def _text(latex: str) -> str:
    """LaTeX as plain text, with the characters escaped that Markdown would interpret."""
    words = _converter()(latex).replace("\u00a0", " ")
    return literal(" ".join(words.split()))


@cache
def _converter() -> Callable[[str], str]:
    """The converter from LaTeX to text, with the macros for addresses and for TeX's logos."""
    from pylatexenc import latex2text, latexwalker, macrospec

    texts = latex2text.get_default_latex_context_db()
    known = [latex2text.MacroTextSpec(name, simplify_repl=name) for name in _LOGOS]
    known += [
        latex2text.MacroTextSpec("url", lambda node: _verbatim(node, 0)),
        latex2text.MacroTextSpec("href", lambda node, l2tobj: _named_page(node, l2tobj)),
    ]
    texts.add_context_category("cv", prepend=True, macros=known)
    macros = latexwalker.get_default_latex_context_db()
    asked = [macrospec.std_macro(name, "{" * count) for name, count in (("url", 1), ("href", 2))]
    macros.add_context_category("cv", prepend=True, macros=asked)
    convert = latex2text.LatexNodes2Text(math_mode="text", latex_context=texts).latex_to_text
    return partial(convert, latex_context=macros)


def _verbatim(node: Any, argument: int) -> str:
    """An argument as it stands in the source: in a URL, ``~`` is literal."""
    return _bare(str(node.nodeargd.argnlist[argument].latex_verbatim()))


def _bare(latex: str) -> str:
    return re.sub(r"\\([&%#_~$])(?:\{\})?|[{}]", r"\1", latex)


def _named_page(node: Any, l2tobj: Any) -> str:
    words = l2tobj.nodelist_to_text([node.nodeargd.argnlist[1]])
    return f"{words} ({_verbatim(node, 0)})"
