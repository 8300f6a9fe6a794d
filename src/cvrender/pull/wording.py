"""Wording: a change of the words that a reader sees → the same change in the Markdown behind them.

A mark stays where it is; where a change meets one, the readings are tried in turn: the new words
inside the mark, or outside.
"""

import re
from collections.abc import Iterator
from itertools import product

from cvrender import inline
from cvrender.extract.word_paragraphs import canonical
from cvrender.inline import Span
from cvrender.renderers.json_resume.markdown import written
from cvrender.text_edit import Edit, applied, edits

_TARGET = re.compile(r"\]\((?:<[^>]*>|[^)]*)\)")
_MARKUP = re.compile(r"[*`\[\]]")
_WORDS = re.compile(r"\s+|\S")
_SPACE = re.compile(r"\s+")


def reworded(markdown: str, new: str, emphasis: frozenset[str] = frozenset()) -> Iterator[str]:
    """``markdown`` with changes that make it read ``new``; emphasis and links stay on their words.

    New words behind a mark stand outside of it, unless they are in ``emphasis``. The last one may
    spell marks in another way.
    """
    shown = _plain(markdown)
    changes = edits(shown, new)
    is_inside = {word for _, _, words in changes for word in words.split()} <= emphasis
    if is_inside:
        changes = [_beside_word(shown, each) for each in changes]
    for candidate in dict.fromkeys(_edited(markdown, shown, changes, is_inside)):
        if _plain(candidate) == new and _keeps_marks(markdown, candidate, changes):
            yield candidate
    yield written(_respanned(inline.parse(markdown), changes))


def _beside_word(shown: str, edit: Edit) -> Edit:
    """``edit``; words that are added behind a blank are added in front of it, behind the word."""
    start, end, words = edit
    is_behind_blank = start == end and shown[start - 1 : start] == words[-1:] == " "
    return Edit(start - 1, end - 1, f" {words[:-1]}") if is_behind_blank else edit


def verbatim(value: str, shown: str, new: str) -> Iterator[str]:
    """``value`` with what makes ``new`` of what is ``shown`` of it, as of an address."""
    yield from dict.fromkeys(_edited(value, shown, edits(shown, new)))
    yield new


def _edited(text: str, shown: str, changes: list[Edit], is_inside: bool = True) -> Iterator[str]:
    """``text``, in which the characters of ``shown`` stand in order, with ``changes`` of those.

    Words that are added stand inside of a mark in front of them first, or outside.
    """
    at = _places(text, shown)
    if at is None:
        return
    ends = [0, *(end for _, end in at)]
    starts = [*(start for start, _ in at), len(text)]
    both = (False, True)
    for is_before, is_behind, is_escaped in product(both, both, both):
        made = []
        for start, end, words in changes:
            first = starts[start] if start < end and not is_before else ends[start]
            last = ends[end] if start < end and not is_behind else starts[end]
            if start == end:
                first = last = ends[start] if is_inside != is_behind else starts[end]
            typed = _MARKUP.sub(r"\\\g<0>", words) if is_escaped else words
            made.append(Edit(first, last, typed))
        yield applied(text, made)


def _places(text: str, shown: str) -> list[tuple[int, int]] | None:
    """Where each character of ``shown`` stands in ``text``; None where it does not.

    What ``shown`` has in front of ``text``, such as ``doi:``, stands at its start.
    """
    masked = _TARGET.sub(lambda target: "\0" * len(target[0]), text)
    lead = next((n for n in range(len(shown)) if shown[n:] in masked), 0)
    return _subsequence(masked, shown, 0) or _subsequence(masked, shown, lead)


def _subsequence(masked: str, shown: str, lead: int) -> list[tuple[int, int]] | None:
    """Where the characters of ``shown`` stand in order; the first ``lead`` of them at the start."""
    at, places = 0, [(0, 0)] * lead
    for match in _WORDS.finditer(shown, lead):
        words = match[0]
        if words.isspace():
            space = _SPACE.search(masked, at)
            if space is None:
                return None
            places += [space.span(), *[(space.end(), space.end())] * (len(words) - 1)]
            at = space.end()
            continue
        at = masked.find(words, at)
        if at < 0:
            return None
        places.append((at, at + 1))
        at += 1
    return places


def _plain(markdown: str) -> str:
    return canonical("".join(span.text for span in inline.parse(markdown)))


def _keeps_marks(before: str, after: str, changes: list[Edit]) -> bool:
    """Whether the words that stay are set as they were."""
    old, new = _marks(before), _marks(after)
    if len(old) != len(_plain(before)) or len(new) != len(_plain(after)):
        return True  # letters are composed in another way: the words alone are compared
    at = shift = 0
    for start, end, words in changes:
        if old[at:start] != new[at + shift : start + shift]:
            return False
        at, shift = end, shift + len(words) - (end - start)
    return old[at:] == new[at + shift :]


def _marks(markdown: str) -> list[object]:
    """How each character is set."""
    return [span.looks for span in inline.parse(markdown) for _ in span.text]


def _respanned(spans: tuple[Span, ...], changes: list[Edit]) -> tuple[Span, ...]:
    """``spans`` with ``changes`` of their words, each set as the word before it."""
    letters = [(char, span) for span in spans for char in span.text]
    for start, end, words in reversed(changes):
        beside = letters[max(0, start - 1) : start or 1]
        like = beside[0][1] if beside else Span("")
        if start < end and start < len(letters):
            like = letters[start][1]
        letters[start:end] = [(char, like) for char in words]
    return tuple(inline.merged(like._replace(text=char) for char, like in letters))
