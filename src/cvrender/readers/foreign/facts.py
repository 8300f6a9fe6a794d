"""What is said under keys of one's own → facts: labels and their texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cvrender.readers.foreign.profiles import profiles
from cvrender.readers.foreign.record import several
from cvrender.readers.foreign.values import fact, heading, listed, text, wording

if TYPE_CHECKING:
    from cvrender.readers.foreign.record import Record
    from cvrender.syntax.nodes import Node

__all__ = ["facts", "labelled"]

_GRADES = ("GPA", "Score", "Grade")
_BARE = re.compile(r"^https?://(www\.)?|/$")


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
        position="Position", environment="Environment", companySize="Company size",
        clients="Clients", customers="Customers", duration="Duration", stars="Stars",
        author="Author",
    )  # fmt: skip
    return [*_without_twins(known), *_pages(record)]


def _without_twins(facts: list[Node]) -> list[Node]:
    """``facts`` with each grade once, by whatever keys it is told."""
    grades = [fact for fact in facts if fact.at(("label",)).value in _GRADES]
    told = {wording(fact.at(("text",))): fact for fact in reversed(grades)}
    return [fact for fact in facts if fact not in grades or fact in told.values()]


def _pages(record: Record) -> list[Node]:
    """Further pages about it: each is a link, under what it is called."""
    labels = {
        "repository": "Repository", "repo": "Repository", "github": "GitHub",
        "githubUrl": "GitHub", "demo": "Demo", "live": "Demo", "links": "Links", "urls": "Links",
        "slides": "Slides", "video": "Video", "certificate": "Certificate",
        "credentialUrl": "Credential",
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
    told = ((key, child, several(child)) for key, child in pairs if child.value is not False)
    return [fact(heading(key), words, child) for key, child, words in told if words]
