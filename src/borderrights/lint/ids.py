"""Rules about ids: each is declared once, everything named exists, everything declared is used."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from borderrights import model
from borderrights.course import TRACKS
from borderrights.errors import Diagnostic, did_you_mean
from borderrights.lint.rule import items_of, module_path, problem, quiz_path, rule
from borderrights.lint.texts import Marked, marked
from borderrights.markup import parse_page
from borderrights.markup.tree import DIRECTIVES, ROLES, TEXT_ROLES, Node
from borderrights.project import Bank, ModuleSources, Page, Project

LESSON_DIRECTIVES = ("item", "drawing", "glance", "after-lesson")
PAGE_DIRECTIVES = ("drawing",)
CARRY_DIRECTIVES = ("national-points",)


@rule
def repeated_ids(project: Project) -> Iterator[Diagnostic]:
    """Every id is declared once in its kind."""
    seen: dict[tuple[str, str], tuple[str, tuple[str | int, ...]]] = {}
    for path, place, kind, ident in _declared(project):
        if (kind, ident) not in seen:
            seen[kind, ident] = path, place
        else:
            other, where = seen[kind, ident]
            message = f"{kind} '{ident}' is declared twice"
            hint = f"rename one; the other stands at {other}:{project.line(other, *where)}"
            line = project.line(path, *place)
            yield Diagnostic(path, line, "repeated-id", message, hint)


def _declared(project: Project) -> Iterator[tuple[str, tuple[str | int, ...], str, str]]:
    """Yield file, place, kind and id of everything with an id that must be unique."""
    for path, tree in project.trees.items():
        value = tree.value
        if path.startswith("book/standards/") and project.instruments is not None:
            for i, instrument in enumerate(value.get("instruments") or ()):
                yield path, ("instruments", i), "instrument", str(instrument.get("id"))
                for j, provision in enumerate(instrument.get("provisions") or ()):
                    place = ("instruments", i, "provisions", j)
                    yield path, place, "provision", str(provision.get("id"))
                    kind = f"label in '{instrument.get('id')}':"
                    yield path, place, kind, str(provision.get("label"))
    if project.glossary:
        for i, term in enumerate(project.glossary.terms):
            yield "book/glossary.yml", ("terms", i), "term", term.id
    if project.plan:
        for i, entry in enumerate(project.plan.modules):
            yield "book/plan.yml", ("modules", i), "module", entry.id
            yield "book/plan.yml", ("modules", i), "module number", str(entry.number)
    for sources in project.modules:
        if sources.module:
            path = f"{sources.folder}/module.yml"
            for i, objective in enumerate(sources.module.objectives):
                yield path, ("objectives", i), "objective", objective.id
            for i, point in enumerate(sources.module.national_law):
                yield path, ("national_law", i), f"point of {sources.stem}", point.id
        if sources.trainer and isinstance(sources.trainer.front, model.TrainerFront):
            for i, step in enumerate(sources.trainer.front.plan):
                yield sources.trainer.path, ("plan", i), f"step of {sources.stem}", step.id
    for bank, index, item in items_of(project):
        path = bank.path
        yield path, ("items", index), "item", item.id
        for field, parts in _parts(item).items():
            for i, part in enumerate(parts):
                yield path, ("items", index, field, i), f"{field} of item '{item.id}':", part.id
                for j, choice in enumerate(vars(part).get("choices", ())):
                    at = ("items", index, field, i, "choices", j)
                    yield path, at, f"choice of '{item.id}' {part.id}:", choice.id


def _parts(item: model.AnyItem) -> dict[str, tuple[Any, ...]]:
    names = ("options", "left", "right", "nodes", "flags")
    fields = vars(item)
    return {name: fields[name] for name in names if name in fields}


@rule
def keys(project: Project) -> Iterator[Diagnostic]:
    """The key of an item names its options."""
    for bank, index, item in items_of(project):
        place = ("items", index, "key")

        def wrong(message: str, hint: str, place: tuple[str | int, ...] = place) -> Diagnostic:
            return problem(project, bank.path, place, "bad-key", message, hint)  # noqa: B023

        if isinstance(item, model.Single):
            ids = [option.id for option in item.options]
            if item.key not in ids:
                message = f"key '{item.key}' of item '{item.id}' is no option"
                yield wrong(message, did_you_mean(item.key, ids))
        elif isinstance(item, model.Multiple):
            ids = [option.id for option in item.options]
            for key in item.key:
                if key not in ids:
                    message = f"key '{key}' of item '{item.id}' is no option"
                    yield wrong(message, did_you_mean(key, ids))
            if len(set(item.key)) != len(item.key):
                yield wrong(f"key of item '{item.id}' names an option twice", "name it once")
            if set(item.key) >= set(ids):
                yield wrong(f"every option of item '{item.id}' is right", "add a wrong option")
        elif isinstance(item, model.Match):
            yield from _match_key(item, wrong)
        elif isinstance(item, model.Judgement) and item.scale != model.SCALE:
            hint = "write [very-poor, poor, good, very-good]"
            yield wrong(f"scale of item '{item.id}' is not the usual one", hint)


def _match_key(item: model.Match, wrong: object) -> Iterator[Diagnostic]:
    assert callable(wrong)
    left, right = [entry.id for entry in item.left], [entry.id for entry in item.right]
    for entry in left:
        if entry not in item.key:
            hint = "give it a partner under 'key'"
            yield wrong(f"left entry '{entry}' of item '{item.id}' has no partner", hint)
    for entry, partner in item.key.items():
        if entry not in left:
            hint = did_you_mean(entry, left)
            yield wrong(f"key of item '{item.id}' names '{entry}', which is not on the left", hint)
        if partner not in right:
            hint = did_you_mean(partner, right)
            yield wrong(
                f"key of item '{item.id}' names '{partner}', which is not on the right", hint
            )


@rule
def named_in_records(project: Project) -> Iterator[Diagnostic]:
    """What a record names exists: provisions, objectives, modules, terms, twins."""
    known = {provision.id for _, provision in project.provisions()}
    modules = {entry.id for entry in project.plan.modules} if project.plan else set()
    for sources in project.modules:
        if sources.module and project.instruments is not None:
            for place, ident in _module_standards(sources.module):
                if ident not in known:
                    yield problem(
                        project, module_path(sources), place, *_unknown("standard", ident, known)
                    )
        for index, other in enumerate(sources.module.prerequisites if sources.module else ()):
            if project.plan and other not in modules:
                place = ("prerequisites", index)
                yield problem(
                    project, module_path(sources), place, *_unknown("module", other, modules)
                )
    if project.glossary and project.instruments is not None:
        terms = {term.id for term in project.glossary.terms}
        for index, term in enumerate(project.glossary.terms):
            path, line = "book/glossary.yml", project.line("book/glossary.yml", "terms", index)
            if term.source and term.source not in known:
                yield Diagnostic(path, line, *_unknown("standard", term.source, known))
            for other in term.see:
                if other not in terms:
                    yield Diagnostic(path, line, *_unknown("term", other, terms))
    yield from _named_in_items(project, known)


def _named_in_items(project: Project, known: set[str]) -> Iterator[Diagnostic]:
    items = {item.id: item for _, _, item in items_of(project)}
    for bank, index, item in items_of(project):
        if project.instruments is not None:
            for i, ident in enumerate(item.standards):
                if ident not in known:
                    at = ("items", index, "standards", i)
                    yield problem(project, bank.path, at, *_unknown("standard", ident, known))
        objectives = known_objectives(project, bank)
        if objectives is not None and item.objective not in objectives:
            place = ("items", index, "objective")
            yield problem(
                project, bank.path, place, *_unknown("objective", item.objective, objectives)
            )
        if item.twin:
            twin = items.get(item.twin)
            place = ("items", index, "twin")
            if twin is None:
                yield problem(project, bank.path, place, *_unknown("item", item.twin, items))
            elif twin.twin != item.id:
                message = f"item '{item.id}' names '{twin.id}' as its twin, but not the other way"
                yield problem(project, bank.path, place, "twin", message, f"add 'twin: {item.id}'")
    for sources in project.modules:
        if sources.quiz and sources.quiz.module != sources.entry.id:
            message = f"module '{sources.quiz.module}' does not fit the file's name"
            hint = f"write '{sources.entry.id}'"
            yield problem(project, quiz_path(sources), ("module",), "plan-mismatch", message, hint)


def known_objectives(project: Project, bank: Bank) -> Collection[str] | None:
    """Return the objectives that the items of a bank may test; None where not all can be known."""
    if bank.sources is None:
        return project.all_objectives
    module = bank.sources.module
    return {objective.id for objective in module.objectives} if module else None


def _module_standards(module: model.Module) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for i, ident in enumerate(module.standards):
        yield ("standards", i), ident
    for i, objective in enumerate(module.objectives):
        for ident in (*objective.guidelines, *objective.principles):
            yield ("objectives", i), ident
    for i, point in enumerate(module.national_law):
        yield ("national_law", i), point.floor


def _unknown(kind: str, ident: str, known: Iterable[str]) -> tuple[str, str, str]:
    return f"unknown-{kind}", f"{kind} '{ident}' is not known", did_you_mean(ident, known)


@rule
def named_in_prose(project: Project) -> Iterator[Diagnostic]:
    """Roles and directives in texts name what exists."""
    standards = {provision.id for _, provision in project.provisions()}
    terms = {term.id for term in (project.glossary.terms if project.glossary else ())}
    known = {
        "std": standards if project.instruments is not None else None,
        "term": terms if project.glossary else None,
    }
    for text in marked(project, "{"):
        for node in text.named():
            if node.kind == "role":
                yield from _role(project, text, node, known)
            elif text.page:
                yield from _directive(project, text, node)


def _at(project: Project, text: Marked, node: Node) -> int:
    return text.line(project, node if text.page else None)


def _directive(project: Project, text: Marked, node: Node) -> Iterator[Diagnostic]:
    sources, path = text.sources, text.path
    lesson = sources is not None and text.page is sources.lesson
    directives = LESSON_DIRECTIVES if lesson else PAGE_DIRECTIVES
    if sources is None:
        directives = CARRY_DIRECTIVES
    name, argument = node.attrs["name"], node.attrs["argument"]
    at = _at(project, text, node)
    if name not in directives:
        yield Diagnostic(path, at, *_unknown("directive", name, (*directives, *DIRECTIVES)))
    elif name == "national-points" and argument not in TRACKS:
        yield Diagnostic(path, at, *_unknown("track", argument, TRACKS))
    elif name == "drawing" and sources:
        folder = project.root / sources.folder / "figures"
        drawings = {file.stem for file in folder.glob("*.yml")}
        if argument not in drawings:
            yield Diagnostic(path, at, *_unknown("drawing", argument, drawings))
    elif name == "item" and sources and sources.quiz:
        ids = {item.id: item for item in sources.quiz.items}
        if argument not in ids:
            yield Diagnostic(path, at, *_unknown("item", argument, ids))
        elif ids[argument].use != "lesson":
            message = f"item '{argument}' is for use in the {ids[argument].use}"
            hint = "write 'use: lesson' in the quiz file, or take another item"
            yield Diagnostic(path, at, "misplaced-item", message, hint)


def _role(
    project: Project, text: Marked, node: Node, known: Mapping[str, set[str] | None]
) -> Iterator[Diagnostic]:
    name, ident = node.attrs["name"], node.attrs["id"]
    roles = ROLES if text.page else TEXT_ROLES
    if name not in roles:
        line = _at(project, text, node)
        yield Diagnostic(text.path, line, *_unknown("role", name, roles))
        return
    names = known.get(name)
    if name == "national" and (text.page and not text.sources):
        names = set()  # a page that belongs to no module has no points of its own
    elif name == "national" and text.sources and text.sources.module:
        names = {point.id for point in text.sources.module.national_law}
    if names is None or ident in names:
        return
    line = _at(project, text, node)
    if name == "std":
        yield Diagnostic(text.path, line, *_unknown("standard", ident, names))
    elif name == "term":
        yield Diagnostic(text.path, line, *_unknown("term", ident, names))
    else:
        yield Diagnostic(text.path, line, *_unknown("national", ident, names))


@rule
def unused(project: Project) -> Iterator[Diagnostic]:
    """What is declared is used: provisions, terms, drawings, lesson items, national points."""
    used: dict[str, set[str]] = {"std": set(), "term": set()}
    for text in marked(project, "{"):
        for node in text.named():
            if node.kind == "role" and node.attrs["name"] in used:
                used[node.attrs["name"]].add(node.attrs["id"])
    for path in sorted((project.root / "book").rglob("*.md")):
        source = path.read_text(encoding="utf-8", errors="replace")
        for node in _page_roles(source) if "{" in source else ():
            used.setdefault(node.attrs["name"], set()).add(node.attrs["id"])
    records = chain(
        *(item.standards for _, _, item in items_of(project)),
        *((i for _, i in _module_standards(s.module)) for s in project.modules if s.module),
        (t.source for t in (project.glossary.terms if project.glossary else ()) if t.source),
        *((*e.guidelines, *e.principles) for e in (project.plan.modules if project.plan else ())),
    )
    used["std"].update(records)
    complete = project.plan is not None and all(
        None not in (s.module, s.quiz, s.lesson, s.handout, s.in_charge, s.trainer)
        for s in project.modules
    )
    if complete:  # otherwise what seems unused may be used in a source that could not be read
        yield from _unused_records(project, used)
    for sources in project.modules:
        if sources.lesson:
            yield from _unplaced(project, sources, sources.lesson)


def _page_roles(source: str) -> list[Node]:
    return [node for node in parse_page(source).walk() if node.kind == "role"]


def _unused_records(project: Project, used: dict[str, set[str]]) -> Iterator[Diagnostic]:
    for path, place, kind, ident in _declared(project):
        if kind == "provision" and ident not in used["std"]:
            line = project.line(path, *place)
            hint = "cite it where it belongs, or take it out of the registry"
            yield Diagnostic(path, line, "unused-standard", f"'{ident}' is cited nowhere", hint)
        if kind == "term" and ident not in used["term"]:
            line = project.line(path, *place)
            hint = "link it with {term} where it is first used, or take it out"
            yield Diagnostic(path, line, "unused-term", f"'{ident}' is used nowhere", hint)


def _unplaced(project: Project, sources: ModuleSources, lesson: Page) -> Iterator[Diagnostic]:
    placed: dict[str, set[str]] = {"item": set(), "drawing": set(), "national": set()}
    for page in sources.pages:
        for node in page.nodes:
            if node.kind == "directive" and node.attrs["name"] in placed:
                placed[node.attrs["name"]].add(node.attrs["argument"])
            if node.kind == "role" and node.attrs["name"] == "national" and page is lesson:
                placed["national"].add(node.attrs["id"])
    for index, item in enumerate(sources.quiz.items if sources.quiz else ()):
        if item.use == "lesson" and item.id not in placed["item"]:
            message = f"item '{item.id}' stands nowhere in the lesson"
            hint = "place it with an {item} directive, or write 'use: quiz'"
            yield problem(
                project, quiz_path(sources), ("items", index), "unplaced-item", message, hint
            )
    for index, point in enumerate(sources.module.national_law if sources.module else ()):
        if point.id not in placed["national"]:
            message = f"point of national law '{point.id}' stands nowhere in the lesson"
            hint = "place it with {national} in the section it belongs to"
            place = ("national_law", index)
            yield problem(project, module_path(sources), place, "unplaced-national", message, hint)
    for name in sources.figures:
        if name not in placed["drawing"]:
            path = f"{sources.folder}/figures/{name}.yml"
            hint = "show it with a {drawing} directive, or delete it"
            yield Diagnostic(path, 1, "unused-drawing", f"drawing '{name}' is shown nowhere", hint)
