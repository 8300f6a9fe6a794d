"""Design: the tokens that a preview offers, with what each may be, and what a document has."""

from collections.abc import Mapping
from functools import cache
from operator import attrgetter
from typing import Any, get_args

from cvrender import layouts
from cvrender.renderers.fonts import FAMILIES
from cvrender.theme.measures import to_points
from cvrender.theme.page_tokens import Page
from cvrender.theme.tokens import Tokens

_SIZES = tuple(f"{half / 2:g}pt" for half in range(17, 25))


@cache
def choices(of_letter: bool = True) -> Mapping[str, tuple[str, ...]]:
    """What each token may become, by its path: a few of those that people change first."""
    layout = {"letter.layout": (layouts.AUTO, *layouts.names())} if of_letter else {}
    return {
        **layout,
        "palette": _words(Tokens.model_fields["palette"].annotation),
        "fonts.body": tuple(FAMILIES),
        "sizes.body": _SIZES,
        "page.size": _words(Page.model_fields["size"].annotation),
    }


def _words(annotation: Any) -> tuple[str, ...]:
    """The words of a Literal, which may stand in a union."""
    if isinstance(annotation, str):
        return (annotation,)
    return tuple(word for each in get_args(annotation) for word in _words(each))


def values(tokens: Tokens) -> Mapping[str, str]:
    """What each token is, empty where it is nothing."""
    found = {}
    for path in choices():
        value = attrgetter(path)(tokens)
        is_size = path.startswith("sizes.")  # which has decimals where it is fitted
        found[path] = f"{round(to_points(value), 1):g}pt" if is_size else str(value or "")
    return found
