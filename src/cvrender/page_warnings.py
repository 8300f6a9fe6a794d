"""Page warnings: finished pages that are too many, too full, hardly filled, or left white."""

from collections.abc import Iterable, Iterator

from cvrender import conventions
from cvrender.errors import Fault, Position, quoted
from cvrender.fitting import Excess
from cvrender.outline import Line
from cvrender.production import Document, File
from cvrender.source import Source


def page_warnings(
    files: Iterable[File], source: Source, documents: Iterable[Document]
) -> Iterator[Fault]:
    """What of the pages of ``files`` is too long, too short or left white."""
    for file in files:
        if file.excess:
            yield _excess(file.excess, source, documents)
        for title in file.not_beside:
            yield _not_beside(title, source)
        if file.convention and (long := _too_many_pages(file, source)):
            yield long
        if file.short_page:
            yield _short_page(file, source)
        if file.page_gap:
            yield _page_gap(file, source)


def _excess(excess: Excess, source: Source, documents: Iterable[Document]) -> Fault:
    """The warning for a document that ``pages`` has no room for."""
    asked = source.node.trail(("design", "pages"))[-1]
    pages = next(filter(None, (each.theme.tokens.pages for each in documents)))
    option = Position(f"--set pages={pages}", 1, 1)
    position = asked[1].position if asked[0] == "pages" else option
    letter = source.node.child("letter") if source.letter else None
    if letter and position == letter.position:  # a page is what letters have
        position = letter.at(("letter",)).position
    return Fault(position, *excess, warning=True)


def _not_beside(title: Line, source: Source) -> Fault:
    """The warning for a section that the sidebar has no room for."""
    message = f"the sidebar has no room for {quoted(str(title))}: it stands in the text"
    hint = "cut something there, or leave it out of `sidebar.sections`"
    return Fault(source.position(title), "sidebar-full", message, hint, warning=True)


def _too_many_pages(file: File, source: Source) -> Fault | None:
    """The warning for a file that is longer than its convention allows."""
    limit = conventions.load(str(file.convention)).pages
    if limit is None or (file.pages or 0) <= limit.most:
        return None
    message = f"{file.path.name} has {file.pages} pages: {limit.message} ({file.convention})"
    hint = f"`--set pages={limit.most}` fits them in where it can, or cut something"
    return Fault(source.node.position, "convention-pages", message, hint, warning=True)


def _short_page(file: File, source: Source) -> Fault:
    """The warning for a page that holds a few lines only."""
    page = file.short_page
    assert page is not None
    assert file.pages is not None
    position = source.position(page.first) if page.first else source.node.position
    lines = "1 line" if page.lines == 1 else f"{page.lines} lines"
    message = f"page {page.number} of {file.path.name} holds no more than {lines}"
    fewer = max(file.pages, page.number) - 1
    hint = f"`--set pages={fewer}` fits them in where it can, or cut something"
    return Fault(position, "short-page", message, hint, warning=True)


def _page_gap(file: File, source: Source) -> Fault:
    """The warning for a page that a page break leaves white."""
    gap = file.page_gap
    assert gap is not None
    asked = source.node.at((*gap.title.origin[:-1], "page_break"))
    message = (
        f"page {gap.number} of {file.path.name} is {gap.part:.0%} white before this page break"
    )
    hint = "leave it out, or let another section begin the page"
    return Fault(asked.position, "page-gap", message, hint, warning=True)
