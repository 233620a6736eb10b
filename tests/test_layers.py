"""Imports point one way, and ``import borderrights`` stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "borderrights"
FILES = sorted(SOURCE.rglob("*.py"))
# From the ground up. A module imports modules of lower layers, or of its own package.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors", "files", "codes", "shuffle", "strings"),
    ("model", "yamltree", "toc", "frontend"),
    ("course", "national", "story"),
    ("problems", "schemas", "skeleton", "forms"),
    ("scoring", "draw", "results"),
    ("reading", "markup"),
    ("project",),
    ("load", "payload"),
    ("paths", "status", "changes"),
    ("lint", "render"),
    ("quizview", "printing", "readability"),
    ("rehearsal",),
    ("notebooks",),
    ("widget", "preview"),
    ("sphinxext",),
    ("cli",),
)
# Loaded by those who ask for it: ``borderrights.Quiz`` and the name and version of the package.
TOP = {"load", "scoring", "widget"}
HEAVY = (
    "sphinx",
    "anywidget",
    "typst",
    "nbformat",
    "docutils",
    "ipywidgets",
    "jupyter_book",
    "click",
)


def module_of(file: Path) -> str:
    parts = file.relative_to(SOURCE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def layer(module: str) -> int:
    top = module.split(".")[0]
    return next(index for index, names in enumerate(LAYERS) if top in names)


def imports(file: Path) -> Iterator[tuple[str, int]]:
    """Yield the modules of the package that ``file`` imports, with the line."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name.startswith("borderrights."):
                yield name.removeprefix("borderrights."), node.lineno


def known(name: str) -> str | None:
    """Return the module in ``name``, which may be a module or a thing in one."""
    modules = {module_of(file) for file in FILES}
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        if ".".join(parts[:end]) in modules:
            return ".".join(parts[:end])
    return None


def test_every_module_has_a_layer() -> None:
    for file in FILES:
        if module_of(file):
            assert layer(module_of(file)) >= 0
    tops = {module_of(file).split(".")[0] for file in FILES} - {""}
    named = {name for names in LAYERS for name in names}
    assert named == tops


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_imports_point_down(file: Path) -> None:
    here = module_of(file)
    for name, line in imports(file):
        target = known(name)
        if not here:
            assert target is None or target.split(".")[0] in TOP, f"{file}:{line}: {name}"
        elif target is not None:
            same = target.split(".")[0] == here.split(".")[0]
            assert same or layer(target) < layer(here), f"{file}:{line}: {here} imports {target}"


def test_import_is_light() -> None:
    code = f"import sys, borderrights; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=SOURCE
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("module", ["lint", "markup", "payload", "render.question", "cli"])
def test_what_a_check_needs_is_light(module: str) -> None:
    heavy = [name for name in HEAVY if name != "click"]
    code = f"import sys, borderrights.{module}; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=SOURCE
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_modules_are_small(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 500


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_modules_say_what_they_are(file: Path) -> None:
    assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
