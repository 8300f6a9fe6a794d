"""cvrender: one CV source, every document, each proven to hold what was written."""

__version__ = "0.1.0"
