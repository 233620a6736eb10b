"""Rules about a bank as a whole: what a cheat could use, and what a module must cover."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from borderrights import model
from borderrights.errors import Diagnostic
from borderrights.lint.items import cites, plain, words
from borderrights.lint.rule import items_of, module_path, problem, quiz_path, rule
from borderrights.project import ModuleSources, Project

MARGIN = 15.0
"""Points above chance that a guesser without the prompt may reach."""
MAX_POSITION = 0.45
MIN_LURES = 0.20
MAX_REFER = 1 / 3
NEAR_DUPLICATE = 88
MIN_PRACTICE = 3
TEMPTING = ("over-protection", "over-reach", "habit")

SOFT = frozenset(
    """accompany advice advise calm care check comfort confirm consent consider discuss dignity
    ensure explain gently help inform interpreter kind lawyer listen offer patient please
    private privacy protect protection quiet reassure respect rest safe safely safety sensitive
    slowly specialist support thank time together trust understand voluntary wait welfare
    willing""".split()  # noqa: SIM905
)
_HANDS_ON = re.compile(
    r"\b(refer|inform|tell|notify|report|record|note|write|call|contact|ask|pass|hand)\b", re.I
)
_LAW = re.compile(
    r"\b(article|convention|covenant|protocol|treaty|guideline|principle|law|rule|right)s?\b", re.I
)


def _longest(item: model.Single) -> dict[str, float]:
    return {o.id: len(plain(o.text)) for o in item.options}


def _shortest(item: model.Single) -> dict[str, float]:
    return {o.id: -len(plain(o.text)) for o in item.options}


def _softest(item: model.Single) -> dict[str, float]:
    return {o.id: sum(word in SOFT for word in words(o.text)) for o in item.options}


def _lawyerly(item: model.Single) -> dict[str, float]:
    return {o.id: len(_LAW.findall(plain(o.text))) + 3 * cites(o.text) for o in item.options}


def _refers(item: model.Single) -> dict[str, float]:
    return {o.id: len(_HANDS_ON.findall(plain(o.text))) for o in item.options}


def _first(item: model.Single) -> dict[str, float]:
    return {o.id: -float(i) for i, o in enumerate(item.options)}


GUESSERS: dict[str, Callable[[model.Single], dict[str, float]]] = {
    "the longest option": _longest,
    "the shortest option": _shortest,
    "the softest words": _softest,
    "the one that cites a rule": _lawyerly,
    "the one that refers, informs or records": _refers,
}


@dataclass(frozen=True)
class Guess:
    """What a cheat earns who sees the options only."""

    name: str
    items: int
    percent: float
    """Expected share of keys found; among equals the cheat picks by lot."""
    chance: float
    """What picking by lot alone earns, in per cent."""


def guesses(items: list[model.Single]) -> list[Guess]:
    """Return how each guesser does over ``items``; empty without items."""
    if not items:
        return []
    chance = 100 * sum(1 / len(item.options) for item in items) / len(items)
    result = []
    for name, rate in GUESSERS.items():
        found = 0.0
        for item in items:
            marks = rate(item)
            top = [ident for ident, mark in marks.items() if mark == max(marks.values())]
            found += (item.key in top) / len(top)
        result.append(Guess(name, len(items), 100 * found / len(items), chance))
    return result


def singles(project: Project) -> list[model.Single]:
    """Return all items of the project with one best answer, if their key is an option."""
    return [
        item
        for _, _, item in items_of(project)
        if isinstance(item, model.Single) and item.key in [option.id for option in item.options]
    ]


@rule
def cheats(project: Project) -> Iterator[Diagnostic]:
    """Keys cannot be found without the question: not by length, tone, citation or position."""
    items = singles(project)
    if len(items) < 10:  # the figures of a handful of items say nothing
        return
    for guess in guesses(items):
        if guess.percent > guess.chance + MARGIN + 1e-9:  # thirds do not add up exactly
            message = (
                f"'{guess.name}' finds {guess.percent:.0f} % of {guess.items} keys, "
                f"chance {guess.chance:.0f} %"
            )
            hint = "cut long keys, and let careful, firm and brief options be right in turn"
            yield Diagnostic("quizzes", 1, "guessable", message, hint)
    places = Counter([o.id for o in item.options].index(item.key) for item in items)
    place, count = places.most_common(1)[0]
    if count / len(items) > MAX_POSITION:
        share = 100 * count / len(items)
        message = f"{share:.0f} % of the keys stand in place {place + 1}"
        hint = "move keys in the source so that no place has more than 45 %"
        yield Diagnostic("quizzes", 1, "key-position", message, hint)


@rule
def lures(project: Project) -> Iterator[Diagnostic]:
    """In a fifth of a module's items a good practitioner's error is a wrong option."""
    for bank in project.banks:
        rated = [i for i in bank.items if isinstance(i, (model.Single, model.Multiple))]
        tempting = [
            item
            for item in rated
            if any(option.lure and option.lure.kind in TEMPTING for option in item.options)
        ]
        if rated and len(tempting) < MIN_LURES * len(rated):
            message = f"{len(tempting)} of {len(rated)} items have a lure of the kinds that tempt"
            hint = "tag wrong options as over-protection, over-reach or habit in a fifth of them"
            yield problem(project, bank.path, ("items",), "few-lures", message, hint)
        moves = [
            option.move
            for item in rated
            if isinstance(item, model.Single)
            for option in item.options
            if option.id == item.key
        ]
        handing = sum(move in ("refer", "inform") for move in moves)
        if moves and handing > MAX_REFER * len(moves):
            message = f"the right move is to refer or inform in {handing} of {len(moves)} items"
            hint = "let acting, asking, deciding or refusing be right more often"
            yield problem(project, bank.path, ("items",), "kind-moves", message, hint)


@rule
def negatives(project: Project) -> Iterator[Diagnostic]:
    """At most a tenth of the prompts is negative."""
    items = [i for _, _, i in items_of(project) if isinstance(i, (model.Single, model.Multiple))]
    negative = [i for i in items if re.search(r"\*+(not|except|never|least)\*+", i.prompt, re.I)]
    if len(negative) > max(1, 0.1 * len(items)):
        message = f"{len(negative)} of {len(items)} prompts are negative"
        yield Diagnostic("quizzes", 1, "negatives", message, "turn some of them round")


@rule
def near_duplicates(project: Project) -> Iterator[Diagnostic]:
    """No two items say nearly the same, declared twins aside."""
    found = list(items_of(project))
    # Sorted once here, so that the plain ratio is the ratio of sorted words.
    for left, right in near_pairs([" ".join(sorted(_body(item).split())) for _, _, item in found]):
        (bank, index, item), (_, _, other) = found[right], found[left]
        if item.twin != other.id:
            message = f"item '{item.id}' says nearly the same as '{other.id}'"
            hint = "change the case, drop one, or declare them twins"
            place = ("items", index)
            yield problem(project, bank.path, place, "near-duplicate", message, hint)


def near_pairs(bodies: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the positions, first and second, of all pairs whose ratio reaches the limit.

    The ratio is 1 - d / (length + length), where d counts the characters to take out and put in.
    Two bounds spare most comparisons. d is no less than the difference in length; and no less
    than the d of what remains when all but some letters are struck from both, since the same
    steps turn one remainder into the other.
    """
    share = 1 - NEAR_DUPLICATE / 100
    order = sorted(range(len(bodies)), key=lambda place: len(bodies[place]))
    lengths = [len(bodies[place]) for place in order]
    extracts = _extracts([bodies[place] for place in order])
    for top, right in enumerate(order):
        # One more than the exact bounds, so that rounding loses nothing.
        low = bisect_left(lengths, lengths[top] * (1 - share) / (1 + share) - 1)
        most = int(2 * share * lengths[top]) + 1
        close = process.extract(
            extracts[top],
            extracts[low:top],
            scorer=Indel.distance,
            score_cutoff=most,
            limit=None,
        )
        for _, _, found in close:
            left = order[low + found]
            if fuzz.ratio(bodies[left], bodies[right]) >= NEAR_DUPLICATE:
                yield min(left, right), max(left, right)


def _extracts(bodies: Sequence[str]) -> list[str]:
    """Return ``bodies`` with only the commonest characters, two fifths of all."""
    counts = Counter("".join(bodies))
    kept, others = 0, dict.fromkeys(map(ord, counts))
    for sign, count in counts.most_common():
        if sign != " " and kept < 0.4 * counts.total():
            kept += count
            del others[ord(sign)]
    return [body.translate(others) for body in bodies]


def _body(item: model.AnyItem) -> str:
    fields = vars(item)
    parts = [item.vignette or "", fields.get("prompt", "")]
    parts += [option.text for option in fields.get("options", ())]
    return " ".join(word for part in parts for word in words(part))


@rule
def coverage(project: Project) -> Iterator[Diagnostic]:
    """A module's bank has the size, kinds and levels of the blueprint and tests each objective."""
    for sources in project.modules:
        if sources.quiz and sources.module:
            yield from _bank_shape(project, sources, sources.quiz)
            yield from _objectives(project, sources, sources.quiz, sources.module)


def _bank_shape(project: Project, sources: ModuleSources, quiz: model.Quiz) -> Iterator[Diagnostic]:
    def shape(code: str, message: str, hint: str) -> Diagnostic:
        return problem(project, quiz_path(sources), ("items",), code, message, hint)

    practice, sitting = quiz.using("lesson", "quiz"), quiz.using("quiz")
    if not 12 <= len(practice) <= 30:
        yield shape("bank-size", f"the bank has {len(practice)} items", "have 12 to 30")
    if len(sitting) < 12:
        yield shape("quiz-size", f"the quiz has {len(sitting)} items", "have at least 12")
    scored = [item for item in sitting if not isinstance(item, model.Reflection)]
    high = [item for item in scored if model.LEVELS.index(item.level) >= 2]
    if 2 * len(high) < len(scored):
        message = f"{len(high)} of {len(scored)} quiz items are at apply or above"
        yield shape("low-levels", message, "write more items that ask for a decision")
    kinds = {item.kind for item in practice}
    for wanted in ("scenario", "reflection"):
        if wanted not in kinds:
            yield shape("missing-kind", f"the bank has no {wanted}", f"write a {wanted}")
    if len(kinds - {"scenario", "reflection"}) < 2:
        yield shape("missing-kind", "the bank has one kind of question", "mix the kinds")
    pairs = {frozenset((item.id, item.twin)) for item in practice if item.twin}
    if len(pairs) < 2:
        message = f"the bank has {len(pairs)} pairs of twins"
        yield shape("few-twins", message, "write two pairs in which one fact turns the key")


def _objectives(
    project: Project, sources: ModuleSources, quiz: model.Quiz, module: model.Module
) -> Iterator[Diagnostic]:
    for index, objective in enumerate(module.objectives):
        items = [
            item
            for item in quiz.using("lesson", "quiz")
            if item.objective == objective.id and not isinstance(item, model.Reflection)
        ]
        contexts = {item.context for item in items}
        least = objective.mastery or MIN_PRACTICE
        if len(items) < least or len(contexts) < 2:
            message = (
                f"objective '{objective.id}' has {len(items)} practice items "
                f"in {len(contexts)} contexts"
            )
            hint = f"have at least {least} items in two contexts"
            place = ("objectives", index)
            yield problem(project, module_path(sources), place, "few-items", message, hint)
