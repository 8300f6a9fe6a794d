"""Themes: folders of data. Find one along given folders, follow ``extends``, give a frozen Theme.

A folder holds ``theme.yaml`` (tokens) and may hold ``page.html.j2`` and ``page.css``; what it does
not have comes from the theme it extends. Nothing in it runs as Python.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from cvrender.errors import Fault, Position, SourceError, UsageError
from cvrender.positions import MAX_BYTES, Node, decode, parse_yaml
from cvrender.validate import near, validate

__all__ = ["BUILT_IN", "PAGE_SIZES", "Theme", "Tokens", "find", "names", "points", "require"]

BUILT_IN = next(
    folder
    for folder in (Path(__file__).parent / "themes", Path(__file__).parents[2] / "themes")
    if folder.is_dir()
)
PAGE_SIZES = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
"""Width and height in points."""

_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?) ?(pt|mm|cm|in)")


def points(length: str) -> float:
    """A length like ``18mm`` in points, of which an inch has 72."""
    match = _LENGTH.fullmatch(length)
    if match is None:
        raise PydanticCustomError(
            "bad_length", "`{value}` is no length like 10pt, 18mm, 2cm or 0.7in", {"value": length}
        )
    return float(match[1]) * _POINTS[match[2]]


def _length(value: str) -> str:
    points(value)
    return value


Length = Annotated[str, AfterValidator(_length)]
Color = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$", examples=["#1f4e79"])]


class Group(BaseModel):
    """Tokens that belong together."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", coerce_numbers_to_str=True, defer_build=True
    )


class Margin(Group):
    top: Length
    right: Length
    bottom: Length
    left: Length


class Page(Group):
    size: Literal["A4", "Letter"] = Field(description="The sheet.")
    margin: Margin


class Fonts(Group):
    body: str = Field(description="The family of running text.")
    heading: str = Field(description="The family of the name and of section titles.")


class Sizes(Group):
    name: Length
    headline: Length
    section: Length = Field(description="Section titles.")
    entry: Length = Field(description="Titles of entries.")
    body: Length
    small: Length = Field(description="Contacts, dates' companions, footer.")


class Spacing(Group):
    header: Length = Field(description="Below the name block.")
    section: Length = Field(description="Above a section title.")
    title: Length = Field(description="Below a section title.")
    entry: Length = Field(description="Between entries.")
    paragraph: Length
    bullet: Length = Field(description="Between the lines of a list.")


class Colors(Group):
    text: Color
    muted: Color = Field(description="Dates, places, contacts.")
    accent: Color = Field(description="Section titles, rules, bullets.")
    name: Color
    link: Color
    rule: Color


class Header(Group):
    align: Literal["left", "center"]
    separator: str = Field(description="What stands between two contacts.")


class Headings(Group):
    align: Literal["left", "center"]
    weight: Literal["regular", "semibold", "bold"]
    case: Literal["none", "upper"]
    rule: Literal["none", "below", "above"]
    rule_width: Length
    letter_spacing: Annotated[float, Field(ge=0, le=0.08)] = Field(
        description="In em; wider spacing breaks words apart for machines that read the file."
    )


class Entries(Group):
    dates: Literal["right", "inline"] = Field(
        description="Dates at the right margin, or in the line."
    )
    organization: Literal["regular", "italic", "semibold"]


class Bullets(Group):
    character: Annotated[str, Field(min_length=1, max_length=1)]
    nested: Annotated[str, Field(min_length=1, max_length=1)]
    indent: Length = Field(description="From the text's edge to the words of the bullet.")


class Text(Group):
    align: Literal["left", "justify"]


class Footer(Group):
    show: Literal["none", "pages", "name-and-pages"]


class Word(Group):
    fonts: Fonts = Field(
        description="Families that the readers of a Word file have on their machines."
    )


class Tokens(Group):
    """What a theme decides; PDF, Word and web page follow the same tokens."""

    description: str
    page: Page
    fonts: Fonts
    word: Word
    sizes: Sizes
    line_height: Annotated[float, Field(ge=1, le=2)] = Field(
        description="As a multiple of the size."
    )
    spacing: Spacing
    colors: Colors
    header: Header
    headings: Headings
    entries: Entries
    bullets: Bullets
    text: Text
    footer: Footer


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as a value: its tokens, and the texts of its ``page.html.j2`` and ``page.css``."""

    name: str
    tokens: Tokens
    page: str = field(repr=False)
    css: str = field(repr=False)
    folders: tuple[Path, ...] = field(default=(), repr=False, compare=False)
    """Where its files stand: its own folder, then those of the themes it extends.

    Its page may read nothing else.
    """
    ours: bool = True
    """Whether every part of it is built in, and so needs no guard."""


def names(folders: tuple[Path, ...] = (BUILT_IN,)) -> tuple[str, ...]:
    """The themes in ``folders``, sorted."""
    found = {path.parent.name for folder in folders for path in folder.glob("*/theme.yaml")}
    return tuple(sorted(found))


def find(name: str, folders: tuple[Path, ...] = (BUILT_IN,), design: Node | None = None) -> Theme:
    """The theme called ``name``, or standing in the folder ``name``, with ``design`` laid over.

    Raises UsageError when there is none, SourceError when its tokens are wrong.
    """
    layers, chain = _chain(name, folders)
    if design is not None:
        layers = [design, *layers]
    merged = layers[-1]
    for layer in reversed(layers[:-1]):
        merged = _over(layer, merged)
    tokens = validate(merged, Tokens)
    page, css = (_text(chain, name) for name in ("page.html.j2", "page.css"))
    ours = all(_inside(folder, BUILT_IN) for folder in chain)
    return Theme(chain[0].name, tokens, page, css, tuple(chain), ours)


def require(name: str, folders: tuple[Path, ...] = (BUILT_IN,)) -> None:
    """Raise UsageError where there is no theme called ``name``; its tokens are not looked at."""
    _folder(Node(name, Position("", 1, 1)), folders, [])


def _text(chain: list[Path], name: str) -> str:
    """The first file called ``name`` along the theme's folder and those it extends."""
    for folder in chain:
        if (path := folder / name).is_file():
            return _content(path)
    message = f"the theme `{chain[0].name}` has no `{name}`"
    raise UsageError(message, "add it, or let `theme.yaml` say `extends: classic`")


def _chain(name: str, folders: tuple[Path, ...]) -> tuple[list[Node], list[Path]]:
    """The tokens and the folders of a theme and of those it extends, the theme itself first."""
    layers: list[Node] = []
    chain: list[Path] = []
    following: Node | None = Node(name, Position("", 1, 1))
    while following is not None:
        folder = _folder(following, folders, chain)
        if folder in chain:
            raise _fault(following.position, f"`{following.value}` extends itself")
        chain.append(folder)
        node = _read(folder / "theme.yaml")
        layer, following = _parted(node)
        layers.append(layer)
    return layers, chain


def _parted(node: Node) -> tuple[Node, Node | None]:
    """A theme's own tokens, and what it extends."""
    if not isinstance(node.value, dict) or "extends" not in node.value:
        return node, None
    values = dict(node.value)
    extends = values.pop("extends")
    if isinstance(extends.value, (dict, list)):
        raise _fault(extends.position, "`extends` must be the name of one theme")
    return Node(values, node.position), extends if extends.value else None


def _folder(wanted: Node, folders: tuple[Path, ...], chain: list[Path]) -> Path:
    """The folder of a theme by its name, or by a path from where it is asked for."""
    name = str(wanted.value)
    here = chain[-1] if chain else Path()
    is_path = "/" in name or name.startswith(".")
    candidates = [*(folder / name for folder in folders if not is_path), here / name]
    for folder in candidates:
        if (folder / "theme.yaml").is_file():
            return folder.resolve() if is_path else folder
    known = names(folders)
    hint = near(name, known) or f"known: {', '.join(known)}"
    message = f"there is no theme `{name}`"
    raise _fault(wanted.position, message, hint) if chain else UsageError(message, hint)


def _read(path: Path) -> Node:
    return parse_yaml(_content(path), str(path))


def _content(path: Path) -> str:
    """The text of a file that stands in its folder, not behind a link that leads out of it."""
    if not _inside(path, path.parent):
        message = "this is a link out of the theme's folder"
        raise SourceError((Fault(Position(str(path), 1, 1), "refused", message),))
    with path.open("rb") as file:
        return decode(file.read(MAX_BYTES + 1), str(path))


def _inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _fault(position: Position, message: str, hint: str = "") -> SourceError:
    return SourceError((Fault(position, "unknown-theme", message, hint),))


def _over(upper: Node, lower: Node) -> Node:
    """``lower`` with the values of ``upper`` laid over it, mapping by mapping."""
    if not (isinstance(upper.value, dict) and isinstance(lower.value, dict)):
        return upper
    merged: dict[str, Node] = dict(lower.value)
    for key, node in upper.value.items():
        merged[key] = _over(node, merged[key]) if key in merged else node
    return Node(merged, upper.position, upper.key)
