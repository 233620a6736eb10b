"""The list of cases: what each decided, and the point that a lesson uses it for.

The point is the lesson's own sentence, so the list cannot say something else than the lesson.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from borderrights.markup import Refs, parse_text, to_html
from borderrights.markup.html import std_html
from borderrights.project import ModuleSources, Page, Project
from borderrights.strings import say

_FRONT = re.compile(r"^([-*+]|\d+\.)\s+")
"""What stands before the first word of an entry in a list."""


def cases(project: Project, track: str, root: str) -> str:
    """Return the cases of the core and of a track by module: decision, and point in the lesson.

    Args:
        project: All sources.
        track: A track of the plan; the core stands before it.
        root: Relative path from the page to the root of the site.
    """
    decided = {
        provision.id: provision
        for instrument, provision in project.provisions()
        if instrument.kind == "judgment"
    }
    refs, out = project.refs(root=root), []
    for sources in project.of_track(track):
        if sources.lesson is None:
            continue
        rows = []
        for ident, sentences in _cited(sources.lesson, set(decided)).items():
            points = "".join(_point(sources, refs, line, where) for line, where in sentences)
            rows.append(
                f"<dt>{std_html(ident, refs)}</dt><dd>{escape(decided[ident].text)}{points}</dd>"
            )
        if rows:
            title = escape(f"{sources.entry.number}. {sources.entry.title}")
            out.append(f'<h2>{title}</h2><dl class="br-cases">{"".join(rows)}</dl>')
    return "".join(out)


def _point(sources: ModuleSources, refs: Refs, sentence: str, section: str) -> str:
    href = f"{refs.root}{sources.folder}/lesson.html{section and f'#{section}'}"
    return (
        f'<p class="br-point"><a href="{escape(href)}">{escape(say("cases.used"))}</a> '
        f"{to_html(parse_text(sentence), refs)}</p>"
    )


def _cited(page: Page, wanted: set[str]) -> dict[str, list[tuple[str, str]]]:
    """Return case → sentences that cite it, each with the section in which it stands."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line, section in _lines(page.source):
        for ident in re.findall(r"\{std\}`(?:[^`<]*<)?([a-z0-9-]+)>?`", line):
            if ident in wanted and (line, section) not in found.setdefault(ident, []):
                found[ident].append((line, section))
    return found


def _lines(source: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence, which an author writes on a line of its own, with its section."""
    section = ""
    for line in source.splitlines():
        target = re.fullmatch(r"\(([a-z0-9-]+)\)=", line.strip())
        if target:
            section = target[1]
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            yield ": ".join(cell for cell in cells if cell), section
        elif not line.startswith(("#", "`", ":")):
            yield _FRONT.sub("", line.strip()), section
