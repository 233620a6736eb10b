"""Which questions of a bank a sitting asks: a spread over the objectives, and never two twins.

``assets/quiz/65-draw.js`` draws for the page in the same way, with a seed for each visit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from borderrights.model import AnyItem, Reflection, Scenario
from borderrights.shuffle import shuffled

FIRST = 2
"""Questions at the head of the bank that every sitting asks: what stands first on a page must not
move when the script has drawn."""


def draw(items: Sequence[AnyItem], size: int, seed: str) -> tuple[AnyItem, ...]:
    """Return ``size`` of ``items`` in authored order, or all where there are no more.

    Scenarios and reflections are always among them; reflections do not count. The rest is drawn
    objective by objective, so that each is asked about equally often. A question is left out where
    its twin has been drawn.

    Args:
        items: The bank of a quiz.
        size: Number of questions to ask.
        seed: Names the drawing; the same seed draws the same questions.
    """
    questions = [item for item in items if not isinstance(item, Reflection)]
    chosen = {item.id for item in questions if isinstance(item, Scenario)}
    chosen |= {item.id for item in questions[:FIRST]}
    by_id = {item.id: item for item in questions}
    pool = [by_id[name] for name in shuffled(seed, list(by_id))]
    asked = Counter(by_id[name].objective for name in chosen)
    while len(chosen) < size:
        open_items = [i for i in pool if i.id not in chosen and i.twin not in chosen]
        if not open_items:
            break
        item = min(open_items, key=lambda candidate: asked[candidate.objective])
        chosen.add(item.id)
        asked[item.objective] += 1
    return tuple(i for i in items if i.id in chosen or isinstance(i, Reflection))
