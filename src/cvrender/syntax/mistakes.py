"""Where YAML's parser gave up → the mistake that a person made there.

The parser names the token it did not expect, often lines below the mistake. The rules here look
at the text around that place; each knows one mistake, and the first that recognises its own speaks.
They go by what libyaml and PyYAML have in common, so both give the same words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cvrender.errors import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Failure", "Mistake", "explain", "odd_space", "own_bullet"]

QUOTE_IT = "put the text in quotes"

_KEY = re.compile(r"\s*(?:- +)*([^\s:#\"'\-][^:\"']*?):(?=\s|$)")
_CURLY = re.compile(r"(?:: |- |^ *)([“”„«‘’])")
_TIGHT_KEY = re.compile(r"\s*(?:- +)*([A-Za-z_]\w*):(?!//)\S")
_TIGHT_DASH = re.compile(r"\s*(?:- +)*-(?=[^\s\-])")
_ITEM = re.compile(r"\s*-(?=\s|$)")
_ODD = "[\xa0\u1680\u2000-\u200b\u202f\u205f\u3000]"
_ODD_SPACE = re.compile(rf"^ *(?:- +)*(?:-|[\w-]+:)?({_ODD})", re.MULTILINE)
_OWN_BULLET = re.compile(r"([•▪●◦‣–—+])\s*\w")
_OTHER_COLON = re.compile(r"[\w-]+ *([：=])")  # the first as East Asian keyboards type it
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
_BLANK = re.compile(r"\s*(#.*)?$")


@dataclass(frozen=True, slots=True)
class Failure:
    """What is known when the parser stops; all places are indices into ``text``.

    ``context`` is the start of what was being read (None: unknown), ``closed`` the start and end
    of the last quoted text, list, mapping or reference that was complete, and ``bracket`` the
    innermost bracket still open.
    """

    text: str
    problem: str
    context_words: str
    at: int
    context: int | None = None
    closed: tuple[int, int] | None = None
    bracket: int | None = None

    @property
    def char(self) -> str:
        """The character at which the parser stopped; empty at the end of the file."""
        return self.text[self.at : self.at + 1]

    @property
    def start(self) -> int:
        """Where the thing begins that could not be read."""
        return self.at if self.context is None else self.context


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong at ``index``, and what can be done."""

    index: int
    code: str
    message: str
    hint: str = ""


def explain(failure: Failure) -> Mistake:
    """The mistake behind ``failure``, in the words of a person."""
    found = filter(None, (rule(failure) for rule in _RULES))
    unknown = "YAML cannot be read from here on"
    return next(found, Mistake(failure.at, "yaml-syntax", unknown, f"{QUOTE_IT} if it is text"))


def _odd_space(failure: Failure) -> Mistake | None:
    """A space of a word processor where YAML wants a plain one, above the place of the failure."""
    end = failure.at + len(_line(failure.text, failure.at))
    if (match := _ODD_SPACE.search(failure.text, 0, end)) is None:
        return None
    return odd_space(match[1], match.start(1))


def odd_space(char: str, index: int) -> Mistake:
    message = f"the space here (U+{ord(char):04X}) is none to YAML"
    return Mistake(index, "odd-space", message, "type a plain space instead")


def _conflict(failure: Failure) -> Mistake | None:
    """What a version control system leaves where two versions of a line meet."""
    line = _line_start(failure.text, failure.at)
    marks = list(_CONFLICT.finditer(failure.text, 0, line + 8))
    if not marks or failure.text.count("\n", marks[-1].start(), line) > 1:
        return None
    message = "two versions of the file meet here"
    hint = "keep one of them, and take out the lines of `<`, `=` and `>`"
    return Mistake(marks[0].start(), "merge-conflict", message, hint)


def _tab(failure: Failure) -> Mistake | None:
    if failure.char != "\t":
        return None
    message = "a tab stands here, where YAML wants spaces"
    return Mistake(failure.at, "tab-indentation", message, "indent with spaces")


def _escape(failure: Failure) -> Mistake | None:
    in_quotes = "quoted scalar" in failure.context_words
    if not (in_quotes and re.search("escape|hex", failure.problem)):
        return None
    slash = failure.text.rfind("\\", failure.start, failure.at + 1)
    written = quoted(failure.text[slash : slash + 2])
    message = f"{written} means nothing in double quotes"
    return Mistake(slash, "bad-escape", message, "write `\\\\`, or use single quotes")


def _unclosed_quote(failure: Failure) -> Mistake | None:
    """A quote that runs to the end of the file, or that swallowed all up to the next quote."""
    if "quoted scalar" in failure.context_words:
        return _never_closed(failure.text, failure.start)
    if (start := _follows(failure, "\"'")) is None or failure.closed is None:
        return None
    lines = failure.text[start : failure.closed[1]]
    return _never_closed(failure.text, start) if "\n" in lines else None


def _never_closed(text: str, start: int) -> Mistake:
    hint = f"close it with {text[start]}"
    if text[start] == "'":
        hint += ", or put the text in double quotes if it is an apostrophe"
    return Mistake(start, "unclosed-quote", "this quote is not closed on its line", hint)


def _after_quote(failure: Failure) -> Mistake | None:
    """Text behind a closing quote; a colon may be the first that the parser stops at."""
    before = failure.text[: failure.at].rstrip(" ")[-1:]
    colon = failure.char == ":" and before in ("'", '"') and "mapping values" in failure.problem
    start = _follows(failure, "\"'")
    if not colon and start is None:
        return None
    quote = before if colon else failure.text[start or 0]
    inner = "''" if quote == "'" else '\\"'
    message = "the text goes on after its closing quote"
    hint = f"put quotes around the whole text, and write a quote inside it as {inner}"
    return Mistake(failure.at, "text-after-quote", message, hint)


def _follows(failure: Failure, starts: str) -> int | None:
    """The start of what closed just before, on the same line, if it starts with one of these."""
    if failure.closed is None:
        return None
    start, end = failure.closed
    between = failure.text[end : failure.at]
    same_line = end <= failure.at and not between.strip(" ")
    return start if same_line and failure.text[start] in starts and failure.char.strip() else None


def _special_start(failure: Failure) -> Mistake | None:
    """A plain text that starts with a character which has a meaning of its own in YAML."""
    if (start := _follows(failure, "[{*&!")) is None and failure.bracket is None:
        words = f"{failure.problem} {failure.context_words}"
        if re.search("an alias|an anchor|a tag|tag handle|block scalar", words):
            start = failure.start
        elif failure.char and re.search("cannot start any token|node content", words):
            start = failure.at
        elif "mapping keys are not allowed" in words:
            start = _word_start(failure)
        elif re.search("directive|document start|incompatible", words):
            start = _directive(failure)
    if start is None:
        return None
    char = failure.text[start]
    hint = QUOTE_IT
    if char == "*" and failure.text[start + 1 : start + 2] == " ":
        hint = f"write `- ` for an item of a list, or {QUOTE_IT}"
    elif char in ">|":
        hint = f"start the text on the line below, indented, or {QUOTE_IT}"
    message = f"a text cannot start with {'a backtick' if char == '`' else f'`{char}`'}"
    return Mistake(start, "special-start", message, hint)


def _word_start(failure: Failure) -> int:
    """``*Who? me``: the star makes a reference, and only then the question mark is too much."""
    start = failure.at - len(re.split(r"[ \n]", failure.text[: failure.at])[-1])
    return start if failure.text[start] in "*&!" else failure.at


def _directive(failure: Failure) -> int | None:
    match = re.search("^%", failure.text[: failure.at + 1], re.MULTILINE)
    return match.start() if match else None


def _bracket(failure: Failure) -> Mistake | None:
    if failure.bracket is None:
        return None
    line = failure.text[failure.bracket : failure.at]
    if failure.char == ":" and "\n" not in line:
        return _colon(failure)
    return _never_closed_bracket(failure.text, failure.bracket)


def _never_closed_bracket(text: str, start: int) -> Mistake:
    opened = text[start]
    closing = {"[": "]", "{": "}"}.get(opened, "")
    message = f"this `{opened}` is not closed"
    hint = f"close it with `{closing}`, or {QUOTE_IT} if it is no list"
    return Mistake(start, "unclosed-bracket", message, hint)


def _list_on_key_line(failure: Failure) -> Mistake | None:
    if "sequence entries are not allowed" not in failure.problem:
        return None
    message = "a list cannot start on the line of its key"
    hint = f"start it on the line below, or {QUOTE_IT} if it is no list"
    return Mistake(failure.at, "list-on-key-line", message, hint)


def _key_without_colon(failure: Failure) -> Mistake | None:
    """A line among keys, or among items, that is neither."""
    if "could not find expected ':'" not in failure.problem:
        return None
    if failure.text[failure.start] in "[{":
        return _never_closed_bracket(failure.text, failure.start)
    return _neither(failure.text, failure.start)


def _neither(text: str, start: int) -> Mistake:
    """The line at ``start``, which is neither a key nor an item."""
    words = _line(text, start)
    if (tight := _tight(text, start)) is not None:
        return tight
    if (pasted := own_bullet(words, start)) is not None:
        return pasted
    message = f"{quoted(words)} has no colon"
    if other := _OTHER_COLON.match(words):
        hint = f"write `: ` for {quoted(other[1])}"
        return Mistake(start + other.start(1), "missing-colon", message, hint)
    if words.startswith("//"):
        return Mistake(start, "missing-colon", message, "a comment starts with `# `")
    hint = "write `key: value`, or indent the line if it continues the text above"
    return Mistake(start, "missing-colon", message, hint)


def own_bullet(words: str, index: int) -> Mistake | None:
    """A line of a word processor's list, where YAML wants a dash."""
    if (bullet := _OWN_BULLET.match(words)) is None:
        return None
    message = f"{quoted(bullet[1])} starts no item of a list"
    return Mistake(index, "own-bullet", message, f"write `- ` for {quoted(bullet[1])}")


def _tight(text: str, start: int) -> Mistake | None:
    """``name:Alex`` or ``-item`` on the line at ``start``."""
    line = _line(text, start)
    if match := _TIGHT_KEY.match(line):
        message = f"a space is missing after `{match[1]}:`"
        return Mistake(start + match.end(1), "missing-space", message)
    if match := _TIGHT_DASH.match(line):
        return Mistake(start + match.end() - 1, "missing-space", "a space is missing after `-`")
    return None


def _unexpected_colon(failure: Failure) -> Mistake | None:
    """A colon inside a text: on one line, or because the text runs on from a line above."""
    if "mapping values are not allowed" not in failure.problem:
        return None
    line = _line_start(failure.text, failure.at)
    words = failure.text[line : failure.at]
    if _KEY.match(words) or not _KEY.match(words + ":"):
        return _colon(failure)
    return _runs_on(failure, line + len(words) - len(words.lstrip(" -")))


def _runs_on(failure: Failure, key: int) -> Mistake:
    """The key at ``key`` was read as part of a text that starts on a line above it."""
    text = failure.text
    first = own = _line_start(text, key)
    tight = None
    for start in _lines_above(text, key):
        if (found := _tight(text, start)) is not None:
            tight = found
        elif _structural(line := _line(text, start)):
            if _value(line) and tight is None:
                return _swallowed(text, key, start)
            break
        else:
            first = start
    if tight is not None:
        return tight
    words = _line(text, first)
    indent = len(words) - len(words.lstrip())
    return _colon(failure) if first == own else _neither(text, first + indent)


def _swallowed(text: str, key: int, started: int) -> Mistake:
    name = quoted(text[key : text.index(":", key)])
    line = text.count("\n", 0, started) + 1
    message = f"{name} is read as part of the text that starts on line {line}"
    hint = "indent it like the keys around it, or put that text in quotes"
    return Mistake(key, "indentation", message, hint)


def _structural(line: str) -> bool:
    return bool(_KEY.match(line) or _ITEM.match(line))


def _value(line: str) -> str:
    """What stands behind the key or the dash of a line."""
    match = _KEY.match(line) or _ITEM.match(line)
    return line[match.end() :].strip() if match else line


def _colon(failure: Failure) -> Mistake:
    message = "a colon followed by a space cannot stand in a text without quotes"
    line = failure.text[_line_start(failure.text, failure.at) : failure.at]
    curly = _CURLY.search(line)
    hint = f'YAML knows no {curly[1]}: use " instead' if curly else QUOTE_IT
    return Mistake(failure.at, "colon-in-text", message, hint)


def _no_key(failure: Failure) -> Mistake | None:
    if failure.char != ":":
        return None
    return Mistake(failure.at, "missing-key-name", "there is no key before this colon")


def _after_end(failure: Failure) -> Mistake | None:
    """Something behind the line ``...``, which ends a document."""
    if not re.search(r"^\.\.\.\s", failure.text[: failure.at], re.MULTILINE):
        return None
    message = "something follows the line `...`, which ends the CV"
    return Mistake(failure.at, "second-document", message)


def _misaligned(failure: Failure) -> Mistake | None:
    """A line that belongs to no list and no group of keys that is still open."""
    line = _line_start(failure.text, failure.at)
    if failure.text[line : failure.at].strip(" -") or not failure.char.strip():
        return None
    if (tight := _tight(failure.text, failure.at)) is not None:
        return tight
    same_column = failure.start - _line_start(failure.text, failure.start) == failure.at - line
    if same_column and failure.context is not None:
        return _among(failure)
    message = "this line does not line up with the lines above it"
    hint = "indent it exactly like the line it belongs with"
    return Mistake(failure.at, "indentation", message, hint)


def _among(failure: Failure) -> Mistake:
    if _ITEM.match(_line(failure.text, failure.at)):
        message = "a list item stands among keys"
        hint = "give the list a key on the line above it, or indent that line"
    else:
        message, hint = "a key stands among list items", "indent it, or start it with `- `"
    return Mistake(failure.at, "indentation", message, hint)


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _line(text: str, start: int) -> str:
    """The text from ``start`` to the end of its line."""
    end = text.find("\n", start)
    return text[start : len(text) if end < 0 else end].rstrip("\r")


def _lines_above(text: str, index: int) -> Iterator[int]:
    """The starts of the lines above ``index``, nearest first, without blank ones and comments."""
    start = _line_start(text, index)
    while start > 0:
        start = _line_start(text, start - 1)
        if not _BLANK.match(_line(text, start)):
            yield start


_RULES: tuple[Callable[[Failure], Mistake | None], ...] = (
    _conflict,
    _odd_space,
    _tab,
    _escape,
    _unclosed_quote,
    _after_quote,
    _special_start,
    _bracket,
    _list_on_key_line,
    _key_without_colon,
    _unexpected_colon,
    _no_key,
    _after_end,
    _misaligned,
)
