"""The person of another tool's file: name, addresses, and personal details."""

import re
from pathlib import Path

from cvrender.checks import addresses
from cvrender.checks.rejection import accepted
from cvrender.errors import quoted
from cvrender.readers.foreign.keys import keys, labels
from cvrender.readers.foreign.links import address, bare, within
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import folded, listed, made, strung, text, wording
from cvrender.syntax.nodes import Node


def details(record: Record) -> list[Node]:
    """Personal details, such as a nationality, each behind its label."""
    known = labels("person", record.notes.language)
    pairs = ((label, record.text(key)) for key, label in known.items())
    return [Node(f"{label}: {wording(node)}", node.position) for label, node in pairs if node]


def full_name(record: Record) -> Node | None:
    """The name as one text, whether it is written as one or in parts, with its titles."""
    node = record.take("name", "fullName")
    if node is None:
        return _titled(record, _joined(record))
    parts = Record(node, record.notes)
    name = _titled(parts, _joined(parts) or parts.text("full"))
    if name is not None:
        parts.report_unused()
    return _titled(record, name or text(node))


def _joined(record: Record) -> Node | None:
    words = record.each(*keys("name_parts"))
    return text(words[0], strung(" ", *words)) if words else None


def _titled(record: Record, name: Node | None) -> Node | None:
    """``name`` with an academic title or the like before and behind it."""
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


def _labelled(record: Record, *names: str) -> list[tuple[Node, Node | None]]:
    """Addresses or numbers, each with its label: texts, items, or a mapping from labels."""
    found: list[tuple[Node, Node | None]] = []
    for node in (item for name in names for item in listed(record.take(name))):
        if not isinstance(node.value, dict):
            found.append((node, None))
        elif not set(keys("contact_values")).isdisjoint(map(folded, node.value)):
            item = Record(node, record.notes)
            value, label = item.take(*keys("contact_values")), item.text(*keys("contact_labels"))
            item.report_unused()
            if value:
                found.append((value, label))
            elif label:
                record.notes.left_out(label, f"{quoted(wording(label))}, which has no address,")
        else:
            pairs = node.value.items()
            found += [
                (value, Node(key, value.key or value.position))
                for key, value in pairs
                if wording(value)
            ]
    return found


def emails(record: Record, *names: str) -> list[Node]:
    """E-mail addresses. Reports what is not one, and labels, which an address cannot have."""
    found = []
    for value, label in _labelled(record, *names):
        for words in re.split(r",\s+|\n", wording(value)):
            if plain := accepted(addresses.email, words.strip().removeprefix("mailto:")):
                found.append(value.holding(plain))
            else:
                record.notes.left_out(value, f"{quoted(words)} is not an e-mail address and")
        if label is not None:
            message = f"the label {quoted(wording(label))} of an e-mail address"
            record.notes.left_out(label, message)
    return found


def phones(record: Record, *names: str) -> list[Node]:
    """Telephone numbers, each with its label in brackets.

    Hyphens separate the groups of a ``tel:`` address (RFC 3966), blanks those of a printed number.
    """
    found = []
    for value, label in _labelled(record, *names):
        number = wording(value)
        if number.startswith("tel:"):
            number = number.removeprefix("tel:").replace("-", " ")
        in_brackets = f" ({wording(label)})" if label is not None else ""
        if number:
            found.append(value.holding(number + in_brackets))
    return found


def photo(record: Record, name: Node | None, *names: str) -> Node | None:
    """A picture in the folder of the source, with ``name`` as its description.

    Reports a picture elsewhere: nothing is fetched.
    """
    found = record.take(*names)
    node = text(within(found, "url", "src", "file", "path")) if found else None
    if node is None:
        return None
    file = str(node.value)
    beside = not (":" in file or ".." in file or Path(file).is_absolute())
    if not beside or not (Path(node.position.file).parent / file).is_file():
        here = "is on another machine" if "://" in file else "is not a file beside this one"
        hint = "put the picture beside the source and name it in `photo`"
        record.notes.left_out(node, f"the picture {quoted(file)} {here} and", hint)
        return None
    return made(node, file=node, alt=name or node)


def websites(record: Record, *names: str) -> tuple[Node | None, list[Node]]:
    """The first website without a label, and all others as links."""
    found = {
        str(url.value): (url, label)
        for value, label in _labelled(record, *names)
        if (url := address(value, record.notes))
    }
    for place, (url, label) in found.items():
        if label is not None and bare(label) == bare(url):
            found[place] = url, None
    first = next((url for url, label in found.values() if label is None), None)
    links = [made(url, url=url, label=label) for url, label in found.values() if url is not first]
    return first, links


def distinct(website: Node | None, links: list[Node]) -> tuple[Node | None, list[Node]]:
    """``website`` and ``links`` with each address once, under its label where it has one."""
    pages = [(bare(link.at(("url",))), strung("", link.child("label"))) for link in links]
    labelled = {page for page, label in pages if label}
    once = {*labelled, bare(website)} if website else labelled
    kept = {
        (page, label): link
        for (page, label), link in zip(pages, links, strict=True)
        if label or page not in once
    }
    is_linked = website is not None and bare(website) in labelled
    return None if is_linked else website, [*kept.values()]
