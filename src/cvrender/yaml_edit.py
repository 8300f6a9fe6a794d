"""YAML edit: one value of a file changed, added or taken out; all else stays as it was typed.

Each function gives texts to choose from, the one that changes least first: a file can be typed in
more ways than one can foresee. Whoever asks reads each back, and takes the first that says what it
should.
"""

import json
import re
from collections.abc import Iterator
from itertools import takewhile

from cvrender.syntax.nodes import Node
from cvrender.text_edit import Edit, applied, edits
from cvrender.yaml_layout import Place
from cvrender.yaml_writer import item_lines, scalar, value_lines

_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\r?\n\s*")
_ESCAPE = re.compile(r"\\(?:x..|u.{4}|U.{8}|.)", re.DOTALL)
_BLANKS = re.compile(r"[ \t]*")
_SPACE = re.compile(r"\s+")


def retyped(text: str, place: Place, old: str, new: str) -> Iterator[str]:
    """``text`` with ``new`` for the scalar at ``place``, which says ``old``."""
    raw = text[place.start : place.end]
    spans = _spans(raw, old, place.style)
    if spans is not None:
        typed = [
            Edit(*_around(spans, each), _typed(each.words, text, place)) for each in edits(old, new)
        ]
        yield text[: place.start] + applied(raw, typed) + text[place.end :]
    for whole in _whole(text, place, new):
        yield text[: place.start] + whole + text[place.end :]


def _around(spans: list[tuple[int, int]], edit: Edit) -> tuple[int, int]:
    """The part of the raw scalar that an edit of its value replaces."""
    if edit.start < edit.end:
        return spans[edit.start][0], spans[edit.end - 1][1]
    at = spans[edit.start - 1][1] if edit.start else spans[0][0]
    return at, at


def _spans(raw: str, value: str, style: str) -> list[tuple[int, int]] | None:
    """Where each character of ``value`` is typed in ``raw``; None where that cannot be said."""
    header = _HEADER.match(raw) if style in ("|", ">") else None
    at = header.end() if header else len(style)
    spans: list[tuple[int, int]] = []
    for match in re.finditer(r"\s+|\S", value):
        words = match[0]
        if at == len(raw) and words.isspace():  # what a block adds behind its last line
            start = end = at
            spans += [(at, at)] * len(words)
        elif space := _SPACE.match(raw, at) if words.isspace() else None:
            same = space[0] == words
            start, end = space.span()
            spans += [(start + n, start + n + 1) if same else (end, end) for n in range(len(words))]
            if not same:
                spans[-len(words)] = (start, end)
        elif style == '"' and (escape := _ESCAPE.match(raw, at)):
            end = escape.end()
            spans += [(at, end), *[(end, end)] * (len(words) - 1)]
        else:
            end = at + (2 if style == "'" and words == "'" else 1)
            if raw[at : at + 1] != words:
                return None
            spans.append((at, end))
        at = end
    return spans or None


def _typed(words: str, text: str, place: Place) -> str:
    """``words`` as they stand in a scalar of the style of ``place``."""
    match place.style:
        case '"':
            return json.dumps(words, ensure_ascii=False)[1:-1]
        case "'":
            return words.replace("'", "''")
        case "|" | ">":
            end = "\n" if place.style == "|" else "\n\n"
            margin = " " * _block_margin(text, place)
            return re.sub(r"\n+", lambda gap: end * len(gap[0]) + margin, words)
    return words


def _block_margin(text: str, place: Place) -> int:
    header = _HEADER.match(text, place.start)
    return header.end() - text.rfind("\n", 0, header.end()) - 1 if header else 0


def _whole(text: str, place: Place, value: str) -> Iterator[str]:
    """``value`` typed anew, in the quotes that it had if it had any."""
    if "\n" not in value:
        if place.style == '"':
            yield json.dumps(value, ensure_ascii=False)
        yield scalar(value, flow=place.inside)
    if not place.inside:
        margin = _column(text, place.first) + 2
        yield line_ending(text).join(value_lines("", value, margin)).lstrip()
    yield json.dumps(value, ensure_ascii=False)


def renamed(text: str, place: Place, key: str) -> Iterator[str]:
    """``text`` with ``key`` for the key of ``place``."""
    assert place.key is not None
    quoted = json.dumps(key, ensure_ascii=False)
    for typed in (quoted,) if place.key_style == '"' else (scalar(key, flow=place.inside), quoted):
        yield text[: place.key] + typed + text[place.key_end :]


def removed(text: str, place: Place) -> Iterator[str]:
    """``text`` without ``place``, and the key or the dash in front of it."""
    siblings = place.parent.children if place.parent else []
    at = siblings.index(place)
    following = siblings[at + 1] if at + 1 < len(siblings) else None
    start = _line_start(text, place.first)
    if not place.inside and not text[start : place.first].strip():
        yield text[:start] + text[_line_end(text, place.end) :]
    if following is not None:
        yield text[: place.first] + text[following.first :]
    elif at:
        yield text[: siblings[at - 1].end] + text[place.end :]
    else:
        yield text[: place.first] + text[place.end :]


def with_item(text: str, items: Place, index: int, value: str) -> Iterator[str]:
    """``text`` with ``value`` as the item ``index`` of the list ``items``."""
    if items.kind == "scalar":  # one that stands for a list of one
        both = [text[items.start : items.end], scalar(value, flow=True)]
        both = both if index else both[::-1]
        yield f"{text[: items.start]}[{', '.join(both)}]{text[items.end :]}"
        return
    typed = scalar(value, flow=True)
    if items.flow:
        if not items.children:
            yield f"{text[: items.start + 1]}{typed}{text[items.start + 1 :]}"
        elif index:
            at = items.children[index - 1].end
            yield f"{text[:at]}, {typed}{text[at:]}"
        else:
            at = items.children[0].first
            yield f"{text[:at]}{typed}, {text[at:]}"
        return
    beside = items.children[max(0, index - 1)]
    margin = _column(text, beside.first)
    lines = list(value_lines(" " * margin + "-", value, margin + 2))
    at = _line_end(text, beside.end) if index else _line_start(text, beside.first)
    yield _with_lines(text, at, lines)


def with_group(text: str, items: Place, index: int, value: Node) -> Iterator[str]:
    """``text`` with a mapping as the item ``index`` of ``items``, a list without brackets."""
    if items.kind == "list" and not items.flow:
        beside = items.children[max(0, index - 1)]
        at = _line_end(text, beside.end) if index else _line_start(text, beside.first)
        yield _with_lines(text, at, item_lines(value, _column(text, beside.first)))


def with_pair(
    text: str, group: Place, key: str, value: str | list[str], index: int = 0
) -> Iterator[str]:
    """``text`` with ``key`` as the pair ``index`` of the mapping ``group``, or as the last.

    A list is one of texts.
    """
    beside = group.children[index - 1]
    if group.flow:
        flat = (
            scalar(value, flow=True)
            if isinstance(value, str)
            else f"[{', '.join(scalar(each, flow=True) for each in value)}]"
        )
        name = json.dumps(key) if beside.key_style == '"' else scalar(key, flow=True)
        yield f"{text[: beside.end]}, {name}: {flat}{text[beside.end :]}"
        return
    margin = _column(text, beside.first)
    start = f"{' ' * margin}{scalar(key)}:"
    if isinstance(value, str):
        lines = list(value_lines(start, value, margin + 2))
    else:
        dash = " " * (margin + 2) + "-"
        lines = [start, *(line for each in value for line in value_lines(dash, each, margin + 4))]
    yield _with_lines(text, _line_end(text, beside.end), lines)


def commented(text: str, place: Place, comment: str) -> Iterator[str]:
    """``text`` with ``comment`` in a line of its own above ``place``."""
    above = place
    while above.parent is not None and above.inside:
        above = above.parent
    start = _line_start(text, above.first)
    margin = _BLANKS.match(text, start)
    line = f"{margin[0] if margin else ''}# {comment}"
    before = reversed(text[:start].splitlines())
    above_it = takewhile(lambda each: each.lstrip().startswith("#"), before)
    yield text if line in above_it else _with_lines(text, start, [line])


def _with_lines(text: str, at: int, lines: list[str]) -> str:
    end = line_ending(text)
    start = "" if not at or text[:at].endswith(("\n", "\r")) else end
    return f"{text[:at]}{start}{end.join(lines)}{end}{text[at:]}"


def line_ending(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    """Where the line after that of the index ``at`` starts."""
    found = re.compile(r"\r\n|\n|\r").search(text, at)
    return found.end() if found else len(text)


def _column(text: str, at: int) -> int:
    return at - _line_start(text, at)
