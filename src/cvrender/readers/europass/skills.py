"""How well a person speaks a language, by the Common European Framework, in a CV's language."""

from collections.abc import Mapping

from cvrender.data_file import table
from cvrender.languages import label, load, names
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.values import made, wording
from cvrender.syntax.nodes import Node

ABILITIES = ("listening", "reading", "spoken_interaction", "spoken_production", "writing")
"""The labels of what a level is stated of, in the order of the Europass."""


def spoken(language: Node, levels: Mapping[str, Node], code: str) -> Node:
    """A language with its level, or with that of each ability where they differ."""
    stated = {name: wording(levels[name]) for name in ABILITIES if name in levels}
    if len(set(stated.values())) == 1 and len(stated) == len(ABILITIES):
        fluency = next(iter(stated.values()))
    else:
        fluency = ", ".join(f"{label(name, code)} {level}" for name, level in stated.items())
    place = next(iter(levels.values()), language)
    return made(language, language=language, fluency=place.holding(fluency) if fluency else None)


def native(language: Node, code: str) -> Node:
    return made(language, language=language, fluency=language.holding(label("mother_tongue", code)))


def named(node: Node, code: str, notes: Notes) -> Node:
    """The language that a code of ISO 639 means, by the name that the CV's language has for it.

    Where that is not known, it is its own name, or the English one, which is told.
    """
    written = wording(node)
    english = table(__file__, "codes.toml")["languages"].get(written.casefold(), "")
    if not english:
        return node
    known = names().get(english.casefold())
    if code == "en" or known is None:
        if code != "en":
            notes.changed(node, f"the language `{written}` is shown as {english}")
        return node.holding(english)
    return node.holding(load(known).name)
