"""Pages: a document in the number of pages that the token ``pages`` allows."""

from math import ceil

from cvrender.arrangement import arrange
from cvrender.fitting.fitted import Excess, Fitted
from cvrender.outline import Outline
from cvrender.theme import Theme
from cvrender.theme.measures import to_points
from cvrender.theme.scale import find_scale, scaled


def fit_pages(outline: Outline, theme: Theme) -> Fitted:
    """``outline`` at the largest scale of ``theme`` that fits ``theme.tokens.pages``.

    Page breaks are dropped where that is what it takes. Raises what rendering a PDF raises.
    """
    fitted = Fitted(outline, theme)
    for candidate in outline.fewer_breaks(theme.tokens.pages or 1):
        scale, filled = _measured(theme, candidate)
        fitted = Fitted(candidate, scaled(theme, scale), _excess(scaled(theme, scale), filled))
        if not fitted.excess:
            break
    return fitted


def _measured(theme: Theme, outline: Outline) -> tuple[float, float]:
    """The scale that fits and the pages filled at it.

    PDF and Word file are to fit; where that cannot be, the PDF alone.
    """
    from cvrender.renderers.pdf.printing import length, length_of_both

    found = find_scale(theme, lambda theme: length_of_both(arrange(outline, theme.tokens), theme))
    aside = theme.tokens.sidebar.sections
    if aside and found.pages > (theme.tokens.pages or found.pages):
        led = outline.led_by(aside)
        found = find_scale(theme, lambda theme: length(arrange(led, theme.tokens), theme))
    return found.scale, found.pages


def _excess(theme: Theme, pages: float) -> Excess | None:
    tokens = theme.tokens
    over = pages - (tokens.pages or pages)
    if over <= 0:
        return None
    lines = ceil(
        over * tokens.page.text_height / (to_points(tokens.sizes.body) * tokens.line_height)
    )
    many = f"{lines} lines" if lines != 1 else "1 line"
    message = f"{pages:.2f} pages at the tightest: about {many} too long"
    return Excess("too-long", message, "cut something, or allow one page more")
