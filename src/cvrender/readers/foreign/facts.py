"""What is said under keys of one's own → facts: labels and their texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cvrender.readers.foreign.profiles import profiles
from cvrender.readers.foreign.record import joined
from cvrender.readers.foreign.values import fact, listed, text

if TYPE_CHECKING:
    from cvrender.readers.foreign.record import Record
    from cvrender.syntax.nodes import Node

__all__ = ["facts", "heading", "labelled"]

_BARE = re.compile(r"^https?://(www\.)?|/$")
_WORDS_IN_KEY = re.compile(r"[_\s-]+|(?<=[a-z])(?=[A-Z])")


def facts(record: Record) -> list[Node]:
    """What is said of a job or a degree under keys of its own: a grade, a thesis, a team."""
    known = record.facts(
        gpa="GPA", score="Score", grade="Grade", honors="Honors", minor="Minor", thesis="Thesis",
        type="Type", department="Department", team="Team", teamSize="Team size",
        industry="Industry", level="Level", roles="Roles", role="Role", courses="Courses",
        coursework="Coursework", curriculum="Courses", number="Number",
        client="Client", status="Status", authors="Authors", inventors="Inventors",
        qualification="Qualification", specialization="Specialization", major="Major",
        direction="Direction", activities="Activities", activity="Activity", advisor="Advisor",
        supervisor="Supervisor", employmentType="Employment", contractType="Contract",
        license="Licence", licenseNumber="Licence number", credentialId="Credential ID",
        state="State", expires="Valid until", expirationDate="Valid until",
        validUntil="Valid until", expiryDate="Valid until", amount="Amount", rank="Rank",
    )  # fmt: skip
    return [*known, *_pages(record)]


def _pages(record: Record) -> list[Node]:
    """Further pages about it: each is a link, under what it is called."""
    labels = {
        "repository": "Repository", "repo": "Repository", "github": "GitHub",
        "githubUrl": "GitHub", "demo": "Demo", "live": "Demo", "links": "Links", "urls": "Links",
        "slides": "Slides", "video": "Video",
    }  # fmt: skip
    told = ((label, _linked(record, name)) for name, label in labels.items())
    return [fact(label, words) for label, words in told if words]


def _linked(record: Record, name: str) -> Node | None:
    """The addresses under a key, each at its name, as one text."""
    node = record.take(name)
    links, _ = profiles(listed(node), record.notes)
    pages = [link.plain() for link in links]
    shown = (
        f"[{page.get('label') or _BARE.sub('', page['url'])}]({page['url']})"
        for page in pages
        if isinstance(page, dict)
    )
    return text(node, ", ".join(shown)) if pages else None


def labelled(node: Node) -> list[Node]:
    """The keys of a mapping as labels of what stands under them."""
    pairs = node.fields.items()
    told = ((key, child, joined(child)) for key, child in pairs if child.value is not False)
    return [fact(heading(key), words, child) for key, child, words in told if words]


def heading(key: str) -> str:
    """A key as people write it: ``speakingEngagements`` is ``Speaking engagements``."""
    words = [word for word in _WORDS_IN_KEY.split(key) if word]
    first, *others = words or [key]
    return " ".join([first[:1].upper() + first[1:], *map(_lowered, others)])


def _lowered(word: str) -> str:
    return word if word.isupper() else word[:1].lower() + word[1:]
