"""A file tells of its person what the source says, and of the machine that made it nothing."""

from __future__ import annotations

import getpass
import io
import os
import platform
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageFile
from unpacked import told

from cvrender import pipeline, source
from cvrender.compose import compose
from cvrender.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from cvrender.extract.process import ReaderProcess
    from cvrender.outline import Photo

DATA = Path(__file__).parents[1] / "data"
CAMERA = "CAMERA-OF-ADA"
PLACE = b"51.5007 N"


def photo(form: str, size: tuple[int, int] = (40, 20), turned: int = 1) -> bytes:
    """A picture, red at its left, with a camera, a place and a comment in it."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 4, size[1]))
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = CAMERA, turned
    exif.get_ifd(0x8825)[29] = PLACE.decode()
    written = io.BytesIO()
    options = {"comment": PLACE} if form == "JPEG" else {}
    picture.save(written, form, exif=exif, **options)
    assert CAMERA.encode() in written.getvalue()
    assert PLACE in written.getvalue()
    return written.getvalue()


def large() -> bytes:
    """A picture of many pixels in few bytes."""
    written = io.BytesIO()
    Image.new("1", (8000, 8000)).save(written, "PNG")
    return written.getvalue()


def read(folder: Path, data: bytes) -> source.Source:
    (folder / "me.jpg").write_bytes(data)
    text = "name: Ada\nphoto: {file: me.jpg, alt: Ada}\nsections: [{title: Work, text: Sums.}]\n"
    (folder / "cv.yaml").write_text(text)
    return source.read(folder / "cv.yaml")


def shown(folder: Path, data: bytes) -> Photo:
    found = read(folder, data)
    outline = compose(found.cv, files=found.files)
    assert outline.photo is not None
    return outline.photo


def test_an_overlay_wins_over_the_source_and_its_faults_stand_in_its_own_file(
    tmp_path: Path,
) -> None:
    path, overlay = tmp_path / "cv.yaml", tmp_path / "private.yaml"
    path.write_text("name: Ada\nphone: +49 30 1\nsections: [{title: W, text: T}]\n")
    overlay.write_text("phone: +49 30 901820\n")
    read = pipeline.read(path, overlay)
    assert read.cv.phone == ("+49 30 901820",)
    assert read.inputs == (path, overlay)
    for text, fault in (
        ("nmae: B\n", "1:1: unknown key `nmae`; did you mean `name`?"),
        ("- B\n", "1:1: the overlay must consist of keys and values; write the CV's keys that it"),
    ):
        overlay.write_text(text)
        with pytest.raises(SourceError) as error:
            pipeline.read(path, overlay)
        (found,) = error.value.faults
        assert str(found).startswith(f"{overlay}:{fault}")


def test_no_file_tells_of_the_machine_its_user_or_the_tools_author(tmp_path: Path) -> None:
    home = tmp_path / "home-of-somebody"
    home.mkdir()
    (home / "cv.yaml").write_bytes((DATA / "cv.yaml").read_bytes())
    secret = {"USER": "some-user", "LOGNAME": "some-user", "HOSTNAME": "some-host"}
    asked = [sys.executable, "-m", "cvrender", "render", str(home / "cv.yaml")]
    formats = [f"--to={name}" for name in ("pdf", "docx", "html", "txt", "md")]
    env = {**os.environ, **secret, "HOME": str(home)}
    subprocess.run(
        [*asked, *formats, "--output", "out", "--set", "fit=off"], cwd=home, env=env, check=True
    )
    assert len(list((home / "out").iterdir())) == 5
    here = ["home-of-somebody", "some-user", "some-host", str(Path.cwd())]
    mine = [name for name in (getpass.getuser(), platform.node()) if len(name) > 4]
    tools = ["python-docx", "site-packages", "/usr/share", "file:/", "Steve Canny", str(tmp_path)]
    assert told(home / "out", [*here, *mine, *tools]) == []
    assert told(home / "out", ["Protasenya"]) != []


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_photo_tells_no_place_and_no_camera_in_any_file(
    tmp_path: Path, reader: ReaderProcess, form: str
) -> None:
    read(tmp_path, photo(form))
    job = pipeline.Job(tmp_path / "cv.yaml", ("pdf", "docx", "html"), output=tmp_path / "out")
    outputs = pipeline.render(job, reader).files
    assert [output.exit_code for output in outputs] == [0, 0, 0]
    assert told(tmp_path / "out", [CAMERA, PLACE.decode(), "Exif", "eXIf"]) == []


def test_a_photo_is_set_upright_and_no_larger_than_paper_shows(tmp_path: Path) -> None:
    lying = photo("JPEG", (4000, 2000), turned=6)
    with Image.open(io.BytesIO(shown(tmp_path, lying).data)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (500, 1000))
        top, bottom = picture.getpixel((250, 50)), picture.getpixel((250, 900))
    assert (top[0] > 200, bottom[2] > 200) == (True, True)


def test_a_photo_keeps_what_is_transparent(tmp_path: Path) -> None:
    written = io.BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(written, "PNG")
    with Image.open(io.BytesIO(shown(tmp_path, written.getvalue()).data)) as picture:
        assert picture.mode == "RGBA"
        assert picture.getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("switch", [True, False])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_a_truncated_photo_is_refused_whatever_another_library_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, switch: bool, part: float
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", switch)
    whole = photo("JPEG", (400, 300))
    with pytest.raises(SourceError, match="cannot be shown: it is damaged"):
        read(tmp_path, whole[: int(len(whole) * part)])
    assert ImageFile.LOAD_TRUNCATED_IMAGES is switch
    assert read(tmp_path, whole).files


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16"])
def test_a_photo_may_have_any_kind_of_colours(tmp_path: Path, mode: str) -> None:
    written = io.BytesIO()
    Image.new(mode, (10, 10)).save(written, "JPEG" if mode == "CMYK" else "PNG")
    with Image.open(io.BytesIO(shown(tmp_path, written.getvalue()).data)) as picture:
        assert picture.size == (10, 10)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            lambda: b"no picture",
            "2:15: `me.jpg` is not a PNG or JPEG image; save it as one of them",
        ),
        (
            lambda: photo("JPEG")[:700],
            "2:15: `me.jpg` cannot be shown: it is damaged; save it again",
        ),
        (
            large,
            "2:15: `me.jpg` is too large: it has more than 40,000,000 pixels;"
            " use a smaller picture",
        ),
    ],
    ids=["no picture", "damaged", "too many pixels"],
)
def test_a_photo_that_cannot_be_shown_is_a_fault(
    tmp_path: Path, data: Callable[[], bytes], message: str
) -> None:
    with pytest.raises(SourceError) as error:
        read(tmp_path, data())
    assert str(error.value).endswith(message)


SECRETS = """\
name: Ada
email: ada@home.example
phone: +49 30 1234567
website: https://ada.example
location: 12 Elm Road, Leeds
details: [Born 10 December 1985, British]
private: [email, phone, website, location, details]
sections:
"""


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Write to ada@home.example.", "ada@home.example"),
        ("Call +49 (30) 1234-567", "+49 30 1234567"),
        ("Call 030/1234567", "+49 30 1234567"),
        ("[me](https://www.ada.example/)", "https://ada.example"),
        ("From 12 Elm  Road, Leeds", "12 Elm Road, Leeds"),
        ("born 10 December 1985", "Born 10 December 1985"),
        ("bada@home.example, 49 30 12, ada.example-shop.org, me@ada.example, Leeds, British", ""),
    ],
)
def test_a_text_that_tells_what_is_private_is_warned_of_and_shown_in_no_public_file(
    text: str, secret: str, tmp_path: Path
) -> None:
    path = tmp_path / "cv.yaml"
    path.write_text(f"{SECRETS}  - {{title: About, text: '{text}'}}\n")
    warned = [fault.message for fault in pipeline.read(path).warnings]
    assert warned == [f"this text reveals `{secret}`, which is private"] * bool(secret)
    job = pipeline.Job(path, ("txt",), output=tmp_path / "out", public=True)
    if secret:
        with pytest.raises(SourceError) as error:
            pipeline.render(job)
        refused = (
            f"this text reveals `{secret}`, which is private; remove it to render with `--public`"
        )
        assert f"9:26: {refused}" in str(error.value)
        assert not (tmp_path / "out").exists()
    else:
        assert [output.exit_code for output in pipeline.render(job).files] == [0]


@pytest.mark.parametrize(
    "line", ["keywords: [030 1234567]", "variants: {short: {headline: 'T 030 1234567'}}"]
)
def test_a_keyword_and_a_headline_tell_nothing_private_either(line: str, tmp_path: Path) -> None:
    path = tmp_path / "cv.yaml"
    path.write_text(
        f"{line}\nname: Ada\nphone: +49 30 1234567\nprivate: phone\n"
        "sections: [{title: About, text: Sums}]\n"
    )
    variants = ("short",) if "short" in line else ()
    job = pipeline.Job(path, ("txt",), output=tmp_path, public=True, variants=variants)
    with pytest.raises(SourceError, match=r"1:\d+: this text reveals `\+49 30 1234567`"):
        pipeline.render(job)


@pytest.mark.parametrize(
    "phone", ["+49 30 1234567 (mobile)", "Home: +49 (0)30 1234567", "030/1234567, after 5 pm"]
)
def test_a_private_number_is_known_whatever_stands_beside_it(phone: str, tmp_path: Path) -> None:
    path = tmp_path / "cv.yaml"
    path.write_text(
        f"name: Ada\nphone: '{phone}'\nprivate: phone\n"
        "sections: [{title: About, bullets: [Call 030 123-4567, Since 2012-2013]}]\n"
    )
    job = pipeline.Job(path, ("txt",), output=tmp_path, public=True)
    with pytest.raises(SourceError) as error:
        pipeline.render(job)
    assert [fault.position.line for fault in error.value.faults] == [4]


def test_a_public_file_may_leave_out_a_text_that_tells_what_is_private(tmp_path: Path) -> None:
    path = tmp_path / "cv.yaml"
    section = "{title: About, bullets: [{text: Call 030/1234567, tags: [long]}, Sums]}"
    path.write_text(f"{SECRETS}  - {section}\nvariants: {{short: {{exclude: long}}}}\n")
    job = pipeline.Job(path, ("txt", "docx"), output=tmp_path / "out", public=True)
    with pytest.raises(SourceError):
        pipeline.render(job)
    outputs = pipeline.render(replace(job, variants=("short",))).files
    assert [output.exit_code for output in outputs] == [0, 0]
    private = ["1234567", "ada@home", "ada.example", "Elm Road", "Leeds", "December", "British"]
    assert told(tmp_path / "out", private) == []
    assert told(tmp_path / "out", ["Sums"]) != []
