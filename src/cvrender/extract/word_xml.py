"""WordprocessingML (ECMA-376): the parts of a Word file, the values of properties, and styles."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from cvrender.errors import LostLinesError
from cvrender.extract.base import unpacked

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BODY, STYLES = "word/document.xml", "word/styles.xml"
TEXT_BOX = f"{W}txbxContent"
_OFF = ("0", "false", "off", "none")
_DEEPEST = 20
"""Of styles based on each other."""
Format = TypeVar("Format", bound=NamedTuple)
"""What is set of a text; None of what is left to others."""


def parts(data: bytes, wanted: Callable[[str], object]) -> dict[str, Any]:
    """The roots of the body, the styles and all ``wanted`` parts, in the order of the file.

    Raises LostLinesError where it has no body.
    """
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        if BODY not in names:
            raise LostLinesError(f"it has no {BODY}")
        read = (name for name in names if name in (BODY, STYLES) or wanted(name))
        return {name: etree.fromstring(unpacked(package, name)) for name in read}


def targets(relations: Any) -> Mapping[str, str]:
    """The addresses and files that a part refers to, by their ids."""
    return {str(one.get("Id")): one.get("Target", "") for one in relations}


def place(kind: str) -> str:
    """Where the text of a part of this kind stands: “a header”, “an endnote”."""
    return f"an {kind}" if kind == "endnote" else f"a {kind}"


def value(element: Any, path: str, key: str = "val") -> str | None:
    """The attribute ``key`` of what stands at ``path`` below ``element``, which may be None."""
    found = element.find(W + path.replace("/", f"/{W}")) if element is not None else None
    return found.get(f"{W}{key}") if found is not None else None


def is_on(properties: Any, name: str) -> bool | None:
    """Whether a toggle (17.7.3) is set; None where it is not named."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found.get(f"{W}val") not in _OFF if found is not None else None


def over(upper: Format, lower: Format) -> Format:
    """``upper``, with what ``lower`` says where it says nothing."""
    own = {name: each for name, each in upper._asdict().items() if each is not None}
    return lower._replace(**own)


class Styles(Generic[Format]):
    """What the styles of a file (17.7) set, with those that they are based on."""

    def __init__(self, styles: Any, own: Callable[[Any], Format], nothing: Format) -> None:
        """``own`` gives what one style, of those in ``word/styles.xml``, sets by itself."""
        self.own, self.nothing = own, nothing
        self.named = {each.get(f"{W}styleId"): each for each in styles}
        self.default = next((name for name, each in self.named.items() if _is_default(each)), None)
        self.known: dict[str, Format] = {}

    def of_paragraph(self, paragraph: Any) -> Format:
        """What the style of a paragraph sets."""
        return self.of(value(paragraph, "pPr/pStyle") or self.default)

    def of_run(self, run: Any) -> Format:
        """What the style of a run sets."""
        return self.of(value(run, "rPr/rStyle"))

    def of(self, name: str | None, depth: int = 0) -> Format:
        style = self.named.get(name)
        if name is None or style is None or depth > _DEEPEST:
            return self.nothing
        if name not in self.known:
            lower = self.of(value(style, "basedOn"), depth + 1)
            self.known[name] = over(self.own(style), lower)
        return self.known[name]


def _is_default(style: Any) -> bool:
    is_default = style.get(f"{W}default") not in (None, *_OFF)
    return is_default and style.get(f"{W}type") == "paragraph"
