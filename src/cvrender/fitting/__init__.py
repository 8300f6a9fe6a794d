"""Fitting a document into its pages, and pages that hold hardly anything or end too soon."""

import json
from contextlib import suppress

from cvrender.arrangement import arrange
from cvrender.errors import CvrenderError, MachineError
from cvrender.fitting import finding_cache, last_page
from cvrender.fitting.fitted import Excess, Fitted
from cvrender.fitting.last_page import Finish
from cvrender.fitting.sidebar import Settled, settle
from cvrender.outline import Outline
from cvrender.theme import Theme

__all__ = ["Excess", "Fitted", "Settled", "fit", "settle"]


def fit(outline: Outline, theme: Theme) -> Fitted:
    """``outline`` in the theme that fits it; as it is where the token ``fit`` is off.

    The PDF is what is measured, whichever files are made: so a Word file is the same with a PDF
    and without one. Where no PDF can be made, it stays as it is; with the token ``pages``, the
    reason is its excess. Raises GlyphError and SourceError with that token.
    """
    if theme.tokens.pages is not None:
        from cvrender.fitting.pages import fit_pages  # few themes say how many

        try:
            return fit_pages(outline, theme)
        except MachineError as error:
            message = f"`pages` is not followed: {error.message}"
            return Fitted(outline, theme, Excess("not-fitted", message, error.remedy))
    if theme.tokens.fit.mode == "off":
        return Fitted(outline, theme)
    found = Finish()
    with suppress(CvrenderError):
        found = Finish(*json.loads(finding_cache.cached(outline, theme, _found)))
    return Fitted(outline, found.applied(theme))


def _found(theme: Theme, outline: Outline) -> bytes:
    from cvrender.renderers.pdf.printing import fills

    def fills_in(look: Theme) -> last_page.Fills:
        tokens = look.tokens
        return fills(arrange(outline, tokens).led_by(tokens.sidebar.sections), look)

    return json.dumps(last_page.finish(outline, theme, fills_in)).encode()
