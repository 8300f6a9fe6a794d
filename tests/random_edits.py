"""Random CVs, each edited as a Word file in many ways, and pulled: the source has that alone.

Run by ``make fuzz``, or alone: ``python tests/random_edits.py NUMBER [FIRST SEED] [KIND …]``. With
``--office`` each CV has one edit, and LibreOffice saves the file. The judge knows nothing of
``pull``: it compares the source before and after as YAML and as lines.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from edited import add_behind, by_docx, commented, delete, named, retype, tracked
from judges import by_libreoffice
from random_cvs import LOOKS, Author

from cvrender import sandbox
from cvrender import theme as themes
from cvrender.compose import compose
from cvrender.errors import CvrenderError
from cvrender.job import Job
from cvrender.production import Document, render_format
from cvrender.pull import pull
from cvrender.source import of
from cvrender.syntax import parse_yaml
from cvrender.yaml_writer import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cvrender.outline import Line

ROLES = {
    "bullet": "bullet",
    "paragraph": "paragraph",
    "title": "title",
    "organization": "organization",
    "location": "location",
    "headline": "headline",
    "fact": "fact",
    "label": "label",
    "section-title": "section-title",
}
KINDS = (
    *ROLES, "dates", "keyword", "word-gone", "bullet-gone", "bullet-new", "tracked", "comment",
)  # fmt: skip
MONTH = re.compile(r"\b(19|20)\d\d\b")


class NothingToEditError(Exception):
    """The CV has nothing of the kind that this edit is about."""


def source_of(author: Author) -> str:
    """A CV as YAML, with comments of a person in it."""
    node = parse_yaml(json.dumps(author.cv(), ensure_ascii=False), "cv.yaml")
    lines = written(node).splitlines()
    text, block = [], None
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if block is not None and (indent > block or not line.strip()):
            text.append(line)
            continue
        block = indent if re.search(r"[|>]-?$", line) else None
        starts = re.match(r"\s*(- )?[\w'\"-]+:", line) and not line.startswith("#")
        if starts and author.maybe(0.2):
            text.append(f"{' ' * indent}# note {len(text)}")
        text.append(line)
    return "\n".join(text) + "\n"


class Round:
    """One CV, its Word file, and what can be edited in it."""

    def __init__(self, seed: int) -> None:
        author = Author(seed)
        self.random = random.Random(seed)
        self.text = source_of(author)
        self.look = author.random.choice(LOOKS)
        self.path = Path(tempfile.mkdtemp()) / "cv.yaml"
        self.path.write_text(self.text, "utf-8")
        source = of(self.text.encode(), self.path)
        self.outline = compose(source.cv)
        self.data = render_format(Document("cv", self.outline, themes.find(self.look)), "docx")

    def line(self, role: str) -> Line:
        """A line of ``role`` whose words stand nowhere else, and long enough to be found."""
        everything = Counter(str(line) for line in self.outline.lines())
        whole = "\n".join(everything)
        lines = [
            line
            for line in self.outline.lines()
            if line.role == role
            and len(str(line)) > 5
            and len(line.spans) == 1
            and whole.count(str(line)) == 1
            and not line.spans[0].url
        ]
        if not lines:
            raise NothingToEditError
        return self.random.choice(lines)

    def edit(self, kind: str) -> tuple[Callable[[Any], None], str, str]:
        """What is done to the file, and the old and the new words."""
        role = ROLES.get(kind, {"keyword": "keywords", "dates": "dates"}.get(kind, "bullet"))
        line = self.line(role)
        old = str(line)
        if kind == "dates":
            return self.dates(old)
        if kind == "keyword":
            old = line.parts[-1] if len(line.parts) == 3 else ""
            if len(old) < 3 or str(line).count(old) > 1:
                raise NothingToEditError
        words = old.split(" ")
        at = self.random.randrange(len(words))
        if kind in ROLES or kind in ("keyword", "tracked"):
            words[at] = self.random.choice(("Xenon", f"{words[at]} Yttrium", "Zirkon,"))
        elif kind == "word-gone":
            if len(words) < 3:
                raise NothingToEditError
            del words[at]
        new = " ".join(words)
        return self.done(kind, old, new)

    def done(self, kind: str, old: str, new: str) -> tuple[Callable[[Any], None], str, str]:
        noble = "Neon & *argon*"
        match kind:
            case "bullet-gone":
                return lambda word: delete(named(word, old)), old, ""
            case "bullet-new":
                return lambda word: void(add_behind(named(word, old), noble)), "", noble
            case "tracked":
                return lambda word: tracked(named(word, old), old, new), old, new
            case "comment":
                return (
                    lambda word: commented(word, named(word, old), "Bo", "Why?"),
                    "",
                    "# Bo: Why?",
                )
        return lambda word: retype(named(word, old), old, new), old, new

    def dates(self, old: str) -> tuple[Callable[[Any], None], str, str]:
        year = MONTH.search(old)
        if year is None:
            raise NothingToEditError
        new = old.replace(year[0], str(int(year[0]) - 1))
        return lambda word: retype(named(word, old), old, new), old, new

    def result(self, kind: str) -> str:
        """``placed``, ``told``, or how the source is wrong."""
        data, old, new = self.edited(kind)
        return self.pulled(kind, data, old, new)

    def edited(self, kind: str) -> tuple[bytes, str, str]:
        """The file with an edit, the old and the new words."""
        edit, old, new = self.edit(kind)
        try:
            return by_docx(self.data, edit), old, new
        except (StopIteration, ValueError) as error:
            raise NothingToEditError from error  # its words are set in capitals, or broken

    def pulled(self, kind: str, data: bytes, old: str, new: str) -> str:
        path = self.path.with_suffix(".docx")
        path.write_bytes(data)
        outcome = pull(Job(self.path, ("docx",)), path)
        after = outcome.data.decode()
        if outcome.left:
            wrong = "" if after == self.text else "told, and changed"
            return wrong or f"told {outcome.left[0].reason}"
        return self.judged(kind, after, old, new) or "placed"

    def judged(self, kind: str, after: str, old: str, new: str) -> str:
        """What is wrong with the source ``after`` an edit; empty where nothing is."""
        lines, now = self.text.splitlines(), after.splitlines()
        blocks = SequenceMatcher(None, lines, now, autojunk=False).get_opcodes()
        hunks = [block for block in blocks if block[0] != "equal"]
        if len(hunks) != 1 + (kind == "dates" and len(hunks) == 2):
            return f"{len(hunks)} places differ"
        before, behind = (Counter(leaves(yaml.safe_load(text))) for text in (self.text, after))
        comments, kept = (
            [line for line in text.splitlines() if line.lstrip().startswith("# ")]
            for text in (self.text, after)
        )
        if kind == "comment":
            kept = [line for line in kept if line.strip() != new]
        if comments != kept:
            return "comments differ"
        gone, come = before - behind, behind - before
        if kind == "comment":
            return "a comment changes values" if gone or come else ""
        most = {"bullet-gone": (2, 0), "bullet-new": (0, 1)}.get(kind, (2, 2))
        if gone.total() > most[0] or come.total() > most[1]:
            return f"{gone} became {come}"
        return ""


def void(_: object) -> None:
    return None


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield str(key)
            yield from leaves(child)
    elif isinstance(value, list):
        for child in value:
            yield from leaves(child)
    else:
        yield str(value)


def by_docx_alone(seeds: range, kinds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each edit of each CV, and what became of it."""
    for seed, made in rounds(seeds):
        for kind in kinds:
            with suppress(NothingToEditError):
                yield f"{seed} {made.look} {kind}", made.result(kind)


def by_office_too(seeds: range, kinds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """An edit of each CV, saved once more by LibreOffice, and what became of it."""
    edited = {}
    for seed, made in rounds(seeds):
        kind = kinds[seed % len(kinds)]
        with suppress(NothingToEditError):
            edited[str(seed)] = made, kind, *made.edited(kind)
    files = {name: partial(bytes, data) for name, (_, _, data, _, _) in edited.items()}
    saved = by_libreoffice(files, Path(tempfile.mkdtemp()), "docx")
    for name, (made, kind, _, old, new) in edited.items():
        yield f"{name} {made.look} {kind}", made.pulled(kind, saved[name], old, new)


def rounds(seeds: range) -> Iterator[tuple[int, Round]]:
    for seed in seeds:
        with suppress(CvrenderError):
            yield seed, Round(seed)


def main() -> None:
    arguments = [each for each in sys.argv[1:] if each != "--office"]
    number, first = int(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 0
    kinds = (*arguments[2:],) or KINDS
    sandbox.run = lambda subject, work, *args, **_: work(*args)  # the files are our own
    results = by_office_too if "--office" in sys.argv else by_docx_alone
    counts: Counter[str] = Counter()
    for name, result in results(range(first, first + number), kinds):
        counts["placed" if result == "placed" else result.split(" ")[0]] += 1
        if result != "placed":
            sys.stdout.write(f"{name}: {result}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{dict(counts)}\n")


if __name__ == "__main__":
    main()
