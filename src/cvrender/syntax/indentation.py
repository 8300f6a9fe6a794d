"""Rules for mistakes in indentation: keys, items and texts that are not aligned."""

import re

from cvrender.errors import QUOTE_IT, quoted
from cvrender.syntax.parse_failure import Failure, SyntaxMistake, line_at, line_start, lines_above
from cvrender.syntax.punctuation import colon, never_closed_bracket

_KEY = re.compile(r"\s*(?:- +)*([^\s:#\"'\-][^:\"']*?):(?=\s|$)")
_WORDS_FOR_A_KEY = re.compile(r"( *(?:- +)+)([A-Z][^:\"']*+|(?=[^:\"']* )[^\s:\"'-][^:\"']*+): +\S")
_TIGHT_KEY = re.compile(r"\s*(?:- +)*([A-Za-z_]\w*):(?!//)\S")
_TIGHT_DASH = re.compile(r"\s*(?:- +)*-(?=[^\s\-])")
_WORD = re.compile(r"[a-z_]+ *")
_ITEM = re.compile(r"\s*-(?=\s|$)")
_HEAD = re.compile(r"\s*[\w-]+:\s*")
_ITEM_OF_WORDS = re.compile(r"\s*- ++([^:\"']+)$")
_OWN_BULLET = re.compile(r"([•▪●◦‣–—+])\s*\w")
_OTHER_COLON = re.compile(r"[\w-]+ *([：=])")  # the first as East Asian keyboards type it
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", re.MULTILINE)


def conflict(failure: Failure) -> SyntaxMistake | None:
    """What a version control system leaves where two versions of a line meet."""
    line = line_start(failure.text, failure.at)
    marks = list(_CONFLICT.finditer(failure.text, 0, line + 8))
    if not marks or failure.text.count("\n", marks[-1].start(), line) > 1:
        return None
    message = "unresolved merge conflict"
    hint = "keep one version and remove the lines of `<`, `=` and `>`"
    return SyntaxMistake(marks[0].start(), "merge-conflict", message, hint)


def list_on_key_line(failure: Failure) -> SyntaxMistake | None:
    if "sequence entries are not allowed" not in failure.problem:
        return None
    message = "a list cannot start on the line of its key"
    hint = f"start it on the next line, or {QUOTE_IT} if it is not a list"
    if not line_at(failure.text, failure.at + 1).strip():
        message, hint = "this list item is empty", f"remove the `-`, or {QUOTE_IT}"
    return SyntaxMistake(failure.at, "list-on-key-line", message, hint)


def key_without_colon(failure: Failure) -> SyntaxMistake | None:
    """A line among keys, or among items, that is neither."""
    if "could not find expected ':'" not in failure.problem:
        return None
    if failure.text[failure.start] in "[{":
        return never_closed_bracket(failure.text, failure.start)
    return _neither(failure.text, failure.start)


def _neither(text: str, start: int) -> SyntaxMistake:
    """The line at ``start``, which is neither a key nor an item."""
    words = line_at(text, start)
    if (tight := _tight(text, start)) is not None:
        return tight
    if (pasted := own_bullet(words, start)) is not None:
        return pasted
    message = f"{quoted(words)} has no colon"
    if (key := _text_above(text, start)) is not None:
        return key_in_text(*key)
    if other := _OTHER_COLON.match(words):
        hint = f"write `: ` instead of {quoted(other[1])}"
        return SyntaxMistake(start + other.start(1), "missing-colon", message, hint)
    if words.startswith(("//", "/*", "<!--")):
        return SyntaxMistake(start, "missing-colon", message, "start a comment with `# `")
    if _heads(text, start):
        return SyntaxMistake(start, "bare-key", message, f"write {quoted(f'{words.rstrip()}:')}")
    hint = "or indent the line if it continues the text above"
    if _among_items(text, start):
        return SyntaxMistake(
            start,
            "missing-colon",
            f"{quoted(words)} is not a list item",
            f"start it with `- `, {hint}",
        )
    return SyntaxMistake(start, "missing-colon", message, f"write `key: value`, {hint}")


def _text_above(text: str, start: int) -> tuple[str, int] | None:
    """What YAML takes for a key, and where, in ``- Sold hats: red`` above more of its words."""
    above = line_start(text, line_start(text, start) - 1)
    match = _WORDS_FOR_A_KEY.match(line_at(text, above))
    in_line = match and match.end(1) == start - line_start(text, start)
    return (match[2], above + match.start(2)) if match and in_line else None


def key_in_text(key: str, index: int = 0) -> SyntaxMistake:
    """A text with a colon, of which YAML makes a key and its value."""
    message = f"YAML reads {quoted(f'{key}:')} as a key"
    return SyntaxMistake(index, "colon-in-text", message, QUOTE_IT)


def _among_items(text: str, start: int) -> bool:
    """Whether the line at ``start`` stands in line with items of a list."""
    indent = start - line_start(text, start)
    above = (line_at(text, line) for line in lines_above(text, start))
    level = (line for line in above if len(line) - len(line.lstrip()) <= indent)
    nearest = next(level, "")
    return nearest[:indent].isspace() and bool(_ITEM.match(nearest[indent:]))


def _heads(text: str, start: int) -> bool:
    """Whether one word stands above what only a key can have below it."""
    words = line_at(text, start)
    below = line_at(text, text.find("\n", start) + 1)
    indent = start - line_start(text, start)
    deeper = len(below) - len(below.lstrip()) > indent or _ITEM.match(below[indent:])
    return bool(_WORD.fullmatch(words) and below.strip() and deeper)


def own_bullet(words: str, index: int) -> SyntaxMistake | None:
    """A line of a word processor's list, where YAML wants a dash."""
    if (bullet := _OWN_BULLET.match(words)) is None:
        return None
    message = f"{quoted(bullet[1])} does not start a list item"
    return SyntaxMistake(index, "own-bullet", message, "write `- ` instead")


def _tight(text: str, start: int) -> SyntaxMistake | None:
    """``name:Alex`` or ``-item`` on the line at ``start``."""
    line = line_at(text, start)
    if match := _TIGHT_KEY.match(line):
        message = f"missing space after `{match[1]}:`"
        return SyntaxMistake(start + match.end(1), "missing-space", message)
    if match := _TIGHT_DASH.match(line):
        return SyntaxMistake(start + match.end() - 1, "missing-space", "missing space after `-`")
    return None


def unexpected_colon(failure: Failure) -> SyntaxMistake | None:
    """A colon inside a text: on one line, or because the text runs on from a line above."""
    if "mapping values are not allowed" not in failure.problem:
        return None
    line = line_start(failure.text, failure.at)
    words = failure.text[line : failure.at]
    if _KEY.match(words) or not _KEY.match(words + ":"):
        return colon(failure)
    return _runs_on(failure, line + len(words) - len(words.lstrip(" -")))


def _runs_on(failure: Failure, key: int) -> SyntaxMistake:
    """The key at ``key`` was read as part of a text that starts on a line above it."""
    text = failure.text
    first = own = line_start(text, key)
    tight = None
    for start in lines_above(text, key):
        if (found := _tight(text, start)) is not None:
            tight = found
        elif (value := _value(line_at(text, start))) is not None:
            if value and tight is None:
                return _swallowed(text, key, start)
            break
        else:
            first = start
    if tight is not None:
        return tight
    words = line_at(text, first)
    indent = len(words) - len(words.lstrip())
    return colon(failure) if first == own else _neither(text, first + indent)


def _swallowed(text: str, key: int, started: int) -> SyntaxMistake:
    name = quoted(text[key : text.index(":", key)])
    line = text.count("\n", 0, started) + 1
    message = f"YAML reads {name} as part of the text that starts on line {line}"
    hint = "indent it like the keys around it, or put that text in quotes"
    if item := _ITEM_OF_WORDS.match(line_at(text, started)):
        hint = f"give that text a key too, like {quoted(f'- title: {item[1]}')}"
    return SyntaxMistake(key, "indentation", message, hint)


def _value(line: str) -> str | None:
    """What stands behind the key or the dash of a line; None without either."""
    match = _KEY.match(line) or _ITEM.match(line)
    return line[match.end() :].strip() if match else None


def after_end(failure: Failure) -> SyntaxMistake | None:
    """Something behind the line ``...``, which ends a document."""
    if not re.search(r"^\.\.\.\s", failure.text[: failure.at], re.MULTILINE):
        return None
    message = "text after the line `...`, which ends the CV"
    return SyntaxMistake(failure.at, "second-document", message)


def misaligned(failure: Failure) -> SyntaxMistake | None:
    """A line that belongs to no list and no group of keys that is still open."""
    line = line_start(failure.text, failure.at)
    if failure.text[line : failure.at].strip(" -") or not failure.char.strip():
        return None
    if (tight := _tight(failure.text, failure.at)) is not None:
        return tight
    same_column = failure.start - line_start(failure.text, failure.start) == failure.at - line
    if same_column and failure.context is not None:
        return _tight(failure.text, line_start(failure.text, failure.start)) or _among(failure)
    if (undashed := _undashed(failure.text, failure.at)) is not None:
        return undashed
    message = "this line is not aligned with the lines above it"
    hint = "indent it exactly like the line it belongs to"
    return SyntaxMistake(failure.at, "indentation", message, hint)


def _undashed(text: str, item: int) -> SyntaxMistake | None:
    """The first item of the list that the one here goes on, if it has no dash."""
    if not _ITEM.match(line_at(text, item)) or (first := _first(text, item)) is None:
        return None
    message = "the first item of this list has no dash"
    line = text.count("\n", 0, item) + 1
    hint = f"start it with `- `, as on line {line}"
    return SyntaxMistake(first, "indentation", message, hint)


def _first(text: str, item: int) -> int | None:
    """Where a key stands right below one without a value, in line with what is in ``item``."""
    level, first = item - line_start(text, item), item
    for start in lines_above(text, item):
        line = line_at(text, start)
        indent = len(line) - len(line.lstrip())
        if indent <= level:
            in_line = first - line_start(text, first) == level + len("- ")
            return first if in_line and _HEAD.fullmatch(line) and text[first] != "-" else None
        first = start + indent
    return None


def _among(failure: Failure) -> SyntaxMistake:
    if (pasted := own_bullet(line_at(failure.text, failure.at), failure.at)) is not None:
        return pasted
    if _ITEM.match(line_at(failure.text, failure.at)):
        message = "expected a key, found a list item"
        hint = "put a key for the list on the line above, or indent this line"
    else:
        message, hint = "expected a list item, found a key", "indent it, or start it with `- `"
    return SyntaxMistake(failure.at, "indentation", message, hint)
