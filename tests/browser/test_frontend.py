"""The quiz in a real browser: keyboard, announcements, memory, paper, and no script at all."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from borderrights.frontend import widget_module
from quiet import quiet
from sample import ITEMS, fragment, write_page

pytestmark = pytest.mark.browser

RECORD = "borderrights:1:responses"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_page(folder, fragment())
    write_page(folder, fragment(ITEMS[:1], kind="lesson"), name="lesson.html")
    write_page(folder, fragment(), name="noscript.html", script=False)
    changed = copy.deepcopy(ITEMS)
    changed[0]["prompt"] = "What really comes first?"
    write_page(folder, fragment(changed), name="changed.html")
    return folder


@pytest.fixture(scope="module")
def address(folder: Path, serve: Callable[[Path], str]) -> str:
    return serve(folder)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 800, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """The page with the quiz; a message in its console fails the test."""
    with quiet(context, f"{address}/index.html") as page:
        yield page


def question(page: Page, name: str) -> Locator:
    return page.locator(f"#q-{name}")


def choose(page: Page, name: str, *parts: str) -> None:
    for part in parts:
        question(page, name).locator(f'[data-part="{part}"] input').check()


def check(page: Page, name: str) -> None:
    question(page, name).get_by_role("button", name="Check").click()


def record(page: Page) -> Any:
    return json.loads(page.evaluate("name => localStorage.getItem(name)", RECORD) or "null")


def live(page: Page) -> Locator:
    return page.locator(".br-live")


def answer_all(page: Page) -> None:
    """Answer every question: all right but one of the steps of the scenario."""
    choose(page, "one", "b")
    choose(page, "several", "a", "c")
    put_in_order(page, ["a", "b", "c"])
    for left, right in (("x", "r2"), ("y", "r1")):
        question(page, "pairs").locator(f'[data-part="{left}"] select').select_option(right)
    for part, rating in (("a", "very-poor"), ("b", "good")):
        question(page, "rate").locator(f'[data-part="{part}"] [value="{rating}"]').check()
    for name in ("one", "several", "steps", "pairs", "rate"):
        check(page, name)
    story = question(page, "story")
    story.get_by_role("button", name="Ask him why").click()
    story.get_by_role("button", name="Go on").click()
    story.get_by_role("button", name="Call the chief").click()
    story.get_by_role("button", name="Go on").click()


def put_in_order(page: Page, order: list[str]) -> None:
    steps = question(page, "steps")
    for place, part in enumerate(order):
        while parts_shown(steps).index(part) > place:
            steps.locator(f'[data-part="{part}"] [data-by="-1"]').click()


def parts_shown(item: Locator) -> list[str]:
    return item.locator(".br-mover").evaluate_all("rows => rows.map(row => row.dataset.part)")


# --- answering ----------------------------------------------------------------------------------


def test_a_wrong_answer_says_what_is_right_then_why(page: Page) -> None:
    choose(page, "one", "a")
    check(page, "one")
    item = question(page, "one")
    outcome = item.get_by_role("heading", name="Not right Points: 0 of 1")
    expect(outcome).to_be_focused()
    letter = item.locator('[data-part="b"] .br-letter').inner_text()
    expect(item.locator(".br-lead")).to_have_text(f"The right answer is {letter}.")
    expect(item.locator('[data-part="b"]')).to_contain_text("Right answer")
    expect(item.locator('[data-part="b"]')).to_contain_text("Why greet.")
    expect(item.locator('[data-part="a"]')).to_contain_text("Your answer: not right")
    expect(item.locator('[data-part="a"]')).to_contain_text("Why search.")
    source = item.get_by_role("link", name="Law, article 1")
    expect(source).to_have_attribute("href", "book/standards.html#law-1")
    expect(item.locator('[data-part="a"] input')).to_be_disabled()
    expect(live(page)).to_have_text("1 of 6 answered. Points so far: 0.")


def test_try_again_clears_the_item_and_goes_to_its_first_option(page: Page) -> None:
    choose(page, "several", "b")
    check(page, "several")
    item = question(page, "several")
    expect(item.locator(".br-option", has_text="You missed this")).to_have_count(2)
    item.get_by_role("button", name="Try again").click()
    expect(item.locator("input").first).to_be_focused()
    expect(item.locator("input:checked")).to_have_count(0)
    expect(item.locator(".br-outcome")).to_have_count(0)
    expect(item.get_by_text("Why time.")).to_be_hidden()
    assert "several" not in record(page)


@pytest.mark.parametrize("name", ["one", "several", "steps", "pairs", "rate"])
def test_check_with_nothing_chosen_says_so_and_goes_there(page: Page, name: str) -> None:
    check(page, name)
    item = question(page, name)
    hint = item.locator(".br-hint").inner_text()
    assert "first" in hint
    expect(live(page)).to_have_text(hint)
    assert item.locator(".br-options :focus").count() == 1
    expect(item.locator(".br-outcome")).to_have_count(0)


def test_check_with_parts_open_goes_to_the_first_of_them(page: Page) -> None:
    item = question(page, "pairs")
    item.locator('[data-part="x"] select').select_option("r2")
    check(page, "pairs")
    expect(item.locator(".br-hint")).to_have_text("Still without an answer: 1")
    expect(item.locator('[data-part="y"] select')).to_be_focused()


def test_moving_a_step_keeps_the_focus_and_says_where_it_is(page: Page) -> None:
    item = question(page, "steps")
    last = item.locator(".br-mover").last
    text = last.locator(".br-text").inner_text()
    up = item.get_by_role("button", name=f"Move up: {text}")
    up.focus()
    page.keyboard.press("Enter")
    expect(up).to_be_focused()
    expect(live(page)).to_have_text(f"{text}: now 2 of 3")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(up).to_be_focused()
    expect(live(page)).to_have_text(f"Already the first: {text}")
    assert item.locator(".br-mover .br-text").first.inner_text() == text


def test_a_checked_order_shows_the_right_one(page: Page) -> None:
    put_in_order(page, ["b", "a", "c"])
    check(page, "steps")
    item = question(page, "steps")
    assert parts_shown(item) == ["a", "b", "c"]
    expect(item.locator('[data-part="a"]')).to_contain_text("you put this at 2")
    expect(item.locator('[data-part="c"]')).to_contain_text("Right place")
    # Another answer elsewhere leaves it alone.
    choose(page, "one", "b")
    assert parts_shown(item) == ["a", "b", "c"]


def test_letters_follow_the_shuffled_order_and_stay_during_a_visit(page: Page) -> None:
    letters = "rows => rows.map(row => row.querySelector('.br-letter').textContent)"
    parts = "rows => rows.map(row => row.dataset.part)"
    for name in ("one", "several", "rate"):
        rows = question(page, name).locator(".br-option")
        assert rows.evaluate_all(letters) == list("ABC")[: rows.count()]
    before = page.locator(".br-option").evaluate_all(parts)
    page.reload()
    assert page.locator(".br-option").evaluate_all(parts) == before
    orders = set()
    for seed in range(12):
        page.evaluate("seed => sessionStorage.setItem('borderrights:seed', seed)", str(seed))
        page.reload()
        orders.add(tuple(question(page, "one").locator(".br-option").evaluate_all(parts)))
    assert len(orders) > 2


# --- scenario -----------------------------------------------------------------------------------


def test_a_scenario_shows_one_card_the_consequence_first_and_a_way_back(page: Page) -> None:
    story = question(page, "story")
    expect(story.locator(".br-card:visible")).to_have_count(1)
    story.get_by_role("button", name="Tell him to wait").click()
    head = story.get_by_role("heading", name="What happens")
    expect(head).to_be_focused()
    turn = story.locator(".br-turn").inner_text()
    assert turn.index("After tell him to wait") < turn.index("Comment on tell him to wait")
    story.get_by_role("button", name="Go on").click()
    expect(story.locator("#q-story-n2-h")).to_be_focused()
    # Not asked: one choice is closed by that, another opened.
    names = story.locator("button.br-pick:visible").all_inner_texts()
    assert [name.split("\n")[-1] for name in names] == ["Call the chief", "Send him away"]
    story.get_by_role("button", name="Back to this decision: Card 1").click()
    expect(story.locator("#q-story-n1-h")).to_be_focused()
    expect(story.get_by_role("button", name="Ask him why")).to_be_visible()
    assert "story" not in record(page)


def test_an_ending_says_what_the_path_cost_and_which_is_best(page: Page) -> None:
    answer_all(page)
    story = question(page, "story")
    expect(story.locator(".br-card:visible")).to_contain_text("The end: Goal met in part")
    expect(story.get_by_role("heading", name="This path earned 3 of 5 points.")).to_be_visible()
    expect(story).to_contain_text("Points lost against the best path: 2.")
    assert story.locator(".br-best:visible li").all_inner_texts() == [
        "Ask him why",
        "Act on his answer",
    ]
    story.get_by_role("button", name="Play again from the start").click()
    expect(story.locator("#q-story-n1-h")).to_be_focused()
    expect(page.locator(".br-result")).to_be_hidden()


# --- the sitting --------------------------------------------------------------------------------


def test_the_result_adds_up_by_objective_and_keeps_practice_apart(page: Page) -> None:
    expect(page.locator(".br-running")).to_have_text("0 of 6 answered. Points so far: 0.")
    answer_all(page)
    result = page.locator(".br-result")
    expect(result).to_contain_text("Passed. 4.6 of 5 points, 92 per cent.")
    rows = result.locator("tbody tr").all_inner_texts()
    assert [row.split("\t") for row in rows] == [
        ["Hear the person", "2 of 2"],
        ["Decide on facts", "2.6 of 3"],
    ]
    expect(result.get_by_role("link", name="Hear the person")).to_have_attribute(
        "href", "lesson.html#hear"
    )
    expect(result).to_contain_text("for practice only: 1 of 1 points")
    page.get_by_role("button", name="Go to your result").click()
    expect(result.get_by_role("heading", name="Your result")).to_be_focused()


def test_start_over_asks_first(page: Page) -> None:
    choose(page, "one", "b")
    check(page, "one")
    button = page.get_by_role("button", name="Start over", exact=True)
    dialog = page.get_by_role("dialog")
    for leave in (lambda: page.keyboard.press("Escape"), lambda: keep(dialog)):
        button.click()
        expect(dialog).to_be_visible()
        leave()
        expect(dialog).to_be_hidden()
        expect(button).to_be_focused()
        assert record(page)["one"]["c"] is True
    button.click()
    dialog.get_by_role("button", name="Clear and start over").click()
    expect(live(page)).to_have_text("All answers are cleared.")
    expect(question(page, "one").locator(".br-head")).to_be_focused()
    assert record(page) == {}
    expect(page.locator("input:checked")).to_have_count(0)


def keep(dialog: Locator) -> None:
    dialog.get_by_role("button", name="Keep my answers").click()


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    def press_to(selector: str) -> None:
        for _ in range(120):
            if page.evaluate("one => document.activeElement.matches(one)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"the Tab key does not lead to {selector}")

    def enter(selector: str) -> None:
        press_to(selector)
        page.keyboard.press("Enter")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    press_to("#q-one input")
    page.keyboard.press("ArrowDown")
    enter("#q-one .br-check")
    press_to("#q-several input")
    page.keyboard.press("Space")
    enter("#q-several .br-check")
    enter('#q-steps .br-move[data-by="1"]')
    enter("#q-steps .br-check")
    for part in ("x", "y"):
        press_to(f'#q-pairs [data-part="{part}"] select')
        page.keyboard.press("ArrowDown")
    enter("#q-pairs .br-check")
    for place in (1, 2):
        press_to(f"#q-rate .br-rated:nth-child({place}) input")
        page.keyboard.press("Space")
    enter("#q-rate .br-check")
    for _ in range(2):
        enter("#q-story .br-card:not([hidden]) .br-pick")
        enter("#q-story .br-turn .br-button")
    press_to("#q-think textarea")
    page.keyboard.type("Ask first.")
    press_to("#q-think .br-when")
    page.keyboard.type("Friday")
    enter(".br-to-result")
    expect(page.locator(".br-result-head")).to_be_focused()
    expect(page.locator(".br-running")).to_contain_text("6 of 6 answered")


# --- memory -------------------------------------------------------------------------------------


def test_answers_outlast_a_reload(page: Page) -> None:
    choose(page, "one", "a")
    check(page, "one")
    choose(page, "several", "b")
    question(page, "think").locator("textarea").fill("Ask first.")
    question(page, "think").locator(".br-when").fill("Friday")
    page.reload()
    expect(question(page, "one").locator(".br-outcome")).to_contain_text("Not right")
    expect(question(page, "several").locator('[data-part="b"] input')).to_be_checked()
    expect(question(page, "several").locator(".br-outcome")).to_have_count(0)
    expect(question(page, "think").locator("textarea")).to_have_value("Ask first.")
    expect(question(page, "think").locator(".br-when")).to_have_value("Friday")


def test_a_question_that_has_changed_drops_its_old_answer(page: Page, address: str) -> None:
    for name in ("one", "several"):
        choose(page, name, "a")
        check(page, name)
    page.goto(f"{address}/changed.html")
    expect(question(page, "one").locator(".br-changed")).to_contain_text("has changed")
    expect(question(page, "one").locator("input:checked")).to_have_count(0)
    expect(question(page, "several").locator(".br-outcome")).to_have_count(1)
    old = record(page)["one"]
    choose(page, "one", "b")
    expect(question(page, "one").locator(".br-changed")).to_have_count(0)
    assert record(page)["one"]["v"] != old["v"]


@pytest.mark.parametrize(
    "stored",
    ["{", "null", "[1]", "7", '{"one": 5}', '{"one": {"v": "x"}}', '{"one": {"r": ["z"]}}'],
)
def test_a_foreign_record_is_no_accident(page: Page, stored: str) -> None:
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", [RECORD, stored])
    page.reload()
    expect(page.locator(".br-running")).to_have_text("0 of 6 answered. Points so far: 0.")
    assert page.evaluate("name => localStorage.getItem(name)", RECORD) == stored
    choose(page, "one", "b")
    assert record(page)["one"]["r"] == "b"


def test_an_answer_that_does_not_fit_is_none(page: Page) -> None:
    choose(page, "one", "b")
    page.evaluate(
        """name => {
            const record = JSON.parse(localStorage.getItem(name));
            record.one.r = 'zzz';
            localStorage.setItem(name, JSON.stringify(record));
        }""",
        RECORD,
    )
    page.reload()
    expect(question(page, "one").locator("input:checked")).to_have_count(0)


def test_two_tabs_do_not_lose_each_other_s_answers(
    page: Page, context: BrowserContext, address: str
) -> None:
    other = context.new_page()
    other.goto(f"{address}/index.html")
    choose(page, "one", "b")
    choose(other, "several", "a")
    assert set(record(page)) == {"one", "several"}


def test_without_storage_the_quiz_works_and_says_that_nothing_is_kept(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    refuse = "{ get() { throw new Error('no'); } }"
    page.add_init_script(
        f"for (const name of ['localStorage', 'sessionStorage'])"
        f" Object.defineProperty(window, name, {refuse});"
    )
    page.goto(f"{address}/index.html")
    expect(page.locator(".br-notice")).to_contain_text("cannot keep your answers")
    choose(page, "one", "b")
    check(page, "one")
    expect(question(page, "one").locator(".br-outcome")).to_contain_text("Right")


def test_a_lesson_shares_the_record_and_shows_no_result(page: Page, address: str) -> None:
    choose(page, "one", "b")
    check(page, "one")
    page.goto(f"{address}/lesson.html")
    expect(question(page, "one").locator(".br-outcome")).to_contain_text("Right")
    expect(page.locator(".br-result")).to_be_hidden()
    expect(page.locator(".br-foot")).to_be_hidden()


# --- without: a server, a script, a screen ------------------------------------------------------


def test_it_works_from_a_folder(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((folder / "index.html").as_uri())
    choose(page, "one", "b")
    check(page, "one")
    page.reload()
    expect(question(page, "one").locator(".br-outcome")).to_contain_text("Right")
    assert said == []
    page.close()


def test_without_javascript_it_reads_as_a_book(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/index.html")
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator(".br-option").first).to_be_visible()
    item = question(page, "one")
    expect(item.get_by_text("Why greet.")).to_be_hidden()
    item.locator("summary").click()
    expect(item.get_by_text("Why greet.")).to_be_visible()
    expect(item.get_by_role("link", name="Law, article 1")).to_be_visible()
    story = question(page, "story")
    expect(story.locator(".br-card")).to_have_count(5)
    story.locator(".br-choice").first.locator("summary").click()
    expect(story.get_by_text("After ask him why: something happens.")).to_be_visible()
    story.locator(".br-choice").first.get_by_role("link", name="Go to card 2").click()
    assert page.url.endswith("#q-story-n2")
    # The Enter key in a form sends nothing.
    item.locator("input").first.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#q-story-n2")
    context.close()


def test_if_the_script_never_comes_everything_shows_all_the_same(page: Page, address: str) -> None:
    page.goto(f"{address}/noscript.html")
    hidden = ".br-shuffle, .br-answers, .br-more, .br-after, .br-goto"
    assert page.locator(hidden).evaluate_all(
        "all => all.every(one => getComputedStyle(one).visibility === 'hidden')"
    )
    page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
    assert page.locator(hidden).evaluate_all(
        "all => all.every(one => getComputedStyle(one).visibility === 'visible')"
    )
    question(page, "one").locator("summary").click()
    expect(question(page, "one").get_by_text("Why greet.")).to_be_visible()


def test_nothing_jumps_when_the_script_starts(page: Page, address: str) -> None:
    """Every question has the same place and height before the script has run and after."""
    boxes = """() => Array.from(document.querySelectorAll('.br-item, .br-form'))
        .map(node => { const box = node.getBoundingClientRect(); return [box.top, box.height]; })"""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{address}/index.html")
        after = page.evaluate(boxes)
        page.goto(f"{address}/noscript.html")
        assert page.evaluate(boxes) == after


@pytest.mark.parametrize("checked", [False, True])
def test_paper_shows_questions_boxes_and_no_answers(page: Page, checked: bool) -> None:
    if checked:
        answer_all(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("button").and_(page.locator(":not(.br-pick)"))).to_have_count(0)
    expect(page.locator("input:visible:not(.br-when), select:visible")).to_have_count(0)
    text = page.locator(".br-quiz").inner_text()
    for secret in ("Why ", "Comment on", "Right", "Your answer", "Points", "Law, article 1"):
        assert secret not in text, secret
    for shown in ("Greet", "Rumour", "Legislates", "Very good", "Go to card 2", "He is heard."):
        assert shown in text, shown
    box = "getComputedStyle(document.querySelector('.br-label'), '::before').borderTopStyle"
    assert page.evaluate(box) == "solid"
    expect(question(page, "steps").locator(".br-blank").first).to_be_visible()
    tops = (
        question(page, "steps")
        .locator(".br-mover")
        .evaluate_all(
            """rows => rows.map(row => [row.getBoundingClientRect().top, row.dataset.part])
            .sort((a, b) => a[0] - b[0]).map(pair => pair[1])"""
        )
    )
    assert tops != ["a", "b", "c"]


# --- the same script in Jupyter -----------------------------------------------------------------

WIDGET = """async ([source, html]) => {
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const { default: widget } = await import(url);
    const state = { html, responses: {}, checked: {} };
    const calls = {};
    window.model = {
        saves: 0,
        get: name => state[name],
        set(name, value) {
            state[name] = value;
            (calls['change:' + name] || []).forEach(call => call());
        },
        on(event, call) { (calls[event] = calls[event] || []).push(call); },
        off(event, call) { calls[event] = calls[event].filter(one => one !== call); },
        save_changes() { this.saves += 1; },
        left: () => Object.values(calls).flat().length,
    };
    const el = document.body.appendChild(document.createElement('div'));
    window.cleanup = widget.render({ model: window.model, el });
}"""


def test_the_widget_speaks_to_its_model_both_ways(browser: Browser) -> None:
    page = browser.new_page()
    page.evaluate(WIDGET, [widget_module(), fragment()])
    choose(page, "one", "b")
    assert page.evaluate("[model.get('responses'), model.saves]") == [{"one": "b"}, 1]
    check(page, "one")
    assert list(page.evaluate("model.get('checked')")) == ["one"]
    # Restored from Python: the view follows.
    page.evaluate("model.set('responses', {several: ['a'], story: ['n1:a']})")
    expect(question(page, "several").locator('[data-part="a"] input')).to_be_checked()
    expect(question(page, "story").get_by_role("button", name="Call the chief")).to_be_visible()
    page.evaluate("model.set('responses', {one: 'zzz', pairs: 3, story: ['nowhere']})")
    expect(page.locator("input:checked")).to_have_count(0)
    page.evaluate("cleanup()")
    assert page.evaluate("model.left()") == 0
    page.close()


def test_who_reaches_a_question_before_its_turn_need_not_wait(
    context: BrowserContext, address: str
) -> None:
    """Questions come to life one after another; here no second slice of that work ever comes."""
    page = context.new_page()
    page.add_init_script(
        "const late = window.setTimeout; let first = true;"
        "window.setTimeout = (call, wait) => {"
        " if (call.name === 'slice') { if (!first) return 0; first = false; }"
        " return late(call, wait); };"
        "performance.now = () => performance.slow = (performance.slow || 0) + 1000;"
    )
    page.goto(f"{address}/index.html")
    pairs, think = question(page, "pairs"), question(page, "think")
    expect(page.locator(".br-item.br-ready")).to_have_count(0)
    pairs.locator("select").first.focus()
    expect(pairs.locator("option").nth(1)).to_contain_text("A: ")
    pairs.locator("select").first.select_option("r2")
    think.locator("textarea").fill("Ask first.")
    expect(page.locator(".br-item.br-ready")).to_have_count(2)
    assert set(record(page)) == {"pairs"} or record(page)["think"]["r"] == "Ask first."
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".br-item.br-ready")).to_have_count(7)
    expect(think.locator("textarea")).to_have_value("Ask first.")
