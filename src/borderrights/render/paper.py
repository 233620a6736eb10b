"""What every printed document is made of: its sources, its parts, and authors' text as data.

A document is a template and data for it. The data hold no Typst source: an author's text travels
as the nested dictionaries of ``markup.spans`` and is walked by ``assets/typst/base.typ``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from borderrights import model
from borderrights.markup import Node, Refs, parse_text, to_plain, to_spans
from borderrights.markup.refs import Point
from borderrights.markup.spans import Span, point_span
from borderrights.render import ladder
from borderrights.render.laws import LawBox
from borderrights.strings import say

Audience = Literal["learner", "trainer"]
Data = dict[str, Any]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Masthead:
    """What head, foot and metadata of a document say of the place it has in the course."""

    group: str
    """The module or the set that it belongs to, as the head prints it."""
    meta: str
    """Title in the metadata; ``{kind}`` stands for the kind of document."""
    audiences: tuple[str, ...]
    version: str
    date: datetime.date
    """Written into the files as the time at which they were made; the day of the version."""


@dataclass(frozen=True)
class ModuleSources:
    """Everything that the printed documents of one module are made from."""

    module: model.Module
    quiz: model.Quiz
    handout: tuple[model.PageFront, Node]
    in_charge: tuple[model.PageFront, Node]
    trainer: tuple[model.TrainerFront, Node]
    figures: Mapping[str, model.Ladder]
    refs: Refs
    version: str
    date: datetime.date
    """Day of the version."""
    laws: Mapping[str, LawBox] = field(default_factory=dict)
    """What the shown law adds at the end of a page, by page."""

    @property
    def head(self) -> Masthead:
        """What the documents of this module say of their place."""
        module = self.module
        return Masthead(
            group=say("print.module", number=module.number, title=module.title),
            meta=say("print.meta", number=module.number, module=module.title, kind="{kind}"),
            audiences=module.audiences,
            version=self.version,
            date=self.date,
        )


@dataclass(frozen=True)
class Document:
    """One printed document: a template, and the data that fill it."""

    name: str
    audience: Audience
    data: Data
    template: str
    date: datetime.date


def document(
    head: Masthead,
    name: str,
    audience: Audience,
    title: str,
    *,
    template: str = "",
    kind: str = "",
    readers: str = "",
    **data: Any,
) -> Document:
    """Return a document with what the head, the foot and the metadata of all of them need.

    Args:
        head: Where it belongs.
        name: Name of the document and of its file.
        audience: Whether a learner may see it.
        title: The heading of the first page.
        template: Name of its template, if it is not that of the document.
        kind: What it calls itself, if it is not a word of the catalogue under its name.
        readers: Whom the head names, if not the audience.
        **data: What the template prints.
    """
    kind = kind or say(f"print.{name}")
    people = ", ".join(say(f"audience.{name}") for name in head.audiences)
    common = {
        "title": title,
        "kind": kind,
        "meta": head.meta.replace("{kind}", kind),
        "author": say("site.title"),
        "module": head.group,
        "audience": readers or (say("print.for-trainers") if audience == "trainer" else people),
        "foot": say("print.foot", version=head.version),
        "language": say("language"),
        "words": {short: say(key, page="{page}") for short, key in _WORDS.items()}
        | {"page": say("print.page", page="{page}", pages="{pages}")},
    }
    return Document(name, audience, common | data, f"{template or name}.typ", head.date)


_WORDS = {
    "name": "print.name",
    "date": "print.date",
    "on-page": "print.on-page",
    "say": "box.say",
    "note": "box.note",
    "case": "box.case",
    "national": "national.title",
    "floor": "national.floor",
    "blank": "national.blank",
    "gap": "national.gap",
    "right": "answer.right",
    "wrong": "answer.wrong",
}
"""What templates call a word, and its key in the catalogue."""


def text(source: str, refs: Refs) -> list[Span]:
    """Return a text field as blocks."""
    return to_spans(parse_text(source), refs)


def inline(source: str, refs: Refs) -> list[Span]:
    """Return a text field without its paragraph where it has only one."""
    tree = parse_text(source)
    if len(tree.children) == 1 and tree.children[0].kind == "paragraph":
        return to_spans(tree.children[0], refs)
    return to_spans(tree, refs)


def whole(*texts: str) -> bool:
    """Say whether a block with these texts is surely lower than a page, so that it may not break.

    Estimated here from the number of letters: measuring in the template doubles its time.
    """
    return sum(len(text) / _LINE + 1.5 for text in texts) < _LINES


_LINE, _LINES = 80, 40


Points = Mapping[str, Sequence[tuple[str, Sequence[Point]]]]
"""Audience → modules with the points of national law that they leave to a jurist."""


def page(
    root: Node, refs: Refs, figures: Mapping[str, model.Ladder], points: Points | None = None
) -> list[Span]:
    """Return the tree of a page as blocks.

    Points of national law become blocks of their own, drawings are put in where a directive names
    them, and headings begin below the title without a skipped level, which PDF/UA forbids.
    """
    blocks: list[Span] = []
    level = 1
    for node in root.children:
        if node.kind == "directive":
            name, argument = node.attrs["name"], node.attrs["argument"]
            if name == "drawing" and argument in figures:
                blocks.append(drawing(figures[argument]))
            if name == "national-points":
                blocks.extend(_national((points or {}).get(argument, ()), refs))
        elif node.kind == "heading":
            level = max(2, min(node.attrs["level"], level + 1))
            inner = to_spans(node, refs)
            plain = to_plain(node, refs)
            blocks.append({"t": "heading", "level": level, "c": inner, "plain": plain})
        else:
            made = to_spans(Node("root", (node,)), refs)
            if node.kind == "table":
                made[0]["widths"] = _widths(node, refs)
                _narrow(made[0])
            blocks.extend(hoisted(made))
    return blocks


def _national(modules: Sequence[tuple[str, Sequence[Point]]], refs: Refs) -> Iterator[Span]:
    """Yield the points of national law, module by module, each with room for its answer."""
    for title, points in modules:
        yield {"t": "heading", "level": 2, "c": [{"t": "text", "s": title}], "plain": title}
        for point in points:
            yield point_span(point, refs)


def hoisted(blocks: list[Span]) -> list[Span]:
    """Return ``blocks`` with every point of national law taken out of its paragraph."""
    out: list[Span] = []
    for block in blocks:
        if block["t"] != "paragraph":
            inner = {"c": hoisted(block["c"])} if "c" in block else {}
            out.append(block | inner)
            continue
        rest: list[Span] = []
        for span in block["c"]:
            if span["t"] == "national":
                out.extend(_paragraph(rest))
                out.append(span)
                rest = []
            else:
                rest.append(span)
        out.extend(_paragraph(rest))
    return out


def _widths(table: Node, refs: Refs) -> list[float]:
    """Return the share of each column: the root of its letters, and never much below the mean."""
    columns = zip(*(row.children for row in table.children), strict=False)
    roots = [sum(len(to_plain(cell, refs)) for cell in column) ** 0.5 for column in columns]
    least = 0.8 * sum(roots) / len(roots)
    return [max(root, least, 1.0) for root in roots]


def _narrow(span: Span) -> None:
    """Mark every blank below ``span``: in a cell it takes a line of its own."""
    for child in span.get("c", ()):
        if child["t"] == "fill":
            child["narrow"] = True
        _narrow(child)


def _paragraph(spans: list[Span]) -> list[Span]:
    """Return a paragraph, or nothing where only space was left over."""
    if all(span["t"] == "text" and not span["s"].strip() for span in spans):
        return []
    return [{"t": "paragraph", "c": spans}]


def drawing(figure: model.Ladder, columns: ladder.Columns = ladder.COLUMN) -> Span:
    """Return a figure with its proportions, so that a template can fit it to a page."""
    svg = ladder.svg(figure, columns=columns)
    box = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    assert box is not None
    return {
        "t": "drawing",
        "svg": svg,
        # On paper nothing can be unfolded: whoever hears the file gets the decision itself.
        "alt": f"{figure.alt}\n{to_plain(ladder.words(figure), Refs())}",
        "caption": figure.title,
        "aspect": int(box[2]) / int(box[1]),
    }


def sources_line(item: model.AnyItem, refs: Refs) -> str:
    """Return the provisions that the key of an item rests on, or nothing."""
    labels = [refs.provisions[s].label if s in refs.provisions else s for s in item.standards]
    if not labels:
        return ""
    key = "question.source" if len(labels) == 1 else "question.sources"
    return f"{say(key)} {'; '.join(labels)}"
