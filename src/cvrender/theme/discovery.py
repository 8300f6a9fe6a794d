"""Themes: folders of data. Find one along given folders, follow ``extends``, give a frozen Theme.

A folder holds ``theme.yaml`` (tokens) and may hold ``page.html.j2``, ``page.css`` and, for the web
page alone, ``screen.css``; what it does not have comes from the theme it extends. Nothing in it
runs as Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cvrender.checks.validate import validate
from cvrender.checks.vocabulary import near
from cvrender.errors import Fault, Position, SourceError, UsageError, one_of, quoted
from cvrender.files.folder import is_network_path
from cvrender.files.named import read
from cvrender.syntax import parse_yaml
from cvrender.syntax.decoding import MAX_BYTES, decode
from cvrender.syntax.nodes import Node
from cvrender.theme import word_template
from cvrender.theme.folders import built_in, inside, is_trusted, names, packages, places
from cvrender.theme.typesetting import Typesetting
from cvrender.theme.word_template import WordTemplate

if TYPE_CHECKING:
    from cvrender.outline import Role
    from cvrender.theme.tokens import Tokens

DEFAULT = "classic"
"""The theme of a source that names none, and of a Word template by itself."""
CAPITALS: tuple[frozenset[Role], ...] = tuple(
    map(frozenset, ((), ("name",), ("section-title",), ("name", "section-title")))
)
"""Every value of ``Typesetting.capitals``, for a file whose theme is unknown."""
TEXTS: Final = ("page.html.j2", "page.css", "screen.css")
_START = """\
# The tokens to change; `cvrender themes show {name}` lists and explains all of them.
description: What {name} is for.
extends: {base}

fonts: {{body: {fonts.body}, heading: {fonts.heading}}}
colors:
  accent: "{colors.accent}"
  name: "{colors.name}"
"""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as a value: its tokens, and the texts of its files."""

    name: str
    tokens: Tokens
    page: str = field(repr=False)
    css: str = field(repr=False)
    screen: str = field(repr=False)
    """The style sheet that the web page has beside ``css``; empty where the theme has none."""
    folders: tuple[Path, ...] = field(default=(), repr=False, compare=False)
    """Where its files stand: its own folder, then those of the themes it extends.

    Its page may read nothing else.
    """
    trusted: bool = True
    """Whether every part of it is built in, the user's own or installed: it needs no sandbox."""
    tokens_only: bool = False
    """Whether nothing of it but tokens is not trusted: its page and style sheets are built in."""
    warnings: tuple[Fault, ...] = field(default=(), repr=False, compare=False)
    """What is allowed and does not look well."""
    typesetting: Typesetting = field(default_factory=Typesetting)
    """What its pages add to the words."""
    families: tuple[tuple[str, Position], ...] = field(default=(), repr=False, compare=False)
    """The families of the printed page, each with the place that asks for it."""
    word_template: WordTemplate | None = None
    """What Word files of CVs are set into."""

    @property
    def isolated(self) -> bool:
        """Whether its pages and Word files are made, and read back, in the sandbox.

        Tokens are checked values, which a source may lay over any theme: they need none.
        """
        return not (self.trusted or self.tokens_only)

    @property
    def base(self) -> str:
        """Its name; of a Word template by itself, that of the theme which other formats follow."""
        return self.folders[0].name if self.folders else self.name


def find(
    name: str,
    folders: tuple[Path, ...] | None = None,
    designs: tuple[Node, ...] = (),
    beside: Path = Path(),
    asked: bool = False,
) -> Theme:
    """The theme called ``name``, or standing in the folder ``name``, with ``designs`` laid over.

    A later design wins over an earlier one. The Word template that one names, or that ``name`` is,
    stands in the folder ``beside``; one that a person ``asked`` for may stand anywhere. Raises
    UsageError when there is no such theme, SourceError when its tokens are wrong.
    """
    from cvrender.theme.layers import laid
    from cvrender.theme.tokens import Tokens

    folders = (built_in(),) if folders is None else folders
    is_template = word_template.is_template(name)
    layers, chain = _chain(DEFAULT if is_template else name, folders)
    merged = reduce(laid, (*layers[::-1], *designs))
    tokens = validate(merged, Tokens)
    named = word_template.named(
        *((layer, beside, "the CV's folder") for layer in designs[::-1]),
        *((*own, "the theme's folder") for own in zip(layers, chain, strict=True)),
    )
    if not is_template:
        return _theme(merged, tokens, tuple(chain), named)
    template = word_template.found(name, (beside, *folders), asked)
    tokens = tokens.changed(word={"template": template.path.name})
    theme = _theme(merged, tokens, tuple(chain), template)
    return replace(theme, name=template.path.stem)


def _theme(
    merged: Node, tokens: Tokens, chain: tuple[Path, ...], template: WordTemplate | None
) -> Theme:
    """The theme in the first folder of ``chain``; ``merged`` says where its tokens stand."""
    from cvrender.theme.contrast import too_pale

    files = [_file(chain, name) for name in TEXTS]
    page, css, screen = (_content(path) if path else "" for path in files)
    has_own_looks = not all(inside(path, built_in()) for path in files if path)
    parts = (*chain, *((template.path.parent,) if template else ()))
    typesetting = tokens.typesetting
    if has_own_looks:
        typesetting = typesetting._replace(capitals=None)
    return Theme(
        name=chain[0].name,
        tokens=tokens,
        page=page,
        css=css,
        screen=screen,
        folders=chain,
        trusted=all(map(is_trusted, parts)),
        tokens_only=not has_own_looks and all(map(is_trusted, parts[len(chain) :])),
        warnings=tuple(too_pale(merged, tokens)),
        typesetting=typesetting,
        families=tuple((name, merged.at(("fonts", use)).position) for use, name in tokens.fonts),
        word_template=template,
    )


def settle(
    name: str, folders: tuple[Path, ...], designs: tuple[Node, ...], beside: Path
) -> Theme | None:
    """What ``find`` gives; None for a built-in theme as it is, which can be right unread."""
    if designs or word_template.is_template(name):
        return find(name, folders, designs, beside)
    as_it_is = inside(_folder(Node(name, Position("", 1, 1)), folders, []), built_in())
    return None if as_it_is else find(name, folders, designs, beside)


def new(name: str, base: str, folder: Path) -> Path:
    """Start a theme in ``folder``: a ``theme.yaml`` that extends ``base``. Gives its path.

    Raises UsageError where one stands already, there is no theme ``base``, or none can be called
    so.
    """
    if name == base or not re.fullmatch(r"\w([\w .-]*\w)?", name):
        why = "a theme cannot extend itself" if name == base else "it is not a plain word"
        raise UsageError(f"{quoted(name)} is not a valid name: {why}", "choose another name")
    theme = find(base, places(folder.parent))
    path = folder / name / "theme.yaml"
    if path.exists():
        raise UsageError(f"{path} already exists", "choose another name")
    colors, fonts = theme.tokens.colors, theme.tokens.fonts
    from cvrender.files import atomic

    atomic.write(path, _START.format(name=name, base=base, colors=colors, fonts=fonts).encode())
    return path


def _file(chain: Sequence[Path], name: str) -> Path | None:
    """The first file called ``name`` along the theme's folder and those it extends.

    None for a ``screen.css`` that there is none of; a theme cannot do without the others.
    """
    for folder in chain:
        if _is_file(path := folder / name):
            return path
    if name == "screen.css":
        return None
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
            raise _fault(following.position, f"{quoted(str(following.value))} extends itself")
        chain.append(folder)
        path = folder / "theme.yaml"
        layer, following = _parted(_parsed(_content(path), str(path)))
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
    roots = iter((here,)) if is_path else _roots((*folders, here))
    if is_network := is_network_path(name):  # to look there, Windows would sign in at its server
        roots = iter(())
    for folder in (root / name for root in roots):
        if _is_file(folder / "theme.yaml"):
            return folder.resolve() if is_path else folder
    known = names(folders)
    hint = near(name, known) or one_of(known)
    message = f"there is no theme {quoted(name)}"
    with suppress(OSError):
        if not is_network and (here / name).is_dir():
            message = f"the folder {quoted(name)} is not a theme: it has no theme.yaml"
    raise _fault(wanted.position, message, hint) if chain else UsageError(message, hint)


def _roots(folders: Iterable[Path]) -> Iterator[Path]:
    """``folders``, and those of packages, which are asked for last: few themes stand there."""
    yield from folders
    yield from packages()


def _is_file(path: Path) -> bool:
    """Whether there is such a file; not in a folder that cannot be read, or by too long a name."""
    with suppress(OSError):
        return path.is_file()
    return False


_parsed = lru_cache(maxsize=32)(parse_yaml)


def _content(path: Path) -> str:
    """The text of a file that stands in its folder, not behind a link that leads out of it."""
    if not inside(path, path.parent):
        message = "this file is a link that leads out of the theme's folder"
        raise SourceError((Fault(Position(str(path), 1, 1), "refused", message),))
    return decode(read(path, MAX_BYTES + 1), str(path))


def _fault(position: Position, message: str, hint: str = "") -> SourceError:
    return SourceError((Fault(position, "unknown-theme", message, hint),))
