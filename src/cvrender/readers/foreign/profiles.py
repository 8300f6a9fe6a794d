"""Profiles on social networks → links; details where a profile has no address."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from cvrender.checks import addresses
from cvrender.checks.rejection import accepted
from cvrender.errors import quoted
from cvrender.networks import named, page
from cvrender.readers.foreign.keys import keys
from cvrender.readers.foreign.links import address
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import folded, made, strung, text
from cvrender.syntax.nodes import Node


def profiles(nodes: Iterable[Node], notes: Notes) -> tuple[list[Node], list[Node]]:
    """Profiles as links, and as details those of which only a name is known."""
    found = [_profile(one, notes) for node in nodes for one in _each(node)]
    links = [link for link, _ in found if link is not None]
    return links, [detail for _, detail in found if detail is not None]


def named_pages(record: Record) -> list[Node]:
    """Profiles that stand under the names of their networks."""
    named = [
        key for key, node in record.unused() if page(key, "name") and isinstance(node.value, str)
    ]
    return [_on_network(key, node) for key in named if (node := record.take(key))]


def _each(node: Node) -> list[Node]:
    """The profiles in a mapping from networks to names or addresses; else the one profile."""
    if not set(keys("profile")).isdisjoint(map(folded, node.fields)):
        return [node]
    return [_on_network(key, child) for key, child in node.fields.items()] or [node]


def _on_network(network: str, node: Node) -> Node:
    """A network, and a name or an address there, as a profile with the usual keys."""
    place = node.key or node.position
    name = {"network": Node(named(network), place)}
    if isinstance(node.value, dict):
        return node.holding({**name, **node.value})
    return node.holding({**name, _meant(node): node})


def _meant(node: Node) -> str:
    """``url`` for what looks like an address, ``username`` for a name."""
    return "url" if re.search(r"://|\.\w+/", str(node.value)) else "username"


def _profile(node: Node, notes: Notes) -> tuple[Node | None, Node | None]:
    """One profile as a link, or as a detail if its address is not known."""
    if not isinstance(node.value, dict):
        url = address(node, notes)
        return (made(node, url=url) if url else None), None
    record = Record(node, notes)
    if (value := record.take("value")) is not None:
        record.put(_meant(value), value)
    network = record.text("network", "name", "label", "title", "placeholder", "text")
    user = record.text("username", "user", "handle", *(() if node.child("text") else ("id",)))
    url = record.take("url", "website", "link", "href")
    record.ignore("icon", "iconColor", "id")
    record.report_unused()
    name, handle = strung("", network), strung("", user)
    found = address(url, notes) if url else _page(node, name, handle)
    if found is None:
        return None, _detail(node, name, handle, notes if url is None else Notes())
    label = _label(name, handle, str(found.value))
    return made(node, label=text(network or user, label), url=found), None


def _label(network: str, handle: str, url: str) -> str:
    """The network, with the name there if its address does not show it."""
    name = named(network) if network.islower() else network
    seen = f"{name} {unquote(url)}".casefold()
    shown = all(part in seen for part in handle.casefold().split("@"))
    return name if shown else f"{name} {handle}".strip()


def _detail(node: Node, name: str, handle: str, notes: Notes) -> Node | None:
    """A name on a network as a detail; a warning if there is not even a name."""
    if handle or node.child("placeholder") or node.child("text"):
        return text(node, ": ".join(filter(None, (named(name) if name else "", handle))))
    notes.left_out(node, f"{quoted(name)} has no web address and", "add its `url`")
    return None


def _page(node: Node, network: str, handle: str) -> Node | None:
    url = accepted(addresses.url, handle if "://" in handle else page(network, handle))
    return Node(url, node.position) if url else None
