"""The minutes of a path: what each session takes, from the sources that know it."""

from __future__ import annotations

from borderrights import course
from borderrights.project import Project

FULL, SHORT = 90, 45
"""Minutes of a module that is not written yet, as the plan of the curriculum has them."""


def minutes_of(project: Project, path: course.Path, session: course.Session) -> int:
    """Return the minutes of a session.

    A module's come from its ``module.yml``, a test's from the tests of the path's track; a test
    that is not written yet takes none. Groups that work apart wait for the last of them.
    """
    if session.module:
        return _minutes(project, session.module, session.form)
    if session.groups:
        return max(_minutes(project, name, session.form) for name in session.groups.values())
    if session.test:
        test = test_of(project, path)
        return test.minutes if test else 0
    return session.pause or session.minutes or 0


def _minutes(project: Project, module_id: str, form: str) -> int:
    sources = project.module(module_id)
    if sources is None or sources.module is None:
        return FULL if form == "full" else SHORT
    minutes = sources.module.minutes
    return minutes.classroom if form == "full" else minutes.short


def test_of(project: Project, path: course.Path) -> course.TrackTest | None:
    """Return the tests of the track that a path belongs to."""
    return next((t.test for t in project.tests if t.test and t.test.track in path.audiences), None)
