"""A section: a heading, and the entries, publications, bullets and facts that stand under it."""

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator

from cvrender.checks import addresses
from cvrender.checks.rejection import reject
from cvrender.model.entry import Bullets, Entry, Facts
from cvrender.model.part import (
    TAGS,
    AnyText,
    DateText,
    FilledLineText,
    LineText,
    Part,
    PlainText,
    Tags,
    Url,
    one_or_many,
)

Kind = Literal[
    "summary", "highlights", "work", "education", "projects", "volunteer", "awards", "certificates",
    "publications", "talks", "patents", "skills", "languages", "interests", "references",
]  # fmt: skip
KINDS: tuple[str, ...] = get_args(Kind)


class Publication(Part):
    """A paper, an article or a book; the CV's person is set in bold among the authors."""

    title: FilledLineText = Field(description="The title of the publication.")
    authors: Annotated[tuple[PlainText, ...], BeforeValidator(one_or_many)] = Field(
        (),
        description="All authors, in order; your own name is set in bold.",
        examples=[["A. Lovelace"]],
    )
    venue: LineText | None = Field(None, description="The journal, conference or publisher.")
    date: DateText | None = Field(None, description="When it appeared.", examples=["2020-06"])
    doi: Annotated[str | None, AfterValidator(addresses.visible)] = Field(
        None,
        pattern=r"^10\.\d{4,9}/\S+$",
        description="The DOI alone, without `https://doi.org/`; it is linked.",
        examples=["10.1000/xyz123"],
    )
    url: Url | None = Field(None, description="A web page with it; shown and linked.")
    summary: AnyText | None = Field(None, description="What it says, in a sentence or two.")
    tags: Tags = Field((), description=TAGS)


class Bibliography(Part):
    """Publications from a BibTeX or CSL-JSON file in the CV's folder."""

    bibtex: PlainText | None = Field(
        None, description="The BibTeX file, relative to this file.", examples=["papers.bib"]
    )
    csl: PlainText | None = Field(
        None,
        description="Instead of it, a CSL-JSON file, such as Zotero exports.",
        examples=["papers.json"],
        validate_default=True,
    )
    only: Annotated[tuple[str, ...], BeforeValidator(one_or_many)] = Field(
        (), description="The keys of the entries to use, in this order; all of them by default."
    )
    types: Annotated[tuple[str, ...], BeforeValidator(one_or_many)] = Field(
        (),
        description="The types of entries to use; all of them by default.",
        examples=[["article", "inproceedings"]],
    )

    @field_validator("csl")
    @classmethod
    def _one_file(cls, csl: str | None, info: ValidationInfo) -> str | None:
        bibtex = info.data.get("bibtex", "wrong")
        if not csl and not bibtex:
            reject(
                "missing-key",
                "`bibtex` or `csl` is missing",
                "name the file that has the publications",
            )
        if csl and bibtex:
            reject("two-files", "`csl` cannot be used together with `bibtex`", "keep one of them")
        return csl


class Section(Part):
    """A heading and what stands under it: text, entries, publications, bullets, facts."""

    title: FilledLineText | None = Field(None, description="The heading.")
    kind: Kind | None = Field(
        None,
        description="What the section contains; supplies a translated title if `title` is missing.",
        validate_default=True,
    )
    text: AnyText | None = Field(None, description="Paragraphs, separated by blank lines.")
    entries: tuple[Entry, ...] = Field((), description="Jobs, degrees, projects, awards, talks.")
    publications: tuple[Publication, ...] = Field(
        (), description="A list, or `{bibtex: papers.bib, only: [key, …]}`."
    )
    bullets: Bullets = Field((), description="A list of bullets.")
    numbering: Literal["up", "down"] | None = Field(
        None, description="Number the bullets: `up` from 1, or `down` to it."
    )
    facts: Facts = Field(
        (), description="Labels with their texts, one per line: `{Languages: Python, Go}`."
    )
    order: Literal["newest"] | None = Field(
        None, description="Sort entries and publications by their dates, the newest first."
    )
    page_break: Literal["before"] | None = Field(
        None, description="Start the section on a new page."
    )
    tags: Tags = Field((), description=TAGS)

    @field_validator("kind")
    @classmethod
    def _titled(cls, kind: str | None, info: ValidationInfo) -> str | None:
        if not kind and not info.data.get("title", "wrong"):
            reject("untitled", "a section needs a `title` or a `kind`")
        return kind
