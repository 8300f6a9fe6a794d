"""Heights: how much of a page paragraphs take, by estimate: Word alone knows."""

import re
from collections.abc import Iterable, Mapping
from math import ceil
from typing import NamedTuple

from cvrender.renderers.line_fit import ems
from cvrender.renderers.word.runs import Paragraph
from cvrender.renderers.word.style import Style
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens

_EMU = 12_700
"""English metric units in a point."""
_RAGGED = 1.5
"""Ems that a line is shorter than its column, on average: the next word is longer."""
_WORDS = re.compile(r"<w:t [^>]*>([^<]*)|(<w:br/>)")
_PICTURE = re.compile(r'<wp:extent cx="\d+" cy="(\d+)"')


class Heights(NamedTuple):
    """The measures of one column."""

    styles: Mapping[str, Style]
    tokens: Tokens
    family: str

    def of(self, paragraphs: Iterable[Paragraph]) -> float:
        """The height of ``paragraphs`` in points."""
        return sum(map(self._height, paragraphs))

    def _height(self, paragraph: Paragraph) -> float:
        style, runs = self.styles[paragraph.format.style or "Normal"], "".join(paragraph.runs)
        assert style.paragraph is not None
        before, own = style.paragraph.space_before or 0, paragraph.format.space_before
        around = (before if own is None else own) + (style.paragraph.space_after or 0)
        size = style.run.size or to_points(self.tokens.sizes.body)
        lines = sum(self._lines(words, size) for words in _lines(runs))
        picture = max((int(height) / _EMU for height in _PICTURE.findall(runs)), default=0)
        return around + max(lines * size * self.tokens.line_height, picture)

    def _lines(self, words: str, size: float) -> int:
        return max(
            1, ceil(ems(words, self.family) / (self.tokens.page.text_width / size - _RAGGED))
        )


def _lines(runs: str) -> list[str]:
    """The words of ``runs`` between its line breaks."""
    return "".join((break_ and "\n") or words for words, break_ in _WORDS.findall(runs)).split("\n")
