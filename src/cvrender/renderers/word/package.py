"""The empty package that a document starts from, written as XML text and zipped in memory."""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from cvrender.renderers.word import embedded_fonts, styles, theme_part
from cvrender.renderers.word.formatting import languages, twips
from cvrender.theme.tokens import PAGE_SIZES, points

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cvrender.outline import Outline
    from cvrender.theme import Theme
    from cvrender.theme.tokens import Tokens

__all__ = ["empty_package", "pack"]

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = f'xmlns:r="{_OFFICE}/relationships"'
_TYPE = "application/vnd.openxmlformats-"
_WORD_TYPE = f"{_TYPE}officedocument.wordprocessingml"
_FOOTER = f'<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p></w:ftr>'
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def empty_package(outline: Outline, theme: Theme) -> BytesIO:
    """A document without a paragraph, in the theme's looks and the outline's language."""
    tokens = theme.tokens
    embedded = tuple(embedded_fonts.faces(tokens))
    footer = {"footer": _FOOTER} if tokens.footer.show != "none" else {}
    kinds = {
        **footer,
        "styles": styles.styles(tokens, outline),
        "numbering": styles.numbering(tokens),
        "settings": _settings(languages(outline.language), tokens.word.embed_fonts),
        "fontTable": _font_table(tokens, embedded),
    }
    parts = {
        "[Content_Types].xml": _content_types(kinds),
        "_rels/.rels": _package_relations(),
        "word/document.xml": _document(tokens, outline.direction == "rtl"),
        "word/_rels/document.xml.rels": _document_relations(kinds),
        **{f"word/{kind}.xml": xml for kind, xml in kinds.items()},
        "word/theme/theme1.xml": theme_part.word_theme(theme, outline.language),
        "docProps/app.xml": _application(),
        "docProps/core.xml": _core(),
    }
    if embedded:
        parts["word/_rels/fontTable.xml.rels"] = _relations(
            {_font_file(number): f"{_OFFICE}/relationships/font" for number in range(len(embedded))}
        )
    encoded = {name: (_XML + xml).encode() for name, xml in parts.items()}
    for number, (family, kind, data) in enumerate(embedded):
        encoded[f"word/{_font_file(number)}"] = embedded_fonts.obfuscated(
            data, embedded_fonts.key(family, kind)
        )
    return BytesIO(pack(encoded, ZIP_STORED))


def pack(parts: Mapping[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    """Zip ``parts`` in their order; the same parts give the same bytes."""
    packed = BytesIO()
    with ZipFile(packed, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name, _EARLIEST), content, compression)
    return packed.getvalue()


def _content_types(kinds: Iterable[str]) -> str:
    types = {
        "/word/document.xml": f"{_WORD_TYPE}.document.main+xml",
        **{f"/word/{kind}.xml": f"{_WORD_TYPE}.{kind}+xml" for kind in kinds},
        "/word/theme/theme1.xml": f"{_TYPE}officedocument.theme+xml",
        "/docProps/core.xml": f"{_TYPE}package.core-properties+xml",
        "/docProps/app.xml": f"{_TYPE}officedocument.extended-properties+xml",
    }
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_TYPE}package.relationships+xml"/>'
        f'<Default Extension="odttf" ContentType="{_TYPE}officedocument.obfuscatedFont"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Mapping[str, str]) -> str:
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'


def _package_relations() -> str:
    return _relations(
        {
            "word/document.xml": f"{_OFFICE}/relationships/officeDocument",
            "docProps/core.xml": f"{_PACKAGE}/relationships/metadata/core-properties",
            "docProps/app.xml": f"{_OFFICE}/relationships/extended-properties",
        }
    )


def _document_relations(kinds: Iterable[str]) -> str:
    """A footer comes first: ``document.xml`` refers to it as rId1."""
    targets = {f"{kind}.xml": f"{_OFFICE}/relationships/{kind}" for kind in kinds}
    return _relations({**targets, "theme/theme1.xml": f"{_OFFICE}/relationships/theme"})


def _document(tokens: Tokens, rtl: bool) -> str:
    """A body with its page set up; the first page, which says whose it is, has no footer."""
    width, height = (twips(side) for side in PAGE_SIZES[tokens.page.size])
    margin = tokens.page.margin
    top, right, bottom, left = (
        twips(points(side)) for side in (margin.top, margin.right, margin.bottom, margin.left)
    )
    footer = '<w:footerReference w:type="default" r:id="rId1"/>'
    return (
        f"<w:document {_W} {_R}><w:body><w:sectPr>"
        f"{footer if tokens.footer.show != 'none' else ''}"
        f'<w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="{top // 2}" w:footer="{bottom // 2}" w:gutter="0"/>'
        f'<w:cols w:space="708"/><w:titlePg/>{"<w:bidi/>" if rtl else ""}'
        "</w:sectPr></w:body></w:document>"
    )


def _settings(languages: str, embeds: bool) -> str:
    """Compatibility mode 15 is Word 2013 and later: no "[Compatibility Mode]" in the title bar."""
    modern = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return (
        f'<w:settings {_W}><w:zoom w:percent="100"/>'
        f'{"<w:embedTrueTypeFonts/>" if embeds else ""}<w:defaultTabStop w:val="708"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat>{modern}</w:compat><w:themeFontLang {languages}/>"
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2"'
        ' w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4"'
        ' w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink"'
        ' w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _font_table(tokens: Tokens, embedded: tuple[tuple[str, str, bytes], ...]) -> str:
    used = theme_part.families(tokens)
    faces: dict[str, str] = dict.fromkeys((used.body, used.heading), "")
    for number, (family, kind, _) in enumerate(embedded, 1):
        font_key = embedded_fonts.key(family, kind)
        faces[family] += f'<w:{kind} r:id="rId{number}" w:fontKey="{font_key}"/>'
    fonts = "".join(
        f'<w:font w:name="{escape(family)}"><w:charset w:val="00"/><w:family w:val="auto"/>'
        f'<w:pitch w:val="variable"/>{embeds}</w:font>'
        for family, embeds in faces.items()
    )
    return f"<w:fonts {_W} {_R}>{fonts}</w:fonts>"


def _font_file(number: int) -> str:
    return f"fonts/font{number + 1}.odttf"


def _application() -> str:
    return (
        f'<Properties xmlns="{_OFFICE}/extended-properties">'
        "<Application>cvrender</Application></Properties>"
    )


def _core() -> str:
    """Without this part python-docx would bring its own, with its own author and date."""
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    )
