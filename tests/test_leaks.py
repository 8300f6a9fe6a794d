"""Nothing leaks: a source or a theme of somebody else reaches its own files and nothing more."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import socket
from pathlib import Path
from subprocess import check_output
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from jinja2 import TemplateError
from PIL import Image

from cvrender import cli, pipeline, sandbox, theme
from cvrender.errors import SourceError
from cvrender.renderers import registry
from cvrender.renderers.html import resource_policy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cvrender.outline import Outline

DATA = Path(__file__).parents[1] / "data"
SOURCE = "name: Ada\nsections: [{title: Work, text: Sums.}]\n"
SECRET = "the secret of this machine"

NETWORK = "nothing is read from the network"
OUTSIDE = "it lies outside of the theme's folder"
SCRIPT = "a page runs no script but its own"
EMBEDDED = "a page embeds no other page"
LINK = "a link starts with http, https, mailto or tel"
PIXELS = "it has more than 40,000,000 pixels"


def kept_to(scheme: str) -> str:
    return f"a page reads files and data, nothing that starts with `{scheme}:`"


def large_picture() -> bytes:
    """Many pixels in few bytes."""
    written = io.BytesIO()
    Image.new("1", (8000, 8000)).save(written, "PNG")
    return written.getvalue()


IN_CSS = {
    "@import url(http://spy.example/a.css);": NETWORK,
    "@import 'https://spy.example/a.css';": NETWORK,
    "@import url(//spy.example/a.css);": NETWORK,
    "@import '../../other.css';": OUTSIDE,
    "@font-face { font-family: A; src: url(https://spy.example/a.woff2) }": NETWORK,
    "@font-face { font-family: A; src: url(file:///usr/share/fonts/a.ttf) }": OUTSIDE,
    "@color-profile --a { src: url(ftp://spy.example/a.icc) }": NETWORK,
    "body { background: url(ftp://spy.example/a.png) }": NETWORK,
    "body { background: url(file:///etc/passwd) }": OUTSIDE,
    "body { background: url(file://spy.example/share/a.png) }": NETWORK,
    r"body { background: url('\\\\spy.example\\share\\a.png') }": NETWORK,
    "body { background: url(../secret.png) }": OUTSIDE,
    "body { background: url(%2e%2e/secret.png) }": OUTSIDE,
    "body { background: url(/etc/passwd) }": OUTSIDE,
    "body { background: url('C:/Users/ada/a.png') }": OUTSIDE,
    "body { background: url(link.png) }": OUTSIDE,
    "body { background: url(folder-link/secret.png) }": OUTSIDE,
    "body { background: url(jar:file:///a.jar!/a) }": kept_to("jar"),
    "body { background: \\75 rl(http://spy.example/a.png) }": NETWORK,
    "body { background: image-set('http://spy.example/a.png' 1x) }": NETWORK,
    "body { --a: url(http://spy.example/a.png); background: var(--a) }": NETWORK,
    "body { background: url(nothing.png) }": "there is no such file",
    "body { background: url(large.png) }": "it has more than 8,000,000 bytes",
    "li::before { content: url(http://spy.example/a.png) }": NETWORK,
    "@media print { a { cursor: url(http://spy.example/a.cur) } }": NETWORK,
}
IN_THE_TEMPLATE = {
    "<img src=http://spy.example/a.png>": NETWORK,
    "<img src=file:///etc/passwd>": OUTSIDE,
    "<img src=a.png srcset='a.png 1x, http://spy.example/a.png 2x'>": NETWORK,
    "<link rel=attachment href=file:///etc/passwd>": OUTSIDE,
    "<link rel=stylesheet href=http://spy.example/a.css>": NETWORK,
    "<a rel=attachment href=file:///etc/passwd>passwords</a>": LINK,
    "<a href=javascript:alert(1)>here</a>": LINK,
    "<a href=' file:///etc/passwd'>here</a>": LINK,
    "<svg><image href=http://spy.example/a.svg /></svg>": NETWORK,
    "<svg><use xlink:href=../secret.svg#a /></svg>": OUTSIDE,
    "<iframe src=a.png></iframe>": EMBEDDED,
    "<object data=a.png></object>": EMBEDDED,
    "<embed src=a.png>": EMBEDDED,
    "<base href=a.png>": EMBEDDED,
    "<script>fetch('http://spy.example')</script>": SCRIPT,
    "<p onclick=spy()>here</p>": SCRIPT,
    "<meta http-equiv=refresh content='0;url=http://spy.example'>": (
        "a page leads nowhere by itself"
    ),
    "<p style='background: url(http://spy.example/a.png)'>here</p>": NETWORK,
    "<form action=http://spy.example><button>here</button></form>": NETWORK,
    "<video poster=http://spy.example/a.png></video>": NETWORK,
}
IN_JINJA = {
    "{{ ''.__class__.__mro__[1].__subclasses__() }}": "access to attribute '__class__'",
    "{{ cv['__class__']['__base__'] }}": "access to attribute '__class__'",
    "{{ cv.lines.__globals__.sys }}": "access to attribute '__globals__'",
    "{{ (cv|attr('__class__')).mro }}": "access to attribute '__class__'",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}": "access to attribute '__init__'",
    "{% include '/etc/passwd' %}": "/etc/passwd",
    "{% import 'os' as os %}": "os",
    "{{ range(99999999)|list }}": "Range too big",
    "{% set _ = rows.append(1) %}": "append",
}
HIDDEN = {
    "a style sheet that a style sheet imports": (
        {"inside": "<style>@import 'more.css';</style>"},
        "more.css",
        b"body { background: url(http://spy.example/a.png) }",
        NETWORK,
    ),
    "a drawing that shows a file": (
        {"css": "body { background: url(drawing.svg) }"},
        "drawing.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        b'<image href="file:///etc/passwd" width="9" height="9"/></svg>',
        OUTSIDE,
    ),
    "a picture of more pixels than fit": (
        {"css": "body { background: url(bomb.png) }"},
        "bomb.png",
        large_picture,
        PIXELS,
    ),
}


BARE = "<title>{{ cv.title }}</title><h1>{{ cv.name }}</h1>{% set rows = [cv.name] %}"
"""A template that takes no time."""


@pytest.fixture
def hostile(tmp_path: Path) -> Callable[..., Path]:
    """``hostile(css=…, inside=…)``: a theme with that in its style sheet or its template."""
    folder = tmp_path / "hostile"
    folder.mkdir()
    (tmp_path / "secret.png").write_text(SECRET)
    (folder / "theme.yaml").write_text("extends: classic\n")
    (folder / "a.png").write_bytes(b"")
    (folder / "large.png").touch()
    os.truncate(folder / "large.png", 8_000_001)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "folder-link").symlink_to(tmp_path)
    whole = (theme.built_in() / "classic" / "page.html.j2").read_text()

    def make(css: str = "", inside: str = "") -> Path:
        (folder / "page.css").write_text(css)
        (folder / "page.html.j2").write_text(f"{BARE}{inside}" if inside else whole)
        return folder

    return make


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def told(folder: Path, outline: Outline, form: str = "html") -> list[str]:
    """What is refused, and why."""
    with pytest.raises(SourceError) as error:
        registry.load(form).render(outline, theme.find(str(folder)))
    assert {fault.code for fault in error.value.faults} == {"refused"}, error.value
    return [fault.message.partition("`: ")[2] for fault in error.value.faults]


def apart(tricks: Iterable[str]) -> str:
    """One text of them all, in which no address stands twice: each is told once."""
    numbered = (
        re.sub(r"(?<=spy)(?=\.example)|(?<=passwd)", str(number), trick)
        for number, trick in enumerate(tricks)
    )
    return "\n".join(numbered)


def test_a_style_sheet_of_somebody_reaches_nothing(
    hostile: Callable[..., Path], outlined: Callable[[str], Outline]
) -> None:
    refused = told(hostile(css=apart(IN_CSS)), outlined(SOURCE))
    assert sorted(refused) == sorted(IN_CSS.values())


def test_a_template_of_somebody_reaches_nothing(
    hostile: Callable[..., Path], outlined: Callable[[str], Outline]
) -> None:
    refused = told(hostile(inside=apart(IN_THE_TEMPLATE)), outlined(SOURCE))
    assert sorted(refused) == sorted(IN_THE_TEMPLATE.values())


@pytest.mark.parametrize("inside", IN_JINJA)
def test_a_template_of_somebody_stays_in_its_sandbox(
    hostile: Callable[..., Path], outlined: Callable[[str], Outline], inside: str
) -> None:
    with pytest.raises((TemplateError, AttributeError, OverflowError)) as error:
        registry.load("html").render(outlined(SOURCE), theme.find(str(hostile(inside=inside))))
    assert IN_JINJA[inside] in str(error.value)


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is refused is the same there; a process for each theme takes a second."""
    monkeypatch.setattr(sandbox, "run", lambda subject, work, *args, keep: work(*args))


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("trick", HIDDEN)
def test_what_is_hidden_from_the_page_is_refused_while_it_is_printed(
    hostile: Callable[..., Path], outlined: Callable[[str], Outline], trick: str
) -> None:
    visible, name, content, reason = HIDDEN[trick]
    folder = hostile(**visible)
    (folder / name).write_bytes(content if isinstance(content, bytes) else content())
    assert told(folder, outlined(SOURCE), "pdf") == [reason]


@pytest.mark.parametrize("name", ["theme.yaml", "page.css", "page.html.j2", "screen.css"])
def test_a_part_of_a_theme_that_is_a_link_out_of_it_is_not_read(
    hostile: Callable[..., Path], tmp_path: Path, name: str
) -> None:
    folder = hostile()
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(tmp_path / "secret.png")
    with pytest.raises(SourceError, match="a link that leads out of the theme's folder"):
        theme.find(str(folder))


@pytest.mark.usefixtures("in_this_process")
def test_a_theme_of_somebody_reads_its_own_files_and_data(
    hostile: Callable[..., Path], outlined: Callable[[str], Outline], monkeypatch
) -> None:
    folder = hostile(css="body { background: url('own.png'), url(data:image/png;base64,AAAA) }")
    (folder / "own.png").write_bytes(b"own")
    read: list[Path] = []
    monkeypatch.setattr(
        resource_policy,
        "local",
        lambda url, local=resource_policy.local: read.append(local(url)) or read[-1],
    )
    assert registry.load("pdf").render(outlined(SOURCE), theme.find(str(folder)))[:5] == b"%PDF-"
    assert folder / "own.png" in read


def test_a_page_of_somebody_that_is_too_long_is_not_taken(
    hostile: Callable[..., Path], outlined: Callable[[str], Outline], monkeypatch
) -> None:
    monkeypatch.setattr(sandbox, "FILE", 1_000_000)
    look = theme.find(str(hostile(inside="{{ 'a' * 2000000 }}")))
    with pytest.raises(SourceError, match="the theme `hostile` made more than 1 MB"):
        registry.load("pdf").render(outlined(SOURCE), look)


GREEDY = {
    "time": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "memory": "{{ 'a' * 3000000000 }}",
}
SOON = {"time": 0.2, "memory": 1}
"""Seconds: the memory takes some to be filled."""


@pytest.mark.parametrize("greed", GREEDY)
def test_a_theme_of_somebody_is_ended_when_it_takes_too_much(
    hostile: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, greed: str
) -> None:
    monkeypatch.setattr("cvrender.sandbox.limits.SECONDS", SOON[greed])
    (tmp_path / "cv.yaml").write_text(SOURCE)
    look = str(hostile(inside=GREEDY[greed]))
    (output,) = pipeline.render(
        pipeline.Job(tmp_path / "cv.yaml", ("html",), look, output=tmp_path)
    ).files
    assert output.error is not None
    assert output.error.faults[0].code == "theme-limits"


@pytest.mark.parametrize("greed", GREEDY)
def test_a_theme_of_somebody_is_ended_when_its_trial_layouts_take_too_much(
    hostile: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, greed: str
) -> None:
    monkeypatch.setattr("cvrender.sandbox.limits.SECONDS", SOON[greed])
    (tmp_path / "cv.yaml").write_text(SOURCE)
    look = str(hostile(inside=GREEDY[greed]))
    job = pipeline.Job(tmp_path / "cv.yaml", ("docx",), look, output=tmp_path, design=("pages=1",))
    with pytest.raises(SourceError, match=f"`hostile` took more than {SOON[greed]} seconds"):
        pipeline.render(job)


def served(keep: Any = None, script: str = "echo $PPID") -> bytes:
    """The number of the process that does a piece of work."""
    return sandbox.run("it", check_output, ["sh", "-c", script], keep=keep)


def test_one_process_serves_a_theme_and_another_one_every_other_theme(tmp_path: Path) -> None:
    mine, other = ("render", (tmp_path / "mine",)), ("render", (tmp_path / "other",))
    with sandbox.kept():
        first, again, apart = served(mine), served(mine), served(other)
        others = {served(), served()}
    assert first == again
    assert len({first, apart, *others}) == 4
    for process in (first, apart, *others):
        with pytest.raises(ProcessLookupError):
            os.kill(int(process), 0)
    assert len({first, served(mine), served(mine)}) == 3


def test_a_process_that_ended_at_the_work_before_is_not_blamed_for_the_next(tmp_path: Path) -> None:
    mine = ("render", (tmp_path,))
    with sandbox.kept():
        first = served(mine)
        with pytest.raises(sandbox.LimitError, match="or crashed"):
            sandbox.run("it", os._exit, 1, keep=mine)
        assert served(mine) != first
        os.kill(int(served(mine)), signal.SIGKILL)
        assert served(mine) != first


def test_each_piece_of_work_has_its_own_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = ("render", (tmp_path,))
    with sandbox.kept():
        served(mine)
        monkeypatch.setattr("cvrender.sandbox.limits.SECONDS", 0.6)
        for _ in range(3):
            served(mine, "sleep 0.21")
        with pytest.raises(sandbox.LimitError, match=r"took more than 0\.6 seconds$"):
            served(mine, "sleep 20")


def test_a_theme_of_somebody_is_fitted_as_one_of_ours(
    hostile: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "cv.yaml").write_text(SOURCE)
    sheet = (theme.built_in() / "classic" / "page.css").read_text()
    scales = []
    for look in ("classic", str(hostile(css=sheet))):
        job = pipeline.Job(tmp_path / "cv.yaml", ("pdf",), look, design=("pages=1",))
        (document,) = pipeline.prepare(job).documents
        scales.append(document.fitted().theme.tokens.sizes.body)
    assert scales[0] == scales[1] != theme.find("classic").tokens.sizes.body


def test_only_themes_built_in_and_of_ones_own_folder_are_trusted(
    hostile: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = hostile()
    monkeypatch.setenv("CVRENDER_THEMES", f"/nowhere{os.pathsep}{folder}")
    assert theme.find(str(folder)).trusted
    monkeypatch.setenv("CVRENDER_THEMES", str(folder / "nowhere"))
    assert not theme.find(str(folder)).trusted
    assert theme.find("classic").trusted


def test_a_theme_is_trusted_where_the_command_says_so(
    hostile: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(sandbox, "run")
    source = tmp_path / "cv.yaml"
    source.write_text(SOURCE)
    css = (theme.built_in() / "classic" / "page.css").read_text()
    asked = ["render", str(source), "-o", str(tmp_path / "cv.html"), "--theme", str(hostile(css))]
    assert CliRunner().invoke(cli.main, [*asked, "--trust-theme"]).exit_code == 0
    assert CliRunner().invoke(cli.main, asked).exit_code == 4


@pytest.fixture
def tokens_only(tmp_path: Path) -> Callable[[str], Path]:
    """The folder of a theme that has tokens and nothing else."""

    def make(tokens: str) -> Path:
        folder = tmp_path / "tokens"
        folder.mkdir()
        (folder / "theme.yaml").write_text(f"extends: classic\n{tokens}")
        return folder

    return make


def test_a_theme_of_tokens_only_needs_no_process_of_its_own(
    tokens_only: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(sandbox, "run")
    (tmp_path / "cv.yaml").write_text(SOURCE)
    look = str(tokens_only("colors: {accent: '#1f3a5f'}"))
    job = pipeline.Job(tmp_path / "cv.yaml", ("html", "docx"), look, output=tmp_path)
    assert [file.exit_code for file in pipeline.render(job).files] == [0, 0]
    assert not theme.find(look).trusted


@pytest.mark.parametrize("name", ["page.html.j2", "page.css", "screen.css", "word.dotx"])
def test_a_theme_with_more_than_tokens_is_isolated(
    tokens_only: Callable[[str], Path], tmp_path: Path, name: str
) -> None:
    folder = tokens_only("word: {template: word.dotx}" if name == "word.dotx" else "")
    (folder / name).write_text("PK\x03\x04" if name == "word.dotx" else "a {}")
    heir = tmp_path / "heir"
    heir.mkdir()
    (heir / "theme.yaml").write_text("extends: ../tokens")
    assert [theme.find(str(each)).isolated for each in (folder, heir)] == [True, True]
    (folder / name).unlink()
    (folder / "theme.yaml").write_text("extends: classic")
    assert [theme.find(str(each)).isolated for each in (folder, heir)] == [False, False]


def test_what_the_tokens_of_somebody_hide_is_missed(
    tokens_only: Callable[[str], Path], tmp_path: Path
) -> None:
    (tmp_path / "cv.yaml").write_text(SOURCE)
    look = str(tokens_only("colors: {text: '#ffffff', name: '#ffffff'}"))
    (file,) = pipeline.render(
        pipeline.Job(tmp_path / "cv.yaml", ("pdf",), look, output=tmp_path)
    ).files
    seen = {report.reader: report.good for report in file.reports}
    assert (seen["pypdf"], seen["pdfium"]) == (True, False)


def test_the_run_says_what_it_refused(hostile: Callable[..., Path], tmp_path: Path) -> None:
    source, out = tmp_path / "cv.yaml", tmp_path / "out"
    source.write_text(SOURCE)
    folder = str(hostile(css="a {}\nbody { background: url(http://spy.example/a.png) }"))
    asked = ["render", str(source), "--to", "html", "--theme", folder, "--output", str(out)]
    with sandbox.kept():
        run, in_json = (CliRunner().invoke(cli.main, [*asked, *more]) for more in ((), ("--json",)))
    message = (
        "hostile/page.css:2:24: refused to follow `http://spy.example/a.png`:"
        " nothing is read from the network"
    )
    assert run.exit_code == 1
    assert message in run.stderr
    assert list(out.glob("*")) == []
    answer = json.loads(in_json.stdout)
    fault = answer["files"][0]["error"]["faults"][0]
    assert (fault["code"], fault["line"], fault["column"]) == ("refused", 2, 24)


@pytest.mark.parametrize("form", registry.names())
def test_a_source_is_text_and_nothing_in_it_is_fetched(
    outlined: Callable[[str], Outline], form: str
) -> None:
    outline = outlined(
        """
        name: "<img src=http://spy.example/a.png>"
        keywords: ["<link rel=attachment href=file:///etc/passwd>"]
        sections:
          - title: "</style><script>fetch('http://spy.example')</script>"
            text: "![a](http://spy.example/a.png) {{ cv.__class__ }} url(file:///etc/passwd)"
        """
    )
    made = registry.load(form).render(outline, theme.find("classic"))
    assert b"root:" not in made
    if form == "html":
        resource_policy.check(made.decode(), theme.find("classic"))
