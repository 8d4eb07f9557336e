"""Drawings as SVG that looks the same everywhere: plain paths and words, sizes in pixels.

Nothing but what SVG 1.1 has had since 2001: no transformations, no style sheets, and no lines
whose width is to be found by whoever shows them.

Source: SVG 1.1, second edition, https://www.w3.org/TR/SVG11/
"""

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from playground.pictures.shapes import Box, Dot, Drawing, Path, Points, Shape, Words, pieces

# Where the first family is missing: what systems have, with Chinese, and at last any.
FALLBACKS = (
    "Inter",
    "Segoe UI",
    "Helvetica Neue",
    "Noto Sans",
    "DejaVu Sans",
    "Arial",
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "WenQuanYi Micro Hei",
)
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML


def to_svg(drawing: Drawing) -> str:
    """Return the text of an SVG file."""
    width, height = _number(drawing.width), _number(drawing.height)
    families = _families(drawing.families)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}">',
        f"<title>{_text(drawing.title)}</title>",
    ]
    for shape in drawing.shapes:
        lines += _element(shape, families)
    return "\n".join([*lines, "</svg>", ""])


def _element(shape: Shape, families: str) -> Iterator[str]:
    match shape:
        case Box():
            opacity = _share("fill-opacity", shape.opacity)
            yield (
                f'<rect x="{_number(shape.left)}" y="{_number(shape.top)}" '
                f'width="{_number(shape.width)}" height="{_number(shape.height)}" '
                f'fill="{shape.fill}"{opacity}/>'
            )
        case Dot():
            edge = f' stroke="{shape.edge}" stroke-width="{_number(shape.width)}"'
            yield (
                f'<circle cx="{_number(shape.x)}" cy="{_number(shape.y)}" '
                f'r="{_number(shape.radius)}" fill="{shape.fill}"{edge if shape.edge else ""}/>'
            )
        case Path():
            yield from _path(shape)
        case Words():
            weight = ' font-weight="600"' if shape.bold else ""
            yield (
                f'<text x="{_number(shape.x)}" y="{_number(shape.y)}" font-family={families} '
                f'font-size="{_number(shape.size)}"{weight} text-anchor="{shape.anchor}" '
                f'fill="{shape.colour}">{_text(shape.text)}</text>'
            )


def _path(path: Path) -> Iterator[str]:
    data = " ".join(_course(piece) for piece in pieces(path.points))
    if data:
        dash = (
            f' stroke-dasharray="{_number(path.dash[0])},{_number(path.dash[1])}"'
            if path.dash
            else ""
        )
        cap = "butt" if path.dash else "round"
        yield (
            f'<path d="{data}" fill="none" stroke="{path.colour}" '
            f'stroke-width="{_number(path.width)}"{_share("stroke-opacity", path.opacity)}{dash} '
            f'stroke-linecap="{cap}" stroke-linejoin="round"/>'
        )


def _course(points: Points) -> str:
    return "M" + " L".join(f"{_number(x)},{_number(y)}" for x, y in points.tolist())


def _share(name: str, value: float) -> str:
    return "" if value >= 1 else f' {name}="{_number(value)}"'


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _text(text: str) -> str:
    return escape(_writable(text))


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _families(first: Sequence[str]) -> str:
    names = dict.fromkeys((*first, *FALLBACKS))
    plain = [name.replace("'", "").replace(",", "") for name in names]
    return quoteattr(_writable(", ".join([*(f"'{name}'" for name in plain), "sans-serif"])))
