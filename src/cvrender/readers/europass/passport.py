"""SkillsPassport (Europass XML 3, and its JSON) → a CV; what only programs need is passed over."""

from cvrender.languages import label, of_tag
from cvrender.readers.base import Translation
from cvrender.readers.europass.elements import (
    VERBATIM,
    born,
    coded,
    cv_of,
    driving,
    first,
    inside,
    item,
    lose_picture,
    names,
    place,
)
from cvrender.readers.europass.skills import ABILITIES, native, spoken
from cvrender.readers.foreign.notes import Notes
from cvrender.readers.foreign.record import Record
from cvrender.readers.foreign.values import Parts, as_markdown, made, text, wording
from cvrender.syntax.nodes import Node

_ROOT = "SkillsPassport"
_OF_PROGRAMS = ("DocumentInfo", "PrintingPreferences", "schemaLocation", "locale")
_STATEMENT = "personal_statement"


def recognises(node: Node) -> bool:
    return first(node, _ROOT, "LearnerInfo") is not None


def translate(node: Node) -> Translation:
    notes = Notes()
    passport = Record(as_markdown(node.fields[_ROOT], VERBATIM), notes)
    locale = passport.peek("locale")
    code = of_tag(wording(locale)) if locale else ""
    learner = Record(passport.take("LearnerInfo") or node, notes)
    learner.ignore("Documentation", "ReferenceTo")
    skills = Record(learner.take("Skills") or node.holding(None), notes)
    parts: Parts = {
        "language": locale,
        "basics": _person(learner, skills, code or "en"),
        "work": [_entry(it, "work", "Employer") for it in _several(learner, "WorkExperience")],
        "education": [
            _entry(it, "education", "Organisation") for it in _several(learner, "Education")
        ],
        **_languages(skills, code or "en"),
        "skills": _described(skills, code or "en"),
        **_achievements(learner),
    }
    passport.ignore(*_OF_PROGRAMS)
    return cv_of(parts, node, notes, passport, learner, skills)


def _several(record: Record, name: str) -> list[Node]:
    """The elements called ``name``: in the list of them in XML, which JSON does without."""
    return [*inside(record.take(f"{name}List"), name), *inside(record.take(name))]


def _person(learner: Record, skills: Record, code: str) -> Node:
    whole = Record(learner.take("Identification") or learner.node.holding(None), learner.notes)
    contact = Record(whole.take("ContactInfo") or whole.node.holding(None), whole.notes)
    facts = Record(whole.take("Demographics") or whole.node.holding(None), whole.notes)
    lose_picture(whole.take("Photo"), whole.notes)
    name, gender = whole.take("PersonName"), facts.take("Gender")
    sites, networks = (_several(contact, it) for it in ("Website", "InstantMessaging"))
    found = made(
        whole.node,
        **_headline(learner),
        name=item(name, {"Title": "prefix"}) if name else None,
        email=inside(contact.take("Email"), "Contact"),
        phone=[_named(it, "number", "type") for it in _several(contact, "Telephone")],
        location=place(first(contact.take("Address"), "Contact")),
        profiles=[_named(it, "value", "network") for it in (*sites, *networks)],
        dateofbirth=born(facts.take("Birthdate"), code),
        gender=coded(gender) if gender else None,
        nationality=text(
            facts.node, ", ".join(wording(coded(it)) for it in _several(facts, "Nationality"))
        ),
        drivinglicence=driving(inside(skills.take("Driving"), "Description", "Licence")),
    )
    for record in (whole, contact, facts):
        record.report_unused()
    return found


def _headline(learner: Record) -> dict[str, Node]:
    """The job that is wanted, or a statement about the person."""
    headline = learner.take("Headline")
    words = first(headline, "Description")
    if headline is None or words is None:
        return {}
    kind = first(headline, "Type", "Code")
    is_statement = kind is not None and wording(kind) == _STATEMENT
    return {"summary" if is_statement else "label": coded(words)}


def _named(node: Node, value: str, name: str) -> Node:
    """A number or an address, and what it is used for."""
    use = first(node, "Use")
    return made(node, **{value: first(node, "Contact"), name: coded(use) if use else None})


def _entry(node: Node, kind: str, organization: str) -> Node:
    fields = dict(item(node, names("passport", kind), (organization, "ContactInfo")).fields)
    address, website = fields.pop("Address", None), fields.pop("Website", None)
    fields.pop("Documentation", None)  # names what is attached
    where, page = place(first(address, "Contact")), first(website, "Contact")
    return made(node, **fields, location=where, url=page)


def _languages(skills: Record, code: str) -> Parts:
    """The languages, and the certificates that prove them."""
    whole = Record(skills.take("Linguistic") or skills.node.holding(None), skills.notes)
    mother = [first(it, "Description") or it for it in _several(whole, "MotherTongue")]
    found = [native(coded(it), code) for it in mother]
    certificates: list[Node] = []
    for node in _several(whole, "ForeignLanguage"):
        record = Record(node, whole.notes)
        stated = Record(record.take("ProficiencyLevel") or node.holding(None), whole.notes)
        levels = {it: level for it in ABILITIES if (level := stated.take(it))}
        found.append(spoken(coded(record.take("Description") or node), levels, code))
        stated.report_unused()
        proofs = [
            *inside(record.take("VerifiedBy"), "Certificate"),
            *_several(record, "Certificate"),
        ]
        certificates += [item(it, names("passport", "certificates")) for it in proofs]
        record.ignore("Documentation")
        record.report_unused()
    whole.report_unused()
    return {"languages": found, "certificates": certificates}


def _described(skills: Record, code: str) -> list[Node]:
    found = []
    for key, name in names("passport", "skills").items():
        if node := skills.take(key):
            record = Record(node, skills.notes)
            place = node.holding(label(name, code))
            found.append(made(node, name=place, description=record.take("Description")))
            record.ignore("Documentation")
            record.report_unused()
    return found


def _achievements(learner: Record) -> Parts:
    """A section for each kind of achievements, with all that is said of them."""
    found: dict[str, list[Node]] = {}
    for one in _several(learner, "Achievement"):
        kind = first(one, "Title")
        title = coded(kind) if kind else one.holding("Achievements")
        found.setdefault(wording(title), [title]).extend(inside(one, "Description"))
    return {
        name: made(title, title=title, content="\n\n".join(str(it.value) for it in words))
        for name, (title, *words) in found.items()
    }
