"""What a shell offers behind Tab: commands, options, and the names that a value may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from commands import ADA, run, start

from cvrender import theme

if TYPE_CHECKING:
    from pathlib import Path


def typed(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    """Bash asks, by its environment, where the last of ``words`` is being typed."""
    monkeypatch.setenv("_CVRENDER_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join(["cvrender", *words]))
    monkeypatch.setenv("COMP_CWORD", str(len(words)))


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("ver",), ["verify"]),
        (("render", "--vari"), ["--variant"]),
        (("render", "--to", "p"), ["pdf", "png"]),
        (("render", "--theme", "m"), ["modern", "mine"]),
        (("render", "ada.yaml", "--variant", ""), ["short", "all"]),
        (("render", "ada.yaml", "--language", ""), ["en", "sv", "all"]),
        (("render", "data/cv.yaml", "--variant", ""), ["all"]),
        (("render", "none.yaml", "--variant", ""), []),
        (("watch", "--set", "page.m"), ["page.margin.top=", "page.margin.right=",
                                        "page.margin.bottom=", "page.margin.left="]),
        (("check", "--explain", "bad-d"), ["bad-date"]),
        (("themes", "show", ""), ["mine", *theme.names()]),
    ],
)  # fmt: skip
def test_names_are_completed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], names: list[str]
) -> None:
    (folder / "themes" / "mine").mkdir(parents=True)
    (folder / "themes" / "mine" / "theme.yaml").write_text("extends: classic\n", "utf-8")
    (folder / "ada.yaml").write_text(ADA + "languages: [en, sv]\nvariants: {short: {}}\n", "utf-8")
    typed(monkeypatch, *words)
    result = run()
    assert (result.exit_code, result.stderr) == (0, "")
    offered = [line.partition(",")[2] for line in result.stdout.splitlines() if line]
    assert sorted(offered) == sorted(names)


def test_the_process_that_a_shell_starts_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "ver")
    result = start()
    assert (result.returncode, result.stdout, result.stderr) == (0, "plain,verify\n", "")
