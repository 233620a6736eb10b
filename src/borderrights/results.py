"""What a group learned: figures from marked sheets, printed so that nobody can be read from them.

The rules are those that the course teaches its trainers (module *Teaching this course*):

- two parallel forms, crossed, and the gain as the mean of the two halves, since forms differ;
- the gain stands beside the smallest gain that so many people can be expected to show;
- no cell below five, also not by subtraction;
- an item: nothing below ten takers, counts below thirty, "indicative" below a hundred, then flags.

A sheet is a row without a name. Marks stand there already: the trainer has the key sheet.
"""

from __future__ import annotations

import csv
import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from statistics import correlation, fmean, stdev

from borderrights.course import TrackTest
from borderrights.errors import Diagnostic, SourceError

CELL = 5
"""People that a printed figure is about, at least."""
COUNTS, INDICATIVE, FLAGS = 10, 30, 100
"""Takers of an item from which counts, figures and flags are printed."""
POWER = 2.8
"""Standard errors between no gain and a gain that four of five such groups show (5 %, 80 %)."""
LOW_GAIN, HARD, LOW_FIT = 0.10, 0.30, 0.20
DRAWS, SEED = 500, 20140723
PARTINGS = (",", ";", "\t")
"""What may stand between two cells; spreadsheets of many countries write semicolons."""
FORMS, TIMES = ("A", "B"), ("before", "after")
NO_ANSWER = ""


@dataclass(frozen=True)
class Sheet:
    """The marks of one sheet: 0..1 for each question, in the order of the form."""

    when: str
    form: str
    code: str
    groups: Mapping[str, str]
    marks: tuple[float, ...]

    @property
    def percent(self) -> float:
        """Share of the points, 0..100."""
        return 100 * fmean(self.marks)


def empty_table(questions: int, groups: Sequence[str] = ("role", "sex")) -> str:
    """Return the head of a table to fill in: a row for each sheet, 1 and 0 for right and wrong."""
    numbers = (str(n) for n in range(1, questions + 1))
    heads = ("when", "form", "code", *(f"group {name}" for name in groups), *numbers)
    return ",".join(heads) + "\n"


def read_sheets(path: str, text: str, count: int) -> list[Sheet]:
    """Return the sheets in a table whose columns are parted by commas, semicolons or tabs.

    Args:
        path: Name of the file for messages.
        text: The table; its first line names the columns.
        count: Number of questions of a form.

    Raises:
        SourceError: Columns or cells are wrong; every one is reported with its line.
    """
    first = text.partition("\n")[0]
    parting = max(PARTINGS, key=first.count)
    rows = csv.DictReader(StringIO(text), delimiter=parting, skipinitialspace=True)
    heads = [(name or "").strip() for name in rows.fieldnames or ()]
    wanted = ["when", "form", *map(str, range(1, count + 1))]
    missing = [name for name in wanted if name not in heads]
    if missing:
        message = f"the table has no column '{missing[0]}'"
        hint = "begin with the table that '--empty' prints"
        raise SourceError([Diagnostic(path, 1, "results-table", message, hint)])
    groups = [name for name in heads if name.startswith("group ")]
    sheets, problems = [], []
    for record in rows:
        row = {(k or "").strip(): (v or "").strip() for k, v in record.items() if k is not None}
        row["when"], row["form"] = row["when"].lower(), row["form"].upper()
        found = list(_cells(row, count))
        problems += [Diagnostic(path, rows.line_num, "results-table", *f) for f in found]
        if not found:
            marks = tuple(float(row[str(n)]) for n in range(1, count + 1))
            named = {name.removeprefix("group "): row[name] for name in groups}
            sheets.append(Sheet(row["when"], row["form"], row.get("code", ""), named, marks))
    if problems:
        raise SourceError(problems)
    return sheets


def _cells(row: Mapping[str, str], count: int) -> Iterator[tuple[str, str]]:
    for name, values in (("when", TIMES), ("form", FORMS)):
        if row[name] not in values:
            yield f"'{row[name]}' under '{name}'", f"write {values[0]} or {values[1]}"
    for number in range(1, count + 1):
        cell = row[str(number)]
        try:
            mark = float(cell)
        except ValueError:
            mark = math.nan
        if not 0 <= mark <= 1:
            message = f"'{cell}' for question {number}"
            yield message, "write 1 for right, 0 for wrong or no answer, or the part that was right"


@dataclass(frozen=True)
class Gain:
    """The gain of a group in points of 100, and how small a gain it could have shown."""

    people: int
    gain: float
    smallest: float
    unlinked: float
    """The smallest gain if no code linked two sheets, as the handout of the module has it."""
    spread: float
    """Standard deviation of the scores within one form at one time."""
    crossed: bool
    """Whether both forms stood before and after; otherwise a harder form passes for a loss."""
    paired: bool
    """Whether codes link the two sheets of a person, which shows smaller gains."""

    @property
    def verdict(self) -> str:
        """What may be said: a gain, perhaps, or that none is shown."""
        if self.gain >= self.smallest and self.gain > 0:
            return "the group gained"
        if self.gain >= self.smallest / 2 and self.gain > 0:
            return "perhaps"
        return "no gain is shown"


def gain(sheets: Sequence[Sheet]) -> Gain | None:
    """Return the gain of a group; None below five people before or after.

    With crossed forms it is the mean of the two halves, so that a harder form counts for nobody.
    """
    people = min(sum(sheet.when == when for sheet in sheets) for when in TIMES)
    if people < CELL:
        return None
    cells = {
        (when, form): [s for s in sheets if (s.when, s.form) == (when, form)]
        for when in TIMES
        for form in FORMS
    }
    filled = {key: found for key, found in cells.items() if found}
    means = {key: fmean(s.percent for s in found) for key, found in filled.items()}
    crossed = len(filled) == len(cells)
    if crossed:
        halves = [
            means["after", after] - means["before", before]
            for before, after in (("A", "B"), ("B", "A"))
        ]
        rise = fmean(halves)
    else:
        after, before = (fmean(s.percent for s in sheets if s.when == w) for w in TIMES[::-1])
        rise = after - before
    squares = ((s.percent - means[key]) ** 2 for key, found in filled.items() for s in found)
    freedom = max(1, sum(len(found) for found in filled.values()) - len(filled))
    spread = math.sqrt(sum(squares) / freedom)
    unlinked = POWER * math.sqrt(2) * spread / math.sqrt(people)
    changes = _changes(sheets)
    paired = len(changes) == people
    smallest = POWER * stdev(changes) / math.sqrt(people) if paired else unlinked
    return Gain(people, rise, smallest, unlinked, spread, crossed, paired)


def _changes(sheets: Sequence[Sheet]) -> list[float]:
    """Return the change of everybody whose code stands once before and once after.

    Each change is taken from the mean of its half.
    """
    by_code: dict[str, dict[str, Sheet]] = {}
    for sheet in sheets:
        if sheet.code:
            by_code.setdefault(sheet.code, {})[sheet.when] = sheet
    pairs = [(p["before"], p["after"]) for p in by_code.values() if len(p) == 2]
    halves: dict[tuple[str, str], list[float]] = {}
    for before, after in pairs:
        halves.setdefault((before.form, after.form), []).append(after.percent - before.percent)
    return [c - fmean(half) for half in halves.values() if len(half) > 1 for c in half]


def shown_groups(counts: Mapping[str, int]) -> list[str]:
    """Return the values of a group that may be printed beside the total.

    A value below five is hidden, and with it the next smallest until five people are hidden:
    otherwise the total less the rest would show it.
    """
    order = sorted(counts, key=lambda value: (counts[value], value))
    hidden = [value for value in order if counts[value] < CELL or value == NO_ANSWER]
    left = [value for value in order if value not in hidden]
    while hidden and left and sum(counts[value] for value in hidden) < CELL:
        hidden.append(left.pop(0))
    return sorted(left)


@dataclass(frozen=True)
class ItemFigure:
    """What is known of one question: right and taken, before and after."""

    form: str
    number: int
    """Its number on the sheet of that form."""
    ident: str
    before: tuple[int, int]
    after: tuple[int, int]
    fit: float | None
    """Correlation with the other questions of its form after the course; from a hundred takers."""

    @property
    def takers(self) -> int:
        """Sheets on which the question stood."""
        return self.before[1] + self.after[1]

    @property
    def change(self) -> float:
        """Share right after the course, less the share before; 0..1."""
        return self.after[0] / self.after[1] - self.before[0] / self.before[1]


def item_figures(sheets: Sequence[Sheet], test: TrackTest) -> Iterator[ItemFigure]:
    """Yield the figures of all questions that enough people have taken before and after."""
    for form, idents in (("A", test.forms.A), ("B", test.forms.B)):
        mine = [sheet for sheet in sheets if sheet.form == form]
        before, after = ([s for s in mine if s.when == when] for when in TIMES)
        if min(len(before), len(after)) < CELL or len(mine) < COUNTS:
            continue
        for place, ident in enumerate(idents):
            right = [sum(s.marks[place] == 1 for s in part) for part in (before, after)]
            fit = _fit(after, place) if len(mine) >= FLAGS else None
            counts = (right[0], len(before)), (right[1], len(after))
            yield ItemFigure(form, place + 1, ident, *counts, fit)


def _fit(sheets: Sequence[Sheet], place: int) -> float | None:
    item = [s.marks[place] for s in sheets]
    rest = [sum(s.marks) - s.marks[place] for s in sheets]
    if len(set(item)) < 2 or len(set(rest)) < 2:
        return None
    return correlation(item, rest)


def reliability(sheets: Sequence[Sheet]) -> tuple[float, float, float] | None:
    """Return alpha (KR-20 where all marks are 0 or 1) of one form with a 90 % interval.

    The interval comes from drawing the same number of sheets again and again, with a fixed seed.
    None below thirty sheets, or where nothing varies.
    """
    if len(sheets) < INDICATIVE:
        return None
    value = _alpha(sheets)
    if value is None:
        return None
    draw = random.Random(SEED)
    drawn = (_alpha(draw.choices(sheets, k=len(sheets))) for _ in range(DRAWS))
    values = sorted(v for v in drawn if v is not None)
    return value, values[int(0.05 * len(values))], values[int(0.95 * len(values)) - 1]


def _alpha(sheets: Sequence[Sheet]) -> float | None:
    count = len(sheets[0].marks)
    whole = _variance([sum(s.marks) for s in sheets])
    if whole == 0 or count < 2:
        return None
    parts = sum(_variance(column) for column in zip(*(s.marks for s in sheets), strict=True))
    return count / (count - 1) * (1 - parts / whole)


def _variance(values: Sequence[float]) -> float:
    mean = fmean(values)
    return sum((value - mean) ** 2 for value in values) / len(values)


def report(sheets: Sequence[Sheet], test: TrackTest | None) -> Iterator[str]:
    """Yield the lines of a report that can leave the room.

    Args:
        sheets: The marked sheets.
        test: The test that all of them are of; None for a mixed group, in which each profession
            took its own. Questions are then not reported.
    """
    times = [sum(sheet.when == when for sheet in sheets) for when in TIMES]
    yield f"sheets: {times[0]} before, {times[1]} after"
    whole = gain(sheets)
    if whole is None:
        yield f"fewer than {CELL} before or after: no result is printed; report how many came"
        return
    yield from _means(sheets)
    yield from _gain_lines(whole)
    for name in dict.fromkeys(name for sheet in sheets for name in sheet.groups):
        yield from _group_lines(sheets, name)
    if test:
        yield from _item_lines(sheets, test)
        yield from _reliability_lines(sheets)
    yield "one person's score on one form is about nine points off to either side: report the group"


def _means(sheets: Iterable[Sheet]) -> Iterator[str]:
    found: dict[tuple[str, str], list[float]] = {}
    for sheet in sheets:
        found.setdefault((sheet.when, sheet.form), []).append(sheet.percent)
    if any(len(scores) < CELL for scores in found.values()):
        yield f"a form was taken by fewer than {CELL} at one time: no means by form"
        return
    for when in TIMES:
        cells = (
            f"form {form} {fmean(found[when, form]):.0f} % ({len(found[when, form])})"
            for form in FORMS
            if (when, form) in found
        )
        yield f"{when}: {', '.join(cells)}"


def _gain_lines(whole: Gain) -> Iterator[str]:
    yield f"gain: {whole.gain:+.0f} points: {whole.verdict}"
    how = f"codes link the sheets; without codes {whole.unlinked:.0f}"
    if not whole.paired:
        how = "sheets without codes"
    spread = f"spread {whole.spread:.0f}"
    yield f"smallest gain that {whole.people} could show: {whole.smallest:.0f} ({how}, {spread})"
    if not whole.crossed:
        yield "the forms were not crossed: a part of this is the difference between the forms"


def _group_lines(sheets: Sequence[Sheet], name: str) -> Iterator[str]:
    values: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        values.setdefault(sheet.groups.get(name, NO_ANSWER), []).append(sheet)
    if set(values) == {NO_ANSWER}:
        return
    counts = {
        value: min(sum(s.when == when for s in found) for when in TIMES)
        for value, found in values.items()
    }
    shown = shown_groups(counts)
    for value in shown:
        found = gain(values[value])
        if found:
            yield (
                f"{name} {value}: {found.people} people, gain {found.gain:+.0f}, smallest "
                f"{found.smallest:.0f}: {found.verdict}"
            )
    if len(shown) < len(counts):
        yield f"{name}: other values are not printed, so that nobody can be read from the table"


def _item_lines(sheets: Sequence[Sheet], test: TrackTest) -> Iterator[str]:
    figures = list(item_figures(sheets, test))
    if not figures:
        yield f"questions: fewer than {COUNTS} takers, or a half below {CELL}: none is printed"
        return
    for figure in figures:
        (right, taken), (right_after, taken_after) = figure.before, figure.after
        name = f"form {figure.form}, question {figure.number} ({figure.ident})"
        if 0 in (right, right_after):
            yield f"{name}: not printed, since everybody was wrong at one time"
            continue
        line = f"{name}: before {right} of {taken}, after {right_after} of {taken_after}"
        if figure.takers >= INDICATIVE:
            line += f", gain {figure.change:+.2f}"
        if INDICATIVE <= figure.takers < FLAGS:
            line += " (indicative)"
        if figure.takers >= FLAGS:
            line += "".join(f"; {flag}" for flag in _flags(figure))
        yield line


def _reliability_lines(sheets: Sequence[Sheet]) -> Iterator[str]:
    for form in FORMS:
        found = reliability([s for s in sheets if (s.when, s.form) == ("after", form)])
        if found:
            value, low, high = found
            interval = f"90 % interval {low:.2f} to {high:.2f}"
            yield f"reliability of form {form}: {value:.2f} ({interval})"


def _flags(figure: ItemFigure) -> Iterator[str]:
    """Yield what to look at: an item is judged by its gain, since after teaching easy is good."""
    if figure.change < LOW_GAIN:
        yield f"look again: gain below {LOW_GAIN:.2f}"
    if figure.after[0] / figure.after[1] < HARD:
        yield f"look again: right after the course below {HARD:.2f}"
    if figure.fit is not None and figure.fit < LOW_FIT:
        yield f"look again: fits the other questions below {LOW_FIT:.2f}"
