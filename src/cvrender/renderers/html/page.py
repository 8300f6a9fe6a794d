"""Outline → one self-contained web page; also what the PDF is printed from.

A theme's ``page.html.j2`` and ``page.css`` follow the tokens through CSS custom properties
(``--color-accent``, ``--size-name`` …). Templates run in Jinja's immutable sandbox.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from functools import lru_cache
from itertools import cycle, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache, DictLoader, pass_context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from cvrender.files import cache
from cvrender.files.image import kind_of
from cvrender.renderers import line_fit
from cvrender.renderers.bidi import islands
from cvrender.renderers.html import css_tokens, resource_policy, web_css
from cvrender.renderers.html.json_ld import json_ld
from cvrender.renderers.name_block import NameBlock, side_photo_height
from cvrender.theme.tokens import Tokens, to_points

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.bccache import Bucket
    from jinja2.runtime import Context

    from cvrender.outline import Fact, Outline, Photo, Section
    from cvrender.renderers.name_block import Rows
    from cvrender.theme import Theme

__all__ = ["has_sidebar", "page", "render"]

_COMPOUND = re.compile(
    # A share in percent; a compound.
    r"(?P<whole>(?<![\w.,])\d[\d.,]{0,9} %(?!\w)"
    r"|(?<!\S)(?=\S{3,40}(?!\S))\S*[^\s\-/][\-/]\S*"
    # Of a longer address, each part between two slashes.
    r"|(?<![^\s/])(?=[^\s/]{3,40}(?![^\s/]))[^\s/]*[^\s\-/]-[^\s/]*)"
    # Of a word too long for that, what stands around each hyphen.
    r"|(?P<joint>[^\s\-/](?:-[^\s\-/])+)"
)
_ISLAND = Markup('<bdi dir="ltr">{}</bdi>')
_KEEP = Markup('<span class="{}">{}</span>')
_LINK = Markup('<a href="{}">{}</a>')
_KEEP_LINK = Markup('<a href="{}" class="{}">{}</a>')
_KINDS = ("", "unbroken", "unbroken joint")
_LONG_TEXT = 60
_LAST_LINE = 14
_LONGEST_END = 28
_MOST_WORDS = 5


def render(outline: Outline, theme: Theme) -> bytes:
    """The web page as UTF-8."""
    css = (
        css_tokens.declared(css_tokens.of(theme.tokens)),
        theme.css,
        web_css.stylesheet(theme.tokens),
    )
    return page(outline, theme, "screen", "\n".join(css)).encode()


def page(outline: Outline, theme: Theme, medium: str, css: str, beside: bool = True) -> str:
    """The page for ``screen`` or ``print``, with the style sheet ``css`` in it.

    ``beside`` False sets a sidebar above the text. Raises SourceError where the theme, which need
    not be ours, refers to what it may not reach.
    """
    tokens = theme.tokens
    beside = beside and has_sidebar(outline, tokens)
    # Beside the text, the photo is no part of the name block.
    header = replace(outline, photo=None) if beside else outline
    block = NameBlock.of(header, tokens, _side_width(tokens) if beside else 0)
    tokens = block.with_name_size(tokens)
    text = _template(theme.name, theme.page).render(
        cv=outline,
        tokens=tokens,
        medium=medium,
        css=css,
        person=json_ld(outline),
        rows=_rows(outline, block, medium),
        measures=_measures(outline, block, tokens, beside),
        photo=_data_url(outline.photo) if outline.photo else "",
        side=_side(outline, tokens),
        beside=beside,
        stacked=beside and _stacked(outline, tokens),
    )
    if not theme.trusted:
        resource_policy.check(text, theme)
    return text


def has_sidebar(outline: Outline, tokens: Tokens) -> bool:
    """Whether the theme has a sidebar, and the document something that stands in it."""
    if not tokens.sidebar.sections:
        return False
    return bool(outline.photo or _side(outline, tokens)) or _stacked(outline, tokens)


def _stacked(outline: Outline, tokens: Tokens) -> bool:
    """Whether the contacts stand in the sidebar, one below the other."""
    lines = tuple(contact.line for contact in outline.contacts)
    return bool(lines) and line_fit.words_fit(lines, tokens.sizes.small, tokens)


def _side(outline: Outline, tokens: Tokens) -> tuple[Section, ...]:
    """The first sections, as far as they belong into the sidebar: their order never changes."""

    def stands_there(section: Section) -> bool:
        words = line_fit.words_fit(section.lines(), tokens.sizes.body, tokens)
        return section.kind in tokens.sidebar.sections and words

    return tuple(takewhile(stands_there, outline.sections))


def _rows(outline: Outline, block: NameBlock, medium: str) -> Rows:
    """The contacts as rows of a sheet; a screen, whose width nobody knows, has one that flows."""
    if medium == "screen":
        return (outline.contacts,) if outline.contacts else ()
    return block.contact_rows


def _side_width(tokens: Tokens) -> float:
    """The width in points that a sidebar takes from the text."""
    return to_points(tokens.sidebar.width) + 2 * to_points(css_tokens.SIDE_ROOM)


def _measures(outline: Outline, block: NameBlock, tokens: Tokens, beside: bool) -> str:
    """The CSS custom properties that are this document's, and not its theme's."""
    body = to_points(tokens.sizes.body)
    photo = side_photo_height(outline, tokens) if beside else block.photo_height
    return (
        f"--name-fits: {block.name_size / body:.4g}rem;"
        f" --name-ems: {block.longest_word:.4g};"
        f" --name-lines: {block.name_lines};"
        f" --photo-height: {photo / body:.4g}rem"
    )


def _data_url(photo: Photo) -> str:
    return f"data:image/{kind_of(photo.data) or 'jpeg'};base64,{b64encode(photo.data).decode()}"


def ending(text: str) -> str:
    """The words at the end of a longer text that together make its last line long enough."""
    if len(text) < _LONG_TEXT:
        return ""
    words = text.split()
    for count in range(2, min(_MOST_WORDS, len(words)) + 1):
        last = " ".join(words[-count:])
        if len(last) >= _LAST_LINE and last[0] != "%":
            return last if len(last) <= _LONGEST_END else ""
    return ""


def unbroken(text: str, direction: str = "ltr", last: str = "", url: str = "") -> Markup:
    """``text`` with compounds (``on-call``, ``71 %``) kept on one line, and ``last`` at its end.

    ``url`` makes a link of each part. At a line's end PDF readers drop the hyphen: a search for the
    word no longer finds it. Text that runs from right to left is left whole but for islands:
    WeasyPrint orders its parts as if each ran so.
    """
    if direction == "rtl":
        pieces = ((_piece(part, "", url), island) for part, island in islands(text))
        return Markup("").join(_ISLAND.format(part) if island else part for part, island in pieces)
    before = text.removesuffix(last) if last else text
    # The pattern splits into what is not kept, a whole compound or a joint, and so on.
    parts = zip((*_COMPOUND.split(before), text[len(before) :]), cycle(_KINDS), strict=False)
    return Markup("").join(_piece(part, kind, url) for part, kind in parts if part)


def _piece(text: str, kind: str, url: str) -> Markup:
    if url:
        return _KEEP_LINK.format(url, kind, text) if kind else _LINK.format(url, text)
    return _KEEP.format(kind, text) if kind else escape(text)


@lru_cache(maxsize=16)  # a theme that is being written is a new one at every save
def _template(name: str, source: str) -> Template:
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader({name: source}),
        bytecode_cache=_ByteCode(),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "unbroken": unbroken,
        "ending": ending,
        "brief": _are_brief,
        "fits_column": line_fit.label_fits,
    }
    return environment.get_template(name)


@pass_context
def _are_brief(context: Context, facts: tuple[Fact, ...]) -> bool:
    return line_fit.are_brief(facts, context["tokens"])


class _ByteCode(BytecodeCache):
    """Compiled templates in the cache, by name; Jinja checks that one is of this source.

    It does not check the environment, which is made in this file.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        if data := cache.load(_entry(bucket)):
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        cache.store(_entry(bucket), bucket.bytecode_to_string())


def _entry(bucket: Bucket) -> str:
    return f"template-{bucket.key}-{Path(__file__).stat().st_mtime_ns}"
