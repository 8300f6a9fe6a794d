"""What an unknown key or word means: which of ours is meant, and where it belongs."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from cvrender.errors import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cvrender.syntax.nodes import Path

__all__ = ["alike", "home", "is_group", "meant", "model_at", "near", "same"]

SYNONYMS = {
    # keys
    "title": "name position role job jobtitle degree heading label titel titre titulo título "
    "titolo poste puesto cargo stelle funktion studiengang abschluss diplôme",
    "organization": "company employer institution school university college issuer awarder firma "
    "unternehmen arbeitgeber schule universität hochschule entreprise employeur société école "
    "université empresa empleador universidad escuela azienda",
    "headline": "title subtitle label jobtitle position role tagline titel titre titulo título "
    "titolo beruf profession",
    "name": "fullname firstname lastname surname nom nombre nome naam vorname nachname prénom "
    "apellido apellidos",
    "label": "name network",
    "start": "from startdate since von seit beginn debut début de desde inicio inizio",
    "end": "to until till finish current ongoing enddate graduation graduationdate bis ende fin "
    "hasta fine",
    "date": "releasedate when year years period dates datum zeitraum période fecha periodo",
    "location": "place city address ort wohnort adresse standort lieu ville lugar ciudad "
    "dirección direccion luogo",
    "email": "mail courriel correo",
    "phone": "tel telephone mobile cell telefon handy téléphone telefono teléfono móvil",
    "details": "nationality citizenship birthdate birthday dateofbirth permit visa pronouns "
    "staatsangehörigkeit nationalität geburtsdatum nationalité nacionalidad",
    "photo": "image picture foto bild",
    "file": "path",
    "website": "web site homepage url link webseite",
    "url": "web site homepage website link href username",
    "links": "social socials profiles linkedin github gitlab xing orcid twitter mastodon "
    "stackoverflow",
    "language": "lang locale sprache langue idioma",
    "theme": "template style",
    "design": "color colors font fonts page pages margin margins spacing",
    "summary": "description about objective profile beschreibung zusammenfassung résumé resumen "
    "descripción",
    "text": "summary description about body content value paragraph",
    "bullets": "highlights items points details tasks content responsibilities achievements "
    "accomplishments duties aufgaben missions tareas",
    "facts": "skills gpa grade note score kenntnisse compétences",
    "entries": "items jobs einträge eintraege entrées entrees entradas",
    "keywords": "technologies tech stack tools",
    "venue": "journal publisher conference",
    "kind": "type category",
    # kinds
    "work": "experience experiences employment jobs berufserfahrung erfahrung expérience "
    "expériences experiencia esperienza",
    "education": "ausbildung bildung studium formation educación estudios istruzione formazione",
    "projects": "projekte projets proyectos progetti",
    "certificates": "certifications courses",
    "volunteer": "volunteering",
    "highlights": "achievements",
    # sections that stand as keys of their own
    "sections": "summary about objective profile highlights work experience experiences employment "
    "jobs education projects volunteer volunteering awards certificates certifications courses "
    "publications talks patents skills languages interests hobbies references berufserfahrung "
    "erfahrung ausbildung kenntnisse sprachen expérience expériences formation compétences langues "
    "experiencia educación idiomas esperienza istruzione",
    # kinds whose names are keys, too: a section is what is meant there
    "skills": "kenntnisse fähigkeiten compétences habilidades competencias competenze",
    "languages": "sprachen sprachkenntnisse langues idiomas lingue",
}
"""Our words, each with those that other formats and people use for it. The first that fits wins."""

_SMART_QUOTES = "“”„‟«»‘’‚‛'\"`´"
_LONGEST = 40


def meant(word: str, known: Iterable[str]) -> str:
    """The one of ``known`` that ``word`` means or nearly spells; empty if there is none."""
    words = list(known)
    return same(word, words) or alike(word, words)


def near(word: str, known: Sequence[str]) -> str:
    """``did you mean `x`?`` for the known word that is meant, or nothing."""
    found = meant(word, known)
    return f"did you mean {quoted(found)}?" if found else ""


def same(word: str, known: Iterable[str]) -> str:
    """The known word that is ``word`` in other dress, or that others call so."""
    folded = {candidate.casefold(): candidate for candidate in known}
    plain = _plain(word)
    others = _ours().get(re.sub(r"[\s_-]", "", plain), [])
    return next((folded[ours] for ours in (plain, *others) if ours in folded), "")


def alike(word: str, known: Iterable[str]) -> str:
    """The known word that is spelled nearly so, or whose other name is."""
    from difflib import get_close_matches  # a mistake needs it, and no CV without one

    folded = {candidate.casefold(): candidate for candidate in known}
    if found := get_close_matches(_plain(word), folded, n=1, cutoff=0.6):
        return folded[found[0]]
    others = get_close_matches(_plain(word), _ours(), n=3, cutoff=0.8)
    parts = re.split(r"[\s_-]+", _plain(word))
    return next(filter(None, (same(other, folded.values()) for other in (*others, *parts))), "")


def _plain(word: str) -> str:
    return word[: 2 * _LONGEST].strip(_SMART_QUOTES)[:_LONGEST].casefold()


@cache
def _ours() -> dict[str, list[str]]:
    """SYNONYMS by the others' words."""
    table: dict[str, list[str]] = {}
    for ours, theirs in SYNONYMS.items():
        for word in theirs.split():
            table.setdefault(word, []).append(ours)
    return table


def home(name: str, root: type[BaseModel]) -> str | None:
    """The key under which ``name`` is known, nearest to the top; empty for the top itself."""
    seen: set[type[BaseModel]] = set()
    level: list[tuple[str, type[BaseModel]]] = [("", root)]
    while level:
        for key, model in level:
            if name in model.model_fields:
                return key
        seen.update(model for _, model in level)
        level = [pair for _, model in level for pair in _inside(model) if pair[1] not in seen]
    return None


def _inside(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    for key, field in model.model_fields.items():
        if (inner := _inner(field.annotation)) is not None:
            yield key, inner


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """The model that describes the mapping at ``path``."""
    here = model
    for step in path:
        if isinstance(step, str) and step in here.model_fields:
            here = _inner(here.model_fields[step].annotation) or here
    return here


def is_group(annotation: Any) -> bool:
    """Whether a value of this type is a mapping of keys that a model describes."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _inner(annotation: Any) -> type[BaseModel] | None:
    if is_group(annotation):
        found: type[BaseModel] = annotation
        return found
    return next(filter(None, map(_inner, get_args(annotation))), None)
