"""The data for the script: complete for scoring, free of text, safe to embed."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from pydantic import TypeAdapter

from borderrights import payload
from borderrights.model import KINDS, Item
from test_scoring import ROWS

ITEM: TypeAdapter[Any] = TypeAdapter(Item)
BY_KIND = {kind: next(r["item"] for r in ROWS if r["item"]["kind"] == kind) for kind in KINDS}
COMMON = {"v", "id", "kind", "version", "points", "objective", "counts"}
OWN = {
    "single": {"options", "key"},
    "multiple": {"options", "key"},
    "order": {"options"},
    "match": {"right", "key"},
    "judgement": {"scale", "key"},
    "scenario": {"start", "nodes"},
    "reflection": {"promise"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_carries_its_key_and_nothing_else(kind: str) -> None:
    data = payload.for_item(ITEM.validate_python(BY_KIND[kind]))
    assert set(data) == COMMON | OWN[kind]
    assert data["v"] == 1 and data["kind"] == kind
    assert data["counts"] is (kind not in ("judgement", "reflection"))


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_travels(kind: str) -> None:
    """Every string is an id, a rating or a version: texts stand in the page, once."""
    data = payload.for_item(ITEM.validate_python(BY_KIND[kind]))

    def strings(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [*value, *(s for part in value.values() for s in strings(part))]
        if isinstance(value, list):
            return [s for part in value for s in strings(part)]
        return [value] if isinstance(value, str) else []

    assert all(re.fullmatch(r"[a-z0-9-]+", text) for text in strings(data))


def test_the_version_changes_with_the_text_and_with_nothing_else() -> None:
    item = BY_KIND["single"]
    version = payload.version(ITEM.validate_python(item))
    assert re.fullmatch(r"[0-9a-f]{8}", version)
    turned = dict(reversed(item.items()))
    assert payload.version(ITEM.validate_python(turned)) == version
    assert payload.version(ITEM.validate_python({**item, "twin": None})) == version
    assert payload.version(ITEM.validate_python({**item, "prompt": "Which one?"})) != version
    assert payload.version(ITEM.validate_python({**item, "key": "a"})) != version


def test_a_judgement_counts_once_a_panel_has_rated_it() -> None:
    item = {**BY_KIND["judgement"], "panel": {"n": 7, "spread": {}}}
    assert payload.for_item(ITEM.validate_python(item))["counts"] is True


def test_a_quiz_lists_its_items_and_objectives_in_order() -> None:
    items = [ITEM.validate_python(BY_KIND[kind]) for kind in ("order", "single")]
    data = payload.for_quiz(items, module_id="m", pass_mark=70, objectives=["o"])
    assert [item["kind"] for item in data["items"]] == ["order", "single"]
    assert (data["module"], data["kind"], data["pass"]) == ("m", "quiz", 70)
    assert data["objectives"] == ["o"]


def test_embedded_data_cannot_close_its_element_and_reads_back() -> None:
    data = {"a": "</script><!--<b>&amp;\u2028\u2029", "ü": [1, None, True]}
    html = payload.embed(data)
    opening = '<script type="application/json" class="br-data">'
    inner = html.removeprefix(opening).removesuffix("</script>")
    assert not set(inner) & set("<>&\u2028\u2029")
    assert json.loads(inner) == data
