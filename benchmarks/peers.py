"""The peers: installed into ``_build/bench/venv-*``, and fed with the same lesson and questions.

Both sites have the same pages as ours in their navigation. On the pages that are compared, a
question with one answer or several becomes one of theirs, with vignette, options and feedback; of
the quiz these are 14 items. The kinds that the peers do not have (order, match, judgement,
scenario, reflection) are left out there and stay on our page, which is so much the heavier.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from corpus import copy_book
from measure import ROOT, WORK, CannotMeasure, note, output
from plain import make_plain, plain_page

from borderrights.load import load_project
from borderrights.model import Multiple, Single
from borderrights.project import ModuleSources, Project
from borderrights.render.parts import plain

STEM = "11-screening-and-interviewing"
ITEMS = 14
PINS = ["-c", str(ROOT / "constraints.txt")]
PACKAGES = {
    "jupyterquiz": [*PINS, "jupyter-book<2", "jupyterquiz", "ipykernel"],
    "mkdocs": ["mkdocs-material", "mkdocs-quiz"],
    "weasyprint": ["weasyprint"],
}
ITEM_DIRECTIVE = re.compile(r"^```\{item\} *(\S+)\n```$", re.M)


@cache
def venv(name: str) -> Path:
    """Return the Python of a peer's environment, made if it is not there.

    Raises:
        CannotMeasure: The peer cannot be installed.
    """
    folder = WORK / f"venv-{name}"
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        note(f"installing {name}")
        shutil.rmtree(folder, ignore_errors=True)
        output([sys.executable, "-m", "venv", folder], ROOT)
        pip: list[str | Path] = [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        output([*pip, *PACKAGES[name]], ROOT)
        (folder / "ready").touch()
    return python


def version(name: str, package: str) -> str:
    """Return the version of a package in a peer's environment."""
    code = f"from importlib.metadata import version; print(version({package!r}))"
    return output([venv(name), "-c", code], ROOT).strip()


@cache
def jupyterquiz_site() -> Path:
    """Build a stock Jupyter Book whose questions come from ``jupyterquiz``; return its folder."""
    python, root = venv("jupyterquiz"), copy_book(WORK / "site-jupyterquiz")
    project, sources = _prepared(root)
    others = [f"quizzes/{m.stem}.ipynb" for m in project.modules if m.stem != STEM]
    config = {
        "title": "Human Rights at International Borders",
        "author": "the authors of the curriculum",
        "only_build_toc_files": True,
        "execute": {"execute_notebooks": "force", "exclude_patterns": others},
    }
    (root / "_config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")

    def quiz(items: list[Single | Multiple], file: Path) -> dict[str, Any]:
        file.write_text(json.dumps([_question(item, project, sources) for item in items]))
        return _code(f'from jupyterquiz import display_quiz\n\ndisplay_quiz("{file.name}")')

    lesson = root / "modules" / STEM / "lesson.md"
    cells: list[dict[str, Any]] = []
    for text, item in _lesson(project, sources):
        cells.append(_markdown(text))
        if item is not None:
            cells.append(quiz([item], lesson.with_name(f"{item.id}.json")))
    lesson.unlink()
    _write_notebook(lesson.with_suffix(".ipynb"), cells)
    page = root / "quizzes" / f"{STEM}.ipynb"
    title = _markdown(f"# Quiz: {sources.entry.title}")
    _write_notebook(page, [title, quiz(_items(sources), page.with_suffix(".json"))])
    note("stock Jupyter Book with jupyterquiz")
    output([python.with_name("jupyter-book"), "build", root, "-q"], root, _first_on_path(python))
    return root / "_build" / "html"


def _markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def _code(text: str) -> dict[str, Any]:
    """Return a code cell; its input is hidden, as the authors of ``jupyterquiz`` do in books."""
    tags = {"tags": ["remove-input"]}
    made = {"cell_type": "code", "metadata": tags, "source": text, "outputs": []}
    return {**made, "execution_count": None}


def _write_notebook(path: Path, cells: list[dict[str, Any]]) -> None:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4}
    path.write_text(json.dumps(made), encoding="utf-8")


def _first_on_path(python: Path) -> dict[str, str]:
    return {"PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}


@cache
def mkdocs_site() -> Path:
    """Build the pages with MkDocs Material and ``mkdocs-quiz``; return the folder of the site."""
    python, root = venv("mkdocs"), copy_book(WORK / "site-mkdocs")
    project, sources = _prepared(root)
    pages = [
        (entry["file"], part["caption"])
        for part in yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))["parts"]
        for entry in _flat(part["chapters"])
    ]
    nav: dict[str, list[str]] = {"Home": ["index.md"]}
    docs = root / "docs"
    for name in ["book/index", *(name for name, _ in pages)]:
        source = root / f"{name}.md"
        target = docs / ("index.md" if name == "book/index" else f"{name}.md")
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8") if source.is_file() else f"# {name}\n"
        target.write_text(re.sub(r"^\([\w-]+\)=\n", "", text, flags=re.M), encoding="utf-8")
    for name, caption in pages:
        nav.setdefault(caption, []).append(f"{name}.md")
    lesson = "".join(
        f"{text}\n{_quiz_block(item, project, sources) if item else ''}"
        for text, item in _lesson(project, sources)
    )
    lesson = re.sub(r"^\([\w-]+\)=\n", "", lesson, flags=re.M)
    (docs / "modules" / STEM / "lesson.md").write_text(lesson, encoding="utf-8")
    blocks = "\n".join(_quiz_block(item, project, sources) for item in _items(sources))
    quiz = docs / "quizzes" / f"{STEM}.md"
    quiz.write_text(f"# Quiz: {sources.entry.title}\n\n{blocks}", encoding="utf-8")
    settings = {
        "site_name": "Human Rights at International Borders",
        "theme": {"name": "material"},
        "plugins": ["search", "mkdocs_quiz"],
        "nav": [{caption: files} for caption, files in nav.items()],
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    note("MkDocs Material with mkdocs-quiz")
    output([python, "-m", "mkdocs", "build", "-q"], root)
    return root / "site"


def _flat(entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        yield entry
        yield from _flat(entry.get("sections", []))


def _prepared(root: Path) -> tuple[Project, ModuleSources]:
    """Make a copy of the book plain; return its sources as they were."""
    project, _ = load_project(root)
    sources = next((m for m in project.modules if m.stem == STEM), None)
    if sources is None or sources.quiz is None or sources.lesson is None:
        raise CannotMeasure(f"{STEM} cannot be read")
    make_plain(root)
    return project, sources


def _items(sources: ModuleSources) -> list[Single | Multiple]:
    assert sources.quiz
    return [i for i in sources.quiz.using("quiz") if isinstance(i, (Single, Multiple))][:ITEMS]


def _lesson(
    project: Project, sources: ModuleSources
) -> Iterator[tuple[str, Single | Multiple | None]]:
    """Yield the lesson in pieces, each with the question that follows it."""
    assert sources.quiz and sources.lesson
    items = {item.id: item for item in sources.quiz.items}
    parts = ITEM_DIRECTIVE.split(sources.lesson.source)
    for text, name in zip(parts[::2], [*parts[1::2], ""], strict=True):
        item = items.get(name)
        words = plain_page(project, sources.lesson.path, text)
        yield words, item if isinstance(item, (Single, Multiple)) else None


def _ask(item: Single | Multiple, say: Callable[[str], str]) -> str:
    return f"{say(item.vignette)} {say(item.prompt)}" if item.vignette else say(item.prompt)


def _question(item: Single | Multiple, project: Project, sources: ModuleSources) -> dict[str, Any]:
    """Return an item in the form that ``jupyterquiz`` reads."""

    def say(text: str) -> str:
        return plain(text, project.refs(sources.module))

    return {
        "question": _ask(item, say),
        "type": "multiple_choice" if isinstance(item, Single) else "many_choice",
        "answers": [
            {"answer": say(o.text), "correct": o.id in item.key, "feedback": say(o.feedback)}
            for o in item.options
        ],
    }


def _quiz_block(item: Single | Multiple, project: Project, sources: ModuleSources) -> str:
    """Return an item in the syntax of ``mkdocs-quiz``."""
    made = _question(item, project, sources)
    rows = [
        f"- [{'x' if answer['correct'] else ' '}] {' '.join(answer['answer'].split())}\n"
        f"  > {' '.join(answer['feedback'].split())}"
        for answer in made["answers"]
    ]
    question = " ".join(made["question"].split())
    return "\n".join(["<quiz>", question, *rows, "</quiz>", ""])
