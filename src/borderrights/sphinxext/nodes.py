"""HTML that was made elsewhere, as a node that only HTML builders show.

Sphinx puts the text of ``nodes.raw`` into the search index; feedback and keys must not be there.
A node of our own keeps them out.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes


class StaticHtml(nodes.General, nodes.Element):
    """Finished HTML in the attribute ``html``."""


class InlineHtml(nodes.Inline, nodes.Element):
    """Finished HTML inside a paragraph, in the attribute ``html``."""


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
        others = {name: (skip, None) for name in ("latex", "text", "man", "texinfo")}
        app.add_node(node, html=(visit, None), **others)
