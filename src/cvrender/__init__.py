"""cvrender: one CV source, every document, each proven to hold what was written.

::

    source ─ read ─▶ CV ─ compose ─▶ Outline ─ render ─▶ bytes ─ extract ─▶ text
                                         └────────────── verify ◀────────────┘

The API is what ``__all__`` names: ``load``, ``load_letter``, ``check``, ``render`` and
``verify_document``, the values that they give, and what a plug-in is made of. It is stable: within
a major version, names, arguments and the codes of faults stay. All other modules may change with
any release.

``pipeline`` has the stages in order; CONTRIBUTING.md names every room.
"""

from importlib import import_module

_NAMES = {
    "api": ("check", "load", "load_letter", "render", "verify_document"),
    "errors": (
        "CvrenderError", "Fault", "LostLinesError", "MachineError", "SourceError", "UsageError",
    ),
    "job": ("Job",),
    "model": ("CV", "Letter"),
    "outline": ("Outline",),
    "readers.base": ("Reader",),
    "renderers.base": ("Renderer",),
    "theme": ("Theme",),
    "verify": ("Finding", "Report"),
}  # fmt: skip
_HOMES = {name: module for module, names in _NAMES.items() for name in names}
__all__ = sorted(_HOMES)

__version__ = "0.1.0"

REPOSITORY = "https://github.com/cvrender/cvrender"
"""A placeholder: the repository has no public address yet. Metadata and README follow this line."""


def __getattr__(name: str) -> object:
    """Import the API when it is used: the command line is faster without it."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
