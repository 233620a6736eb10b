"""A test in a real browser: nothing about right and wrong before its end, and no certificate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from quiet import quiet
from sample import ITEMS, fragment, write_page

pytestmark = pytest.mark.browser
WHY = "Why "


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("test")
    write_page(folder, fragment(ITEMS[:4], kind="test"))
    write_page(folder, fragment(ITEMS[:4], kind="test"), name="noscript.html", script=False)
    return serve(folder)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 720})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    with quiet(context, f"{address}/index.html") as page:
        yield page


def answer_three(page: Page) -> None:
    """Answer three of four: one right, one in half, one right; 2.5 of 4 points."""
    page.locator('#q-one [data-part="b"] input').check()
    page.locator('#q-several [data-part="a"] input').check()
    for left, right in (("x", "r2"), ("y", "r1")):
        page.locator(f'#q-pairs [data-part="{left}"] select').select_option(right)


def test_nothing_is_said_before_the_end(page: Page) -> None:
    answer_three(page)
    expect(page.locator(".br-running")).to_have_text("3 of 4 answered.")
    expect(page.get_by_role("button", name="Check")).to_have_count(0)
    assert WHY not in page.locator("body").inner_text()
    expect(page.get_by_role("heading", name="Your result")).to_have_count(0)


def test_the_end_is_asked_for_and_shows_everything(page: Page) -> None:
    answer_three(page)
    page.get_by_role("button", name="Finish and see the result").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Still without an answer: 1. Finish all the same?")
    dialog.get_by_role("button", name="Go back to the questions").click()
    expect(page.get_by_role("button", name="Finish and see the result")).to_be_focused()
    assert WHY not in page.locator("body").inner_text()
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Finish", exact=True).click()
    expect(page.get_by_role("heading", name="Your result")).to_be_focused()
    result = page.locator(".br-result")
    expect(result).to_contain_text("2.5 of 4 points, 62 per cent.")
    # Worked out by hand: p = .625, n = 4; middle .75 / 1.25, half .27243 / 1.25.
    expect(result).to_contain_text("reach 38 to 82 per cent")
    expect(result).not_to_contain_text("Passed")
    expect(result).not_to_contain_text("Not yet")
    expect(page.locator("#q-one")).to_contain_text("Why greet.")
    expect(page.locator("#q-steps")).to_contain_text("Why listen.")
    expect(page.locator("#q-several")).to_contain_text("You missed this")
    expect(page.locator('#q-one [data-part="b"] input')).to_be_disabled()
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    expect(page.get_by_role("button", name="Finish and see the result")).to_be_hidden()


def test_an_end_is_kept_and_can_be_taken_back_whole(page: Page) -> None:
    answer_three(page)
    page.get_by_role("button", name="Finish and see the result").click()
    page.get_by_role("dialog").get_by_role("button", name="Finish", exact=True).click()
    page.reload()
    expect(page.locator(".br-result")).to_contain_text("2.5 of 4 points")
    expect(page.locator("#q-steps")).to_contain_text("Why listen.")
    page.get_by_role("button", name="Start over").click()
    page.get_by_role("dialog").get_by_role("button", name="Clear and start over").click()
    expect(page.locator(".br-running")).to_have_text("0 of 4 answered.")
    assert WHY not in page.locator("body").inner_text()
    expect(page.locator('#q-one [data-part="b"] input')).to_be_enabled()


def test_without_a_script_there_are_no_answers(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/noscript.html")
    assert WHY not in page.locator("body").inner_text()
    expect(page.locator("details.br-answers")).to_have_count(0)
    expect(page.get_by_text("What comes first?")).to_be_visible()
