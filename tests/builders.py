"""A small curriculum that passes ``check``, and ways to change one thing in it.

The sources stand in ``tests/data/valid``. Several rules count, and the curriculum stands at the
edge of some of them on purpose: one change more and the rule speaks.
"""

from __future__ import annotations

import copy
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from borderrights import model
from borderrights.lint import check
from borderrights.load import load_project
from borderrights.project import Project

VALID = Path(__file__).parent / "data" / "valid"
STEM = "01-first-things"
FOLDER = f"modules/{STEM}"
QUIZ = f"quizzes/{STEM}.yml"
KEYS = f"quizzes/{STEM}.keys.yml"
GONE: Any = object()
"""Value for ``patch`` that takes a field away."""


@dataclass(frozen=True)
class Curriculum:
    """A curriculum in a folder of its own."""

    root: Path

    def path(self, name: str) -> Path:
        """Return the path of a source."""
        return self.root / name

    def read(self, name: str) -> str:
        """Return the text of a source."""
        return self.path(name).read_text(encoding="utf-8")

    def write(self, name: str, content: str | bytes) -> None:
        """Replace a source, byte for byte."""
        raw = content.encode("utf-8") if isinstance(content, str) else content
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_bytes(raw)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace the one place where ``old`` stands in a source."""
        text = self.read(name)
        assert text.count(old) == 1, f"{text.count(old)} times in {name}: {old!r}"
        self.write(name, text.replace(old, new))

    def patch(self, item_id: str, changes: dict[str, Any]) -> None:
        """Set fields of an item, each named by its place: ``options.0.feedback``."""
        quiz = yaml.safe_load(self.read(QUIZ))
        item = next(entry for entry in quiz["items"] if entry["id"] == item_id)
        for place, value in changes.items():
            put(item, place, value)
        self.write(QUIZ, yaml.safe_dump(quiz, sort_keys=False, allow_unicode=True, width=10_000))

    def set(self, name: str, changes: dict[str, Any]) -> None:
        """Set fields of a YAML source, each named by its place: ``minutes.short``."""
        record = yaml.safe_load(self.read(name))
        for place, value in changes.items():
            put(record, place, value)
        self.write(name, yaml.safe_dump(record, sort_keys=False, allow_unicode=True, width=10_000))

    def add_item(self, like: str, item_id: str, changes: dict[str, Any]) -> None:
        """Append a copy of an item under another id, changed."""
        quiz = yaml.safe_load(self.read(QUIZ))
        item = copy.deepcopy(next(entry for entry in quiz["items"] if entry["id"] == like))
        for place, value in {"id": item_id, "twin": GONE, **changes}.items():
            put(item, place, value)
        quiz["items"].append(item)
        self.write(QUIZ, yaml.safe_dump(quiz, sort_keys=False, allow_unicode=True, width=10_000))

    def check(self) -> list[str]:
        """Return the lines that ``borderrights check`` prints about the sources."""
        return [str(found) for found in check(self.root)[1]]

    def codes(self) -> list[str]:
        """Return the codes of what ``check`` reports, in the order of the lines."""
        return [found.code for found in check(self.root)[1]]

    def project(self) -> Project:
        """Return the project, whatever is wrong with it."""
        return check(self.root)[0]

    def item(self, item_id: str) -> model.AnyItem:
        """Return an item of the quiz."""
        quiz = self.project().modules[0].quiz
        assert quiz is not None
        return next(item for item in quiz.items if item.id == item_id)


def curriculum(folder: Path) -> Curriculum:
    """Write the curriculum into ``folder``."""
    shutil.copytree(VALID, folder, dirs_exist_ok=True)
    return Curriculum(folder)


def project_of(curriculum: Curriculum) -> Project:
    """Return the project, which has to be without a problem of form."""
    project, problems = load_project(curriculum.root)
    assert problems == []
    return project


def lay(name: str, target: Curriculum) -> None:
    """Lay a folder of ``tests/data`` over a curriculum: ``tested`` adds tests, a path, a card."""
    shutil.copytree(VALID.parent / name, target.root, dirs_exist_ok=True)


def put(record: Any, place: str, value: Any) -> None:
    """Set the field of nested lists and mappings that ``place`` names."""
    *above, last = [int(step) if step.isdigit() else step for step in place.split(".")]
    for step in above:
        record = record[step]
    if value is GONE:
        if isinstance(record, list) or last in record:
            del record[last]
    elif isinstance(record, list) and last == len(record):
        record.append(value)
    else:
        record[last] = value
