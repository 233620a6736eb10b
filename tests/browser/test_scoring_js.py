"""The script scores as Python does: every row of the specification, and ten thousand at random."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pydantic import TypeAdapter

from borderrights.errors import ResponseError
from borderrights.frontend import page_script
from borderrights.model import KINDS, SCALE, Item
from borderrights.payload import for_item
from borderrights.scoring import score

pytestmark = pytest.mark.browser

ROWS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "scoring.json").read_text(encoding="utf-8")
)
ITEM: TypeAdapter[Any] = TypeAdapter(Item)
# As text both ways: Playwright takes much longer to hand over a tree of values.
RUN = """rows => JSON.stringify(JSON.parse(rows).map(([data, response]) => {
    try { return window.borderrights.score(data, response); } catch (error) { return error.name; }
}))"""
FUZZ, BATCH = 10_000, 2_500


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.add_script_tag(content=page_script())
    yield page
    page.close()


def run(page: Page, cases: list[tuple[Any, Any]]) -> list[Any]:
    rows = [[for_item(item), response] for item, response in cases]
    results: list[Any] = json.loads(page.evaluate(RUN, json.dumps(rows)))
    return results


def same(result: Any, fraction: float, points: float, rest: dict[str, Any]) -> bool:
    return (
        math.isclose(result["fraction"], fraction, abs_tol=1e-9)
        and math.isclose(result["points"], points, abs_tol=1e-9)
        and all(result[name] == value for name, value in rest.items())
    )


def test_rows(page: Page) -> None:
    cases = [(ITEM.validate_python(row["item"]), row["response"]) for row in ROWS]
    for row, result in zip(ROWS, run(page, cases), strict=True):
        if row.get("error"):
            assert result == "RangeError", row["name"]
            continue
        rest = {name: row[name] for name in ("possible", "marks", "complete", "counts")}
        assert same(result, row["fraction"], row["points"], rest), (row["name"], result)


def test_random_items_and_responses_agree(page: Page) -> None:
    chance = random.Random(20140723)
    refused = 0
    for _ in range(FUZZ // BATCH):
        cases = [any_case(chance) for _ in range(BATCH)]
        for (item, response), result in zip(cases, run(page, cases), strict=True):
            try:
                expected = score(item, response)
            except ResponseError:
                refused += 1
                assert result == "RangeError", (item, response, result)
                continue
            rest = {
                "possible": expected.possible,
                "marks": dict(expected.marks),
                "complete": expected.complete,
                "counts": expected.counts,
            }
            assert same(result, expected.fraction, expected.points, rest), (item, response, result)
    assert 0 < refused < FUZZ / 3, "the responses should be right, wrong and impossible by turns"


# --- making items up ----------------------------------------------------------------------------


def any_case(chance: random.Random) -> tuple[Any, Any]:
    kind = chance.choice(KINDS)
    names = chance.sample(["a", "b", "c", "d", "2", "1", "to-string", "constructor"], 6)
    fields, response = MAKERS[kind](chance, names)
    base = {
        "id": "x",
        "kind": kind,
        "use": "quiz",
        "objective": "o",
        "level": "apply",
        "context": "desk",
        "audiences": ["all"],
        "points": chance.choice([1, 2, 0.5, 3.75]),
        **({} if kind == "scenario" else {"prompt": "What?"}),
    }
    return ITEM.validate_python({**base, **fields}), response


def options(names: list[str]) -> list[dict[str, str]]:
    return [{"id": name, "text": name, "feedback": name} for name in names]


def single(chance: random.Random, names: list[str]) -> tuple[dict[str, Any], Any]:
    ids = names[: chance.randint(2, 5)]
    return {"key": chance.choice(ids), "options": options(ids)}, chance.choice([*names, None])


def multiple(chance: random.Random, names: list[str]) -> tuple[dict[str, Any], Any]:
    ids = names[: chance.randint(2, 6)]
    key = chance.sample(ids, chance.randint(1, len(ids)))
    chosen = chance.sample(ids, chance.randint(0, len(ids)))
    response = chance.choice([chosen, chosen, chosen, chosen + chosen[:1], None, "a"])
    return {"key": key, "options": options(ids)}, response


def order(chance: random.Random, names: list[str]) -> tuple[dict[str, Any], Any]:
    ids = names[: chance.randint(3, 6)]
    mixed = chance.sample(ids, len(ids))
    response = chance.choice([mixed, mixed, mixed, mixed, mixed[1:], None])
    return {"options": options(ids)}, response


def match(chance: random.Random, names: list[str]) -> tuple[dict[str, Any], Any]:
    left, right = names[: chance.randint(2, 5)], names[: chance.randint(2, 6)]
    key = {name: chance.choice(right) for name in left}
    pairs = {
        name: chance.choice([key[name], chance.choice(names)])
        for name in left
        if chance.random() < 0.9
    }
    targets = [{"id": name, "text": name} for name in right]
    return {"left": options(left), "right": targets, "key": key}, chance.choice([pairs] * 9 + [[]])


def judgement(chance: random.Random, names: list[str]) -> tuple[dict[str, Any], Any]:
    ids = names[: chance.randint(2, 6)]
    rated = [{**option, "key": chance.choice(SCALE)} for option in options(ids)]
    response = {name: chance.choice(SCALE) for name in ids if chance.random() < 0.9}
    if chance.random() < 0.05:
        response["z"] = "good"
    panel = chance.choice([None, {"n": 7, "spread": {}}])
    return {"scale": list(SCALE), "panel": panel, "options": rated}, response


def reflection(chance: random.Random, names: list[str]) -> tuple[dict[str, Any], Any]:
    return {"promise": chance.random() < 0.5}, chance.choice(["words", " ", "", None, 3])


def scenario(chance: random.Random, names: list[str]) -> tuple[dict[str, Any], Any]:
    """Make up a story whose nodes lead only forward, and walk it, now and then astray."""
    flags, count = names[:3], chance.randint(2, 5)
    ends = [{"id": f"e{n}", "text": "End.", "ending": chance.choice(ENDINGS)} for n in range(3)]
    ids = [f"n{n}" for n in range(count)]
    nodes = []
    for place, name in enumerate(ids):
        ahead = ids[place + 1 :] + [end["id"] for end in ends]
        # The first choice has no condition, so that nobody is ever stuck.
        choices = [choice(chance, letter, ahead, flags) for letter in names[: chance.randint(1, 4)]]
        choices[0] = {**choices[0], "needs": None, "unless": None}
        nodes.append({"id": name, "text": "Here.", "choices": choices})
    item = {
        "title": "Story",
        "start": ids[0],
        "flags": [{"id": flag, "label": flag} for flag in flags],
        "nodes": nodes + ends,
    }
    by_id = {node["id"]: node for node in nodes}
    steps: list[str] = []
    at = ids[0]
    while at in by_id and chance.random() < 0.9:
        taken = chance.choice([by_id[at]["choices"][0], chance.choice(by_id[at]["choices"])])
        steps.append(f"{at}:{taken['id']}")
        at = taken["goto"]
    return item, steps


ENDINGS = ["met", "partly", "harm"]


def choice(chance: random.Random, name: str, ahead: list[str], flags: list[str]) -> dict[str, Any]:
    return {
        "id": name,
        "text": "Do it.",
        "why": "Because.",
        "consequence": "It happens.",
        "comment": "So.",
        "goto": chance.choice(ahead),
        "points": chance.randint(0, 4),
        "sets": chance.choice([None, *flags]),
        "needs": chance.choice([None, None, None, *flags]),
        "unless": chance.choice([None, None, None, *flags]),
    }


MAKERS = {
    "single": single,
    "multiple": multiple,
    "order": order,
    "match": match,
    "judgement": judgement,
    "reflection": reflection,
    "scenario": scenario,
}
