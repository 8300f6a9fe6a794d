"""Notes: the warnings that reading another tool's file gives: what is changed, or left out."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Self

from cvrender.errors import Fault, quoted
from cvrender.languages import between, load
from cvrender.readers.foreign.html import latex, lost_looks
from cvrender.readers.foreign.values import wording
from cvrender.syntax.nodes import Node

_MOST_LINES = 8


class Notes:
    """Warnings, collected while a file is read; ``language`` is that of the file."""

    def __init__(self, language: str = "") -> None:
        self.language = language
        self.degree_phrase = ""
        """How the file itself joins a degree and its subject: ``DEGREE in AREA``."""
        self.faults: list[Fault] = []

    @classmethod
    def of(cls, source: Node, declared: Node | None, language: str, naming: str) -> Self:
        """Start with what holds wherever it stands: a guessed language, looks that are lost.

        ``declared`` is where it names its language, ``language`` is empty if we do not know that.
        """
        notes = cls(language)
        if declared and not language:
            words = quoted(wording(declared))
            notes.changed(declared, f"unknown language {words}: English is used")
        if language and not declared:
            name = load(language).english
            message = f"the file names no language: {name} is used, as in its texts"
            notes.changed(source, message, f"name it: `{naming.format(language)}`")
        for node in source.texts():
            notes.lose_looks(node)
            if command := latex(str(node.value)):
                hint = "write Markdown: `**bold**`, `*italic*`, `[words](address)`"
                notes.changed(node, f"{quoted(command)} is LaTeX and is shown as typed", hint)
        return notes

    def lose_looks(self, *nodes: Node | None) -> None:
        """Warn of tags in texts whose words are shown alone."""
        for node in filter(None, nodes):
            for tag in lost_looks(str(node.value)):
                self.changed(node, f"the words in {quoted(f'<{tag}>')} are shown as plain text")

    def listing(self, words: Iterable[str]) -> str:
        """``words`` in a line, separated as in the language of the file."""
        items = [*words]
        return between(items, self.language).join(items)

    def changed(self, node: Node, message: str, hint: str = "") -> None:
        """Warn of a value that is shown in another way than it is written."""
        self.faults.append(Fault(node.position, "changed", message, hint, warning=True))

    def unknown(self, node: Node, message: str, hint: str) -> None:
        """Warn that the file has a shape of its own."""
        place = node.key or node.position
        self.faults.append(Fault(place, "unknown-shape", message, hint, warning=True))

    def left_out(self, node: Node, message: str, hint: str = "") -> None:
        """Warn of a value that is not shown; ``message`` is the subject of “is left out”."""
        place = node.key or node.position
        self.faults.append(Fault(place, "left-out", f"{message} is left out", hint, warning=True))

    def warnings(self) -> tuple[Fault, ...]:
        """All of them in the order of the file; the same about several lines is one warning."""
        alike: dict[tuple[str, str, str], list[Fault]] = {}
        for fault in sorted(self.faults, key=lambda fault: fault.position):
            said = fault.position.file, fault.message, fault.hint
            alike.setdefault(said, []).append(fault)
        return tuple(map(_at_once, alike.values()))


def _at_once(faults: list[Fault]) -> Fault:
    """The first of the same warnings, with the line numbers of the others."""
    first, *others = faults
    lines = [str(line) for line in dict.fromkeys(fault.position.line for fault in others)]
    lines = [line for line in lines if line != str(first.position.line)]
    if not lines:
        return first
    if len(lines) > _MOST_LINES:
        lines[_MOST_LINES:] = [f"{len(lines) - _MOST_LINES} more"]
    *most, last = lines
    named = f"lines {', '.join(most)} and {last}" if most else f"line {last}"
    return replace(first, message=f"{first.message}, and on {named}")
