"""Pull: what somebody changed in a Word file of ours → the same change in its source.

Nothing is trusted: a change is in the source when the source, read and composed again, shows it
and nothing else has changed. What cannot be proven is told, and changes nothing.
"""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from cvrender import pipeline
from cvrender import theme as themes
from cvrender.anonymity import stand_in
from cvrender.errors import LostLinesError, UsageError
from cvrender.extract.word_paragraphs import Edited, read_edited
from cvrender.files import named
from cvrender.job import Job
from cvrender.languages import codes
from cvrender.pull.carried import Carried, checked
from cvrender.pull.change import Change, Left, Outcome, Plan
from cvrender.pull.changes import plan
from cvrender.pull.placing import placed
from cvrender.pull.present import Present, found
from cvrender.selection import select
from cvrender.source import Source, of
from cvrender.syntax.decoding import MAX_BYTES, decode
from cvrender.verify import likeness

__all__ = ["Outcome", "pull"]

_LEAST = 0.3
"""Of the lines that a file was made with, the part that its source must still have."""


def pull(job: Job, path: Path, rejected: bool = False) -> Outcome:
    """What was changed in the Word file at ``path``, put into the source of ``job``.

    Tracked changes count as accepted, or as ``rejected``. Variant, language and theme are those of
    the file, unless ``job`` names others. Raises UsageError where the file was made of another
    source or is anonymous, LostLinesError where it cannot be read, SourceError where the source
    has faults.
    """
    data = named.read(job.source, MAX_BYTES + 1)
    source = of(data, job.source, job.overlay)
    if source.letter is not None:
        raise UsageError(f"{job.source} is a letter", "edits are taken over into CVs alone")
    try:
        edited = read_edited(named.read(path), rejected)
    except LostLinesError as error:
        raise LostLinesError(f"{path}: {error.message}") from error
    carried = checked(edited.carried) if edited.carried else _made_again(job, source, edited)
    if job.anonymous or carried.anonymous:
        hint = "have a file edited that was made without `--anonymous`"
        message = f"an anonymous file does not say what {job.source} says: no edit is taken over"
        raise UsageError(message, hint)
    job = _known(job, carried, source)
    text = decode(data, str(job.source))
    present = Present(source, select(job, source)[0], text)
    carried = replace(carried, language=present.outline.language.code)
    wanted = _plan(carried, edited, present, path)
    done = placed(wanted.changes, present, job.overlay)
    left = (*done.left, *_unproven(done.present, carried, edited, wanted, done.left))
    positions = (
        (source.node.at(slot.origin).position if slot else None, words)
        for slot, words in wanted.formats
    )
    mark = data[: len(data) - len(data.removeprefix(b"\xef\xbb\xbf"))]
    return Outcome(
        job.source,
        data,
        mark + done.present.text.encode(),
        done.placed,
        left,
        tuple(positions),
        edited.tracked,
    )


def _known(job: Job, carried: Carried, source: Source) -> Job:
    """``job`` with what the file says of itself, as far as there is such a thing here.

    Its theme is a name, and never a folder: anybody may have written the file.
    """
    variant = (carried.variant,) if carried.variant in source.cv.variants else ()
    spoken = source.cv.spoken if source.cv.languages else codes()
    language = (carried.language,) if carried.language in spoken else ()
    is_installed = carried.theme in themes.names(themes.places(source.folder))
    return replace(
        job,
        variants=tuple(filter(None, job.variants or variant)),
        languages=job.languages or language,
        theme=job.theme or (carried.theme if is_installed else None),
        public=job.public or carried.public,
    )


def _plan(carried: Carried, edited: Edited, present: Present, path: Path) -> Plan:
    there = found(carried.lines, present.arranged())
    if len(there.slots) < _LEAST * len(carried.lines):
        message = f"{path} was not made from {present.source.path}"
        raise UsageError(message, "name the source that it was made from")
    return plan(carried, edited, there)


def _unproven(
    present: Present, carried: Carried, edited: Edited, before: Plan, left: tuple[Left, ...]
) -> tuple[Left, ...]:
    """What the edited file says and the source, as it is now, does not; ``left`` is known."""
    if not before.changes:
        return ()
    now = plan(carried, edited, found(carried.lines, present.arranged())).changes
    known = Counter(_words(each.change) for each in left)
    still = [each for each in now if each.kind != "comment"]
    new = Counter(map(_words, still)) - known
    reason = "the source, with all that could be placed, does not say it"
    return tuple(Left(each, reason) for each in still if new[_words(each)] > 0)


def _words(change: Change) -> tuple[str, str]:
    return change.old, change.new


def _made_again(job: Job, source: Source, edited: Edited) -> Carried:
    """What a file that carries nothing was made with: the document that it comes nearest to.

    Some programs leave out what they do not know.
    """
    asked = replace(job, variants=job.variants or ("all",), languages=job.languages or ("all",))
    if not job.variants and source.cv.variants:
        whole = pipeline.composed(replace(asked, variants=()), source)
    else:
        whole = []
    asked = asked if source.cv.variants else replace(asked, variants=())
    if stand_in(source.cv) is not None:
        whole += pipeline.composed(replace(asked, anonymous=True), source)
    text = "\n".join(paragraph.text for paragraph in edited.paragraphs)
    chosen, _ = max(
        (*whole, *pipeline.composed(asked, source)), key=lambda each: likeness(each[1], text)
    )
    again = replace(
        job,
        formats=("docx",),
        theme=chosen.theme.name,
        variants=tuple(filter(None, [chosen.choice.variant])),
        languages=(chosen.choice.language or source.cv.spoken[0],),
        design=(*job.design, "files.attachment=true"),
        anonymous=chosen.choice.anonymous,
    )
    (file,) = pipeline.make(again, source=source).files
    if file.error is not None:
        raise file.error
    return checked(read_edited(file.data).carried)
