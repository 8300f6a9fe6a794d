"""Fit: a document into the pages that ``pages`` allows, or else its last page finished."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from cvrender.arrangement import arrange
from cvrender.errors import CvrenderError
from cvrender.fitting import finding_cache, last_page
from cvrender.fitting.fitted import Fitted
from cvrender.fitting.last_page import Finish

if TYPE_CHECKING:
    from cvrender.outline import Outline
    from cvrender.theme import Theme


def fit(outline: Outline, theme: Theme) -> Fitted:
    """``outline`` in the theme that fits it; as it is where the token ``fit`` is off.

    The PDF is what is measured, whichever files are made: so a Word file is the same with a PDF
    and without one. Where no PDF can be made, the last page stays as it is; with the token
    ``pages``, that raises what rendering a PDF raises.
    """
    if theme.tokens.pages is not None:
        from cvrender.fitting.pages import fit_pages  # few themes say how many

        return fit_pages(outline, theme)
    if theme.tokens.fit.mode == "off":
        return Fitted(outline, theme)
    found = Finish()
    with suppress(CvrenderError):
        found = Finish(*json.loads(finding_cache.cached(outline, theme, _found)))
    return Fitted(outline, found.applied(theme))


def _found(theme: Theme, outline: Outline) -> bytes:
    from cvrender.renderers.pdf.document import fills

    def fills_in(look: Theme) -> last_page.Fills:
        tokens = look.tokens
        return fills(arrange(outline, tokens).led_by(tokens.sidebar.sections), look)

    return json.dumps(last_page.finish(outline, theme, fills_in)).encode()
