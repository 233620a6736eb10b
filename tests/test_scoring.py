"""The rule of scoring, row by row. Expected values were worked out by hand from the rule."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from borderrights.errors import ResponseError
from borderrights.model import KINDS, SCALE, Item
from borderrights.scoring import Result, Score, score, total

ROWS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "scoring.json").read_text(encoding="utf-8")
)
ITEM: TypeAdapter[Any] = TypeAdapter(Item)
BASE = {
    "use": "quiz",
    "objective": "o",
    "level": "apply",
    "context": "desk",
    "audiences": ["all"],
    "prompt": "What?",
}
IDS = st.lists(st.sampled_from("abcdefgh"), min_size=2, max_size=6, unique=True)


def options(ids: list[str]) -> list[dict[str, str]]:
    return [{"id": name, "text": name, "feedback": name} for name in ids]


def multiple(ids: list[str], key: list[str]) -> Any:
    item = {**BASE, "id": "m", "kind": "multiple", "key": key, "options": options(ids)}
    return ITEM.validate_python(item)


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_row(row: dict[str, Any]) -> None:
    item = ITEM.validate_python(row["item"])
    if row.get("error"):
        with pytest.raises(ResponseError):
            score(item, row["response"])
        return
    result = score(item, row["response"])
    assert result.fraction == pytest.approx(row["fraction"], abs=1e-9)
    assert result.points == pytest.approx(row["points"], abs=1e-9)
    assert result.possible == row["possible"]
    assert dict(result.marks) == row["marks"]
    assert result.complete is row["complete"]
    assert result.counts is row["counts"]


def test_every_kind_has_rows_that_score_and_rows_that_fail() -> None:
    for kind in KINDS:
        rows = [row for row in ROWS if row["item"]["kind"] == kind]
        assert any(row.get("error") for row in rows), kind
        assert sum(not row.get("error") for row in rows) >= 5, kind


@given(IDS, st.data())
def test_multiple_depends_on_the_set_alone(ids: list[str], data: st.DataObject) -> None:
    key = data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
    chosen = data.draw(st.lists(st.sampled_from(ids), unique=True))
    item = multiple(ids, key)
    result = score(item, chosen)
    assert 0 <= result.fraction <= 1
    assert result == score(item, chosen[::-1]) == score(item, set(chosen))
    assert score(item, key).fraction == 1


@given(IDS, st.data())
def test_order_is_between_chance_and_one(ids: list[str], data: st.DataObject) -> None:
    ids = ids if len(ids) > 2 else [*ids, "z"]
    item = ITEM.validate_python({**BASE, "id": "o", "kind": "order", "options": options(ids)})
    assert score(item, ids).fraction == 1
    assert score(item, ids[::-1]).fraction == 0
    assert 0 <= score(item, data.draw(st.permutations(ids))).fraction <= 1


@given(IDS, st.data())
def test_a_judgement_loses_by_every_step(ids: list[str], data: st.DataObject) -> None:
    keys = {name: data.draw(st.sampled_from(SCALE)) for name in ids}
    rated = [{**option, "key": keys[option["id"]]} for option in options(ids)]
    item = ITEM.validate_python(
        {**BASE, "id": "j", "kind": "judgement", "scale": list(SCALE), "options": rated}
    )
    assert score(item, keys).fraction == 1
    one = ids[0]
    worth = [score(item, {**keys, one: rating}).fraction for rating in SCALE]
    place = SCALE.index(keys[one])
    assert worth[place:] == sorted(worth[place:], reverse=True)
    assert worth[: place + 1] == sorted(worth[: place + 1])


def test_total_passes_at_the_mark_in_spite_of_rounding() -> None:
    thirds = [Score(1 / 3, 1 / 3, 1, {}, True), Score(1 / 3, 1 / 3, 1, {}, True)]
    whole = Score(0.1 + 0.2, 0.1 + 0.2, 1, {}, True)
    assert total([*thirds, whole], 32).passed
    result = total([Score(0.7, 0.7, 1, {}, True)], 70)
    assert result.passed and result.percent == pytest.approx(70)
    assert not total([Score(0.699, 0.699, 1, {}, True)], 70).passed


def test_total_leaves_out_what_is_practice_but_counts_it_as_answered() -> None:
    practice = Score(1, 1, 1, {}, True, counts=False)
    result = total([practice, Score(0.5, 1, 2, {}, True)], 60)
    assert (result.points, result.possible, result.passed, result.answered) == (1, 2, False, 2)
    assert not total([practice], 50).passed


@pytest.mark.parametrize(
    ("kind", "response", "message"),
    [
        ("single", "z", "item 'one' has no 'z'"),
        ("multiple", ["a", "a"], "item 'several': an option is chosen twice"),
        ("multiple", "a", "item 'several' (multiple) takes a list of ids"),
        ("match", ["l1"], "takes pairs of ids"),
        ("order", ["a"], "an order must name every step once"),
        ("reflection", 3, "a reflection takes text"),
    ],
)
def test_a_response_that_does_not_fit_is_told_why(
    kind: str, response: object, message: str
) -> None:
    item = next(
        row["item"] for row in ROWS if row["item"]["kind"] == kind and row["name"].startswith(kind)
    )
    with pytest.raises(ResponseError, match=re.escape(message)):
        score(ITEM.validate_python(item), response)


def test_a_set_is_taken_in_the_order_of_its_ids() -> None:
    item = next(row["item"] for row in ROWS if row["name"] == "multiple: all and only the right")
    made = ITEM.validate_python(item)

    assert list(score(made, {"c", "a"}).marks) == ["a", "c"]


def test_a_sitting_without_points_is_no_pass_and_no_per_cent() -> None:
    assert total([], 1) == Result(0, 0, 0.0, False, 0)
