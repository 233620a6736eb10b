"""All sources of a curriculum as one value: what was found, and where each thing stands.

Nothing here reads a file; ``load`` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from borderrights import course, model, national
from borderrights.markup import Node, Refs
from borderrights.markup.refs import STANDARDS_PAGE, Answer, Point, Ref
from borderrights.yamltree import Place, Tree

ALLOWED = "book/allowed.yml"
STANDARDS = "book/standards"
CARRIED, JOINT = "book/carry", "book/trainers/joint"
LAWS = "book/national"
SHOWN_LAW = f"{LAWS}/shown.yml"


@dataclass(frozen=True)
class Page:
    """A Markdown source: front matter, tree, and where the tree begins in the file."""

    path: str
    front: model.Record | None
    tree: Node
    source: str
    """The Markdown below the front matter."""
    offset: int
    """Lines of the file above the Markdown; add it to a node's line."""

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes of the tree, in reading order."""
        return tuple(self.tree.walk())


@dataclass(frozen=True)
class ModuleSources:
    """What was found for one written module; a part that could not be read is None."""

    entry: model.PlanEntry
    module: model.Module | None = None
    quiz: model.Quiz | None = None
    reading: model.SecondReading | None = None
    lesson: Page | None = None
    handout: Page | None = None
    in_charge: Page | None = None
    trainer: Page | None = None
    figures: Mapping[str, model.Ladder] = field(default_factory=dict)

    @property
    def stem(self) -> str:
        """Name of the module's folder and files."""
        return self.entry.stem

    @property
    def folder(self) -> str:
        """Path of the module's folder."""
        return f"modules/{self.stem}"

    @property
    def pages(self) -> tuple[Page, ...]:
        """The Markdown sources that were found."""
        found = (self.lesson, self.handout, self.in_charge, self.trainer)
        return tuple(page for page in found if page)


@dataclass(frozen=True)
class TestSources:
    """Pre-test, post-test and boosters of a track, as far as they could be read."""

    path: str
    test: course.TrackTest | None = None
    reading: model.SecondReading | None = None


@dataclass(frozen=True)
class LawSources:
    """What an adopting institution adds on the law of one State, as far as it could be read."""

    id: str
    law: national.Law | None
    overlays: Mapping[str, national.Overlay]
    """What it adds to a module, by the module's stem."""

    @property
    def folder(self) -> str:
        """Path of the folder of its files."""
        return f"{LAWS}/{self.id}"


@dataclass(frozen=True)
class Bank:
    """A file of items: the quiz of a module, or the tests of a track."""

    path: str
    items: tuple[model.AnyItem, ...]
    reading: model.SecondReading | None
    sources: ModuleSources | None = None
    """The module; None where the items are those of a test."""

    @property
    def reading_path(self) -> str:
        """Path of the second reader's responses."""
        return f"{self.path.removesuffix('.yml')}.keys.yml"


class ItemText(NamedTuple):
    """A marked-up field of an item, and where it stands."""

    sources: ModuleSources | None
    path: str
    """Path of the bank's file."""
    place: Place
    """Its place in that file."""
    text: str


@dataclass
class Project:
    """All sources of a curriculum."""

    root: Path
    plan: model.Plan | None = None
    instruments: tuple[model.Instrument, ...] | None = None
    groups: Mapping[str, tuple[model.Instrument, ...]] = field(default_factory=dict)
    """The instruments by file of the registry: ``treaties`` for ``20-treaties.yml``."""
    glossary: model.Glossary | None = None
    modules: tuple[ModuleSources, ...] = ()
    tests: tuple[TestSources, ...] = ()
    paths: Mapping[str, course.Path] = field(default_factory=dict)
    """Paths through the course by the file that they stand in."""
    allowances: course.Allowances | None = None
    carried: tuple[Page, ...] = ()
    """Things to carry, in the order of their file names."""
    joint: tuple[Page, ...] = ()
    """The sheets of the joint exercise, which a trainer hands out."""
    laws: Mapping[str, LawSources] = field(default_factory=dict)
    """Laws of States, by the name of their folder."""
    shown: national.ShownLaw | None = None
    trees: dict[str, Tree] = field(default_factory=dict)
    """Every YAML source by path, for the lines of its parts."""

    def line(self, path: str, *place: str | int) -> int:
        """Return the line of a part of a YAML source."""
        return self.trees[path].line(place) if path in self.trees else 1

    def entry(self, module_id: str) -> model.PlanEntry | None:
        """Return the module of the plan with that id, written or not."""
        entries = self.plan.modules if self.plan else ()
        return next((entry for entry in entries if entry.id == module_id), None)

    def module(self, module_id: str) -> ModuleSources | None:
        """Return the written module with that id."""
        return next((found for found in self.modules if found.entry.id == module_id), None)

    def of_track(self, track: str) -> list[ModuleSources]:
        """Return the written modules of the core and of a track, in the order of the plan."""
        return [found for found in self.modules if found.entry.track in ("core", track)]

    def provisions(self) -> Iterator[tuple[model.Instrument, model.Provision]]:
        """Yield every provision of the registry with its instrument, in the order to print."""
        for instrument in self.instruments or ():
            for provision in instrument.provisions:
                yield instrument, provision

    @property
    def sheets(self) -> tuple[Page, ...]:
        """All pages with front matter that belong to no module."""
        return (*self.carried, *self.joint)

    @cached_property
    def item_texts(self) -> tuple[ItemText, ...]:
        """All marked-up fields of all items, in the order of the files."""
        return tuple(
            ItemText(bank.sources, bank.path, ("items", index, *place), text)
            for bank in self.banks
            for index, item in enumerate(bank.items)
            for place, text in model.texts(item)
        )

    @cached_property
    def banks(self) -> tuple[Bank, ...]:
        """The items by file: quizzes in the order of the plan, then tests."""
        quizzes = (
            Bank(f"quizzes/{m.stem}.yml", m.quiz.items, m.reading, m)
            for m in self.modules
            if m.quiz
        )
        tests = (Bank(t.path, t.test.items, t.reading) for t in self.tests if t.test)
        return (*quizzes, *tests)

    @cached_property
    def objectives(self) -> Mapping[str, tuple[ModuleSources, model.Objective]]:
        """Objectives of all written modules by id, each with its module."""
        return {
            objective.id: (sources, objective)
            for sources in self.modules
            for objective in (sources.module.objectives if sources.module else ())
        }

    @property
    def all_objectives(self) -> Mapping[str, tuple[ModuleSources, model.Objective]] | None:
        """``objectives``; None where a module could not be read and not all can be known."""
        return self.objectives if all(sources.module for sources in self.modules) else None

    @cached_property
    def page_of(self) -> Mapping[str, str]:
        """Instrument → its page: one for each file of the registry that has one."""
        found = {}
        for name, instruments in self.groups.items():
            own = (self.root / f"{STANDARDS}/{name}.md").is_file()
            page = f"{STANDARDS}/{name}.html" if own else STANDARDS_PAGE
            found.update({instrument.id: page for instrument in instruments})
        return found

    @property
    def law(self) -> LawSources | None:
        """The law whose answers the book shows; None in the course as it is published."""
        return self.laws.get(self.shown.law) if self.shown else None

    @cached_property
    def _named(self) -> tuple[Mapping[str, Ref], Mapping[str, Ref]]:
        """Provisions and terms by id; every role of every page looks here."""
        provisions = {
            p.id: Ref(p.label, p.text, self.page_of[instrument.id])
            for instrument, p in self.provisions()
        }
        terms = {t.id: Ref(t.term, t.text) for t in (self.glossary.terms if self.glossary else ())}
        return provisions, terms

    @cached_property
    def _instrument_of(self) -> Mapping[str, str]:
        """Provision → its instrument, by id."""
        return {provision.id: instrument.id for instrument, provision in self.provisions()}

    def refs(
        self, module: model.Module | None = None, root: str = "", law: LawSources | None = None
    ) -> Refs:
        """Return what roles can name on a page of ``module`` that lies at ``root``.

        Args:
            module: The module, whose points of national law the page may place.
            root: Relative path from the page to the root of the site.
            law: Whose answers to show; the law that the book shows where None.
        """
        provisions, terms = self._named
        points = {}
        if module:
            points = {
                point.id: self._point(point, module.stem, law or self.law)
                for point in module.national_law
                if point.floor in provisions
            }
        return Refs(provisions, terms, points, root)

    def _point(self, point: model.NationalPoint, stem: str, law: LawSources | None) -> Point:
        answer, unbound = None, ""
        if law and law.law:
            overlay = law.overlays.get(stem)
            found = overlay.answer(point.id) if overlay else None
            if found:
                name, gap = law.law.name, found.gap or ""
                answer = Answer(name, found.text, found.source, found.date, gap)
            if self._instrument_of[point.floor] in law.law.not_bound:
                unbound = law.law.name
        return Point(point.ask, point.floor, self._named[0][point.floor].label, answer, unbound)
