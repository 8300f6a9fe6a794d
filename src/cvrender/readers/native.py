"""cvrender's own YAML: already in the native shape."""

from cvrender.checks.vocabulary import same
from cvrender.errors import SourceError, listing, quoted
from cvrender.model import CV
from cvrender.readers.base import Reader, Translation
from cvrender.syntax.nodes import Node

_MISSPELLED = 0.7
_MOST_NAMED = 5


def _recognises(node: Node) -> bool:
    pairs = node.value
    return isinstance(pairs, dict) and "sections" in pairs and "basics" not in pairs


def _translate(node: Node) -> Translation:
    """``node`` itself. Raises SourceError where it has keys, and none that is ours or like it."""
    keys = list(node.fields)
    if len(keys) > 1 and not any(map(_is_ours, keys)):
        named = listing(map(quoted, keys[:_MOST_NAMED]))
        message = f"this is no CV that is known here: no format that is read has the keys {named}"
        hint = "compare it with what `cvrender new` writes"
        raise SourceError.at(node.position, "unknown-shape", message, hint)
    return Translation(node)


def _is_ours(key: str) -> bool:
    """Whether ``key`` is one of ours, a synonym of one, or nearly one."""
    known = list(CV.model_fields)
    if key in known or same(key, known):
        return True
    from difflib import SequenceMatcher  # slow, and no key of ours needs it

    return max(SequenceMatcher(None, key.lower(), name).ratio() for name in known) >= _MISSPELLED


READER = Reader("native", "cvrender YAML", _recognises, _translate)
