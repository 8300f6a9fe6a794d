"""Web addresses in another tool's file → ours; a warning for what is not an address."""

import re

from cvrender import inline
from cvrender.checks import addresses
from cvrender.checks.rejection import accepted
from cvrender.errors import quoted
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.values import is_empty, wording
from cvrender.syntax.nodes import Node


def address(node: Node, notes: Notes) -> Node | None:
    """A web address as the model accepts it; None, and a warning, for what is not one."""
    written = wording(within(node, "url", "href", "link")).removeprefix("//")
    if not written:
        return None
    has_scheme = written.lower().startswith(("mailto:", "tel:"))
    for candidate in (written,) if has_scheme else (written, f"https://{written}"):
        may_be_page = "." in candidate and "@" not in candidate.partition("://")[0]
        if (has_scheme or may_be_page) and (url := accepted(addresses.url, candidate)):
            return node.holding(url)
    notes.left_out(node, f"{quoted(written)} is not a web address and")
    return None


def bare(node: Node) -> str:
    """The address of a link as a reader sees it, without its scheme."""
    return re.sub(r"^https?://(www\.)?|/$", "", wording(within(node, "url")))


def within(node: Node, *names: str) -> Node:
    """The value in a mapping under the first of ``names`` that is filled in; else ``node``."""
    found = [child for name in names if (child := node.child(name)) is not None]
    return next((child for child in found if not is_empty(child)), found[0] if found else node)


def harmless(node: Node, notes: Notes) -> Node:
    """``node`` with links of other schemes than ``SCHEMES`` as plain text; warns of each."""

    def words(node: Node, _: str) -> str:
        text = str(node.value)
        urls = inline.bad_links(text) if "](" in text else ()
        for url in urls:
            notes.changed(node, f"the link to {quoted(url)} is shown as written")
        return text.replace("[", "\\[") if urls else text

    return node.reworded(words)
