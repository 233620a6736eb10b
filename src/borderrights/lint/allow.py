"""Problems that somebody has looked at and let stand, each with its reason, in one file.

They are counted and can be listed, so that an exception never turns into a habit unseen.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from borderrights.codes import CODES
from borderrights.errors import Diagnostic, did_you_mean
from borderrights.project import ALLOWED, Project

NEVER = frozenset({"key-ground", "key-unchecked", "unknown-standard"})
"""A scored key without law that was read is never let stand, whatever the reason."""
MIN_REASON_WORDS = 4


class Suppressed(NamedTuple):
    """A problem that is let stand, and why."""

    problem: Diagnostic
    why: str


def sift(
    project: Project, found: Iterable[Diagnostic]
) -> tuple[list[Diagnostic], list[Suppressed]]:
    """Return the problems that remain, those about allowances among them, and the others."""
    kept: list[Diagnostic] = []
    suppressed: list[Suppressed] = []
    allowances = project.allowances.allowed if project.allowances else ()
    used = set()
    for problem in found:
        for index, allowed in enumerate(allowances):
            fits = (allowed.file, allowed.code) == (problem.path, problem.code)
            if fits and allowed.code not in NEVER and allowed.about in problem.message:
                used.add(index)
                suppressed.append(Suppressed(problem, allowed.why))
                break
        else:
            kept.append(problem)
    for index, allowed in enumerate(allowances):
        line = project.line(ALLOWED, "allowed", index)
        if allowed.code not in CODES:
            message, hint = f"'{allowed.code}' is no code", did_you_mean(allowed.code, CODES)
        elif allowed.code in NEVER:
            message, hint = f"'{allowed.code}' cannot be allowed", "mend the item"
        elif len(allowed.why.split()) < MIN_REASON_WORDS:
            message, hint = f"'{allowed.why}' is no reason", "say in a sentence why it may stand"
        elif index not in used:
            message = f"nothing in '{allowed.file}' is a problem of the kind '{allowed.code}'"
            hint = "take the line out, or mend what 'file' and 'about' say"
        else:
            continue
        kept.append(Diagnostic(ALLOWED, line, "allowance", message, hint))
    return kept, suppressed
