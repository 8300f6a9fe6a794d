"""The Candidate of HR-XML that the Europass portal writes → a CV."""

from collections.abc import Iterable

from cvrender.languages import of_tag
from cvrender.readers.base import Translation
from cvrender.readers.europass.elements import (
    VERBATIM,
    born,
    country,
    cv_of,
    driving,
    first,
    inside,
    item,
    lose_picture,
    names,
    place,
)
from cvrender.readers.europass.skills import named, native, spoken
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import Parts, as_markdown, heading, listed, made, text, wording
from cvrender.syntax.nodes import Node

_ROOT = "Candidate"
_OF_PROGRAMS = (
    "schemaLocation", "DocumentID", "ProcessingInformation", "CandidateSupplier",
    "RenderingInformation",
)  # fmt: skip
_TOWN = ("City", "Country")
_WAYS = ("Email", "Telephone", "Web", "Social Media", "InstantMessage")
"""How a person is reached, the last three on a page or under a name."""


def recognises(node: Node) -> bool:
    return first(node, _ROOT, "CandidatePerson") is not None


def translate(node: Node) -> Translation:
    notes = Notes()
    root = Record(as_markdown(node.fields[_ROOT], VERBATIM), notes)
    person = Record(root.take("CandidatePerson") or node, notes)
    profile = Record(root.take("CandidateProfile") or node.holding(None), notes)
    language = profile.take("languageCode")
    code = (of_tag(wording(language)) if language else "") or "en"
    profile.ignore("ID")
    jobs = inside(profile.take("EmploymentHistory"), "EmployerHistory")
    schools = inside(profile.take("EducationHistory"), "EducationOrganizationAttendance")
    lose_picture(profile.take("Attachment"), notes)
    parts: Parts = {
        "language": language,
        "basics": _person(person, profile, code),
        "work": [_job(job) for job in jobs],
        "education": [_entry(it, "education", ("EducationDegree", "FinalGrade")) for it in schools],
        **_competencies(person, profile, code),
        **_sections(profile),
    }
    root.ignore(*_OF_PROGRAMS)
    return cv_of(parts, node, notes, root, person)


def _person(person: Record, profile: Record, code: str) -> Node:
    contacts = inside(person.take("Communication"))
    licences = [Record(it, person.notes) for it in inside(profile.take("Licenses"), "License")]
    gender = person.take("GenderCode")
    nations = inside(person.take("NationalityCode"))
    classes = [it for one in licences if (it := one.take("LicenseTypeCode"))]
    for record in licences:
        record.report_unused()
    return made(
        person.node,
        **_unread(contacts, *_WAYS),
        name=person.take("PersonName"),
        summary=profile.take("ExecutiveSummary"),
        email=_addresses(contacts, "Email"),
        phone=[_phone(it) for it in _on(contacts, "Telephone")],
        location=place(_address(contacts)),
        profiles=[
            made(it, value=first(it, "URI"), network=first(it, "OtherTitle") or _use(it))
            for channel in _WAYS[2:]
            for it in _on(contacts, channel)
        ],
        dateofbirth=born(person.take("BirthDate"), code),
        gender=gender,
        nationality=text(person.node, ", ".join(wording(country(it)) for it in nations)),
        drivinglicence=driving(classes),
    )


def _on(contacts: Iterable[Node], channel: str) -> list[Node]:
    return [it for it in contacts if wording(first(it, "ChannelCode") or it) == channel]


def _addresses(contacts: Iterable[Node], channel: str) -> list[Node]:
    return [found for it in _on(contacts, channel) for found in inside(it, "URI")]


def _address(contacts: Iterable[Node]) -> Node | None:
    return next((found for it in contacts for found in inside(it, "Address")), None)


def _unread(contacts: Iterable[Node], *known: str) -> Parts:
    """Other ways to reach somebody than those ``known`` and the first address, for a warning."""
    found: dict[str, list[Node]] = {}
    for contact in contacts:
        way = first(contact, "ChannelCode") or contact.holding("Address")
        found.setdefault(wording(way), []).append(contact)
    others = {way: nodes for way, nodes in found.items() if way not in known}
    others["Address"] = others.get("Address", [])[1:]
    return {way: nodes[0].holding(nodes) for way, nodes in others.items() if nodes}


def _use(contact: Node) -> Node | None:
    use = first(contact, "UseCode")
    return use if use and wording(use) != "other" else None


def _phone(contact: Node) -> Node:
    number = first(contact, "DialNumber") or contact
    prefix = first(contact, "CountryDialing")
    whole = f"+{wording(prefix)} {wording(number)}" if prefix else wording(number)
    return made(contact, number=number.holding(whole), type=_use(contact))


def _job(node: Node) -> Node:
    """A job, or several at one organization."""
    positions = inside(node, "PositionHistory")
    if len(positions) < 2:
        return _entry(node, "work", ("PositionHistory",))
    fields = {key: it for key, it in node.fields.items() if key != "PositionHistory"}
    roles = [_entry(it, "roles", ()) for it in positions]
    return _entry(node.holding({**fields, "positions": node.holding(roles)}), "work", ())


def _entry(node: Node, kind: str, holding: tuple[str, ...]) -> Node:
    """A job or a degree, with the place and the page of its organization."""
    fields = dict(item(node, names("candidate", kind), holding).fields)
    contacts = inside(fields.pop("OrganizationContact", None), "Communication")
    where = place(_address(contacts)) or place(
        node.holding({it: fields[it] for it in _TOWN if it in fields})
    )
    for key in _TOWN:
        if where and wording(fields.get(key) or where).casefold() in wording(where).casefold():
            fields.pop(key, None)
    pages = [*_addresses(contacts, "Web"), *inside(fields.pop("Link", None))]
    if (level := fields.get("level")) is not None and wording(level).isdigit():
        fields["level"] = level.holding(f"EQF {wording(level)}")
    department = fields.pop("Department", None)
    if department and wording(department) not in map(wording, fields.values()):
        fields["department"] = department
    return made(node, **fields, **_unread(contacts, "Web"), **_pages(pages), location=where)


def _pages(pages: list[Node]) -> Parts:
    """The first address, and all others as links."""
    return {"url": pages[0], "links": pages[1:]} if pages else {}


def _competencies(person: Record, profile: Record, code: str) -> Parts:
    """Languages with their levels, and skills by name or in groups."""
    mother = inside(person.take("PrimaryLanguageCode"))
    languages = [native(named(it, code, person.notes), code) for it in mother]
    skills: list[Node] = []
    groups = inside(profile.take("Skills"))
    digital = inside(profile.take("DigitalSkills"))
    loose = inside(profile.take("PersonQualifications"), "PersonCompetency")
    for node in (*loose, *(it for group in groups for it in inside(group, "PersonCompetency"))):
        name = first(node, "CompetencyID")
        if name is not None and wording(first(node, "TaxonomyID") or node) == "language":
            language = named(name, code, person.notes)
            languages.append(spoken(language, _levels(node, person.notes), code))
        elif (name := first(node, "CompetencyName") or name) is not None:
            skills.append(made(node, name=name))
    for group in groups:
        for one in inside(group, "SkillsGroup"):
            words = inside(one, "PersonCompetency", "CompetencyName")
            skills.append(made(one, name=first(one, "Title"), keywords=words))
    for one in (it for group in digital for it in inside(group, "DigitalSkillsGroup")):
        skills.append(made(one, name=first(one, "Title"), keywords=inside(one, "DigitalSkill")))
    return {"languages": languages, "skills": skills}


def _levels(competency: Node, notes: Notes) -> dict[str, Node]:
    """The levels that a person has; an ability that the framework lacks is reported."""
    found = {}
    for one in inside(competency, "CompetencyDimension"):
        kind, level = first(one, "CompetencyDimensionTypeCode"), first(one, "Score", "ScoreText")
        if kind is not None and level is not None:
            if name := names("candidate", "abilities").get(wording(kind)):
                found[name] = level
            else:
                notes.left_out(one, f"the level of `{wording(kind)}`")
    return found


def _sections(profile: Record) -> Parts:
    """All other lists of a profile by their titles; custom ones have titles of their own."""
    known = names("candidate", "lists")
    found: dict[str, list[Node]] = {}
    for one in inside(profile.take("Others")):
        title = first(one, "Title") or one.holding("Others")
        found.setdefault(wording(title), [title]).extend(_items(inside(one, "Other")))
    for key, node in profile.unused():
        items = [
            it for one in listed(node) for child in one.fields.values() for it in listed(child)
        ]
        title = node.holding(heading(key))
        found.setdefault(known.get(key, wording(title)), [title]).extend(_items(items))
    return {
        name: made(title, title=None if name in known.values() else title, items=items)
        for name, (title, *items) in found.items()
    }


def _items(nodes: Iterable[Node]) -> list[Node]:
    found = []
    for node in nodes:
        fields = dict(item(node, names("candidate", "others")).fields)
        links = inside(fields.pop("Link", None))
        if (doi := fields.pop("DOI", None)) is not None:
            fields["doi"] = first(doi, "Link") or doi
        found.append(made(node, **fields, **_pages(links)) if fields else node)
    return found
