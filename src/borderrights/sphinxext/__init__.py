"""The Sphinx side of the toolkit: roles, directives, clean pages, downloads.

Plain Sphinx only, so that ``sphinx-build`` with a conf.py is always a way out of Jupyter Book.
The events, in the order in which they fire, are listed in ``setup``.
"""

from __future__ import annotations

from typing import Any

from borderrights import __version__
from borderrights.sphinxext import downloads, pages, sources
from borderrights.sphinxext.directives import setup_directives
from borderrights.sphinxext.lists import setup_lists
from borderrights.sphinxext.nodes import setup_nodes
from borderrights.sphinxext.roles import setup_roles


def setup(app: Any) -> dict[str, Any]:
    """Wire the extension."""
    # A law that is shown, changed or taken away changes every page that places a point of it.
    app.add_config_value("borderrights_law", "", "env")
    app.connect("config-inited", sources.mark_law)
    setup_nodes(app)
    setup_roles(app)
    setup_directives(app)
    setup_lists(app)
    app.connect("config-inited", pages.configure)
    app.connect("builder-inited", sources.load)
    app.connect("builder-inited", pages.write_assets)
    app.connect("source-read", pages.frame_page)
    app.connect("doctree-read", pages.keep_out_of_search)
    app.connect("doctree-read", pages.draw_task_boxes)
    app.connect("html-page-context", pages.collapse_navigation, priority=100)  # before the theme
    app.connect("html-page-context", pages.clean, priority=900)
    app.connect("build-finished", downloads.write)
    return {"version": __version__, "parallel_read_safe": False, "parallel_write_safe": True}
