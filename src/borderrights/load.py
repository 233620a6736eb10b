"""Files to model: reads every source, keeps the lines, reports all that is wrong.

Nothing is raised for what an author did; whatever could not be read is left out of the project,
so that rules about the rest can still speak.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from borderrights import course, model, national
from borderrights.errors import Diagnostic
from borderrights.markup import parse_page
from borderrights.problems import diagnose
from borderrights.project import (
    ALLOWED,
    CARRIED,
    JOINT,
    LAWS,
    SHOWN_LAW,
    LawSources,
    ModuleSources,
    Page,
    Project,
    TestSources,
)
from borderrights.yamltree import Tree, read_yaml

MAX_BYTES = 1_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
R = TypeVar("R", bound=model.Record)


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
