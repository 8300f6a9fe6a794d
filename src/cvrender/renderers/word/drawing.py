"""The photo, and shapes: a band up to the paper's edges, icons, dots of a timeline (DrawingML)."""

from collections.abc import Iterable
from io import BytesIO

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline, CT_Picture
from docx.parts.document import DocumentPart
from docx.shared import Pt
from lxml import etree

from cvrender.errors import CvrenderError
from cvrender.files.image import cropped
from cvrender.outline import Photo
from cvrender.renderers import icons, level_marks
from cvrender.renderers.letter_page import MARK_FROM_EDGE, MARK_LENGTH, MARK_WIDTH
from cvrender.renderers.photo_frame import Frame
from cvrender.renderers.word.runs import run
from cvrender.renderers.word.xml import NAMESPACES, Xml, element, text

_PANEL_ID, _BAND_ID, _ICON_ID, _DOT_ID, _LEVEL_ID = 1_000, 1_000, 1_001, 50_000, 100_000
_PHOTO_ID, _SIGNATURE_ID, _MARK_ID = 1, 2, 900
"""What drawings are numbered from: python-docx counts those alone that stand in their place."""
_ICON_GAP = 0.12
"""Ems beside an icon, where a blank is narrower than ``icons.GAP``."""
_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
"""The extension of [MS-ODRAWXML] that tells screen readers to pass over a shape."""
_WHOLE = 100_000
"""ST_Percentage (20.1.10.40) of all; so are the parameters of a form."""
_JPEG = b"\xff\xd8"
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"


def photo_above(photo: Photo, frame: Frame, part: DocumentPart) -> Xml:
    """The run of the photo in a line of its own; ``part`` is given the picture.

    Raises CvrenderError when the photo is in no format that Word shows.
    """
    return run(element("w:drawing", _xml(_inline(photo, frame, part))))


def signature(picture: Photo, frame: Frame, part: DocumentPart) -> Xml:
    """The run of the signature, as of ``photo_above``."""
    return run(element("w:drawing", _xml(_inline(picture, frame, part, _SIGNATURE_ID))))


def photo_beside(
    photo: Photo, frame: Frame, side: str, top: float, part: DocumentPart, left: float | None
) -> Xml:
    """The run of the photo at the ``left`` or ``right`` margin, or ``left`` points from the left.

    It stands ``top`` below the upper margin. Raises CvrenderError when the photo is in no format
    that Word shows.
    """
    across = _position("H", "margin", "align", side)
    if left is not None:
        across = _position("H", "margin", "posOffset", Pt(left))
    down = _position("V", "margin", "posOffset", Pt(top))
    return run(_anchored(map(_xml, _inline(photo, frame, part)), across, down, behind=False))


def band(width: float, height: float) -> Xml:
    """The run of a rectangle at the top of the page, in the theme's accent, behind the text.

    Programs that show no shapes pass over it.
    """
    across, down = (_position(axis, "page", "posOffset", 0) for axis in "HV")
    band = _filled("rect", Pt(width), Pt(height), _BAND_ID, "Band")
    return _optional(_anchored(band, across, down, behind=True))


def ground(box: tuple[str, float, float, float], color: str, number: int = 1) -> Xml:
    """The run of the ground of a sidebar, in a colour of the theme, behind the text.

    ``box`` has the side of the paper where it stands, its distance from the upper edge, its width
    and its height; ``number`` tells one from the others.
    """
    side, top, width, height = box
    places = (_position("H", "page", "align", side), _position("V", "page", "posOffset", Pt(top)))
    shape = _filled("rect", Pt(width), Pt(height), _PANEL_ID - number, "Panel", color)
    return _optional(_anchored(shape, *places, behind=True))


def mark(number: int, down: float, color: str) -> Xml:
    """The run of a short rule near the left edge of the page, ``down`` points from its upper one.

    ``number`` is its place among the marks.
    """
    side = _position("H", "page", "posOffset", Pt(MARK_FROM_EDGE))
    top = _position("V", "page", "posOffset", Pt(down - MARK_WIDTH / 2))
    shape = _filled("rect", Pt(MARK_LENGTH), Pt(MARK_WIDTH), _MARK_ID + number, "Mark", color)
    return _optional(_anchored(shape, side, top, behind=True))


def dot(number: int, diameter: float, side: str, down: float) -> Xml:
    """The run of a dot in the accent at the ``left`` or ``right`` margin.

    Its upper edge is so far below its paragraph's; ``number`` is its place among the dots.
    """
    places = (
        _position("H", "margin", "align", side),
        _position("V", "paragraph", "posOffset", Pt(down)),
    )
    shape = _filled("ellipse", Pt(diameter), Pt(diameter), _DOT_ID + number, "Dot")
    return _optional(_anchored(shape, *places, behind=False))


def icon_drawn(name: str, number: int, size: float, color: str) -> Xml:
    """The run of an icon in the line, beside words of ``size`` points, in a colour of the theme.

    ``number`` is its place among the document's icons.
    """
    side, gap = Pt(size * icons.SIZE), Pt(size * _ICON_GAP)
    scale = side / icons.SIDE
    path = _path(icons.ICONS[name], scale, side + gap, side, "none")
    line = _stroke(color, icons.STROKE * scale)
    looks = (_form(path), element("a:noFill"), line)
    return _in_line(side + gap, side, looks, _ICON_ID + number, name)


def level_drawn(kind: str, level: int, number: int, size: float, color: str) -> Xml:
    """The run of the marks of a level in the line, behind words of ``size`` points.

    ``number`` is its place among the document's levels.
    """
    scale = Pt(size * level_marks.SIZE) / level_marks.HEIGHT
    width, height = round(level_marks.WIDTH * scale), round(level_marks.HEIGHT * scale)
    paths = zip(level_marks.marks(kind, level), ("norm", "none"), strict=True)
    form = _form(*(_path(path, scale, width, height, fill) for path, fill in paths if path))
    looks = (form, _solid(color), _stroke(color, level_marks.STROKE * scale))
    return _in_line(width, height, looks, _LEVEL_ID + number, f"Level {level}")


def _in_line(width: int, height: int, looks: tuple[Xml, ...], number: int, name: str) -> Xml:
    """The run of a shape in the line (``wp:inline``, 20.4.2.8)."""
    described = _shape(width, height, looks, number, name)
    distances = dict.fromkeys(("distT", "distB", "distL", "distR"), 0)
    return _optional(element("w:drawing", element("wp:inline", *described, **distances)))


def _solid(color: str) -> Xml:
    return element("a:solidFill", element("a:schemeClr", val=color))


def _stroke(color: str, width: float) -> Xml:
    return element("a:ln", _solid(color), element("a:round"), w=round(width), cap="rnd")


def _form(*paths: Xml) -> Xml:
    """``a:custGeom`` (20.1.9.8) of ``paths``."""
    return element(
        "a:custGeom",
        *(element(f"a:{part}") for part in ("avLst", "gdLst", "ahLst", "cxnLst")),
        element("a:rect", l="0", t="0", r="r", b="b"),
        element("a:pathLst", *paths),
    )


_STEPS = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo", "Z": "close"}


def _path(path: str, scale: float, width: int, height: int, fill: str) -> Xml:
    """``a:path`` (20.1.9.15) of SVG's path data."""
    drawn = []
    for command, numbers in icons.steps(path):
        lengths = [round(number * scale) for number in numbers]
        points = (
            element("a:pt", x=x, y=y) for x, y in zip(lengths[::2], lengths[1::2], strict=True)
        )
        drawn.append(element(f"a:{_STEPS[command]}", *points))
    return element("a:path", *drawn, w=width, h=height, fill=fill)


def _optional(drawing: Xml) -> Xml:
    """The run of a shape that programs pass over which show none."""
    return run(element("mc:AlternateContent", element("mc:Choice", drawing, Requires="wps")))


def _position(axis: str, origin: str, tag: str, where: str | int) -> Xml:
    """``wp:positionH`` or ``wp:positionV``: ``wp:align`` or ``wp:posOffset`` from ``origin``."""
    place = element(f"wp:{tag}", text(str(where)))
    return element(f"wp:position{axis}", place, relativeFrom=origin)


def _anchored(described: Iterable[Xml], across: Xml, down: Xml, *, behind: bool) -> Xml:
    """``wp:anchor`` (20.4.2.3) in its ``w:drawing``, around which no text runs.

    ``described`` are its extent, its properties and its graphic.
    """
    extent, *graphic = described
    place = (element("wp:simplePos", x=0, y=0), across, down, extent, element("wp:wrapNone"))
    distances = dict.fromkeys(("distT", "distB", "distL", "distR"), 0)
    order = {"relativeHeight": int(not behind), "behindDoc": int(behind)}
    flags = {"simplePos": 0, "locked": 0, "layoutInCell": 1, "allowOverlap": 1}
    anchor = element("wp:anchor", *place, *graphic, **distances, **order, **flags)
    return element("w:drawing", anchor)


def _filled(
    kind: str, width: int, height: int, number: int, name: str, color: str = "accent1"
) -> tuple[Xml, ...]:
    """A shape in a colour of the theme; ``kind`` is an ST_ShapeType (20.1.10.56)."""
    form = element("a:prstGeom", element("a:avLst"), prst=kind)
    looks = (form, _solid(color), element("a:ln", element("a:noFill")))
    return _shape(width, height, looks, number, name)


def _shape(
    width: int, height: int, looks: tuple[Xml, ...], number: int, name: str
) -> tuple[Xml, ...]:
    """The extent, properties and graphic of a shape that screen readers pass over.

    Lengths are in English metric units; ``looks`` are its geometry, fill and line.
    """
    decorative = element("a:ext", element("adec:decorative", val=1), uri=_DECORATIVE)
    size = element("a:xfrm", element("a:off", x=0, y=0), element("a:ext", cx=width, cy=height))
    properties = element("wps:spPr", size, *looks)
    shape = element("wps:wsp", element("wps:cNvSpPr"), properties, element("wps:bodyPr"))
    return (
        element("wp:extent", cx=width, cy=height),
        element("wp:docPr", element("a:extLst", decorative), id=number, name=name),
        element("wp:cNvGraphicFramePr"),
        element("a:graphic", element("a:graphicData", shape, uri=NAMESPACES["wps"])),
    )


def _inline(photo: Photo, frame: Frame, part: DocumentPart, number: int = _PHOTO_ID) -> CT_Inline:
    """``wp:inline`` (20.4.2.8) of the photo in its frame."""
    width, height = Pt(frame.width), Pt(frame.height)
    try:
        # LibreOffice 7.4 shows no picture that is cropped and not a rectangle.
        data = cropped(photo.data, frame.cut) if frame.radius and any(frame.cut) else photo.data
        picture = part.new_pic_inline(_recognised(data), width=width, height=height)
    except Exception as error:  # a broken picture makes python-docx raise bare Exceptions too
        raise CvrenderError("Word cannot show the photo", "save it as JPEG or PNG") from error
    picture.docPr.set("descr", photo.alt)
    picture.docPr.set("id", str(number))
    for side in ("distL", "distR"):
        picture.set(side, "0")
    _crop(picture.graphic.graphicData.pic, frame)
    return picture


def _crop(picture: CT_Picture, frame: Frame) -> None:
    """Let ``picture`` cover its frame, in the frame's shape (20.1.8.55, 20.1.9.18)."""
    if not frame.radius:
        cut = {side: round(part * _WHOLE) for side, part in zip("ltrb", frame.cut, strict=True)}
        kept = {side: str(part) for side, part in cut.items() if part}
        picture.blipFill.blip.addnext(OxmlElement("a:srcRect", kept))
    radius = frame.radius / min(frame.width, frame.height)
    form = picture.spPr.find(qn("a:prstGeom"))
    assert form is not None  # python-docx writes one
    form.set("prst", "ellipse" if radius == 0.5 else "roundRect" if radius else "rect")
    if 0 < radius < 0.5:
        formula = {"name": "adj", "fmla": f"val {round(radius * _WHOLE)}"}
        values = OxmlElement("a:avLst")
        values.append(OxmlElement("a:gd", formula))
        form[:] = [values]


def _recognised(data: bytes) -> BytesIO:
    """The picture, a JPEG with the JFIF header that it may lack but python-docx knows it by."""
    if data.startswith(_JPEG) and data[6:10] not in (b"JFIF", b"Exif"):
        data = _JPEG + _JFIF + data.removeprefix(_JPEG)
    return BytesIO(data)


def _xml(made: etree._Element) -> Xml:
    return Xml(etree.tostring(made, encoding="unicode"))
