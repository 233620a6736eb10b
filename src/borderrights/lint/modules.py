"""Rules about modules: parts that must be there, minutes that must add up."""

from __future__ import annotations

from collections.abc import Iterator

from borderrights import model
from borderrights.errors import Diagnostic
from borderrights.lint.rule import module_path, problem, rule
from borderrights.markup import Node, Refs, to_plain
from borderrights.project import ModuleSources, Page, Project

TRAINER_SECTIONS = (
    "Prepare",
    "Steps",
    "What participants usually say",
    "Three objections and honest replies",
    "If someone discloses an abuse",
    "Debrief",
    "Pitfalls",
    "Adapt it",
)
CASE_WORDS = (80, 150)
HANDOUT_WORDS = (250, 600)
TRAINER_WORDS = (800, 1500)


def title_of(node: Node) -> str:
    """Return the words of a heading."""
    return to_plain(node, Refs())


def count_words(tree: Node) -> int:
    """Return the number of words of a page."""
    return len(to_plain(tree, Refs()).split())


@rule
def plan(project: Project) -> Iterator[Diagnostic]:
    """A module says of itself what the plan says of it."""
    for sources in project.modules:
        module, entry = sources.module, sources.entry
        if module is None:
            continue
        pairs = {
            "id": (module.id, entry.id),
            "number": (module.number, entry.number),
            "title": (module.title, entry.title),
            "audiences": (sorted(module.audiences), sorted(entry.audiences)),
        }
        for key, (here, planned) in pairs.items():
            if here != planned:
                message = f"{key} is {here!r}, in book/plan.yml {planned!r}"
                hint = "write the same in both"
                yield problem(project, module_path(sources), (key,), "plan-mismatch", message, hint)


@rule
def lessons(project: Project) -> Iterator[Diagnostic]:
    """A lesson opens with a case, teaches each objective in a section, and asks in each."""
    for sources in project.modules:
        if sources.lesson and sources.module:
            yield from _lesson(sources, sources.lesson, sources.module)


def _lesson(sources: ModuleSources, page: Page, module: model.Module) -> Iterator[Diagnostic]:
    def wrong(node: Node | None, code: str, message: str, hint: str) -> Diagnostic:
        return Diagnostic(page.path, node.line + page.offset if node else 1, code, message, hint)

    children = page.tree.children
    headings = [node for node in children if node.kind == "heading"]
    if not headings or headings[0].attrs["level"] != 1:
        yield wrong(
            None, "lesson-title", "the lesson has no title", "begin with '# ' and the title"
        )
    elif title_of(headings[0]) != module.title:
        message = f"the title is '{title_of(headings[0])}', in module.yml '{module.title}'"
        yield wrong(headings[0], "lesson-title", message, "write the same in both")
    level = 0
    for node in headings:
        if node.attrs["level"] > level + 1:
            message = f"heading '{title_of(node)}' skips a level"
            yield wrong(node, "heading-level", message, "go down one level at a time")
        level = node.attrs["level"]
    cases = [node for node in children if node.kind == "box" and node.attrs["name"] == "case"]
    if not cases:
        hint = "open with a person, a place and a decision, between ':::{case}' and ':::'"
        yield wrong(None, "lesson-part", "the lesson has no case", hint)
    for case in cases[:1]:
        count = count_words(case)
        if not CASE_WORDS[0] <= count <= CASE_WORDS[1]:
            message = f"the case has {count} words"
            yield wrong(case, "case-length", message, "write 80 to 150")
    placed = {n.attrs["name"] for n in children if n.kind == "directive"}
    for part in ("glance", "after-lesson", "drawing"):
        if part not in placed:
            message = f"the lesson has no '{{{part}}}'"
            yield wrong(None, "lesson-part", message, f"place it with ```{{{part}}}")
    targets = {node.attrs["id"] for node in children if node.kind == "target"}
    for objective in module.objectives:
        if objective.id not in targets:
            message = f"no section teaches objective '{objective.id}'"
            hint = f"write '({objective.id})=' on the line above its heading"
            yield wrong(None, "objective-section", message, hint)
    yield from _sections(children, targets & {o.id for o in module.objectives}, wrong)


def _sections(children: tuple[Node, ...], taught: set[str], wrong: object) -> Iterator[Diagnostic]:
    """Report sections that teach an objective and ask nothing."""
    assert callable(wrong)
    pending, heading, asks = False, None, True
    for node in (*children, Node("heading", attrs={"level": 2})):
        if node.kind == "target" and node.attrs["id"] in taught:
            pending = True
        elif node.kind == "heading" and node.attrs["level"] <= 2:
            if not asks and heading is not None:
                message = f"section '{title_of(heading)}' ends without a question"
                hint = "place an {item} that applies it to a new fact"
                yield wrong(heading, "section-question", message, hint)
            heading, asks, pending = (node, False, False) if pending else (None, True, False)
        elif node.kind == "directive" and node.attrs["name"] == "item":
            asks = True


@rule
def sheets(project: Project) -> Iterator[Diagnostic]:
    """Handout and trainer page have the length and the parts that their use asks for."""
    for sources in project.modules:
        if sources.handout:
            yield from _length(sources.handout, HANDOUT_WORDS)
        if sources.trainer:
            yield from _length(sources.trainer, TRAINER_WORDS)


def _length(page: Page, limits: tuple[int, int]) -> Iterator[Diagnostic]:
    count = count_words(page.tree)
    if not limits[0] <= count <= limits[1]:
        message = f"the page has {count} words"
        hint = f"write {limits[0]:,} to {limits[1]:,}"
        yield Diagnostic(page.path, 1, "page-length", message, hint)


@rule
def session_plans(project: Project) -> Iterator[Diagnostic]:
    """A session plan fills the minutes of the module, half of them with practice."""
    for sources in project.modules:
        page, module = sources.trainer, sources.module
        if page is None or module is None or not isinstance(page.front, model.TrainerFront):
            continue
        steps = page.front.plan
        line = project.line(page.path, "plan")
        sums = {
            "classroom": (sum(step.minutes for step in steps), module.minutes.classroom),
            "short": (sum(step.short for step in steps), module.minutes.short),
        }
        for name, (planned, wanted) in sums.items():
            if planned != wanted:
                message = f"the steps take {planned} minutes, the {name} form {wanted}"
                hint = "change the steps, or the minutes in module.yml"
                yield Diagnostic(page.path, line, "plan-minutes", message, hint)
        for name, minutes in (
            ("classroom", [(s.minutes, s.mode) for s in steps]),
            ("short", [(s.short, s.mode) for s in steps]),
        ):
            practice = sum(m for m, mode in minutes if mode == "practice")
            if 2 * practice < sum(m for m, _ in minutes):
                message = f"{practice} minutes of the {name} form are practice"
                hint = "let participants decide or do things for at least half of the time"
                yield Diagnostic(page.path, line, "plan-practice", message, hint)
        yield from _headings(page, [step.title for step in steps])


def _headings(page: Page, steps: list[str]) -> Iterator[Diagnostic]:
    headings = [node for node in page.tree.children if node.kind == "heading"]
    sections = [title_of(node) for node in headings if node.attrs["level"] == 2]
    for title in TRAINER_SECTIONS:
        if title not in sections:
            hint = f"write '## {title}'"
            yield Diagnostic(page.path, 1, "plan-section", f"section '{title}' is missing", hint)
    inside = False
    titles = []
    for node in headings:
        if node.attrs["level"] == 2:
            inside = title_of(node) == "Steps"
        elif inside and node.attrs["level"] == 3:
            titles.append(title_of(node))
    if titles != steps:
        odd = next((t for t in (*titles, *steps) if (t in titles) != (t in steps)), None)
        message = (
            f"heading or step '{odd}' has no partner" if odd else "the steps stand in another order"
        )
        hint = "write one '### ' heading for each step of the plan, in the same order"
        yield Diagnostic(page.path, 1, "plan-headings", message, hint)
