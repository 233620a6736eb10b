from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner, Result

from borderrights import __version__
from borderrights.cli import main, run
from builders import FOLDER, KEYS, QUIZ, Curriculum, lay


def invoke(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def commands(
    group: click.Group = main, above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*above, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*above, name))


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize(("words", "command"), list(commands()), ids=lambda v: str(v)[:40])
def test_help_of_every_command(words: tuple[str, ...], command: click.Command, flag: str) -> None:
    result = invoke(*words, flag)
    assert result.exit_code == 0
    assert result.output.startswith("Usage: ")
    assert command.help and command.help.split(";")[0].split()[0] in result.output


def test_version() -> None:
    assert invoke("--version").output == f"borderrights, version {__version__}\n"


@pytest.mark.parametrize(
    "words",
    [
        ["chek"],
        ["check", "--rot", "."],
        ["check", "--root", "/no/such/folder"],
        ["new", "module"],
        ["serve", "--port", "many"],
    ],
)
def test_wrong_usage_is_2(words: list[str]) -> None:
    result = invoke(*words)
    assert result.exit_code == 2
    assert "Usage:" in result.output


def test_check(small: Curriculum) -> None:
    result = invoke("check", "--root", small.root)
    assert (result.exit_code, result.output) == (0, "1 module, no problem\n")
    small.edit(QUIZ, "pass_mark: 80", "pass_mark: 800")
    result = invoke("check", "--root", small.root)
    assert result.exit_code == 1
    assert result.output.splitlines()[-1] == "1 problem in 1 file"


def test_check_in_a_process(small: Curriculum) -> None:
    small.write("book/plan.yml", b"\xff\x00")
    command = [sys.executable, "-c", "from borderrights.cli import run; run()", "check"]
    done = subprocess.run(command, cwd=small.root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == ""
    assert "book/plan.yml:1: byte 0xff is not UTF-8" in done.stdout


def test_check_of_an_empty_folder(small: Curriculum) -> None:
    empty = small.root / "empty"
    empty.mkdir()
    result = invoke("check", "--root", empty)
    assert result.exit_code == 1
    assert result.output.count("[missing-file]") == 4


def test_run_tells_source_errors_in_lines(
    small: Curriculum, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small.path(KEYS).unlink()
    monkeypatch.setattr(sys, "argv", ["borderrights", "notebooks", "--root", str(small.root)])
    with pytest.raises(SystemExit) as caught:
        run()
    assert caught.value.code == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "1 problem in 1 file"
    assert lines[0].startswith(KEYS)


def test_run_tells_other_errors_in_a_line(
    small: Curriculum, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["borderrights", "new", "module", "first-things", "--root", str(small.root)]
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit) as caught:
        run()
    assert caught.value.code == 1
    assert capsys.readouterr().out == (
        f"borderrights: '{FOLDER}/module.yml' exists; nothing was written\n"
    )


def test_notebooks(small: Curriculum) -> None:
    assert invoke("notebooks", "--check", "--root", small.root).exit_code == 1
    assert invoke("notebooks", "--root", small.root).exit_code == 0
    result = invoke("notebooks", "--check", "--root", small.root)
    assert (result.exit_code, result.output) == (0, "1 notebook current\n")
    small.edit(QUIZ, "pass_mark: 80", "pass_mark: 70")
    assert invoke("notebooks", "--check", "--root", small.root).exit_code == 1


def test_notebooks_of_broken_sources(small: Curriculum) -> None:
    small.edit(QUIZ, "pass_mark: 80", "pass_mark: 800")
    result = invoke("notebooks", "--root", small.root)
    assert result.exit_code == 1
    assert "[wrong-number]" in result.output


def test_guessers(small: Curriculum) -> None:
    result = invoke("guessers", "--root", small.root)
    assert result.exit_code == 0
    assert all(
        re.search(r"\d %   chance 33\.3 %   10 items$", x) for x in result.output.splitlines()
    )


def test_schema(small: Curriculum) -> None:
    result = invoke("schema", "--root", small.root)
    assert result.exit_code == 0
    assert small.path("book/schema/quiz.json").is_file()
    assert len(result.output.splitlines()) == 13


def test_toc(small: Curriculum) -> None:
    result = invoke("toc", "--root", small.root)
    assert result.exit_code == 0
    assert f"{FOLDER}/trainer" in result.output
    result = invoke("toc", "--no-trainer", "--root", small.root)
    assert f"{FOLDER}/trainer" not in result.output
    assert small.path("_build/toc-learners.yml").is_file()


@pytest.mark.parametrize("content", [None, b"\xff", b"a: [", b""])
def test_toc_that_cannot_be_read(small: Curriculum, content: bytes | None) -> None:
    if content is None:
        small.path("_toc.yml").unlink()
    else:
        small.write("_toc.yml", content)
    result = invoke("toc", "--root", small.root)
    assert result.exit_code == 1
    assert result.output.splitlines()[-1] == "1 problem in 1 file"


def test_new_module(small: Curriculum) -> None:
    result = invoke("new", "module", "second-things", "--root", small.root)
    assert result.exit_code == 0
    assert "modules/02-second-things/lesson.md" in result.output
    codes = set(small.codes())
    # A skeleton has the right form: what is left to do is a list of rules, not of slips of form.
    assert not codes & {"yaml-syntax", "missing-key", "unknown-key", "wrong-type", "front-matter"}


def test_new_module_that_nobody_plans(small: Curriculum) -> None:
    result = invoke("new", "module", "second-thing", "--root", small.root)
    assert result.exit_code == 2
    assert "did you mean 'second-things'?" in result.output


def test_new_module_with_a_broken_plan(small: Curriculum) -> None:
    small.write("book/plan.yml", "modules: [")
    result = invoke("new", "module", "second-things", "--root", small.root)
    assert result.exit_code == 1
    assert "[yaml-syntax]" in result.output


def test_handout_of_an_unknown_module(small: Curriculum) -> None:
    result = invoke("handout", "first-thing", "--root", small.root)
    assert result.exit_code == 2
    assert "did you mean 'first-things'?" in result.output


def test_handout(small: Curriculum) -> None:
    out = small.root / "pdf"
    result = invoke("handout", "first-things", "--out", out, "--no-trainer", "--root", small.root)
    assert result.exit_code == 0, result.output
    assert list(out.rglob("*.pdf"))


def test_what_is_let_stand_is_counted_and_listed(small: Curriculum) -> None:
    small.set("modules/01-first-things/module.yml", {"minutes.short": 50})
    problem = "modules/01-first-things/trainer.md"
    reason = "The room is free for five minutes more."
    small.write(
        "book/allowed.yml",
        "allowed:\n"
        f"- {{file: {problem}, code: plan-minutes, about: the short form 50, why: {reason}}}\n",
    )
    result = invoke("check", "--root", small.root)
    assert result.output == (
        "1 module, no problem; 1 let stand, see 'borderrights check --suppressed'\n"
    )
    result = invoke("check", "--root", small.root, "--suppressed")
    first, why, count, _ = result.output.splitlines()
    assert first.startswith(f"{problem}:") and first.endswith("[plan-minutes]")
    assert why == f"  let stand: {reason}"
    assert count == "1 problem let stand"


def test_status(small: Curriculum) -> None:
    lay("tested", small)
    small.path("modules/01-first-things/handout.md").unlink()
    small.edit("quizzes/01-first-things.keys.yml", "  one-bus: b\n", "")
    lines = [line.split() for line in invoke("status", "--root", small.root).output.splitlines()]
    parts = [
        "lesson",
        "figures",
        "questions",
        "scenario",
        "reflection",
        "read",
        "handout",
        "in-charge",
        "trainer",
    ]
    assert lines[0] == ["module", *parts]
    # 14 questions are keyed, and so is the scenario: 15, one of which the reader has not answered.
    assert lines[1] == ["01-first-things", "yes", "1", "14", "1", "1", "14/15", "-", "yes", "yes"]
    assert lines[2] == ["02-second-things", "-", "-", "-", "-", "-", "-", "-", "-", "-"]
    assert " ".join(lines[3]) == "test border-guards form A 20, form B 20, boosters 10, 10, 10"
    assert " ".join(lines[4]) == "1 of 2 modules written"
