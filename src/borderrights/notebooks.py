"""Quizzes to notebooks, with their outputs, without a kernel.

A module's quiz page *is* its notebook: the book shows the stored HTML of its one visible cell.
nbval runs it in a real kernel and compares, so that page, widget and scoring cannot drift apart.
"""

from __future__ import annotations

import json
from pprint import pformat

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from borderrights.errors import Diagnostic, SourceError
from borderrights.files import write_whole
from borderrights.model import Reflection, SecondReading
from borderrights.project import Project
from borderrights.quizview import View, views
from borderrights.rehearsal import confirmation, each_response

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def build(quiz: View, reading: SecondReading) -> str:
    """Return the notebook of a quiz or a test as JSON text that ends in a line break.

    Args:
        quiz: What it shows.
        reading: The second reader's responses; they stand as literals in a hidden cell.
    """
    argued = sorted(item.id for item in quiz.bank if item.argued)
    keyed = [item.id for item in quiz.bank if not isinstance(item, Reflection)]
    responses = {name: reading.responses[name] for name in keyed if name in reading.responses}
    notebook = new_notebook(
        cells=[
            _markdown("title", f"# {quiz.title}"),
            _markdown("intro", quiz.intro),
            _shown(
                "quiz",
                f"from borderrights import Quiz\n\nquiz = Quiz.load({quiz.call})\nquiz",
                quiz,
            ),
            _hidden(
                "second-reading",
                f"# {reading.read_by}\n"
                f"quiz.confirm(\n    {_literal(responses)},\n    argued={argued!r},\n)",
                _attempt(quiz, reading, set(argued)),
            ),
            _hidden("each-response", "quiz.rehearse()", each_response(quiz) + "\n"),
        ],
        metadata={
            "kernelspec": KERNEL,
            "language_info": {"name": "python"},
            # A page of answers tells the reader nothing and would let the search find the key.
            "nosearch": True,
        },
    )
    nbformat.validate(notebook)
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _literal(responses: dict[str, object]) -> str:
    return pformat(responses, width=96, sort_dicts=False).replace("\n", "\n    ")


def _attempt(quiz: View, reading: SecondReading, argued: set[str]) -> str:
    """Return what the hidden cell prints; where it must fail, the failure is left to nbval."""
    try:
        return confirmation(quiz, reading.responses, argued) + "\n"
    except AssertionError as error:
        return f"{error}\n"


def _markdown(name: str, source: str) -> object:
    return new_markdown_cell(source, id=name)


def _shown(name: str, source: str, quiz: View) -> object:
    data = {"text/html": quiz.html(), "text/plain": quiz.plain()}
    output = new_output("execute_result", data=data, execution_count=1)
    return new_code_cell(
        source,
        id=name,
        outputs=[output],
        execution_count=1,
        metadata={"tags": ["remove-input"]},
    )


def _hidden(name: str, source: str, printed: str) -> object:
    output = new_output("stream", name="stdout", text=printed)
    return new_code_cell(
        source, id=name, outputs=[output], execution_count=1, metadata={"tags": ["remove-cell"]}
    )


def make(project: Project, *, write: bool = True) -> list[str]:
    """Return the paths of the notebooks that differ from their sources, and write them.

    Args:
        project: All sources, free of problems of form.
        write: Whether to write them or only to compare.

    Raises:
        SourceError: A module or a test has no second reading.
    """
    texts = {}
    for path, shown in views(project):
        if shown.reading is None:
            message = "there is no second reading"
            hint = "let somebody answer the items who has not seen the keys, and write it down"
            raise SourceError([Diagnostic(path, 1, "missing-file", message, hint)])
        texts[path] = build(shown, shown.reading)
    stale = []
    for path, text in texts.items():
        file = project.root / path
        if not file.is_file() or file.read_bytes() != text.encode("utf-8"):
            stale.append(path)
            if write:
                write_whole(file, text.encode("utf-8"))
    return stale
