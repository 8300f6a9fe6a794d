"""Recipients: a table of people (CSV) → the list that a letter has under ``to``."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from cvrender.errors import Fault, Position, SourceError, quoted
from cvrender.files import named
from cvrender.model.letter import VALUE_NAME, Recipient
from cvrender.syntax.decoding import MAX_BYTES, character_faults, decode
from cvrender.syntax.nodes import Node
from cvrender.syntax.table import rows

MOST, MOST_COLUMNS = 1_000, 100
"""Recipients and columns of one table."""
_KEYS = tuple(key for key in Recipient.model_fields if key != "values")
_LINES = "address"
"""The key that several columns may be of, and each line of a cell."""


def to_each_of(letter: Node, path: Path) -> Node:
    """``letter`` to the people in the table at ``path``, in place of those that it names.

    The first row says what the columns are: keys of a recipient, or names of values. Raises
    SourceError with what is wrong with the table.
    """
    file = str(path)
    text = decode(named.read(path, MAX_BYTES + 1), file)
    if bad := character_faults(text, file):
        raise SourceError(bad)
    head, *people = list(rows(text, file)) or [[]]
    start = Position(file, 1, 1)
    if faults := [*_faults_of_columns(head), *_faults_of_rows(head, people, start)]:
        raise SourceError(tuple(faults))
    to = Node([_recipient(head, row) for row in people], start)
    return letter.holding({**letter.fields, "to": to})


def _faults_of_columns(head: list[Node]) -> Iterator[Fault]:
    if len(head) > MOST_COLUMNS:
        message = f"the table has {len(head)} columns: at most {MOST_COLUMNS} are allowed"
        yield Fault(head[0].position, "too-large", message)
        return
    seen = set[str]()
    for column in head:
        key = _key(column)
        if key and key not in _KEYS and not VALUE_NAME.fullmatch(key):
            message = f"{quoted(key)} is not a valid name for a value"
            hint = "use letters, digits and hyphens"
            yield Fault(column.position, "bad-value-name", message, hint)
        elif key in seen and key != _LINES:
            message = f"there are two columns {quoted(key)}"
            yield Fault(column.position, "duplicate-key", message, "rename or remove one of them")
        seen |= {key} - {""}


def _faults_of_rows(head: list[Node], people: list[list[Node]], start: Position) -> Iterator[Fault]:
    if not people:
        message = "the table has no recipients"
        hint = f"write a row of columns, such as {', '.join(_KEYS[:3])}, and a row for each"
        yield Fault(start, "bad-table", message, hint)
    if len(people) > MOST:
        message = f"the table has {len(people):,} recipients: at most {MOST:,} are allowed"
        yield Fault(people[MOST][0].position, "too-large", message, "make several tables of it")
        return
    for row in people:
        columns = [*map(_key, head), *[""] * len(row)]
        for cell, key in zip(row, columns, strict=False):
            if cell.value and not key:
                message = f"{quoted(str(cell.value))} stands in a column without a name"
                hint = "name the column, or put quotes around a text with separators"
                yield Fault(cell.position, "bad-table", message, hint)


def _recipient(head: list[Node], row: list[Node]) -> Node:
    """What a letter file would hold of the person in ``row``; an empty cell says nothing."""
    fields: dict[str, Node] = {}
    values: dict[str, Node] = {}
    address: list[Node] = []
    for column, cell in zip(head, row, strict=False):
        key, placed = _key(column), Node(cell.value, cell.position, column.position)
        if key == _LINES:
            address += _lines(placed)
        elif key and cell.value:
            (fields if key in _KEYS else values)[key] = placed
    first = row[0]
    if address:
        fields[_LINES] = address[0].holding(address)
    if values:
        fields["values"] = first.holding(values)
    return first.holding(fields)


def _key(column: Node) -> str:
    """The key that a column is of; keys are written with capitals, too, values are not."""
    written = str(column.value)
    return written.casefold() if written.casefold() in _KEYS else written


def _lines(cell: Node) -> Iterable[Node]:
    lines = map(str.strip, str(cell.value).splitlines())
    return (cell.holding(line) for line in lines if line)
