"""Limits of a child on time, memory and files, and the errors of one that exceeds them."""

import contextlib

SECONDS = 30
MEMORY = 2_000_000_000
"""Bytes of address space; WeasyPrint needs about half a gigabyte of it."""
FILE = 50_000_000
"""Bytes of any file that the child writes; fonts are copied to a temporary folder."""


class LimitError(Exception):
    """The work took more time or memory than the sandbox allows; the message says which."""


class EndedError(LimitError):
    """The child ended, by a limit of the system or of itself."""


def limit() -> None:
    """Limit this process, where the system has limits; the parent's clock holds everywhere.

    The seconds are those from now on.
    """
    with contextlib.suppress(ImportError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + 1 + SECONDS
        limits = {
            "RLIMIT_AS": (MEMORY, MEMORY),
            "RLIMIT_CPU": (seconds, resource.RLIM_INFINITY),
            "RLIMIT_FSIZE": (FILE, FILE),
            "RLIMIT_CORE": (0, 0),
        }
        for name, most in limits.items():
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(getattr(resource, name), most)
