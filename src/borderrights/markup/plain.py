"""Tree to plain text: for notebooks without HTML, for reading statistics, for titles."""

from __future__ import annotations

from collections.abc import Callable

from borderrights.markup.refs import Refs
from borderrights.markup.tree import Node


def to_plain(node: Node, refs: Refs) -> str:
    """Return ``node`` as text; blocks end in a line break, list entries start with a dash."""
    return _render(node, refs).strip("\n")


def to_reading(node: Node) -> str:
    """Return ``node`` as ``to_plain`` does, with a single sign for each role and no blanks."""
    return _render(node, None).strip("\n")


def _render(node: Node, refs: Refs | None) -> str:
    return RENDERERS.get(node.kind, _inner)(node, refs)


def _inner(node: Node, refs: Refs | None) -> str:
    return "".join(
        [child.text if child.kind == "text" else _render(child, refs) for child in node.children]
    )


def _block(node: Node, refs: Refs | None) -> str:
    return _inner(node, refs) + "\n"


def _entry(node: Node, refs: Refs | None) -> str:
    mark = {"open": "[ ] ", "done": "[x] "}.get(node.attrs["task"] or "", "- ")
    return mark + _inner(node, refs)


def _cell(node: Node, refs: Refs | None) -> str:
    return _inner(node, refs) + "\n"


def _role(node: Node, refs: Refs | None) -> str:
    name, target, shown = node.attrs["name"], node.attrs["id"], node.attrs["shown"]
    if refs is None:
        return "" if name == "fill" else "§"
    if name == "fill":
        return f"{shown} ____"
    if name == "national":
        return refs.points[target].ask if target in refs.points else target
    known = {"std": refs.provisions, "term": refs.terms}.get(name, {})
    return shown or (known[target].label if target in known else target)


RENDERERS: dict[str, Callable[[Node, Refs | None], str]] = {
    "paragraph": _block,
    "heading": _block,
    "entry": _entry,
    "cell": _cell,
    "text": lambda node, refs: node.text,
    "code": lambda node, refs: node.text,
    "block_code": lambda node, refs: node.text,
    "break": lambda node, refs: "\n",
    "role": _role,
}
