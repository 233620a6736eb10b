"""What a rule is: a function from the project to diagnostics, kept in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from borderrights import model
from borderrights.errors import Diagnostic
from borderrights.project import Bank, ModuleSources, Project

Rule = Callable[[Project], Iterator[Diagnostic]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Enter ``function`` in the table of rules that ``check`` runs."""
    RULES.append(function)
    return function


def quiz_path(sources: ModuleSources) -> str:
    """Return the path of a module's quiz."""
    return f"quizzes/{sources.stem}.yml"


def module_path(sources: ModuleSources) -> str:
    """Return the path of a module's facts."""
    return f"{sources.folder}/module.yml"


def items_of(project: Project) -> Iterator[tuple[Bank, int, model.AnyItem]]:
    """Yield every item with its bank and its position in the file."""
    for bank in project.banks:
        for index, item in enumerate(bank.items):
            yield bank, index, item


def problem(
    project: Project,
    path: str,
    place: tuple[str | int, ...],
    code: str,
    message: str,
    hint: str,
) -> Diagnostic:
    """Return a diagnostic at a place of a YAML source."""
    return Diagnostic(path, project.line(path, *place), code, message, hint)
