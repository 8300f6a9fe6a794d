"""A source that is a name and a note."""

from cvrender.readers.base import Reader, Translation
from cvrender.syntax.nodes import Node


def recognises(node):
    return isinstance(node.value, dict) and set(node.value) == {"who", "note"}


def translate(node):
    note = node.value["note"]
    section = Node({"kind": Node("summary", note.position), "text": note}, note.position)
    sections = Node([section], note.position)
    return Translation(Node({"name": node.value["who"], "sections": sections}, node.position))


READER = Reader("note", "A name and a note", recognises, translate)
