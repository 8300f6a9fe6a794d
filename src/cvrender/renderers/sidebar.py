"""Sidebar: whether a document has one, and which sections have room in it."""

from itertools import takewhile

from cvrender.outline import Outline, Section
from cvrender.renderers import line_fit
from cvrender.theme.tokens import Tokens


def has_sidebar(outline: Outline, tokens: Tokens) -> bool:
    """Whether the theme has a sidebar, and the document something that stands in it.

    A letter has none: it has the whole width, and its sender above the text.
    """
    if not tokens.sidebar.sections or outline.letter is not None:
        return False
    return bool(has_photo(outline, tokens) or outline.contacts or sections_beside(outline, tokens))


def has_photo(outline: Outline, tokens: Tokens) -> bool:
    """Whether the photo stands in the sidebar, where there is one."""
    return outline.photo is not None and tokens.photo.place == "sidebar"


def sections_beside(outline: Outline, tokens: Tokens) -> tuple[Section, ...]:
    """The first sections, as many as may stand in the sidebar; their order never changes."""

    def stands_there(section: Section) -> bool:
        return section.kind in tokens.sidebar.sections and line_fit.words_fit(
            section.lines(), tokens.sizes.body, tokens
        )

    return tuple(takewhile(stands_there, outline.sections))
