"""Readers, built in and plugged in: entry points of the group ``cvrender.readers``."""

from cvrender import plugins
from cvrender.errors import MachineError
from cvrender.readers import native
from cvrender.readers.base import Reader, Translation
from cvrender.syntax.nodes import Node

GROUP = "cvrender.readers"


def translate(node: Node) -> Translation:
    """``node`` in the native shape, by the reader that recognises it."""
    reader = recognise(node)
    with plugins.blamed("reader", reader.name):
        return reader.translate(node)


def recognise(node: Node) -> Reader:
    """The first reader that recognises ``node``; the native one where none does.

    A reader that fails is passed over. Raises its MachineError where no other recognises the
    source, which may be in its format.
    """
    if native.READER.recognises(node):
        return native.READER
    broken: list[MachineError] = []
    for point in sorted(plugins.points(GROUP), key=lambda point: point.name):
        try:
            reader = plugins.load(point, Reader, "reader")
            with plugins.blamed("reader", point.name):
                if reader.recognises(node):
                    return reader
        except MachineError as error:
            broken.append(error)
    if broken:
        raise broken[0]
    return native.READER
