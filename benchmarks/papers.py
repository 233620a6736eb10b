"""How long the PDFs take; the same handout by WeasyPrint and by Chromium's print."""

from __future__ import annotations

import re
import statistics
import time
from pathlib import Path

from builds import our_site, sides
from measure import ROUNDS, WORK, CannotMeasure, Row, note, snippet
from pages import chromium
from peers import venv, version

MODULE_SECONDS = 0.5
# One document of a module is printed first, so that the compiler has read its fonts; then every
# module once, since the compiler remembers what it has seen.
OURS = """
import sys, tempfile, time
from pathlib import Path
from borderrights.load import load_project
from borderrights.printing import _sources
from borderrights.render.handout import compile, documents, write_all
project, _ = load_project(Path(sys.argv[1]))
papers = [paper for m in project.modules if (paper := _sources(project, m))]
assert papers, "no module can be printed"
compile(documents(papers[0])[1])
for paper in papers:
    started = time.perf_counter()
    compile(documents(paper)[0])
    print("handout", time.perf_counter() - started)
for paper in papers:
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        written = write_all([paper], Path(folder))
        print("module", time.perf_counter() - started, len(written))
"""
WEASY = """
import sys, time
from weasyprint import HTML
HTML(string="<p>Warm").write_pdf()
for name in sys.argv[1:]:
    started = time.perf_counter()
    pdf = HTML(filename=name).write_pdf()
    print(time.perf_counter() - started, len(pdf))
"""


def rows() -> list[Row]:
    """Measure the PDFs."""
    root = sides()["ours-book"]
    site = our_site()
    pages = [_article(page) for page in sorted(site.glob("modules/*/handout.html"))]
    note("PDFs")
    modules: list[float] = []
    handouts: list[float] = []
    number = ""
    peers: dict[str, list[float]] = {"WeasyPrint": [], "Chromium": []}
    reasons: dict[str, str] = {}
    for _ in range(ROUNDS):
        for line in snippet(OURS, root, root).splitlines():
            kind, seconds, *rest = line.split()
            (modules if kind == "module" else handouts).append(float(seconds))
            number = rest[0] if rest else number
    # Three handouts each are three runs; what comes before them is warm-up.
    for name, run in (("WeasyPrint", _weasyprint), ("Chromium", _chromium)):
        try:
            peers[name] += run(pages)
        except CannotMeasure as error:
            reasons[name] = str(error)
    each = statistics.median(modules)
    cells = [
        f"{name}: {f'{statistics.median(times):.3f} s' if times else reasons.get(name, '-')}"
        for name, times in peers.items()
    ]
    if peers["WeasyPrint"]:
        cells[0] = cells[0].replace(":", f" {version('weasyprint', 'weasyprint')}:")
    return [
        Row(f"6 PDFs of a module, warm: {number} files", f"{each:.2f} s", ("", ""),
            f"<= {MODULE_SECONDS} s", each <= MODULE_SECONDS),
        Row("6 one handout, warm", f"{statistics.median(handouts):.3f} s", (cells[0], cells[1])),
    ]  # fmt: skip


def _article(page: Path) -> Path:
    """Write the article of a page alone and without the theme's style; return the file.

    WeasyPrint needs 15 s to lay out the theme's nested boxes, and a handout is not made of them.
    """
    found = re.search(r"<article.*?</article>", page.read_text(encoding="utf-8"), re.S)
    if found is None:
        raise CannotMeasure(f"{page.name} has no article")
    file = WORK / "handouts" / f"{page.parent.name}.html"
    file.parent.mkdir(exist_ok=True)
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{page.parent.name}</title>'
    file.write_text(f"{head}{found.group()}", encoding="utf-8")
    return file


def _weasyprint(pages: list[Path]) -> list[float]:
    printed = snippet(WEASY, WORK, *pages, python=venv("weasyprint"))
    return [float(line.split()[0]) for line in printed.splitlines()]


def _chromium(pages: list[Path]) -> list[float]:
    times = []
    with chromium() as browser:
        page = browser.new_page()
        for number, path in enumerate([pages[0], *pages]):
            started = time.perf_counter()
            page.goto(path.as_uri(), wait_until="load")
            page.pdf(format="A4", tagged=True)
            if number:
                times.append(time.perf_counter() - started)
    return times
