"""The Markdown that authors write: one tree, and a map of renderers for each output.

``tree`` parses, ``html``, ``spans`` (data for Typst) and ``plain`` render.
Two subsets exist: *text* for fields in YAML, *page* for handouts and pages for trainers.
Neither has raw HTML: a tag is text like any other.
"""

from borderrights.markup.html import to_html
from borderrights.markup.plain import to_plain, to_reading
from borderrights.markup.refs import Refs
from borderrights.markup.spans import to_spans
from borderrights.markup.tree import Node, parse_page, parse_text

__all__ = [
    "Node",
    "Refs",
    "parse_page",
    "parse_text",
    "to_html",
    "to_plain",
    "to_reading",
    "to_spans",
]
