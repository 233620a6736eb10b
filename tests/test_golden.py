"""Every mistake an author can make ends in lines: exact, sorted, counted, and never a traceback."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

import golden
from borderrights.cli import main
from builders import Curriculum

LINE = re.compile(r"^[^:\n]+:\d+: .+ — .+ \[[a-z0-9-]+\]$")
COUNT = re.compile(r"^\d+ problems? in \d+ files?$")


def test_the_small_curriculum_is_clean(small: Curriculum) -> None:
    result = CliRunner().invoke(main, ["check", "--root", str(small.root)])
    assert (result.output, result.exit_code) == ("1 module, no problem\n", 0)


@pytest.mark.parametrize("case", golden.cases(), ids=lambda case: case.id)
def test_case(case: golden.Case, small: Curriculum, request: pytest.FixtureRequest) -> None:
    golden.apply(case, small)
    result = CliRunner().invoke(main, ["check", "--root", str(small.root)], catch_exceptions=False)
    lines = result.output.splitlines()
    if request.config.getoption("--regen"):
        golden.rewrite(case, lines)
        return
    assert lines == list(case.lines)
    assert result.exit_code == 1
    *problems, count = lines
    assert all(LINE.match(line) for line in problems)
    assert COUNT.match(count)
    assert int(count.split()[0]) == len(problems)
    places = [(line.split(":")[0], int(line.split(":")[1])) for line in problems]
    assert places == sorted(places)


def test_names_of_cases_are_unique() -> None:
    names = [case.id for case in golden.cases()]
    assert len(names) == len(set(names))
