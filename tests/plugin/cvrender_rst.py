"""cvrender --to rst: reStructuredText."""

from cvrender import Renderer


def render(outline, theme):
    titles = {outline.name: "=", **{section.title: "-" for section in outline.sections}}
    blocks = []
    for line in outline.lines():
        underline = titles.get(line, "") * len(str(line))
        blocks.append(f"{line}\n{underline}".rstrip())
    return "\n\n".join(blocks).encode()


RENDERER = Renderer("rst", ".rst", "reStructuredText", render)
