"""Rules about pre-test, post-test and boosters: parallel forms, drawn from a blueprint, disjoint.

A form is worth something only beside its twin: both ask the same objectives at the same levels with
the same kinds of item, and nobody has met an item of either before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from borderrights import course, model
from borderrights.errors import Diagnostic, did_you_mean
from borderrights.lint.rule import items_of, problem, rule
from borderrights.project import Project
from borderrights.yamltree import Place

FORM_SIZE = (20, 30)
BOOSTER_SIZE = (10, 12)
BOOSTERS = 3
KINDS = ("single", "multiple", "order", "match")
"""Kinds that a test may ask: a judgement counts for nothing before a panel has keyed it, a scenario
cannot be parallel, and a reflection is not scored."""
IN_ALL = 4
"""Items that an objective of a blueprint has at least, practice and tests together."""


@rule
def uses(project: Project) -> Iterator[Diagnostic]:
    """Items of a test are used nowhere else: not in a lesson, not in a quiz."""
    for bank, index, item in items_of(project):
        allowed = ("lesson", "quiz") if bank.sources else ("test", "booster")
        if item.use not in allowed:
            message = f"item '{item.id}' is for use in the {item.use}"
            hint = f"write 'use: {allowed[0]}' or 'use: {allowed[1]}', or move it to another file"
            place = ("items", index, "use")
            yield problem(project, bank.path, place, "test-use", message, hint)


@rule
def tests(project: Project) -> Iterator[Diagnostic]:
    """The forms of a test follow one blueprint and share no item with each other or a booster."""
    for sources in project.tests:
        if sources.test:
            yield from _Test(project, sources.path, sources.test).problems()


class _Test:
    def __init__(self, project: Project, path: str, test: course.TrackTest) -> None:
        self.project, self.path, self.test = project, path, test
        self.items = {item.id: item for item in test.items}
        self.index = {item.id: index for index, item in enumerate(test.items)}
        self.sets: list[tuple[str, Place, tuple[str, ...], str]] = [
            ("form A", ("forms", "A"), test.forms.A, "test"),
            ("form B", ("forms", "B"), test.forms.B, "test"),
        ]
        for n, booster in enumerate(test.boosters):
            name = f"booster '{booster.id}'"
            self.sets.append((name, ("boosters", n, "items"), booster.items, "booster"))

    def wrong(self, place: Place, code: str, message: str, hint: str) -> Diagnostic:
        return problem(self.project, self.path, place, code, message, hint)

    def problems(self) -> Iterator[Diagnostic]:
        if self.path != f"quizzes/tests/{self.test.track}.yml":
            hint = f"name the file {self.test.track}.yml"
            message = f"track '{self.test.track}' does not fit the file's name"
            yield self.wrong(("track",), "plan-mismatch", message, hint)
        yield from self.membership()
        yield from self.sizes()
        yield from self.blueprint()
        yield from self.parallel()
        yield from self.enough()

    def membership(self) -> Iterator[Diagnostic]:
        """Each item stands in one set, and each set names items that exist."""
        where: dict[str, str] = {}
        for name, place, ids, use in self.sets:
            for n, ident in enumerate(ids):
                at = (*place, n)
                if ident not in self.items:
                    hint = did_you_mean(ident, self.items)
                    message = f"item '{ident}' is not known"
                    yield self.wrong(at, "unknown-item", message, hint)
                    continue
                if ident in where:
                    message = f"item '{ident}' stands in {where[ident]} and in {name}"
                    hint = "a learner meets a test item once; write another item"
                    yield self.wrong(at, "test-overlap", message, hint)
                where.setdefault(ident, name)
                item = self.items[ident]
                if item.use != use and item.use in ("test", "booster"):
                    message = f"item '{ident}' of {name} is for use in the {item.use}"
                    hint = f"write 'use: {use}'"
                    yield self.wrong(("items", self.index[ident], "use"), "test-use", message, hint)
        for ident, item in self.items.items():
            at = ("items", self.index[ident])
            if ident not in where:
                message = f"item '{ident}' stands in no form and in no booster"
                yield self.wrong(at, "test-unplaced", message, "add it to one, or delete it")
            if item.kind not in KINDS:
                message = f"item '{ident}' is a {item.kind}"
                hint = f"ask {', '.join(KINDS[:-1])} or {KINDS[-1]} in a test"
                yield self.wrong((*at, "kind"), "test-kind", message, hint)

    def sizes(self) -> Iterator[Diagnostic]:
        for name, place, ids, use in self.sets:
            low, high = FORM_SIZE if use == "test" else BOOSTER_SIZE
            if not low <= len(ids) <= high:
                message = f"{name} has {len(ids)} items"
                yield self.wrong(place, "test-size", message, f"have {low} to {high}")
        if len(self.test.boosters) != BOOSTERS:
            message = f"there are {len(self.test.boosters)} boosters"
            hint = "write three: after about a week, four weeks and three to six months"
            yield self.wrong(("boosters",), "test-size", message, hint)

    def blueprint(self) -> Iterator[Diagnostic]:
        """Each form has so many items at each objective and level as the blueprint says."""
        rows = {(row.objective, row.level): row.n for row in self.test.blueprint}
        known = self.project.all_objectives
        for n, row in enumerate(self.test.blueprint):
            if known is not None and row.objective not in known:
                message = f"objective '{row.objective}' is not known"
                hint = did_you_mean(row.objective, known)
                yield self.wrong(("blueprint", n), "unknown-objective", message, hint)
        if len(rows) != len(self.test.blueprint):
            message = "the blueprint has two rows for the same objective and level"
            yield self.wrong(("blueprint",), "test-blueprint", message, "add them up in one row")
        for name, place, ids, use in self.sets:
            if use != "test":
                continue
            asked = Counter((i.objective, i.level) for i in self.test.take(ids))
            for objective, level in sorted(rows.keys() | asked.keys()):
                have, want = asked[objective, level], rows.get((objective, level), 0)
                if have != want:
                    message = f"{name} has {have} of '{objective}' at {level}, the blueprint {want}"
                    hint = "change the form, or the blueprint"
                    yield self.wrong(place, "test-blueprint", message, hint)

    def parallel(self) -> Iterator[Diagnostic]:
        """Row by row, both forms ask the same kinds of item, for the same points."""
        first, second = (
            Counter((i.objective, i.level, i.kind, i.points) for i in self.test.take(ids))
            for ids in (self.test.forms.A, self.test.forms.B)
        )
        for row in sorted((first - second).keys() | (second - first).keys()):
            objective, level, kind, points = row
            message = (
                f"form A has {first[row]} and form B {second[row]} {kind} items for {points:g} "
                f"points of '{objective}' at {level}"
            )
            hint = "let both forms ask the same kinds for the same points"
            yield self.wrong(("forms",), "test-parallel", message, hint)

    def enough(self) -> Iterator[Diagnostic]:
        """An objective of the blueprint has items enough; a mastery objective has a row."""
        counts = Counter(
            item.objective
            for _, _, item in items_of(self.project)
            if not isinstance(item, model.Reflection)
        )
        asked = {row.objective for row in self.test.blueprint}
        for n, row in enumerate(self.test.blueprint):
            count = counts[row.objective]
            if count < IN_ALL and row.objective in self.project.objectives:
                message = f"objective '{row.objective}' has {count} items, tests included"
                hint = f"have at least {IN_ALL}"
                yield self.wrong(("blueprint", n), "few-items", message, hint)
        for ident, (sources, objective) in self.project.objectives.items():
            mine = sources.entry.track == self.test.track
            if objective.mastery and mine and ident not in asked:
                message = f"mastery objective '{ident}' has no row in the blueprint"
                hint = "give it a row of its own"
                yield self.wrong(("blueprint",), "test-blueprint", message, hint)
