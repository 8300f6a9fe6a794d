"""The gallery: the first page of every theme in three formats, as ``make gallery`` drew them."""

from __future__ import annotations

from cvrender import theme as themes

__all__ = ["gallery"]

_ORDER = (
    "classic",
    "modern",
    "sidebar",
    "executive",
    "editorial",
    "compact",
    "academic",
    "tabular",
    "timeline",
    "plain",
)
_FORMATS = {"pdf": "PDF", "word": "Word", "web": "web"}


def gallery() -> str:
    """A section for each theme with a picture for each format."""
    return "\n".join(map(_theme, (*_ORDER, *sorted(set(themes.names()) - {*_ORDER}))))


def _theme(name: str) -> str:
    pictures = "\n".join(_picture(name, form, title) for form, title in _FORMATS.items())
    said = themes.find(name).tokens.description
    return f'## {name}\n\n{said}\n\n<div class="gallery" markdown="1">\n{pictures}\n</div>\n'


def _picture(name: str, form: str, title: str) -> str:
    alt = f"The theme {name}: {title}"
    file = f"gallery/{name}-{form}.png"
    picture = f"[![{alt}]({file})]({file})"
    return f'<figure markdown="1">\n{picture}\n<figcaption>{title}</figcaption>\n</figure>'
