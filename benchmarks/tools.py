"""How long check, notebooks and nbval take, for 26 modules."""

from __future__ import annotations

import os
import re
import shutil
import statistics
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from corpus import agree, copy_book, make_corpus
from measure import BIN, ROUNDS, WORK, Row, Took, alternate, note, output, snippet, timed

CHECK_SECONDS, NOTEBOOK_SECONDS, NOTEBOOKS = 0.5, 0.5, 26
NBVAL = ["-n", "2", "--dist", "loadscope", "--nbval"]

# In a fresh process each time, so that nothing is remembered from the run before.
CHECK = """
import sys, time
from pathlib import Path
from borderrights.lint import check
started = time.perf_counter(), time.process_time()
project, found = check(Path(sys.argv[1]))
print(time.perf_counter() - started[0], time.process_time() - started[1], len(found))
"""
LOAD = CHECK.replace("lint import check", "load import load_project as check")
YAML_ONLY = """
import sys, time, yaml
from pathlib import Path
texts = [p.read_text() for p in sorted(Path(sys.argv[1]).glob("[bmq]*/**/*.yml"))]
started = time.perf_counter(), time.process_time()
for text in texts:
    yaml.load(text, yaml.CSafeLoader)
print(time.perf_counter() - started[0], time.process_time() - started[1], len(texts))
"""
PROFILE = """
import cProfile, pstats, sys
from pathlib import Path
from borderrights.lint import check
profile = cProfile.Profile()
profile.runcall(check, Path(sys.argv[1]))
with open(sys.argv[2], "w") as out:
    for order in ("tottime", "cumulative"):
        pstats.Stats(profile, stream=out).sort_stats(order).print_stats(15)
"""
MAKE = """
import sys, time
from pathlib import Path
from borderrights.load import load_project
from borderrights.notebooks import make
project, _ = load_project(Path(sys.argv[1]))
started = time.perf_counter(), time.process_time()
written = make(project)
print(time.perf_counter() - started[0], time.process_time() - started[1], len(written))
"""
KERNEL = """
import sys, time
from jupyter_client.manager import start_new_kernel
marks = [time.perf_counter()]
manager, client = start_new_kernel(cwd=sys.argv[1])
marks.append(time.perf_counter())
for code in ("from borderrights import Quiz", f"quiz = Quiz.load({sys.argv[2]!r})", "quiz",
             "quiz.rehearse()"):
    client.execute_interactive(code, output_hook=lambda message: None)
    marks.append(time.perf_counter())
client.stop_channels()
manager.shutdown_kernel(now=False)
marks.append(time.perf_counter())
print(*(after - before for before, after in zip(marks, marks[1:])))
"""


@cache
def corpus() -> Path:
    """Return the root of the curriculum of 26 modules, made once a run."""
    note("a curriculum of 26 modules")
    return make_corpus(WORK / "corpus")


def check_rows() -> list[Row]:
    """Measure ``check`` and say in ``check.prof.txt`` where its time goes."""
    root = corpus()
    note("check of 26 modules")
    took = alternate(
        {
            "check": lambda: _inside(CHECK, root),
            "load": lambda: _inside(LOAD, root),
            "yaml": lambda: _inside(YAML_ONLY, root),
            "process": lambda: timed([BIN / "borderrights", "check"], root, accept=(0, 1)),
            "start": lambda: timed([BIN / "borderrights", "check", "--help"], root),
        }
    )
    snippet(PROFILE, root, root, WORK / "check.prof.txt")
    return [
        Row(
            "4 check, 26 modules: work after start-up", str(took["check"]),
            (f"CSafeLoader alone, same files: {took['yaml']}", f"of ours, loading: {took['load']}"),
            f"<= {CHECK_SECONDS} s", took["check"].wall <= CHECK_SECONDS,
        ),
        Row("4 check, 26 modules: whole process", str(took["process"]),
            (f"start-up alone: {took['start']}",)),
    ]  # fmt: skip


def notebook_rows() -> list[Row]:
    """Measure making all notebooks anew."""
    root, small = corpus(), copy_book(WORK / "three")
    agree(small)
    note("notebooks")

    def anew(where: Path) -> Took:
        for path in where.glob("quizzes/*.ipynb"):
            path.unlink()
        return _inside(MAKE, where)

    took = alternate(
        {
            "three": lambda: anew(small),
            "whole": lambda: timed([BIN / "borderrights", "notebooks"], small),
            "kernel": lambda: timed([BIN / "jupyter-execute", *_notebooks(small)], small),
        },
        1,
    )
    for side, again in alternate({"all": lambda: anew(root), "three": lambda: anew(small)}).items():
        took[side] = again
    return [
        Row("5 notebooks, 3 anew: work after loading", str(took["three"]),
            (f"executed by nbclient: {took['kernel']}", f"26 anew: {took['all']}")),
        Row("5 notebooks, 3 current: whole process", str(took["whole"])),
    ]  # fmt: skip


TESTS = Path(__file__).parents[1] / "tests"


def nbval_rows() -> list[Row]:
    """Measure nbval on 26 notebooks, with one kernel a worker as in ``make test``, and without."""
    root = copy_book(WORK / "nbval")
    agree(root)
    output([BIN / "borderrights", "notebooks"], root)
    originals = _notebooks(root)
    for number in range(NOTEBOOKS - len(originals)):
        original = originals[number % len(originals)]
        shutil.copy(original, original.with_name(f"{original.stem}-copy{number}.ipynb"))
    note(f"nbval on {NOTEBOOKS} notebooks")
    run: list[str | Path] = [BIN / "pytest", "-q", "-p", "no:cacheprovider", *NBVAL]
    keep = {"PYTHONPATH": os.pathsep.join((os.environ["PYTHONPATH"], str(TESTS)))}
    reuse = [*run, "-p", "one_kernel"]
    took = alternate(
        {
            "two": lambda: timed([*run, *originals[:2]], root, accept=(0, 1)),
            "all": lambda: timed([*run, "quizzes"], root, accept=(0, 1)),
            "kept": lambda: timed([*reuse, "quizzes"], root, keep, accept=(0, 1)),
        },
        1,
    )
    all26 = corpus()
    output([BIN / "borderrights", "notebooks"], all26)
    real = timed([*reuse, "quizzes"], all26, keep, accept=(0, 1))
    alone = took["all"].wall / NOTEBOOKS  # with start-up: a difference of runs is too noisy
    each = took["kept"].wall / NOTEBOOKS
    flipped = _still_fails(root, originals[0], [*reuse, "quizzes"], keep)
    stages = _stages(root / "quizzes", originals[0].stem)
    return [
        Row("7 nbval -n 2, 26 notebooks: seconds a notebook", f"{each:.2f} s",
            (f"all, start-up included: {took['kept']}, {took['kept'].said}", flipped),
            f"<= {NOTEBOOK_SECONDS} s", each <= NOTEBOOK_SECONDS),
        Row("7 with a kernel a notebook, nbval's own way", f"{alone:.2f} s",
            (f"all: {took['all']}, {took['all'].said}",
             f"two notebooks only, mostly start-up: {took['two']}")),
        Row("7 nbval on the 26 modules of the corpus", f"{real.wall / NOTEBOOKS:.2f} s",
            (f"all: {real}, {real.said}",)),
        Row("7 where the time of one notebook goes", "", (stages,)),
    ]  # fmt: skip


def _inside(code: str, root: Path) -> Took:
    """Return what a piece of work took inside a fresh process, its start-up left out."""
    wall, cpu, _ = snippet(code, root, root).split()
    return Took(float(wall), float(cpu))


def _notebooks(root: Path) -> list[Path]:
    return sorted(path for path in root.glob("quizzes/*.ipynb") if "-copy" not in path.name)


def _stages(folder: Path, stem: str) -> str:
    runs = [snippet(KERNEL, folder, folder, f"{stem}.yml").split() for _ in range(ROUNDS)]
    names = ("kernel start", "import", "load", "show", "rehearse", "stop")
    middle = [statistics.median(map(float, figures)) for figures in zip(*runs, strict=True)]
    return ", ".join(f"{name} {time:.2f}" for name, time in zip(names, middle, strict=True)) + " s"


def _still_fails(root: Path, notebook: Path, run: Sequence[str | Path], env: dict[str, str]) -> str:
    """Say whether a flipped key still fails when kernels are kept."""
    quiz = notebook.with_suffix(".yml")
    text = quiz.read_text(encoding="utf-8")
    letter = re.search(r"^  key: ([ab])$", text, re.M)
    if not letter:
        return "no key to flip"
    other = "b" if letter.group(1) == "a" else "a"
    quiz.write_text(f"{text[: letter.start(1)]}{other}{text[letter.end(1) :]}", encoding="utf-8")
    try:
        printed = output(run, root, env, accept=(1,))
    finally:
        quiz.write_text(text, encoding="utf-8")
    failed = {line for line in printed.splitlines() if line.startswith("FAILED")}
    names = {re.split(r"::|\s", line)[1] for line in failed}
    failing = sum(notebook.stem in name for name in names)
    copies = len(list(root.glob(f"quizzes/{notebook.stem}*.ipynb")))
    return f"a flipped key fails in {failing} of its {copies} copies"
