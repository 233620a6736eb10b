"""Double keying: how a second reader's blind responses compare with the key.

Examination boards let two people key an item on their own; where they differ, the item is mended
or the key is argued.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from borderrights import model
from borderrights.errors import ResponseError
from borderrights.scoring import score


@dataclass(frozen=True)
class Agreement:
    """How often the second reader gave the response that the key rewards in full."""

    agreed: int
    read: int

    @property
    def percent(self) -> float:
        """Share of items, 0..100; 100 where nothing was read."""
        return 100 * self.agreed / self.read if self.read else 100.0


def agreement(items: Iterable[model.AnyItem], reading: model.SecondReading) -> Agreement:
    """Count full agreement over the items that have a key."""
    keyed = [item for item in items if not isinstance(item, model.Reflection)]
    rows = [agrees(item, reading.responses.get(item.id)) for item in keyed]
    return Agreement(sum(row is True for row in rows), sum(row is not None for row in rows))


def agrees(item: model.AnyItem, response: object) -> bool | None:
    """Say whether ``response`` earns all points; None where there is none or it does not fit.

    Raters of a situation rarely agree to the step, so a judgement item counts as agreed where no
    rating is more than one step away.
    """
    if response is None:
        return None
    try:
        result = score(item, response)
    except ResponseError:
        return None
    if isinstance(item, model.Judgement):
        return all(mark in ("right", "near") for mark in result.marks.values())
    return result.fraction >= 1 - 1e-9
