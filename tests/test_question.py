"""Questions as HTML and as plain text: complete, escaped, stable, silent about the key."""

from __future__ import annotations

import copy
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from pydantic import TypeAdapter

from borderrights.markup import Refs
from borderrights.markup.refs import Ref
from borderrights.model import KINDS, Item
from borderrights.payload import version
from borderrights.render.question import item_html, quiz_html
from borderrights.render.question_plain import item_plain, quiz_plain
from borderrights.shuffle import shuffled
from test_scoring import ROWS

ITEM: TypeAdapter[Any] = TypeAdapter(Item)
HOSTILE = "</script><img src=x onerror=alert(1)>\"'&amp;<!-- </textarea>"
REFS = Refs(provisions={"law-1": Ref("Law, article 1", "A paraphrase.")}, root="../")
BY_KIND = {
    kind: {
        **next(row["item"] for row in ROWS if row["item"]["kind"] == kind),
        "standards": ["law-1"],
        "vignette": "The situation.",
    }
    for kind in KINDS
}
TEXTS = {"text", "feedback", "prompt", "vignette", "why", "consequence", "comment"}
PLAIN = {"title", "label"}
VOID = {"input", "br", "img"}


class Reader(HTMLParser):
    """Collects elements and text, and checks that every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def item(kind: str, **more: Any) -> Any:
    return ITEM.validate_python({**BY_KIND[kind], **more})


def hostile(value: Any, key: str = "") -> Any:
    """Return ``value`` with every text replaced by one that tries to break out."""
    if isinstance(value, dict):
        return {name: hostile(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [hostile(part, key) for part in value]
    return HOSTILE if key in TEXTS | PLAIN else value


def quiz(items: list[Any], **more: Any) -> str:
    fields: dict[str, Any] = {
        "module_id": "m",
        "title": "Quiz",
        "pass_mark": 70,
        "objectives": {"o": ("Do it", "lesson.html#o"), "p": ("Not used", None)},
        "refs": REFS,
        **more,
    }
    return quiz_html(items, **fields)


@pytest.mark.parametrize("kind", KINDS)
def test_the_contract_with_the_script(kind: str) -> None:
    made = item(kind)
    html = Reader(item_html(made, REFS, number=3))
    tag, attrs = html.elements[0]
    assert tag == "section" and attrs["class"] == "br-item" and attrs["id"] == f"q-{made.id}"
    assert attrs["data-kind"] == kind and attrs["data-item"] == made.id
    ids = [attrs["id"] for _, attrs in html.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    for _, attrs in html.elements:
        for name in (attrs.get("aria-labelledby") or "").split():
            assert name in ids
    assert "Question 3" in html.text and "The situation." in html.text
    assert made.id in html.text and version(made) in html.text


@pytest.mark.parametrize("kind", KINDS)
def test_every_control_stands_in_a_form_that_sends_nothing(kind: str) -> None:
    html = Reader(item_html(item(kind), REFS))
    (form,) = [attrs for tag, attrs in html.elements if tag == "form"]
    assert form["method"] == "dialog" and "action" not in form
    for tag, attrs in html.elements:
        assert "style" not in attrs
        assert not [name for name in attrs if name.startswith("on")], tag
        if tag == "button":
            assert attrs["type"] in ("submit", "button")


def test_each_option_has_its_feedback_once_and_its_verdict() -> None:
    html = item_html(item("multiple"), REFS)
    for name in "abcde":
        assert html.count(f"About {name}.") == 1
        assert f'data-for="{name}"' in html
    answers = html[html.index("<details") :]
    assert answers.count("✓") == 2 and answers.count("✗") == 3
    assert '<a class="br-std" href="../book/standards.html#law-1"' in answers
    assert "A paraphrase." in answers


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_outside_the_answers_gives_the_key_away(kind: str) -> None:
    if kind == "reflection":
        return
    html = item_html(item(kind), REFS)
    question = re.sub(r"<details.*?</details>", "", html)
    assert "About" not in question and "✓" not in question and "So." not in question
    assert "checked" not in question and "selected" not in question


def test_steps_and_partners_never_stand_in_the_right_order() -> None:
    for seed in range(200):
        for size in (2, 3, 4, 8):
            entries = [str(number) for number in range(size)]
            mixed = shuffled(f"item-{seed}", entries)
            assert mixed != entries and sorted(mixed) == entries
    html = item_html(item("order"), REFS)
    steps = html[: html.index("<details")]
    assert re.findall(r'data-part="(\w)"', steps) != ["a", "b", "c"]


def test_a_scenario_is_a_game_book() -> None:
    html = item_html(item("scenario"), REFS)
    ids = set(re.findall(r'id="([^"]+)"', html))
    links = re.findall(r'href="#([^"]+)"', html)
    assert len(links) == 6 and set(links) <= ids
    assert html.count('class="br-card') - html.count("br-card-head") == 5
    assert "Go to card 2" in html and "The end: Goal met" in html
    assert "If you choose this, tick “Flag f”." in html
    assert "Only if “Flag f” is ticked." in html and "Only if “Flag f” is not ticked." in html
    assert re.search(r"Card 1, choice A</li><li>Card 2, choice A</li></ol>", html)


def test_a_start_that_is_authored_later_is_still_card_one() -> None:
    turned = copy.deepcopy(BY_KIND["scenario"])
    turned["nodes"].reverse()
    html = item_html(ITEM.validate_python(turned), REFS)
    first = html.index('class="br-card br-start"')
    assert first < html.index('class="br-more"')
    assert 'id="q-story-n1-h">Card 1<' in html


def test_judgement_says_whose_key_it_is() -> None:
    note = "no panel of practitioners"
    assert note in item_html(item("judgement"), REFS)
    assert note not in item_html(item("judgement", panel={"n": 7, "spread": {}}), REFS)


def test_a_promise_asks_what_and_by_when() -> None:
    plain, promise = item("reflection"), item("reflection", promise=True)
    assert "By when" not in item_html(plain, REFS)
    assert "What I will do" in item_html(promise, REFS) and "By when" in item_html(promise, REFS)


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_stays_text(kind: str) -> None:
    refs = Refs(provisions={"law-1": Ref(HOSTILE, HOSTILE)})
    bad = ITEM.validate_python(hostile(BY_KIND[kind]))
    html = Reader(quiz([bad], refs=refs, title=HOSTILE, objectives={"o": (HOSTILE, HOSTILE)}))
    tags = {tag for tag, _ in html.elements}
    assert not tags & {"img", "b", "iframe"}
    scripts = [attrs for tag, attrs in html.elements if tag == "script"]
    assert scripts == [{"type": "application/json", "class": "br-data"}]
    assert not [a for _, attrs in html.elements for a in attrs if a.startswith("on")]
    assert "onerror=alert(1)" in html.text


def test_a_text_of_several_paragraphs_closes_all_it_opens() -> None:
    options = [
        {"id": "a", "text": "One.\n\n- two\n- three", "feedback": "A.\n\nB."},
        {"id": "b", "text": "*Four* {std}`law-1`", "feedback": "C"},
    ]
    html = item_html(item("single", options=options, key="b"), REFS)
    Reader(html)
    assert "<li>two</li>" in html and "<em>Four</em>" in html


def test_a_quiz_numbers_its_items_and_says_what_it_tests() -> None:
    html = quiz([item("single"), item("order")])
    assert '<h2 class="br-title">Quiz</h2>' in html and html.count("<h3") == 2
    assert "Question 1" in html and "Question 2" in html
    assert '<li data-objective="o"><a href="lesson.html#o">Do it</a></li>' in html
    assert "Not used" not in html


def test_questions_in_a_lesson_count_on_and_have_no_title() -> None:
    html = quiz([item("single")], kind="lesson", first=4)
    assert "Question 4" in html and "br-title" not in html and "br-covers" not in html
    assert 'data-kind="lesson"' in html


def test_same_input_same_bytes() -> None:
    items = [item(kind) for kind in KINDS]
    assert quiz(items) == quiz([item(kind) for kind in KINDS])


@pytest.mark.parametrize("kind", KINDS)
def test_plain_text_has_the_question_and_no_key(kind: str) -> None:
    made = item(kind)
    text = item_plain(made, REFS, number=2)
    assert text.startswith("Question 2. ") and "The situation." in text
    for secret in ("About", "✓", "feedback", "So.", "It happens", "right"):
        assert secret not in text
    # No key means: another key, the same text.
    if kind == "single":
        assert item_plain(item(kind, key="a"), REFS, number=2) == text
    if kind == "multiple":
        assert item_plain(item(kind, key=["b"]), REFS, number=2) == text


def test_plain_text_of_an_order_is_not_in_order() -> None:
    rows = [line[5:] for line in item_plain(item("order"), REFS).splitlines() if "  " in line]
    assert sorted(rows) == ["Option a", "Option b", "Option c"] != rows


def test_plain_quiz_parts_its_questions() -> None:
    text = quiz_plain([item("single"), item("match")], REFS, title="Quiz")
    assert text.startswith("Quiz\n\nQuestion 1. One answer")
    assert "\n\nQuestion 2. Match" in text
