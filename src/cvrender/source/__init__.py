"""Source: a file → a CV or a letter, and where in it each value stands."""

from pathlib import Path

from cvrender.errors import UsageError
from cvrender.files import named
from cvrender.source.cv import cv_of
from cvrender.source.opening import MOST, is_letter, opened
from cvrender.source.source import Source

__all__ = ["Source", "holds_letter", "of", "read"]


def read(path: Path, overlay: Path | None = None, recipients: Path | None = None) -> Source:
    """Read and validate a source. Raises SourceError with every fault, each at its position.

    The keys of the file ``overlay`` win over the CV's own, and the people in the table
    ``recipients`` over those of a letter. Raises UsageError where a CV is given a table.
    """
    return of(named.read(path, MOST + 1), path, overlay, recipients)


def holds_letter(path: Path) -> bool:
    """Whether the source at ``path`` is a letter. Raises SourceError where it cannot be parsed."""
    return is_letter(opened(named.read(path, MOST + 1), str(path))[0])


def of(
    data: bytes, path: Path, overlay: Path | None = None, recipients: Path | None = None
) -> Source:
    """The source ``data``, as if it stood at ``path``: so are files found, and faults placed."""
    parsed, found = opened(data, str(path))
    if not is_letter(parsed):
        if recipients is not None:
            raise UsageError(f"{path} is a CV, which goes to nobody", "name a letter")
        return cv_of(parsed, found, path, overlay)
    from cvrender.source.letter import letter_of  # few sources are one

    if recipients is None:
        return letter_of(parsed, found, path, overlay)
    from cvrender.source.recipients import to_each_of

    letter = letter_of(to_each_of(parsed, recipients), found, path, overlay)
    return letter._replace(inputs=(*letter.inputs, recipients))
