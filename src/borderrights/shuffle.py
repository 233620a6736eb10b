"""Entries in an order that gives nothing away and is the same on the page and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def shuffled(item_id: str, ids: Sequence[str]) -> list[str]:
    """Return ``ids`` in an order that depends on ``item_id`` alone and is never the given one.

    The order comes from digests and not from a random generator, whose sequence may change with
    the version of Python: a printed letter has to mean the same entry next year.
    """

    def rank(index: int) -> bytes:
        return sha256(f"{item_id}:{index}".encode()).digest()

    places = sorted(range(len(ids)), key=rank)
    if places == list(range(len(ids))):
        places = places[1:] + places[:1]
    return [ids[place] for place in places]
