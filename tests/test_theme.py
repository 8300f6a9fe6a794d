"""A theme is a folder of data; what it does not say comes from the one it extends."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from cvrender import theme
from cvrender.cli import main
from cvrender.errors import MachineError, SourceError, UsageError
from cvrender.syntax import parse_yaml
from cvrender.theme import folders
from cvrender.theme.measures import to_points

if TYPE_CHECKING:
    from collections.abc import Callable

CLASSIC = theme.find("classic")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of themes, which is also where the command runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Callable[..., None]:
    def write(name: str, tokens: str = "extends: classic\n", **files: str) -> None:
        (folder / name).mkdir(parents=True)
        (folder / name / "theme.yaml").write_text(tokens, "utf-8")
        for file, text in files.items():
            (folder / name / f"page.{file}").write_text(text, "utf-8")

    return write


def find(folder: Path, name: str) -> theme.Theme:
    return theme.find(name, (folder, theme.built_in()))


def fault(folder: Path, name: str) -> str:
    """The one fault of a theme, with its place in the folder."""
    with pytest.raises(SourceError) as raised:
        find(folder, name)
    (only,) = raised.value.faults
    return str(only).removeprefix(f"{folder}/")


def test_the_built_in_themes_are_listed() -> None:
    assert "classic" in theme.names()


def test_a_theme_says_only_what_differs(folder: Path, write: Callable[..., None]) -> None:
    write("mine", 'extends: classic\ncolors: {accent: "#ff0000"}\n')
    found = find(folder, "mine")
    assert found.name == "mine"
    assert found.tokens.colors.accent == "#ff0000"
    assert found.tokens.colors.text == CLASSIC.tokens.colors.text
    assert (found.page, found.css, found.screen) == (CLASSIC.page, CLASSIC.css, CLASSIC.screen)


def test_a_theme_may_extend_a_theme_that_extends(folder: Path, write: Callable[..., None]) -> None:
    write("first", "extends: classic\nsizes: {name: 30pt, body: 11pt}\n", css="h1 {}")
    write("second", "extends: first\nsizes: {body: 9pt}\n")
    found = find(folder, "second")
    sizes = found.tokens.sizes
    assert (sizes.name, sizes.body) == ("30pt", "9pt")
    assert sizes.section == CLASSIC.tokens.sizes.section
    assert found.css == "h1 {}"


def test_a_theme_may_say_nothing_of_its_own(folder: Path, write: Callable[..., None]) -> None:
    write("same")
    assert find(folder, "same").tokens == CLASSIC.tokens


def test_the_first_folder_that_has_the_name_wins(folder: Path, write: Callable[..., None]) -> None:
    tokens = (theme.built_in() / "classic" / "theme.yaml").read_text("utf-8")
    write("classic", tokens.replace("A4", "Letter"), css="", **{"html.j2": ""})
    assert find(folder, "classic").tokens.page.size == "Letter"
    assert theme.find("classic").tokens.page.size == "A4"


@pytest.mark.parametrize("name", ["mine", "./mine", "mine/", "{folder}/mine", "other/../mine"])
def test_a_theme_may_be_a_folder(folder: Path, write: Callable[..., None], name: str) -> None:
    write("mine", "extends: classic\ndescription: Mine.\n")
    write("other")
    found = theme.find(name.format(folder=folder))
    assert (found.name, found.tokens.description) == ("mine", "Mine.")


def test_a_theme_may_come_in_a_package_that_is_never_imported(
    install: Callable[..., Path], folder: Path
) -> None:
    site = install("[cvrender.themes]\nhouse = house.looks\n")
    (site / "house" / "looks" / "acme").mkdir(parents=True)
    (site / "house" / "__init__.py").write_text("raise AssertionError")
    text = "extends: classic\ndescription: Of the house.\n"
    (site / "house" / "looks" / "acme" / "theme.yaml").write_text(text)
    found = theme.find("acme")
    assert (found.tokens.description, found.trusted) == ("Of the house.", True)
    assert "acme" in theme.names()


@pytest.mark.parametrize(
    ("system", "variables", "mine"),
    [
        ("linux", {}, "/home/ada/.config/cvrender/themes"),
        ("linux", {"XDG_CONFIG_HOME": "/etc/ada"}, "/etc/ada/cvrender/themes"),
        ("darwin", {}, "/home/ada/Library/Application Support/cvrender/themes"),
        ("win32", {"APPDATA": "/ada"}, "/ada/cvrender/themes"),
        ("linux", {"CVRENDER_THEMES": "/looks"}, "/looks"),
    ],
)
def test_ones_own_themes_stand_where_the_system_keeps_settings(
    monkeypatch: pytest.MonkeyPatch, system: str, variables: dict[str, str], mine: str
) -> None:
    for name in ("XDG_CONFIG_HOME", "APPDATA", "CVRENDER_THEMES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"HOME": "/home/ada", **variables}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", system)
    assert theme.places(Path("cvs")) == (
        Path("cvs/themes"), Path("themes"), Path(mine), theme.built_in(),
    )  # fmt: skip


def test_a_theme_may_extend_a_folder_beside_it(folder: Path, write: Callable[..., None]) -> None:
    write("base", "extends: classic\ndescription: Base.\n")
    write("house/mine", "extends: ../../base\n")
    assert theme.find("house/mine").tokens.description == "Base."


def test_the_design_of_a_source_lies_over_the_theme() -> None:
    design = parse_yaml('{colors: {accent: "#0b6e4f"}, page: {margin: {top: 1in}}}', "cv.yaml")
    tokens = theme.find("classic", designs=(design,)).tokens
    assert tokens.colors.accent == "#0b6e4f"
    assert tokens.page.margin.top == "1in"
    assert tokens.page.margin.left == CLASSIC.tokens.page.margin.left


@pytest.mark.parametrize(
    ("design", "message"),
    [
        (
            'colors: {acent: "#0b6e4f"}',
            "cv.yaml:1:10: unknown key `acent`; did you mean `accent`?",
        ),
        (
            "colors: {accent: green}",
            'cv.yaml:1:18: `green` is not a valid `accent`; write it like `"#1f4e79"`',
        ),
        (
            "spacing:\n  section: 10",
            "cv.yaml:2:12: `10` is not a length; write it like `10pt`, `18mm`, `2cm` or `0.7in`",
        ),
        (
            "page: {size: B5}",
            "cv.yaml:1:14: unknown value `B5` for `size`;"
            " expected one of: A4, Letter, Legal, A5, Executive",
        ),
        (
            "page: {size: A4, margin: {top: 15cm, right: 2cm, bottom: 10cm, left: 2cm}}",
            "cv.yaml:1:32: the margins `top` and `bottom` leave less than a third of the"
            " page; make them smaller",
        ),
        ("line_height: 9", "cv.yaml:1:14: `line_height` must be at most 2"),
        (
            "headings: {letter_spacing: 0.3}",
            "cv.yaml:1:28: `letter_spacing` must be at most 0.08",
        ),
    ],
)
def test_a_fault_of_the_design_is_placed_in_the_source(design: str, message: str) -> None:
    with pytest.raises(SourceError) as raised:
        theme.find("classic", designs=(parse_yaml(design, "cv.yaml"),))
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("name", "design", "told"),
    [
        ("classic", "colors: {accent: '#0b6e4f', link: '#767676'}", []),
        (
            "classic",
            "colors: {accent: '#ffcc00'}",
            ["cv.yaml:1:18: warning: `#ffcc00` on `#ffffff` is hard to read: its contrast is 1.5"],
        ),
        (
            "sidebar",
            "{colors: {muted: '#767676'}, sidebar: {fill: tint}}",
            ["cv.yaml:1:18: warning: `#767676` on `#e4e6ea` is hard to read: its contrast is 3.6"],
        ),
        ("sidebar", "colors: {muted: '#767676'}", []),  # white words stand on the dark panel
        ("modern", "colors: {name: '#ffffff'}", []),
    ],
)
def test_a_colour_that_is_hard_to_read_is_told(name: str, design: str, told: list[str]) -> None:
    found = theme.find(name, designs=(parse_yaml(design, "cv.yaml"),))
    assert [str(warning).partition("; use")[0] for warning in found.warnings] == told


def test_no_theme_has_colours_that_are_hard_to_read() -> None:
    assert [theme.find(name).warnings for name in theme.names()] == [()] * len(theme.names())


@pytest.mark.parametrize(
    ("tokens", "message"),
    [
        ("extends: clasic\n", "1:10: there is no theme `clasic`; did you mean `classic`?"),
        ("extends: bad\n", "1:10: `bad` extends itself"),
        ("extends: [classic]\n", "1:10: `extends` must be the name of one theme"),
        (
            "extends: classic\ncolours: {}\n",
            "2:1: unknown key `colours`; did you mean `colors`?",
        ),
        ("", "1:1: the file is empty"),
        (
            "extends: classic\nextends: classic\n",
            "2:1: duplicate key `extends`: it is first used on line 1",
        ),
    ],
)
def test_a_fault_of_a_theme_is_placed_in_its_file(
    folder: Path, write: Callable[..., None], tokens: str, message: str
) -> None:
    write("bad", tokens)
    assert fault(folder, "bad") == f"bad/theme.yaml:{message}"


@pytest.mark.parametrize(
    ("name", "capitals"),
    [
        ("classic", set()),
        ("sidebar", {"section-title"}),
        ("executive", {"name", "section-title"}),
    ],
)
def test_a_theme_knows_what_its_pages_set_in_capitals(name: str, capitals: set[str]) -> None:
    assert theme.find(name).typesetting.capitals == capitals


def test_every_theme_sets_capitals_where_some_value_of_its_tokens_does() -> None:
    assert {theme.find(name).typesetting.capitals for name in theme.names()} <= set(theme.CAPITALS)


@pytest.mark.parametrize("own", ["page.css", "page.html.j2"])
def test_a_theme_with_a_page_of_its_own_may_set_anything_in_capitals(
    folder: Path, write: Callable[..., None], own: str
) -> None:
    write("mine", "extends: classic\nheader: {case: upper}\n")
    assert theme.find("mine", (folder, theme.built_in())).typesetting.capitals == {"name"}
    (folder / "mine" / own).write_text("", "utf-8")
    assert theme.find("mine", (folder, theme.built_in())).typesetting.capitals is None


def test_themes_that_extend_each_other_are_a_fault(
    folder: Path, write: Callable[..., None]
) -> None:
    write("one", "extends: two\n")
    write("two", "extends: one\n")
    assert fault(folder, "one") == "two/theme.yaml:1:10: `one` extends itself"


def test_a_file_that_is_not_text_is_a_fault(folder: Path, write: Callable[..., None]) -> None:
    write("bad")
    (folder / "bad" / "page.css").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert fault(folder, "bad") == "bad/page.css:1:1: this is a picture, not a text file"


def test_a_theme_that_extends_none_needs_its_own_page(
    folder: Path, write: Callable[..., None]
) -> None:
    write("alone", (theme.built_in() / "classic" / "theme.yaml").read_text("utf-8"), css="")
    with pytest.raises(UsageError) as raised:
        find(folder, "alone")
    assert raised.value.message == "the theme `alone` has no `page.html.j2`"
    assert raised.value.remedy == "add it, or let `theme.yaml` say `extends: classic`"


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("clasic", "did you mean `classic`?"),
        ("zzz", f"expected one of: {', '.join(theme.names())}"),
        ("./classic", "did you mean `classic`?"),
    ],
)
def test_an_unknown_theme_is_named_with_the_nearest(folder: Path, name: str, remedy: str) -> None:
    with pytest.raises(UsageError) as raised:
        theme.find(name)
    assert raised.value.message == f"there is no theme `{name}`"
    assert raised.value.remedy == remedy


@pytest.mark.parametrize(
    ("length", "points"),
    [("10pt", 10), ("1in", 72), ("25.4mm", 72), ("2.54 cm", 72), ("0pt", 0)],
)
def test_lengths_are_known_in_points(length: str, points: float) -> None:
    assert to_points(length) == pytest.approx(points)


def test_an_installation_without_themes_is_told_to_be_repaired(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "__file__", str(tmp_path / "cvrender" / "theme" / "x.py"))
    folders.built_in.cache_clear()
    with pytest.raises(MachineError, match="the built-in themes are missing") as raised:
        theme.find("classic")
    assert raised.value.remedy == "reinstall cvrender"
    folders.built_in.cache_clear()


def told(folder: Path, monkeypatch: pytest.MonkeyPatch, theme: str = "classic") -> str:
    (folder / "cv.yaml").write_text(f"name: A\ntheme: {theme}\nsections: [{{kind: work}}]\n")
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, ["check", "cv.yaml"])
    return (result.stderr or result.stdout).splitlines()[0]


@pytest.mark.parametrize("length", [200, 300, 5_000])
def test_a_name_longer_than_any_files_is_that_of_no_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    message = f"cv.yaml:2:8: there is no theme `{'x' * 59}…`"
    assert told(tmp_path, monkeypatch, "x" * length).partition(";")[0] == message


@pytest.mark.parametrize("refused", ["themes", "configuration"])
def test_a_folder_that_cannot_be_read_holds_no_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    monkeypatch.setenv("CVRENDER_THEMES", str(tmp_path / "configuration"))
    stat = os.stat

    def refusing(path: str | Path, **options: Any) -> os.stat_result:
        if Path(path).is_relative_to(tmp_path / refused) or Path(path).parts[:1] == (refused,):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return stat(path, **options)

    monkeypatch.setattr(os, "stat", refusing)
    assert told(tmp_path, monkeypatch) == "cv.yaml: no faults"
    assert theme.names(theme.places(tmp_path)) == theme.names()


def test_a_user_without_a_home_has_the_built_in_themes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("CVRENDER_THEMES", raising=False)
    assert told(tmp_path, monkeypatch) == "cv.yaml: no faults"
    assert told(tmp_path, monkeypatch, "none").startswith("cv.yaml:2:8: there is no theme `none`;")


def test_a_theme_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "themes" / "own" / "theme.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("extends: classic\ndescription: Own.\n")
    opened = Path.open

    def refusing(self: Path, *args: Any, **options: Any) -> Any:
        if self.name == "theme.yaml" and self.parent.name == "own":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return opened(self, *args, **options)

    monkeypatch.setattr(Path, "open", refusing)
    assert told(tmp_path, monkeypatch, "own").startswith("cannot read ")
