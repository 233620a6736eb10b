"""Forms and boosters of a track's tests: what is taken as a whole, and what it is called."""

from __future__ import annotations

import math
from dataclasses import dataclass

from borderrights.course import Booster, TrackTest
from borderrights.strings import say


@dataclass(frozen=True)
class Part:
    """A form or a booster: a set of items that is taken as a whole."""

    test: TrackTest
    name: str
    """``A``, ``B`` or the id of a booster."""
    ids: tuple[str, ...]
    booster: Booster | None = None

    @property
    def slug(self) -> str:
        """Name in addresses and files: ``form-a``, or ``booster-`` and the id."""
        return f"{'booster' if self.booster else 'form'}-{self.name.lower()}"

    @property
    def title(self) -> str:
        """Heading of its page and its sheet."""
        track = say(f"track.{self.test.track}").lower()
        if self.booster is None:
            return say("test.form", track=track, form=self.name)
        return say("test.booster", track=track, after=after(self.booster))

    @property
    def minutes(self) -> int:
        """Minutes that the questions take, in step with the whole form."""
        return math.ceil(self.test.minutes * len(self.ids) / len(self.test.forms.A))

    @property
    def is_last(self) -> bool:
        """Whether it is the last booster, which ends with the look back."""
        return self.booster is not None and self.booster == self.test.boosters[-1]


def parts(test: TrackTest) -> tuple[Part, ...]:
    """Return the forms, then the boosters."""
    return (
        Part(test, "A", test.forms.A),
        Part(test, "B", test.forms.B),
        *(Part(test, booster.id, booster.items, booster) for booster in test.boosters),
    )


def after(booster: Booster) -> str:
    """Return the time after the course in words."""
    if booster.after == "1w":
        return say("test.after.one-week")
    unit = booster.after[-1]
    return say(f"test.after.{unit}", n=booster.after[:-1])
