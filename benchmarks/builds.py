"""How long the site takes to build: clean, with nothing changed, after one change."""

from __future__ import annotations

import shutil
from functools import cache, partial
from pathlib import Path

from corpus import copy_book
from measure import BIN, WORK, CannotMeasure, Row, Took, alternate, note, output, timed
from plain import make_bare, make_plain

SPHINX: list[str | Path] = [BIN / "sphinx-build", "-q", "-b", "html", ".", "_build/html"]
BOOK: list[str | Path] = [BIN / "jupyter-book", "build", ".", "-q"]
MARK = "benchmarkmark"
CLEAN_RATIO, CHANGED_SECONDS = 1.3, 2.5

# Four copies of the book, so that no build finds what another left: with our extension and plain,
# by jupyter-book and by sphinx-build alone.
SIDES = ("ours-sphinx", "bare-sphinx", "ours-book", "plain-book")


@cache
def sides() -> dict[str, Path]:
    """Prepare the copies; return their roots by name."""
    roots = {name: copy_book(WORK / name) for name in SIDES}
    output([BIN / "jupyter-book", "config", "sphinx", "."], roots["ours-sphinx"])
    for name in ("ours-sphinx", "ours-book"):  # the site is timed with its PDFs already there
        output([BIN / "borderrights", "handout"], roots[name])
    for name in ("bare-sphinx", "plain-book"):
        make_plain(roots[name])
    make_bare(roots["bare-sphinx"])
    return roots


@cache
def our_site() -> Path:
    """Return the folder of the site as ``jupyter-book build .`` makes it, built if need be."""
    site = sides()["ours-book"] / "_build" / "html"
    if not (site / "search.html").is_file():
        output(BOOK, sides()["ours-book"])
    return site


def rows() -> list[Row]:
    """Measure the builds."""
    roots = sides()
    note("clean builds, four kinds")
    clean = alternate({name: partial(_clean, name) for name in SIDES})
    pages = {name: len(list((roots[name] / "_build/html").rglob("*.html"))) for name in SIDES}
    note("builds with nothing changed")
    still = alternate({name: partial(_build, name) for name in SIDES})
    note("builds after a change of one lesson")
    changed = alternate({name: partial(_changed, name) for name in SIDES})
    note("builds after a change of one question")
    asked = alternate({name: partial(_question_changed, name) for name in SIDES if "ours" in name})
    ratio = clean["ours-sphinx"].wall / clean["bare-sphinx"].wall
    cpu = clean["ours-sphinx"].cpu / clean["bare-sphinx"].cpu
    book = clean["ours-book"].wall / clean["plain-book"].wall
    return [
        Row(
            f"1 clean build by sphinx-build, {pages['ours-sphinx']} pages",
            str(clean["ours-sphinx"]),
            (f"bare Sphinx, {pages['bare-sphinx']} pages: {clean['bare-sphinx']}",
             f"ratio {ratio:.2f} (cpu {cpu:.2f})"),
            f"ratio <= {CLEAN_RATIO}", ratio <= CLEAN_RATIO,
        ),
        Row(
            f"1 the same by jupyter-book, {pages['ours-book']} pages",
            str(clean["ours-book"]),
            (f"plain copy, {pages['plain-book']} pages: {clean['plain-book']}",
             f"ratio {book:.2f}"),
        ),
        *_pair("2 build, nothing changed", still),
        *_pair("3 build, one lesson changed", changed, CHANGED_SECONDS),
        *_pair("3 build, one question changed", asked, CHANGED_SECONDS),
    ]  # fmt: skip


def _pair(what: str, took: dict[str, Took], most: float | None = None) -> list[Row]:
    """Return one row for jupyter-book, to which the target applies, and one for sphinx-build."""
    peers = {
        "ours-book": ("plain copy", "plain-book"),
        "ours-sphinx": ("bare Sphinx", "bare-sphinx"),
    }
    made = []
    for side, (label, peer) in peers.items():
        shown = (f"{label}: {took[peer]}",) if peer in took else ()
        has_target = most is not None and side == "ours-book"
        made.append(
            Row(
                f"{what} ({'jupyter-book' if side == 'ours-book' else 'sphinx-build'})",
                str(took[side]),
                shown,
                f"<= {most} s" if has_target else "",
                took[side].wall <= most if has_target and most is not None else None,
            )
        )
    return made


def _build(name: str) -> Took:
    return timed(BOOK if name.endswith("-book") else SPHINX, sides()[name])


def _clean(name: str) -> Took:
    root = sides()[name]
    shutil.rmtree(root / "_build" / "html", ignore_errors=True)
    shutil.rmtree(root / "_build" / ".doctrees", ignore_errors=True)
    return _build(name)


def _changed(name: str) -> Took:
    """Build after a sentence was added to a lesson; it must be on the page afterwards."""
    root = sides()[name]
    lesson = min(root.glob("modules/*/lesson.md"))
    text = lesson.read_text(encoding="utf-8")
    mark = f"{MARK}{text.count(MARK)}"
    lesson.write_text(f"{text}\nA sentence more: {mark}.\n", encoding="utf-8")
    took = _build(name)
    _must_show(root / "_build/html" / lesson.relative_to(root).with_suffix(".html"), mark)
    return took


def _question_changed(name: str) -> Took:
    """Build after the prompt of a question in a lesson was changed in the bank."""
    root = sides()[name]
    bank = min(path for path in root.glob("quizzes/*.yml") if ".keys" not in path.name)
    text = bank.read_text(encoding="utf-8")
    mark = f"{MARK}{text.count(MARK)}"
    head, place, rest = text.partition("use: lesson\n")
    before, prompt, after = rest.partition("  vignette: >-\n")
    bank.write_text(f"{head}{place}{before}{prompt}    Now {mark}.\n{after}", encoding="utf-8")
    took = _build(name)
    page = root / "_build/html/modules" / bank.stem / "lesson.html"
    _must_show(page, mark)
    return took


def _must_show(page: Path, mark: str) -> None:
    if mark not in page.read_text(encoding="utf-8"):
        raise CannotMeasure(f"the build did not change {page.name}")
