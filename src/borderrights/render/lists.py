"""Pages made from data: the modules, the glossary, the registry, the figures of quality."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from borderrights import model
from borderrights.markup import Refs, parse_text, to_html
from borderrights.markup.html import std_html
from borderrights.project import Bank, Project
from borderrights.reading import Agreement, agreement
from borderrights.strings import say

TRACKS = ("core", "border-guards", "judges", "labour-inspectors", "trainers")


def curriculum(project: Project, root: str) -> str:
    """Return all modules of the plan by track; written ones are links."""
    parts = []
    for track in TRACKS:
        entries = [e for e in (project.plan.modules if project.plan else ()) if e.track == track]
        rows = "".join(_module(project, entry, root) for entry in entries)
        title = escape(say(f"track.{track}"))
        parts.append(f'<h2 id="track-{track}">{title}</h2><ul class="br-modules">{rows}</ul>')
    return "".join(parts)


def session_plans(project: Project, root: str) -> str:
    """Return the session plans by track: the page, and how long each form takes."""
    parts = []
    for track in TRACKS:
        rows = []
        for sources in project.modules:
            if sources.entry.track != track or not sources.module or not sources.trainer:
                continue
            minutes = sources.module.minutes
            title = escape(f"{sources.entry.number}. {sources.entry.title}")
            forms = escape(say("plan.forms", full=minutes.classroom, short=minutes.short))
            link = f'<a href="{root}{sources.folder}/trainer.html">{title}</a>'
            rows.append(f"<li>{link} {forms}</li>")
        if rows:
            name = escape(say(f"track.{track}"))
            parts.append(f"<h3>{name}</h3><ul>{''.join(rows)}</ul>")
    return "".join(parts)


def visitors(rows: Iterable[tuple[str, str, str]], root: str) -> str:
    """Return the cards of the start page: page, who comes, what they find there."""
    cards = "".join(
        f'<li><a href="{root}{escape(page)}.html"><strong>{escape(who)}</strong> '
        f"<span>{escape(what)}</span></a></li>"
        for page, who, what in rows
    )
    return f'<ul class="br-cards">{cards}</ul>'


def _module(project: Project, entry: model.PlanEntry, root: str) -> str:
    title = escape(f"{entry.number}. {entry.title}")
    if project.module(entry.id):
        name = f'<a href="{root}modules/{entry.stem}/lesson.html">{title}</a>'
    else:
        mark = f'<span class="br-mark">{escape(say("module.in-preparation"))}</span>'
        name = f"<strong>{title}</strong> {mark}"
    return f"<li>{name}<br>{escape(entry.summary)}</li>"


def glossary(project: Project, refs: Refs) -> str:
    """Return every term in alphabetical order."""
    terms = sorted(project.glossary.terms if project.glossary else (), key=lambda t: t.term.lower())
    return f'<dl class="br-glossary">{"".join(_term(term, refs) for term in terms)}</dl>'


def _term(term: model.Term, refs: Refs) -> str:
    notes = []
    if term.source and term.source in refs.provisions:
        notes.append(f"{escape(say('glossary.source'))} {std_html(term.source, refs)}")
    if term.avoid:
        notes.append(f"{escape(say('glossary.avoid'))} {escape(term.avoid)}")
    if term.see:
        links = ", ".join(
            f'<a href="#term-{other}">{escape(refs.terms[other].label)}</a>'
            for other in term.see
            if other in refs.terms
        )
        notes.append(f"{escape(say('glossary.see'))} {links}")
    small = "".join(f'<span class="br-gloss-note">{note}</span>' for note in notes)
    return (
        f'<dt id="term-{term.id}">{escape(term.term)}</dt>'
        f"<dd>{to_html(parse_text(term.text), refs)} {small}</dd>"
    )


def standards(project: Project, refs: Refs, group: str | None = None) -> str:
    """Return the registry by instrument: paraphrase, mark, where taught and where tested.

    Args:
        project: All sources.
        refs: What roles point to, as seen from the page.
        group: Name of a file of the registry, without its number; none takes all.
    """
    taught, tested = _taught(project), _tested(project)
    chosen = project.instruments if group is None else project.groups.get(group, ())
    return "".join(
        _instrument(instrument, taught, tested, refs.root)
        for instrument in chosen or ()
        if instrument.provisions
    )


def instruments(project: Project, root: str) -> str:
    """Return all instruments, each with the number of its provisions, by page."""
    parts = []
    for group, found in project.groups.items():
        rows = "".join(
            f'<li><a href="{root}{project.page_of[i.id]}#instrument-{i.id}">{escape(i.title)}</a> '
            f"({len(i.provisions)})</li>"
            for i in found
            if i.provisions
        )
        parts.append(f"<h3>{escape(say(f'standards.{group}'))}</h3><ul>{rows}</ul>")
    return "".join(parts)


def _taught(project: Project) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for sources in project.modules:
        if sources.module and sources.lesson:
            cited = {
                n.attrs["id"]
                for n in sources.lesson.tree.walk()
                if n.kind == "role" and n.attrs["name"] == "std"
            }
            where = (f"{sources.folder}/lesson.html", str(sources.entry.number))
            for ident in cited | set(sources.module.standards):
                found.setdefault(ident, []).append(where)
    return found


def _tested(project: Project) -> dict[str, int]:
    counts: dict[str, int] = {}
    for sources in project.modules:
        for item in sources.quiz.items if sources.quiz else ():
            for ident in item.standards:
                counts[ident] = counts.get(ident, 0) + 1
    return counts


def _instrument(
    instrument: model.Instrument,
    taught: dict[str, list[tuple[str, str]]],
    tested: dict[str, int],
    root: str,
) -> str:
    title = escape(instrument.title)
    if instrument.url:
        title = f'<a href="{escape(instrument.url)}">{title}</a>'
    facts = [instrument.adopted or "", say(f"instrument.{instrument.kind}"), instrument.binding]
    rows = "".join(
        _provision(p, taught.get(p.id, []), tested.get(p.id, 0), root)
        for p in instrument.provisions
    )
    return (
        f'<section class="br-instrument"><h2 id="instrument-{instrument.id}">{title}</h2>'
        f'<p class="br-facts">{escape(". ".join(fact for fact in facts if fact))}</p>'
        f"<dl>{rows}</dl></section>"
    )


def _provision(
    provision: model.Provision, taught: list[tuple[str, str]], tested: int, root: str
) -> str:
    mark = say(f"checked.{provision.checked}")
    where = provision.read_in or provision.why
    note = f"{mark} ({where})" if where else mark
    links = ", ".join(f'<a href="{root}{href}">{number}</a>' for href, number in taught)
    uses = []
    if links:
        uses.append(f"{escape(say('standards.taught'))} {links}")
    if tested:
        uses.append(escape(say("standards.tested", count=tested)))
    return (
        f'<dt id="{provision.id}">{escape(provision.label)}</dt><dd>{escape(provision.text)} '
        f'<span class="br-checked br-checked-{provision.checked}">{escape(note)}</span> '
        f'<span class="br-uses">{". ".join(uses)}</span></dd>'
    )


def quality(project: Project, refs: Refs) -> str:
    """Return the counts behind the claims: marks of the registry, agreement of two readers."""
    marks: dict[str, int] = {}
    for _, provision in project.provisions():
        marks[provision.checked] = marks.get(provision.checked, 0) + 1
    rows = [
        (say(f"checked.{name}"), str(marks.get(name, 0))) for name in ("text", "secondary", "no")
    ]
    registry = _table(say("quality.registry"), (say("quality.mark"), say("quality.count")), rows)
    readings, whole = [], Agreement(0, 0)
    for bank in project.banks:
        if bank.reading is None:
            continue
        result = agreement(bank.items, bank.reading)
        whole = Agreement(whole.agreed + result.agreed, whole.read + result.read)
        readings.append((_bank_name(bank), _share(result)))
    readings.append((say("quality.all"), _share(whole)))
    heads = (say("quality.module"), say("quality.agreement"))
    edition = ""
    if project.plan:
        of = project.plan.edition
        edition = f"<p>{escape(say('quality.edition', version=of.version, date=of.date))}</p>"
    return edition + registry + _table(say("quality.readings"), heads, readings)


def _bank_name(bank: Bank) -> str:
    if bank.sources:
        return f"{bank.sources.entry.number}. {bank.sources.entry.title}"
    track = bank.path.rpartition("/")[2].removesuffix(".yml")
    return say("quality.tests", track=say(f"audience.{track}"))


def _share(result: Agreement) -> str:
    share = say("quality.share", agreed=result.agreed, read=result.read)
    return f"{share} ({result.percent:.0f} %)"


def _table(caption: str, heads: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>'
        for name, value in rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )
