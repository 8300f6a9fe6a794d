"""cvrender: one CV source, every document, each proven to hold what was written.

::

    source ─ read ─▶ CV ─ compose ─▶ Outline ─ render ─▶ bytes ─ extract ─▶ text
                                         └────────────── verify ◀────────────┘

``pipeline`` has the stages in order; CONTRIBUTING.md names every room.
"""

__version__ = "0.1.0"

REPOSITORY = "https://github.com/cvrender/cvrender"
"""A placeholder: the repository has no public address yet. Metadata and README follow this line."""
