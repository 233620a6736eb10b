"""The coverage table: where each part of the Principles and each Guideline is taught and tested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from borderrights import model
from borderrights.course import TRACKS
from borderrights.project import Project
from borderrights.render import parts
from borderrights.strings import say

INSTRUMENT = "ohchr-pg"
AUDIENCES = (*TRACKS, "trainers")


@dataclass
class Covered:
    """What the curriculum does with one part or guideline."""

    provision: model.Provision
    name: str
    """Its label without the name of the instrument, which every row would repeat."""
    taught: list[tuple[str, int]] = field(default_factory=list)
    """Folder and number of each module that has an objective for it."""
    objectives: int = 0
    items: dict[str, int] = field(default_factory=dict)
    """Audience → scored items, tests included, at whose desk they play."""

    @property
    def all_items(self) -> int:
        """Number of scored items, each counted once."""
        return self.items.get("once", 0)


def coverage(project: Project) -> list[Covered]:
    """Return a row for each part and each guideline, in the order of the registry."""
    rows = {
        provision.id: Covered(provision, provision.label.removeprefix(f"{instrument.short}, "))
        for instrument, provision in project.provisions()
        if instrument.id == INSTRUMENT
    }
    for sources in project.modules:
        for objective in sources.module.objectives if sources.module else ():
            for ident in {*objective.guidelines, *objective.principles} & rows.keys():
                rows[ident].objectives += 1
                place = (sources.folder, sources.entry.number)
                if place not in rows[ident].taught:
                    rows[ident].taught.append(place)
    for item in _scored(project):
        for ident in set(item.standards) & rows.keys():
            counts = rows[ident].items
            counts["once"] = counts.get("once", 0) + 1
            for audience in AUDIENCES:
                if {audience, "all"} & set(item.audiences):
                    counts[audience] = counts.get(audience, 0) + 1
    return list(rows.values())


def _scored(project: Project) -> Iterator[model.AnyItem]:
    for bank in project.banks:
        for item in bank.items:
            if not isinstance(item, model.Reflection):
                yield item


def table(project: Project, root: str) -> str:
    """Return the coverage table as HTML."""
    names = ("provision", "taught", "objectives", "items")
    heads = [say(f"coverage.{name}") for name in names]
    found = coverage(project)
    shown = [a for a in AUDIENCES if any(row.items.get(a) for row in found)]
    heads += [say(f"audience.{audience}") for audience in shown]
    rows = []
    for row in found:
        links = ", ".join(
            f'<a href="{root}{folder}/lesson.html">{number}</a>' for folder, number in row.taught
        )
        counts = [row.objectives, row.all_items, *(row.items.get(a, 0) for a in shown)]
        cells = "".join(f"<td>{count or '–'}</td>" for count in counts)
        anchor = f"{root}{project.page_of[INSTRUMENT]}#{row.provision.id}"
        rows.append(
            f'<tr><th scope="row"><a href="{anchor}">{escape(row.name)}</a></th>'
            f"<td>{links or '–'}</td>{cells}</tr>"
        )
    return parts.table(say("coverage.label"), heads, "".join(rows), name="br-wide")
