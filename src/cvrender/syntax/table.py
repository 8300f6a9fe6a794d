"""Table: the text of a CSV file (RFC 4180) → its rows, each cell with its position.

Between cells stands a comma, a semicolon or a tab, whichever the first line has most of, or what
a line ``sep=;`` above it says: spreadsheets write all of these.
"""

import re
from collections.abc import Iterator

from cvrender.errors import SourceError
from cvrender.syntax.decoding import Lines
from cvrender.syntax.nodes import Node

_SEPARATORS = ",;\t"
_DECLARED = re.compile(r"sep=([,;\t])\r?\n")


def rows(text: str, file: str) -> Iterator[list[Node]]:
    """The rows of ``text`` that have words; cells have no blanks around them.

    Raises SourceError at a quote that is not closed, or that something follows.
    """
    declared = _DECLARED.match(text)
    at = declared.end() if declared else 0
    first = text.partition("\n")[0]
    separator = declared[1] if declared else max(_SEPARATORS, key=first.count)
    cell = _cell(separator)
    lines, row = Lines(text, file), list[Node]()
    while at <= len(text):
        found = cell.match(text, at)
        assert found
        quoted, plain, end = found.groups()
        here = lines.position(found.start("quoted" if quoted is not None else "plain"))
        if quoted is None and plain.startswith('"'):
            message = "this quote is not closed, or more follows it in its cell"
            hint = 'write `""` for a quote inside quotes'
            raise SourceError.at(here, "bad-table", message, hint)
        words = plain if quoted is None else quoted[1:-1].replace('""', '"')
        row.append(Node(words.strip(), here))
        if end != separator:
            if any(each.value for each in row):
                yield row
            row = []
        at = found.end() + (not end)  # an empty end is that of the text


def _cell(separator: str) -> re.Pattern[str]:
    blank = " *" if separator == "\t" else r"[ \t]*"
    quoted = r'(?P<quoted>"[^"]*(?:""[^"]*)*")'
    plain = rf"(?P<plain>[^{separator}\r\n]*)"
    end = rf"{separator}|\r\n|\r|\n|\Z"
    return re.compile(rf"{blank}(?:{quoted}{blank}(?={end})|{plain})(?P<end>{end})")
