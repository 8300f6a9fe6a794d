"""Timeline: the rule beside the paragraphs of an entry, as their border, and its dots, drawn."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cvrender.renderers import timeline
from cvrender.renderers.word.drawing import dot
from cvrender.renderers.word.formatting import Border
from cvrender.renderers.word.numbering import LIST_STYLES, bullet_edge
from cvrender.renderers.word.runs import Paragraph
from cvrender.renderers.word.theme_part import WordTheme
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens

_ASCENT = 0.8
"""The part of an exact line that is above the baseline."""
_LISTS = tuple(LIST_STYLES)
_WIDEST_GAP = 31
"""Points from a border to its text, at most (17.18.68)."""
_MIDDLE = 0.35
"""The middle of digits above the baseline, in ems."""


class Timeline(NamedTuple):
    """The rule of one document."""

    tokens: Tokens
    theme: WordTheme
    rtl: bool

    def beside(self, paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
        """``paragraphs`` with the rule where the lines of the document begin."""
        color = self.theme.color(self.tokens.colors.rule)
        for paragraph in paragraphs:
            opposed = paragraph.format.rtl not in (None, self.rtl)  # its lines begin elsewhere
            text = timeline.ROOM + (0 if opposed else self._indent(paragraph))
            gap = text - timeline.RULE - timeline.WIDTH / 2
            rule = Border(self._side, color, timeline.WIDTH, min(round(gap), _WIDEST_GAP))
            ruled = paragraph.formatted(borders=(rule,))
            yield ruled.formatted(right_indent=timeline.ROOM) if opposed else ruled

    def _indent(self, paragraph: Paragraph) -> float:
        """Where its first line begins, in points from the edge of the text."""
        style = paragraph.format.style
        return bullet_edge(_LISTS.index(style), self.tokens) if style in _LISTS else 0

    def station(self, row: Paragraph, above: float, number: int | None) -> Paragraph:
        """A row with ``above`` points of blank in its line, and the dot of this number or none.

        Word draws no border beside the space between paragraphs whose indents differ.
        """
        size = to_points(self.tokens.sizes.body)
        line = self.tokens.line_height * size
        middle = line / 2
        row = row.formatted(space_before=0)
        if above:
            row = row.formatted(line_height=line + above)
            middle = _ASCENT * (line + above) - _MIDDLE * size
        if number is None:
            return row
        down = middle - timeline.DOT / 2
        return row.preceded(dot(number, timeline.DOT, self._side, down))

    @property
    def _side(self) -> str:
        return "right" if self.rtl else "left"
