"""Drafts: a finished file as a source to go on from: what it carries, or else a draft of it.

::

    file ─ extract.blocks ─▶ Blocks ─ tables, sections ─▶ Parts ─ rows, entries, head ─▶ CV

What a line is, its looks and its words tell: guesses, which are marked where they are doubtful.
That no line is lost is no guess: it is proven on the draft as it would be rendered.
"""

from cvrender.drafts.draft import Draft, drafted
from cvrender.drafts.restored import restored

__all__ = ["Draft", "drafted", "restored"]
