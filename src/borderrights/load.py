"""Files to model: reads every source, keeps the lines, reports all that is wrong.

Nothing is raised for what an author did; whatever could not be read is left out of the project,
so that rules about the rest can still speak.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from borderrights import course, model, national
from borderrights.errors import Diagnostic
from borderrights.markup import Node, Refs, parse_page
from borderrights.markup.refs import STANDARDS_PAGE, Answer, Point, Ref
from borderrights.problems import diagnose
from borderrights.yamltree import Place, Tree, read_yaml

MAX_BYTES = 1_000_000
ALLOWED = "book/allowed.yml"
STANDARDS = "book/standards"
CARRIED, JOINT = "book/carry", "book/trainers/joint"
LAWS = "book/national"
SHOWN_LAW = f"{LAWS}/shown.yml"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
R = TypeVar("R", bound=model.Record)


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


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python from looking for garbage: sources become many objects, and all are kept."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not gc.get_freeze_count():
                # Both together put all objects among the old ones, without a look at them.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


@uncollected()
def load_project(root: Path, only: str | None = None) -> tuple[Project, list[Diagnostic]]:
    """Read the sources below ``root``; return the project and every problem of form.

    Args:
        root: Folder of the curriculum.
        only: Stem of the module to read; the others are then left out, as if not yet written.
            Plan, registry and glossary are read in any case; tests, paths and things to carry
            are not.
    """
    reader = _Reader(root)
    project = Project(root, trees=reader.trees)
    project.plan = reader.yaml("book/plan.yml", model.Plan)
    files = sorted((root / "book/standards").glob("*.yml"))
    read = [reader.yaml(f"book/standards/{file.name}", model.StandardsFile) for file in files]
    if not files:
        reader.missing("book/standards", "add a file of instruments and provisions")
    elif all(read):
        project.instruments = tuple(i for part in read if part for i in part.instruments)
        project.groups = {
            file.stem.partition("-")[2] or file.stem: part.instruments
            for file, part in zip(files, read, strict=True)
            if part
        }
    project.glossary = reader.yaml("book/glossary.yml", model.Glossary)
    entries = project.plan.modules if project.plan else ()
    project.modules = tuple(
        reader.module(entry)
        for entry in entries
        if only in (None, entry.stem) and (root / "modules" / entry.stem).is_dir()
    )
    if only is None:
        project.allowances = reader.yaml(ALLOWED, course.Allowances, optional=True)
        project.tests = tuple(
            reader.test(f"quizzes/tests/{file.name}")
            for file in sorted((root / "quizzes/tests").glob("*.yml"))
            if not file.name.endswith(".keys.yml")
        )
        ways = (f"book/paths/{file.name}" for file in sorted((root / "book/paths").glob("*.yml")))
        project.paths = {name: way for name in ways if (way := reader.yaml(name, course.Path))}
        project.carried = reader.sheets(CARRIED)
        project.joint = reader.sheets(JOINT)
        project.shown = reader.yaml(SHOWN_LAW, national.ShownLaw, optional=True)
        stems = {entry.stem for entry in entries} if project.plan else None
        folders = sorted(file.parent for file in (root / LAWS).glob("*/law.yml"))
        project.laws = {folder.name: reader.law(folder.name, stems) for folder in folders}
    reader.strays({entry.stem for entry in entries} if project.plan else None)
    return project, reader.diagnostics


def read_text(root: Path, path: str) -> tuple[str | None, list[Diagnostic]]:
    """Return the characters of a source, or None, and what is wrong with the file."""
    reader = _Reader(root)
    return reader.text(path), reader.diagnostics


class _Reader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.trees: dict[str, Tree] = {}
        self.diagnostics: list[Diagnostic] = []

    def report(self, path: str, line: int, code: str, message: str, hint: str) -> None:
        self.diagnostics.append(Diagnostic(path, line, code, message, hint))

    def missing(self, path: str, hint: str) -> None:
        self.report(path, 1, "missing-file", f"'{path}' is missing", hint)

    def text(self, path: str, *, optional: bool = False) -> str | None:
        """Return the characters of a file, or None where it cannot be used."""
        file = self.root / path
        if not file.is_file():
            if not optional:
                self.missing(path, "write it, or make a skeleton with 'borderrights new module'")
            return None
        size = file.stat().st_size
        if size > MAX_BYTES:
            message = f"the file has {size / 1e6:.1f} MB"
            self.report(path, 1, "too-big", message, "split it; a source has at most 1 MB")
            return None
        raw = file.read_bytes()
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
            self.report(path, line, "not-utf8", message, "save the file as UTF-8")
            return None
        if "\r" in text:
            line = text.count("\n", 0, text.index("\r")) + 1
            hint = "save the file with Unix line ends (LF)"
            self.report(path, line, "line-ends", "Windows line end", hint)
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if text.startswith("\ufeff"):
            hint = "save the file as UTF-8 without a byte order mark"
            self.report(path, 1, "byte-order-mark", "the file begins with a byte order mark", hint)
            text = text.removeprefix("\ufeff")
        control = _CONTROL.search(text)
        if control:
            line = text.count("\n", 0, control.start()) + 1
            message = f"character U+{ord(control.group()):04X}, which nobody can see"
            self.report(path, line, "control-character", message, "remove it")
            return None
        if not text.strip():
            self.report(path, 1, "empty-file", "the file is empty", "write it, or delete it")
            return None
        return text

    def yaml(self, path: str, kind: type[R], *, optional: bool = False) -> R | None:
        """Return the record in a YAML file, or None where it cannot be used."""
        text = self.text(path, optional=optional)
        return None if text is None else self.record(path, text, kind)

    def record(self, path: str, text: str, kind: type[R], first_line: int = 1) -> R | None:
        tree, problems = read_yaml(path, text, first_line)
        self.diagnostics.extend(problems)
        if tree is None:
            return None
        self.trees[path] = tree
        try:
            return kind.model_validate(tree.value)
        except ValidationError as error:
            self.diagnostics.extend(diagnose(error, kind, path, tree))
            return None

    def page(self, path: str, front: type[model.Record] | None) -> Page | None:
        """Return a Markdown source with its front matter, if it is to have any."""
        text = self.text(path)
        if text is None:
            return None
        if front is None:
            return Page(path, None, parse_page(text), text, 0)
        lines = text.split("\n")
        if lines[0].strip() != "---" or "---" not in lines[1:]:
            hint = "begin the file with a line '---', the front matter, and a line '---'"
            self.report(path, 1, "front-matter", "no front matter", hint)
            return None
        end = lines.index("---", 1)
        record = self.record(path, "\n".join(lines[1:end]), front, first_line=2)
        body = "\n".join(lines[end + 1 :])
        return Page(path, record, parse_page(body), body, end + 1) if record else None

    def sheets(self, folder: str) -> tuple[Page, ...]:
        """Return the sheets of a folder that could be read, in the order of their names."""
        files = sorted((self.root / folder).glob("*.md"))
        pages = (self.page(f"{folder}/{file.name}", course.CarryFront) for file in files)
        return tuple(page for page in pages if page)

    def module(self, entry: model.PlanEntry) -> ModuleSources:
        folder = f"modules/{entry.stem}"
        figures = {}
        for file in sorted((self.root / folder / "figures").glob("*.yml")):
            figure = self.yaml(f"{folder}/figures/{file.name}", model.Ladder)
            if figure:
                figures[file.stem] = figure
        return ModuleSources(
            entry,
            module=self.yaml(f"{folder}/module.yml", model.Module),
            quiz=self.yaml(f"quizzes/{entry.stem}.yml", model.Quiz),
            reading=self.yaml(f"quizzes/{entry.stem}.keys.yml", model.SecondReading),
            lesson=self.page(f"{folder}/lesson.md", None),
            handout=self.page(f"{folder}/handout.md", model.PageFront),
            in_charge=self.page(f"{folder}/in-charge.md", model.PageFront),
            trainer=self.page(f"{folder}/trainer.md", model.TrainerFront),
            figures=figures,
        )

    def test(self, path: str) -> TestSources:
        keys = f"{path.removesuffix('.yml')}.keys.yml"
        return TestSources(
            path,
            test=self.yaml(path, course.TrackTest),
            reading=self.yaml(keys, model.SecondReading),
        )

    def law(self, name: str, stems: set[str] | None) -> LawSources:
        """Return what is written on the law of one State."""
        folder, overlays = f"{LAWS}/{name}", {}
        law = self.yaml(f"{folder}/law.yml", national.Law)
        for file in sorted((self.root / folder).glob("*.yml")):
            path = f"{folder}/{file.name}"
            if file.name == "law.yml":
                continue
            if stems is not None and file.stem not in stems:
                hint = "name the file NN-id.yml as book/plan.yml has it, or delete it"
                self.report(path, 1, "stray-file", f"'{file.name}' belongs to no module", hint)
                continue
            overlay = self.yaml(path, national.Overlay)
            if overlay:
                overlays[file.stem] = overlay
        return LawSources(name, law, overlays)

    def strays(self, stems: set[str] | None) -> None:
        """Report folders and quizzes that belong to no module of the plan."""
        if stems is None:
            return
        for file in sorted((self.root / "modules").glob("*/module.yml")):
            if file.parent.name not in stems:
                path = f"modules/{file.parent.name}/module.yml"
                hint = "add it to book/plan.yml, or rename the folder to NN-id as the plan has it"
                self.report(path, 1, "stray-file", f"'{file.parent.name}' is not in the plan", hint)
        for file in sorted((self.root / "quizzes").glob("*.yml")):
            if file.name.removesuffix(".yml").removesuffix(".keys") not in stems:
                path = f"quizzes/{file.name}"
                hint = "name the file NN-id.yml as book/plan.yml has it, or delete it"
                self.report(path, 1, "stray-file", f"'{file.name}' belongs to no module", hint)
