"""Build the book as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def build(target: Path, *options: str) -> str:
    """Build the book into ``target`` as ``jupyter-book build .`` does; return what it printed.

    Warnings are errors. The PDFs come from the repository's own ``_build/pdf``.
    """
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", str(ROOT)]
    command += ["-W", "-n", "--keep-going"]
    run = subprocess.run(
        [*command, "--path-output", str(target), *options],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=ROOT,
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-4000:]
    return run.stdout + run.stderr
