"""The notebook in a real JupyterLab with a live kernel: the widget works and Python sees it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
STEM = sorted(file.stem for file in (ROOT / "quizzes").glob("*.ipynb"))[0]
TOKEN = "only-for-this-test"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start JupyterLab on a copy of the sources; return its address."""
    folder = tmp_path_factory.mktemp("lab")
    for name in ("book", "modules", "quizzes"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "_config.yml", folder)
    prepare(folder / "quizzes" / f"{STEM}.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [
        f"--ServerApp.port={port}",
        f"--IdentityProvider.token={TOKEN}",
        "--ServerApp.allow_root=True",
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--no-browser",
        f"--ServerApp.root_dir={folder}",
    ]
    log = (folder / "lab.log").open("w")
    environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(folder / "config")}
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options], stdout=log, stderr=log, env=environment
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/api?token={TOKEN}", server, folder / "lab.log")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def prepare(notebook: Path) -> None:
    """Add a cell that prints what Python has seen, below the widget."""
    content = nbformat.read(notebook, as_version=4)
    content.cells = [cell for cell in content.cells if cell["id"] in ("title", "quiz")] + [
        new_code_cell("print('seen', quiz.responses, quiz.score['points'])", id="seen")
    ]
    nbformat.write(content, notebook)


def wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    """Ask until the server answers; a connection is refused at once, so this is no busy wait."""
    for _ in range(600):
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            try:
                server.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
    raise AssertionError(log.read_text())


def run_cell(page: Page, cell: Locator, shown: Locator) -> None:
    """Run ``cell`` until ``shown`` can be seen: keys pressed while Lab still starts are lost."""
    for _ in range(6):
        try:
            cell.locator(".cm-content").click()  # may wait while Lab lays itself out
            page.keyboard.press("Shift+Enter")
            shown.wait_for(state="visible", timeout=15_000)
        except PlaywrightTimeoutError:
            continue
        return
    expect(shown).to_be_visible()


def test_live_widget_is_seen_from_python(browser: Browser, lab: str) -> None:
    from borderrights.quizview import open_view

    view = open_view(ROOT / "quizzes" / f"{STEM}.yml")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(f"{lab}/lab/tree/quizzes/{STEM}.ipynb?token={TOKEN}")
    notebook = page.locator(".jp-Notebook")
    expect(notebook).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Idle").first).to_be_attached(timeout=60_000)

    # The sitting is drawn by lot: take the first question with one answer that it asks.
    check = page.locator(".jp-OutputArea .br-item[data-kind=single] .br-check:visible").first
    run_cell(page, page.locator(".jp-CodeCell").first, check)
    section = check.locator("xpath=ancestor::section[1]")
    item = next(item for item in view.items if item.id == section.get_attribute("data-item"))
    section = page.locator(f".jp-OutputArea [id='q-{item.id}']:visible")
    section.locator(f"input[value='{item.key}']").check()
    section.get_by_role("button", name="Check", exact=True).click()
    expect(section.get_by_role("button", name="Try again")).to_be_visible()

    seen = page.get_by_text(f"seen {{'{item.id}': '{item.key}'}} 1.0")
    run_cell(page, page.locator(".jp-CodeCell").last, seen)

    assert hosts == {lab.split("/")[2]}
    context.close()
