"""Tree to data for Typst: nested dictionaries that a template walks.

No string in them is Typst source, so nothing an author writes can become an instruction.
Every node is ``{"t": kind, …}``; children stand in ``c``, characters in ``s``.
"""

from __future__ import annotations

from typing import Any

from borderrights.markup.refs import Point, Refs
from borderrights.markup.tree import Node, is_safe_link, parse_text
from borderrights.strings import say

Span = dict[str, Any]


def to_spans(node: Node, refs: Refs) -> list[Span]:
    """Return the children of ``node`` as a list of spans and blocks."""
    return [_span(child, refs) for child in node.children]


def point_span(point: Point, refs: Refs) -> Span:
    """Return a point of national law: the question, the floor, and the answer if there is one."""
    span: Span = {"t": "national", "ask": point.ask, "floor": point.floor, "answer": None}
    if point.unbound:
        span["floor"] += f" ({say('national.unbound', law=point.unbound)})"
    if point.answer:
        span["answer"] = {
            "title": say("national.law", law=point.answer.law),
            "c": _line(point.answer.text, refs),
            "source": say("national.source", source=point.answer.source, date=point.answer.date),
            "gap": _line(point.answer.gap, refs),
        }
    return span


def _line(text: str, refs: Refs) -> list[Span]:
    """Return a text of one paragraph as what stands in a line."""
    blocks = to_spans(parse_text(text), refs)
    return blocks[0]["c"] if [block["t"] for block in blocks] == ["paragraph"] else blocks


def _span(node: Node, refs: Refs) -> Span:
    if node.kind == "role":
        return _role(node, refs)
    if node.kind in ("text", "code", "block_code"):
        return {"t": node.kind, "s": node.text}
    span: Span = {"t": node.kind, "c": to_spans(node, refs)}
    if node.kind == "link":
        href = node.attrs["href"]
        # A relative address leads nowhere from paper or from a saved PDF: print the words alone.
        absolute = href.lower().startswith(("http://", "https://", "mailto:"))
        absolute = absolute and is_safe_link(href)
        return {**span, "href": href} if absolute else {**span, "t": "group"}
    return {**span, **node.attrs}


def _role(node: Node, refs: Refs) -> Span:
    name, target, shown = node.attrs["name"], node.attrs["id"], node.attrs["shown"]
    if name == "fill":
        return {"t": "fill", "s": shown}
    if name == "national" and target in refs.points:
        return point_span(refs.points[target], refs)
    known = {"std": refs.provisions, "term": refs.terms}.get(name, {})
    label = shown or (known[target].label if target in known else target)
    return {"t": name if name in ("std", "term") else "text", "s": label}
