"""Web page: an Outline as one self-contained HTML page, which the PDF is printed from, too."""

from base64 import b64encode
from dataclasses import replace

from cvrender import layouts
from cvrender.errors import UsageError, quoted
from cvrender.files.image import kind_of
from cvrender.outline import Outline, Photo
from cvrender.renderers import letter_page, line_fit, side_contacts
from cvrender.renderers.base import shown
from cvrender.renderers.html import css_tokens, page_script, resource_policy, web_css, web_fonts
from cvrender.renderers.html.json_ld import json_ld
from cvrender.renderers.html.template import Variables, rendered
from cvrender.renderers.name_block import NameBlock, emphasized
from cvrender.renderers.photo_frame import SIGNATURE, side_frame
from cvrender.renderers.sidebar import has_photo, has_sidebar, sections_beside
from cvrender.theme import Theme, panel
from cvrender.theme.measures import to_points
from cvrender.theme.tokens import Tokens


def render(outline: Outline, theme: Theme) -> bytes:
    """The web page as UTF-8."""
    css = (
        web_fonts.stylesheet(outline, theme.tokens),
        css_tokens.declared(theme.tokens),
        theme.css,
        theme.screen,
        web_css.stylesheet(outline, theme.tokens),
    )
    return page(outline, theme, "screen", "\n".join(css)).encode()


def page(outline: Outline, theme: Theme, medium: str, css: str, beside: bool = True) -> str:
    """The page for ``screen`` or ``print``, with the style sheet ``css`` in it.

    ``beside`` False sets a sidebar above the text. Raises SourceError where the theme, which need
    not be ours, refers to what it may not reach, and UsageError where it has no place for a letter.
    """
    if outline.letter is not None and "cv.letter" not in theme.page:
        message = f"the page of the theme {quoted(theme.name)} has no letters"
        raise UsageError(message, "let it set `cv.letter`, or choose another with `--theme`")
    tokens = theme.tokens
    outline = emphasized(outline, tokens)
    person = json_ld(outline)
    outline = shown(outline, theme)
    beside = beside and has_sidebar(outline, tokens)
    aside = beside and has_photo(outline, tokens)
    block = _name_block(outline, tokens, beside, aside)
    tokens = block.with_name_size(tokens)
    variables = Variables(
        cv=outline,
        tokens=tokens,
        medium=medium,
        policy=page_script.policy(),
        script=page_script.script(),
        css=css,
        person=person,
        rows=block.contact_rows,
        measures=_measures(outline, block, tokens, aside),
        photo=_data_url(outline.photo),
        signature=_data_url(outline.signature),
        photo_place=("sidebar" if aside else block.photo_place) if outline.photo else "none",
        side=sections_beside(outline, tokens),
        beside=beside,
        layout=layouts.load(outline.letter.layout) if outline.letter else None,
    )
    text = rendered(theme, variables)
    if theme.isolated:
        resource_policy.check(text, theme)
    return text


def _name_block(outline: Outline, tokens: Tokens, beside: bool, aside: bool) -> NameBlock:
    """That of a page: ``beside`` its text may be a sidebar, and the photo ``aside``, in that."""
    header = replace(outline, photo=None) if aside else outline
    above = beside and tokens.header.fill == "none"  # a band is as wide as the paper
    return NameBlock.of(header, tokens, panel.taken(tokens) if above else 0)


def _measures(outline: Outline, block: NameBlock, tokens: Tokens, aside: bool) -> str:
    """The CSS custom properties that are this document's, and not its theme's."""
    body = to_points(tokens.sizes.body)
    photo = side_frame(outline, tokens) if aside else block.photo
    contacts = side_contacts.size(outline.contacts, tokens)
    return (
        f"--name-fits: {block.name_size / body:.4g}rem;"
        f" --name-ems: {block.longest_word:.4g};"
        f" --name-lines: {block.name_lines};"
        f" --photo-width: {photo.width / body:.4g}rem;"
        f" --photo-height: {photo.height / body:.4g}rem;"
        f" --photo-radius: {photo.radius / body:.4g}rem;"
        f" --photo-room: {block.photo_room / body:.4g}rem;"
        f" --dates-width: {line_fit.leads_column(outline, tokens) / body:.4g}rem;"
        f" --signature: {SIGNATURE / body:.4g}rem;"
        f" --side-contacts: {contacts / body:.4g}rem{_letter_measures(outline, tokens)}"
    )


def _letter_measures(outline: Outline, tokens: Tokens) -> str:
    """Those of a letter: where its blocks stand, in points, from the upper margin and the text."""
    if outline.letter is None:
        return ""
    places = letter_page.Places.of(outline.letter, tokens, outline.direction)
    top = to_points(tokens.page.margin.top)
    return (
        f"; --letterhead: {max(0, places.above - top):g}pt; --letter-gap: {places.gap:g}pt;"
        f" --address-zone: {places.zone:g}pt;"
        f" --recipient-indent: {places.recipient:g}pt; --date-indent: {places.date:g}pt;"
        f" --return-size: {letter_page.RETURN_SIZE:g}pt;"
        f" --return-line: {letter_page.RETURN_LINE:g}pt"
    )


def _data_url(photo: Photo | None) -> str:
    if photo is None:
        return ""
    return f"data:image/{kind_of(photo.data) or 'jpeg'};base64,{b64encode(photo.data).decode()}"
