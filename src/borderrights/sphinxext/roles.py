"""The roles of lessons: ``std``, ``term``, ``national`` and ``fill``."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from borderrights.errors import did_you_mean
from borderrights.markup import Node, to_html
from borderrights.markup.tree import parse_page
from borderrights.sphinxext.nodes import InlineHtml
from borderrights.sphinxext.sources import depends_on_shared, refs_of, warn


class ReferenceRole(SphinxRole):
    """Print what a role names, rendered like everywhere else, with text that search can find."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the HTML of the role, or its bare text and a warning if nothing fits."""
        depends_on_shared(self.env)
        name = self.name.removeprefix("std:")
        role = self._parse(name)
        refs = refs_of(self.env)
        known = {"std": refs.provisions, "term": refs.terms, "national": refs.points}.get(name, {})
        target = role.attrs["id"]
        if name != "fill" and target not in known:
            message = f"{name} '{target}' is not known — {did_you_mean(target, known)}"
            warn(f"unknown-{name}", message, self.get_location_tuple())
            return [nodes.literal(text=role.attrs["shown"] or target)], []
        return [InlineHtml(html=to_html(role, refs))], []

    def _parse(self, name: str) -> Node:
        tree = parse_page(f"{{{name}}}`{self.text}`")
        return next(node for node in tree.walk() if node.kind == "role")

    def get_location_tuple(self) -> tuple[str, int]:
        """Return document and line in the form that Sphinx's logger takes."""
        return self.env.docname, self.lineno


def setup_roles(app: Any) -> None:
    """Register the roles; ``term`` replaces Sphinx's own, since our glossary is data."""
    for name in ("std", "national", "fill"):
        app.add_role(name, ReferenceRole())
    app.add_role_to_domain("std", "term", ReferenceRole(), override=True)
