"""What tests share: the built site, made once; a small curriculum, made for each test."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from builders import Curriculum, curriculum
from building import ROOT, build

# The same examples on every run: a test that fails once fails again.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable:
    """Return a function that builds a site by name once a run, whichever worker comes first."""
    shared = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        shared = shared.parent

    def site(name: str, make: Callable[[Path], object]) -> Path:
        folder = shared / f"site-{name}"
        # One build at a time: two would write the same PDFs, and two cores have no room for more.
        with (shared / "site.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "done").exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                (folder / "done").touch()
        return folder / "_build" / "html"

    return site


@pytest.fixture(scope="session")
def site(built: Callable) -> Path:
    """The folder of the whole site."""
    return built("whole", build)


@pytest.fixture(scope="session")
def learner_site(built: Callable) -> Path:
    """The folder of the site without pages for trainers, as ``make book TRAINER=0`` makes it."""

    def make(folder: Path) -> None:
        from borderrights.toc import write_for_learners

        toc = folder / "toc.yml"
        write_for_learners(ROOT, toc)
        build(folder, "--toc", str(toc))

    return built("learners", make)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that renews the golden lines."""
    parser.addoption(
        "--regen",
        action="store_true",
        help="write the expected lines of tests/data/bad anew, for review (not with -n)",
    )


@pytest.fixture
def small(tmp_path: Path) -> Curriculum:
    """A small curriculum without a problem, in a folder of its own."""
    return curriculum(tmp_path / "curriculum")
