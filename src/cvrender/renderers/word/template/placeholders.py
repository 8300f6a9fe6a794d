"""Placeholders of a template: where the CV stands, and names in braces → words.

Word splits a word into runs as it was typed, so that ``{{name}}`` may stand in several of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docx.oxml.ns import qn

from cvrender.checks.vocabulary import near
from cvrender.errors import one_of
from cvrender.outline.placeholders import CV, NAMES, PLACEHOLDER, is_place

_TEXT, _PARAGRAPH, _BOX = qn("w:t"), qn("w:p"), qn("w:txbxContent")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def place(body: Any) -> Any | None:
    """The paragraph that the CV stands for; None where the template has none."""
    return next((each for each in _paragraphs(body) if is_place(_words(each))), None)


def holds_nothing(body: Any) -> bool:
    """Whether the body of a template is empty: a letterhead without words or pictures."""
    shown = body.iter(qn("w:drawing"), qn("w:pict"), qn("w:tbl"), qn("w:object"))
    return not _joined(body.iter(_TEXT)).strip() and next(shown, None) is None


def fill(roots: Iterable[Any], words: Mapping[str, str]) -> None:
    """Put ``words`` in the place of their names; others stay as they are."""
    for root in roots:
        for paragraph in root.iter(_PARAGRAPH):
            texts = _texts(paragraph)
            for found in reversed([*PLACEHOLDER.finditer(_joined(texts))]):
                if (word := words.get(found[1].casefold())) is not None:
                    _replace(texts, found.start(), found.end(), word)


def wrong(body: Any, roots: Iterable[Any]) -> Iterator[str]:
    """What is wrong with the placeholders, in words, and what to do; ``body`` is in ``roots``."""
    here = place(body)
    for root in roots:
        for paragraph in root.iter(_PARAGRAPH):
            for found in PLACEHOLDER.finditer(_words(paragraph)):
                name = found[1].casefold()
                if name not in NAMES:
                    hint = near(name, NAMES) or one_of([f"{{{{{known}}}}}" for known in NAMES])
                    yield f"the placeholder `{found[0]}` is not known; {hint}"
                elif name == CV and paragraph is not here:
                    yield (
                        f"`{found[0]}` has no effect here; write it once, in a paragraph of its own"
                    )


def _paragraphs(body: Any) -> Iterator[Any]:
    """The paragraphs outside of text boxes."""
    for paragraph in body.iter(_PARAGRAPH):
        if next(paragraph.iterancestors(_BOX), None) is None:
            yield paragraph


def _texts(paragraph: Any) -> list[Any]:
    """The texts of a paragraph, without those of a text box in it."""
    each = paragraph.iter(_TEXT)
    return [text for text in each if next(text.iterancestors(_PARAGRAPH)) is paragraph]


def _words(paragraph: Any) -> str:
    return _joined(_texts(paragraph))


def _joined(texts: Iterable[Any]) -> str:
    return "".join(text.text or "" for text in texts)


def _replace(texts: Iterable[Any], start: int, end: int, word: str) -> None:
    """Replace what stands from ``start`` to ``end`` in ``texts`` as if they were one."""
    at = 0
    for text in texts:
        own = text.text or ""
        first, last = start - at, end - at
        if first < len(own) and last > 0:
            before, after = own[: max(first, 0)], own[last:]
            text.text = f"{before}{word if first >= 0 else ''}{after}"
            text.set(_SPACE, "preserve")
        at += len(own)
