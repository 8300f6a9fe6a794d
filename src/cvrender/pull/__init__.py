"""Pull: what somebody changed in a Word file of ours → the same change in its source.

==============  ====================================================================
``edited``      the file, and what it was made from, which it carries
``carried``     that, checked
``pairing``     paragraphs before and after
``splitting``   an edited paragraph → its lines
``present``     the source as it stands now: where each line of the file is in it
``entries``     paragraphs that are new → entries
``change``      what was done to one text, and what became of it
``lines``       what a line says now → its changes
``changes``     all of it → a list of changes
``dates_meant`` dates as somebody wrote them → ISO 8601
``wording``     a change of words → the same change in a text with marks
``belonging``   the part of the source that something belongs to
``typed``       a change → texts of the source that may have it
``proof``       whether a document says a change, and otherwise what it said before
``placing``     each change put into the source, and proven there
==============  ====================================================================

Nothing is trusted: a change is in the source when the source, read and composed again, shows it
and nothing else has changed. What cannot be proven is told, and changes nothing.
"""

from cvrender.pull.change import Outcome
from cvrender.pull.edited import pull

__all__ = ["Outcome", "pull"]
