"""The box that an adopting institution's law gets at the end of a page, on screen and on paper.

Answers that stand in the text of the page are not said again; the box holds the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from borderrights import national
from borderrights.markup import Refs, parse_text, to_html, to_spans
from borderrights.markup.html import national_html
from borderrights.markup.spans import Span, point_span
from borderrights.project import LawSources, ModuleSources, Page, Project
from borderrights.strings import say


@dataclass(frozen=True)
class LawBox:
    """What the box says."""

    title: str
    note: str
    """Words of the institution for this page, in the text subset of Markdown."""
    points: tuple[str, ...]
    """Answered points that the page itself does not place."""
    foot: str


def law_box(law: LawSources, sources: ModuleSources, page: national.Noted) -> LawBox | None:
    """Return the box of a page; None where the law has nothing to add to it."""
    overlay = law.overlays.get(sources.stem)
    if law.law is None or overlay is None or sources.module is None:
        return None
    placed = _placed(getattr(sources, page))
    points = tuple(a.point for a in overlay.answers if a.point not in placed)
    note = getattr(overlay, page) or ""
    if not (note or points):
        return None
    foot = say("national.checked", who=law.law.checked_by, date=law.law.date)
    left = len(sources.module.national_law) - len(overlay.answers)
    if left and page == "trainer":
        foot += f" {say('national.open', count=left)}"
    return LawBox(say("national.law", law=law.law.name), note, points, foot)


def _placed(page: Page | None) -> set[str]:
    nodes = page.nodes if page else ()
    return {n.attrs["id"] for n in nodes if n.kind == "role" and n.attrs["name"] == "national"}


def law_html(box: LawBox, refs: Refs) -> str:
    """Return the box for a page of the site."""
    note = to_html(parse_text(box.note), refs)
    if box.note and not note.startswith("<"):
        note = f"<p>{note}</p>"
    points = "".join(f"<p>{national_html(p, refs)}</p>" for p in box.points if p in refs.points)
    return (
        f'<aside class="br-law"><p class="br-law-title">{escape(box.title)}</p>{note}{points}'
        f'<p class="br-law-foot">{escape(box.foot)}</p></aside>'
    )


def law_blocks(box: LawBox | None, refs: Refs) -> list[Span]:
    """Return the box as blocks for paper; nothing where there is none."""
    if box is None:
        return []
    title: Span = {"t": "heading", "level": 2, "c": [{"t": "text", "s": box.title}]}
    points = [point_span(refs.points[p], refs) for p in box.points if p in refs.points]
    foot: Span = {"t": "paragraph", "c": [{"t": "em", "c": [{"t": "text", "s": box.foot}]}]}
    return [title | {"plain": box.title}, *to_spans(parse_text(box.note), refs), *points, foot]


def whole_law(project: Project, law: LawSources, root: str) -> str:
    """Return every point of the modules that a law answers, those left open among them."""
    out = []
    for sources in project.modules:
        if sources.stem in law.overlays and sources.module:
            module, refs = sources.module, project.refs(sources.module, root, law)
            title = escape(say("print.module", number=module.number, title=module.title))
            page = f"{root}{sources.folder}/lesson.html"
            points = "".join(f"<p>{national_html(point, refs)}</p>" for point in refs.points)
            out.append(f'<h2><a href="{page}">{title}</a></h2>{points}')
    return "".join(out)
