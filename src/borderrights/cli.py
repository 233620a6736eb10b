"""Commands: words of the shell to calls, diagnostics to lines and an exit code.

Exit codes: 0 clean, 1 problems in the content, 2 wrong usage (click's own).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from borderrights import __version__
from borderrights.course import TRACKS
from borderrights.errors import BorderRightsError, Diagnostic, SourceError, did_you_mean
from borderrights.lint import examine
from borderrights.load import load_project, read_text
from borderrights.project import ModuleSources, Project
from borderrights.yamltree import read_yaml

root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    show_default=True,
    help="Folder of the curriculum, with _config.yml and book/.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="borderrights")
def main() -> None:
    """Check, build and print the curriculum Human Rights at International Borders."""


@main.command()
@root_option
@click.option("--suppressed", "list_them", is_flag=True, help="List what is let stand, and why.")
@click.option("--open", "list_open", is_flag=True, help="List what laws not shown leave open, too.")
def check(root: Path, list_them: bool, list_open: bool) -> None:
    """Report every problem of every source, then a count."""
    from borderrights.status import laws

    project, found, suppressed = examine(root)
    if list_them:
        for problem, why in suppressed:
            click.echo(f"{problem}\n  let stand: {why}")
        click.echo(f"{_count(len(suppressed), 'problem')} let stand")
    clean = f"{_count(len(project.modules), 'module')}, no problem"
    if suppressed:
        clean += f"; {len(suppressed)} let stand, see 'borderrights check --suppressed'"
    for line in laws(project, list_open) if not found else ():
        click.echo(line)
    finish(found, clean)


@main.command()
@root_option
def status(root: Path) -> None:
    """Show what is written of each module, part by part."""
    from borderrights.status import table

    project, _ = load_project(root)
    for line in table(project):
        click.echo(line)


@main.command()
@root_option
@click.option("--check", "only_check", is_flag=True, help="Compare, write nothing.")
def notebooks(root: Path, only_check: bool) -> None:
    """Make the quiz notebooks anew from the sources."""
    from borderrights.notebooks import make
    from borderrights.quizview import views

    project, found = load_project(root)
    if found:
        finish(found, "")
    stale = make(project, write=not only_check)
    for path in stale:
        click.echo(f"{path}: {'differs from its sources' if only_check else 'written'}")
    if only_check and stale:
        click.echo("run 'make notebooks' and commit the result")
        raise SystemExit(1)
    click.echo(f"{_count(len(list(views(project))), 'notebook')} current")


@main.command()
@root_option
@click.argument("slugs", nargs=-1)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the PDFs; _build/pdf.")
@click.option("--no-trainer", is_flag=True, help="Leave out keys and session plans.")
@click.option("--names", is_flag=True, help="Print a line for the name on quiz sheets.")
def handout(
    root: Path, slugs: tuple[str, ...], out: Path | None, no_trainer: bool, names: bool
) -> None:
    """Make the PDFs of the modules SLUGS; without any, of all, with tests and cards."""
    from borderrights.printing import write_pdfs

    project, found = load_project(root)
    if found:
        finish(found, "")
    chosen = _choose(project, slugs) if slugs else None
    folder = out or root / "_build" / "pdf"
    written = write_pdfs(project, folder, modules=chosen, trainer=not no_trainer, names=names)
    for path in written:
        click.echo(path)
    click.echo(f"{len(written)} PDFs written, the others were current, in {folder}")


@main.command()
@root_option
@click.argument("old")
@click.argument("new", default="HEAD")
def changes(root: Path, old: str, new: str) -> None:
    """Show what changed in the content between two versions that git knows, item by item."""
    from borderrights.changes import changes as compare

    for line in compare(root, old, new):
        click.echo(line)


@main.command()
@root_option
@click.argument("track", type=click.Choice((*TRACKS, "mixed")))
@click.argument(
    "table", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)
@click.option("--empty", is_flag=True, help="Print the head of the table to fill in.")
def figures(root: Path, track: str, table: Path | None, empty: bool) -> None:
    """Show what a group gained, from the marked sheets in TABLE, with no cell below five.

    TRACK is the profession whose test the sheets are, or "mixed" where each took its own.
    """
    from borderrights.results import empty_table, read_sheets, report

    project, _ = load_project(root)
    tests = [t.test for t in project.tests if t.test and track in (t.test.track, "mixed")]
    lengths = {len(test.forms.A) for test in tests}
    if len(lengths) != 1:
        raise click.UsageError(f"there is no test for {track} that could be read")
    (questions,) = lengths
    if empty:
        click.echo(empty_table(questions), nl=False)
    elif table is None:
        raise click.UsageError("name the table with the marks, or print an empty one with --empty")
    else:
        text, found = read_text(table.parent, table.name)
        if text is None:
            finish(found, "")
        sheets = read_sheets(str(table), text or "", questions)
        for line in report(sheets, None if track == "mixed" else tests[0]):
            click.echo(line)


@main.command()
@root_option
def guessers(root: Path) -> None:
    """Show what a cheat earns who sees the options only."""
    from borderrights.lint.bank import guesses, singles

    project, _ = load_project(root)
    for guess in guesses(singles(project)):
        click.echo(
            f"{guess.name:<42} {guess.percent:5.1f} %   chance {guess.chance:4.1f} %   "
            f"{guess.items} items"
        )


@main.command()
@root_option
def readability(root: Path) -> None:
    """Show how hard each source reads; nothing fails by it."""
    from borderrights.readability import readings

    project, _ = load_project(root)
    click.echo("words  mean  longest  grade  passive  source")
    for reading in readings(project):
        click.echo(
            f"{reading.words:5d} {reading.mean:5.1f} {reading.longest:8d} {reading.grade:6.1f} "
            f"{reading.passive:6.0f} %  "
            f"{reading.path}"
        )


@main.command()
@root_option
@click.option("--out", type=click.Path(path_type=Path), help="Folder; book/schema.")
def schema(root: Path, out: Path | None) -> None:
    """Write the JSON Schema files that editors complete from."""
    from borderrights.schemas import write_schemas

    for path in write_schemas(out or root / "book" / "schema"):
        click.echo(path)


@main.command()
@root_option
@click.option("--no-trainer", is_flag=True, help="Leave out the pages for trainers.")
def toc(root: Path, no_trainer: bool) -> None:
    """List the pages of the book; with --no-trainer write the list to _build/toc-learners.yml."""
    from borderrights.toc import TOC, files_of, is_for_trainers, write_for_learners

    text, found = read_text(root, TOC)
    tree, problems = read_yaml(TOC, text or "")
    if found or problems or tree is None:
        finish((*found, *problems), "")
    pages = list(files_of(tree.value if tree else None))
    if no_trainer:
        write_for_learners(root, root / "_build" / "toc-learners.yml")
        pages = [page for page in pages if not is_for_trainers(page)]
    for page in pages:
        click.echo(page)


@main.group()
def new() -> None:
    """Begin something new."""


@new.command("module")
@root_option
@click.argument("slug")
def new_module(root: Path, slug: str) -> None:
    """Write the skeleton of the module SLUG, which must be in book/plan.yml."""
    from borderrights.skeleton import write_skeleton

    project, found = load_project(root)
    if project.plan is None:
        finish(found, "")
    entries = project.plan.modules if project.plan else ()
    entry = next((e for e in entries if slug in (e.id, e.stem)), None)
    if entry is None:
        known = [e.id for e in entries]
        raise click.UsageError(f"'{slug}' is not in book/plan.yml; {did_you_mean(slug, known)}")
    for path in write_skeleton(root, entry):
        click.echo(path)
    click.echo("fill in what 'borderrights check' reports")


@new.command("law")
@root_option
@click.argument("name")
def new_law(root: Path, name: str) -> None:
    """Write book/national/NAME: a file for each module, with its points still to be answered."""
    from borderrights.skeleton import write_law

    project, found = load_project(root)
    if found:
        finish(found, "")
    for path in write_law(root, name, [m.module for m in project.modules if m.module]):
        click.echo(path)
    click.echo("answer what your jurists have checked; 'borderrights check' lists what is open")


@main.command()
@root_option
@click.option("--port", type=int, default=8000, show_default=True)
def serve(root: Path, port: int) -> None:
    """Preview the book on this machine; build again whenever a source is saved."""
    from borderrights.preview import run

    run(root.resolve(), port)


def _choose(project: Project, slugs: Iterable[str]) -> list[ModuleSources]:
    """Return the modules named by id or stem."""
    wanted = list(slugs)
    by_name = {name: m for m in project.modules for name in (m.entry.id, m.stem)}
    for name in wanted:
        if name not in by_name:
            hint = did_you_mean(name, [m.entry.id for m in project.modules])
            raise click.UsageError(f"no written module '{name}'; {hint}")
    return [by_name[name] for name in wanted]


def finish(found: Iterable[Diagnostic], clean: str) -> None:
    """Print diagnostics and a count and leave with 1, or print ``clean``."""
    lines = sorted(set(found))
    if not lines:
        click.echo(clean)
        return
    for line in lines:
        click.echo(line)
    files = len({line.path for line in lines})
    click.echo(f"{_count(len(lines), 'problem')} in {_count(files, 'file')}")
    raise SystemExit(1)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def run() -> None:
    """Run ``main``; what an author did wrong is told in lines, never as a traceback."""
    try:
        main()
    except SourceError as error:
        finish(error.diagnostics, "")
    except BorderRightsError as error:
        click.echo(f"borderrights: {error}")
        raise SystemExit(1) from None
