"""Proof: whether a document says a change, and otherwise what it said before."""

from collections import Counter
from collections.abc import Callable, Sequence

from cvrender.compose import address
from cvrender.extract.word_paragraphs import canonical
from cvrender.pull.change import Change
from cvrender.pull.dates_meant import says
from cvrender.pull.entries import Added
from cvrender.pull.present import Present, Shown


def same(lines: Sequence[Shown], wanted: Sequence[Shown]) -> bool:
    return [line.said for line in lines] == [line.said for line in wanted]


def shown_after(
    change: Change, present: Present, number: int
) -> Callable[[tuple[Shown, ...]], bool]:
    """Whether lines are those of ``present`` with ``change`` of the line ``number`` alone."""
    old = [line.said for line in present.lines]
    others = [*old[:number], *old[number + 1 :]]

    def shows(lines: tuple[Shown, ...]) -> bool:
        now = [line.said for line in lines]
        if change.kind == "comment":
            return now == old
        if change.kind == "added" and change.part is None:
            count = len(now) - len(old)
            places = (at for at in range(len(now)) if [*now[:at], *now[at + count :]] == old)
            return any(
                _is_new(change, present, number, at, lines[at : at + count]) for at in places
            )
        if change.kind == "removed" and change.part is None:
            return now == others
        if len(now) != len(old):
            return False
        if change.role == "dates":  # they may decide the order
            return _says_dates(change, present, others, lines)
        is_kept = [*now[:number], *now[number + 1 :]] == others
        return is_kept and _is_so(lines[number], change, present.lines[number])

    return shows


def _is_new(change: Change, present: Present, number: int, at: int, new: tuple[Shown, ...]) -> bool:
    """Whether ``new`` lines, the first the number ``at``, are what ``change`` adds to ``number``.

    What is of the same role stands right behind that line.
    """
    if change.entry is not None:
        return _is_entry(change.entry, new, present)
    if change.role == "fact":
        return len(new) == 2 and ": ".join(str(line.said) for line in new) == change.new
    is_beside = change.role == present.lines[number].role
    return [line.said for line in new] == [change.new] and (at == number + 1 or not is_beside)


def _is_entry(entry: Added, new: tuple[Shown, ...], present: Present) -> bool:
    wanted = Counter(canonical(words) for role, words in entry.lines if role != "dates")
    others = Counter(canonical(line.text) for line in new if line.role != "dates")
    dates = (words for role, words in entry.lines if role == "dates")
    dated = (line for line in new if line.role == "dates")
    return (
        len(new) == len(entry.lines)
        and others == wanted
        and all(
            says(line.said, line.text, words, *present.dates)
            for line, words in zip(dated, dates, strict=True)
        )
    )


def _says_dates(
    change: Change, present: Present, others: list[object], lines: tuple[Shown, ...]
) -> bool:
    wanted = sorted(map(str, others))
    for at, line in enumerate(lines):
        if line.role == "dates" and says(line.said, line.text, change.new, *present.dates):
            rest = (each.said for n, each in enumerate(lines) if n != at)
            if sorted(map(str, rest)) == wanted:
                return True
    return False


def _is_so(line: Shown, change: Change, old: Shown) -> bool:
    """Whether ``line`` reads as ``change`` wants it, which was ``old``."""
    if change.part is None:
        return line.said in (change.new, canonical(address(change.new)))
    if isinstance(old.said, tuple):
        parts = list(old.said)
        new = [] if change.kind == "removed" else [change.new]
        parts[change.part : change.part + (change.kind != "added")] = new
        said = line.said if isinstance(line.said, tuple) else (line.said,)
        return list(map(canonical, map(str, said))) == list(map(canonical, map(str, parts)))
    label, _, shown = str(old.said).rpartition(": ")
    both = [label, shown]
    both[change.part] = change.new
    return line.said == ": ".join(both)
