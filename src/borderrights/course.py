"""How modules become a course: tests and boosters, paths, things to carry, what is let stand.

Records like those of ``model``, and as strict.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from borderrights.model import (
    AnyItem,
    Audience,
    Id,
    Item,
    Level,
    Minutes,
    Plain,
    Profession,
    Record,
    list_field,
)

TRACKS: tuple[Profession, ...] = ("border-guards", "judges", "labour-inspectors")
"""The professions, in the order to print."""

Reader = Audience | Literal["monitors"]
"""Whom a path or a thing to carry is for: an audience, or people who watch over the others."""


class BlueprintRow(Record):
    """So many items of a form test this objective at this level."""

    objective: Id
    level: Level
    n: Annotated[int, Field(ge=1, le=30)]


class Forms(Record):
    """Two parallel forms of a test: ids of items in the order to ask."""

    A: Annotated[tuple[Id, ...], list_field(min_length=1)]
    B: Annotated[tuple[Id, ...], list_field(min_length=1)]


class Booster(Record):
    """A short set of items for some time after the course."""

    id: Id
    after: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]?[wm]$")]
    """Time since the course, in weeks or months: ``1w``, ``4w``, ``3m``."""
    items: Annotated[tuple[Id, ...], list_field(min_length=1)]


class Transfer(Record):
    """What learner and supervisor look back on, some months after the course."""

    learner: Annotated[tuple[Plain, ...], list_field(min_length=1)]
    supervisor: Annotated[tuple[Plain, ...], list_field(min_length=1)]


class TrackTest(Record):
    """``quizzes/tests/TRACK.yml``: pre-test, post-test and boosters of a track.

    The two forms are drawn from one blueprint, so that either can stand before the course and
    the other after it.
    """

    track: Profession
    minutes: Annotated[int, Field(gt=0, le=180)]
    blueprint: Annotated[tuple[BlueprintRow, ...], list_field(min_length=1)]
    forms: Forms
    boosters: Annotated[tuple[Booster, ...], list_field(min_length=1)]
    transfer: Transfer
    items: Annotated[tuple[Item, ...], list_field(min_length=1)]

    def take(self, ids: tuple[str, ...]) -> tuple[AnyItem, ...]:
        """Return the items with these ids, in their order; unknown ids are passed over."""
        by_id = {item.id: item for item in self.items}
        return tuple(by_id[name] for name in ids if name in by_id)


class Session(Record):
    """A part of a day: a module, modules of groups apart, a test, a break or something else.

    It is exactly one of the five.
    """

    module: Id | None = None
    groups: Mapping[Profession, Id] | None = None
    """Profession → the module that its group takes while the others take theirs."""
    form: Literal["full", "short"] = "short"
    test: Literal["pre", "post"] | None = None
    pause: Minutes | None = Field(default=None, alias="break")
    activity: Plain | None = None
    minutes: Minutes | None = None
    """Minutes of an activity; the others know theirs."""


class Day(Record):
    """A day of a path, with the minutes that it is meant to take, breaks included."""

    title: Plain
    minutes: Annotated[int, Field(gt=0, le=600)]
    sessions: Annotated[tuple[Session, ...], list_field(min_length=1)]


class Path(Record):
    """``book/paths/NAME.yml``: modules in an order that fits a time and an audience."""

    id: Id
    title: Plain
    audiences: Annotated[tuple[Reader, ...], list_field(min_length=1)]
    summary: Plain
    days: Annotated[tuple[Day, ...], list_field(min_length=1)]


class CarryFront(Record):
    """Front matter of a thing to carry."""

    title: Plain
    audiences: Annotated[tuple[Reader, ...], list_field(min_length=1)]
    summary: Plain
    columns: Literal[1, 2] = 2
    """Columns of the printed page; one where wide tables need it."""


class Allowance(Record):
    """A problem that is let stand: the file and the code, words of the message, and the reason."""

    file: Plain
    code: Plain
    about: Plain
    why: Plain


class Allowances(Record):
    """``book/allowed.yml``."""

    allowed: Annotated[tuple[Allowance, ...], list_field(min_length=1)]
