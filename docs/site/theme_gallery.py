"""The gallery: a CV in each theme, as ``make gallery`` drew it, and the files that it shows."""

from __future__ import annotations

from pathlib import Path

import cvrender
from cvrender import theme as themes

__all__ = ["gallery", "order", "page"]

_SOURCES = Path(__file__).parents[2] / "examples" / "gallery"
_FORMATS = {"pdf": ("PDF", "pdf"), "word": ("Word", "docx"), "web": ("Web page", "html")}


def order() -> list[str]:
    """The themes, the default first."""
    return sorted(themes.names(), key=lambda name: (name != "classic", name))


def gallery() -> str:
    """A section for each theme, with a picture of each format that leads to the file."""
    return "\n".join(map(_theme, order()))


def page(name: str) -> bytes:
    """The web page of a theme's CV."""
    (data,) = cvrender.render(_SOURCES / f"{name}.yaml", "html").values()
    return data


def _theme(name: str) -> str:
    pictures = "\n".join(_picture(name, form) for form in _FORMATS)
    said = themes.find(name).tokens.description
    return f'## {name}\n\n{said}\n\n<div class="gallery" markdown="1">\n{pictures}\n</div>\n'


def _picture(name: str, form: str) -> str:
    title, suffix = _FORMATS[form]
    picture = f"![The theme {name}: {title}](gallery/{name}-{form}.png)"
    linked = f"[{picture}](gallery/{name}.{suffix})"
    return f'<figure markdown="1">\n{linked}\n<figcaption>{title}</figcaption>\n</figure>'
