"""The figure to decide by: it fits its boxes, it says the same in words, it harms no page."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from borderrights.markup import Refs, to_plain
from borderrights.model import Ladder, LadderStep, Outcome
from borderrights.render import ladder
from borderrights.render.lettering import SIZE, width, wrap

SVG = "{http://www.w3.org/2000/svg}"


def figure(*steps: LadderStep, title: str = "May I look?") -> Ladder:
    return Ladder(kind="ladder", title=title, alt="Two questions decide.", steps=steps)


def step(name: str, ask: str, yes: object, no: object) -> LadderStep:
    return LadderStep.model_validate({"id": name, "ask": ask, "yes": yes, "no": no})


GO, STOP, ASK = (
    {"end": "go", "text": "Look, and write it down."},
    {"end": "stop", "text": "Give it back."},
    {"end": "ask", "text": "Get the approval."},
)
PLAIN = figure(
    step("law", "Does a law name it?", "next", STOP),
    step("less", "Would less do?", ASK, "next"),
    step("ok", "Is it approved?", GO, STOP),
)
LONG = figure(
    step("a", "x" * 90, "next", {"end": "stop", "text": "Donaudampfschifffahrtsgesellschaft " * 2}),
    step("b", "W" * 44 + " " + "m" * 45, {"end": "go", "text": "W" * 90}, ASK),
)


def drawn(shown: Ladder, columns: ladder.Columns = ladder.SCREEN) -> ElementTree.Element:
    return ElementTree.fromstring(ladder.svg(shown, "f", columns))


def test_it_has_role_title_and_description_with_ids_of_its_own():
    root = drawn(PLAIN)
    assert root.get("role") == "img"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert root.get("aria-labelledby") == " ".join(ids) == "f-title f-desc"
    assert root.find(f"{SVG}title").text == "May I look?"
    assert root.find(f"{SVG}desc").text == "Two questions decide."


def test_without_a_name_ids_come_from_the_title():
    assert 'id="fig-may-i-look-title"' in ladder.svg(PLAIN)


@pytest.mark.parametrize("shown", [PLAIN, LONG])
@pytest.mark.parametrize("columns", [ladder.SCREEN, ladder.PAGE])
def test_every_line_of_text_lies_in_a_box(shown: Ladder, columns: ladder.Columns):
    root = drawn(shown, columns)
    boxes = [
        tuple(float(rect.get(key)) for key in ("x", "y", "width", "height"))
        for rect in root.iter(f"{SVG}rect")
    ]
    wide, high = (float(n) for n in root.get("viewBox").split()[2:])
    assert all(x >= 0 and x + w <= wide and y >= 0 and y + h <= high for x, y, w, h in boxes)
    for text in root.iter(f"{SVG}text"):
        if text.get("text-anchor"):
            continue
        x, y = float(text.get("x")), float(text.get("y"))
        long = width("".join(text.itertext()), bold=bool(text.get("font-weight")))
        assert any(
            left < x and x + long <= left + w and top < y - SIZE / 2 and y + 3 <= top + h
            for left, top, w, h in boxes
        ), "".join(text.itertext())


def test_boxes_of_one_column_do_not_overlap():
    rects = [r for r in drawn(LONG).iter(f"{SVG}rect") if "fig-box" in r.get("class")]
    for x in {r.get("x") for r in rects}:
        column = sorted(
            (float(r.get("y")), float(r.get("height"))) for r in rects if r.get("x") == x
        )
        assert all(top + high < below for (top, high), (below, _) in pairwise(column))


def test_letters_are_ten_points_in_a_column_of_a_handout():
    millimetres = (210 - 2 * 16 - 7) / 2
    assert SIZE / ladder.COLUMN.width * millimetres / 25.4 * 72 >= 10


def test_an_outcome_is_told_by_word_border_and_sign():
    svg = ladder.svg(PLAIN)
    for end, word in (("go", "Go on"), ("stop", "Stop"), ("ask", "Not yet")):
        assert f">{word}</text>" in svg
        assert re.search(rf'<path class="fig-{end}"', svg)
    assert svg.count("stroke-dasharray") == 1, "only 'ask' is dashed"
    assert len(re.findall(r'<rect class="fig-stop"', svg)) == 2, "a stop has a double border"


def test_colours_are_attributes_of_the_palette():
    svg = ladder.svg(PLAIN)
    assert "var(" not in svg and "<style" not in svg and "style=" not in svg
    palette = {ladder.SEA, ladder.LEAF, ladder.BRICK, ladder.SAND, ladder.WHITE, "#1b2733"}
    assert set(re.findall(r"#[0-9a-f]{6}", svg)) <= palette
    assert min(map(float, re.findall(r'font-size="(\d+)"', svg))) >= 14


def test_markup_in_a_source_stays_text():
    odd = figure(
        step("a", 'Is <b>"this"</b> & that & so?', "next", STOP),
        step("b", "<script>alert(1)</script>", GO, STOP),
        title="<i>T</i>",
    )
    for made in (ladder.svg(odd, "f"), ladder.html(odd, "f")):
        assert "<b>" not in made and "<script>" not in made and "<i>" not in made
    ElementTree.fromstring(ladder.svg(odd, "f"))


def test_words_carry_the_same_decision():
    assert to_plain(ladder.words(PLAIN), Refs()).splitlines() == [
        "- Does a law name it?",
        "- Yes: go to question 2.",
        "- No: Stop – Give it back.",
        "- Would less do?",
        "- Yes: Not yet – Get the approval.",
        "- No: go to question 3.",
        "- Is it approved?",
        "- Yes: Go on – Look, and write it down.",
        "- No: Stop – Give it back.",
    ]


def test_every_outcome_is_drawn_and_told():
    text = "".join(drawn(PLAIN).itertext())
    ends = [b for s in PLAIN.steps for b in (s.yes, s.no) if isinstance(b, Outcome)]
    told = to_plain(ladder.words(PLAIN), Refs())
    for outcome in ends:
        assert outcome.text in told
        assert outcome.text.split()[0] in text
    assert len(ends) == 4


def test_html_has_figure_caption_and_words():
    html = ladder.html(PLAIN, "may-i-look")
    assert html.startswith('<figure class="br-figure" id="may-i-look"><svg')
    assert "<figcaption>May I look?</figcaption>" in html
    assert "<details><summary>The same decision in words</summary><ol>" in html


def test_a_last_step_with_nowhere_to_go_draws_no_arrow_into_the_void():
    open_end = figure(step("a", "One?", "next", STOP), step("b", "Two?", "next", "next"))
    assert ladder.svg(open_end).count('<path class="fig-line"') == 2
    assert "question 3" not in to_plain(ladder.words(open_end), Refs())


@pytest.mark.parametrize(
    "text", ["", "one", "a " * 60, "x" * 200, "日本語の文章" * 6, "naïve café"]
)
def test_wrapped_lines_fit_and_lose_nothing(text: str):
    lines = wrap(text, 120, 20)
    assert all(width(line) <= 120 for line in lines)
    assert re.sub(r"[\s-]", "", "".join(lines)) == re.sub(r"\s", "", text)
