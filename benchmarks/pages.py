"""What a visitor's browser meets: bytes, requests, and the time on a slow phone."""

from __future__ import annotations

import shutil
import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from builds import our_site
from measure import ROOT, CannotMeasure, Row, note
from peers import ITEMS, STEM, jupyterquiz_site, mkdocs_site
from playwright.sync_api import Browser, Page, Request, sync_playwright
from server import Log, served

OURS_ROUNDS, PEER_ROUNDS = 3, 2
WATCH, GIVE_UP = 10_000, 45_000  # milliseconds
# A new window draws itself first; its own work must not be taken for that of the page.
SETTLE = 2_500
TARGETS = {"LCP": 1500.0, "load": 2500.0, "TBT": 50.0, "CLS": 0.0}
PHONE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
# Other hosts are unknown to this browser, so their requests fail at once. That favours peers that
# make some, since a phone would have to wait for them.
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
OBSERVE = """
window.seen = {LCP: 0, FCP: Infinity, CLS: 0, tasks: []};
const watch = (type, each) => new PerformanceObserver(
  list => list.getEntries().forEach(each)).observe({type, buffered: true});
watch("largest-contentful-paint", entry => { seen.LCP = entry.startTime; });
watch("paint", entry => { seen.FCP = Math.min(seen.FCP, entry.startTime); });
watch("layout-shift", entry => { if (!entry.hadRecentInput) seen.CLS += entry.value; });
watch("longtask", entry => { seen.tasks.push([entry.startTime, entry.duration]); });
"""
READ = """() => {
  const after = seen.tasks.filter(([start, length]) => start + length > seen.FCP);
  return {
    LCP: seen.LCP, CLS: seen.CLS,
    TBT: after.reduce((sum, [, length]) => sum + Math.max(0, length - 50), 0),
    load: performance.getEntriesByType("navigation")[0].loadEventEnd,
  };
}"""


@dataclass(frozen=True)
class Site:
    """A site to compare; ``question`` selects its questions once its script has run."""

    name: str
    make: Callable[[], Path]
    lesson: str
    quiz: str
    question: str
    rounds: int


SITES = (
    Site("ours", our_site, f"modules/{STEM}/lesson.html", f"quizzes/{STEM}.html", ".br-item",
         OURS_ROUNDS),
    Site("jupyterquiz", jupyterquiz_site, f"modules/{STEM}/lesson.html", f"quizzes/{STEM}.html",
         ".Quiz", PEER_ROUNDS),
    Site("mkdocs-quiz", mkdocs_site, f"modules/{STEM}/lesson/", f"quizzes/{STEM}/", "div.quiz",
         PEER_ROUNDS),
)  # fmt: skip


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium, or the one that Playwright installed.

    Raises:
        CannotMeasure: There is none.
    """
    sys.path.append(str(ROOT / "tests" / "browser"))
    from find import NAMES  # type: ignore[import-not-found]

    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        if path is None and not Path(playwright.chromium.executable_path).exists():
            raise CannotMeasure("no Chromium found; see tests/browser/find.py")
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        browser.close()


def _made() -> dict[str, Path | str]:
    """Return the folder of each site, or why there is none."""
    made: dict[str, Path | str] = {}
    for site in SITES:
        try:
            made[site.name] = site.make()
        except CannotMeasure as error:
            made[site.name] = str(error)
    return made


def weight_rows() -> list[Row]:
    """Measure bytes and requests of lesson and quiz page, first and next visit."""
    shown: dict[str, list[str]] = {}
    made = _made()
    note("page weight")
    with chromium() as browser:
        for site in SITES:
            folder = made[site.name]
            shown[site.name] = [str(folder)] * 4
            if isinstance(folder, Path):
                with served(folder) as (base, log):
                    shown[site.name] = _weigh(browser, site, base, log)
    kinds = (
        "lesson, first visit",
        "quiz page, first visit",
        "quiz page after the lesson",
        "of the quiz page, script and style",
    )
    ours, *others = (shown[site.name] for site in SITES)
    names = [site.name for site in SITES[1:]]
    return [
        Row(f"8 {kind}", ours[i], tuple(f"{n}: {o[i]}" for n, o in zip(names, others, strict=True)))
        for i, kind in enumerate(kinds)
    ]


def _weigh(browser: Browser, site: Site, base: str, log: Log) -> list[str]:
    lesson, *_ = _visit(browser, site, base, log, site.lesson)
    quiz, style, questions = _visit(browser, site, base, log, site.quiz)
    _visit(browser, site, base, log, site.lesson, then=site.quiz)
    after = _sum(log.take())
    least = ITEMS if site.name != "jupyterquiz" else 1  # one element holds all its questions
    if questions < least:
        quiz += f" (only {questions} questions shown)"
    return [lesson, f"{quiz}, {questions} questions" if least > 1 else quiz, after, style]


def _visit(
    browser: Browser, site: Site, base: str, log: Log, page_name: str, then: str = ""
) -> tuple[str, str, int]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    foreign: set[str] = set()

    def asked(request: Request) -> None:
        if request.url.startswith("http") and not request.url.startswith(base):
            foreign.add(request.url)

    page.on("request", asked)
    log.take()
    _settle(page, base + page_name)
    questions = page.locator(site.question).count()
    answers = log.take()
    if then:
        _settle(page, base + then)
    context.close()
    outside = f" + {len(foreign)} to other hosts" if foreign else ""
    code = [a for a in answers if urlsplit(a[0]).path.endswith((".js", ".css"))]
    return _sum(answers) + outside, _sum(code), questions


def _settle(page: Page, address: str) -> None:
    page.goto(address, wait_until="load")
    page.wait_for_timeout(1500)


def _sum(answers: list[tuple[str, int]]) -> str:
    return f"{sum(size for _, size in answers) / 1000:.1f} kB in {len(answers)} requests"


def phone_rows() -> list[Row]:
    """Measure lesson and quiz page of every site on an emulated slow phone."""
    made = _made()
    found: dict[tuple[str, str], list[dict[str, float]]] = {}
    with chromium() as browser:
        for turn in range(max(site.rounds for site in SITES)):
            for site in SITES:
                folder = made[site.name]
                if turn < site.rounds and isinstance(folder, Path):
                    note(f"slow phone, round {turn + 1}, {site.name}")
                    with served(folder) as (base, _):
                        for kind, name in (("lesson", site.lesson), ("quiz", site.quiz)):
                            runs = found.setdefault((site.name, kind), [])
                            runs.append(_on_phone(browser, base + name))
    rows = []
    for kind in ("lesson", "quiz"):
        for key, most in TARGETS.items():
            middle = {
                site.name: statistics.median(run[key] for run in found[site.name, kind])
                for site in SITES
                if (site.name, kind) in found
            }
            cells = [
                f"{site.name}: {_figure(key, middle[site.name])}"
                if site.name in middle
                else f"{site.name}: {made[site.name]}"
                for site in SITES
            ]
            ours = middle.get("ours")
            met = None if ours is None else ours < most if key == "TBT" else ours <= most + 0.0005
            limit = f"{'<' if key == 'TBT' else '<='} {_figure(key, most)}"
            target = "0" if key == "CLS" else limit
            what = f"9 slow phone, {kind}: {key}"
            rows.append(Row(what, cells[0][6:], tuple(cells[1:]), target, met))
    return rows


def _figure(key: str, value: float) -> str:
    if key == "CLS":
        return f"{value:.3f}"
    if value > GIVE_UP:
        return f"> {GIVE_UP / 1000:.0f} s"
    return f"{value:.0f} ms" if key == "TBT" else f"{value / 1000:.2f} s"


def _on_phone(browser: Browser, address: str) -> dict[str, float]:
    """Open a page once with a cold cache; watch until 10 s or until it has loaded."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        is_mobile=True,
        has_touch=True,
        device_scale_factor=2,
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", PHONE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(OBSERVE)
    page.wait_for_timeout(SETTLE)
    page.goto(address, wait_until="commit", timeout=GIVE_UP)
    page.wait_for_timeout(WATCH)
    waited = WATCH
    while waited < GIVE_UP and page.evaluate("document.readyState") != "complete":
        page.wait_for_timeout(500)
        waited += 500
    figures: dict[str, float] = page.evaluate(READ)
    if not figures["load"]:
        figures["load"] = GIVE_UP + 1.0
    context.close()
    return figures
