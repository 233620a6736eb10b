"""A preview on this machine: serves the book and builds it again whenever a source is saved."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click
from watchfiles import Change, DefaultFilter, watch

from borderrights.errors import SourceError
from borderrights.lint import check
from borderrights.notebooks import make


class SourceFilter(DefaultFilter):
    """Watches what a book is made from, and nothing that a build writes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        super().__init__()

    def __call__(self, change: Change, path: str) -> bool:
        """Say whether a change at ``path`` calls for a build."""
        inside = Path(path).relative_to(self.root)
        watched = inside.parts[0] in ("book", "modules", "quizzes", "_config.yml", "_toc.yml")
        made = inside.suffix == ".ipynb" or inside.name.startswith(".")
        return watched and not made and super().__call__(change, path)


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each; a browser asks again for what it has."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def build(root: Path) -> bool:
    """Check, make notebooks and build the site; print what is wrong, and return whether it is."""
    started = time.perf_counter()
    project, found = check(root)
    for problem in found:
        click.echo(problem)
    try:
        make(project)
    except SourceError as error:
        click.echo(error)
        return False
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    command = [str(jupyter_book), "build", str(root), "-q"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        click.echo(result.stdout + result.stderr)
    seconds = time.perf_counter() - started
    click.echo(f"built in {seconds:.1f} s, {len(found)} problems")
    return result.returncode == 0


def run(root: Path, port: int) -> None:
    """Serve ``root`` on ``port`` of this machine until interrupted."""
    site = root / "_build" / "html"
    build(root)
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo(f"preview at http://127.0.0.1:{server.server_port}/ – Ctrl+C ends it")
    try:
        for changes in watch(root, watch_filter=SourceFilter(root), raise_interrupt=True):
            click.echo("saved: " + ", ".join(_names(root, changes)))
            build(root)
    except KeyboardInterrupt:
        click.echo("preview ended")
    finally:
        server.shutdown()


def _names(root: Path, changes: Iterable[tuple[Change, str]]) -> list[str]:
    return sorted({str(Path(path).relative_to(root)) for _, path in changes})
