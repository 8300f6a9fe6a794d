"""Who the person of another tool's file is: the name, pages elsewhere, and what else is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from cvrender.checks import addresses
from cvrender.errors import quoted
from cvrender.readers.foreign import Notes, Record, address, folded, listed, made, text, wording
from cvrender.readers.networks import named, page
from cvrender.syntax.nodes import Node

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["details", "named_pages", "profiles", "titled", "websites"]

_OF_PROFILES = {
    "network", "name", "label", "url", "username", "user", "link", "value", "placeholder",
}  # fmt: skip
_PERSONAL = {
    "nationality": "Nationality",
    "citizenship": "Citizenship",
    "birthdate": "Date of birth",
    "dateofbirth": "Date of birth",
    "dob": "Date of birth",
    "birthplace": "Place of birth",
    "placeofbirth": "Place of birth",
    "gender": "Gender",
    "pronouns": "Pronouns",
    "maritalstatus": "Marital status",
    "driverlicense": "Driving licence",
    "driverslicense": "Driving licence",
    "drivinglicense": "Driving licence",
    "drivinglicence": "Driving licence",
    "visa": "Visa",
    "workpermit": "Work permit",
    "workauthorization": "Work authorization",
    "availability": "Availability",
}


def details(record: Record) -> list[Node]:
    """What is told of a person beside ways to reach them, each with its label."""
    pairs = ((label, record.text(key)) for key, label in _PERSONAL.items())
    return [Node(f"{label}: {wording(node)}", node.position) for label, node in pairs if node]


def titled(record: Record, name: Node | None) -> Node | None:
    """``name`` with the titles before and behind it."""
    before = record.text("prefix", "honorificPrefix", "salutation")
    behind = record.text("suffix", "honorificSuffix")
    if name is None or not (before or behind):
        return name
    words = wording(name)
    if before is not None and wording(before) not in words:
        words = f"{wording(before)} {words}"
    if behind is not None and wording(behind) not in words:
        words = f"{words}, {wording(behind)}"
    return text(name, words)


def websites(record: Record, *names: str) -> tuple[Node | None, list[Node]]:
    """The first page of one's own, and the others as links."""
    pages = [node for name in names for node in listed(record.take(name))]
    found = {str(url.value): url for node in pages if (url := address(node, record.notes))}
    first, *others = found.values() or [None]
    return first, [made(url, url=url) for url in others if url is not None]


def named_pages(record: Record) -> list[Node]:
    """Pages on social networks that stand under the names of the networks."""
    named = [
        key for key, node in record.left() if page(key, "name") and isinstance(node.value, str)
    ]
    return [on_network(key, node) for key in named if (node := record.take(key))]


def profiles(nodes: Iterable[Node], notes: Notes) -> tuple[list[Node], list[Node]]:
    """Pages on social networks as links, and as details what has no page there."""
    found = [profile(one, notes) for node in nodes for one in _each(node)]
    links = [link for link, _ in found if link is not None]
    return links, [detail for _, detail in found if detail is not None]


def _each(node: Node) -> list[Node]:
    """The profiles of a mapping from networks to what the person is there; or the one there is."""
    pairs = node.value if isinstance(node.value, dict) else {}
    if any(folded(key) in _OF_PROFILES for key in pairs):
        return [node]
    return [on_network(key, child) for key, child in pairs.items()] or [node]


def on_network(network: str, node: Node) -> Node:
    """A profile as most tools write one, from a network and a name or an address there."""
    place = node.key or node.position
    name = {"network": Node(named(network), place)}
    if isinstance(node.value, dict):
        return Node({**name, **node.value}, node.position, node.key)
    return Node({**name, _meant(node): node}, node.position, node.key)


def _meant(node: Node) -> str:
    """The key for what may be an address or a name."""
    return "url" if re.search(r"://|\.\w+/", str(node.value)) else "username"


def profile(node: Node, notes: Notes) -> tuple[Node | None, Node | None]:
    """One page on a social network as a link; a name that has no page as a detail."""
    if not isinstance(node.value, dict):
        url = address(node, notes)
        return (made(node, url=url) if url else None), None
    record = Record(node, notes)
    value = record.take("value")
    if value is not None:
        record.pairs.setdefault(_meant(value), ("value", value))
    network = record.text("network", "name", "label", "title", "placeholder")
    user, url = (
        record.text("username", "user", "handle", "id"),
        record.take("url", "website", "link", "href"),
    )
    record.tell_left()
    name = str(network.value) if network else ""
    handle = str(user.value) if user else ""
    found = address(url, notes) if url else _page(node, name, handle)
    if found is None:
        return None, _detail(node, network, user, notes if url is None else Notes())
    shown = all(part in str(found.value).casefold() for part in handle.casefold().split("@"))
    label = name if shown else f"{name} {handle}".strip()
    return made(node, label=text(network or user, label), url=found), None


def _detail(node: Node, network: Node | None, user: Node | None, notes: Notes) -> Node | None:
    """What is known of a person somewhere without an address."""
    name, handle = (str(words.value) if words else "" for words in (network, user))
    if handle or node.child("placeholder"):
        return text(node, ": ".join(filter(None, (named(name) if name else "", handle))))
    notes.left_out(node, f"{quoted(name)} has no web address and", "add its `url`")
    return None


def _page(node: Node, network: str, handle: str) -> Node | None:
    url = handle if "://" in handle else page(network, handle)
    try:
        return Node(addresses.url(url), node.position) if url else None
    except PydanticCustomError:
        return None
