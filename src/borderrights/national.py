"""What an adopting institution adds on the law of its State, beside the course and not in it.

Records like those of ``model``, and as strict.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from borderrights.model import Id, Plain, Record, Text, list_field

Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Noted = Literal["lesson", "handout", "trainer"]
NOTED: tuple[Noted, ...] = ("lesson", "handout", "trainer")
"""The pages of a module on which the box of a law stands."""


class Law(Record):
    """``book/national/LAW/law.yml``: whose law it is and who answers for it."""

    name: Plain
    """The State, as the boxes print it."""
    checked_by: Plain
    date: Day
    not_bound: Annotated[tuple[Id, ...], list_field()] = ()
    """Instruments of the registry that do not bind the State: a floor taken from one says so."""


class LawAnswer(Record):
    """What the law of the State says on one point of national law."""

    point: Id
    text: Text
    """The answer, in a paragraph."""
    source: Plain
    """Act and article."""
    date: Day
    """Day on which somebody last looked."""
    gap: Text | None = None
    """Where the law lies below the floor: how, for learners need to see it."""


class Overlay(Record):
    """``book/national/LAW/NN-id.yml``: what the law of the State adds to one module."""

    module: Id
    answers: Annotated[tuple[LawAnswer, ...], list_field()] = ()
    lesson: Text | None = None
    handout: Text | None = None
    trainer: Text | None = None

    def answer(self, point: str) -> LawAnswer | None:
        """Return the answer to a point of the module."""
        return next((answer for answer in self.answers if answer.point == point), None)


class ShownLaw(Record):
    """``book/national/shown.yml``: the law whose answers the book shows."""

    law: Id
