"""Every diagnostic has a code that stands in the table, in the guide and in a golden case."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import golden
from borderrights.codes import CODES, SPHINX_CODES
from borderrights.markup.tree import ROLES

SOURCE = Path(__file__).parents[1] / "src" / "borderrights"
GUIDE = Path(__file__).parents[1] / "book" / "authoring.md"
CODE = re.compile(r"[a-z]+[0-9]?(-[a-z0-9]+)*")
# Calls that make a diagnostic, and whether the first argument is a path.
MAKERS = {
    "Diagnostic": True,
    "problem": False,
    "report": False,
    "at": False,
    "wrong": False,
    "shape": False,
    "_unknown": False,
}
SPHINX_MAKERS = ("refuse", "warn")


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = getattr(function, "id", getattr(function, "attr", ""))
            yield name, node


def _literals(call: ast.Call, skip: int) -> list[str]:
    values = [a.value for a in call.args[skip:] if isinstance(a, ast.Constant)]
    return [v for v in values if isinstance(v, str) and CODE.fullmatch(v)]


def _forwards(call: ast.Call) -> bool:
    """Say whether the code comes from a variable or from another maker."""
    return any(
        (isinstance(a, ast.Name) and a.id == "code") or isinstance(a, ast.Starred)
        for a in call.args
    )


def codes_in_source() -> set[str]:
    found: set[str] = set()
    for file in sorted(SOURCE.rglob("*.py")):
        if "sphinxext" in file.parts:
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for name, call in _calls(tree):
            if name not in MAKERS:
                continue
            literals = _literals(call, int(MAKERS[name]))
            if name == "_unknown":
                found.update(f"unknown-{kind}" for kind in literals[:1])
                assert literals or isinstance(call.args[0], ast.Name), ast.unparse(call)
            else:
                found.update(literals[:1])
                if name == "Diagnostic":
                    assert literals or _forwards(call), f"{file}: {ast.unparse(call)}"
        for node in ast.walk(tree):  # a table of patterns, each with its code
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PATTERNS":
                for value in node.value.values:  # type: ignore[attr-defined]
                    found.add(value.elts[0].value)
    return found


def sphinx_codes_in_source() -> set[str]:
    found: set[str] = set()
    for file in sorted((SOURCE / "sphinxext").glob("*.py")):
        for name, call in _calls(ast.parse(file.read_text(encoding="utf-8"))):
            if name not in SPHINX_MAKERS or not call.args:
                continue
            first = call.args[0]
            if isinstance(first, ast.Constant):
                found.add(first.value)
            elif isinstance(first, ast.JoinedStr):
                found.update(f"unknown-{role}" for role in ROLES if role != "fill")
    return found


def test_table_has_the_codes_of_the_source() -> None:
    assert codes_in_source() == set(CODES)


def test_table_has_the_codes_of_the_sphinx_warnings() -> None:
    assert sphinx_codes_in_source() - set(CODES) == set(SPHINX_CODES)


def test_tables_are_sorted_and_plain() -> None:
    for table in (CODES, SPHINX_CODES):
        assert list(table) == sorted(table)
        for code, sentence in table.items():
            assert CODE.fullmatch(code)
            assert sentence[0].isupper() and sentence.endswith("."), code
            assert len(sentence.split()) <= 35, code


def test_guide_has_every_code_with_its_sentence() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    for code, sentence in {**CODES, **SPHINX_CODES}.items():
        assert f"| `{code}` | {sentence} |" in guide, code


OTHERS = {"results-table"}
"""Codes that ``check`` never gives: their lines stand in the test of their command."""


@pytest.mark.parametrize("code", sorted(set(CODES) - OTHERS))
def test_code_has_a_golden_case(code: str) -> None:
    assert any(line.endswith(f"[{code}]") for case in golden.cases() for line in case.lines)
