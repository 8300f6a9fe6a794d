"""Person: the lines at the top of a file → name, headline, contacts, and what else they say."""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import NamedTuple

from cvrender.checks.phones import calls
from cvrender.checks.vocabulary import same
from cvrender.drafts import titles, when, words
from cvrender.drafts.typed import Typed, is_email, url
from cvrender.extract.block import Block
from cvrender.syntax.nodes import Node

_EMAIL = re.compile(r"[^\s@<>()\[\],;:|\"]+@[^\s@<>,;|()]+\.[^\s@.<>,;|()–—]+")
_ADDRESS = re.compile(
    r"(?i)(?<![\w@.])(?:https?://\S+|www\.\S+|(?:[\w-]+\.)+(?:com|org|net|io|dev|me|de|fr|uk|es|it"
    r"|nl|ch|at|eu|co|ai|app|in|ca|au|cn|jp|info|xyz|page|site|edu|se|pl|br)(?:/[^\s|,;–—]*)?)(?![\w@])"
)
_SIGNS = re.compile(r"\s+[|·•‖/–—]\s+|\s*[|•‖]\s*|\t+|\s{3,}|;\s+")
_LABEL = re.compile(r"([^\W\d][^:：|@\t]{0,28}?)\s*[:：]\s*(.*)", re.DOTALL)
_TABULAR = re.compile(r"([^\W\d][^\t\d@:/]{1,28})\t([^\t@]*\d[^\t@]*)")
"""A label and what a table has beside it, which has a number: ``Date of birth``."""
_ENDS = " \t,;:·•|–—-()[]"
_CONTACTS = ("email", "phone", "location", "website", "url", "links", "name")
_PLAIN = ("website", "url")
"""Keys whose names say of an address only that it is one."""
_CAPITALS = "which letters are capitals?"
_LEAST_CALL, _MOST_CALL = 6, 30
_MOST_NAME, _MOST_WORDS, _SHORT = 6, 12, 90
"""Words of a name, and of a line of contacts; letters of what is no running text."""


class _Piece(NamedTuple):
    text: str
    block: Block


class Person(NamedTuple):
    """The top of a CV by our keys, and the paragraphs that stand there."""

    fields: dict[str, Node | None]
    texts: tuple[Node, ...]


def person(blocks: list[Block], typed: Typed, fallback: str) -> Person:
    """What the lines say of the person; ``fallback`` is the name where none stands there."""
    lines = [block for block in blocks if titles.kind(block.text) != titles.DOCUMENT]
    can_be = filter(_can_be_name, lines)
    name = max(can_be, key=lambda block: block.size, default=None)  # the largest, or the first
    reader = _Reader(typed)
    for block in lines:
        reader.line(block, is_name=block is name)
    named = reader.name or typed.verbatim(fallback, blocks[0], "no name stands at the top")
    return Person({"name": named, **reader.found}, tuple(reader.texts))


def _can_be_name(block: Block) -> bool:
    text = (_after_label(block.text.strip(), "name") or block.text).strip()
    first = _SIGNS.split(text)[0] if text else ""
    is_plain = not re.search(r"[\d@:/]", first) and len(first.split()) <= _MOST_NAME
    return bool(first) and is_plain and first[-1] not in ".,:" and len(first) <= _SHORT


class _Reader:
    """Takes what is known out of each line; what is left is a headline or a detail."""

    def __init__(self, typed: Typed) -> None:
        self.typed = typed
        self.name: Node | None = None
        self.found: dict[str, Node | None] = {}
        self.texts: list[Node] = []

    def line(self, block: Block, *, is_name: bool) -> None:
        text = block.text.strip()
        if len(text) > _SHORT and not _has_contacts(block):
            self.texts.append(self.typed.markdown(block))
            return
        if self.name is not None and "headline" not in self.found and _is_only_headline(text):
            self.found["headline"] = self.typed.text(text, block)
            return
        linked = {span.text.strip(): span.url for span in block.spans if span.url}
        if self.name is not None and (pair := _TABULAR.fullmatch(text)):
            text = f"{pair[1]}: {pair[2]}"
        for at, part in enumerate(_parts(text)):
            piece = _Piece(part, block)
            if is_name and at == 0:
                self.name = self.named(_without_label(part, "name") or part, block)
            elif not self.contact(piece, linked):
                self.other(piece)

    def named(self, words: str, block: Block) -> Node:
        """The name; one in capitals as names are written."""
        if not words.isupper():
            return self.typed.text(words, block)
        written = re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), words)
        return self.typed.text(written, block, _CAPITALS)

    def contact(self, piece: _Piece, linked: Mapping[str, str]) -> bool:
        """Take the contacts in ``piece``; whether nothing else is left of it."""
        rest, block = piece
        if len(rest.split()) > _MOST_WORDS:
            return False  # a sentence with an address in it
        for take in (self.emails, self.addresses, partial(self.linked, linked), self.calls):
            rest = take(rest, block)
        if rest == piece.text:
            return False
        left = _without_label(rest.strip(_ENDS), *_CONTACTS).strip(_ENDS)
        labels = [str(link.at(("label",)).value) for link in self.listed("links")]
        return not left or left in labels or self.other(_Piece(left, block))

    def emails(self, text: str, block: Block) -> str:
        """Take the e-mail addresses; what is left of ``text``, as of all that follow."""
        for match in _EMAIL.finditer(text):
            if is_email(match[0]):
                self.add("email", self.typed.verbatim(match[0], block))
                text = text.replace(match[0], " ")
        return text

    def addresses(self, text: str, block: Block) -> str:
        left = text
        for match in _ADDRESS.finditer(text):
            left = left.replace(match[0], " ")
            self.link(match[0].rstrip(".,"), _label_before(text, match.start()), block)
        return left

    def linked(self, links: Mapping[str, str], text: str, block: Block) -> str:
        """Take the words that lead to web pages."""
        for shown, target in links.items():
            web = url(target)
            if shown and shown in text and web.startswith("http"):
                text = text.replace(shown, " ")
                self.link(web, "" if shown in web else shown, block)
        return text

    def calls(self, text: str, block: Block) -> str:
        for call in reversed(calls(text)):
            number = text[call.start : call.end]
            is_whole = sum(map(str.isdigit, number)) >= _LEAST_CALL and len(number) <= _MOST_CALL
            if is_whole and not when.found(number):
                self.add("phone", self.typed.verbatim(number, block))
                text = f"{text[: call.start]} {text[call.end :]}"
        return text

    def link(self, address: str, label: str, block: Block) -> None:
        """Take a page of a person: the first on a site of one's own is the website."""
        if not (target := url(address)):
            return
        node = self.typed.verbatim(target, block)
        website = self.found.get("website")
        is_whole_site = re.fullmatch(r"https?://[^/]+/?", target)
        if not label and is_whole_site and (website is None or website == node):
            self.found["website"] = node
        else:
            shown = self.typed.text(label, block) if label else None
            self.add("links", self.typed.fields(label=shown, url=node))

    def listed(self, key: str) -> list[Node]:
        there = self.found.get(key)
        return there.items if there else []

    def other(self, piece: _Piece) -> bool:
        """A place, a headline, or a detail."""
        text, block = piece
        labelled = _after_label(text, "location")
        bare = labelled or text
        is_place = bool(labelled) or words.is_place(bare)
        is_place = is_place or ("," in bare and self.name is not None and words.may_be_place(bare))
        if "location" not in self.found and is_place:
            self.found["location"] = self.typed.text(bare, block)
        elif self.name is not None and "headline" not in self.found and _is_headline(text):
            self.found["headline"] = self.typed.text(text, block)
        elif len(text) > _SHORT:
            self.texts.append(self.typed.text(text, block))
        else:
            self.add("details", self.typed.text(text, block))
        return True

    def add(self, key: str, node: Node) -> None:
        """One more value of a list; a contact that is there is known."""
        items = self.listed(key)
        if key == "details" or node.plain() not in [item.plain() for item in items]:
            self.found[key] = self.typed.listed([*items, node])


def _parts(text: str) -> Iterable[str]:
    return [part for part in map(str.strip, _SIGNS.split(text)) if part.strip(_ENDS)]


def _has_contacts(block: Block) -> bool:
    return bool(_EMAIL.search(block.text)) or len(_SIGNS.findall(block.text)) > 1


def _is_headline(text: str) -> bool:
    return not re.search(r"[:\d]", text) and len(text) <= _SHORT


def _label_before(text: str, start: int) -> str:
    """What names the address at ``start``, if it says more than that it is one."""
    match = _LABEL.fullmatch(text[:start].strip())
    return match[1] if match and not match[2] and not _is_key(match[1], *_PLAIN) else ""


def _is_only_headline(text: str) -> bool:
    """Whether a line right below the name says what the person does, and nothing else."""
    has_place = any(map(words.is_place, _parts(text)))
    return _is_headline(text) and "@" not in text and not _ADDRESS.search(text) and not has_place


def _without_label(text: str, *keys: str) -> str:
    """``text`` without a label in front that says no more than one of ``keys``."""
    return "" if _is_key(text, *keys) else _after_label(text, *keys) or text


def _after_label(text: str, *keys: str) -> str:
    """What stands behind a label that says one of ``keys``; empty without one."""
    match = _LABEL.fullmatch(text)
    return match[2].strip(": ") if match and _is_key(match[1], *keys) else ""


def _is_key(label: str, *keys: str) -> bool:
    """Whether every word of ``label`` is one of ``keys``, or another word for it."""
    parts = list(filter(None, re.split(r"[\s/.:：]+", label)))
    return bool(parts) and all(same(part, keys) for part in parts)
