"""HTML that was made elsewhere, as a node that only HTML builders show.

Sphinx puts the text of ``nodes.raw`` into the search index; feedback and keys must not be there.
A node of our own keeps them out.
"""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes

OTHERS = ("latex", "text", "man", "texinfo")
"""Builders that show none of our HTML."""


FOLDED = ("solution",)
"""Boxes that a reader opens."""


class StaticHtml(nodes.General, nodes.Element):
    """Finished HTML in the attribute ``html``."""


class InlineHtml(nodes.Inline, nodes.Element):
    """Finished HTML inside a paragraph, in the attribute ``html``."""


class Box(nodes.General, nodes.Element):
    """A box with a title; its children are ordinary content. ``name`` is its class.

    Not a docutils container: the theme gives those a layout of its own.
    """


def visit_box(self: Any, node: nodes.Element) -> None:
    """Open the box and print its title."""
    name, title = node["name"], escape(node["title"])
    if name in FOLDED:
        self.body.append(f'<details class="br-{name}"><summary>{title}</summary>')
    else:
        self.body.append(f'<div class="br-{name}"><p class="br-{name}-title">{title}</p>')


def depart_box(self: Any, node: nodes.Element) -> None:
    """Close the box."""
    self.body.append("</details>" if node["name"] in FOLDED else "</div>")


def nothing(self: Any, node: nodes.Element) -> None:
    """Print the children alone in outputs that are not HTML."""


def visit(self: Any, node: nodes.Element) -> None:
    """Print the HTML as it is; it has no children to visit."""
    self.body.append(node["html"])
    raise nodes.SkipNode


def skip(self: Any, node: nodes.Element) -> None:
    """Leave the node out of outputs that are not HTML."""
    raise nodes.SkipNode


def setup_nodes(app: Any) -> None:
    """Register the nodes for every builder."""
    for node in (StaticHtml, InlineHtml):
        app.add_node(node, html=(visit, None), **dict.fromkeys(OTHERS, (skip, None)))
    app.add_node(Box, html=(visit_box, depart_box), **dict.fromkeys(OTHERS, (nothing, nothing)))
