"""Rules for mistakes in punctuation: spaces, quotes, brackets, colons."""

import re

from cvrender.errors import QUOTE_IT, quoted
from cvrender.syntax.parse_failure import Failure, SyntaxMistake, line_at, line_start

_CURLY = re.compile(r"(?:: |- |^ *)([“”„«‘’])")
_HIDDEN = re.compile(r"[ \t](#[\w-]+)")
_STARRED_KEY = re.compile(r"\*+(\w+)(?:\*+:|:\*+)")
_SECOND_KEY = re.compile(r"^\s*(?:- )?\w+: .*[,;] ([a-z_]+)$")
_FIRST_SIGN = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?([*&!])")
"""The sign that a text starts with, where YAML stumbles over another one behind it."""
_ODD = "[\xa0\u1680\u2000-\u200b\u202f\u205f\u3000]"
_ODD_SPACE = re.compile(rf"^ *(?:- +)*(?:-|[\w-]+:)?({_ODD})", re.MULTILINE)


def in_odd_space(failure: Failure) -> SyntaxMistake | None:
    """A space of a word processor where YAML wants a plain one, above the place of the failure."""
    end = failure.at + len(line_at(failure.text, failure.at))
    if (match := _ODD_SPACE.search(failure.text, 0, end)) is None:
        return None
    return odd_space(match[1], match.start(1))


def odd_space(char: str, index: int) -> SyntaxMistake:
    message = f"YAML does not accept this space (U+{ord(char):04X})"
    return SyntaxMistake(index, "odd-space", message, "replace it with a plain space")


def tab(failure: Failure) -> SyntaxMistake | None:
    if failure.char != "\t":
        return None
    message = "YAML does not accept a tab here"
    return SyntaxMistake(failure.at, "tab-indentation", message, "indent with spaces")


def escape(failure: Failure) -> SyntaxMistake | None:
    in_quotes = "quoted scalar" in failure.context_words
    if not (in_quotes and re.search("escape|hex", failure.problem)):
        return None
    slash = failure.text.rfind("\\", failure.start, failure.at + 1)
    written = quoted(failure.text[slash : slash + 2])
    message = f"{written} is not an escape sequence in double quotes"
    return SyntaxMistake(slash, "bad-escape", message, "write `\\\\`, or use single quotes")


def unclosed_quote(failure: Failure) -> SyntaxMistake | None:
    """A quote that runs to the end of the file, or that swallowed all up to the next quote."""
    if "quoted scalar" in failure.context_words:
        return _never_closed(failure.text, failure.start)
    if failure.closed is None:
        return None
    start, end = failure.closed
    is_quoted = failure.text[start] in "\"'" and "\n" in failure.text[start:end]
    # What was a text behind the next quote may be a comment now: `accent: "#0b6e4f"`.
    behind = re.fullmatch(r"(?:#[^\n]*\n)?\s*", failure.text[end : failure.at])
    return _never_closed(failure.text, start) if is_quoted and behind else None


def _never_closed(text: str, start: int) -> SyntaxMistake:
    hint = f"close it with {text[start]}"
    if text[start] == "'":
        hint += ", or put the text in double quotes if it is an apostrophe"
    return SyntaxMistake(start, "unclosed-quote", "this quote is not closed on its line", hint)


def after_quote(failure: Failure) -> SyntaxMistake | None:
    """Text behind a closing quote; a colon may be the first that the parser stops at."""
    before = failure.text[: failure.at].rstrip(" ")[-1:]
    colon = failure.char == ":" and before in ("'", '"') and "mapping values" in failure.problem
    start = _follows(failure, "\"'")
    if not colon and start is None:
        return None
    quote = before if colon else failure.text[start or 0]
    inner = "''" if quote == "'" else '\\"'
    message = "the text continues after its closing quote"
    hint = f"put quotes around the whole text and write a quote inside it as {inner}"
    if line_at(failure.text, failure.at).strip() == ",":
        hint = "remove the comma"
    return SyntaxMistake(failure.at, "text-after-quote", message, hint)


def _follows(failure: Failure, starts: str) -> int | None:
    """The start of what closed just before, on the same line, if it starts with one of these."""
    if failure.closed is None:
        return None
    start, end = failure.closed
    between = failure.text[end : failure.at]
    same_line = end <= failure.at and not between.strip(" ")
    return start if same_line and failure.text[start] in starts and failure.char.strip() else None


def special_start(failure: Failure) -> SyntaxMistake | None:
    """A plain text that starts with a character which has a meaning of its own in YAML."""
    if (start := _special(failure)) is None:
        return None
    above = line_start(failure.text, start)
    if first := _FIRST_SIGN.match(failure.text[above:start]):
        start = above + first.start(1)
    if failure.text.startswith("```", start):
        return SyntaxMistake(
            start, "special-start", "Markdown code fences are not supported", "remove this line"
        )
    if key := _STARRED_KEY.match(failure.text, start):
        message = f"{quoted(key[0])} is not a key"
        return SyntaxMistake(start, "special-start", message, f"write {quoted(f'{key[1]}:')}")
    char = failure.text[start]
    message = f"text cannot start with {'a backtick' if char == '`' else f'`{char}`'}"
    return SyntaxMistake(
        start, "special-start", message, _start_hint(failure.text[start : start + 2])
    )


def _start_hint(start: str) -> str:
    """What is to be done with a text of these first two characters."""
    if start == "* ":
        return f"write `- ` for an item of a list, or {QUOTE_IT}"
    if start[0] in ">|":
        return f"start the text on the line below, indented, or {QUOTE_IT}"
    return QUOTE_IT


def _special(failure: Failure) -> int | None:
    """Where that character stands, by what the parser took it for."""
    closed = _follows(failure, "[{*&!")
    if closed is not None or failure.bracket is not None:
        return closed
    words = f"{failure.problem} {failure.context_words}"
    if re.search("an alias|an anchor|a tag|tag handle|block scalar", words):
        return failure.start
    if failure.char and re.search("cannot start any token|node content|mapping keys are", words):
        return failure.at
    return (
        _directive(failure) if re.search("directive|document start|incompatible", words) else None
    )


def _directive(failure: Failure) -> int | None:
    match = re.search("^%", failure.text[: failure.at + 1], re.MULTILINE)
    return match.start() if match else None


def bracket(failure: Failure) -> SyntaxMistake | None:
    if failure.bracket is None:
        return None
    line = failure.text[failure.bracket : failure.at]
    if failure.char == ":" and "\n" not in line:
        return colon(failure)
    return never_closed_bracket(failure.text, failure.bracket)


def never_closed_bracket(text: str, start: int) -> SyntaxMistake:
    """A bracket that stays open; behind a `` #`` on its line, what would close it is a comment."""
    if hidden := _HIDDEN.search(line_at(text, start)):
        message = f"YAML reads {quoted(hidden[1])} and the rest of the line as a comment"
        return SyntaxMistake(start + hidden.start(1), "tight-comment", message, QUOTE_IT)
    opened = text[start]
    closing = {"[": "]", "{": "}"}.get(opened, "")
    message = f"this `{opened}` is not closed"
    hint = f"close it with `{closing}`, or {QUOTE_IT} if it is not a list"
    return SyntaxMistake(start, "unclosed-bracket", message, hint)


def colon(failure: Failure) -> SyntaxMistake:
    message = "unquoted text cannot contain a colon followed by a space"
    line = failure.text[line_start(failure.text, failure.at) : failure.at]
    curly = _CURLY.search(line)
    hint = f'use " instead of {curly[1]}' if curly else QUOTE_IT
    if key := _SECOND_KEY.search(line):
        hint = f"put {quoted(f'{key[1]}:')} on its own line, or the text in quotes"
    return SyntaxMistake(failure.at, "colon-in-text", message, hint)


def no_key(failure: Failure) -> SyntaxMistake | None:
    if failure.char != ":":
        return None
    return SyntaxMistake(failure.at, "missing-key-name", "missing key before this colon")
