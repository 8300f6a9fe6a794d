"""Job: what is to be made of a source; a plain value that needs no other module of ours."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be made of a source.

    ``theme`` None means the one that the source names. ``variants`` and ``languages`` may say
    ``all``; empty, they mean the whole CV and its first language. ``public`` leaves out what is
    private, ``anonymous`` who the person is; ``strict`` turns warnings into faults.
    """

    source: Path
    formats: tuple[str, ...] = ("pdf", "docx")
    theme: str | None = None
    output: Path = Path("output")
    name: str = ""
    """The pattern of the file names without suffix; empty, the usual ones."""
    variants: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    public: bool = False
    anonymous: bool = False
    strict: bool = False
    recipients: Path | None = None
    """A table (CSV) of the people that a letter goes to, in place of those that it names."""
    overlay: Path | None = None
    """A file whose keys win over the source's: what is kept elsewhere, such as a phone number."""
    convention: str | None = None
    """Where the documents are sent to; it wins over the source's ``convention`` and ``design``."""
    design: tuple[str, ...] = ()
    """Tokens to override, as ``colors.accent=#0b6e4f``; they win over the source's ``design``."""
    trust_theme: bool = False
    """Whether the theme needs no sandbox, wherever it stands."""
    day: str = ""
    """The day (ISO 8601) on which it is made; empty for today."""
