"""A figure to decide by: questions from top to bottom, outcomes beside them, and the same in words.

Colours are presentation attributes, so that the drawing is right in a PDF, where a variable of a
style sheet would print black, and so that a page can still override them by class:
``fig-box`` is filled, ``fig-text`` is filled as text, ``fig-line`` is stroked,
``fig-go``, ``fig-stop`` and ``fig-ask`` are stroked in the colour of an outcome.
An outcome is told four times over, by sign, word, border and colour: printed grey it still reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from borderrights.markup import Node, Refs, to_html, to_spans
from borderrights.markup.spans import Span
from borderrights.model import Ladder, LadderStep, Outcome
from borderrights.render.lettering import INK, SIZE, arrow, line_of_text, width, word, wrap
from borderrights.strings import say

SEA, LEAF, BRICK, SAND, WHITE = "#1f5673", "#2d6a3f", "#9a3324", "#f3ecdc", "#ffffff"
COLOURS = {"go": LEAF, "stop": BRICK, "ask": SEA}

EDGE, GAP = 2, 38
"""Room for half a stroke around the drawing; room for an arrow and its word between columns."""
PAD, LINE, RADIUS = 9, 19, 6
DROP = 36
"""Length of an arrow down: its word stands beside it."""
APART = 12
"""Between the outcomes of two questions."""

_SIGNS = {
    "go": "M1.5 8.5 6 13 14.5 3",
    "stop": "M5 1h6l4 4v6l-4 4H5l-4-4V5ZM4.5 8h7",
    "ask": "M4.5 5.2C4.5 2.8 6 1.5 8 1.5s3.6 1.3 3.6 3.3C11.6 7.4 8 7.6 8 10.5M8 13.6v1",
}


@dataclass(frozen=True)
class Columns:
    """How wide the questions and the outcomes are."""

    left: int
    right: int

    @property
    def width(self) -> int:
        """Width of the whole drawing."""
        return 2 * EDGE + self.left + GAP + self.right


SCREEN = Columns(186, 132)
"""360 in all, the width of a small phone."""
COLUMN = Columns(172, 122)
"""For a column of a handout: narrow enough that its letters are printed at 10 points."""
PAGE = Columns(276, 202)
"""For a sheet of paper, where seven questions have to fit on one page and be read from afar."""


@dataclass(frozen=True)
class _Box:
    """A box with its lines of text, before it has a place."""

    lines: tuple[str, ...]
    width: int
    lead: str = ""
    """The bold beginning: a question's number, or the word of an outcome."""
    end: str = ""
    """``go``, ``stop`` or ``ask`` for an outcome."""

    @property
    def height(self) -> int:
        return 2 * PAD + LINE * (len(self.lines) + bool(self.end)) - 3


def svg(figure: Ladder, name: str = "", columns: Columns = SCREEN) -> str:
    """Return the drawing as SVG, as high as its text needs.

    Args:
        figure: The questions and outcomes.
        name: What ids begin with; by default made from the title.
        columns: The width of its columns.
    """
    name = name or _slug(figure.title)
    parts: list[str] = []
    y = EDGE
    for number, step in enumerate(figure.steps, 1):
        last = number == len(figure.steps)
        y = _row(parts, step, number, y, columns, last=last)
    body = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns.width} {y + EDGE}" '
        f'role="img" aria-labelledby="{name}-title {name}-desc" '
        f'font-family="Noto Sans, system-ui, sans-serif" font-size="{SIZE}">'
        f'<title id="{name}-title">{escape(figure.title)}</title>'
        f'<desc id="{name}-desc">{escape(figure.alt)}</desc>{body}</svg>'
    )


def words(figure: Ladder) -> Node:
    """Return the decision as an ordered list, each question with what follows from both answers."""
    entries = []
    for number, step in enumerate(figure.steps, 1):
        answers = tuple(
            _paragraph_entry(_answer(answer, branch, number))
            for answer, branch in (("yes", step.yes), ("no", step.no))
            if branch != "next" or number < len(figure.steps)
        )
        inner = Node("list", answers, attrs={"ordered": False, "start": 1})
        entries.append(Node("entry", (_paragraph(step.ask), inner), attrs={"task": None}))
    return Node("root", (Node("list", tuple(entries), attrs={"ordered": True, "start": 1}),))


def html(figure: Ladder, name: str = "") -> str:
    """Return the drawing, its caption, and the decision in words behind a ``<details>``."""
    name = name or _slug(figure.title)
    return (
        f'<figure class="br-figure" id="{name}">{svg(figure, name)}'
        f"<figcaption>{escape(figure.title)}</figcaption>"
        f"<details><summary>{escape(say('figure.words'))}</summary>"
        f"{to_html(words(figure), Refs())}</details></figure>"
    )


def spans(figure: Ladder) -> list[Span]:
    """Return the decision in words as data for Typst."""
    return to_spans(words(figure), Refs())


def _slug(title: str) -> str:
    return "fig-" + (re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "ladder")


def _paragraph(text: str) -> Node:
    return Node("paragraph", (Node("text", text=text),))


def _paragraph_entry(text: str) -> Node:
    return Node("entry", (_paragraph(text),), attrs={"task": None})


def _answer(answer: str, branch: str | Outcome, number: int) -> str:
    if isinstance(branch, Outcome):
        end = say(f"figure.{branch.end}")
        return say("figure.end", answer=say(f"figure.{answer}"), end=end, text=branch.text)
    return say("figure.next", answer=say(f"figure.{answer}"), number=number + 1)


# --- drawing -----------------------------------------------------------------------------------


def _row(
    parts: list[str], step: LadderStep, number: int, y: int, columns: Columns, *, last: bool
) -> int:
    """Draw one question with what leaves it; return where the next row begins."""
    lead = f"{number}."
    lines = wrap(step.ask, columns.left - 2 * PAD, width(f"{lead} ", bold=True))
    box = _Box(tuple(lines), columns.left, lead=lead)
    down, side = _directions(step)
    aside = _outcome(side[1], columns.right) if side else None
    _draw(parts, box, EDGE, y)
    bottom, end = y + box.height, y + box.height
    if side and aside:
        right = EDGE + columns.left + GAP
        _draw(parts, aside, right, y)
        end = max(end, y + aside.height)
        start, tip, at = right - GAP, right - 3, y + min(box.height, aside.height) // 2
        parts.append(arrow(f"M{start} {at}H{tip}m-6-4 6 4-6 4"))
        parts.append(word(side[0], start + (GAP - 4) / 2, at - 6, "middle"))
    shown, branch = down
    if isinstance(branch, str) and last:
        return end
    # An outcome below a question may begin beside a tall outcome; the next question may not.
    y = bottom + DROP if isinstance(branch, Outcome) else max(bottom + DROP, end + APART)
    x = EDGE + columns.left // 4
    parts.append(arrow(f"M{x} {bottom}V{y - 3}m-4-6 4 6 4-6"))
    parts.append(word(shown, x + 9, bottom + DROP / 2 + 4, "start"))
    if isinstance(branch, Outcome):
        below = _outcome(branch, columns.left)
        _draw(parts, below, EDGE, y)
        end = max(end, y + below.height)
        y = end if last else end + APART
    return y


def _directions(
    step: LadderStep,
) -> tuple[tuple[str, str | Outcome], tuple[str, Outcome] | None]:
    """Return what leaves a question downwards, and what leaves it sidewards if anything does.

    The way on goes down; where both answers end, "yes" goes to the side.
    """
    yes, no = say("figure.yes"), say("figure.no")
    if isinstance(step.yes, Outcome):
        return (no, step.no), (yes, step.yes)
    if isinstance(step.no, Outcome):
        return (yes, step.yes), (no, step.no)
    return (f"{yes} / {no}", "next"), None


def _outcome(outcome: Outcome, box_width: int) -> _Box:
    lines = tuple(wrap(outcome.text, box_width - 2 * PAD))
    return _Box(lines, box_width, lead=say(f"figure.{outcome.end}"), end=outcome.end)


def _draw(parts: list[str], box: _Box, x: int, y: int) -> None:
    """Add a box with its border, sign and text."""
    colour = COLOURS.get(box.end, INK)
    kind = f"fig-{box.end}" if box.end else "fig-line"
    dash = ' stroke-dasharray="5 3"' if box.end == "ask" else ""
    parts.append(
        f'<rect class="fig-box {kind}" x="{x}" y="{y}" width="{box.width}" height="{box.height}" '
        f'rx="{RADIUS}" fill="{WHITE if box.end else SAND}" stroke="{colour}" '
        f'stroke-width="1.5"{dash}/>'
    )
    if box.end == "stop":
        # A second line inside makes the border of a stop double, also in grey.
        parts.append(
            f'<rect class="{kind}" x="{x + 3}" y="{y + 3}" width="{box.width - 6}" '
            f'height="{box.height - 6}" rx="{RADIUS - 3}" fill="none" stroke="{colour}" '
            'stroke-width="1.5"/>'
        )
    left, base = x + PAD, y + PAD + SIZE - 2
    if box.end:
        parts.append(
            f'<path class="{kind}" transform="translate({left} {base - 13})" d="{_SIGNS[box.end]}" '
            f'fill="none" stroke="{colour}" stroke-width="2" stroke-linecap="round" '
            'stroke-linejoin="round"/>'
        )
        parts.append(line_of_text(box.lead, left + 22, base, bold=True))
        base += LINE
    for index, line in enumerate(box.lines):
        bold = f'<tspan font-weight="700">{box.lead}</tspan> ' if box.lead and not box.end else ""
        head = bold if index == 0 else ""
        parts.append(line_of_text(line, left, base + LINE * index, head=head))
