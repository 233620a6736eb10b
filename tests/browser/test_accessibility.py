"""axe on the quiz in every state, size and colour; targets a thumb can hit; nothing too wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from axe import violations
from sample import ITEMS, fragment, write_page
from test_frontend import answer_all

pytestmark = pytest.mark.browser

SMALL = """() => Array.from(document.querySelectorAll('button, select, summary, label'))
    .map(node => [node.className || node.tagName, node.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
    .map(([name]) => name)"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("axe")
    write_page(folder, fragment())
    write_page(folder, fragment(ITEMS[:1], kind="lesson"), name="lesson.html")
    return serve(folder)


@pytest.fixture(params=["light", "dark", "forced"])
def colours(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[360, 1280])
def page(
    request: pytest.FixtureRequest, browser: Browser, address: str, colours: str
) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": request.param, "height": 800},
        color_scheme="dark" if colours == "dark" else "light",
        forced_colors="active" if colours == "forced" else "none",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{address}/index.html")
    yield page
    context.close()


def test_axe_before_during_and_after(page: Page) -> None:
    assert violations(page) == []
    story = page.locator("#q-story")
    story.get_by_role("button", name="Tell him to wait").click()
    page.get_by_role("button", name="Start over", exact=True).click()
    assert violations(page) == [], "with the dialog open"
    page.keyboard.press("Escape")
    story.get_by_role("button", name="Go on").click()
    story.get_by_role("button", name="Back to this decision: Card 1").click()
    answer_all(page)
    assert violations(page) == [], "after all checks"
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
