"""Figures of a group: sums done by hand, and nothing from which a person could be read."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from borderrights.cli import main
from borderrights.course import TrackTest
from borderrights.errors import SourceError
from borderrights.load import load_project
from borderrights.results import (
    CELL,
    Sheet,
    empty_table,
    gain,
    item_figures,
    read_sheets,
    reliability,
    report,
    shown_groups,
)
from builders import Curriculum, lay

N = 20


def sheet(when: str, form: str, right: int, *, code: str = "", **groups: str) -> Sheet:
    return Sheet(when, form, code, groups, tuple(1.0 if n < right else 0.0 for n in range(N)))


def half(count: int, first: str, before: int, after: int, **groups: str) -> list[Sheet]:
    """People who take ``first`` before and the other form after, all with the same marks."""
    second = "B" if first == "A" else "A"
    return [sheet("before", first, before, **groups) for _ in range(count)] + [
        sheet("after", second, after, **groups) for _ in range(count)
    ]


@pytest.fixture
def test(small: Curriculum) -> TrackTest:
    lay("tested", small)
    found = load_project(small.root)[0].tests[0].test
    assert found
    return found


def test_the_gain_is_the_mean_of_the_halves() -> None:
    # Of 20: A 10 then B 15 is +25 points; B 12 then A 13 is +5. Mean +15, whatever the sizes.
    found = gain([*half(5, "A", 10, 15), *half(9, "B", 12, 13)])
    assert found and found.gain == pytest.approx(15)
    assert (found.people, found.crossed, found.paired) == (14, True, False)


def test_the_smallest_gain_without_codes() -> None:
    # In each of the four cells marks of 8, 8, 10, 12, 12: deviations of 10, 10, 0, 10, 10 points,
    # squares 400 a cell. 1600 over 20 - 4 degrees of freedom is 100: spread 10.
    # 2.8 x sqrt(2) x 10 / sqrt(10) = 12.52.
    sheets = [
        sheet(when, form, right)
        for when in ("before", "after")
        for form in ("A", "B")
        for right in (8, 8, 10, 12, 12)
    ]
    found = gain(sheets)
    assert found
    assert found.spread == pytest.approx(10)
    assert found.smallest == pytest.approx(12.522, abs=0.001)
    assert found.verdict == "no gain is shown"


def test_codes_link_the_sheets_and_show_smaller_gains() -> None:
    # Everybody gains; changes are 5, 10, 15, 20, 25 points in each half, so -10 … +10 about the
    # mean. Their standard deviation over ten: sqrt(2 x 250 / 9) = 7.454; x 2.8 / sqrt(10) = 6.600.
    sheets = []
    for first, second in (("A", "B"), ("B", "A")):
        for k in range(5):
            code = f"{first}{k}"
            sheets.append(sheet("before", first, 5, code=code))
            sheets.append(sheet("after", second, 6 + k, code=code))
    found = gain(sheets)
    assert found and found.paired
    assert found.gain == pytest.approx(15)
    assert found.smallest == pytest.approx(6.600, abs=0.001)
    assert found.verdict == "the group gained"


def test_forms_that_were_not_crossed_are_said_to_be() -> None:
    sheets = [s for s in half(6, "A", 10, 15)]
    found = gain(sheets)
    assert found and not found.crossed and found.gain == pytest.approx(25)


def test_no_gain_of_fewer_than_five() -> None:
    assert gain([*half(2, "A", 9, 9), *half(2, "B", 9, 9)]) is None
    assert gain(half(5, "A", 9, 9)[:9]) is None, "five before and four after"


def test_six_people_have_a_gain_and_no_means_by_form(test: TrackTest) -> None:
    lines = list(report([*half(3, "A", 10, 15), *half(3, "B", 10, 15)], test))
    assert lines[1] == "a form was taken by fewer than 5 at one time: no means by form"
    assert lines[2] == "gain: +25 points: the group gained"
    assert not any("question 1" in line for line in lines)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"guards": 14, "inspectors": 9, "judges": 3}, ["guards"]),  # 26 less 14 less 9 is three
        ({"women": 4, "men": 16}, []),  # twenty less sixteen is four
        ({"women": 5, "men": 15}, ["men", "women"]),
        ({"a": 3, "b": 2, "c": 9, "d": 9}, ["c", "d"]),  # five are hidden together
        ({"a": 9, "": 1}, []),  # who gave no answer is hidden, and would be alone
        ({"a": 9, "b": 9, "": 6}, ["a", "b"]),
    ],
)
def test_what_may_stand_beside_the_total(counts: dict[str, int], shown: list[str]) -> None:
    assert shown_groups(counts) == shown


@given(st.dictionaries(st.text("abc", min_size=0, max_size=2), st.integers(1, 40), min_size=1))
def test_nobody_is_left_over_by_subtraction(counts: dict[str, int]) -> None:
    shown = shown_groups(counts)
    assert all(counts[value] >= CELL for value in shown)
    hidden = sum(counts.values()) - sum(counts[value] for value in shown)
    assert hidden == 0 or hidden >= CELL or not shown


def test_items_below_ten_takers_are_not_printed(test: TrackTest) -> None:
    assert list(item_figures(half(9, "A", 10, 15), test)) == []
    crossed = [*half(5, "A", 10, 15), *half(5, "B", 10, 15)]
    figures = {f.ident: f for f in item_figures(crossed, test)}
    # Of form A the first ten were right before, the first fifteen after, with five each.
    first, twelfth = figures[test.forms.A[0]], figures[test.forms.A[11]]
    assert (first.before, first.after) == ((5, 5), (5, 5))
    assert (twelfth.before, twelfth.after, twelfth.change) == ((0, 5), (5, 5), 1.0)
    assert first.fit is None, "no correlation below a hundred takers"


def test_a_report_of_ten_holds_counts_and_no_verdict_on_items(test: TrackTest) -> None:
    lines = list(report([*half(5, "A", 10, 15), *half(5, "B", 10, 15)], test))
    assert lines[:3] == [
        "sheets: 10 before, 10 after",
        "before: form A 50 % (5), form B 50 % (5)",
        "after: form A 75 % (5), form B 75 % (5)",
    ]
    assert lines[3] == "gain: +25 points: the group gained"
    first, twelfth = test.forms.A[0], test.forms.A[11]
    assert f"form A, question 1 ({first}): before 5 of 5, after 5 of 5" in lines
    gone = "not printed, since everybody was wrong at one time"
    assert f"form A, question 12 ({twelfth}): {gone}" in lines
    assert not any("indicative" in line or "look again" in line for line in lines)


def test_flags_from_a_hundred_takers(test: TrackTest) -> None:
    lines = list(report([*half(50, "A", 10, 10), *half(50, "B", 10, 10)], test))
    first = next(line for line in lines if line.startswith("form A, question 1 ("))
    assert first.endswith("after 50 of 50, gain +0.00; look again: gain below 0.10")


def test_indicative_from_thirty(test: TrackTest) -> None:
    lines = list(report([*half(15, "A", 10, 12), *half(15, "B", 10, 12)], test))
    first = next(line for line in lines if line.startswith("form A, question 1 ("))
    assert first.endswith("gain +0.00 (indicative)")


def test_groups_in_a_report(test: TrackTest) -> None:
    sheets = [
        *half(6, "A", 10, 15, sex="w"),
        *half(6, "B", 10, 15, sex="w"),
        *half(7, "A", 10, 12, sex="m"),
        *half(7, "B", 10, 12, sex="m"),
        *half(2, "A", 10, 20, sex="x"),
        *half(2, "B", 10, 20, sex="x"),
    ]
    lines = list(report(sheets, test))
    assert "sex m: 14 people, gain +10, smallest 0: the group gained" in lines
    assert not any(line.startswith(("sex w:", "sex x:")) for line in lines)
    assert list(report(sheets, None))[-1].startswith("one person's score"), "a mixed group"
    assert not any("question" in line for line in report(sheets, None))
    assert "sex: other values are not printed, so that nobody can be read from the table" in lines


def test_reliability_of_sheets_that_agree_and_of_noise() -> None:
    # Fifteen sheets all right and fifteen all wrong: each item predicts each other, alpha is 1.
    sheets = [sheet("after", "A", N) for _ in range(15)] + [sheet("after", "A", 0)] * 15
    found = reliability(sheets)
    assert found and found[0] == pytest.approx(1)
    assert reliability(sheets[:29]) is None
    # Two items, all four patterns equally often: no common variance, alpha is 0.
    noise = [
        Sheet("after", "A", "", {}, pair)
        for pair in ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
        for _ in range(8)
    ]
    value = reliability(noise)
    assert value and value[0] == pytest.approx(0) and value[1] < 0 < value[2]


def table(test: TrackTest, rows: list[list[str]]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return empty_table(N) + out.getvalue()


def test_the_table_to_fill_in_is_the_table_that_is_read(test: TrackTest) -> None:
    row = ["before", "A", "", "guard", "w", *["1"] * 10, *["0"] * 9, "0.5"]
    (found,) = read_sheets("r.csv", table(test, [row]), N)
    assert (found.when, found.form, found.groups) == ("before", "A", {"role": "guard", "sex": "w"})
    assert found.percent == pytest.approx(100 * 10.5 / 20)


@pytest.mark.parametrize("parting", [";", "\t"])
def test_tables_of_other_spreadsheets(test: TrackTest, parting: str) -> None:
    row = ["Before", "a", "", "", "", *["1"] * 20]
    text = table(test, [row]).replace(",", parting)
    (found,) = read_sheets("r.csv", text, N)
    assert (found.when, found.form, found.percent) == ("before", "A", 100)


def test_every_wrong_cell_is_reported_with_its_line(test: TrackTest) -> None:
    good = ["after", "B", "", "", "", *["1"] * 20]
    rows = [good, [*good[:5], "2", *["1"] * 19], ["later", "C", "", "", "", *["1"] * 19, "x"]]
    with pytest.raises(SourceError) as caught:
        read_sheets("r.csv", table(test, rows), N)
    assert [(d.line, d.message) for d in caught.value.diagnostics] == [
        (3, "'2' for question 1"),
        (4, "'C' under 'form'"),
        (4, "'later' under 'when'"),
        (4, "'x' for question 20"),
    ]


def test_a_table_without_a_column(test: TrackTest) -> None:
    with pytest.raises(SourceError) as caught:
        read_sheets("r.csv", "when,form,1,2\n", N)
    assert caught.value.diagnostics[0].message == "the table has no column '3'"


def test_the_command(small: Curriculum, test: TrackTest) -> None:
    def call(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["figures", "--root", str(small.root), *words])
        return result.exit_code, result.output

    code, head = call("border-guards", "--empty")
    assert (code, head) == (0, empty_table(N))
    rows = [["before", "A", "", "", "", *["1"] * 20]] * 4
    small.write("marks.csv", table(test, rows))
    code, output = call("border-guards", str(small.path("marks.csv")))
    assert (code, output) == (
        0,
        "sheets: 4 before, 0 after\n"
        "fewer than 5 before or after: no result is printed; report how many came\n",
    )
    assert call("border-guards")[0] == 2 and call("judges", "--empty")[0] == 2
