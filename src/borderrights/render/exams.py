"""Tests on paper: a sheet and a key for each form and booster, and the look back at the end."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from borderrights.course import TrackTest
from borderrights.forms import parts
from borderrights.markup import Refs
from borderrights.render.paper import Document, Masthead, document
from borderrights.render.sheets import answers, questions
from borderrights.strings import say


@dataclass(frozen=True)
class TestPapers:
    """Everything that the printed tests of one track are made from."""

    __test__ = False  # no test of ours, whatever its name

    test: TrackTest
    refs: Refs
    version: str
    date: datetime.date

    @property
    def head(self) -> Masthead:
        """What the sheets say of their place."""
        track = say(f"track.{self.test.track}")
        return Masthead(
            group=say("print.tests", track=track),
            meta=say("print.tests-meta", track=track.lower(), kind="{kind}"),
            audiences=(self.test.track,),
            version=self.version,
            date=self.date,
        )


def test_documents(papers: TestPapers, *, names: bool = False) -> Iterator[Document]:
    """Yield the sheets, each with its key, then the look back.

    Args:
        papers: The track's tests.
        names: Whether a sheet has a line for a name.
    """
    for part in parts(papers.test):
        asked = papers.test.take(part.ids)
        yield document(
            papers.head,
            part.slug,
            "learner",
            part.title,
            template="quiz-sheet",
            kind=f"{say('print.test-sheet')}, {part.title}",
            **questions(asked, papers.refs, names=names),
        )
        yield document(
            papers.head,
            f"{part.slug}-key",
            "trainer",
            say("print.title.test-key", title=part.title),
            template="quiz-key",
            kind=f"{say('print.test-key')}, {part.title}",
            **answers(asked, papers.refs, say("print.test-key-intro")),
        )
    yield _transfer(papers)


test_documents.__test__ = False  # type: ignore[attr-defined]


def _transfer(papers: TestPapers) -> Document:
    transfer = papers.test.transfer
    return document(
        papers.head,
        "transfer",
        "learner",
        say("print.transfer-title"),
        intro=say("print.transfer-intro"),
        scale=say("print.transfer-scale").split("|"),
        column=say("print.transfer-statement"),
        tables=[
            {"title": say("print.transfer-learner"), "rows": list(transfer.learner)},
            {"title": say("print.transfer-supervisor"), "rows": list(transfer.supervisor)},
        ],
        fields=[say("print.transfer-helped"), say("print.transfer-next")],
    )
