"""The quiz as a Jupyter widget: the page's own HTML and script, with traits to observe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from borderrights import frontend
from borderrights.errors import ResponseError
from borderrights.model import AnyItem, Reflection
from borderrights.payload import version
from borderrights.quizview import View, open_view
from borderrights.rehearsal import confirmation, each_response
from borderrights.scoring import Score, score, total


class Quiz(anywidget.AnyWidget):
    """A quiz that scores itself.

    Traits:
        responses: Item id → response, as ``scoring`` describes them; set it to restore a sitting.
        checked: Item id → version of the item when its answer was checked.
        sitting: Ids of the questions that are asked, drawn when the quiz is first shown; as long
            as it is empty, all questions count.
        score: ``points``, ``possible``, ``percent`` (0..100) and ``passed`` over the checked items
            that count; computed in Python, so that a page cannot claim another. Nobody passes
            a test.
        completed: Whether every scored item has been checked.
    """

    _esm = frontend.widget_module()
    _css = frontend.style()

    html = traitlets.Unicode().tag(sync=True)
    responses = traitlets.Dict().tag(sync=True)
    checked = traitlets.Dict().tag(sync=True)
    sitting = traitlets.List(traitlets.Unicode()).tag(sync=True)
    score = traitlets.Dict(read_only=True).tag(sync=True)
    completed = traitlets.Bool(read_only=True).tag(sync=True)

    def __init__(self, view: View, **kwargs: Any) -> None:
        self.view = view
        super().__init__(html=view.html(), **kwargs)
        self._rate()

    @classmethod
    def load(cls, file: str | Path, form: str | None = None) -> Quiz:
        """Return the widget for a quiz file, e.g. ``Quiz.load("11-….yml")``.

        Args:
            file: The file of a quiz, or of the tests of a track.
            form: ``A``, ``B`` or the id of a booster, if it is the file of a track's tests.

        Raises:
            FileNotFoundError: There is no such quiz or form.
            SourceError: Its sources have problems.
        """
        return cls(open_view(Path(file), form))

    @traitlets.observe("responses", "checked", "sitting")
    def _rate(self, _change: object = None) -> None:
        """Recompute ``score`` and ``completed``; what does not fit an item counts as no answer."""
        scores = {}
        asked = self._asked()
        for item in asked:
            response = self.responses.get(item.id) if item.id in self.checked else None
            scores[item.id] = _score_or_nothing(item, response)
        result = total(scores.values(), self.view.pass_mark or 0)
        self.set_trait(
            "score",
            {
                "points": result.points,
                "possible": result.possible,
                "percent": result.percent,
                "passed": self.view.pass_mark is not None and result.passed,
            },
        )
        scored = [item for item in asked if not isinstance(item, Reflection)]
        self.set_trait("completed", all(scores[item.id].complete for item in scored))

    def _asked(self) -> list[AnyItem]:
        """Return the items of this sitting; all of them until one has been drawn."""
        items = self.view.items
        return [item for item in items if not self.sitting or item.id in self.sitting]

    def answer(self, responses: Mapping[str, Any]) -> None:
        """Answer and check the named items, as a learner would."""
        versions = {item.id: version(item) for item in self.view.items}
        self.responses = {**self.responses, **responses}
        self.checked = {**self.checked, **{name: versions[name] for name in responses}}

    def confirm(self, reading: Mapping[str, Any], argued: Iterable[str] = ()) -> None:
        """Print how a second reader's responses score; stop where one disagrees unargued.

        Raises:
            AssertionError: The key of an item rewards another response than the reader gave.
        """
        print(confirmation(self.view, reading, set(argued)))  # noqa: T201

    def rehearse(self) -> None:
        """Print the score and the feedback of every response to every item, one part in turn."""
        print(each_response(self.view))  # noqa: T201

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Add the static page and plain text to the live view, for hosts without a kernel."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {**data, "text/html": self.html, "text/plain": self.view.plain()}, metadata


def _score_or_nothing(item: AnyItem, response: Any) -> Score:
    try:
        return score(item, response)
    except ResponseError:
        return score(item, None)
