"""The quiz of a module as a host shows it: its items, with everything that they name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borderrights import model
from borderrights.errors import Diagnostic, SourceError
from borderrights.load import ModuleSources, Project, load_project
from borderrights.markup import Refs
from borderrights.render.question import quiz_html
from borderrights.render.question_plain import quiz_plain
from borderrights.scoring import Result, Score, score, total
from borderrights.strings import say


@dataclass(frozen=True)
class QuizView:
    """The items of one module's quiz with the names that their texts point to."""

    sources: ModuleSources
    module: model.Module
    quiz: model.Quiz
    refs: Refs

    @property
    def items(self) -> tuple[model.AnyItem, ...]:
        """Items that sittings are drawn from, in authored order."""
        return self.quiz.using("quiz")

    @property
    def objectives(self) -> dict[str, tuple[str, str | None]]:
        """Objective id → its text and the section of the lesson that teaches it."""
        lesson = f"{self.refs.root}{self.sources.folder}/lesson.html"
        return {o.id: (o.text, f"{lesson}#{o.id}") for o in self.module.objectives}

    def html(self) -> str:
        """Return the quiz as static HTML, scored by the page script."""
        return quiz_html(
            self.items,
            module_id=self.module.id,
            title=say("quiz.questions"),
            pass_mark=self.quiz.pass_mark,
            objectives=self.objectives,
            refs=self.refs,
            sitting=self.quiz.sitting,
        )

    def plain(self) -> str:
        """Return the questions as text, without key or feedback."""
        return quiz_plain(self.items, self.refs)

    def scores(self, responses: Mapping[str, Any]) -> dict[str, Score]:
        """Return the score of every item of the bank for ``responses``.

        Raises:
            ResponseError: A response does not fit its item.
        """
        return {item.id: score(item, responses.get(item.id)) for item in self.quiz.items}

    def result(self, responses: Mapping[str, Any]) -> Result:
        """Return the result over all items that sittings are drawn from."""
        scores = self.scores(responses)
        return total((scores[item.id] for item in self.items), self.quiz.pass_mark)


def view(project: Project, sources: ModuleSources, root: str = "") -> QuizView:
    """Return the quiz of a module.

    Raises:
        SourceError: Module or quiz could not be read.
    """
    if sources.module is None or sources.quiz is None:
        message = "the quiz of this module cannot be made"
        hint = "run 'borderrights check' and mend what it reports"
        path = f"quizzes/{sources.stem}.yml"
        raise SourceError([Diagnostic(path, 1, "missing-file", message, hint)])
    return QuizView(sources, sources.module, sources.quiz, project.refs(sources.module, root))


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


def open_view(file: Path) -> QuizView:
    """Return the quiz whose file is ``file``, as seen from the folder of quizzes.

    Raises:
        FileNotFoundError: There is no such quiz, or no curriculum around it.
        SourceError: The sources have problems of form.
    """
    root = find_root(file.parent)
    stem = file.name.removesuffix(".yml")
    project, problems = load_project(root, only=stem)
    sources = next((found for found in project.modules if found.stem == stem), None)
    if sources is None:
        raise FileNotFoundError(f"no module of the plan has the quiz '{file.name}'")
    blocking = [found for found in problems if sources.stem in found.path or "book/" in found.path]
    if blocking:
        raise SourceError(blocking)
    return view(project, sources, root="../")
