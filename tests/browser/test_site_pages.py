"""The built site in a real browser: every page is quiet, light, accessible and keeps to itself."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from axe import violations
from quiet import listen

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
STEMS = sorted(file.stem for file in (ROOT / "quizzes").glob("*.ipynb"))
KINDS = {
    "start": "book/index",
    "glossary": "book/glossary",
    "registry": "book/standards/treaties",
    "coverage": "book/coverage",
    "track": "book/tracks/border-guards",
    "card": "book/carry/60-ten-messages",
    "test": "quizzes/tests/border-guards-form-a",
    "lesson": f"modules/{STEMS[0]}/lesson",
    "quiz": f"quizzes/{STEMS[0]}",
    "handout": f"modules/{STEMS[0]}/handout",
    "trainer": f"modules/{STEMS[0]}/trainer",
}

# One page of each kind, and all of the two kinds that learners load most.
LIGHT = sorted(
    {
        *KINDS.values(),
        *(f"quizzes/{stem}" for stem in STEMS),
        *(f"modules/{stem}/lesson" for stem in STEMS),
    }
)


def all_pages() -> list[str]:
    """Return every page of the book, by the table of contents."""
    import yaml

    from borderrights.toc import files_of

    return list(files_of(yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))))


@pytest.fixture(scope="module")
def address(site: Path, serve: Callable[..., str]) -> str:
    """Serve the site with the policy that the documentation recommends."""
    hashes = set()
    for file in site.rglob("*.html"):
        for script in re.findall(r"<script>(.*?)</script>", file.read_text("utf-8"), re.DOTALL):
            digest = hashlib.sha256(script.encode("utf-8")).digest()
            hashes.add(f"'sha256-{base64.b64encode(digest).decode()}'")
    assert len(hashes) == 1, "one inline script, the theme's, is the same on every page"
    guide = (ROOT / "book" / "hosting.md").read_text("utf-8")
    policy = re.search(r"Content-Security-Policy: (.*)", guide).group(1)
    assert hashes.pop() in policy, "book/hosting.md names the hash of the theme's script"
    return serve(site, policy)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context
    context.close()


def at_phone_width(context: BrowserContext, address: str, name: str) -> None:
    """A page is quiet and accessible; what it loads late, it loads while axe looks at it."""
    page = context.new_page()
    said = listen(page)
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(f"{address}/{name}.html")

    assert violations(page) == []
    assert said == []
    assert hosts == {address.split("/")[2]}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# Two classes, so that two workers share the pages: the longest of all tests.
PAGES = all_pages()


class TestPagesOfModules:
    @pytest.mark.parametrize("name", [page for page in PAGES if page.startswith("modules/")])
    def test_it_is_quiet_and_accessible_at_phone_width(self, context, address, name):
        at_phone_width(context, address, name)


class TestOtherPages:
    @pytest.mark.parametrize("name", [page for page in PAGES if not page.startswith("modules/")])
    def test_it_is_quiet_and_accessible_at_phone_width(self, context, address, name):
        at_phone_width(context, address, name)


# Each width and each set of colours, and not each with each: the style has no rule for a pair.
@pytest.mark.parametrize(("width", "colours"), [(360, "light"), (360, "forced"), (1280, "dark")])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_one_page_of_each_kind_is_accessible_in_every_state(browser, address, kind, width, colours):
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if colours == "dark" else "light",
        forced_colors="active" if colours == "forced" else "none",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{address}/{KINDS[kind]}.html")
    assert violations(page) == []
    checks = page.get_by_role("button", name="Check", exact=True)
    if checks.count():
        page.locator(".br-item[data-kind=single]").first.get_by_role("radio").first.check()
        checks.first.click()
        assert violations(page) == []
    finish = page.get_by_role("button", name="Finish and see the result")
    if finish.count() and finish.is_visible():
        finish.click()
        assert violations(page) == []
        page.get_by_role("dialog").get_by_role("button", name="Finish", exact=True).click()
        assert violations(page) == []
    context.close()


@pytest.mark.parametrize("name", LIGHT)
def test_first_visit_and_next_visit_are_light(context, address, site, name):
    """Counts what a server sends with gzip -9: the first page, then another of the same kind."""
    loaded: list[Request] = []
    page = context.new_page()
    page.on("request", lambda request: loaded.append(request))
    page.goto(f"{address}/{name}.html", wait_until="networkidle")
    first = page.locator(".br-item[data-kind=single]").first
    if first.count():
        first.get_by_role("radio").first.check()
        check = first.get_by_role("button", name="Check", exact=True)
        if check.count():  # a test has none
            check.click()
    files = [request.url.removeprefix(address).split("?")[0].split("#")[0] for request in loaded]
    sizes = {file: len(gzip.compress((site / file.lstrip("/")).read_bytes(), 9)) for file in files}
    limit = 90_000 if name in (KINDS["glossary"], KINDS["registry"]) else 60_000

    assert len(files) <= 10
    assert sum(sizes.values()) <= limit
    assert sizes[f"/{name}.html"] <= 30_000  # what the next page of this kind costs
    assert sum(size for file, size in sizes.items() if "borderrights." in file) <= 20_000


def test_skip_links_lead_to_the_content_and_to_the_first_question(context, address):
    page = context.new_page()
    page.goto(f"{address}/{KINDS['lesson']}.html")
    page.keyboard.press("Tab")
    assert (
        page.evaluate("document.activeElement.textContent").strip() == "Skip to the first question"
    )
    page.keyboard.press("Enter")
    first = page.locator(".br-item").first

    # The address changes a moment after the key; a busy machine needs more than a moment.
    expect(page).to_have_url(f"{address}/{KINDS['lesson']}.html#{first.get_attribute('id')}")
    page.keyboard.press("Tab")
    assert first.evaluate("section => section.contains(document.activeElement)")


@pytest.mark.parametrize("page_name", ["book/carry/20-interview", KINDS["handout"]])
def test_a_box_to_tick_is_drawn_in_place_of_a_bullet(context, address, page_name):
    page = context.new_page()
    page.goto(f"{address}/{page_name}.html")
    task = page.locator(".task-list-item").first
    box = task.locator(".br-box").bounding_box()

    assert box["width"] >= 12 and box["height"] >= 12
    assert task.evaluate("item => getComputedStyle(item).listStyleType") == "none"


@pytest.mark.parametrize("kind", ["lesson", "quiz"])
def test_from_a_folder_a_quiz_scores_and_keeps_its_answers(browser, site, kind):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    said = listen(page)
    page.goto(f"{(site / KINDS[kind]).as_uri()}.html")
    item = page.locator(".br-item[data-kind=single]").first
    item.get_by_role("radio").first.check()
    item.get_by_role("button", name="Check", exact=True).click()
    assert item.get_by_role("button", name="Try again").is_visible()

    page.reload()

    assert (
        page.locator(".br-item[data-kind=single]")
        .first.get_by_role("button", name="Try again")
        .is_visible()
    )
    assert said == []
    context.close()


def test_without_a_script_questions_can_be_read_and_answers_opened(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{KINDS['quiz']}.html")
    item = page.locator(".br-item[data-kind=single]").first
    answers = item.locator("details.br-answers")

    assert item.locator(".br-prompt").is_visible()
    assert page.get_by_role("button", name="Check", exact=True).count() == 0
    assert not answers.locator("p, li, dd").last.is_visible()
    answers.locator("summary").click()
    assert answers.locator("p, li, dd").last.is_visible()
    context.close()


def test_a_whole_quiz_by_keyboard_alone_reaches_the_result(context, address):
    """Answers every question with the second reader's responses, by keys only."""
    from borderrights.quizview import open_view

    view = open_view(ROOT / "quizzes" / f"{STEMS[0]}.yml")
    page = context.new_page()
    page.goto(f"{address}/{KINDS['quiz']}.html")
    reading = view.sources.reading.responses
    for item in view.items:
        section = page.locator(f"#q-{item.id}")
        if not section.is_visible():
            continue  # not drawn for this sitting
        by_keys(page, section, item, reading.get(item.id))
    result = page.locator(".br-result").last

    assert "pass" in result.inner_text().lower()


def by_keys(page: Page, section, item, response) -> None:
    """Answer one item without the mouse: focus a control, then press keys."""
    if item.kind in ("single", "multiple"):
        for option in [response] if item.kind == "single" else response:
            section.locator(f"input[value='{option}']").focus()
            page.keyboard.press("Space")
    elif item.kind == "match":
        for left, right in response.items():
            choose(page, section.locator(f"[data-part='{left}'] select"), right)
    elif item.kind == "judgement":
        for option, rating in response.items():
            section.locator(f"[data-part='{option}'] input[value='{rating}']").focus()
            page.keyboard.press("Space")
    elif item.kind == "order":
        sort(page, section, list(response))
    elif item.kind == "scenario":
        for step in response:
            section.locator(f"[data-part='{step}'] button.br-pick").focus()
            page.keyboard.press("Enter")
            section.get_by_role("button", name="Go on").focus()
            page.keyboard.press("Enter")
        return
    else:
        return
    section.get_by_role("button", name="Check", exact=True).focus()
    page.keyboard.press("Enter")


def choose(page: Page, select, value: str) -> None:
    """Pick an entry of a list box with the arrow keys."""
    select.focus()
    entries = select.locator("option").evaluate_all("nodes => nodes.map(node => node.value)")
    for _ in range(entries.index(value)):
        page.keyboard.press("ArrowDown")
    assert select.input_value() == value


def sort(page: Page, section, wanted: list[str]) -> None:
    """Bring steps into order with the buttons that move them up."""
    for place, step in enumerate(wanted):
        while True:
            now = section.locator(".br-mover").evaluate_all("n => n.map(x => x.dataset.part)")
            if now.index(step) == place:
                break
            section.locator(f"[data-part='{step}'] .br-move[data-by='-1']").focus()
            page.keyboard.press("Enter")


def test_a_printed_page_has_boxes_and_no_widgets(context, address):
    page = context.new_page()
    page.goto(f"{address}/{KINDS['quiz']}.html")
    page.emulate_media(media="print")

    # A choice of a scenario is a button on the screen and a line of text on paper.
    assert page.locator(".br-item button:not(.br-pick):visible").count() == 0
    assert page.locator(".br-item select:visible").count() == 0
    assert page.locator("details.br-answers:visible").count() == 0
    assert page.locator(".sidebar-drawer:visible").count() == 0
