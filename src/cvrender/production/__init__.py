"""Production: a Document → its Files, each rendered, read back, verified and written.

A worker of a batch does this part of the pipeline alone: it takes and gives plain values.
"""

from collections.abc import Callable, Iterator, Sequence

from cvrender.production.document import Document
from cvrender.production.file import File, write
from cvrender.production.making import held, produce, render_format

__all__ = ["Document", "File", "held", "produce", "render_format", "write"]

Along = Callable[[Sequence[Document]], Iterator[Document]]
