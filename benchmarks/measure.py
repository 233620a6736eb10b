"""Timing, medians and the rows of the table."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "_build" / "bench"
BIN = Path(sys.executable).parent
SNAPSHOT = WORK / "snapshot"
ROUNDS = 3
SOURCES = ("_config.yml", "_toc.yml", "pyproject.toml", "book", "modules", "quizzes", "src")


def take_snapshot() -> None:
    """Copy code and content, and let all that follows use the copy.

    So an edit during the run mixes nothing, and no build finds what another has left.
    """
    shutil.rmtree(SNAPSHOT, ignore_errors=True)
    SNAPSHOT.mkdir(parents=True)
    for name in SOURCES:
        if (ROOT / name).is_dir():
            ignore = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info")
            shutil.copytree(ROOT / name, SNAPSHOT / name, ignore=ignore)
        else:
            shutil.copy(ROOT / name, SNAPSHOT / name)
    os.environ["PYTHONPATH"] = str(SNAPSHOT / "src")
    sys.path.insert(0, os.environ["PYTHONPATH"])


class CannotMeasure(Exception):
    """Something that a row needs is not there; the message says what."""


@dataclass(frozen=True)
class Row:
    """One line of the table; ``met`` is None where there is no target."""

    what: str
    ours: str
    peers: tuple[str, ...] = ()
    target: str = ""
    met: bool | None = None


@dataclass(frozen=True)
class Took:
    """What a command took: seconds on the clock, and of processor time in all its processes."""

    wall: float
    cpu: float
    said: str = ""
    """Last line that the command printed."""

    def __str__(self) -> str:
        return f"{self.wall:.2f} s (cpu {self.cpu:.2f})"


def median(runs: Iterable[Took]) -> Took:
    """Return the medians of both figures."""
    found = list(runs)
    return Took(
        statistics.median(run.wall for run in found),
        statistics.median(run.cpu for run in found),
        found[-1].said,
    )


def timed(
    command: Sequence[str | Path],
    cwd: Path,
    env: Mapping[str, str] | None = None,
    *,
    accept: Sequence[int] = (0,),
) -> Took:
    """Run a command and return what it took.

    Raises:
        CannotMeasure: It ended with an exit code that is not accepted.
    """
    before, started = os.times(), time.perf_counter()
    lines = output(command, cwd, env, accept=accept).strip().splitlines()
    wall, after = time.perf_counter() - started, os.times()
    cpu = after.children_user - before.children_user
    cpu += after.children_system - before.children_system
    return Took(wall, cpu, lines[-1] if lines else "")


def output(
    command: Sequence[str | Path],
    cwd: Path,
    env: Mapping[str, str] | None = None,
    *,
    accept: Sequence[int] = (0,),
) -> str:
    """Run a command and return what it printed.

    Raises:
        CannotMeasure: It ended with an exit code that is not accepted.
    """
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode not in accept:
        lines = (result.stdout + result.stderr).strip().splitlines()
        raise CannotMeasure(f"{Path(str(command[0])).name}: {lines[-1][:160] if lines else '?'}")
    return result.stdout


def snippet(code: str, cwd: Path, *arguments: str | Path, python: Path | None = None) -> str:
    """Run Python code in a fresh process and return what it printed, without the line break."""
    return output([python or sys.executable, "-c", code, *arguments], cwd).strip()


def alternate(sides: Mapping[str, Callable[[], Took]], rounds: int = ROUNDS) -> dict[str, Took]:
    """Run every side in turn, ``rounds`` times, and return the median of each."""
    runs: dict[str, list[Took]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, run in sides.items():
            runs[name].append(run())
    return {name: median(found) for name, found in runs.items()}


def note(text: str) -> None:
    """Say on the error stream what is going on; the table has the output stream to itself."""
    sys.stderr.write(f"bench: {text}\n")
    sys.stderr.flush()


def table(rows: Sequence[Row]) -> str:
    """Return the rows as plain text in columns."""
    head = ["what", "ours", "peer", "other peer", "target", "met"]
    marks = {True: "yes", False: "NO", None: ""}
    lines = [head]
    for row in rows:
        peers = (*row.peers, "", "")[:2]
        lines.append([row.what, row.ours, *peers, row.target, marks[row.met]])
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    texts = ["  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) for line in lines]
    return "\n".join([texts[0], "-" * sum((*widths, 10)), *texts[1:]]).replace(" \n", "\n")
