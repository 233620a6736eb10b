"""The sources as values: frozen, strict, and checked for shape only.

Nothing here reads a file or knows how a thing is shown.
Rules that need more than one record stand in ``lint``.
Every field that an author fills with prose has the type ``Text``, so that tools can find them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class Prose:
    """Marks a field as written in the text subset of Markdown."""


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Plain = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), Prose()]
Minutes = Annotated[int, Field(ge=0, le=480)]
Points = Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]
Spread = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")]

Audience = Literal["all", "border-guards", "judges", "labour-inspectors", "trainers"]
Profession = Literal["border-guards", "judges", "labour-inspectors"]
"""Those who have a track of their own beside the core."""
Level = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]
Use = Literal["lesson", "quiz", "test", "booster"]
Move = Literal["act", "ask", "decide", "refer", "inform", "record", "refuse"]
LureKind = Literal["over-protection", "over-reach", "habit", "under-protection", "error"]
Rating = Literal["very-poor", "poor", "good", "very-good"]
Ending = Literal["met", "partly", "harm"]
Checked = Literal["text", "secondary", "no"]

LEVELS: tuple[str, ...] = ("remember", "understand", "apply", "analyse", "evaluate", "create")
SCALE: tuple[Rating, ...] = ("very-poor", "poor", "good", "very-good")


def list_field(**limits: Any) -> Any:
    """Return a field for a tuple that YAML writes as a list."""
    return Field(strict=False, **limits)


class Record(BaseModel):
    """Base of all records: no unknown keys, no silent conversion, no change after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


# --- registry of standards ---------------------------------------------------------------------


class Provision(Record):
    """One provision that a claim may rest on."""

    id: Id
    label: Plain
    text: Plain
    checked: Checked
    read_in: Plain | None = None
    why: Plain | None = None


class Instrument(Record):
    """A treaty, comment, judgment or guidance, with its provisions in the order to print."""

    id: Id
    title: Plain
    short: Plain
    adopted: Plain | None = None
    kind: Literal["treaty", "soft-law", "judgment", "guidance"]
    binding: Plain
    url: Url | None = None
    provisions: Annotated[tuple[Provision, ...], list_field()] = ()


class StandardsFile(Record):
    """One file of ``book/standards/``."""

    instruments: Annotated[tuple[Instrument, ...], list_field(min_length=1)]


# --- plan, modules, glossary -------------------------------------------------------------------


class PlanEntry(Record):
    """One of the modules of the curriculum, written or in preparation."""

    number: Annotated[int, Field(ge=1, le=99)]
    id: Id
    title: Plain
    track: Literal["core", "border-guards", "judges", "labour-inspectors", "trainers"]
    audiences: Annotated[tuple[Audience, ...], list_field(min_length=1)]
    summary: Plain
    guidelines: Annotated[tuple[Id, ...], list_field()] = ()
    principles: Annotated[tuple[Id, ...], list_field()] = ()

    @property
    def stem(self) -> str:
        """Name of the module's folder and files, e.g. ``11-screening-and-interviewing``."""
        return f"{self.number:02d}-{self.id}"


class Edition(Record):
    """What a reader quotes to say which text was read."""

    version: Plain
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    """Day of the edition, ISO 8601; written into PDFs as the time of making."""


class Plan(Record):
    """``book/plan.yml``: the edition, and all modules in order."""

    edition: Edition
    covers: Mapping[Profession, Annotated[tuple[Id, ...], list_field()]] = Field(
        default_factory=dict
    )
    """What has to be taught and tested for each profession, in the core or in its track."""
    modules: Annotated[tuple[PlanEntry, ...], list_field(min_length=1)]


class Objective(Record):
    """What a learner can do after the module, and the guidelines and principles it rests on."""

    id: Id
    text: Plain
    level: Level
    guidelines: Annotated[tuple[Id, ...], list_field()] = ()
    principles: Annotated[tuple[Id, ...], list_field()] = ()
    mastery: Annotated[int, Field(ge=3, le=20)] | None = None
    """Practice items that a skill to be mastered needs; its track's tests give it a row."""


class NationalPoint(Record):
    """A question that national law answers, and the provision below which the answer may not go."""

    id: Id
    ask: Plain
    floor: Id


class ModuleMinutes(Record):
    """Minutes of study: alone, in class, in class at half length."""

    self_study: Annotated[int, Field(alias="self-study", gt=0, le=480)]
    classroom: Annotated[int, Field(gt=0, le=480)]
    short: Annotated[int, Field(gt=0, le=480)]


class Module(Record):
    """``modules/NN-slug/module.yml``."""

    id: Id
    number: Annotated[int, Field(ge=1, le=99)]
    title: Plain
    audiences: Annotated[tuple[Audience, ...], list_field(min_length=1)]
    summary: Plain
    minutes: ModuleMinutes
    objectives: Annotated[tuple[Objective, ...], list_field(min_length=1)]
    standards: Annotated[tuple[Id, ...], list_field(min_length=1)]
    prerequisites: Annotated[tuple[Id, ...], list_field()] = ()
    national_law: Annotated[tuple[NationalPoint, ...], list_field()] = ()

    @property
    def stem(self) -> str:
        """Name of the module's folder and files."""
        return f"{self.number:02d}-{self.id}"


class Term(Record):
    """One entry of the glossary."""

    id: Id
    term: Plain
    text: Text
    source: Id | None = None
    avoid: Plain | None = None
    see: Annotated[tuple[Id, ...], list_field()] = ()


class Glossary(Record):
    """``book/glossary.yml``."""

    terms: Annotated[tuple[Term, ...], list_field(min_length=1)]


class PlanStep(Record):
    """One step of a session plan; a step of 0 short minutes is left out of the short version."""

    id: Id
    title: Plain
    minutes: Minutes
    short: Minutes
    mode: Literal["practice", "input", "debrief"]
    materials: Annotated[tuple[Plain, ...], list_field()] = ()


class Observation(Record):
    """One row of the observer's sheet for a role play."""

    look_for: Plain
    yes: Plain
    no: Plain


class TrainerFront(Record):
    """Front matter of ``trainer.md``: what a machine adds up."""

    title: Plain
    plan: Annotated[tuple[PlanStep, ...], list_field(min_length=1)]
    observer: Annotated[tuple[Observation, ...], list_field()] = ()


class PageFront(Record):
    """Front matter of a handout or of the page for the one in charge."""

    title: Plain


# --- figures -----------------------------------------------------------------------------------


class Outcome(Record):
    """Where a branch of a figure ends: go on, stop, or get something first."""

    end: Literal["go", "stop", "ask"]
    text: Annotated[str, StringConstraints(min_length=1, max_length=90)]


class LadderStep(Record):
    """A question of a figure with two answers, each the next question or an outcome."""

    id: Id
    ask: Annotated[str, StringConstraints(min_length=1, max_length=90)]
    yes: Literal["next"] | Outcome
    no: Literal["next"] | Outcome


class Ladder(Record):
    """A figure to decide by: questions from top to bottom, leaving at the first that decides."""

    kind: Literal["ladder"]
    title: Plain
    alt: Plain
    steps: Annotated[tuple[LadderStep, ...], list_field(min_length=2, max_length=10)]


# --- items -------------------------------------------------------------------------------------


class Lure(Record):
    """Why a wrong option tempts: what sort of error it is, who picks it and why."""

    kind: LureKind
    why: Plain


class Option(Record):
    """An answer that can be chosen."""

    id: Id
    text: Text
    feedback: Text
    lure: Lure | None = None
    move: Move | None = None


class Rated(Record):
    """A response to a situation, with the rating that the authors or a panel gave it."""

    id: Id
    text: Text
    key: Rating
    feedback: Text


class Target(Record):
    """A right-hand entry of a matching item."""

    id: Id
    text: Text


class Left(Record):
    """A left-hand entry of a matching item, with the feedback that explains its partner."""

    id: Id
    text: Text
    feedback: Text


class Panel(Record):
    """Who keyed a judgement item: how many practitioners, and how far their ratings spread."""

    n: Annotated[int, Field(ge=5)]
    spread: Annotated[dict[Id, Spread], Field(strict=False)]


class ItemBase(Record):
    """What all kinds of item have in common."""

    id: Id
    use: Use
    objective: Id
    level: Level
    context: Id
    audiences: Annotated[tuple[Audience, ...], list_field(min_length=1)]
    standards: Annotated[tuple[Id, ...], list_field()] = ()
    vignette: Text | None = None
    points: Points = 1.0
    twin: Id | None = None
    argued: Plain | None = None
    """Why the key stands although the second reader answered otherwise."""


class Single(ItemBase):
    """One best answer."""

    kind: Literal["single"]
    prompt: Text
    key: Id
    options: Annotated[tuple[Option, ...], list_field(min_length=2, max_length=6)]


class Multiple(ItemBase):
    """A set of right answers."""

    kind: Literal["multiple"]
    prompt: Text
    key: Annotated[tuple[Id, ...], list_field(min_length=1)]
    options: Annotated[tuple[Option, ...], list_field(min_length=2, max_length=8)]


class Order(ItemBase):
    """Steps to be put in order; the source lists them in the right one."""

    kind: Literal["order"]
    prompt: Text
    options: Annotated[tuple[Option, ...], list_field(min_length=3, max_length=8)]


class Match(ItemBase):
    """Entries on the left, each with one partner on the right."""

    kind: Literal["match"]
    prompt: Text
    left: Annotated[tuple[Left, ...], list_field(min_length=2, max_length=8)]
    right: Annotated[tuple[Target, ...], list_field(min_length=2, max_length=9)]
    key: Annotated[dict[Id, Id], Field(strict=False, min_length=1)]


class Judgement(ItemBase):
    """A situational judgement: how good is each proposed response?"""

    kind: Literal["judgement"]
    prompt: Text
    scale: Annotated[tuple[Rating, ...], list_field(min_length=4, max_length=4)]
    panel: Panel | None = None
    options: Annotated[tuple[Rated, ...], list_field(min_length=2, max_length=8)]


class Reflection(ItemBase):
    """A question to oneself; kept on the learner's device, never scored."""

    kind: Literal["reflection"]
    prompt: Text
    promise: bool = False


class Flag(Record):
    """Something that a scenario remembers; a tick box on the printed card."""

    id: Id
    label: Plain


class Choice(Record):
    """A decision in a scenario, with what follows from it."""

    id: Id
    text: Text
    why: Text
    consequence: Text
    comment: Text
    goto: Id
    points: Annotated[int, Field(ge=0, le=10)]
    sets: Id | None = None
    needs: Id | None = None
    unless: Id | None = None


class Node(Record):
    """A card of a scenario: a decision with choices, or an ending."""

    id: Id
    text: Text
    choices: Annotated[tuple[Choice, ...], list_field(max_length=8)] = ()
    ending: Ending | None = None


class Scenario(ItemBase):
    """A branching story of decisions."""

    kind: Literal["scenario"]
    title: Plain
    start: Id
    flags: Annotated[tuple[Flag, ...], list_field(max_length=8)] = ()
    nodes: Annotated[tuple[Node, ...], list_field(min_length=2, max_length=40)]


AnyItem = Single | Multiple | Order | Match | Judgement | Scenario | Reflection
Item = Annotated[AnyItem, Field(discriminator="kind")]
KINDS: tuple[str, ...] = (
    "single",
    "multiple",
    "order",
    "match",
    "judgement",
    "scenario",
    "reflection",
)


class Quiz(Record):
    """``quizzes/NN-slug.yml``: the bank of one module."""

    module: Id
    pass_mark: Annotated[int, Field(ge=1, le=100)]
    sitting: Annotated[int, Field(ge=12, le=16)] = 14
    """Number of questions, scenarios included, that one sitting of the quiz asks."""
    items: Annotated[tuple[Item, ...], list_field(min_length=1)]

    def using(self, *uses: str) -> tuple[AnyItem, ...]:
        """Return the items with one of the given uses, in authored order."""
        return tuple(item for item in self.items if item.use in uses)


class SecondReading(Record):
    """``quizzes/NN-slug.keys.yml``: a second reader's blind responses, by item id."""

    read_by: Plain
    read_on: Plain
    responses: dict[Id, Any]


def texts(record: Record) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the place and value of every ``Text`` field in ``record``, nested ones included."""
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if isinstance(value, str):
            if any(isinstance(mark, Prose) for mark in info.metadata) or _optional_prose(info):
                yield (name,), value
        elif isinstance(value, Record):
            for place, text in texts(value):
                yield (name, *place), text
        elif isinstance(value, tuple):
            for index, entry in enumerate(value):
                if isinstance(entry, Record):
                    for place, text in texts(entry):
                        yield (name, index, *place), text


def _optional_prose(info: Any) -> bool:
    """Say whether the annotation is ``Text | None``: the mark then sits inside the union."""
    return any(
        isinstance(mark, Prose)
        for arm in getattr(info.annotation, "__args__", ())
        for mark in getattr(arm, "__metadata__", ())
    )
