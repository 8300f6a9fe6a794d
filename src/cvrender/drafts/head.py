"""Head: the lines above an entry's text → title, organization, place, dates, and what is left.

The order of title and organization is that of the section: words such as ``Engineer`` or ``GmbH``
tell it in some entries, and the others follow. Where none tells it, the title comes first, and a
mark says that this is a guess.
"""

import re
from itertools import groupby
from typing import NamedTuple

from cvrender.drafts import when, words
from cvrender.drafts.rows import Row
from cvrender.extract.block import Block
from cvrender.languages import reading

_CELLS = re.compile(
    r"\t|\s*[,;:،、，–—|·-]\s*\x1f\s*|\s*\x1f\s*[,;:،、，–—|·-]\s*|\s+[·•‖/]\s+|\s*[|‖]\s*|\s{3,}"
)
_DASHES = re.compile(r"\s+[–—-]+\s+")
_BEFORE_PLACE = re.compile(r",\s+|\s+[–—-]\s+")
_FACT = re.compile(r"([^:：.]{2,40}?)\s*[:：]\s+(\S.*)")
_ENDS = " \t,;،、，·•|–—-"
_IN_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)")


class Piece(NamedTuple):
    """A part of a head, and the line that it stands in."""

    text: str
    block: Block
    column: int


class Head(NamedTuple):
    """What the lines of a head say; ``names`` are title and organization in the file's order."""

    dates: dict[str, str]
    names: tuple[Piece, ...]
    location: Piece | None
    facts: tuple[tuple[str, Piece], ...]
    left: tuple[Piece, ...]
    url: str
    when: Piece | None

    @property
    def order(self) -> int:
        """Above 0 if the title comes first, below if the organization does; 0 if nothing tells."""
        likes = [words.likes(name.text) for name in self.names]
        if len(likes) == 1:
            return 0
        return (likes[0] > likes[1]) - (likes[0] < likes[1]) if likes else 0


def read(rows: tuple[Row, ...], is_whole: bool = False) -> Head:
    """What the lines of a head say; of one that ``is_whole`` no line is parted."""
    first, pieces = _dated(rows)
    pieces = _parted(pieces[0]) if len(pieces) == 1 and not is_whole else pieces
    facts = [(match, piece) for piece in pieces[1:] if (match := _FACT.fullmatch(piece.text))]
    said = [piece for _, piece in facts] + [p for p in pieces if _is_of_dates(p.text)]
    names = [piece for piece in pieces if piece not in said]
    names, place = _placed(names, first.block if first else None)
    at = first.when if first else None
    return Head(
        at.dates if at else {},
        tuple(names[:2]),
        place,
        tuple((match[1], piece._replace(text=match[2])) for match, piece in facts),
        tuple(names[2:]) + tuple(p for p in pieces if _is_of_dates(p.text)),
        next((span.url for row in rows for span in row.block.spans if span.url), "") or "",
        Piece(at.words, first.block, len(at.before)) if at and first else None,
    )


def is_one(rows: tuple[Row, ...]) -> bool:
    """Whether a head says one thing beside its dates, as its looks have it."""
    return len(_dated(rows)[1]) == 1


def _dated(rows: tuple[Row, ...]) -> tuple[Row | None, list[Piece]]:
    """The line with the dates, and what all of them say beside these."""
    first = next((row for row in rows if row.when), None)
    return first, [piece for row in rows for piece in _pieces(row, row is first)]


def _is_of_dates(text: str) -> bool:
    """Whether ``text`` says of dates that they are expected."""
    return bool(re.fullmatch(reading.expected_pattern(), text.strip("()[] "), re.IGNORECASE))


def _pieces(row: Row, has_dates: bool) -> list[Piece]:
    """The cells of a line, and what signs part in them, without its dates."""
    found = when.found(row.marked) if has_dates else None
    tidy = map(_tidy, _CELLS.split(found.rest if found else row.marked))
    return [Piece(part, row.block, at + 1) for at, part in enumerate(tidy) if part]


def _tidy(text: str) -> str:
    """``text`` without signs at its ends, and without brackets that lost their other half."""
    text = text.strip(_ENDS)
    for opening, closing in ("()", "[]"):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    return " ".join(text.strip(_ENDS).split())


def _parted(piece: Piece) -> list[Piece]:
    """All that one line says: at dashes, at ``at``, or else at commas."""
    parts = [part for part in map(_tidy, _DASHES.split(piece.text)) if part]
    if len(parts) > 1:
        return [piece._replace(text=part) for part in parts]
    return _by_at(piece) or _by_commas(piece)


def _placed(names: list[Piece], dated: Block | None) -> tuple[list[Piece], Piece | None]:
    """``names`` without the place among them or in one of them, and the place."""
    others = names[1:]
    sure = next((piece for piece in others if words.is_place(piece.text)), None)
    if place := sure or (_likely_place(names, dated) if len(names) > 2 else None):
        return [piece for piece in names if piece is not place], place
    for at, name in enumerate(names):
        if (parts := _with_place(name)) is not None:
            return [*names[:at], parts[0], *names[at + 1 :]], parts[1]
    return names, None


def _likely_place(names: list[Piece], dated: Block | None) -> Piece | None:
    """What is left beside a title and an organization: behind one in its line, or at the dates."""
    lines = [list(line) for _, line in groupby(names, key=lambda piece: piece.block.number)]
    ends = [line[-1] for line in reversed(lines) if len(line) > 1]
    behind = sorted(ends, key=lambda end: words.likes(names[names.index(end) - 1].text) >= 0)
    alone = [line[0] for line in lines[1:] if len(line) == 1 and line[0].block is dated]
    can_be = (piece for piece in (*behind, *alone, *names[2:3]) if words.may_be_place(piece.text))
    return next(can_be, None)


def _by_at(piece: Piece) -> list[Piece]:
    """``Engineer at Acme`` in two."""
    either = "|".join(map(re.escape, sorted(words.listed("at"))))
    match = re.fullmatch(rf"(.{{3,}}?) (?:{either}) (.{{2,}})", piece.text)
    return [piece._replace(text=match[1]), piece._replace(text=match[2])] if match else []


def _by_commas(piece: Piece) -> list[Piece]:
    parts = [part.strip() for part in re.split(r",\s+|[，、،]\s*", piece.text)]
    if len(parts) == 1 or len(parts) > 4 or not all(parts):
        return [piece]
    if len(parts) > 2 and words.is_place(", ".join(parts[-2:])):
        parts[-2:] = [", ".join(parts[-2:])]
    return [piece._replace(text=part) for part in parts]


def _with_place(piece: Piece) -> tuple[Piece, Piece] | None:
    """A name, and the place behind it: in brackets, behind a dash or a comma."""
    if (match := _IN_BRACKETS.fullmatch(piece.text)) and words.is_place(match[2]):
        return piece._replace(text=match[1]), piece._replace(text=match[2])
    for sign in _BEFORE_PLACE.finditer(piece.text):
        name, place = piece.text[: sign.start()], piece.text[sign.end() :]
        if words.is_place(place):
            return piece._replace(text=name), piece._replace(text=place)
    return None


def settled(head: Head, at: int) -> Head:
    """``head``, of which the name ``at`` that index is the organization: a place may end it."""
    if head.location is not None or at >= len(head.names):
        return head
    piece = head.names[at]
    signs = [*_BEFORE_PLACE.finditer(piece.text)]
    for sign in signs:
        name, place = piece.text[: sign.start()], piece.text[sign.end() :]
        is_sign = sign is signs[-1] or sign[0].strip() != "," or words.likes(name) < 0
        if is_sign and words.may_be_place(place):
            names = list(head.names)
            names[at] = piece._replace(text=name)
            return head._replace(names=tuple(names), location=piece._replace(text=place))
    return head


def likes(head: Head) -> int:
    """How much the only name of ``head`` is a title, or below 0 an organization."""
    return words.likes(head.names[0].text)
