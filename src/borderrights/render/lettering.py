"""Lines of text and arrows in a drawing: how wide a line is, where to break it, its SVG.

A drawing is text in boxes that nobody lays out afterwards, so widths are estimated here:
the advance widths of Noto Sans in hundredths of the size, each rounded up to the next 0.04,
and a margin for the other fonts that a device may put in its place.
"""

from __future__ import annotations

import unicodedata
from html import escape

INK = "#1b2733"
SIZE = 14
"""Size of all letters in a drawing, in its own units."""

_MARGIN = 1.06
"""DejaVu Sans, the widest of the usual substitutes, is a good twentieth wider than Noto Sans."""
_BOLD = 1.12

_GROUPS = {
    28: " '!,.:;Jijl’‘",
    36: "()`-If[]",
    44: '/\\t{}"?r“”',
    50: "_cszFvy–",
    56: "*ELSTkx|",
    60: "$+0123456789<=>VXYZ^ae~",
    64: "ACKPRbdghnopqu",
    70: "#BDGHU&",
    76: "NĐØ",
    80: "OQw",
    98: "@MWm%—…ÆæŒœ©®",
}
_WIDTHS = {letter: wide for wide, letters in _GROUPS.items() for letter in letters}
_OTHER = 68


def width(text: str, *, bold: bool = False) -> float:
    """Return an upper estimate of the width of ``text`` in units of the drawing."""
    hundredths = sum(map(_advance, text))
    return hundredths / 100 * SIZE * _MARGIN * (_BOLD if bold else 1)


def wrap(text: str, room: float, indent: float = 0) -> list[str]:
    """Break ``text`` into lines not wider than ``room``; the first begins at ``indent``.

    A word that is wider than a line is broken with a hyphen: it may look rough, it never leaves
    its box.
    """
    lines: list[str] = []
    line, left = "", room - indent
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if width(joined) <= left:
            line = joined
            continue
        if line or indent > 0:
            lines.append(line)
            left, indent = room, 0
        while width(word) > left:
            cut = _fitting(word, left)
            lines.append(word[:cut] + "-")
            word, left = word[cut:], room
        line = word
    return [*lines, line]


def line_of_text(line: str, x: float, y: float, *, bold: bool = False, head: str = "") -> str:
    """Return one line of text; ``head`` is SVG that stands before it."""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text class="fig-text" x="{x:g}" y="{y:g}" fill="{INK}"{weight}>'
        f"{head}{escape(line, quote=False)}</text>"
    )


def word(shown: str, x: float, y: float, anchor: str) -> str:
    """Return the word beside an arrow."""
    text = line_of_text(shown, x, y, bold=True)
    return text.replace("<text ", f'<text text-anchor="{anchor}" ', 1)


def arrow(path: str) -> str:
    """Return a line with its head, both in ``path``."""
    return (
        f'<path class="fig-line" d="{path}" fill="none" stroke="{INK}" stroke-width="1.5" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _advance(letter: str) -> int:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 100
    base = unicodedata.normalize("NFD", letter)[0]
    return max(_WIDTHS.get(base, _OTHER), 28)


def _fitting(word: str, room: float) -> int:
    """Return how many letters of ``word`` fit with a hyphen behind them; at least one."""
    cut = 1
    while cut < len(word) - 1 and width(word[: cut + 1] + "-") <= room:
        cut += 1
    return cut
