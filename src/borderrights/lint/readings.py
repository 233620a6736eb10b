"""Rules about double keying: a second reader answered every item without seeing the key."""

from __future__ import annotations

from collections.abc import Iterator

from borderrights import model
from borderrights.errors import Diagnostic
from borderrights.lint.rule import problem, rule
from borderrights.lint.stories import playable
from borderrights.project import Project
from borderrights.reading import agrees


@rule
def second_readings(project: Project) -> Iterator[Diagnostic]:
    """The second reader's responses are there, fit, and agree with the key or are argued."""
    for bank in project.banks:
        reading = bank.reading
        if reading is None:
            continue
        known = {item.id for item in bank.items}
        for ident in reading.responses:
            if ident not in known:
                line = project.line(bank.reading_path, "responses", ident)
                hint = "remove it; the item is gone or has another id"
                message = f"'{ident}' is no item"
                yield Diagnostic(bank.reading_path, line, "stale-reading", message, hint)
        for index, item in enumerate(bank.items):
            if isinstance(item, model.Reflection):
                continue
            if isinstance(item, model.Scenario) and not playable(item):
                continue  # it cannot be scored; the rules about scenarios say why
            response = reading.responses.get(item.id)
            verdict = agrees(item, response)
            place = ("items", index, "key")
            if verdict is None:
                message = f"the second reader has no response to item '{item.id}' that fits it"
                hint = "let somebody answer it who has not seen the key, and write it down"
                yield problem(project, bank.path, place, "second-reading", message, hint)
            elif not verdict and not item.argued:
                message = f"the second reader answered item '{item.id}' otherwise: {response}"
                hint = "mend the item, or say under 'argued' why the key stands"
                yield problem(project, bank.path, place, "second-reading", message, hint)
