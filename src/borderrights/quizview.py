"""Quizzes and tests as a host shows them: their items, with everything that they name."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from borderrights import model
from borderrights.errors import Diagnostic, SourceError
from borderrights.forms import Part, parts
from borderrights.load import load_project
from borderrights.markup import Refs
from borderrights.project import ModuleSources, Project, TestSources
from borderrights.render.question import quiz_html
from borderrights.render.question_plain import quiz_plain
from borderrights.scoring import Result, Score, band, score, total
from borderrights.strings import say


class View(ABC):
    """Items as a host shows them, with the names that their texts point to.

    A host asks ``items``; ``bank`` holds all that were written, those of the lesson included.
    """

    refs: Refs
    bank: tuple[model.AnyItem, ...]
    items: tuple[model.AnyItem, ...]
    reading: model.SecondReading | None

    @property
    @abstractmethod
    def title(self) -> str:
        """Heading of the page."""

    @property
    @abstractmethod
    def intro(self) -> str:
        """What stands below the heading, in Markdown."""

    @property
    @abstractmethod
    def call(self) -> str:
        """Arguments that make ``Quiz.load`` return this view, as Python source."""

    @property
    @abstractmethod
    def pass_mark(self) -> int | None:
        """Per cent to pass; None where nothing hangs on it."""

    @abstractmethod
    def html(self) -> str:
        """Return the items as static HTML, scored by the page script."""

    @abstractmethod
    def verdict(self, result: Result) -> str:
        """Return what a result amounts to, in a few words for a notebook."""

    def plain(self) -> str:
        """Return the questions as text, without key or feedback."""
        return quiz_plain(self.items, self.refs)

    def scores(self, responses: Mapping[str, Any]) -> dict[str, Score]:
        """Return the score of every item of the bank for ``responses``.

        Raises:
            ResponseError: A response does not fit its item.
        """
        return {item.id: score(item, responses.get(item.id)) for item in self.bank}

    def result(self, responses: Mapping[str, Any]) -> Result:
        """Return the result over all items that are asked."""
        scores = self.scores(responses)
        return total((scores[item.id] for item in self.items), self.pass_mark or 0)


class QuizView(View):
    """The quiz of a module."""

    def __init__(self, sources: ModuleSources, refs: Refs) -> None:
        if sources.module is None or sources.quiz is None:
            message = "the quiz of this module cannot be made"
            hint = "run 'borderrights check' and mend what it reports"
            path = f"quizzes/{sources.stem}.yml"
            raise SourceError([Diagnostic(path, 1, "missing-file", message, hint)])
        self.sources, self.module, self.quiz, self.refs = (
            sources,
            sources.module,
            sources.quiz,
            refs,
        )
        self.bank = self.quiz.items
        self.items = self.quiz.using("quiz")
        self.reading = sources.reading

    @property
    def title(self) -> str:
        """Heading of the page."""
        return say("quiz.title", title=self.module.title)

    @property
    def intro(self) -> str:
        """The way back to the lesson."""
        return say("quiz.intro", lesson=f"../{self.sources.folder}/lesson.md")

    @property
    def call(self) -> str:
        """The name of the file."""
        return f'"{self.sources.stem}.yml"'

    @property
    def pass_mark(self) -> int:
        """Per cent to pass."""
        return self.quiz.pass_mark

    @property
    def objectives(self) -> dict[str, tuple[str, str | None]]:
        """Objective id → its text and the section of the lesson that teaches it."""
        return _addresses(self.refs.root, ((self.sources, o) for o in self.module.objectives))

    def html(self) -> str:
        """Return a sitting of the bank."""
        return quiz_html(
            self.items,
            module_id=self.module.id,
            title=say("quiz.questions"),
            pass_mark=self.quiz.pass_mark,
            objectives=self.objectives,
            refs=self.refs,
            sitting=self.quiz.sitting,
        )

    def verdict(self, result: Result) -> str:
        """Say whether it is a pass."""
        return "pass" if result.passed else "not yet"


class TestView(View):
    """A form or a booster of a track's tests: nothing is said before its end, and nobody passes."""

    __test__ = False  # no test of ours, whatever its name

    def __init__(self, sources: TestSources, part: Part, project: Project, root: str) -> None:
        assert sources.test is not None
        self.test, self.part, self.refs = sources.test, part, project.refs(None, root)
        self.items = self.bank = self.test.take(part.ids)
        self.reading = sources.reading
        self._objectives = project.objectives

    @property
    def title(self) -> str:
        """Heading of the page."""
        return self.part.title

    @property
    def intro(self) -> str:
        """How it is taken, and the way back to the track."""
        track = f"../../book/tracks/{self.test.track}.md"
        words = {"minutes": str(self.part.minutes), "track": track}
        if self.part.booster is None:
            return f"{say('test.intro', **words)}\n\n{say('test.which')}"
        if not self.part.is_last:
            return say("test.booster-intro", **words)
        return f"{say('test.booster-intro', **words)}\n\n{say('test.transfer', track=track)}"

    @property
    def call(self) -> str:
        """The name of the file and of the form."""
        return f'"{self.test.track}.yml", form="{self.part.name}"'

    @property
    def pass_mark(self) -> None:
        """None: one form is too short to hang a certificate on."""
        return None

    def html(self) -> str:
        """Return all items, their answers sealed."""
        asked = {item.objective: None for item in self.items}
        found = (self._objectives[name] for name in asked if name in self._objectives)
        return quiz_html(
            self.items,
            module_id=f"{self.test.track}-{self.part.slug}",
            title=say("test.questions"),
            pass_mark=0,
            objectives=_addresses(self.refs.root, found),
            refs=self.refs,
            kind="test",
        )

    def verdict(self, result: Result) -> str:
        """Return the range in which another form would probably lie."""
        low, high = band(result.points / result.possible, len(self.items))
        return f"{low:.0f} to {high:.0f} per cent"


def _addresses(
    root: str, found: Iterable[tuple[ModuleSources, model.Objective]]
) -> dict[str, tuple[str, str | None]]:
    return {
        objective.id: (objective.text, f"{root}{sources.folder}/lesson.html#{objective.id}")
        for sources, objective in found
    }


def views(project: Project) -> Iterator[tuple[str, View]]:
    """Yield every notebook's path and what it shows: quizzes, then forms and boosters.

    Raises:
        SourceError: Module or quiz could not be read.
    """
    for sources in project.modules:
        yield f"quizzes/{sources.stem}.ipynb", view(project, sources, root="../")
    for tests in project.tests:
        for part in parts(tests.test) if tests.test else ():
            path = f"{tests.path.removesuffix('.yml')}-{part.slug}.ipynb"
            yield path, TestView(tests, part, project, "../../")


def view(project: Project, sources: ModuleSources, root: str = "") -> QuizView:
    """Return the quiz of a module.

    Raises:
        SourceError: Module or quiz could not be read.
    """
    return QuizView(sources, project.refs(sources.module, root))


def find_root(start: Path) -> Path:
    """Return the folder at or above ``start`` that holds ``_config.yml``.

    Raises:
        FileNotFoundError: There is none.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / "_config.yml").is_file() and (folder / "book" / "plan.yml").is_file():
            return folder
    raise FileNotFoundError(
        f"no curriculum at or above '{start}': no _config.yml and book/plan.yml"
    )


def open_view(file: Path, form: str | None = None) -> View:
    """Return the quiz whose file is ``file``, or a form of the tests in it.

    Raises:
        FileNotFoundError: There is no such quiz or form, or no curriculum around it.
        SourceError: The sources have problems of form.
    """
    root = find_root(file.parent)
    if form is not None:
        return _open_test(root, file, form)
    stem = file.name.removesuffix(".yml")
    project, problems = load_project(root, only=stem)
    sources = next((found for found in project.modules if found.stem == stem), None)
    if sources is None:
        raise FileNotFoundError(f"no module of the plan has the quiz '{file.name}'")
    blocking = [found for found in problems if sources.stem in found.path or "book/" in found.path]
    if blocking:
        raise SourceError(blocking)
    return view(project, sources, root="../")


def _open_test(root: Path, file: Path, form: str) -> TestView:
    project, problems = load_project(root)
    if problems:
        raise SourceError(problems)
    for sources in project.tests:
        if sources.test and Path(sources.path).name == file.name:
            for part in parts(sources.test):
                if part.name == form:
                    return TestView(sources, part, project, "../../")
    raise FileNotFoundError(f"no test of a track has '{file.name}' with the form '{form}'")
